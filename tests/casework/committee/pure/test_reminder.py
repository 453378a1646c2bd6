"""The day of the automatic reminder."""

from datetime import date

import pytest

from guichet.casework.committee.reminder import reminder_day

LONG_BEFORE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("meeting", "days", "expected"),
    [
        # Monday 30 March: Friday, Thursday, Wednesday.
        (date(2026, 3, 30), 3, date(2026, 3, 25)),
        (date(2026, 3, 30), 1, date(2026, 3, 27)),
        # Tuesday 7 April: Easter Monday does not count.
        (date(2026, 4, 7), 1, date(2026, 4, 3)),
        (date(2026, 3, 30), None, None),
        (date(2026, 3, 30), 0, None),
    ],
)
def test_working_days_before(meeting: date, days: int | None, expected: date | None) -> None:
    assert reminder_day(meeting, days, convened_on=LONG_BEFORE, department="04") == expected


def test_nobody_is_reminded_of_what_he_receives_the_same_day() -> None:
    day = date(2026, 3, 30)
    assert reminder_day(day, 3, convened_on=date(2026, 3, 24), department="04") == date(2026, 3, 25)
    assert reminder_day(day, 3, convened_on=date(2026, 3, 25), department="04") is None


def test_the_holidays_of_the_department_count() -> None:
    """22 May, abolition of slavery, is a holiday in Martinique."""
    day = date(2026, 5, 25 + 1)
    mainland = reminder_day(day, 1, convened_on=LONG_BEFORE, department="04")
    assert mainland == date(2026, 5, 22)
    assert reminder_day(day, 1, convened_on=LONG_BEFORE, department="972") == date(2026, 5, 21)
