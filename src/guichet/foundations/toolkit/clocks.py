"""When something is due, and why that day: a delay, a calendar and pauses give a dated ledger.

The rules, which the ledger repeats in French:

1. What comes in on a day off, or after 17 h on the wall of the department, is received on the next
   working day; the day of reception does not count (code de procédure civile, article 641, and
   règlement (CEE) n° 1182/71, article 3, for the day of the act; the hour is the desk's own).
2. A delay in working days counts Monday to Friday but for public holidays.
3. A delay in months ends on the day that bears the same number, or on the last of the month
   (article 641). A delay in months or in calendar days that would end on a day off ends on the next
   working day (article 642; règlement 1182/71, article 3, paragraph 4).
4. A day touched by a pause does not count. Pauses that overlap are one. A delay in months that is
   paused is lengthened by as many days.

Nothing is accumulated and nothing is stored: the same facts always give the same date.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

from .dates import PARIS, clock_time, full_date, is_working_day, long_date, public_holidays
from .text import plural, sentence_list

# Changes when the rules above do: it is printed on every ledger.
RULES = "règles de calcul n° 1"
CLOSING = time(17, 0)
_DAY = timedelta(days=1)

# A desk overseas opens and closes by its own wall.
_ZONES = {
    "971": ZoneInfo("America/Guadeloupe"),
    "972": ZoneInfo("America/Martinique"),
    "973": ZoneInfo("America/Cayenne"),
    "974": ZoneInfo("Indian/Reunion"),
    "976": ZoneInfo("Indian/Mayotte"),
}


class Unit(StrEnum):
    WORKING_DAYS = "WORKING_DAYS"
    CALENDAR_DAYS = "CALENDAR_DAYS"
    MONTHS = "MONTHS"


class Kind(Enum):
    """Why a stretch of days counts or not."""

    COUNTED = "compté"
    WEEKEND = "fin de semaine"
    HOLIDAY = "jour férié"
    PAUSE = "délai suspendu"
    DEFERRED = "échéance reportée"


class State(Enum):
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    LATE = "LATE"
    MET = "MET"
    MET_LATE = "MET_LATE"


@dataclass(frozen=True)
class Delay:
    """A promise of service, in one version: how long, who decided it, since when."""

    label: str
    count: int
    unit: Unit
    basis: str
    since: date

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("a delay counts at least one day")

    @property
    def words(self) -> str:
        """« 10 jours ouvrés », « 2 mois »."""
        if self.unit is Unit.MONTHS:
            return plural(self.count, "mois", "mois")
        if self.unit is Unit.WORKING_DAYS:
            return plural(self.count, "jour ouvré", "jours ouvrés")
        return plural(self.count, "jour")


@dataclass(frozen=True)
class Pause:
    """Somebody else is awaited; without an end as long as they are."""

    begins_at: datetime
    ends_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Stretch:
    """Days in a row that share their fate; the last one of an open pause is not known."""

    first: date
    last: date | None
    kind: Kind
    reason: str

    @property
    def days(self) -> int | None:
        return (self.last - self.first).days + 1 if self.last else None

    @property
    def words(self) -> str:
        """« du lundi 9 mars 2026 au jeudi 12 mars 2026 »."""
        if self.last is None:
            return f"depuis le {full_date(self.first)}"
        if self.last == self.first:
            return f"le {full_date(self.first)}"
        return f"du {full_date(self.first)} au {full_date(self.last)}"


@dataclass(frozen=True)
class Ledger:
    """The due day and everything that led to it; no due day while an open pause holds it."""

    delay: Delay
    department: str
    opened_at: datetime
    start: date
    start_reason: str
    stretches: tuple[Stretch, ...]
    due: date | None
    waits: tuple["Wait", ...] = ()

    def number_of(self, kind: Kind) -> int:
        return sum(s.days or 0 for s in self.stretches if s.kind is kind)

    @property
    def sentence(self) -> str:
        """The whole reckoning in one sentence."""
        counted = f"{self.delay.words} à compter du {full_date(self.start)}"
        if self.due is None:
            held = next(s for s in reversed(self.stretches) if s.last is None)
            return (
                f"Pas d’échéance pour l’instant : le délai de {counted} est suspendu "
                f"depuis le {full_date(held.first)} ({held.reason})."
            )
        aside_kinds = (
            (Kind.WEEKEND, "jour de fin de semaine", "jours de fin de semaine"),
            (Kind.HOLIDAY, "jour férié", "jours fériés"),
            (Kind.PAUSE, "jour de suspension", "jours de suspension"),
        )
        numbers = [(self.number_of(kind), one, many) for kind, one, many in aside_kinds]
        left_out = [plural(*told) for told in numbers if told[0]]
        aside = f", sans compter {sentence_list(left_out)}" if left_out else ""
        later = ", puis report au premier jour ouvré" if self.number_of(Kind.DEFERRED) else ""
        return f"Attendu le {full_date(self.due)} : {counted}{aside}{later}."

    @property
    def version(self) -> str:
        """« CRPA, article R112-11-2, en vigueur depuis le 1er janvier 2020 ; règles… »."""
        return f"{self.delay.basis}, en vigueur depuis le {long_date(self.delay.since)} ; {RULES}"


@dataclass(frozen=True)
class Wait:
    """Pauses merged: whole days, in order, none touching the next."""

    first: date
    last: date | None
    reason: str

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Standing:
    """Where a clock is on a given day: derived each time it is read."""

    state: State
    late_by: int
    left: int | None
    sentence: str

    @property
    def is_late(self) -> bool:
        return self.state in {State.LATE, State.MET_LATE} or self.late_by > 0


def zone_of(department: str) -> ZoneInfo:
    return _ZONES.get(department, PARIS)


def local(instant: datetime, *, department: str) -> datetime:
    """The instant on the wall of the department."""
    return instant.astimezone(zone_of(department))


def received_on(instant: datetime, *, department: str) -> date:
    """The day on which the desk is held to have received what came at that instant (rule 1)."""
    wall = local(instant, department=department)
    day = wall.date()
    if wall.time() >= CLOSING:
        day += _DAY
    return _working_from(day, department=department)


def reckon(
    opened_at: datetime, delay: Delay, *, department: str, pauses: Iterable[Pause] = ()
) -> Ledger:
    """The due day of a delay that opened at that instant, with the ledger of every day."""
    start = received_on(opened_at, department=department)
    waits = merged(pauses, department=department)
    walk = _Walk(department, waits)
    wanted = delay.count
    if delay.unit is Unit.MONTHS:
        wanted = (_same_day_later(start, delay.count) - start).days
    last = walk.count(start, wanted, only_working=delay.unit is Unit.WORKING_DAYS)
    # A delay in working days always ends on one: there is nothing to defer.
    due = walk.defer(last) if last is not None else None
    return Ledger(
        delay=delay,
        department=department,
        opened_at=opened_at,
        start=start,
        start_reason=_why_start(opened_at, start, department=department),
        stretches=tuple(walk.stretches),
        due=due,
        waits=waits,
    )


def standing(ledger: Ledger, *, today: date, met_on: date | None = None) -> Standing:
    """Met, running, paused or late, and by how many working days.

    Late begins when a working day has passed after the due one, days of pause excepted: what was
    due on a Friday and done on the Saturday is on time.
    """
    day = met_on or today
    late_by = 0 if ledger.due is None else _between(ledger.due, day, ledger)
    if met_on is not None:
        state = State.MET_LATE if late_by else State.MET
        return Standing(state, late_by, None, _met_sentence(met_on, late_by))
    if any(wait.holds(today) for wait in ledger.waits):
        reason = next(wait.reason for wait in ledger.waits if wait.holds(today))
        late = f", avec {_working(late_by)} de retard" if late_by else ""
        return Standing(State.PAUSED, late_by, None, f"suspendu ({reason}){late}")
    if ledger.due is None:
        # The pause has been announced but begins after today.
        return Standing(State.RUNNING, 0, None, "en cours")
    if late_by:
        return Standing(State.LATE, late_by, None, f"en retard de {_working(late_by)}")
    left = _between(today, ledger.due, ledger)
    if today > ledger.due:
        words = "à faire le prochain jour ouvré"
    else:
        words = f"encore {_working(left)}" if left else "à faire aujourd’hui"
    return Standing(State.RUNNING, 0, left, words)


def merged(pauses: Iterable[Pause], *, department: str) -> tuple[Wait, ...]:
    """The union of the pauses in whole days; what overlaps or follows the same day is one wait."""
    found: list[Wait] = []
    for pause in sorted(pauses, key=lambda p: (p.begins_at, p.reason)):
        first = local(pause.begins_at, department=department).date()
        last = received_on(pause.ends_at, department=department) if pause.ends_at else None
        if last is not None and last < first:
            continue
        before = found[-1] if found else None
        if before is None or (before.last is not None and first > before.last):
            found.append(Wait(first, last, pause.reason))
            continue
        end = None if before.last is None or last is None else max(before.last, last)
        reasons = dict.fromkeys([*before.reason.split(" ; "), pause.reason])
        found[-1] = Wait(before.first, end, " ; ".join(reasons))
    return tuple(found)


class _Walk:
    """Goes from the start to the due day, writing down what each day was; jumps over pauses."""

    def __init__(self, department: str, waits: tuple[Wait, ...]) -> None:
        self.department = department
        self.waits = waits
        self._firsts = [wait.first for wait in waits]
        self.stretches: list[Stretch] = []

    def count(self, start: date, wanted: int, *, only_working: bool) -> date | None:
        """The day on which `wanted` days have been counted; None if a pause has no end."""
        day, done = start, 0
        while done < wanted:
            day += _DAY
            wait = self._wait_at(day)
            if wait is not None:
                self._write(day, wait.last, Kind.PAUSE, wait.reason)
                if wait.last is None:
                    return None
                day = wait.last
                continue
            off = day_off(day, department=self.department) if only_working else None
            if off is None:
                done += 1
                self._write(day, day, Kind.COUNTED, "")
            else:
                self._write(day, day, *off)
        return day

    def defer(self, last: date) -> date | None:
        """The last day counted if one works on it, else the next on which one does."""
        off = day_off(last, department=self.department)
        if off is None:
            return last
        why = f"le délai finissait le {full_date(last)} ({off[1]})"
        day = last
        while True:
            day += _DAY
            wait = self._wait_at(day)
            if wait is not None:
                self._write(day, wait.last, Kind.PAUSE, wait.reason)
                if wait.last is None:
                    return None
                day = wait.last
                continue
            self._write(day, day, Kind.DEFERRED, why)
            if is_working_day(day, department=self.department):
                return day

    def _wait_at(self, day: date) -> Wait | None:
        place = bisect_right(self._firsts, day) - 1
        return self.waits[place] if place >= 0 and self.waits[place].holds(day) else None

    def _write(self, first: date, last: date | None, kind: Kind, reason: str) -> None:
        before = self.stretches[-1] if self.stretches else None
        if before and (before.kind, before.reason) == (kind, reason):
            self.stretches[-1] = Stretch(before.first, last, kind, reason)
        else:
            self.stretches.append(Stretch(first, last, kind, reason))


def day_off(day: date, *, department: str) -> tuple[Kind, str] | None:
    """Why one does not work on that day: the week-end, or the name of the holiday; None if one
    does."""
    if day.weekday() >= 5:
        return Kind.WEEKEND, "samedi et dimanche"
    holiday = public_holidays(day.year, department).get(day)
    return (Kind.HOLIDAY, holiday) if holiday else None


def _same_day_later(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _working_from(day: date, *, department: str) -> date:
    while not is_working_day(day, department=department):
        day += _DAY
    return day


def _why_start(opened_at: datetime, start: date, *, department: str) -> str:
    wall = local(opened_at, department=department)
    day, hour = wall.date(), clock_time(opened_at, zone=zone_of(department))
    told = f"arrivé le {full_date(day)} à {hour}"
    if start == day:
        return f"{told} ; le jour de l’arrivée ne compte pas"
    off = day_off(day, department=department)
    if off is not None:
        why = "en fin de semaine" if off[0] is Kind.WEEKEND else f"un jour férié ({off[1]})"
    else:
        why = f"après {CLOSING.hour} h"
    return f"{told}, {why} : tenu pour reçu le premier jour ouvré suivant, qui ne compte pas"


def working_days_between(
    after: date, until: date, *, department: str, waits: tuple[Wait, ...] = ()
) -> int:
    """Working days after the one and up to the other, without those of a pause."""
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(
        is_working_day(day, department=department) and not any(wait.holds(day) for wait in waits)
        for day in days
    )


def _between(after: date, until: date, ledger: Ledger) -> int:
    return working_days_between(after, until, department=ledger.department, waits=ledger.waits)


def _met_sentence(met_on: date, late_by: int) -> str:
    done = f"fait le {long_date(met_on)}"
    return f"{done}, avec {_working(late_by)} de retard" if late_by else f"{done}, dans le délai"


def _working(count: int) -> str:
    return plural(count, "jour ouvré", "jours ouvrés")
