"""One paragraph on a support, for the committee and for lists. Pure Python: plain values in.

« Commune, objet, chef de file, étape en cours, financement »: what a member of the committee
asks of a project before anything else.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, euros, of


@dataclass(frozen=True)
class SupportFacts:
    commune: str
    requester: str
    title: str
    lead: str
    status: str
    total_cost: Decimal
    covered: Decimal
    granted: Decimal
    steps: int = 0
    steps_done: int = 0
    current_step: str = ""
    current_due_on: date | None = None
    is_late: bool = False
    ends_on: date | None = None
    ended_on: date | None = None


def describe(facts: SupportFacts) -> str:
    """The paragraph that presents a support to the committee."""
    sentences = (
        f"{_place(facts)}{NBSP}: {facts.title}",
        f"Chef de file{NBSP}: {facts.lead}",
        _progress(facts),
        _funding(facts),
    )
    return " ".join(f"{_without_stop(sentence)}." for sentence in sentences)


def current_step(facts: SupportFacts) -> str:
    """« diagnostic, prévue le 3 mars 2026, en retard », or why there is none."""
    if not facts.current_step:
        return "toutes les étapes sont faites" if facts.steps else "aucune étape prévue"
    told = facts.current_step
    if facts.current_due_on:
        told += f", prévue le {long_date(facts.current_due_on)}"
    return f"{told}, en retard" if facts.is_late else told


def _place(facts: SupportFacts) -> str:
    if not facts.commune or facts.commune in facts.requester:
        return facts.requester
    return f"{facts.requester}, à propos {of(facts.commune)}"


def _progress(facts: SupportFacts) -> str:
    if facts.status == "ABANDONED":
        return f"Accompagnement abandonné{_on(facts.ended_on)}"
    if facts.status == "DELIVERED":
        return f"Accompagnement livré{_on(facts.ended_on)}"
    if facts.status == "OPEN" and not facts.steps_done:
        return f"Pas encore démarré{NBSP}; {_step(facts, 'première étape')}"
    return f"En cours{NBSP}; {_step(facts, 'étape en cours')}"


def _step(facts: SupportFacts, name: str) -> str:
    if not facts.current_step:
        return current_step(facts)
    # Steps may be finished in another order than planned: a count, not a rank.
    done = {0: "aucune faite", 1: "1 faite"}.get(facts.steps_done, f"{facts.steps_done} faites")
    return f"{name}{NBSP}: {current_step(facts)} ({done} sur {facts.steps})"


def _funding(facts: SupportFacts) -> str:
    cost, covered = facts.total_cost, facts.covered
    granted = f", dont {euros(facts.granted)} accordés" if facts.granted else ""
    if cost == 0 and covered == 0:
        return f"Financement{NBSP}: à préciser"
    if cost == 0:
        return f"Financement{NBSP}: {euros(covered)} inscrits{granted}, coût à préciser"
    if covered == 0:
        return f"Financement{NBSP}: coût de {euros(cost)}, aucun financement inscrit"
    if covered == cost:
        return f"Financement{NBSP}: {euros(cost)} réunis{granted}"
    if covered > cost:
        return (
            f"Financement{NBSP}: {euros(covered)} inscrits pour un coût de {euros(cost)}{granted}"
        )
    return (
        f"Financement{NBSP}: {euros(covered)} inscrits sur {euros(cost)}{granted}, "
        f"{euros(cost - covered)} à trouver"
    )


def _on(day: date | None) -> str:
    return f" le {long_date(day)}" if day else ""


def _without_stop(sentence: str) -> str:
    return sentence.rstrip().rstrip(".")
