"""A fake meeting with fake members, to practise before the real one (glossary: répétition).

It has a committee of its own, marked, which the default managers never show: neither figures, nor
public pages, nor the next agenda know of it. It points to no case, writes to nobody, and goes
without a trace when it is erased, apart from the journal, which says who practised and when.
"""

from datetime import datetime, timedelta

from django.db import models, transaction

from guichet.casework.committee import rehearsal
from guichet.casework.committee.choices import Family, MeetingForm, MeetingStatus, ReplyKind
from guichet.casework.committee.models import (
    AgendaItem,
    College,
    Committee,
    Invitation,
    Meeting,
    Piece,
    Regulation,
    Seat,
)
from guichet.casework.committee.regulations import rules_of
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents.actions import discard
from guichet.foundations.toolkit.dates import is_working_day, local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .colleges import start_colleges
from .moments import hold
from .preparation import convene
from .replies import ReplyRefused, answer

# Beyond the notice that the rules ask for, so that a slow rehearsal does not miss it.
SPARE_DAYS = 2


class RehearsalRefused(DomainError):
    """There is a rehearsal already, or none."""


@transaction.atomic
def start_rehearsal(
    committee: Committee, *, from_preparation: bool = False, by: User | None, at: datetime
) -> Meeting:
    """Seat fake members under the rules of the real committee; convene them for now.

    `from_preparation` leaves the agenda, the convocation and the answers to the secretary: the
    meeting is set for a day that gives the notice its delay, and may be opened before that day.
    """
    lock_afresh(committee)
    if _rehearsal_of(committee) is not None:
        raise RehearsalRefused(
            "Une répétition est déjà ouverte dans ce département : reprenez-la, ou effacez-la "
            "pour recommencer."
        )
    fake = _fake_committee(committee)
    meeting = Meeting.with_rehearsals.create(
        committee=fake,
        scheduled_at=_far_enough(fake, at) if from_preparation else at + timedelta(seconds=1),
        form=MeetingForm.HYBRID,
        place="Salle de répétition",
        chair_label=rehearsal.CHAIR,
    )
    for rank, item in enumerate(rehearsal.ITEMS, start=1):
        AgendaItem.objects.create(
            meeting=meeting, rank=rank, kind=item.kind, title=item.title, brief=item.brief,
            figures=[list(figure) for figure in item.figures], asks_vote=item.asks_vote,
        )  # fmt: skip
    if not from_preparation:
        convene(meeting, urgency_reason="Répétition.", by=by, at=at)
    record(by=by, action="committee.start_rehearsal", target=committee, at=at)
    return meeting


@transaction.atomic
def play_answers(meeting: Meeting, *, by: User | None, at: datetime) -> int:
    """The fake members answer by their links, as rehearsal.py says; some of them never do."""
    if not meeting.is_rehearsal:
        raise RehearsalRefused("Seuls les membres fictifs d’une répétition répondent d’eux-mêmes.")
    hold(meeting, MeetingStatus.CONVENED)
    known = Invitation.objects.of_meeting(meeting)
    holder = Seat.objects.get(committee=meeting.committee, rank=rehearsal.PROXY_HOLDER)
    said = 0
    for one in known.members().silent().in_order():
        kind = rehearsal.SEATS[one.seat.rank - 1].answer if one.seat else ""
        if kind:
            _play(one, kind, holder, at=at)
            said += 1
    if not said:
        raise RehearsalRefused(
            "Les membres fictifs ont déjà répondu. Deux d’entre eux ne le font jamais, pour que "
            "vous ayez quelqu’un à relancer."
        )
    record(
        by=by, action="meeting.play_answers", target=meeting, at=at, told=plural(said, "réponse")
    )
    return said


def _play(invitation: Invitation, kind: str, holder: Seat, *, at: datetime) -> None:
    """Where the rules of the committee refuse the answer, the member will not come."""
    try:
        answer(
            invitation, kind=kind, deputy=rehearsal.DEPUTY,
            proxy_to=holder if kind == ReplyKind.PROXY else None, at=at,
        )  # fmt: skip
    except ReplyRefused:
        answer(invitation, kind=ReplyKind.ABSENT, at=at)


def _far_enough(fake: Committee, at: datetime) -> datetime:
    """A working day, like that of a real meeting, beyond the notice that the rules ask for."""
    day = at + timedelta(days=rules_of(fake, on=local_day(at)).notice_days + SPARE_DAYS)
    while not is_working_day(local_day(day), department=fake.department_code):
        day += timedelta(days=1)
    return day


def _fake_committee(committee: Committee) -> Committee:
    fake = Committee.with_rehearsals.create(
        department=committee.department,
        slug=committee.slug,
        is_rehearsal=True,
        name=f"Comité de répétition ({committee.department.name})"[:200],
        chair_title=rehearsal.CHAIR,
    )
    for rule in Regulation.objects.of_committee(committee):
        Regulation.objects.create(
            committee=fake, starts_on=rule.starts_on, basis=rule.basis, rules=rule.rules
        )
    colleges = _colleges_like(committee, fake)
    for rank, seat in enumerate(rehearsal.SEATS, start=1):
        Seat.objects.create(
            committee=fake, college=_college(colleges, seat.family, rank), nature=seat.nature,
            label=seat.label, rank=rank, is_chair=rank == 1,
        )  # fmt: skip
    return fake


def _colleges_like(committee: Committee, fake: Committee) -> list[College]:
    """Those of the real committee: its rules cite them by name."""
    named = College.objects.of_committee(committee).in_order().values_list("name", flat=True)
    return [
        College.objects.create(committee=fake, name=name, rank=rank)
        for rank, name in enumerate(named, start=1)
    ] or list(start_colleges(fake).values())


def _college(colleges: list[College], family: str, rank: int) -> College:
    """The family of the fake seat, or each college in turn where there are not three of them."""
    families = Family.values
    if len(colleges) == len(families):
        return colleges[families.index(family)]
    return colleges[rank % len(colleges)]


@transaction.atomic
def erase_rehearsal(committee: Committee, *, by: User | None, at: datetime) -> None:
    """Take away the fake committee, its members, its meetings and all that hangs from them."""
    lock_afresh(committee)
    fake = _rehearsal_of(committee)
    if fake is None:
        raise RehearsalRefused("Il n’y a pas de répétition à effacer dans ce département.")
    joined = Piece.objects.filter(meeting__committee=fake).select_related("document")
    documents = [piece.document for piece in joined]
    _erase(Committee._base_manager.filter(pk=fake.pk), ())
    for document in documents:
        discard(document, by=by, at=at)
    record(by=by, action="committee.erase_rehearsal", target=committee, at=at)


def _rehearsal_of(committee: Committee) -> Committee | None:
    found = Committee.with_rehearsals.filter(department=committee.department_id, is_rehearsal=True)
    return found.order_by("pk").first()


def _erase(rows: models.QuerySet[models.Model], above: tuple[type[models.Model], ...]) -> None:
    """Delete rows after all that points to them, leaves first: no table has to be named here."""
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    model = rows.model
    for relation in model._meta.related_objects:
        child = relation.related_model
        if not isinstance(child, type):
            continue
        found = child._base_manager.filter(**{f"{relation.field.name}__in": keys})
        if child is model or child in above:
            # Rows that point to their own kind go together; the pointer goes first.
            if relation.field.null:
                found.update(**{relation.field.name: None})
            continue
        _erase(found, (*above, model))
    model._base_manager.filter(pk__in=keys).delete()
