"""On which day the silent are reminded by themselves. Pure Python.

Nothing in the law asks for it: CRPA R133-10 asks for a quorum, and an answer that comes three
working days ahead leaves the time to give a proxy (R133-9) or to name a deputy (R133-3).
"""

from datetime import date, timedelta

from guichet.foundations.toolkit.dates import is_working_day

# Working days before the meeting, unless the secretariat chose otherwise.
USUAL_DELAY = 3
MOST = 10


def reminder_day(
    meeting_on: date, days: int | None, *, convened_on: date, department: str
) -> date | None:
    """The working day that comes so many before the meeting; None when nobody is to be reminded.

    None as well when that day is not after the convocation: one does not remind people of a letter
    that they receive the same day.
    """
    if not days:
        return None
    found = meeting_on
    left = days
    while left > 0:
        found -= timedelta(days=1)
        left -= is_working_day(found, department=department)
    return found if found > convened_on else None
