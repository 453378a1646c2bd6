from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.money import LARGEST, parse_euros
from guichet.foundations.toolkit.text import euros


class TestWhatFrenchPeopleType:
    @pytest.mark.parametrize(
        ("typed", "amount"),
        [
            ("12500", "12500"),
            ("12 500,50 €", "12500.50"),
            ("12\u00a0500,50\u00a0€", "12500.50"),
            ("12\u202f500,5\u202f€", "12500.50"),
            ("  1 234 567 euros ", "1234567"),
            ("15 EUR", "15"),
            ("12500.50", "12500.50"),
            ("0", "0"),
            ("0,01", "0.01"),
            ("12,", "12"),
            ("0012", "12"),
            ("9 999 999 999,99", "9999999999.99"),
        ],
    )
    def test_is_read_to_the_cent(self, typed, amount):
        assert parse_euros(typed) == Decimal(amount)

    @pytest.mark.parametrize(
        ("typed", "mend"),
        [
            ("", "Indiquez un montant"),
            ("  ", "Indiquez un montant"),
            ("€", "Indiquez un montant"),
            ("-5", "retirez le signe"),
            ("\u2212 5", "retirez le signe"),
            ("1.500", "deux façons"),
            ("1,500", "deux façons"),
            ("12.500,50", "deux façons"),
            ("12,500.50", "deux façons"),
            ("12,345", "deux façons"),
            ("1500,505", "deux chiffres après la virgule"),
            ("1,2,3", "deux chiffres après la virgule"),
            ("environ 500", "seulement des chiffres"),
            ("12 50", "seulement des chiffres"),
            ("1e5", "seulement des chiffres"),
            ("nan", "seulement des chiffres"),
            ("Infinity", "seulement des chiffres"),
            (",5", "seulement des chiffres"),
            ("٣", "seulement des chiffres"),
            ("10000000000", "au plus dix chiffres"),
            ("9" * 40, "au plus dix chiffres"),
        ],
    )
    def test_is_refused_with_the_way_to_mend_it(self, typed, mend):
        with pytest.raises(DomainError) as refusal:
            parse_euros(typed)

        assert mend in refusal.value.sentence
        assert "\u00ab " not in refusal.value.sentence, "an opening quote keeps its space"


@given(st.decimals(min_value=0, max_value=LARGEST, places=2))
def test_what_a_screen_shows_can_be_typed_back(amount):
    assert parse_euros(euros(amount)) == amount


@given(st.text(max_size=30))
def test_anything_typed_is_an_amount_or_a_polite_refusal(typed):
    try:
        amount = parse_euros(typed)
    except DomainError as refusal:
        assert refusal.sentence
    else:
        assert Decimal(0) <= amount <= LARGEST
        assert amount.as_tuple().exponent == -2
