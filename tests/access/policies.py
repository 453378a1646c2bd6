from tests.access.table import Page

EVERYBODY = " ".join(["200"] * 11)

PAGES = [
    Page("policies:orientations", "get", EVERYBODY),
    Page("policies:programmes", "get", EVERYBODY),
]
