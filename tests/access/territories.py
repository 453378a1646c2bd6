from tests.access.table import Page

OPEN = " ".join(["200"] * 11)

PAGES = [
    # The public form needs them and the data are public.
    Page("territories:search", "get", OPEN, query="?q=banon&kind=commune"),
    Page("territories:choose", "get", OPEN, query="?code=04018"),
]
