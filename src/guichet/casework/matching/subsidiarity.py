"""Help is sought nearest first, and the record proves it. Pure: no database, no clock.

The prefect first tries the services nearby, then the national operators; the agency's own
engineering comes last (ANCT, founding note to the prefects, 2020). Audits found the principle
proclaimed and not proven (IGEDD): hence a ledger of who was asked, when, and what they answered.
A level opens once whoever could help nearer has answered, or has kept silence past its clock; or
with a written reason, which the ledger keeps.
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
    # When the answer is due, as the clock of the department reckons it; None while it is paused.
    due: date | None = None
    # Nothing was answered and the clock has run out: silence has the effect of an answer.
    is_silent: bool = False
    # What the structure is waiting for, that stops its clock.
    waits_for: str = ""
    # Whom it named in its place.
    suggests: str = ""
    # Nobody there could be told yet: no account, no address, no letter.
    is_untold: bool = False
    letter_on: date | None = None
    # How an answer written down by the desk came to it, who gave it, who wrote it.
    channel: str = ""
    told_by: str = ""
    recorded_by: str = ""

    @property
    def is_awaited(self) -> bool:
        return self.answer == "SENT" and not self.is_silent

    @property
    def was_asked(self) -> bool:
        return self.answer != "WITHDRAWN"


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
    answered_on: date | None = None
    due: date | None = None
    is_silent: bool = False
    is_untold: bool = False
    letter_on: date | None = None
    # Of an answer that the desk wrote down; for the services only, for it names people.
    heard: str = ""


@dataclass(frozen=True)
class Step:
    """A level of the ladder: what was asked there, and who could still be."""

    level: str
    asked: int
    answered: int
    left: tuple[Candidate, ...]
    sentence: str
    # Whether the demand may go further without a written reason, and why.
    is_over: bool = False
    verdict: str = ""


def skipped(
    level: str, candidates: Iterable[Candidate], asked: Iterable[Asked]
) -> tuple[Candidate, ...]:
    """The offers of nearer levels that can help and whose provider has not been asked.

    A provider counts as asked whatever it answered; a withdrawn referral asked nothing.
    """
    known = {line.provider_id for line in asked if line.was_asked}
    nearer = LEVELS[: LEVELS.index(level)]
    return tuple(
        candidate
        for candidate in sorted(candidates, key=_nearest)
        if candidate.level in nearer and candidate.provider_id not in known
    )


def awaited(level: str, asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Those of nearer levels that still have time to answer."""
    nearer = LEVELS[: LEVELS.index(level)]
    return tuple(line for line in asked if line.level in nearer and line.is_awaited)


def refusal(
    level: str, left: Iterable[Candidate], waiting: Iterable[Asked], derogation: str
) -> str:
    """Why the sending must wait, in one sentence; empty when it may go."""
    listed, pending = tuple(left), tuple(waiting)
    if derogation.strip() or not (listed or pending):
        return ""
    before = f"Avant le niveau {LEVEL_WORDS[level]}, la subsidiarité demande "
    parts = []
    if listed:
        providers = dict.fromkeys(
            f"{candidate.provider} (niveau {LEVEL_WORDS[candidate.level]})" for candidate in listed
        )
        parts.append(f"de solliciter plus près : {sentence_list(providers)}")
    if pending:
        parts.append(f"d’attendre la réponse de {sentence_list(_promised(one) for one in pending)}")
    do = "Envoyez-leur d’abord la demande" if listed else "Attendez"
    return f"{before}{' et '.join(parts)}. {do}, ou écrivez pourquoi vous sautez ce niveau."


def _promised(line: Asked) -> str:
    if line.due is None:
        return line.provider
    return f"{line.provider}, due le {long_date(line.due)}"


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
        answered_on=line.answered_on,
        due=line.due,
        is_silent=line.is_silent,
        is_untold=line.is_untold,
        letter_on=line.letter_on,
        heard=_heard(line),
    )


def _heard(line: Asked) -> str:
    return f"{line.told_by}, réponse notée par {line.recorded_by}" if line.channel else ""


def _told(line: Asked, days: int) -> str:
    # The subject is the demand, not the provider: French would need its gender.
    asked = (
        f"Demande envoyée le {long_date(line.sent_on)} à {line.provider} "
        f"(niveau {LEVEL_WORDS[line.level]})"
    )
    waited = f"après {plural(days, 'jour')}" if days else "le jour même"
    if line.answer == "SENT" and line.is_silent and line.due:
        return (
            f"{asked}, restée sans réponse à l’échéance du {long_date(line.due)}{NBSP}: ce silence "
            "ouvre le niveau suivant."
        )
    if line.is_untold:
        return f"{asked}, qui n’a pas encore pu être prévenue{NBSP}: aucune adresse n’est connue."
    if line.answer == "SENT" and line.waits_for:
        return f"{asked}, en attente d’une précision que cette structure a demandée."
    if line.answer == "SENT":
        since = f"depuis {plural(days, 'jour')}" if days else "depuis aujourd’hui"
        due = f", due le {long_date(line.due)}" if line.due else ""
        return f"{asked}, réponse attendue {since}{due}."
    waited = f"{waited}, {line.channel}" if line.channel else waited
    if line.answer == "ACCEPTED":
        return f"{asked}, acceptée {waited}."
    if line.answer == "REFUSED":
        why = f"{NBSP}: {line.reason[:1].lower()}{line.reason[1:]}" if line.reason else ""
        other = f"{NBSP}; {line.suggests} serait mieux à même d’aider" if line.suggests else ""
        return f"{asked}, déclinée {waited}{why}{other}."
    return f"{asked}, retirée {waited}."


def _step(level: str, candidates: tuple[Candidate, ...], asked: tuple[Asked, ...]) -> Step:
    here = [line for line in asked if line.level == level and line.was_asked]
    answered = [line for line in here if line.answer in {"ACCEPTED", "REFUSED"}]
    known = {line.provider_id for line in asked if line.was_asked}
    able = [candidate for candidate in candidates if candidate.level == level]
    left = tuple(c for c in sorted(able, key=_nearest) if c.provider_id not in known)
    is_over, verdict = _verdict(level, here, able, left, asked)
    sentence = _state(here, answered, able, left)
    return Step(level, len(here), len(answered), left, sentence, is_over, verdict)


def _verdict(
    level: str,
    here: list[Asked],
    able: list[Candidate],
    left: tuple[Candidate, ...],
    asked: tuple[Asked, ...],
) -> tuple[bool, str]:
    """Whether one may look further than this level, and the sentence that proves it."""
    taken = [line for line in here if line.answer == "ACCEPTED"]
    if taken:
        return True, f"Prise en charge par {sentence_list(line.provider for line in taken)}."
    nearer, further = LEVELS[: LEVELS.index(level)], LEVELS[LEVELS.index(level) + 1 :]
    if not here and any(line.answer == "ACCEPTED" and line.level in nearer for line in asked):
        return True, "Niveau inutile : la demande est prise en charge plus près."
    passed = [line for line in asked if line.level in further and line.derogation]
    waiting = [line for line in here if line.is_awaited]
    if (left or waiting) and passed:
        return True, f"Niveau dépassé par dérogation écrite : {passed[0].derogation}"
    if left:
        return False, "Niveau non épuisé : des structures peuvent encore être sollicitées."
    if waiting:
        return False, "Niveau en attente de réponse."
    if not here:
        return True, "Niveau sans solution." if not able else "Niveau déjà sollicité autrement."
    silent = [line.provider for line in here if line.is_silent]
    if silent:
        verb = "n’ont" if len(silent) > 1 else "n’a"
        return True, f"Niveau épuisé : {sentence_list(silent)} {verb} pas répondu dans le délai."
    return True, "Niveau épuisé : chaque structure a répondu."


def _state(
    here: list[Asked],
    answered: list[Asked],
    able: list[Candidate],
    left: tuple[Candidate, ...],
) -> str:
    if not here and not able:
        return "Aucune offre de ce niveau ne peut aider."
    parts: list[str] = []
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
