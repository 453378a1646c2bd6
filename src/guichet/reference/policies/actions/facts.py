"""What dated sources say of territories: lists written down whole, answers typed and corrected."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from ..choices import FactKind
from ..chronology import Change, Version, enter
from ..models import TerritoryFact


class FactRefused(DomainError):
    """An answer without a producer, or an amount where a yes or a no is told."""


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
    """Write what a published list says; what is told again is brought up to date.

    Answers how many lines changed something. The event hangs on the first territory of the list.
    """
    listed = list(lines)
    wanted = FactKind(kind)
    _refuse(wanted, listed, source)
    known = _known(wanted, [line.territory for line in listed])
    changes = {}
    for line in listed:
        new = Version(line.holds, line.amount, line.since, line.until, source.strip(), source_date)
        changes[line.territory.pk] = enter(known[line.territory.pk], new)
    write_facts(wanted, changes)
    if listed:
        record(
            by=by, action="territory.tell_facts", target=listed[0].territory, at=at,
            kind=wanted.label, lines=len(listed), source=source.strip(),
        )  # fmt: skip
    return sum(change.writes for change in changes.values())


@transaction.atomic
def write_fact(
    territory: Territory,
    *,
    kind: str,
    holds: bool,
    amount: int | None = None,
    since: date | None,
    until: date | None = None,
    source: str,
    source_date: date | None = None,
    by: Actor | None,
    at: datetime,
) -> None:
    """Write one answer by hand; the one in force until then stops the day before."""
    wanted = FactKind(kind)
    lock_afresh(territory)
    _refuse(wanted, [Told(territory, holds, amount, since, until)], source)
    known = _known(wanted, [territory])[territory.pk]
    if any(version.since == since for version in known):
        raise FactRefused(
            f"« {wanted.label} » a déjà une réponse {_from(since)} : corrigez-la plutôt que d’en "
            "écrire une autre."
        )
    new = Version(holds, amount, since, until, source.strip(), source_date)
    change = enter(known, new)
    if not change.writes:
        who = "une source plus récente" if change.is_older else "cette source"
        raise FactRefused(
            f"« {wanted.label} » est déjà dit ainsi par {who} : rien n’est écrit. Changez la "
            "réponse, ou son premier jour."
        )
    write_facts(wanted, {territory.pk: change})
    record(
        by=by, action="territory.write_fact", target=territory, at=at,
        kind=wanted.label, answer=_words(new), source=source.strip(),
    )  # fmt: skip


@transaction.atomic
def correct_fact(
    fact: TerritoryFact,
    *,
    holds: bool,
    amount: int | None = None,
    since: date | None,
    until: date | None,
    source: str,
    source_date: date | None,
    because: str,
    by: Actor | None,
    at: datetime,
) -> None:
    """Say it right: the answer, its days, its source. What it said before stays in the journal."""
    territory = _held(fact)
    kind = FactKind(fact.kind)
    before = fact.version
    _refuse(kind, [Told(territory, holds, amount, since, until)], source)
    twins = TerritoryFact.objects.filter(territory=territory, kind=kind, since=since)
    if twins.exclude(pk=fact.pk).exists():
        raise FactRefused(
            f"« {kind.label} » a déjà une autre réponse {_from(since)} : choisissez un autre jour, "
            "ou corrigez celle-là."
        )
    fact.holds, fact.amount, fact.since, fact.until = holds, amount, since, until
    fact.source, fact.source_date = source.strip(), source_date
    if fact.version == before:
        raise FactRefused("Rien n’a été changé dans cette réponse.")
    fact.save()
    _record_change(fact, "territory.correct_fact", before, fact.version, because, by=by, at=at)


@transaction.atomic
def retract_fact(fact: TerritoryFact, *, because: str, by: Actor | None, at: datetime) -> None:
    """Take back an answer that nobody should have written: the question is « à vérifier » again."""
    _held(fact)
    _record_change(fact, "territory.retract_fact", fact.version, None, because, by=by, at=at)
    fact.delete()


def write_facts(kind: str, changes: Mapping[str, Change]) -> None:
    """Carry out what a reading found, by the keys of the territories. Two queries."""
    TerritoryFact.objects.bulk_create(
        [
            TerritoryFact(territory_id=territory, kind=kind, **_fields(change.added))
            for territory, change in changes.items()
            if change.added is not None
        ],
        batch_size=1000,
    )
    TerritoryFact.objects.bulk_update(
        [
            TerritoryFact(pk=version.pk, **_fields(version))
            for change in changes.values()
            for version in change.mended
        ],
        fields=["holds", "amount", "since", "until", "source", "source_date"],
        batch_size=1000,
    )


def _words(version: Version) -> str:
    """« oui, depuis le 1er juillet 2024 », « 912 €, … », as history tells it."""
    return f"{version.answer}, {version.period}"


def _from(day: date | None) -> str:
    return f"depuis le {long_date(day)}" if day else "sans date de début"


def _fields(version: Version) -> dict[str, object]:
    return {
        "holds": version.holds,
        "amount": version.amount,
        "since": version.since,
        "until": version.until,
        "source": version.source,
        "source_date": version.source_date,
    }


def _known(kind: FactKind, territories: Iterable[Territory]) -> dict[str, list[Version]]:
    keys = [territory.pk for territory in territories]
    known: dict[str, list[Version]] = defaultdict(list)
    for fact in TerritoryFact.objects.of_kind(kind).filter(territory__in=keys).order_by("pk"):
        known[fact.territory_id].append(fact.version)
    return known


def _held(fact: TerritoryFact) -> Territory:
    """The territory first: whoever writes an answer of it waits for its turn."""
    lock_afresh(fact.territory)
    lock_afresh(fact)
    return fact.territory


def _record_change(
    fact: TerritoryFact,
    action: str,
    before: Version,
    after: Version | None,
    because: str,
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    record(
        by=by, action=action, target=fact.territory, at=at, because=because.strip(),
        changes={"answer": [_kept(before), _kept(after) if after else None]},
        kind=fact.get_kind_display(), before=_words(before),
        answer=_words(after) if after else "à vérifier",
    )  # fmt: skip


def _kept(version: Version) -> dict[str, str]:
    """All that a row said, for whoever reads the journal."""
    return {name: str(value) for name, value in _fields(version).items() if value is not None}


def _refuse(kind: FactKind, lines: list[Told], source: str) -> None:
    refuse_without_a_source(source)
    for line in lines:
        if (kind is FactKind.POTENTIAL) != (line.amount is not None):
            raise FactRefused(
                f"« {kind.label} », {line.territory} : le potentiel financier se donne en euros, "
                "un classement par oui ou par non."
            )
        if line.since and line.until and line.until < line.since:
            raise FactRefused(f"{line.territory} : la fin du classement en précède le début.")


def refuse_without_a_source(source: str) -> None:
    if not source.strip():
        raise FactRefused("Indiquez la source : une liste a un producteur et une date.")
