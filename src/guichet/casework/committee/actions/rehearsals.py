"""A fake meeting with fake members, to practise before the real one (glossary: répétition).

It has a committee of its own, marked, which the default managers never show: neither figures, nor
public pages, nor the next agenda know of it. It points to no case, writes to nobody, and goes
without a trace when it is erased, apart from the journal, which says who practised and when.
"""

from datetime import datetime, timedelta

from django.db import models, transaction

from guichet.casework.committee import rehearsal
from guichet.casework.committee.choices import Family, MeetingForm
from guichet.casework.committee.models import (
    AgendaItem,
    College,
    Committee,
    Meeting,
    Regulation,
    Seat,
)
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError

from .colleges import start_colleges
from .preparation import convene


class RehearsalRefused(DomainError):
    """There is a rehearsal already, or none."""


@transaction.atomic
def start_rehearsal(committee: Committee, *, by: User | None, at: datetime) -> Meeting:
    """Seat fake members under the rules of the real committee, and convene them for now."""
    lock_afresh(committee)
    if _rehearsal_of(committee) is not None:
        raise RehearsalRefused(
            "Une répétition est déjà ouverte dans ce département : reprenez-la, ou effacez-la "
            "pour recommencer."
        )
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
    meeting = Meeting.with_rehearsals.create(
        committee=fake,
        scheduled_at=at + timedelta(seconds=1),
        form=MeetingForm.HYBRID,
        place="Salle de répétition",
        chair_label=rehearsal.CHAIR,
    )
    for rank, item in enumerate(rehearsal.ITEMS, start=1):
        AgendaItem.objects.create(
            meeting=meeting, rank=rank, kind=item.kind, title=item.title, brief=item.brief,
            figures=[list(figure) for figure in item.figures], asks_vote=item.asks_vote,
        )  # fmt: skip
    convene(meeting, urgency_reason="Répétition.", by=by, at=at)
    record(by=by, action="committee.start_rehearsal", target=committee, at=at)
    return meeting


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
    _erase(Committee._base_manager.filter(pk=fake.pk), ())
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
