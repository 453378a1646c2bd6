"""Answers that follow each other: one begins, the one before ends; what is told twice is one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from guichet.reference.policies.chronology import Change, Version, current, enter

JANUARY, JULY = date(2025, 1, 1), date(2025, 7, 1)
YES = Version(True, since=JANUARY, source="DGCL", source_date=JANUARY, pk=1)


class TestEnter:
    def test_the_first_answer_is_written_as_it_is(self):
        assert enter([], YES) == Change(added=YES)

    def test_a_contrary_answer_ends_the_one_before_on_its_eve(self):
        no = Version(False, since=JULY, source="DGCL", source_date=JULY)

        change = enter([YES], no)

        assert change.added == no
        assert [(one.pk, one.until) for one in change.mended] == [(1, date(2025, 6, 30))]

    def test_the_same_answer_later_confirms_it_and_does_not_move_its_beginning(self):
        again = Version(True, since=JULY, source="DGCL 2", source_date=JULY)

        change = enter([YES], again)

        assert change.added is None
        assert [(one.since, one.source) for one in change.mended] == [(JANUARY, "DGCL 2")]

    def test_an_amount_that_changes_is_another_answer(self):
        was = Version(True, amount=900, since=JANUARY, pk=1)

        change = enter([was], Version(True, amount=950, since=JULY))

        assert change.added is not None and change.mended[0].until == date(2025, 6, 30)

    def test_an_older_answer_lasts_until_the_newer_one(self):
        before = Version(False, since=date(2024, 1, 1), source="ZRR")

        assert enter([YES], before).added == Version(
            False, since=date(2024, 1, 1), until=date(2024, 12, 31), source="ZRR"
        )

    def test_an_older_source_never_replaces_a_newer_one_of_the_same_day(self):
        stale = Version(False, since=JANUARY, source="vieux", source_date=date(2020, 1, 1))

        change = enter([YES], stale)

        assert change.is_older and not change.writes

    def test_an_end_written_by_hand_stays_when_the_list_says_nothing_of_it(self):
        ended = Version(True, since=JANUARY, until=JULY, source="DGCL", source_date=JANUARY, pk=1)

        assert enter([ended], Version(True, since=JANUARY, source="DGCL", source_date=JANUARY)) == (
            Change()
        )


DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2026, 12, 31)))
ANSWERS = st.lists(
    st.builds(Version, holds=st.booleans(), since=DAYS, source=st.sampled_from("abc")), max_size=6
)


def told(answers):
    """Each answer entered in turn, as the rows of a table would keep them."""
    rows: dict[int, Version] = {}
    for new in answers:
        change = enter(rows.values(), new)
        rows |= {one.pk: one for one in change.mended if one.pk is not None}
        if change.added is not None:
            pk = len(rows) + 1
            rows[pk] = Version(**{**change.added.__dict__, "pk": pk})
    return rows


@given(ANSWERS, st.builds(Version, holds=st.booleans(), since=DAYS, source=st.just("z")))
def test_what_is_told_holds_from_its_day_and_telling_it_again_writes_nothing(answers, last):
    rows = told([*answers, last])
    day = last.since or date.min

    holding = current(rows.values(), day)

    assert holding is not None and holding.holds == last.holds
    assert not enter(rows.values(), last).writes


@given(ANSWERS, st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_no_day_has_two_answers(answers, day):
    rows = told(answers)

    assert sum(row.covers(day) for row in rows.values()) <= 1
    assert all(row.until is None or row.until >= row.begins for row in rows.values())
