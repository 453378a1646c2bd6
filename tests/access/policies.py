from guichet.reference.policies.models import StrategicOrientation
from tests.access.table import Page, Scene

EVERYBODY = " ".join(["200"] * 11)


def in_the_04(scene: Scene) -> list[object]:
    return [scene.world.d04.code]


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
]
