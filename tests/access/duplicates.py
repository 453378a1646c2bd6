"""Columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules."""

from guichet.casework.demands.models import Demand
from guichet.casework.duplicates import actions
from tests.access.table import Page, Scene
from tests.casework.demands.factories import make_demand


def _pair(scene: Scene) -> tuple[Demand, Demand]:
    first = make_demand(scene.world, scene.people, stage="REFERRED", at=scene.now)
    return first, make_demand(scene.world, scene.people, at=scene.now)


def a_case(scene: Scene) -> list[object]:
    return [_pair(scene)[0].reference]


def a_link(scene: Scene) -> list[object]:
    first, second = _pair(scene)
    decision = actions.link(first, twin=second, by=scene.people.bruno, at=scene.now)
    return [first.reference, decision.pk]


def a_merge(scene: Scene) -> list[object]:
    first, second = _pair(scene)
    actions.merge(second, into=first, by=scene.people.bruno, at=scene.now)
    return [first.reference]


# columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules
PAGES = [
    Page("duplicates:of_demand", "get", "302 200 200 200 200 200 200 404 404 404 404", args=a_case),
    Page(
        "duplicates:of_demand", "get", "302 200 200 200 200 200 200 404 404 404 404", args=a_merge,
        query="?",
    ),
    Page("duplicates:link", "post", "302 403 422 403 403 403 403 404 404 404 404", args=a_case),
    Page("duplicates:merge", "post", "302 403 422 403 403 403 403 404 404 404 404", args=a_case),
    Page(
        "duplicates:set_apart", "post", "302 403 422 403 403 403 403 404 404 404 404", args=a_case
    ),
    Page("duplicates:undo", "post", "302 403 422 403 403 403 403 404 404 404 404", args=a_link),
]  # fmt: skip
