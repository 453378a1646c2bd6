"""From the database to the plain facts of agenda.py: the only bridge, in a fixed number of queries.

What happened is read from events, so that the figures of a past period never move: a demand that
was closed last week was still waiting at the meeting of last year.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.support.models import Support
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.reference.policies.models import Programme, StrategicOrientation

from . import agenda_facts, gaps
from .drafting import PROMISES, from_json, is_masked, masks_something
from .models import AgendaItem, Committee, Meeting, Minutes, OwedItem, Promise

# Code of the event → field of agenda_facts.FollowUp.
FOLLOW_UP = {
    "demand.acknowledge": "acknowledged",
    "demand.send_back": "returned",
    "demand.qualify": "qualified",
    "demand.refer": "referred",
    "referral.accept_referral": "accepted",
    "support.open_support": "supported",
    "support.deliver": "delivered",
    "demand.decline": "declined",
    "demand.close": "closed",
}
RECEIVED = "demand.submit"
BEFORE_A_REFERRAL = frozenset({
    DemandStatus.SUBMITTED, DemandStatus.ACKNOWLEDGED,
    DemandStatus.RETURNED, DemandStatus.QUALIFIED,
})  # fmt: skip
# A committee that never met tells the programmes of the last twelve months.
YEAR = timedelta(days=365)


def counted_since(committee: Committee) -> datetime | None:
    """Where the figures of the last meeting stopped; None when the committee never met."""
    last = (
        Meeting.objects.of_committee(committee)
        .closed()
        .not_convened_again()
        .order_by("-closed_at", "-pk")
        .first()
    )
    return (last.counted_until or last.closed_at) if last else None


def read(committee: Committee, *, since: datetime | None, until: datetime) -> agenda_facts.Facts:
    """What the committee must be told of that period."""
    if not committee.is_local:
        return _of_commission(committee, since=since, until=until)
    code = committee.department_code
    happened = _happened(code, since=since, until=until)
    follow_up = {field: len(happened[action]) for action, field in FOLLOW_UP.items()}
    return agenda_facts.Facts(
        committee=committee.name,
        since=local_day(since) if since else None,
        until=local_day(until),
        minutes_to_approve=_minutes(committee, until),
        promises=_promises(committee, until),
        programmes=_programmes(since, until),
        received=_received(happened[RECEIVED]),
        follow_up=agenda_facts.FollowUp(**follow_up, awaiting=_awaiting(code, until)),
        under_way=_under_way(code, since, until),
        gaps=gaps.white_zones(code, since=since, until=until),
        orientations=_orientations(code),
        returning=_returning(committee, until),
        owed=_owed(committee, until),
    )


def _of_commission(
    committee: Committee, *, since: datetime | None, until: datetime
) -> agenda_facts.Facts:
    """Another commission hears of its own life, and of what its texts owe it."""
    return agenda_facts.Facts(
        committee=committee.name,
        since=local_day(since) if since else None,
        until=local_day(until),
        minutes_to_approve=_minutes(committee, until),
        promises=_promises(committee, until),
        returning=_returning(committee, until),
        owed=_owed(committee, until),
        is_local=False,
    )


def _happened(code: str, *, since: datetime | None, until: datetime) -> dict[str, set[str]]:
    """To which cases each thing happened, each case once; supports are counted one by one."""
    events = (
        Event.objects.in_department(code)
        .between(since, until)
        .of_actions(RECEIVED, *FOLLOW_UP)
        .order_by("pk")
        .values_list("action", "case", "stream")
    )
    found: dict[str, set[str]] = defaultdict(set)
    for action, case, stream in events:
        found[action].add(stream if action.startswith("support.") else case)
    return found


def _received(cases: set[str]) -> tuple[agenda_facts.Received, ...]:
    keys = [int(case.partition(":")[2]) for case in cases]
    demands = (
        Demand.objects.filter(pk__in=keys)
        .select_related("requester", "commune__district", "qualification__theme", "theme_hint")
        .order_by("pk")
    )
    return tuple(
        agenda_facts.Received(
            demand=demand.pk,
            requester=demand.requester.name,
            district=_district(demand),
            theme=_theme(demand),
        )
        for demand in demands
    )


def _district(demand: Demand) -> str:
    commune = demand.commune
    return commune.district.name if commune and commune.district else ""


def _theme(demand: Demand) -> str:
    if hasattr(demand, "qualification"):
        return demand.qualification.theme.label
    return demand.theme_hint.label if demand.theme_hint else ""


def _awaiting(code: str, until: datetime) -> int:
    moves = (
        Event.objects.in_department(code)
        .between(None, until)
        .last_moves_of("demand")
        .values_list("changes", flat=True)
    )
    return sum(1 for changes in moves if changes["status"][1] in BEFORE_A_REFERRAL)


def _under_way(
    code: str, since: datetime | None, until: datetime
) -> tuple[agenda_facts.UnderWay, ...]:
    supports = (
        Support.objects.in_department(code)
        .filter(opened_at__lte=until)
        .exclude(ended_at__lte=until)
        .select_related("lead_provider")
        .order_by("pk")
    )
    today = local_day(until)
    return tuple(
        agenda_facts.UnderWay(
            support=support.pk,
            provider=support.lead_provider.short_name,
            is_new=since is None or support.opened_at > since,
            is_late=support.ends_on is not None and support.ends_on < today,
        )
        for support in supports
    )


def _orientations(code: str) -> tuple[agenda_facts.Orientation, ...]:
    known = StrategicOrientation.objects.of_department(code)
    matters = (known.proposed() | known.to_review()).for_index()
    return tuple(
        agenda_facts.Orientation(
            orientation=one.pk,
            number=one.number,
            title=one.title,
            parent=one.parent.title if one.parent else "",
            parent_withdrawn_on=one.parent.withdrawn_on if one.parent else None,
            is_adopted=one.is_adopted,
        )
        for one in matters
    )


def _owed(committee: Committee, until: datetime) -> tuple[agenda_facts.Owed, ...]:
    owed = OwedItem.objects.of_committee(committee).in_force(local_day(until))
    return tuple(
        agenda_facts.Owed(one.pk, one.title, one.basis, one.brief, one.asks_vote) for one in owed
    )


def _returning(committee: Committee, until: datetime) -> tuple[agenda_facts.Returning, ...]:
    """What the last meeting left; after a meeting without quorum, what the second one left."""
    closed = Meeting.objects.of_committee(committee).closed_before(until).not_convened_again()
    last = closed.first()
    if last is None:
        return ()
    return tuple(
        agenda_facts.Returning(
            item=item.pk,
            kind=item.kind,
            title=item.title,
            brief=item.brief,
            put_off_on=last.day,
            asks_vote=item.asks_vote,
            minutes=item.planned_minutes,
            is_restricted=item.is_restricted,
            demand=item.demand_id,
            support=item.support_id,
            is_owed=item.owed_id is not None or item.orientation_id is not None,
        )
        for item in AgendaItem.objects.put_off_at(last)
    )


def _promises(committee: Committee, until: datetime) -> tuple[agenda_facts.Due, ...]:
    due = Promise.objects.of_committee(committee).due().filter(made_in__closed_at__lte=until)
    reserved = AgendaItem.objects.reserved_cases(committee)
    kept_back = _with_promises_kept_back(committee)
    return tuple(
        agenda_facts.Due(
            promise=promise.pk,
            text=_with_news(promise),
            holder=promise.holder.short_name,
            made_on=promise.made_in.day,
            due_on=promise.due_on,
            is_restricted=(promise.made_in_id, promise.demand_id) in reserved
            or promise.made_in_id in kept_back
            or is_masked(promise.text),
        )
        for promise in due.in_order().with_news()
    )


def _with_promises_kept_back(committee: Committee) -> frozenset[int]:
    """The meetings of which a hand keeps promises from the public, when written or afterwards."""
    return frozenset(
        minutes.meeting_id
        for minutes in Minutes.objects.with_promises_due(committee)
        if masks_something(one for one in from_json(minutes.sections) if one.key == PROMISES)
    )


def _with_news(promise: Promise) -> str:
    """What was promised, and the last that was said of it."""
    last = promise.last_news
    if last is None:
        return promise.text
    return f"{promise.text}\n\nNouvelles du {long_date(local_day(last.said_at))} : {last.words}"


def _minutes(committee: Committee, until: datetime) -> tuple[date, ...]:
    meetings = (
        Meeting.objects.of_committee(committee).closed_before(until).with_minutes_to_approve()
    )
    return tuple(meeting.day for meeting in meetings)


def _programmes(since: datetime | None, until: datetime) -> tuple[agenda_facts.Programme, ...]:
    start = local_day(since) if since else local_day(until) - YEAR
    launched = Programme.objects.filter(
        starts_on__gt=start, starts_on__lte=local_day(until)
    ).order_by("starts_on", "name")
    return tuple(
        agenda_facts.Programme(programme.name, programme.starts_on)
        for programme in launched
        if programme.starts_on
    )
