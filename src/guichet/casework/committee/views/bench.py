"""What the secretary's screen shows, in a fixed number of queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guichet.casework.committee import electorate, live, roll_call
from guichet.casework.committee.drafting import CollegeVotes
from guichet.casework.committee.forms import OutcomeForm, RecusalForm
from guichet.casework.committee.models import (
    AgendaItem,
    Attendance,
    Floor,
    Meeting,
    Promise,
    Recusal,
    Ruling,
)
from guichet.casework.committee.recusal import Suggestion
from guichet.casework.committee.regulations import rules_for
from guichet.casework.committee.ruleset import RuleSet
from guichet.casework.committee.sources import college_votes_of


@dataclass(frozen=True)
class Panel:
    """One item as it is dealt with."""

    line: live.Line
    # None where only what is recorded is shown.
    form: OutcomeForm | None
    recusals: tuple[Recusal, ...]
    suggestions: tuple[Suggestion, ...]
    # Latest first; the first one is the outcome that stands.
    rulings: tuple[Ruling, ...]
    rules: RuleSet

    @property
    def item(self) -> AgendaItem:
        return self.line.item

    @property
    def colleges(self) -> tuple[CollegeVotes, ...]:
        """How each college voted of which the rules ask a share, in the outcome that stands."""
        return tuple(college_votes_of(self.rulings[0], self.rules)) if self.rulings else ()

    @property
    def earlier(self) -> tuple[Ruling, ...]:
        return self.rulings[1:]


def page_of(
    meeting: Meeting, *, refused: Mapping[int, OutcomeForm] | None = None
) -> dict[str, object]:
    """The context of the page; `refused` are the forms to show again."""
    context = state_of(
        meeting, forms=lambda item: (refused or {}).get(item.pk) or OutcomeForm(item=item)
    )
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    seats = roll_call.seats_of(meeting)
    return {**context, "recusal_form": RecusalForm(items=items, seats=seats)}


def state_of(
    meeting: Meeting, *, forms: Callable[[AgendaItem], OutcomeForm] | None = None
) -> dict[str, object]:
    """The context of the parts that facts change."""
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    seats = roll_call.seats_of(meeting)
    floor = Floor.objects.filter(meeting=meeting).first()
    recusals = live.recused_by_item(meeting)
    rulings = _rulings(meeting)
    current = floor.item_id if floor else None
    left = {one.seat_id for one in recusals.get(current or 0, ())}
    present = roll_call.presences_of(meeting)
    rules = rules_for(meeting)
    panels = [
        Panel(
            line,
            forms(line.item) if forms else None,
            recusals.get(line.item.pk, ()),
            _still(electorate.suggestions_of(seats.values(), line.item), recusals, line.item),
            rulings.get(line.item.pk, ()),
            rules,
        )
        for line in live.timetable(
            items, start=meeting.opened_at or meeting.scheduled_at, current=current
        )
    ]
    return {
        "meeting": meeting,
        "panels": panels,
        "current": next((one for one in panels if one.line.is_current), None),
        "quorum": roll_call.quorum_among(meeting, seats, present, recused=left),
        "may_convene_again": rules.second_convocation,
        "items_left": sum(1 for item in items if not item.outcome),
        "promises": Promise.objects.of_meeting(meeting).in_order(),
    }


def presences(meeting: Meeting) -> dict[str, list[str]]:
    """How each seat stands, for the lists of a page that is already open."""
    return {
        str(one.seat_id): [one.mode, str(one.represented_by_id or "")]
        for one in Attendance.objects.of_meeting(meeting)
    }


def _rulings(meeting: Meeting) -> dict[int, tuple[Ruling, ...]]:
    found: dict[int, tuple[Ruling, ...]] = {}
    for one in Ruling.objects.of_meeting(meeting).latest_first():
        found[one.item_id] = (*found.get(one.item_id, ()), one)
    return found


def _still(
    suggested: tuple[Suggestion, ...],
    recusals: Mapping[int, tuple[Recusal, ...]],
    item: AgendaItem,
) -> tuple[Suggestion, ...]:
    """Without those who have left already."""
    left = {one.seat_id for one in recusals.get(item.pk, ())}
    return tuple(one for one in suggested if one.seat not in left)
