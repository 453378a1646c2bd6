from tests.access.table import Page

OPEN = " ".join(["200"] * 11)

PAGES = [
    Page("opendata:index", "get", OPEN),
    Page("opendata:download", "get", OPEN, args=lambda scene: ["seances"]),
    Page("opendata:schema", "get", OPEN, args=lambda scene: ["decisions"]),
    Page("opendata:download", "get", " ".join(["404"] * 11), args=lambda scene: ["inconnu"]),
]
