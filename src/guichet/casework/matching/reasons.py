"""The answer of the engine, arranged for a page: cards in three groups, facts in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import number, sentence_list
from guichet.reference.offers.models import Offer
from guichet.reference.policies.choices import FactKind

from .choices import Verdict
from .criteria import DemandProfile, Finding, Holds
from .engine import Match
from .models import Proposal, Referral
from .subsidiarity import Asked, Candidate, awaited, skipped
from .trace import Json, read_demand, read_findings

WORDS = dict(FactKind.choices)
# What a finding says is said by its words too: the icon only helps the eye.
MARKS = {
    Holds.HELD: ("fr-icon-checkbox-circle-line", "Rempli"),
    Holds.FAILED: ("fr-icon-close-circle-line", "Non rempli"),
    Holds.UNKNOWN: ("fr-icon-question-line", "À vérifier"),
    Holds.INFORMS: ("fr-icon-information-line", "À savoir"),
}


@dataclass(frozen=True)
class Told:
    """A finding with its mark."""

    finding: Finding
    icon: str
    word: str


@dataclass
class Card:
    """An offer on the page. `form` is set by the view when the person may send the demand."""

    offer: Offer
    verdict: str
    reasons: tuple[Told, ...]
    referral: Referral | None
    nearer: tuple[Candidate, ...] = ()
    waiting: tuple[Asked, ...] = ()
    form: forms.Form | None = None

    @property
    def candidate(self) -> Candidate:
        return candidate_of_offer(self.offer)

    @property
    def needs_reason(self) -> bool:
        """The engine would not send it now: nearer offers are left, or a condition fails."""
        return bool(self.nearer or self.waiting) or self.verdict == Verdict.EXCLUDED

    @property
    def open_points(self) -> tuple[Told, ...]:
        """What is missing, to check or useful to know: read first."""
        return tuple(told for told in self.reasons if told.finding.holds != Holds.HELD)

    @property
    def held(self) -> tuple[Told, ...]:
        """What is settled: folded, for a page must be read to its end."""
        return tuple(told for told in self.reasons if told.finding.holds == Holds.HELD)

    @property
    def to_check(self) -> int:
        return sum(told.finding.holds == Holds.UNKNOWN for told in self.reasons)

    @property
    def advice(self) -> str:
        return " ".join(told.finding.advice for told in self.reasons if told.finding.advice)


@dataclass(frozen=True)
class Group:
    verdict: str
    title: str
    sentence: str
    cards: tuple[Card, ...]
    is_folded: bool = False


def cards_of(
    proposals: Iterable[Proposal], sent: Iterable[Referral], asked: Iterable[Asked]
) -> list[Card]:
    """In the order of the engine, each with the referral that went to its provider."""
    listed, referrals, asked = list(proposals), list(sent), list(asked)
    latest = {referral.provider_id: referral for referral in referrals}
    able = [candidate_of_offer(one.offer) for one in listed if one.verdict == Verdict.ELIGIBLE]
    return [
        Card(
            offer=proposal.offer,
            verdict=proposal.verdict,
            reasons=_told(read_findings(proposal.findings)),
            referral=latest.get(proposal.offer.provider_id),
            nearer=skipped(proposal.offer.level, able, asked),
            waiting=awaited(proposal.offer.level, asked),
        )
        for proposal in listed
    ]


def card_of(offer: Offer, match: Match, referral: Referral | None) -> Card:
    """An offer looked at alone, outside a kept calculation: what closes it, or is not known."""
    closing = [one for one in match.findings if one.holds in {Holds.FAILED, Holds.UNKNOWN}]
    return Card(offer, str(match.verdict), _told(closing or match.findings), referral)


def _told(findings: Iterable[Finding]) -> tuple[Told, ...]:
    return tuple(Told(finding, *MARKS[finding.holds]) for finding in findings)


def groups_of(cards: Iterable[Card]) -> tuple[Group, ...]:
    listed = list(cards)

    def of(verdict: Verdict) -> tuple[Card, ...]:
        return tuple(card for card in listed if card.verdict == verdict)

    return (
        Group(
            "ELIGIBLE",
            "Peuvent aider",
            "Toutes les conditions connues sont remplies. Le niveau le plus proche vient d’abord.",
            of(Verdict.ELIGIBLE),
        ),
        Group(
            "NEARLY",
            "Presque",
            "Une seule condition manque, et elle peut changer.",
            of(Verdict.NEARLY),
        ),
        Group(
            "EXCLUDED",
            "Écartées",
            "Une condition manque sans recours, ou plusieurs à la fois.",
            of(Verdict.EXCLUDED),
            is_folded=True,
        ),
    )


def known_facts(profile: Json) -> tuple[tuple[str, str], ...]:
    """The data that the engine used, in the words of the page."""
    demand = read_demand(profile)
    known = demand.population
    return (
        ("Demandeur", f"{demand.beneficiary_name} ({demand.beneficiary.label})"),
        ("Commune du projet", demand.commune.label),
        ("Population", f"{number(known)} habitants" if known is not None else "inconnue"),
        *_classified(demand),
        ("Programmes", _list(demand.programmes) or "aucun connu"),
        ("Thème", demand.theme.label),
        ("Types d’ingénierie", _list(demand.engineering_types) or "non précisés"),
        ("Phase", demand.phase.label),
        ("Offres en vigueur le", long_date(demand.on)),
        (
            "Offres du territoire examinées",
            number(len(profile["offers"]) + profile.get("left_out", 0)),
        ),
    )


def _classified(demand: DemandProfile) -> list[tuple[str, str]]:
    """What dated lists say of the commune; what none says is not shown as a no."""
    return [
        ("Classements de la commune", " ; ".join(
            f"{WORDS[known.code]} : {'oui' if known.holds else 'non'} ({known.source})"
            for known in demand.standing.traits
            if known.code in WORDS
        ) or "aucun connu"),
    ]  # fmt: skip


def _list(terms: Iterable[Any]) -> str:
    return sentence_list(term.label for term in terms)


def candidate_of_offer(offer: Offer) -> Candidate:
    """What subsidiarity needs to know of an offer; needs its provider."""
    return Candidate(
        offer.pk, offer.title, offer.level, offer.provider_id, offer.provider.short_name
    )
