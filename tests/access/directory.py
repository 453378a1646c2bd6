from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.actions import declare_absence
from guichet.reference.directory.models import Person
from tests.access.table import Page, Scene

EVERY_MEMBER = "302 " + " ".join(["200"] * 10)

OFFICERS = "302 403 200 403 403 403 403 403 200 403 403"
OFFICERS_EMPTY = "302 403 422 403 403 403 403 403 422 403 403"
OWN_ONLY = "302 403 302 403 403 403 403 403 404 403 403"


def an_absence(scene: Scene) -> list[object]:
    colleague = Person.objects.create(name="Maud")
    absence = declare_absence(
        scene.people.bruno.person,
        stand_in=colleague,
        starts_on=local_day(scene.now),
        ends_on=local_day(scene.now),
        by=scene.people.bruno,
        at=scene.now,
    )
    return [absence.pk]


PAGES = [
    Page("directory:absences", "get", OFFICERS),
    Page("directory:declare_absence", "post", OFFICERS_EMPTY),
    Page("directory:cancel_absence", "post", OWN_ONLY, args=an_absence),
    Page("directory:index", "get", EVERY_MEMBER),
    Page("directory:detail", "get", EVERY_MEMBER, args=lambda scene: [scene.world.it04.pk]),
    Page("directory:detail", "get", "302 " + " ".join(["404"] * 10), args=lambda scene: [0]),
]
