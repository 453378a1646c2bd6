"""The agenda: it proposes itself, and hands have the last word (glossary: ordre du jour)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from guichet.casework.committee import agenda, facts
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
BY_HAND = (ItemKind.NATIONAL_NEWS, ItemKind.PROJECT, ItemKind.ORIENTATION, ItemKind.FREE)


class AgendaRefused(DomainError):
    """The agenda cannot take this change."""


def fill_agenda(meeting: Meeting, *, at: datetime) -> int:
    """Bring the agenda to what the facts say today; the caller locks and records.

    Answers how many items it now holds.
    """
    committee = meeting.committee
    since = facts.counted_since(committee)
    proposals = agenda.propose(facts.read(committee, since=since, until=at))
    standing = {item.pk: item for item in AgendaItem.objects.of_meeting(meeting).in_order()}
    slots = agenda.merged([_current(item) for item in standing.values()], proposals)
    kept = [slot.item for slot in slots if slot.item]
    AgendaItem.objects.of_meeting(meeting).exclude(pk__in=kept).delete()
    for rank, slot in enumerate(slots, start=1):
        item = standing[slot.item] if slot.item else AgendaItem(meeting=meeting, is_proposed=True)
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
    demand: Demand | None = None,
    support: Support | None = None,
    orientation: StrategicOrientation | None = None,
    by: User | None,
    at: datetime,
) -> AgendaItem:
    """Put an item on the agenda, at its place among the sections.

    A project presents itself from its support, an orientation from its text; a free item needs a
    title.
    """
    hold(meeting, MeetingStatus.PREPARED)
    _check(meeting, kind, support, orientation)
    title, brief = _words(title, brief, support, orientation, on=local_day(at))
    if not title:
        raise AgendaRefused("Donnez un intitulé au point.")
    standing = list(AgendaItem.objects.of_meeting(meeting).in_order())
    item = AgendaItem(
        meeting=meeting,
        kind=kind,
        title=title[: agenda.TITLE_LENGTH],
        brief=brief,
        asks_vote=asks_vote,
        demand=demand,
        support=support,
        orientation=orientation,
        rank=0,
    )
    item.save()
    place = agenda.place([one.kind for one in standing], kind)
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


def _current(item: AgendaItem) -> agenda.Current:
    key = (item.kind, item.demand_id, item.support_id, item.orientation_id, item.promise_id)
    return agenda.Current(item.pk, key, item.is_proposed, item.is_edited)


def _write(item: AgendaItem, slot: agenda.Slot) -> None:
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


def _rank(items: Sequence[AgendaItem]) -> None:
    for rank, item in enumerate(items, start=1):
        item.rank = rank
    AgendaItem.objects.bulk_update(items, ["rank"])


def _check(
    meeting: Meeting,
    kind: str,
    support: Support | None,
    orientation: StrategicOrientation | None,
) -> None:
    if kind not in BY_HAND:
        raise AgendaRefused(f"Le point « {ItemKind(kind).label} » se propose de lui-même.")
    if (kind == ItemKind.PROJECT) != (support is not None):
        raise AgendaRefused("Un projet présenté désigne un accompagnement en cours.")
    if (kind == ItemKind.ORIENTATION) != (orientation is not None):
        raise AgendaRefused("Une orientation à adopter désigne une orientation stratégique.")
    standing = AgendaItem.objects.of_meeting(meeting)
    if support and standing.filter(support=support).exists():
        raise AgendaRefused("Ce projet est déjà à l’ordre du jour.")
    if orientation and standing.filter(orientation=orientation).exists():
        raise AgendaRefused("Cette orientation est déjà à l’ordre du jour.")
    if support and support.department_code != meeting.department_code:
        raise AgendaRefused("Ce projet n’est pas de ce département.")
    if orientation and orientation.department_code != meeting.department_code:
        raise AgendaRefused("Le comité n’adopte que les orientations de son département.")


def _words(
    title: str,
    brief: str,
    support: Support | None,
    orientation: StrategicOrientation | None,
    *,
    on: date,
) -> tuple[str, str]:
    title, brief = title.strip(), brief.strip()
    if support is not None:
        demand = support.demand
        told = describe(support.get_facts(on=on))
        return title or f"{demand.requester.name} : {demand.title}", brief or told
    if orientation is not None:
        named = f"Orientation stratégique {orientation.number} : {orientation.title}"
        return title or named, brief or orientation.body
    return title, brief
