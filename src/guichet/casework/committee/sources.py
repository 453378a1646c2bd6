"""From the models to the plain facts that `drafting` reads: the only bridge.

The number of queries does not depend on how many seats, items or promises there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from guichet.casework.demands.models import Demand
from guichet.casework.support.models import Support
from guichet.foundations.toolkit.dates import clock_time
from guichet.foundations.toolkit.text import capitalised, number
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Lineage, Organisation
from guichet.reference.policies.models import Programme, StrategicOrientation

from . import votes
from .choices import AttendanceMode
from .drafting import (
    AgencyFacts,
    Ancestor,
    CaseFacts,
    CollegeVotes,
    DisagreementFacts,
    Figure,
    ItemFacts,
    MeetingFacts,
    MeetingRecord,
    OrientationFacts,
    Presence,
    ProgrammeFacts,
    PromiseFacts,
    Votes,
    is_masked,
)
from .models import (
    AgendaItem,
    Attendance,
    Disagreement,
    Meeting,
    Movement,
    Promise,
    Recusal,
    Ruling,
    Seat,
)
from .movements import Movement as Move
from .movements import last_seen, told
from .regulations import rules_for
from .roll_call import as_movements
from .ruleset import RuleSet
from .wording import Noun

# CGCT L1231-1: the committee is that of this agency and of no other.
AGENCY_ACRONYM = "ANCT"


def record_of(meeting: Meeting) -> MeetingRecord:
    """Everything that the minutes and the public page of this meeting may say."""
    found = AgendaItem.objects.filter(meeting=meeting).in_order()
    items = list(found.select_related("support__demand__requester"))
    disagreements = _disagreements(meeting)
    recusals = _recusals(meeting)
    rulings = _last_rulings(meeting)
    moves = _moves(meeting)
    rules = rules_for(meeting)
    reserved = {_demand_of(item) for item in items if item.is_restricted} - {None}
    return MeetingRecord(
        meeting=meeting_facts(meeting),
        agency=agency_facts(meeting),
        programmes=_programmes(),
        presences=_presences(meeting, last_seen(as_movements(moves))),
        items=tuple(
            _item(
                item,
                disagreements=disagreements.get(item.pk, ()),
                recused=recusals.get(item.pk, ()),
                ruling=rulings.get(item.pk),
                body=meeting.committee.noun,
                rules=rules,
            )
            for item in items
        ),
        promises=tuple(
            PromiseFacts(
                one.text,
                str(one.holder),
                one.due_on,
                one.demand_id in reserved or is_masked(one.text),
            )
            for one in Promise.objects.filter(made_in=meeting).in_order()
        ),
        movements=_movements(moves),
        unpresented=_unpresented(meeting, items),
    )


def _unpresented(meeting: Meeting, items: Sequence[AgendaItem]) -> tuple[str, ...]:
    """Whoever deposited a demand, without those whose demand is presented at this meeting."""
    if not meeting.committee.is_local:
        return ()
    shown = {_demand_of(item) for item in items if not item.is_restricted}
    demands = Demand.objects.in_department(meeting.department_code).deposited()
    found = list(demands.values_list("pk", "requester__name"))
    named = {name for pk, name in found if pk in shown}
    return tuple(sorted({name for _, name in found} - named))


def _demand_of(item: AgendaItem) -> int | None:
    return item.support.demand_id if item.support else item.demand_id


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    committee = meeting.committee
    return MeetingFacts(
        committee=committee.name,
        department=committee.department.name,
        form=meeting.form,
        scheduled_at=meeting.scheduled_at,
        chair=meeting.chair_label,
        co_chair=meeting.co_chair_label,
        place=meeting.place,
        order_reference=committee.order_reference,
        order_date=committee.order_date,
        convened_at=meeting.convened_at,
        urgency_reason=meeting.urgency_reason,
        is_second_convocation=meeting.is_second_convocation,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        quorum_sentence=meeting.quorum_sentence,
        closing_words=meeting.closing_words,
        body=committee.noun,
        is_local=committee.is_local,
        legal_basis=committee.legal_basis,
    )


def agency_facts(meeting: Meeting) -> AgencyFacts | None:
    """The agency as it was on the day of the meeting, with those it took over from."""
    agency = (
        Organisation.objects.living(meeting_facts(meeting).day)
        .filter(kind=OrganisationKind.NATIONAL_AGENCY, acronym=AGENCY_ACRONYM)
        .order_by("pk")
        .first()
    )
    if agency is None:
        return None
    lineage = Lineage.objects.filter(successor=agency).select_related("predecessor")
    return AgencyFacts(
        name=agency.name,
        acronym=agency.acronym,
        presentation=agency.presentation,
        opened_on=agency.opened_on,
        ancestors=tuple(
            Ancestor(
                one.predecessor.name,
                one.predecessor.acronym,
                one.kind,
                one.happened_on,
                one.source,
            )
            for one in lineage.order_by("happened_on", "pk")
        ),
    )


def _programmes() -> tuple[ProgrammeFacts, ...]:
    return tuple(
        ProgrammeFacts(one.name, one.acronym, one.summary)
        for one in Programme.objects.order_by("starts_on", "code")
    )


def _presences(meeting: Meeting, left: Mapping[int, Move]) -> tuple[Presence, ...]:
    """Every seat in force on the day, in the order of the colleges; nobody noted is absent, and
    whoever left before the end was present until then."""
    attendances = {
        one.seat_id: one
        for one in Attendance.objects.filter(meeting=meeting)
        .select_related("seat__college", "represented_by")
        .order_by("pk")
    }
    day = meeting_facts(meeting).day
    seats = {
        one.pk: one
        for one in Seat.objects.filter(committee=meeting.committee)
        .in_force(day)
        .select_related("college")
    }
    seats |= {one.seat_id: one.seat for one in attendances.values()}
    called = sorted(seats.values(), key=lambda s: (s.college.rank, s.college_id, s.rank, s.pk))
    return tuple(_presence(seat, attendances.get(seat.pk), left.get(seat.pk)) for seat in called)


def _presence(seat: Seat, attendance: Attendance | None, left: Move | None) -> Presence:
    if left is not None:
        return Presence(
            seat=seat.label,
            family=seat.college.name,
            mode=AttendanceMode.IN_ROOM.value,
            mode_label=f"Présent jusqu’à {clock_time(left.at)}",
            attendee=attendance.attendee_label if attendance else "",
        )
    mode = AttendanceMode(attendance.mode) if attendance else AttendanceMode.ABSENT
    holder = attendance.represented_by.label if attendance and attendance.represented_by else ""
    return Presence(
        seat=seat.label,
        family=seat.college.name,
        mode=mode.value,
        mode_label=str(mode.label),
        attendee=attendance.attendee_label if attendance else "",
        proxy_holder=holder,
    )


def _item(
    item: AgendaItem,
    *,
    disagreements: Sequence[DisagreementFacts],
    recused: Sequence[str],
    ruling: Ruling | None,
    body: Noun,
    rules: RuleSet,
) -> ItemFacts:
    return ItemFacts(
        rank=item.rank,
        kind=item.kind,
        title=item.title,
        brief=item.brief,
        figures=tuple(_figures(item.figures)),
        outcome=item.outcome,
        note=item.outcome_note,
        result=item.result_sentence,
        asks_vote=item.asks_vote,
        votes=_votes(item),
        orientation=_orientation(item.orientation) if item.orientation else None,
        case=_case(item.demand, item.support),
        is_restricted=item.is_restricted,
        disagreements=tuple(disagreements),
        recused=tuple(recused),
        quorum=ruling.quorum_sentence if ruling and ruling.votes_for is not None else "",
        colleges=tuple(college_votes_of(ruling, rules)) if ruling else (),
        body=body,
    )


def _disagreements(meeting: Meeting) -> dict[int, list[DisagreementFacts]]:
    found: dict[int, list[DisagreementFacts]] = {}
    for one in Disagreement.objects.of_meeting(meeting):
        found.setdefault(one.item_id, []).append(DisagreementFacts(one.member_label, one.words))
    return found


def _recusals(meeting: Meeting) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in Recusal.objects.of_meeting(meeting).standing().in_order():
        found.setdefault(one.item_id, []).append(one.seat.label)
    return found


def _last_rulings(meeting: Meeting) -> dict[int, Ruling]:
    """The one that stands for each item: its quorum as it was counted then, its colleges."""
    found: dict[int, Ruling] = {}
    for one in Ruling.objects.of_meeting(meeting).latest_first():
        found.setdefault(one.item_id, one)
    return found


def college_votes_of(ruling: Ruling, rules: RuleSet) -> Iterator[CollegeVotes]:
    """How each college voted of which the rules of the meeting ask a share."""
    counted = {name: votes.Tally(*numbers) for name, *numbers in ruling.college_votes}
    for rule in rules.college_votes:
        if rule.college in counted:
            tally = counted[rule.college]
            found = votes.CollegeVotes(rule, tally, tally.total)
            yield CollegeVotes(
                rule.college,
                Votes(tally.votes_for, tally.votes_against, tally.abstentions),
                found.asked,
                agrees=found.agrees(abstentions_count=rules.abstentions_count),
            )


def _moves(meeting: Meeting) -> list[Movement]:
    """The roll call, then what happened while items were dealt with; a correction of the roll call
    is nobody's departure."""
    every = list(Movement.objects.of_meeting(meeting).in_order())
    called = {one.seat_id: one for one in every if one.item_id is None}
    return [*called.values(), *(one for one in every if one.item_id is not None)]


def _movements(rows: Sequence[Movement]) -> tuple[str, ...]:
    """Arrivals and departures, as sentences."""
    names = {one.seat_id: capitalised(one.seat.label) for one in rows}
    return told(as_movements(rows), names)


def _figures(stored: Iterable[Any]) -> Iterable[Figure]:
    """A figure is a label and a number, kept as a pair or as an object."""
    for one in stored:
        label, value = (one["label"], one["value"]) if isinstance(one, Mapping) else one
        yield Figure(str(label), number(value) if isinstance(value, int) else str(value))


def _votes(item: AgendaItem) -> Votes | None:
    if item.votes_for is None or item.votes_against is None:
        return None
    return Votes(item.votes_for, item.votes_against, item.abstentions or 0)


def _orientation(orientation: StrategicOrientation) -> OrientationFacts:
    parent = orientation.parent
    return OrientationFacts(
        number=orientation.number,
        title=orientation.title,
        body=orientation.body,
        parent_number=parent.number if parent else None,
        parent_title=parent.title if parent else "",
    )


def _case(demand: Demand | None, support: Support | None) -> CaseFacts | None:
    about = demand or (support.demand if support else None)
    if about is None:
        return None
    return CaseFacts(
        reference=about.reference or "",
        title=about.title,
        requester=str(about.requester),
        place=str(about.commune or ""),
        provider=str(support.lead_provider) if support else "",
    )
