"""Rules change by a text, from a day on; meetings already convened keep theirs."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee.models import College, Committee, Regulation, Seat
from guichet.casework.committee.regulations import rules_of
from guichet.casework.committee.ruleset import (
    LINES,
    RuleSet,
    colleges_named,
    freeze,
    override,
)
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError


class RegulationRefused(DomainError):
    """The rules cannot be changed as it was asked."""


@transaction.atomic
def set_rules(
    committee: Committee,
    changes: Mapping[str, object],
    *,
    basis: str,
    starts_on: date,
    articles: Mapping[str, str] | None = None,
    by: Actor | None,
    at: datetime,
) -> Regulation:
    """Apply the order, or the internal rules, that changes some lines from that day on.

    `articles` names the article of some lines. Lines that say the same as before, and for which no
    other article is given, keep their former basis.
    """
    lock_afresh(committee)
    _check_day(committee, starts_on, today=local_day(at))
    before = rules_of(committee, on=starts_on)
    frozen = freeze(before)
    changed = {name: value for name, value in changes.items() if frozen.get(name) != value}
    own = {
        name: words.strip()
        for name, words in (articles or {}).items()
        if name in changed or words.strip() != before.bases.get(name)
    }
    if not changed and not own:
        raise RegulationRefused("Aucune règle ne change : modifiez au moins une ligne.")
    version = f"{basis.strip()[:80]} ({starts_on.isoformat()})"
    rules = override(before, changed, basis=basis, version=version, articles=own)
    _check_named(committee, rules)
    made = Regulation.objects.create(
        committee=committee, starts_on=starts_on, basis=basis.strip(), rules=freeze(rules)
    )
    record(
        by=by, action="committee.set_rules", target=committee, at=at, because=basis.strip(),
        day=long_date(starts_on), lines=[name for name in LINES if name in changed or name in own],
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_rules(regulation: Regulation, *, by: Actor | None, at: datetime) -> None:
    """Take back rules that have not begun: nobody was convened under them."""
    committee = regulation.committee
    lock_afresh(committee)
    if regulation.starts_on <= local_day(at):
        raise RegulationRefused(
            "Ces règles s’appliquent déjà : enregistrez plutôt un nouveau texte, à sa date."
        )
    record(
        by=by, action="committee.withdraw_rules", target=committee, at=at,
        day=long_date(regulation.starts_on), basis=regulation.basis,
    )  # fmt: skip
    regulation.delete()


def _check_named(committee: Committee, rules: RuleSet) -> None:
    """Rules cite colleges and seats of this body: a share of nobody would never be reached."""
    known = set(College.objects.of_committee(committee).values_list("name", flat=True))
    for name in sorted(colleges_named(rules) - known):
        raise RegulationRefused(
            f"« {name} » n’est pas un collège de cette instance : ajoutez-le depuis la page de ses "
            "membres, puis recommencez."
        )
    wanted = rules.quorum.necessary
    seats = set(Seat.objects.of_committee(committee).values_list("pk", flat=True))
    if not wanted <= seats:
        raise RegulationRefused("Un siège nécessaire au quorum n’est pas de cette instance.")


def _check_day(committee: Committee, starts_on: date, *, today: date) -> None:
    if starts_on < today:
        raise RegulationRefused(
            f"Le {long_date(starts_on)} est passé : les règles changent pour l’avenir. Indiquez la "
            "date à laquelle le texte s’applique, au plus tôt aujourd’hui."
        )
    later = Regulation.objects.of_committee(committee).newest_first().first()
    if later is not None and later.starts_on >= starts_on:
        raise RegulationRefused(
            f"Un texte s’applique déjà à partir du {long_date(later.starts_on)} "
            f"(« {later.basis} ») : choisissez une date postérieure, ou retirez-le s’il n’a pas "
            "commencé."
        )
