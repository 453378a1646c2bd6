from tests.access.table import Page, Scene
from tests.casework.demands.factories import make_demand
from tests.casework.matching.factories import make_referral


def qualified(scene: Scene) -> list[object]:
    return [make_demand(scene.world, scene.people, stage="QUALIFIED", at=scene.now).reference]


def referred(scene: Scene) -> list[object]:
    return [make_referral(scene.world, scene.people, at=scene.now).demand.reference]


def sent(scene: Scene) -> list[object]:
    return [make_referral(scene.world, scene.people, at=scene.now).pk]


# The desk sends, the provider answers; the next department sees nothing.
# columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules
PAGES = [
    Page(
        "matching:of_demand", "get", "302 200 200 404 200 200 200 404 404 404 404",
        args=qualified,
    ),
    Page(
        "matching:of_demand", "get", "302 200 200 200 200 200 200 404 404 404 404",
        args=referred, query="?",
    ),
    Page("matching:run", "post", "302 403 302 404 403 403 403 404 404 404 404", args=qualified),
    Page("matching:refer", "post", "302 403 422 404 403 403 403 404 404 404 404", args=qualified),
    Page("matching:referrals", "get", "302 403 403 200 403 403 403 403 403 403 403"),
    Page("matching:referral", "get", "302 404 200 200 200 200 200 404 404 404 404", args=sent),
    Page(
        "matching:accept_referral", "post", "302 404 403 302 403 403 403 404 404 404 404", args=sent
    ),
    Page(
        "matching:refuse_referral", "post", "302 404 403 422 403 403 403 404 404 404 404", args=sent
    ),
    Page(
        "matching:withdraw_referral", "post", "302 404 302 403 403 403 403 404 404 404 404",
        args=sent,
    ),
]  # fmt: skip
