from tests.access.table import Page, Scene

EVERYBODY = " ".join(["200"] * 11)


def in_the_04(scene: Scene) -> list[object]:
    return [scene.world.d04.code]


PAGES = [
    Page("policies:orientations", "get", EVERYBODY),
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
