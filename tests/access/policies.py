from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from guichet.reference.policies import actions
from guichet.reference.policies.models import StrategicOrientation, TerritoryFact
from tests.access.table import Page, Scene

EVERYBODY = " ".join(["200"] * 11)
# The desk of the 04 and its administrator; Hugo holds another desk, which has its own.
READ = "302 403 200 403 403 403 403 403 404 403 200"
REFUSED = "302 403 422 403 403 403 403 403 404 403 422"
DONE = "302 403 302 403 403 403 403 403 404 403 302"
OF_ANY_DESK = "302 403 200 403 403 403 403 403 200 403 200"


def in_the_04(scene: Scene) -> list[object]:
    return [scene.world.d04.code]


def banon(scene: Scene) -> list[object]:
    return [scene.world.banon.pk]


def the_agency(scene: Scene) -> list[object]:
    return [scene.world.it04.pk]


def a_fact(scene: Scene) -> list[object]:
    actions.write_fact(
        scene.world.banon, kind="MOUNTAIN", holds=True, since=None, source="Arrêté",
        source_date=date(2020, 1, 1), by=scene.people.bruno, at=scene.now,
    )  # fmt: skip
    return [TerritoryFact.objects.get().pk]


def a_list(scene: Scene) -> list[object]:
    file = actions.open_fact_file(
        SimpleUploadedFile("liste.csv", b"code insee;montagne\n04018;oui\n"),
        department=scene.world.d04, kind="MOUNTAIN", source="Essai",
        source_date=date(2026, 1, 1), by=scene.people.bruno, at=scene.now,
    )  # fmt: skip
    return [file.pk]


def a_national_one(scene: Scene) -> list[object]:
    return [StrategicOrientation.objects.national().order_by("pk")[0].pk]


# What the agency's board wants is written down by an administrator.
NATIONAL_READ = "302 403 403 403 403 403 403 403 403 403 200"
NATIONAL_REFUSED = "302 403 403 403 403 403 403 403 403 403 422"

PAGES = [
    Page("policies:orientations", "get", EVERYBODY),
    Page("policies:national_orientations", "get", NATIONAL_READ),
    Page("policies:record_national", "post", NATIONAL_REFUSED),
    Page("policies:national_orientation", "get", NATIONAL_READ, args=a_national_one),
    Page("policies:correct_national", "post", NATIONAL_REFUSED, args=a_national_one),
    Page("policies:withdraw_national", "post", NATIONAL_REFUSED, args=a_national_one),
    Page("policies:programmes", "get", EVERYBODY),
    Page("policies:service_levels", "get", EVERYBODY),
    Page("policies:portfolios", "get", "302 403 200 403 403 403 403 403 200 403 200"),
    Page(
        "policies:assign_portfolio",
        "post",
        "302 403 422 403 403 403 403 403 403 403 422",
        args=in_the_04,
    ),
    # The officer of the department and its administrator; an empty form is refused.
    Page(
        "policies:set_service_level",
        "post",
        "302 403 422 403 403 403 403 403 403 403 422",
        args=in_the_04,
    ),
    Page("policies:facts", "get", OF_ANY_DESK),
    Page("policies:facts", "get", READ, query="?departement=04"),
    Page("policies:territory_facts", "get", READ, args=banon),
    Page("policies:write_fact", "post", REFUSED, args=banon),
    Page("policies:correct_fact", "post", REFUSED, args=a_fact),
    Page("policies:adhesions", "get", OF_ANY_DESK),
    Page("policies:adherents", "get", READ, args=the_agency),
    Page("policies:tell_adherents", "post", REFUSED, args=the_agency),
    Page("policies:fact_files", "get", OF_ANY_DESK),
    Page(
        "policies:open_fact_file",
        "post",
        "302 403 422 403 403 403 403 403 422 403 422",
    ),
    Page("policies:preview_fact_file", "get", READ, args=a_list),
    Page("policies:adjust_fact_file", "post", REFUSED, args=a_list),
    Page("policies:confirm_fact_file", "post", DONE, args=a_list),
]
