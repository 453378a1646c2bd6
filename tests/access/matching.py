from datetime import timedelta

from django.utils import timezone

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.following import follow_token
from guichet.casework.matching import actions
from guichet.casework.matching.answer_links import answer_token
from guichet.casework.matching.models import Opinion, Referral
from guichet.foundations.toolkit.dates import local_day
from tests.access.table import Page, Scene
from tests.casework.demands.factories import make_demand
from tests.casework.matching.factories import make_referral


def qualified(scene: Scene) -> list[object]:
    return [make_demand(scene.world, scene.people, stage="QUALIFIED", at=scene.now).reference]


def referred(scene: Scene) -> list[object]:
    return [make_referral(scene.world, scene.people, at=scene.now).demand.reference]


def sent(scene: Scene) -> list[object]:
    return [make_referral(scene.world, scene.people, at=scene.now).pk]


def department(scene: Scene) -> list[object]:
    return ["04"]


def token(scene: Scene) -> list[object]:
    return [opened_now(make_referral(scene.world, scene.people, at=scene.now))]


def opened_now(asked: Referral | Opinion) -> str:
    """A link lasts three months from its sending: this one has just left."""
    asked.link_sent_at = timezone.now()
    asked.save()
    return answer_token(asked)


def asked(scene: Scene) -> Opinion:
    demand = make_demand(scene.world, scene.people, stage="QUALIFIED", at=scene.now)
    return actions.ask_opinion(
        demand, provider=scene.world.it04, question="La méthode ?",
        due_on=local_day(scene.now) + timedelta(days=20), by=scene.people.bruno, at=scene.now,
    )  # fmt: skip


def opinion(scene: Scene) -> list[object]:
    return [asked(scene).pk]


def opinion_token(scene: Scene) -> list[object]:
    return [opened_now(asked(scene))]


def taken(scene: Scene) -> list[object]:
    referral = make_referral(scene.world, scene.people, stage="ACCEPTED", at=scene.now)
    return [referral.demand.reference, referral.pk]


def helped_link(scene: Scene) -> list[object]:
    referral = make_referral(scene.world, scene.people, stage="ACCEPTED", at=scene.now)
    demand_actions.support(referral.demand, by=scene.people.bruno, at=scene.now)
    return [follow_token(referral.demand), referral.pk]


def questioned(scene: Scene) -> list[object]:
    referral = make_referral(scene.world, scene.people, at=scene.now)
    actions.ask_for_more(referral, body="Le plan ?", by=scene.people.claire, at=scene.now)
    return [referral.pk]


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
    Page(
        "matching:excluded", "get", "302 403 200 404 200 200 200 404 404 404 404", args=qualified
    ),
    Page("matching:ledger", "get", "302 403 200 404 200 200 200 404 404 404 404", args=qualified),
    Page("matching:rules", "get", "200 200 200 200 200 200 200 200 200 200 200"),
    Page(
        "matching:set_rule", "post", "302 403 422 403 403 403 403 403 403 403 422", args=department
    ),
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
    Page("matching:activity", "get", "302 403 403 200 403 403 403 403 403 403 403"),
    Page(
        "matching:ask_for_more", "post", "302 404 403 422 403 403 403 404 404 404 404", args=sent
    ),
    Page(
        "matching:give_more", "post", "302 404 422 403 403 403 403 404 404 404 404",
        args=questioned,
    ),
    Page(
        "matching:renew_answer_link", "post", "302 404 302 403 403 403 403 404 404 404 404",
        args=sent,
    ),
    Page(
        "matching:ask_opinion", "post", "302 403 422 404 403 403 403 404 404 404 404",
        args=qualified,
    ),
    Page("matching:opinion", "get", "302 404 200 200 200 200 200 404 404 404 404", args=opinion),
    Page(
        "matching:give_opinion", "post", "302 404 403 422 403 403 403 404 404 404 404",
        args=opinion,
    ),
    Page(
        "matching:withdraw_opinion", "post", "302 404 302 403 403 403 403 404 404 404 404",
        args=opinion,
    ),
    Page(
        "matching:opinion_letter", "get", "302 404 200 403 403 403 403 404 404 404 404",
        args=opinion,
    ),
    Page(
        "matching:post_opinion_letter", "post", "302 404 422 403 403 403 403 404 404 404 404",
        args=opinion,
    ),
    Page(
        "matching:before_opinion", "get", "302 404 200 403 403 403 403 404 404 404 404",
        args=opinion,
    ),
    Page(
        "matching:record_opinion", "post", "302 404 422 403 403 403 403 404 404 404 404",
        args=opinion,
    ),
    Page(
        "matching:rate_help", "post", "302 422 403 403 403 403 403 404 404 404 404", args=taken
    ),
    Page("matching:letter", "get", "302 404 200 403 403 403 403 404 404 404 404", args=sent),
    Page("matching:post_letter", "post", "302 404 422 403 403 403 403 404 404 404 404", args=sent),
    Page("matching:before_record", "get", "302 404 200 403 403 403 403 404 404 404 404", args=sent),
    Page(
        "matching:record_answer", "post", "302 404 422 403 403 403 403 404 404 404 404", args=sent
    ),
    # The code of a letter asks nobody who they are.
    Page("matching:enter_code", "get", "200 200 200 200 200 200 200 200 200 200 200"),
    Page("matching:open_code", "post", "422 422 422 422 422 422 422 422 422 422 422"),
    # Whoever holds the link of the demand speaks for the authority, signed in or not.
    Page(
        "matching:rating_by_link", "get", "200 200 200 200 200 200 200 200 200 200 200",
        args=helped_link,
    ),
    Page(
        "matching:rate_by_link", "post", "422 422 422 422 422 422 422 422 422 422 422",
        args=helped_link,
    ),
    # Whoever holds the link answers for the structure, signed in or not.
    Page("matching:answer", "get", "200 200 200 200 200 200 200 200 200 200 200", args=token),
    Page(
        "matching:accept_by_link", "post", "422 422 422 422 422 422 422 422 422 422 422",
        args=token,
    ),
    Page(
        "matching:refuse_by_link", "post", "422 422 422 422 422 422 422 422 422 422 422",
        args=token,
    ),
    Page(
        "matching:ask_for_more_by_link", "post", "422 422 422 422 422 422 422 422 422 422 422",
        args=token,
    ),
    Page(
        "matching:give_opinion_by_link", "post", "422 422 422 422 422 422 422 422 422 422 422",
        args=opinion_token,
    ),
]  # fmt: skip
