"""Meetings up to their closing; minutes and public pages are in committee_public.py.

Prepared: the desk alone. From the convocation on: members, the sub-prefect and the observer read.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import Invitation
from guichet.casework.committee.reply_links import token_of
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.models import Person
from tests.access.table import Page, Scene
from tests.casework.committee.factories import OPENED_AT, item_of, make_meeting, seat_people
from tests.casework.demands.factories import make_demand

Args = Callable[[Scene], Sequence[object]]
S = MeetingStatus


def _meeting(stage: str) -> Args:
    return lambda scene: [make_meeting(scene.world, scene.people, stage=stage).pk]


def _link(stage: str) -> Args:
    """The link of Gaëlle's convocation: whoever holds it, signed in or not."""

    def args(scene: Scene) -> Sequence[object]:
        seat_people(scene.world, scene.people)
        meeting = make_meeting(scene.world, scene.people, stage=stage)
        invitations = Invitation.objects.of_meeting(meeting)
        return [token_of(invitations.get(email="gaelle@example.fr"))]

    return args


def _item(stage: str, kind: str = ItemKind.DEMANDS) -> Args:
    def args(scene: Scene) -> Sequence[object]:
        meeting = make_meeting(scene.world, scene.people, stage=stage)
        return [meeting.pk, item_of(meeting, kind).pk]

    return args


def _rehearsal(scene: Scene) -> Sequence[object]:
    """A member does not even know that it exists."""
    told = {"by": scene.people.farid, "at": scene.now}
    return [actions.start_rehearsal(scene.world.committee, **told).pk]


def _seat(scene: Scene) -> Sequence[object]:
    meeting = make_meeting(scene.world, scene.people, stage=S.OPENED)
    return [meeting.pk, scene.world.chair_seat.pk]


def _promise(scene: Scene) -> Sequence[object]:
    meeting = make_meeting(scene.world, scene.people, stage=S.OPENED)
    promise = actions.make_promise(
        meeting, text="Visiter Banon", holder=scene.world.it04, due_on=date(2026, 6, 1),
        by=scene.people.farid, at=OPENED_AT,
    )  # fmt: skip
    return [promise.pk]


def _chair_seat(scene: Scene) -> Sequence[object]:
    return ["04", scene.world.chair_seat.pk]


def _mandate(scene: Scene) -> Sequence[object]:
    made = actions.give_mandate(
        scene.world.it04_seat, person=Person.objects.create(name="La directrice"),
        starts_on=date(2026, 1, 5), by=scene.people.farid, at=scene.now,
    )  # fmt: skip
    return ["04", made.pk]


def _regulation(scene: Scene) -> Sequence[object]:
    made = actions.set_rules(
        scene.world.committee, {"proxies_per_holder": 2}, basis="règlement intérieur",
        starts_on=local_day(scene.now) + timedelta(days=30), by=scene.people.farid, at=scene.now,
    )  # fmt: skip
    return ["04", made.pk]


def _college(scene: Scene) -> Sequence[object]:
    return ["04", scene.world.chair_seat.college_id]


def _owed(scene: Scene) -> Sequence[object]:
    made = actions.owe_item(
        scene.world.committee, title="Bilan de l’année", basis="règlement intérieur",
        starts_on=date(2026, 1, 5), by=scene.people.farid, at=scene.now,
    )  # fmt: skip
    return ["04", made.pk]


def _demand(scene: Scene) -> Sequence[object]:
    return [make_demand(scene.world, scene.people).reference]


def _no_meeting(scene: Scene) -> dict[str, object]:
    return {"form": "VIDEO"}


# nobody anne bruno claire denis elise farid gaelle hugo ines jules
ALL = "200 200 200 200 200 200 200 200 200 200 200"
READ = "302 404 200 404 200 200 200 200 404 200 404"
DESK_READ = "302 404 200 404 404 200 200 404 404 404 404"
OPEN_READ = "302 404 200 404 403 200 200 403 404 403 404"
# A meeting that members may see: they are told no.
DEED = "302 404 302 404 403 302 302 403 404 403 404"
REFUSED = "302 404 422 404 403 422 422 403 404 403 404"
# A meeting that only the desk sees.
DESK_DEED = "302 404 302 404 404 302 302 404 404 404 404"
DESK_REFUSED = "302 404 422 404 404 422 422 404 404 404 404"
# Whoever follows the committee reads its rules; its secretary and its chair write them.
RULED = "302 404 403 404 403 422 422 403 404 403 404"
WITHDRAWN = "302 404 403 404 403 302 302 403 404 403 404"
# The desk practises; nobody else has anything to see.
REHEARSED = "302 404 302 404 403 302 302 403 404 403 404"
LISTS = "302 403 200 403 200 200 200 200 200 200 403"

PAGES = [
    Page("committee:index", "get", LISTS),
    Page("committee:promises", "get", LISTS),
    Page("committee:promise", "get", READ, args=_promise),
    Page("committee:tell_news", "post", REFUSED, args=_promise),
    Page("committee:keep_promise", "post", DEED, args=_promise),
    Page("committee:release_promise", "post", DEED, args=_promise),
    Page("committee:prepare", "get", "302 403 200 403 403 200 200 403 200 403 403"),
    Page("committee:prepare_meeting", "post", "302 403 422 403 403 422 422 403 422 403 403",
         data=_no_meeting),
    Page("committee:rehearsals", "get", "302 403 200 403 403 200 200 403 200 403 403"),
    Page("committee:start_rehearsal", "post", REHEARSED, args=lambda scene: ["04"]),
    Page("committee:erase_rehearsal", "post", REHEARSED, args=lambda scene: ["04"]),
    Page("committee:rehearsal_letters", "get", DESK_READ, args=_rehearsal),
    Page("committee:play_answers", "post", DESK_DEED, args=_rehearsal),
    Page("committee:roadmap", "get", READ, args=lambda scene: ["04"]),
    Page("committee:roadmap_pdf", "get", READ, args=lambda scene: ["04"]),
    Page("committee:propose_orientation", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:add_indicator", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:read_indicator", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:link_orientation", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:withdraw_orientation", "post", RULED, args=lambda scene: ["04"]),
    # The secretary and the prefect of a department open its other commissions.
    Page("committee:new_commission", "get", "302 403 403 403 403 200 200 403 403 403 403"),
    Page("committee:create_commission", "post", "302 403 403 403 403 422 422 403 403 403 403"),
    Page("committee:body", "get", RULED.replace("422", "200"), args=lambda scene: ["04"]),
    Page("committee:change_body", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:college", "get", READ, args=_college),
    Page("committee:add_college", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:change_college", "post", RULED, args=_college),
    Page("committee:remove_college", "post", WITHDRAWN, args=_college),
    Page("committee:owed_items", "get", READ, args=lambda scene: ["04"]),
    Page("committee:owe_item", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:end_owed_item", "post", WITHDRAWN, args=_owed),
    Page("committee:members", "get", READ, args=lambda scene: ["04"]),
    Page("committee:add_seat", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:renew", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:seat", "get", READ, args=_chair_seat),
    Page("committee:give_mandate", "post", RULED, args=_chair_seat),
    Page("committee:end_seat", "post", RULED, args=_chair_seat),
    Page("committee:end_mandate", "post", WITHDRAWN, args=_mandate),
    Page("committee:rules", "get", READ, args=lambda scene: ["04"]),
    Page("committee:set_rules", "post", RULED, args=lambda scene: ["04"]),
    Page("committee:withdraw_rules", "post", WITHDRAWN, args=_regulation),
    Page("committee:detail", "get", DESK_READ, args=_meeting(S.PREPARED)),
    Page("committee:detail", "get", READ, args=_meeting(S.CONVENED)),
    Page("committee:detail", "get", READ, args=_meeting(S.OPENED)),
    Page("committee:detail", "get", READ, args=_meeting(S.HELD)),
    Page("committee:detail", "get", READ, args=_meeting(S.CANCELLED)),
    Page("committee:change", "get", DESK_READ, args=_meeting(S.PREPARED)),
    Page("committee:change_meeting", "post", DESK_REFUSED, args=_meeting(S.PREPARED)),
    Page("committee:convocation", "get", DESK_READ, args=_meeting(S.PREPARED)),
    Page("committee:convene", "post", DEED, args=_meeting(S.CONVENED)),
    Page("committee:cancel", "post", DEED, args=_meeting(S.CONVENED)),
    Page("committee:agenda", "get", DESK_READ, args=_meeting(S.PREPARED)),
    Page("committee:refresh_agenda", "post", DESK_DEED, args=_meeting(S.PREPARED)),
    Page("committee:add_item", "post", DESK_REFUSED, args=_meeting(S.PREPARED)),
    Page("committee:item", "get", DESK_READ, args=_item(S.PREPARED)),
    Page("committee:edit_item", "post", DESK_REFUSED, args=_item(S.PREPARED)),
    Page("committee:remove_item", "post", DESK_DEED, args=_item(S.PREPARED)),
    Page("committee:move_item", "post", DESK_DEED, args=_item(S.PREPARED)),
    Page("committee:order_items", "post", DESK_DEED, args=_item(S.PREPARED)),
    Page("committee:open_meeting", "post", DEED, args=_meeting(S.CONVENED)),
    Page("committee:holding", "get", OPEN_READ, args=_meeting(S.OPENED)),
    Page("committee:record_roll_call", "post", DEED, args=_meeting(S.OPENED)),
    Page("committee:record_attendance", "post", REFUSED, args=_seat),
    Page("committee:record_outcome", "post", REFUSED, args=_item(S.OPENED)),
    Page("committee:make_promise", "post", REFUSED, args=_meeting(S.OPENED)),
    Page("committee:holding_state", "get", OPEN_READ, args=_meeting(S.OPENED)),
    Page("committee:tally", "get", OPEN_READ, args=_item(S.OPENED)),
    Page("committee:gesture", "post", REFUSED, args=_meeting(S.OPENED)),
    Page("committee:take_up", "post", DEED, args=_meeting(S.OPENED)),
    Page("committee:record_recusal", "post", DEED, args=_meeting(S.OPENED)),
    Page("committee:lift_recusal", "post", DEED, args=_meeting(S.OPENED)),
    Page("committee:add_late_item", "post", DEED, args=_meeting(S.OPENED)),
    Page("committee:follow", "get", READ, args=_meeting(S.OPENED)),
    Page("committee:follow_state", "get", READ, args=_meeting(S.OPENED)),
    Page("committee:wall", "get", READ, args=_meeting(S.OPENED)),
    Page("committee:wall_state", "get", READ, args=_meeting(S.OPENED)),
    # An open meeting would be told of for ever; one that is over has no more news.
    Page("committee:changes", "get", READ.replace("200", "204"), args=_meeting(S.HELD)),
    Page("committee:follow_by_link", "get", ALL, args=_link(S.OPENED)),
    Page("committee:follow_state_by_link", "get", ALL, args=_link(S.OPENED)),
    Page("committee:changes_by_link", "get", ALL.replace("200", "204"), args=_link(S.HELD)),
    Page("committee:close_meeting", "post", REFUSED, args=_meeting(S.OPENED)),
    Page("committee:second_convocation", "get", OPEN_READ, args=_meeting(S.OPENED)),
    Page("committee:convene_again", "post", REFUSED, args=_meeting(S.OPENED)),
    Page("committee:of_demand", "get", "302 200 200 404 200 200 200 404 404 404 404",
         args=_demand),
]  # fmt: skip
