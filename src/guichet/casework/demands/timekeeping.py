"""From the facts of a demand to its clocks. Pure Python: no database, no « now ».

Nothing here is stored: who was awaited, since when and for how long is read again each time from
the history of the case, so that a date can never drift away from what happened.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from guichet.foundations.toolkit.clocks import (
    Delay,
    Ledger,
    Pause,
    Standing,
    State,
    local,
    reckon,
    standing,
)
from guichet.foundations.toolkit.clocks import working_days_between as days_between
from guichet.foundations.toolkit.dates import full_date, long_date
from guichet.foundations.toolkit.text import capitalised, plural

from .next_step import Side

FOR_APPLICANT = "en attente de la collectivité"
FOR_PARTNER = "en attente de la structure sollicitée"
FOR_MORE = "en attente d’une précision demandée par la structure"

# The promise that gives its date to each stage; « À compléter » has the day told to the authority.
STAGE_CLOCKS = {
    "SUBMITTED": "ACKNOWLEDGE",
    "ACKNOWLEDGED": "FIRST_ANSWER",
    "QUALIFIED": "ORIENTATION",
    "REFERRED": "PARTNER_ANSWER",
    "ANSWERED": "OUTCOME",
    "SUPPORTED": "FOLLOW_UP",
}
OVER = frozenset({"DRAFT", "DECLINED", "CLOSED"})


@dataclass(frozen=True)
class Fact:
    """One event of the case, in its order."""

    action: str
    at: datetime
    stream: str = ""


@dataclass
class Story:
    """What the history says of waits and of promises kept."""

    opened_at: datetime | None = None
    met: dict[str, datetime] = field(default_factory=dict)
    asked_at: datetime | None = None
    followed_at: datetime | None = None
    pauses: list[Pause] = field(default_factory=list)
    _waits: dict[str, datetime] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def keep(self, at: datetime, *kinds: str) -> None:
        for kind in kinds:
            self.met.setdefault(kind, at)

    def begin(self, reason: str, at: datetime) -> None:
        self._waits.setdefault(reason, at)

    def end(self, at: datetime, *reasons: str) -> None:
        for reason in reasons or tuple(self._waits):
            begun = self._waits.pop(reason, None)
            if begun is not None:
                self.pauses.append(Pause(begun, at, reason))

    def waits(self) -> tuple[Pause, ...]:
        """Those that ended and those that go on."""
        return (*self.pauses, *(Pause(at, None, why) for why, at in self._waits.items()))


def read(facts: Iterable[Fact]) -> Story:
    """Tell the facts of one case, oldest first, into its waits and the promises it kept."""
    story = Story()
    for fact in facts:
        act = _ACTS.get(fact.action)
        if act is not None:
            act(story, fact)
        elif fact.action.startswith("support."):
            story.followed_at = fact.at
    return story


def _submit(story: Story, fact: Fact) -> None:
    story.opened_at = fact.at


def _reopen(story: Story, fact: Fact) -> None:
    """The clocks start again; whoever follows the demand is known already."""
    story.opened_at = fact.at
    story.met = {"ACKNOWLEDGE": story.met.get("ACKNOWLEDGE", fact.at)}


def _acknowledge(story: Story, fact: Fact) -> None:
    story.keep(fact.at, "ACKNOWLEDGE")


def _send_back(story: Story, fact: Fact) -> None:
    story.keep(fact.at, "ACKNOWLEDGE")
    story.begin(FOR_APPLICANT, fact.at)


def _complete(story: Story, fact: Fact) -> None:
    story.end(fact.at, FOR_APPLICANT)


def _qualify(story: Story, fact: Fact) -> None:
    story.keep(fact.at, "ACKNOWLEDGE", "FIRST_ANSWER")


def _ask(story: Story, fact: Fact) -> None:
    story._asked.add(fact.stream)


def _refer(story: Story, fact: Fact) -> None:
    story.keep(fact.at, "FIRST_ANSWER", "ORIENTATION")
    if "OUTCOME" not in story.met:
        story.asked_at = fact.at
        story.met.pop("PARTNER_ANSWER", None)
        story.begin(FOR_PARTNER, fact.at)


def _answer(story: Story, fact: Fact) -> None:
    story._asked.discard(fact.stream)
    story.keep(fact.at, "PARTNER_ANSWER")
    story.end(fact.at, FOR_PARTNER, FOR_MORE)


def _ask_for_more(story: Story, fact: Fact) -> None:
    """The structure cannot answer yet: its own delay stands still, the others go on waiting."""
    story.begin(FOR_MORE, fact.at)


def _give_more(story: Story, fact: Fact) -> None:
    story.end(fact.at, FOR_MORE)


def _withdraw(story: Story, fact: Fact) -> None:
    """The wait goes on while somebody else is still asked."""
    story._asked.discard(fact.stream)
    if not story._asked:
        story.asked_at = None
        story.end(fact.at, FOR_PARTNER, FOR_MORE)


def _support(story: Story, fact: Fact) -> None:
    story.keep(fact.at, "PARTNER_ANSWER", "OUTCOME")
    story.followed_at = fact.at
    story.end(fact.at)


def _finish(story: Story, fact: Fact) -> None:
    story.keep(fact.at, "ACKNOWLEDGE", "FIRST_ANSWER", "ORIENTATION", "OUTCOME")
    story.followed_at = None
    story.end(fact.at)


_ACTS: dict[str, Callable[[Story, Fact], None]] = {
    "demand.submit": _submit,
    "demand.reopen": _reopen,
    "demand.acknowledge": _acknowledge,
    "demand.send_back": _send_back,
    "demand.complete": _complete,
    "demand.qualify": _qualify,
    "demand.refer": _refer,
    "demand.share": _refer,
    "demand.support": _support,
    "demand.decline": _finish,
    "demand.close": _finish,
    "referral.refer": _ask,
    "referral.accept_referral": _answer,
    "referral.refuse_referral": _answer,
    "referral.withdraw_referral": _withdraw,
    "referral.ask_for_more": _ask_for_more,
    "referral.give_more": _give_more,
}
ACTIONS = tuple(_ACTS)


@dataclass(frozen=True)
class Clock:
    """One promise about one demand: its ledger, and where it stands."""

    kind: str
    ledger: Ledger
    standing: Standing


@dataclass(frozen=True)
class Due:
    """The date of the next step, for a list, a page or a reminder."""

    kind: str = ""
    day: date | None = None
    late_by: int = 0
    words: str = ""
    is_paused: bool = False

    @property
    def is_late(self) -> bool:
        return self.late_by > 0 and not self.is_paused

    def told(self, seen_by: Side) -> str:
        """The sentence of the case page, in plain words for whoever asks for help."""
        if self.day is None:
            return f"{capitalised(self.words)}." if self.words else ""
        if self.kind == "APPLICANT":
            whose = "Votre réponse est attendue" if seen_by == "APPLICANT" else "Réponse attendue"
            late = f" ({self.words})" if self.late_by else ""
            return f"{whose} pour le {full_date(self.day)}{late}."
        if seen_by != "APPLICANT":
            return f"Échéance : {full_date(self.day)} ({self.words})."
        if self.is_late:
            return (
                f"C’était prévu pour le {full_date(self.day)} : il y a du retard "
                f"({plural(self.late_by, 'jour ouvré', 'jours ouvrés')}). Vous pouvez demander des "
                "nouvelles au guichet."
            )
        return f"C’est prévu au plus tard le {full_date(self.day)}."


NO_DUE = Due()
Promises = Callable[[str, date], Delay | None]


def clocks(
    story: Story, promises: Promises, *, department: str, today: date, only: str = ""
) -> list[Clock]:
    """Every clock that this story has opened, in the order of a case; `only` one when asked."""
    found = []
    for kind, opened_at, pauses in _openings(story):
        if opened_at is None or (only and kind != only):
            continue
        day = local(opened_at, department=department).date()
        delay = promises(kind, day)
        if delay is None:
            continue
        met_at = story.met.get(kind)
        # Once a promise is kept, what is awaited afterwards no longer concerns it.
        during = [p for p in pauses if met_at is None or p.begins_at < met_at]
        ledger = reckon(opened_at, delay, department=department, pauses=during)
        met_on = local(met_at, department=department).date() if met_at else None
        found.append(Clock(kind, ledger, standing(ledger, today=today, met_on=met_on)))
    return found


def _openings(story: Story) -> list[tuple[str, datetime | None, tuple[Pause, ...]]]:
    waits = story.waits()
    desk = ("ACKNOWLEDGE", "FIRST_ANSWER", "ORIENTATION")
    return [
        *((kind, story.opened_at, waits) for kind in desk),
        ("PARTNER_ANSWER", story.asked_at, tuple(w for w in waits if w.reason == FOR_MORE)),
        ("OUTCOME", story.opened_at, waits),
        ("FOLLOW_UP", story.followed_at, ()),
    ]


def stage_clock(status: str, *, is_answered: bool) -> str:
    """The promise that the present stage is about; empty when the date comes from elsewhere."""
    return STAGE_CLOCKS.get("ANSWERED" if status == "REFERRED" and is_answered else status, "")


def due_of(clock: Clock | None) -> Due:
    """What a list shows of the clock of the present stage."""
    if clock is None:
        return Due(words="aucun délai n’est fixé pour cette étape")
    where = clock.standing
    return Due(
        clock.kind,
        clock.ledger.due,
        where.late_by,
        where.sentence,
        is_paused=where.state is State.PAUSED,
    )


def due_from_applicant(day: date | None, *, department: str, today: date) -> Due:
    """The day that the desk gave to the authority for its answer."""
    if day is None:
        return Due("APPLICANT", words="aucune date n’a été donnée à la collectivité")
    late = days_between(day, today, department=department)
    if late:
        words = f"en retard de {plural(late, 'jour ouvré', 'jours ouvrés')}"
    else:
        words = f"attendu pour le {long_date(day)}"
    return Due("APPLICANT", day, late, words)
