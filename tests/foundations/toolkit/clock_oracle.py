"""A second reckoning of due dates: one day after another, nothing clever, nothing shared.

It shares with the product the list of public holidays only, which test_dates.py checks.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from guichet.foundations.toolkit.clocks import Delay, Pause, Unit
from guichet.foundations.toolkit.dates import public_holidays

DEPARTMENTS = ("04", "57", "67", "971", "973", "974")
WALLS = {"971": "America/Guadeloupe", "973": "America/Cayenne", "974": "Indian/Reunion"}
# No delay of a random case, with its pauses, can be longer.
FAR = timedelta(days=300)


@dataclass(frozen=True)
class Case:
    opened_at: datetime
    delay: Delay
    department: str
    pauses: tuple[Pause, ...]
    today: date


def random_case(dice: random.Random) -> Case:
    """What life may bring: nights, week-ends, pauses that overlap, precede or never end."""
    begin = datetime(2023, 12, 20, tzinfo=UTC)
    opened_at = begin + timedelta(minutes=dice.randrange(3 * 365 * 1440))
    unit = dice.choice(list(Unit))
    count = dice.randint(1, 4) if unit is Unit.MONTHS else dice.randint(1, 45)
    pauses = []
    for _ in range(dice.choice((0, 0, 1, 2, 3, 4))):
        start = opened_at + timedelta(minutes=dice.randint(-20 * 1440, 60 * 1440))
        end = start + timedelta(minutes=dice.randint(0, 25 * 1440))
        pauses.append(Pause(start, None if dice.random() < 0.08 else end, dice.choice("ab")))
    return Case(
        opened_at,
        Delay("essai", count, unit, "essai", date(2020, 1, 1)),
        dice.choice(DEPARTMENTS),
        tuple(pauses),
        opened_at.date() + timedelta(days=dice.randint(0, 200)),
    )


def oracle_due(case: Case) -> date | None:
    day = _received(case.opened_at, case.department)
    held = _held_days(case)
    left = case.delay.count
    if case.delay.unit is Unit.MONTHS:
        left = _days_of_months(day, case.delay.count)
    end = day + FAR
    while left > 0 and day < end:
        day += timedelta(days=1)
        worked = case.delay.unit is not Unit.WORKING_DAYS or _works(day, case.department)
        if worked and day not in held:
            left -= 1
    while day < end:
        if _works(day, case.department) and day not in held:
            return day
        day += timedelta(days=1)
    return None


def oracle_late_by(case: Case, due: date | None) -> int:
    late = 0
    day = due or case.today
    held = _held_days(case)
    while day < case.today:
        day += timedelta(days=1)
        if _works(day, case.department) and day not in held:
            late += 1
    return late


def _received(instant: datetime, department: str) -> date:
    wall = _wall(instant, department)
    day = wall.date()
    if wall.hour >= 17:
        day += timedelta(days=1)
    while not _works(day, department):
        day += timedelta(days=1)
    return day


def _held_days(case: Case) -> set[date]:
    """Each day of each pause, one by one; a pause without an end goes on for as long as we look."""
    held = set()
    for pause in case.pauses:
        day = _wall(pause.begins_at, case.department).date()
        last = case.opened_at.date() + 2 * FAR
        if pause.ends_at is not None:
            last = _received(pause.ends_at, case.department)
        while day <= last:
            held.add(day)
            day += timedelta(days=1)
    return held


def _works(day: date, department: str) -> bool:
    return day.isoweekday() not in (6, 7) and day not in public_holidays(day.year, department)


def _wall(instant: datetime, department: str) -> datetime:
    return instant.astimezone(ZoneInfo(WALLS.get(department, "Europe/Paris")))


def _days_of_months(start: date, months: int) -> int:
    """Turn the pages of the calendar, then look for the same number, or the last there is."""
    first = start.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    end = first
    while end.day < start.day and (end + timedelta(days=1)).month == first.month:
        end += timedelta(days=1)
    return (end - start).days
