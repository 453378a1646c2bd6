import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit.references import make_reference, read_reference

departments = st.sampled_from(["01", "04", "2A", "2B", "75", "971", "976"])


def test_says_the_department_the_year_and_the_rank():
    assert make_reference("D", department="04", year=2026, rank=1) == "D-04-26-0001"


def test_does_not_break_beyond_four_digits():
    assert make_reference("D", department="2A", year=2026, rank=12345) == "D-2A-26-12345"


@pytest.mark.parametrize("typed", ["d-04-26-0001", " D-04-26-0001 ", "D-04-26- 0001"])
def test_is_read_as_people_type_it(typed):
    assert read_reference(typed) == "D-04-26-0001"


@pytest.mark.parametrize("typed", ["", "Banon", "04-26-0001", "D-4-26-0001", "D-04-26-1"])
def test_other_words_are_not_a_number(typed):
    assert read_reference(typed) is None


@given(
    department=departments,
    year=st.integers(min_value=2000, max_value=2099),
    rank=st.integers(min_value=1, max_value=99999),
)
def test_what_is_made_can_be_read(department, year, rank):
    made = make_reference("D", department=department, year=year, rank=rank)

    assert read_reference(made.lower()) == made
