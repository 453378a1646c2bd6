"""The course of the meeting: which item is being dealt with, who leaves it, what comes late."""

from datetime import datetime

from django.db import transaction

from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Floor, Meeting, Recusal, Seat
from guichet.casework.committee.roll_call import seats_of
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.errors import DomainError

from .moments import hold, hold_item


class FloorRefused(DomainError):
    """The course of the meeting cannot take this turn."""


@transaction.atomic
def take_up(item: AgendaItem, *, by: User | None, at: datetime) -> None:
    """The committee comes to this item: screens show it, movements refer to it."""
    meeting = hold_item(item, MeetingStatus.OPENED)
    floor = Floor.objects.filter(meeting=meeting).first() or Floor(meeting=meeting)
    if floor.item_id == item.pk:
        return
    floor.item, floor.since = item, at
    floor.save()
    record(by=by, action="meeting.take_up", target=meeting, at=at, title=item.title, item=item.pk)


@transaction.atomic
def record_recusal(
    item: AgendaItem, seat: Seat, *, reason: str, by: User | None, at: datetime
) -> None:
    """The member leaves this item (CRPA R133-12): neither his vote nor his proxy counts on it."""
    meeting = hold_item(item, MeetingStatus.OPENED)
    if seat.pk not in seats_of(meeting):
        raise FloorRefused(f"« {seat.label} » n’est pas un siège en vigueur le jour de la séance.")
    if not reason.strip():
        raise FloorRefused("Dites pourquoi ce membre se retire : le procès-verbal le mentionne.")
    if Recusal.objects.of_item(item).standing().filter(seat=seat).exists():
        return
    Recusal.objects.create(item=item, seat=seat, reason=reason.strip()[:300], at=at)
    record(
        by=by, action="meeting.record_recusal", target=meeting, at=at,
        seat=seat.label, title=item.title, item=item.pk,
    )  # fmt: skip


@transaction.atomic
def lift_recusal(item: AgendaItem, seat: Seat, *, by: User | None, at: datetime) -> None:
    """A recusal written by mistake: it is lifted, and stays in the record as lifted."""
    meeting = hold_item(item, MeetingStatus.OPENED)
    lifted = Recusal.objects.of_item(item).standing().filter(seat=seat).update(lifted_at=at)
    if lifted:
        record(
            by=by, action="meeting.lift_recusal", target=meeting, at=at,
            seat=seat.label, title=item.title, item=item.pk,
        )  # fmt: skip


@transaction.atomic
def add_late_item(
    meeting: Meeting,
    *,
    title: str,
    brief: str = "",
    urgency_reason: str = "",
    by: User | None,
    at: datetime,
) -> AgendaItem:
    """An item that members did not receive with their convocation, at the end of the agenda.

    It may be told. It is decided only in urgency, and the reason is written down (CRPA R133-8). A
    second convocation keeps its agenda, or loses its freedom from the quorum (R133-10).
    """
    hold(meeting, MeetingStatus.CONVENED, MeetingStatus.OPENED)
    if meeting.is_second_convocation:
        raise FloorRefused(
            "Une seconde convocation se tient sur le même ordre du jour, sans quoi le quorum "
            "redevient exigé (article R133-10 du CRPA) : gardez ce point pour la prochaine séance."
        )
    if not title.strip():
        raise FloorRefused("Donnez un intitulé au point.")
    item = AgendaItem.objects.create(
        meeting=meeting,
        kind=ItemKind.FREE,
        title=title.strip()[:200],
        brief=brief.strip(),
        rank=AgendaItem.objects.of_meeting(meeting).count() + 1,
        is_late=True,
        urgency_reason=urgency_reason.strip(),
    )
    record(
        by=by, action="meeting.add_late_item", target=meeting, at=at,
        because=item.urgency_reason, title=item.title, item=item.pk,
    )  # fmt: skip
    return item
