from guichet.casework.support import actions
from guichet.casework.support.choices import SupportStatus
from tests.access.table import Page, Scene
from tests.casework.support.factories import accepted_referral, make_support


def of_demand(scene: Scene) -> list[object]:
    return [accepted_referral(scene.world, scene.people).demand.reference]


def referral(scene: Scene) -> list[object]:
    return [accepted_referral(scene.world, scene.people).pk]


def running(scene: Scene) -> list[object]:
    return [make_support(scene.world, scene.people).pk]


def opened(scene: Scene) -> list[object]:
    return [make_support(scene.world, scene.people, stage=SupportStatus.OPEN).pk]


def step(scene: Scene) -> list[object]:
    support = make_support(scene.world, scene.people)
    made = actions.add_step(
        support, title="Visite", due_on=None, by=scene.people.claire, at=scene.now
    )
    return [support.pk, made.pk]


def line(scene: Scene) -> list[object]:
    support = make_support(scene.world, scene.people)
    made = actions.add_line(
        support,
        kind="OWN",
        label="",
        amount=support.plan.total_cost,
        status="PLANNED",
        by=scene.people.claire,
        at=scene.now,
    )
    return [support.pk, made.pk]


# The columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules.
READ = "302 200 200 200 200 200 200 404 404 404 404"
# The desk officer and the lead provider write; a refused form answers 422, a done deed 302.
FORM = "302 403 422 422 403 403 403 404 404 404 404"
DEED = "302 403 302 302 403 403 403 404 404 404 404"

PAGES = [
    Page("support:index", "get", "302 200 200 200 200 200 200 403 200 403 403"),
    # Claire's referral is hers; the demand is shared with her by the referral itself.
    Page("support:of_demand", "get", READ, of_demand),
    # The applicant does not see referrals: the page does not exist for her.
    Page("support:open_support", "post", "302 404 422 422 403 403 403 404 404 404 404", referral),
    Page("support:detail", "get", READ, running),
    Page("support:start", "post", DEED, opened),
    Page("support:deliver", "post", FORM, running),
    Page("support:abandon", "post", FORM, running),
    Page("support:add_step", "post", FORM, running),
    Page("support:finish_step", "post", DEED, step),
    Page("support:set_plan", "post", FORM, running),
    Page("support:add_line", "post", FORM, running),
    Page("support:change_line", "post", DEED, line),
    Page("support:remove_line", "post", DEED, line),
]
