"""Due dates: cases worked out by hand from the texts, then a slow oracle on random ones."""

import random
from datetime import date, datetime, timedelta

import pytest

from guichet.foundations.toolkit import clocks
from guichet.foundations.toolkit.clocks import Delay, Kind, Pause, State, Unit
from guichet.foundations.toolkit.dates import PARIS
from tests.foundations.toolkit.clock_oracle import oracle_due, oracle_late_by, random_case

W, C, M = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS


def at(text: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), PARIS).replace(hour=hour)


def delay(count: int, unit: Unit = W) -> Delay:
    return Delay("Réponse", count, unit, "CRPA, article R112-11-2", date(2020, 1, 1))


def wait(first: str, last: str | None, reason: str = "en attente de la collectivité") -> Pause:
    return Pause(at(first), at(last) if last else None, reason)


def due(opened: datetime, count: int, unit: Unit = W, *pauses: Pause, department: str = "04"):
    return clocks.reckon(opened, delay(count, unit), department=department, pauses=pauses).due


# fmt: off
BY_HAND = [
    # what, deposit, count, unit, pauses, department, due
    ("the day of the act does not count",    at("2026-03-10"),  1, W, [], "04", "2026-03-11"),
    ("a week-end is jumped over",            at("2026-03-13"),  1, W, [], "04", "2026-03-16"),
    ("on a Sunday: received on Monday",      at("2026-03-15"),  1, W, [], "04", "2026-03-17"),
    ("at 16 h: received the same day",       at("2026-03-10", 16),  1, W, [], "04", "2026-03-11"),
    ("at 17 h: received the next day",       at("2026-03-10", 17),  1, W, [], "04", "2026-03-12"),
    ("on Friday evening: received on Monday",at("2026-03-13", 20),  1, W, [], "04", "2026-03-17"),
    ("Easter Monday",                        at("2026-04-03"),  1, W, [], "04", "2026-04-07"),
    ("Good Friday in Alsace-Moselle",        at("2026-04-02"),  1, W, [], "67", "2026-04-07"),
    ("Good Friday elsewhere",                at("2026-04-02"),  1, W, [], "04", "2026-04-03"),
    ("26 December in Moselle",               at("2024-12-24"),  1, W, [], "57", "2024-12-27"),
    ("1 and 8 May, then Ascension",          at("2026-04-30"),  8, W, [], "04", "2026-05-15"),
    ("abolition of slavery",                 at("2026-05-21", 14),  1, W, [], "972", "2026-05-26"),
    ("22 h in Paris, late in Martinique",at("2026-03-10", 22),  1, W, [], "972", "2026-03-12"),
    ("18 h in Paris, noon in Cayenne",       at("2026-03-10", 18),  1, W, [], "973", "2026-03-11"),
    ("29 February counts",                   at("2028-02-28"),  1, W, [], "04", "2028-02-29"),
    ("29 February plus a year",              at("2028-02-29"), 12, M, [], "04", "2029-02-28"),
    ("31 January plus one month",            at("2025-01-31"),  1, M, [], "04", "2025-02-28"),
    ("31 January plus one month, leap year", at("2028-01-31"),  1, M, [], "04", "2028-02-29"),
    ("month-end that falls on a Sunday",     at("2025-12-31"),  2, M, [], "04", "2026-03-02"),
    ("two months, same number",              at("2026-03-10"),  2, M, [], "04", "2026-05-11"),
    ("two months end on 1 May: to Monday",   at("2026-03-02", 9),  2, M, [], "04", "2026-05-04"),
    ("calendar days end on Easter Monday",   at("2026-04-01"),  5, C, [], "04", "2026-04-07"),
    ("calendar days count week-ends",        at("2026-03-10"),  7, C, [], "04", "2026-03-17"),
    ("one pause, both its ends held",        at("2026-03-10"),  3, W,
     [wait("2026-03-11", "2026-03-12")], "04", "2026-03-17"),
    ("overlapping pauses are one",           at("2026-03-10"),  3, W,
     [wait("2026-03-11", "2026-03-13"), wait("2026-03-12", "2026-03-16")], "04", "2026-03-19"),
    ("a pause inside another adds nothing",  at("2026-03-10"),  3, W,
     [wait("2026-03-11", "2026-03-16"), wait("2026-03-12", "2026-03-13")], "04", "2026-03-19"),
    ("a pause that began before the start",  at("2026-03-10"),  1, W,
     [wait("2026-03-02", "2026-03-12")], "04", "2026-03-13"),
    ("a pause that ended before the start",  at("2026-03-10"),  1, W,
     [wait("2026-03-02", "2026-03-06")], "04", "2026-03-11"),
    ("a pause after the due day",            at("2026-03-10"),  1, W,
     [wait("2026-03-12", None)], "04", "2026-03-11"),
    ("an open pause holds the date",         at("2026-03-10"),  2, W,
     [wait("2026-03-12", None)], "04", None),
    ("a pause over a week-end costs no more",at("2026-03-10"),  5, W,
     [wait("2026-03-14", "2026-03-14")], "04", "2026-03-18"),
    ("an answer on Sunday is one on Monday", at("2026-03-10"),  3, W,
     [wait("2026-03-12", "2026-03-15")], "04", "2026-03-18"),
    ("a month is lengthened by its pause",   at("2026-03-10"),  1, M,
     [wait("2026-03-16", "2026-03-20")], "04", "2026-04-15"),
    ("on the last day a pause still holds",  at("2026-03-10"),  1, W,
     [wait("2026-03-11", "2026-03-11")], "04", "2026-03-12"),
]
# fmt: on


@pytest.mark.parametrize(
    ("opened", "count", "unit", "pauses", "department", "expected"),
    [row[1:] for row in BY_HAND],
    ids=[row[0] for row in BY_HAND],
)
def test_by_hand(opened, count, unit, pauses, department, expected):
    found = due(opened, count, unit, *pauses, department=department)
    assert found == (date.fromisoformat(expected) if expected else None)


def test_ten_thousand_random_cases_agree_with_the_day_by_day_oracle():
    dice = random.Random(3)  # noqa: S311 -- the same cases every time
    open_ones = 0
    for _ in range(10_000):
        case = random_case(dice)
        ledger = clocks.reckon(
            case.opened_at, case.delay, department=case.department, pauses=case.pauses
        )
        assert ledger.due == oracle_due(case), case
        standing = clocks.standing(ledger, today=case.today)
        assert standing.late_by == oracle_late_by(case, ledger.due), case
        assert (standing.state is State.LATE) <= (standing.late_by > 0), case
        _ledger_is_whole(ledger)
        open_ones += ledger.due is None
    # The dice did meet what they were thrown for.
    assert 500 < open_ones < 9_500


def _ledger_is_whole(ledger: clocks.Ledger) -> None:
    """Every day from the start to the due one is told once, and as many are counted as promised."""
    day = ledger.start + timedelta(days=1)
    for stretch in ledger.stretches:
        assert stretch.first == day
        if stretch.last is None:
            assert ledger.due is None and stretch is ledger.stretches[-1]
            return
        day = stretch.last + timedelta(days=1)
    assert ledger.due == day - timedelta(days=1)
    if ledger.delay.unit is not Unit.MONTHS:
        assert ledger.number_of(Kind.COUNTED) == ledger.delay.count


class TestLedger:
    def test_says_every_day_left_out_and_why(self):
        ledger = clocks.reckon(
            at("2026-04-02"),
            delay(4),
            department="04",
            pauses=[wait("2026-04-08", "2026-04-09")],
        )

        assert [(s.kind, str(s.first), str(s.last), s.reason) for s in ledger.stretches] == [
            (Kind.COUNTED, "2026-04-03", "2026-04-03", ""),
            (Kind.WEEKEND, "2026-04-04", "2026-04-05", "samedi et dimanche"),
            (Kind.HOLIDAY, "2026-04-06", "2026-04-06", "Lundi de Pâques"),
            (Kind.COUNTED, "2026-04-07", "2026-04-07", ""),
            (Kind.PAUSE, "2026-04-08", "2026-04-09", "en attente de la collectivité"),
            (Kind.COUNTED, "2026-04-10", "2026-04-10", ""),
            (Kind.WEEKEND, "2026-04-11", "2026-04-12", "samedi et dimanche"),
            (Kind.COUNTED, "2026-04-13", "2026-04-13", ""),
        ]
        assert ledger.sentence.replace("\xa0", " ") == (
            "Attendu le lundi 13 avril 2026 : 4 jours ouvrés à compter du jeudi 2 avril 2026, sans "
            "compter 4 jours de fin de semaine, 1 jour férié et 2 jours de suspension."
        )
        assert "R112-11-2" in ledger.version and "règles de calcul n° 1" in ledger.version

    def test_says_why_it_starts_on_another_day(self):
        evening = clocks.reckon(at("2026-03-10", 18), delay(1), department="04")
        sunday = clocks.reckon(at("2026-03-15"), delay(1), department="04")
        holiday = clocks.reckon(at("2026-04-06"), delay(1), department="04")

        assert "après 17 h" in evening.start_reason
        assert "en fin de semaine" in sunday.start_reason
        assert "un jour férié (Lundi de Pâques)" in holiday.start_reason

    def test_says_that_the_end_was_deferred(self):
        ledger = clocks.reckon(at("2026-03-02", 9), delay(2, M), department="04")

        assert ledger.stretches[-1].kind is Kind.DEFERRED
        assert "samedi 2 mai 2026" in ledger.stretches[-1].reason
        assert "report au premier jour ouvré" in ledger.sentence

    def test_an_open_pause_is_named(self):
        ledger = clocks.reckon(
            at("2026-03-10"), delay(5), department="04", pauses=[wait("2026-03-12", None)]
        )

        assert ledger.due is None
        assert ledger.stretches[-1].days is None
        assert "suspendu depuis le jeudi 12 mars 2026" in ledger.sentence

    def test_overlapping_pauses_keep_both_reasons(self):
        ledger = clocks.reckon(
            at("2026-03-10"),
            delay(3),
            department="04",
            pauses=[
                wait("2026-03-11", "2026-03-13"),
                wait("2026-03-12", "2026-03-16", "en attente d’IT04"),
            ],
        )

        assert ledger.waits[0].reason == "en attente de la collectivité ; en attente d’IT04"


class TestStanding:
    LEDGER = clocks.reckon(at("2026-03-10"), delay(3), department="04")  # due on Friday 13

    @pytest.mark.parametrize(
        ("today", "state", "late_by", "words"),
        [
            ("2026-03-10", State.RUNNING, 0, "encore 3 jours ouvrés"),
            ("2026-03-12", State.RUNNING, 0, "encore 1 jour ouvré"),
            ("2026-03-13", State.RUNNING, 0, "à faire aujourd’hui"),
            ("2026-03-14", State.RUNNING, 0, "à faire le prochain jour ouvré"),
            ("2026-03-16", State.LATE, 1, "en retard de 1 jour ouvré"),
            ("2026-04-07", State.LATE, 16, "en retard de 16 jours ouvrés"),
        ],
    )
    def test_of_a_clock_that_runs(self, today, state, late_by, words):
        found = clocks.standing(self.LEDGER, today=date.fromisoformat(today))

        assert (found.state, found.late_by) == (state, late_by)
        assert found.sentence.replace("\xa0", " ") == words

    @pytest.mark.parametrize(
        ("met", "state", "late_by"),
        [
            ("2026-03-11", State.MET, 0),
            ("2026-03-14", State.MET, 0),
            ("2026-03-17", State.MET_LATE, 2),
        ],
    )
    def test_of_a_clock_that_was_met_no_longer_moves(self, met, state, late_by):
        found = clocks.standing(self.LEDGER, today=date(2027, 1, 1), met_on=date.fromisoformat(met))

        assert (found.state, found.late_by) == (state, late_by)

    def test_of_a_clock_that_waits_says_whom_for(self):
        ledger = clocks.reckon(
            at("2026-03-10"), delay(3), department="04", pauses=[wait("2026-03-12", None)]
        )

        found = clocks.standing(ledger, today=date(2026, 6, 1))

        assert found.state is State.PAUSED
        assert found.sentence == "suspendu (en attente de la collectivité)"

    def test_a_pause_stops_a_delay_that_was_late_already_from_growing(self):
        ledger = clocks.reckon(
            at("2026-03-10"), delay(3), department="04", pauses=[wait("2026-03-17", None)]
        )

        found = clocks.standing(ledger, today=date(2026, 3, 25))

        assert (found.state, found.late_by) == (State.PAUSED, 1)


def test_a_delay_of_nothing_is_a_mistake():
    with pytest.raises(ValueError):
        delay(0)
