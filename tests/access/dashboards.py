from tests.access.table import Page

PAGES = [
    Page("dashboards:home", "get", "302 " + " ".join(["200"] * 10)),
]
