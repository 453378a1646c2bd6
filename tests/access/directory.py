from tests.access.table import Page

EVERY_MEMBER = "302 " + " ".join(["200"] * 10)

PAGES = [
    Page("directory:index", "get", EVERY_MEMBER),
    Page("directory:detail", "get", EVERY_MEMBER, args=lambda scene: [scene.world.it04.pk]),
    Page("directory:detail", "get", "302 " + " ".join(["404"] * 10), args=lambda scene: [0]),
]
