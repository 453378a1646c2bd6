"""Lists of classifications and of memberships, written down whole with their source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from ..choices import FactKind
from ..models import Adhesion, TerritoryFact


class FactRefused(DomainError):
    """A list without a producer, or an amount where a yes or a no is told."""


@dataclass(frozen=True)
class Told:
    """One line of a list: yes or no, or an amount in whole euros."""

    territory: Territory
    holds: bool = True
    amount: int | None = None
    since: date | None = None
    until: date | None = None


@transaction.atomic
def tell_facts(
    kind: str,
    lines: Iterable[Told],
    *,
    source: str,
    source_date: date | None = None,
    by: Actor | None,
    at: datetime,
) -> int:
    """Write what a published list says; the same line told again is brought up to date.

    Answers how many lines were written. The event hangs on the first territory of the list.
    """
    listed = list(lines)
    wanted = FactKind(kind)
    _refuse(wanted, listed, source)
    TerritoryFact.objects.bulk_create(
        [
            TerritoryFact(
                territory=line.territory,
                kind=wanted,
                holds=line.holds,
                amount=line.amount,
                since=line.since,
                until=line.until,
                source=source.strip(),
                source_date=source_date,
            )
            for line in listed
        ],
        update_conflicts=True,
        update_fields=["holds", "amount", "until", "source", "source_date"],
        unique_fields=["territory", "kind", "since"],
    )
    if listed:
        record(
            by=by, action="territory.tell_facts", target=listed[0].territory, at=at,
            kind=wanted.label, lines=len(listed), source=source.strip(),
        )  # fmt: skip
    return len(listed)


@transaction.atomic
def tell_adhesions(
    provider: Organisation,
    members: Iterable[Organisation],
    *,
    others: Iterable[Organisation] = (),
    since: date | None = None,
    source: str,
    source_date: date | None = None,
    by: Actor | None,
    at: datetime,
) -> int:
    """Write who is a member of a provider and, when the list is known to be whole, who is not."""
    _refuse_without_a_source(source)
    told = [(member, True) for member in members] + [(other, False) for other in others]
    Adhesion.objects.bulk_create(
        [
            Adhesion(
                provider=provider,
                member=member,
                holds=holds,
                since=since,
                source=source.strip(),
                source_date=source_date,
            )
            for member, holds in told
        ],
        update_conflicts=True,
        update_fields=["holds", "until", "source", "source_date"],
        unique_fields=["member", "provider", "since"],
    )
    record(
        by=by, action="organisation.tell_adhesions", target=provider, at=at,
        members=sum(holds for _, holds in told), others=sum(not holds for _, holds in told),
        source=source.strip(),
    )  # fmt: skip
    return len(told)


def _refuse(kind: FactKind, lines: list[Told], source: str) -> None:
    _refuse_without_a_source(source)
    for line in lines:
        if (kind is FactKind.POTENTIAL) != (line.amount is not None):
            raise FactRefused(
                f"« {kind.label} », {line.territory} : le potentiel financier se donne en euros, "
                "un classement par oui ou par non."
            )
        if line.since and line.until and line.until < line.since:
            raise FactRefused(f"{line.territory} : la fin du classement en précède le début.")


def _refuse_without_a_source(source: str) -> None:
    if not source.strip():
        raise FactRefused("Indiquez la source : une liste a un producteur et une date.")
