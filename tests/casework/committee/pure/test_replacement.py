"""CRPA R133-3: three families, three rules."""

import pytest

from guichet.casework.committee import replacement
from guichet.casework.committee.choices import SeatNature


@pytest.mark.parametrize("nature", SeatNature.values)
def test_every_nature_has_its_rule(nature: str) -> None:
    assert replacement.rule(nature).endswith("(article R133-3 du CRPA).")


def test_a_qualified_person_is_replaced_by_nobody() -> None:
    for same_body in (False, True):
        assert replacement.objection("QUALIFIED", same_body=same_body) == (
            "Une personnalité qualifiée ne peut pas être suppléée (article R133-3 du CRPA)."
        )


@pytest.mark.parametrize("nature", ["EX_OFFICIO", "ELECTED"])
def test_the_same_body_may_replace(nature: str) -> None:
    assert replacement.objection(nature, same_body=True) == ""


def test_another_body_may_not() -> None:
    assert replacement.objection("ELECTED", same_body=False) == (
        "Ce membre ne peut être suppléé que par un élu de la même assemblée délibérante "
        "(article R133-3 du CRPA)."
    )
    assert "du même service ou du même organisme" in replacement.objection(
        "EX_OFFICIO", same_body=False
    )
