"""Help is sought nearest first, and the record proves it. Pure: no database, no clock.

The prefect first tries the services nearby, then the national operators; the agency's own
engineering comes last (ANCT, founding note to the prefects, 2020). Audits found the principle
proclaimed and not proven (IGEDD): hence a ledger of who was asked, when, and what they answered,
and a written reason each time a nearer level is skipped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, plural, sentence_list

from .engine import LEVELS

LEVEL_WORDS = {
    "LOCAL": "local",
    "DEPARTMENTAL": "départemental",
    "REGIONAL": "régional",
    "NATIONAL": "national",
    "ANCT": "de l’ANCT",
}


@dataclass(frozen=True)
class Candidate:
    """An offer that can help."""

    offer_id: int
    title: str
    level: str
    provider_id: int
    provider: str


@dataclass(frozen=True)
class Asked:
    """A referral as the ledger needs it; `answer` is a code of `ReferralStatus`."""

    level: str
    provider_id: int
    provider: str
    sent_on: date
    answer: str
    answered_on: date | None = None
    reason: str = ""
    derogation: str = ""


@dataclass(frozen=True)
class LedgerLine:
    level: str
    provider: str
    sent_on: date
    answer: str
    days: int
    reason: str
    derogation: str
    sentence: str


@dataclass(frozen=True)
class Step:
    """A level of the ladder: what was asked there, and who could still be."""

    level: str
    asked: int
    answered: int
    left: tuple[Candidate, ...]
    sentence: str


def skipped(
    level: str, candidates: Iterable[Candidate], asked: Iterable[Asked]
) -> tuple[Candidate, ...]:
    """The offers of nearer levels that can help and whose provider has not been asked.

    A provider counts as asked whatever it answered; a withdrawn referral asked nothing.
    """
    known = {line.provider_id for line in asked if line.answer != "WITHDRAWN"}
    nearer = LEVELS[: LEVELS.index(level)]
    return tuple(
        candidate
        for candidate in sorted(candidates, key=_nearest)
        if candidate.level in nearer and candidate.provider_id not in known
    )


def refusal(level: str, left: Iterable[Candidate], derogation: str) -> str:
    """Why the sending must wait, in one sentence; empty when it may go."""
    listed = tuple(left)
    if not listed or derogation.strip():
        return ""
    providers = dict.fromkeys(
        f"{candidate.provider} (niveau {LEVEL_WORDS[candidate.level]})" for candidate in listed
    )
    return (
        f"Avant le niveau {LEVEL_WORDS[level]}, la subsidiarité demande de solliciter plus près : "
        f"{sentence_list(providers)}. Envoyez-leur d’abord la demande, ou écrivez pourquoi vous "
        "sautez ce niveau."
    )


def ladder(candidates: Iterable[Candidate], asked: Iterable[Asked]) -> tuple[Step, ...]:
    """Each level from the nearest, even those where nobody was asked."""
    offers, lines = tuple(candidates), tuple(asked)
    return tuple(_step(level, offers, lines) for level in LEVELS)


def ledger(asked: Iterable[Asked], *, today: date) -> tuple[LedgerLine, ...]:
    """Who was asked, when, what they answered and how long it took, in the order of sending."""
    # A stable sort: on the same day, the order in which they are given.
    ordered = sorted(asked, key=lambda line: line.sent_on)
    return tuple(_line(line, today) for line in ordered)


def _line(line: Asked, today: date) -> LedgerLine:
    days = ((line.answered_on or today) - line.sent_on).days
    return LedgerLine(
        level=line.level,
        provider=line.provider,
        sent_on=line.sent_on,
        answer=line.answer,
        days=days,
        reason=line.reason,
        derogation=line.derogation,
        sentence=_told(line, days),
    )


def _told(line: Asked, days: int) -> str:
    # The subject is the demand, not the provider: French would need its gender.
    asked = (
        f"Demande envoyée le {long_date(line.sent_on)} à {line.provider} "
        f"(niveau {LEVEL_WORDS[line.level]})"
    )
    waited = f"après {plural(days, 'jour')}" if days else "le jour même"
    if line.answer == "SENT":
        since = f"depuis {plural(days, 'jour')}" if days else "depuis aujourd’hui"
        return f"{asked}, réponse attendue {since}."
    if line.answer == "ACCEPTED":
        return f"{asked}, acceptée {waited}."
    if line.answer == "REFUSED":
        why = f"{NBSP}: {line.reason[:1].lower()}{line.reason[1:]}" if line.reason else ""
        return f"{asked}, déclinée {waited}{why}."
    return f"{asked}, retirée {waited}."


def _step(level: str, candidates: tuple[Candidate, ...], asked: tuple[Asked, ...]) -> Step:
    here = [line for line in asked if line.level == level and line.answer != "WITHDRAWN"]
    answered = [line for line in here if line.answer in {"ACCEPTED", "REFUSED"}]
    known = {line.provider_id for line in asked if line.answer != "WITHDRAWN"}
    able = [candidate for candidate in candidates if candidate.level == level]
    left = tuple(c for c in sorted(able, key=_nearest) if c.provider_id not in known)
    return Step(level, len(here), len(answered), left, _state(here, answered, able, left))


def _state(
    here: list[Asked], answered: list[Asked], able: list[Candidate], left: tuple[Candidate, ...]
) -> str:
    if not here and not able:
        return "Aucune offre de ce niveau ne peut aider."
    parts = []
    if here:
        replies = plural(len(answered), "réponse reçue", "réponses reçues")
        parts.append(
            f"{plural(len(here), 'organisme sollicité', 'organismes sollicités')}, {replies}"
        )
    else:
        parts.append("Personne n’a encore été sollicité")
    if left:
        parts.append(f"{plural(len(left), 'offre')} encore possible{'s' if len(left) > 1 else ''}")
    return f"{f'{NBSP}; '.join(parts)}."


def _nearest(candidate: Candidate) -> tuple[int, str, str, int]:
    return (
        LEVELS.index(candidate.level),
        candidate.provider,
        candidate.title,
        candidate.offer_id,
    )
