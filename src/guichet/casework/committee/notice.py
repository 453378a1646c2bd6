"""How early members must be convened, and whether the year has its meetings. Pure Python.

CRPA R133-8: save urgency, members receive the convocation, its agenda and papers at least five days
before the date of the meeting. How the days are counted here:

- calendar days: the text says neither « ouvrés » nor « francs », so Sundays and public holidays
  count, and the delay is not carried over to the next working day;
- from day to day, whatever the hours: received on the 12th at 23:59 for the 17th at 9:00 is five
  days; received on the 13th is four, and too late;
- on reception: a mail is received the day it leaves. A committee that wants clear days (« jours
  francs ») writes six in its rules.

CGCT L1232-2: the committee meets at least twice a year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from guichet.foundations.toolkit.dates import full_date, long_date
from guichet.foundations.toolkit.text import plural

BASIS = "article R133-8 du CRPA"
DUTY_BASIS = "article L1232-2 du CGCT"


@dataclass(frozen=True)
class Notice:
    """The delay between a convocation and its meeting."""

    received_on: date
    meeting_on: date
    days: int = 5
    basis: str = BASIS

    @property
    def last_day(self) -> date:
        """The last day on which members may safely receive the convocation."""
        return self.meeting_on - timedelta(days=self.days)

    @property
    def given(self) -> int:
        return (self.meeting_on - self.received_on).days

    @property
    def is_held(self) -> bool:
        return self.given >= self.days

    @property
    def sentence(self) -> str:
        delay = f"le délai de {plural(self.days, 'jour')}"
        received = (
            f"Convocation reçue le {long_date(self.received_on)}, {_before(self.given)} la séance"
        )
        if self.given < 0:
            day = long_date(self.meeting_on)
            return f"La séance du {day} est passée : elle ne peut plus être convoquée."
        if self.is_held:
            return (
                f"{received} : {delay} est tenu ({self.basis}). Dernier jour pour convoquer : "
                f"{full_date(self.last_day)}."
            )
        return (
            f"{received} : {delay} n’est pas tenu ({self.basis}). Il fallait convoquer au plus "
            f"tard le {full_date(self.last_day)}. Changez la date, ou écrivez le motif d’urgence."
        )


def _before(days: int) -> str:
    return "le jour même de" if days == 0 else f"{plural(days, 'jour')} avant"


@dataclass(frozen=True)
class Duty:
    """The meetings owed each calendar year, and where the committee stands today."""

    today: date
    held: int
    owed: int = 2
    notice_days: int = 5
    next_on: date | None = None
    basis: str = DUTY_BASIS
    # How many are planned until the end of the year; by default the one of `next_on`.
    planned: int | None = None

    @property
    def missing(self) -> int:
        return max(0, self.owed - self.held)

    @property
    def last_day(self) -> date:
        """The last day to convene a meeting that still belongs to this year."""
        return date(self.today.year, 12, 31) - timedelta(days=self.notice_days)

    @property
    def is_late(self) -> bool:
        """A meeting is missing, it is not planned this year, and too late to convene in time."""
        return self.to_plan > 0 and self.today > self.last_day

    @property
    def to_plan(self) -> int:
        """Those that are missing and that nobody has planned yet."""
        known = self.planned
        if known is None:
            known = 0 if self._planned() is None else 1
        return max(0, self.missing - known)

    @property
    def sentence(self) -> str:
        held = plural(self.held, "séance tenue", "séances tenues")
        if not self.owed:
            return f"{held} en {self.today.year} ; aucun nombre n’est dû ({self.basis})."
        told = f"{held} en {self.today.year} sur {plural(self.owed, 'due')}"
        if not self.missing:
            return f"{told} : l’obligation de l’année est remplie ({self.basis})."
        planned = self._planned()
        if planned:
            told = f"{told} ; prochaine prévue le {long_date(planned)}"
            if not self.to_plan:
                return f"{told} ({self.basis})."
        other = "autre " if planned else ""
        which = "une autre" if planned else "prochaine"
        if self.is_late:
            return (
                f"{told} ; une {other}séance avant le 31 décembre ne peut plus être convoquée dans "
                f"les délais, sauf urgence ({self.basis})."
            )
        return f"{told} ; {which} à convoquer avant le {long_date(self.last_day)} ({self.basis})."

    def _planned(self) -> date | None:
        return self.next_on if self.next_on and self.next_on.year == self.today.year else None
