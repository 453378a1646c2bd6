from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit import dates

days = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 12, 31))


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "department", "is_working"),
        [
            (date(2026, 3, 10), "04", True),
            (date(2026, 3, 14), "04", False),  # Saturday
            (date(2026, 5, 1), "04", False),
            (date(2026, 4, 6), "04", False),  # Easter Monday
            (date(2026, 5, 14), "04", False),  # Ascension
            (date(2026, 5, 25), "04", False),  # Whit Monday
            (date(2026, 4, 3), "04", True),  # Good Friday is a holiday in Alsace-Moselle only
            (date(2026, 4, 3), "67", False),
            (date(2025, 12, 26), "57", False),
            (date(2025, 12, 26), "04", True),
            (date(2026, 5, 22), "972", False),  # abolition of slavery in Martinique
            (date(2026, 5, 22), "04", True),
            (date(2026, 5, 27), "971", False),  # the same in Guadeloupe, in French Guiana,
            (date(2026, 6, 10), "973", False),
            (date(2027, 12, 20), "974", False),  # in Réunion and in Mayotte
            (date(2026, 4, 27), "976", False),
            (date(2026, 4, 3), "68", False),
        ],
    )
    def test_follow_the_holidays_of_the_department(self, day, department, is_working):
        assert dates.is_working_day(day, department=department) is is_working

    def test_a_delay_does_not_count_its_first_day(self):
        assert dates.add_working_days(date(2026, 3, 10), 1, department="04") == date(2026, 3, 11)

    def test_a_delay_jumps_over_a_long_weekend(self):
        # Wednesday before Ascension: Thursday is a holiday, Friday counts.
        assert dates.add_working_days(date(2026, 5, 13), 2, department="04") == date(2026, 5, 18)

    @given(day=days, count=st.integers(min_value=1, max_value=30))
    def test_a_delay_ends_on_a_working_day_with_the_right_number_between(self, day, count):
        end = dates.add_working_days(day, count, department="04")

        between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
        assert dates.is_working_day(end, department="04")
        assert sum(dates.is_working_day(d, department="04") for d in between) == count


class TestFrenchDates:
    def test_the_first_of_the_month_is_an_ordinal(self):
        assert dates.long_date(date(2020, 1, 1)) == "1er janvier 2020"

    def test_a_full_date_names_the_day(self):
        assert dates.full_date(date(2020, 11, 17)) == "mardi 17 novembre 2020"

    @pytest.mark.parametrize(
        ("instant", "words"),
        [
            (datetime(2026, 1, 15, 13, 30, tzinfo=UTC), "14 h 30"),
            (datetime(2026, 7, 15, 7, 0, tzinfo=UTC), "9 h"),
            (datetime(2026, 7, 15, 7, 5, tzinfo=UTC), "9 h 05"),
        ],
    )
    def test_the_clock_is_that_of_paris(self, instant, words):
        assert dates.clock_time(instant).replace("\u00a0", " ") == words

    def test_an_evening_in_utc_may_be_the_next_day_in_paris(self):
        assert dates.local_day(datetime(2026, 3, 9, 23, 30, tzinfo=UTC)) == date(2026, 3, 10)

    @given(days)
    def test_every_day_says_its_number_and_year(self, day):
        words = dates.long_date(day)

        assert words.endswith(str(day.year))
        assert words.startswith("1er " if day.day == 1 else f"{day.day} ")


def test_a_holiday_has_the_apostrophe_of_the_screens():
    assert dates.public_holidays(2026, "04")[date(2026, 1, 1)] == "Jour de l’an"
