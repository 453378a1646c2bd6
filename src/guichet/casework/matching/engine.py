"""Which offers fit a demand, and why. Pure Python: no database, no clock, no chance.

The engine never decides. It orders offers and gives, for each, every reason for and against, in
sentences that a mayor can read. The same input always gives the same answer, so that an answer
kept with its input and ENGINE_VERSION can be explained years later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .criteria import CRITERIA, DemandProfile, Finding, Holds, OfferProfile, Remedy

# Raised whenever an answer could differ for the same input.
ENGINE_VERSION = "2026.1"

# Nearest first: what can be solved nearby is never sent further (principle of subsidiarity).
LEVELS = ("LOCAL", "DEPARTMENTAL", "REGIONAL", "NATIONAL", "ANCT")


class Verdict(StrEnum):
    ELIGIBLE = "ELIGIBLE"
    NEARLY = "NEARLY"
    EXCLUDED = "EXCLUDED"


VERDICTS = tuple(Verdict)


@dataclass(frozen=True)
class Match:
    offer: OfferProfile
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def to_check(self) -> int:
        """How many answers are still unknown."""
        return sum(finding.holds == Holds.UNKNOWN for finding in self.findings)

    @property
    def aimed(self) -> int:
        """How many times the offer names what the demand is: theme, type, phase, programme."""
        return sum(finding.is_specific for finding in self.findings)


def examine(demand: DemandProfile, offer: OfferProfile) -> Match:
    """One offer with all its reasons. An unknown answer does not close the door."""
    answers = (criterion(demand, offer) for criterion in CRITERIA)
    findings = tuple(finding for finding in answers if finding is not None)
    return Match(offer, _verdict(findings), findings)


def rank(demand: DemandProfile, offers: Iterable[OfferProfile]) -> tuple[Match, ...]:
    """Those that can help, then nearly, then not; in each group the nearest level first.

    At the same level: fewest answers to check, then the offers that aim at this very need, then
    alphabetical order. Title, provider and number make the order total: a page never shuffles.
    """
    return tuple(sorted((examine(demand, offer) for offer in offers), key=_place))


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    failed = [finding for finding in findings if finding.holds == Holds.FAILED]
    if not failed:
        return Verdict.ELIGIBLE
    if len(failed) == 1 and failed[0].remedy != Remedy.NONE:
        return Verdict.NEARLY
    return Verdict.EXCLUDED


def _place(match: Match) -> tuple[int, int, int, int, str, str, int]:
    offer = match.offer
    return (
        VERDICTS.index(match.verdict),
        LEVELS.index(offer.level),
        match.to_check,
        -match.aimed,
        offer.title,
        offer.provider,
        offer.id,
    )
