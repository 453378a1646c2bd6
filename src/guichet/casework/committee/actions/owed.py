"""What a text puts on each agenda of a body (glossary: point dû)."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee.models import Committee, OwedItem
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.errors import DomainError


class OwedRefused(DomainError):
    """The item cannot be owed, or ended, as it was asked."""


@transaction.atomic
def owe_item(
    committee: Committee,
    *,
    title: str,
    basis: str,
    starts_on: date,
    brief: str = "",
    asks_vote: bool = False,
    by: Actor | None,
    at: datetime,
) -> OwedItem:
    """Say what a text puts on each agenda of this body, from that day on."""
    if not title.strip():
        raise OwedRefused("Donnez l’intitulé du point.")
    if not basis.strip():
        raise OwedRefused("Citez le texte qui met ce point à chaque ordre du jour.")
    made = OwedItem.objects.create(
        committee=committee,
        title=title.strip(),
        brief=brief.strip(),
        basis=basis.strip(),
        asks_vote=asks_vote,
        rank=committee.owed_items.count() + 1,
        starts_on=starts_on,
    )
    record(
        by=by, action="committee.owe_item", target=committee, at=at, because=made.basis,
        label=made.title, day=long_date(starts_on),
    )  # fmt: skip
    return made


@transaction.atomic
def end_owed_item(
    owed: OwedItem, *, on: date, because: str, by: Actor | None, at: datetime
) -> None:
    """The text no longer asks for it: after that day, agendas no longer propose it."""
    lock_afresh(owed)
    if not because.strip():
        raise OwedRefused("Citez le texte qui retire ce point.")
    if on < owed.starts_on:
        raise OwedRefused(f"Ce point est dû depuis le {long_date(owed.starts_on)}.")
    owed.ends_on = on
    owed.save(update_fields=["ends_on"])
    record(
        by=by, action="committee.end_owed_item", target=owed.committee, at=at,
        because=because.strip(), label=owed.title, day=long_date(on),
    )  # fmt: skip
