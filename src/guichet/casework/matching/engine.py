"""Which offers fit a demand, and why. Pure Python: no database, no clock, no chance.

The engine never decides. It orders offers and gives, for each, every reason for and against, in
sentences that a mayor can read. The same input always gives the same answer, so that an answer
kept with its input and ENGINE_VERSION can be explained years later.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from .criteria import CRITERIA, DemandProfile, Finding, Holds, OfferProfile, Remedy
from .criteria.catalogue import CATALOGUE
from .ruleset import Rules

# Raised whenever an answer could differ for the same input.
ENGINE_VERSION = "2026.4"

# Nearest first: what can be solved nearby is never sent further (principle of subsidiarity).
LEVELS = ("LOCAL", "DEPARTMENTAL", "REGIONAL", "NATIONAL", "ANCT")


class Verdict(StrEnum):
    ELIGIBLE = "ELIGIBLE"
    NEARLY = "NEARLY"
    EXCLUDED = "EXCLUDED"


VERDICTS = tuple(Verdict)
# Read for each of thousands of offers: found once.
_VERDICT_RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
_LEVEL_RANKS = {level: rank for rank, level in enumerate(LEVELS)}
_NAMES = tuple(described.criterion for described in CATALOGUE)
_FAILED = Holds.FAILED

# Criterion → what it weighs; the empty name is a point still to check.
Weights = Mapping[str, int]


class Match(NamedTuple):
    offer: OfferProfile
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def to_check(self) -> int:
        """How many answers are still unknown."""
        return [finding.holds for finding in self.findings].count(Holds.UNKNOWN)


def examine(demand: DemandProfile, offer: OfferProfile) -> Match:
    """One offer with all its reasons. An unknown answer does not close the door."""
    answers = [criterion(demand, offer) for criterion in CRITERIA]
    findings = tuple([finding for finding in answers if finding is not None])
    return Match(offer, _verdict(findings), findings)


def rank(demand: DemandProfile, offers: Iterable[OfferProfile]) -> tuple[Match, ...]:
    """Those that can help, then nearly, then not; in each group the nearest level first.

    At the same level, by fit: see `fit_of`. Then the alphabet: title, provider and number make the
    order total, so that a page never shuffles.
    """

    weights = weights_of(demand.rules)

    def place(match: Match) -> tuple[int, int, int, str, str, int]:
        offer = match.offer
        return (
            _VERDICT_RANKS[match.verdict],
            _LEVEL_RANKS[offer.level],
            -fit_of(match, weights),
            offer.title,
            offer.provider,
            offer.id,
        )

    return tuple(sorted([examine(demand, offer) for offer in offers], key=place))


def weights_of(rules: Rules) -> Weights:
    """What each criterion weighs when an offer aims at it, and a point still to check (« »)."""
    weights = {name: rules.number(f"weight_{name}", 1) for name in _NAMES}
    return {**weights, "": rules.number("weight_unknown", 10)}


def fit_of(match: Match, weights: Weights) -> int:
    """What the offer names of this very need, less what is still to check, as the rules weigh it.

    It never competes with the level: between two levels, the nearer one comes first whatever fits.
    """
    aimed = [weights[finding.criterion] for finding in match.findings if finding.is_specific]
    return sum(aimed) - match.to_check * weights[""]


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    failed = [finding for finding in findings if finding.holds is _FAILED]
    if not failed:
        return Verdict.ELIGIBLE
    if len(failed) == 1 and failed[0].remedy is not Remedy.NONE:
        return Verdict.NEARLY
    return Verdict.EXCLUDED
