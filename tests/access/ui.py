from tests.access.table import Page

OPEN = " ".join(["200"] * 11)

PAGES = [
    Page("ui:legal", "get", OPEN),
    Page("ui:privacy", "get", OPEN),
    Page("ui:accessibility", "get", OPEN),
    # No worker runs during the tests: the page says so, to everybody.
    Page("ui:health", "get", " ".join(["503"] * 11)),
]
