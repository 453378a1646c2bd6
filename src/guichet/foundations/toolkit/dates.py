"""Working days, French public holidays and dates as French writes them."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

PARIS = ZoneInfo("Europe/Paris")

# The holidays library names territories by ISO 3166-2 subdivision. Alsace-Moselle adds Good Friday
# and 26 December; each overseas department adds the day of the abolition of slavery.
_SUBDIVISIONS = {
    "57": "6AE", "67": "6AE", "68": "6AE",
    "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
}  # fmt: skip

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@lru_cache(maxsize=512)
def public_holidays(year: int, department: str) -> dict[date, str]:
    """The public holidays of a year in a department (Code du travail, L3133-1 and L3422-2)."""
    found = holidays.country_holidays(
        "FR", subdiv=_SUBDIVISIONS.get(department), years=year, language="fr"
    )
    return {day: name.replace("'", "’") for day, name in found.items()}


def is_working_day(day: date, *, department: str) -> bool:
    """Monday to Friday, outside public holidays."""
    return day.weekday() < 5 and day not in public_holidays(day.year, department)


def add_working_days(start: date, count: int, *, department: str) -> date:
    """The last day of a delay of `count` working days; the start day itself does not count."""
    day = start
    left = count
    while left > 0:
        day += timedelta(days=1)
        if is_working_day(day, department=department):
            left -= 1
    return day


def local_day(instant: datetime) -> date:
    """The day on the wall in Paris at that instant."""
    return instant.astimezone(PARIS).date()


def long_date(day: date) -> str:
    """« 17 novembre 2020 », « 1er janvier 2020 »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[day.month - 1]} {day.year}"


def full_date(day: date) -> str:
    """« mardi 17 novembre 2020 »."""
    return f"{_DAYS[day.weekday()]} {long_date(day)}"


def clock_time(instant: datetime, *, zone: tzinfo = PARIS) -> str:
    """« 14 h 30 », « 9 h », in Paris time unless told otherwise."""
    local = instant.astimezone(zone)
    return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02d}" if local.minute else "")
