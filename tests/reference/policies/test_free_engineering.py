"""The board of the ANCT, 10 March 2021: free under 3,500 inhabitants, 15,000 for a grouping."""

from datetime import date

import pytest

from guichet.foundations.toolkit.text import NARROW_NBSP, NBSP
from guichet.reference.policies.free_engineering import price_in_short, threshold_on

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("kind", "population", "said"),
    [
        ("COMMUNE", 3_499, "gratuite (moins de 3 500 habitants)"),
        ("COMMUNE", 3_500, "coût partagé (3 500 habitants ou plus)"),
        ("EPCI", 14_999, "gratuite (moins de 15 000 habitants)"),
        ("EPCI", 15_000, "coût partagé (15 000 habitants ou plus)"),
        ("COMMUNE", None, "gratuite sous 3 500 habitants : population à vérifier"),
        ("REGION_COUNCIL", 5_000_000, ""),
    ],
)
def test_the_line_of_facts(kind: str, population: int | None, said: str) -> None:
    found = price_in_short(kind, population, on=TODAY)

    assert found.replace(NARROW_NBSP, " ").replace(NBSP, " ") == said


def test_nothing_is_said_of_a_day_before_the_first_rule() -> None:
    assert threshold_on(date(2021, 3, 9)) is None
    assert threshold_on(date(2021, 3, 10)) is not None
    assert price_in_short("COMMUNE", 100, on=date(2020, 11, 17)) == ""
