"""CRPA R133-8 and CGCT L1232-2: how days are counted, at the borders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee.notice import Duty, Notice

MEETING = date(2020, 11, 17)


@pytest.mark.parametrize(
    ("received", "given_days", "held"),
    [
        (date(2020, 11, 2), 15, True),
        (date(2020, 11, 11), 6, True),  # Armistice Day counts: calendar days
        (date(2020, 11, 12), 5, True),  # the last safe day
        (date(2020, 11, 13), 4, False),
        (date(2020, 11, 16), 1, False),
        (date(2020, 11, 17), 0, False),
        (date(2020, 11, 18), -1, False),
    ],
)
def test_five_days_from_reception_to_meeting(received: date, given_days: int, held: bool) -> None:
    notice = Notice(received, MEETING)

    assert (notice.given, notice.is_held) == (given_days, held)
    assert notice.last_day == date(2020, 11, 12)


@pytest.mark.parametrize("meeting", [date(2026, 1, 4), date(2026, 3, 2), date(2028, 3, 3)])
def test_years_and_leap_days_are_crossed(meeting: date) -> None:
    assert Notice(meeting - timedelta(days=5), meeting).is_held
    assert not Notice(meeting - timedelta(days=4), meeting).is_held


def test_says_that_the_delay_is_kept() -> None:
    assert Notice(date(2020, 11, 2), MEETING).sentence == (
        "Convocation reçue le 2 novembre 2020, 15\u00a0jours avant la séance : le délai de "
        "5\u00a0jours est tenu (article R133-8 du CRPA). Dernier jour pour convoquer : jeudi "
        "12 novembre 2020."
    )


def test_says_how_to_mend_a_late_convocation() -> None:
    assert Notice(date(2020, 11, 16), MEETING).sentence == (
        "Convocation reçue le 16 novembre 2020, 1\u00a0jour avant la séance : le délai de "
        "5\u00a0jours n’est pas tenu (article R133-8 du CRPA). Il fallait convoquer au plus tard "
        "le jeudi 12 novembre 2020. Changez la date, ou écrivez le motif d’urgence."
    )
    assert "le jour même de la séance" in Notice(MEETING, MEETING).sentence


def test_a_past_meeting_is_convened_no_more() -> None:
    assert Notice(date(2020, 11, 18), MEETING).sentence == (
        "La séance du 17 novembre 2020 est passée : elle ne peut plus être convoquée."
    )


@given(
    meeting=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    early=st.integers(-3, 40),
    days=st.integers(0, 20),
)
def test_agrees_with_days_crossed_off_a_calendar(meeting: date, early: int, days: int) -> None:
    received = meeting - timedelta(days=early)
    crossed, day = 0, received
    while day < meeting:
        day += timedelta(days=1)
        crossed += 1

    notice = Notice(received, meeting, days)

    assert notice.is_held == (received <= meeting and crossed >= days)
    assert Notice(notice.last_day, meeting, days).is_held
    assert not Notice(notice.last_day + timedelta(days=1), meeting, days).is_held


class TestDuty:
    def test_one_of_two_says_until_when(self) -> None:
        duty = Duty(date(2026, 3, 10), held=1)

        assert duty.sentence == (
            "1\u00a0séance tenue en 2026 sur 2\u00a0dues ; prochaine à convoquer avant le "
            "26 décembre 2026 (article L1232-2 du CGCT)."
        )
        assert not duty.is_late

    def test_a_planned_meeting_is_named(self) -> None:
        duty = Duty(date(2026, 3, 10), held=0, next_on=date(2026, 6, 2))

        assert duty.sentence == (
            "0\u00a0séance tenue en 2026 sur 2\u00a0dues ; prochaine prévue le 2 juin 2026 ; une "
            "autre à convoquer avant le 26 décembre 2026 (article L1232-2 du CGCT)."
        )
        assert duty.to_plan == 1

    def test_both_planned_is_enough_to_say(self) -> None:
        duty = Duty(date(2026, 3, 10), held=0, next_on=date(2026, 6, 2), planned=2)

        assert duty.sentence.endswith("prochaine prévue le 2 juin 2026 (article L1232-2 du CGCT).")
        assert (duty.to_plan, duty.is_late) == (0, False)
        assert not Duty(date(2026, 12, 30), held=1, next_on=date(2026, 12, 31)).is_late

    def test_one_planned_of_two_missing_is_late_at_the_end_of_the_year(self) -> None:
        duty = Duty(date(2026, 12, 28), held=0, next_on=date(2026, 12, 30))

        assert duty.is_late
        assert "une autre séance avant le 31 décembre ne peut plus" in duty.sentence

    def test_two_of_two_is_enough(self) -> None:
        assert Duty(date(2026, 12, 31), held=2).sentence == (
            "2\u00a0séances tenues en 2026 sur 2\u00a0dues : l’obligation de l’année est remplie "
            "(article L1232-2 du CGCT)."
        )

    def test_late_from_the_27th_of_december(self) -> None:
        assert not Duty(date(2026, 12, 26), held=1).is_late
        assert Duty(date(2026, 12, 27), held=1).is_late
        assert "sauf urgence" in Duty(date(2026, 12, 27), held=1).sentence

    def test_a_meeting_planned_next_year_does_not_help_this_one(self) -> None:
        assert Duty(date(2026, 12, 27), held=1, next_on=date(2027, 1, 5)).is_late
