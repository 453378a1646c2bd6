"""The agenda: it proposes itself, and hands have the last word (glossary: ordre du jour)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from guichet.casework.committee import agenda, facts, refreshing
from guichet.casework.committee.agenda_facts import USUAL_MINUTES
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.casework.demands.models import Demand
from guichet.casework.support.models import Support
from guichet.casework.support.reports import describe
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural
from guichet.reference.policies.models import StrategicOrientation

from .moments import hold, hold_item

# What a hand may add; the other sections come from the facts.
BY_HAND = (
    ItemKind.NATIONAL_NEWS,
    ItemKind.CASE,
    ItemKind.PROJECT,
    ItemKind.ORIENTATION,
    ItemKind.TALK,
    ItemKind.FREE,
)

_INVENTED = (
    "L’ordre du jour d’une répétition ne montre aucun vrai dossier : ajoutez-y un point libre, ou "
    "modifiez ceux qui y sont."
)


class AgendaRefused(DomainError):
    """The agenda cannot take this change."""


@dataclass(frozen=True)
class Pointer:
    """What is said when an item does not point to what its kind asks for."""

    missing: str
    twice: str
    elsewhere: str


POINTERS = {
    ItemKind.CASE: Pointer(
        "Une demande présentée désigne une demande du département.",
        "Cette demande est déjà à l’ordre du jour.",
        "Cette demande n’est pas de ce département.",
    ),
    ItemKind.PROJECT: Pointer(
        "Un projet présenté désigne un accompagnement en cours.",
        "Ce projet est déjà à l’ordre du jour.",
        "Ce projet n’est pas de ce département.",
    ),
    ItemKind.ORIENTATION: Pointer(
        "Une orientation à adopter désigne une orientation stratégique.",
        "Cette orientation est déjà à l’ordre du jour.",
        "Le comité n’adopte que les orientations de son département.",
    ),
}


def fill_agenda(meeting: Meeting, *, at: datetime) -> int:
    """Bring the agenda to what the facts say today; the caller locks and records.

    Answers how many items it now holds.
    """
    committee = meeting.committee
    since = facts.counted_since(committee)
    proposals = agenda.propose(facts.read(committee, since=since, until=at))
    standing = {item.pk: item for item in AgendaItem.objects.of_meeting(meeting).in_order()}
    slots = refreshing.merged([_current(item) for item in standing.values()], proposals)
    kept = [slot.item for slot in slots if slot.item]
    AgendaItem.objects.of_meeting(meeting).exclude(pk__in=kept).delete()
    for rank, slot in enumerate(slots, start=1):
        item = standing[slot.item] if slot.item else _proposed(meeting, slot)
        _write(item, slot)
        item.rank = rank
        item.save()
    meeting.counted_since = since
    meeting.counted_until = at
    meeting.save(update_fields=["counted_since", "counted_until"])
    return len(slots)


@transaction.atomic
def refresh_agenda(meeting: Meeting, *, by: User | None, at: datetime) -> None:
    """Tell what happened since the agenda was written, without losing what hands changed."""
    hold(meeting, MeetingStatus.PREPARED)
    if meeting.is_rehearsal:
        raise AgendaRefused(_INVENTED)
    items = fill_agenda(meeting, at=at)
    record(
        by=by, action="meeting.refresh_agenda", target=meeting, at=at, told=plural(items, "point")
    )


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    kind: str,
    title: str = "",
    brief: str = "",
    asks_vote: bool = False,
    planned_minutes: int | None = None,
    is_restricted: bool = False,
    demand: Demand | None = None,
    support: Support | None = None,
    orientation: StrategicOrientation | None = None,
    by: User | None,
    at: datetime,
) -> AgendaItem:
    """Put an item on the agenda, at its place among the sections.

    A case presents itself from its demand, a project from its support, an orientation from its
    text; a free item and a talk need a title.
    """
    hold(meeting, MeetingStatus.PREPARED)
    _check(meeting, kind, demand, support, orientation)
    title, brief = _words(title, brief, demand, support, orientation, on=local_day(at))
    if not title:
        raise AgendaRefused("Donnez un intitulé au point.")
    standing = list(AgendaItem.objects.of_meeting(meeting).in_order())
    item = AgendaItem(
        meeting=meeting,
        kind=kind,
        title=title[: agenda.TITLE_LENGTH],
        brief=brief,
        asks_vote=asks_vote,
        planned_minutes=planned_minutes or agenda.MINUTES.get(kind, USUAL_MINUTES),
        is_restricted=is_restricted,
        demand=demand,
        support=support,
        orientation=orientation,
        rank=0,
    )
    item.save()
    place = refreshing.place([one.kind for one in standing], kind)
    _rank([*standing[:place], item, *standing[place:]])
    record(by=by, action="meeting.add_item", target=meeting, at=at, title=item.title)
    return item


@transaction.atomic
def edit_item(
    item: AgendaItem,
    *,
    title: str,
    brief: str,
    asks_vote: bool,
    planned_minutes: int | None = None,
    is_restricted: bool = False,
    by: User | None,
    at: datetime,
) -> None:
    """Change the words of an item; from then on a refresh leaves them alone."""
    meeting = hold_item(item, MeetingStatus.PREPARED)
    if not title.strip():
        raise AgendaRefused("Donnez un intitulé au point.")
    words = (title.strip()[: agenda.TITLE_LENGTH], brief.strip())
    item.is_edited = item.is_edited or words != (item.title, item.brief)
    item.title, item.brief = words
    item.asks_vote = asks_vote
    item.is_restricted = is_restricted
    item.planned_minutes = planned_minutes or item.planned_minutes
    item.save()
    record(by=by, action="meeting.edit_item", target=meeting, at=at, title=item.title)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User | None, at: datetime) -> None:
    """Take an item off; one that the facts propose comes back with the next refresh."""
    meeting = hold_item(item, MeetingStatus.PREPARED)
    title = item.title
    item.delete()
    _rank(list(AgendaItem.objects.of_meeting(meeting).in_order()))
    record(by=by, action="meeting.remove_item", target=meeting, at=at, title=title)


@transaction.atomic
def move_item(
    item: AgendaItem, *, towards: Literal["up", "down"], by: User | None, at: datetime
) -> None:
    """One place up or down; at an end it stays, without a word."""
    meeting = hold_item(item, MeetingStatus.PREPARED)
    standing = list(AgendaItem.objects.of_meeting(meeting).in_order())
    here = [one.pk for one in standing].index(item.pk)
    there = here + (1 if towards == "down" else -1)
    if not 0 <= there < len(standing):
        return
    standing[here], standing[there] = standing[there], standing[here]
    _rank(standing)
    record(by=by, action="meeting.move_item", target=meeting, at=at, title=item.title)


@transaction.atomic
def order_items(
    item: AgendaItem, *, rank: int, because: str = "", by: User | None, at: datetime
) -> None:
    """Put the item at that rank, from 1; the others keep their order. The reason is kept."""
    meeting = hold_item(item, MeetingStatus.PREPARED)
    standing = list(AgendaItem.objects.of_meeting(meeting).in_order())
    others = [one for one in standing if one.pk != item.pk]
    place = min(max(rank, 1), len(standing)) - 1
    if standing[place].pk == item.pk:
        return
    _rank([*others[:place], item, *others[place:]])
    record(
        by=by, action="meeting.order_items", target=meeting, at=at, because=because.strip(),
        title=item.title, rank=place + 1,
    )  # fmt: skip


def _proposed(meeting: Meeting, slot: refreshing.Slot) -> AgendaItem:
    """A new item, with what only its birth decides: time, vote and reserve are a hand's after."""
    proposal = slot.proposal
    if proposal is None:
        raise ValueError("a new slot has its proposal")
    return AgendaItem(
        meeting=meeting,
        is_proposed=True,
        planned_minutes=proposal.minutes,
        asks_vote=proposal.asks_vote,
        is_restricted=proposal.is_restricted,
    )


def _current(item: AgendaItem) -> refreshing.Current:
    key = (
        item.kind,
        item.demand_id,
        item.support_id,
        item.orientation_id,
        item.promise_id,
        item.returns_from_id,
        item.owed_id,
    )
    return refreshing.Current(item.pk, key, item.is_proposed, item.is_edited)


def _write(item: AgendaItem, slot: refreshing.Slot) -> None:
    if slot.proposal is None:
        return
    item.figures = [list(figure) for figure in slot.proposal.figures]
    if not slot.rewrites_words:
        return
    item.kind = slot.proposal.kind
    item.title = slot.proposal.title
    item.brief = slot.proposal.brief
    item.demand_id = slot.proposal.demand
    item.support_id = slot.proposal.support
    item.orientation_id = slot.proposal.orientation
    item.promise_id = slot.proposal.promise
    item.returns_from_id = slot.proposal.returns
    item.owed_id = slot.proposal.owed


def _rank(items: Sequence[AgendaItem]) -> None:
    for rank, item in enumerate(items, start=1):
        item.rank = rank
    AgendaItem.objects.bulk_update(items, ["rank"])


def _check(
    meeting: Meeting,
    kind: str,
    demand: Demand | None,
    support: Support | None,
    orientation: StrategicOrientation | None,
) -> None:
    if kind not in BY_HAND:
        raise AgendaRefused(f"Le point « {ItemKind(kind).label} » se propose de lui-même.")
    if kind == ItemKind.ORIENTATION and not meeting.committee.is_local:
        raise AgendaRefused(
            "Seul le comité local de cohésion territoriale adopte des orientations stratégiques : "
            "ajoutez plutôt un autre point."
        )
    pointers = {
        ItemKind.CASE: ("demand", demand),
        ItemKind.PROJECT: ("support", support),
        ItemKind.ORIENTATION: ("orientation", orientation),
    }
    for pointing, (field, target) in pointers.items():
        if (kind == pointing) != (target is not None):
            raise AgendaRefused(POINTERS[pointing].missing)
        if target is not None:
            _check_pointer(meeting, POINTERS[pointing], field, target)


def _check_pointer(
    meeting: Meeting,
    words: Pointer,
    field: str,
    target: Demand | Support | StrategicOrientation,
) -> None:
    if meeting.is_rehearsal:
        raise AgendaRefused(_INVENTED)
    if AgendaItem.objects.of_meeting(meeting).filter(**{field: target}).exists():
        raise AgendaRefused(words.twice)
    if target.department_code != meeting.department_code:
        raise AgendaRefused(words.elsewhere)


def _words(
    title: str,
    brief: str,
    demand: Demand | None,
    support: Support | None,
    orientation: StrategicOrientation | None,
    *,
    on: date,
) -> tuple[str, str]:
    title, brief = title.strip(), brief.strip()
    if demand is not None:
        named = f"{demand.requester.name} : {demand.title}"
        return title or named, brief or f"Demande {demand.reference}."
    if support is not None:
        demand = support.demand
        told = describe(support.get_facts(on=on))
        return title or f"{demand.requester.name} : {demand.title}", brief or told
    if orientation is not None:
        named = f"Orientation stratégique {orientation.number} : {orientation.title}"
        return title or named, brief or orientation.body
    return title, brief
