import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.reference.directory.registers import (
    UnreadableNumber,
    grouped,
    read_siren,
    read_siret,
)


def luhn(digits: str) -> int:
    """The rule, written the slow way."""
    total = 0
    for rank, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10


def refusal(reader, text: str) -> str:
    with pytest.raises(UnreadableNumber) as caught:
        reader(text)
    return caught.value.sentence


class TestReadSiren:
    @pytest.mark.parametrize("text", ["210400701", "210 400 701", " 210.400.701 ", "210-400-701"])
    def test_reads_nine_digits_however_grouped(self, text):
        assert read_siren(text) == "210400701"

    @given(st.text("0123456789", min_size=9, max_size=9))
    def test_accepts_exactly_what_the_check_digit_accepts(self, digits):
        if luhn(digits) == 0:
            assert read_siren(digits) == digits
        else:
            assert "clé de contrôle" in refusal(read_siren, digits)

    @given(st.text(max_size=20))
    def test_whatever_is_typed_is_read_or_refused_with_a_sentence(self, text):
        try:
            digits = read_siren(text)
        except UnreadableNumber as caught:
            assert caught.sentence.endswith(".")
        else:
            assert len(digits) == 9
            assert digits.isdigit()

    def test_a_siret_is_recognised_and_its_siren_given(self):
        assert refusal(read_siren, "13002603200016") == (
            "Le numéro 13002603200016 est un SIRET : le SIREN en est le début, "
            "130\u00a0026\u00a0032."
        )

    def test_a_slip_is_told(self):
        assert refusal(read_siren, "210400702") == (
            "Le SIREN 210\u00a0400\u00a0702 n’existe pas : sa clé de contrôle est fausse. "
            "Un chiffre est sans doute mal recopié."
        )

    def test_missing_digits_are_counted(self):
        assert refusal(read_siren, "21040070") == "Le SIREN 21040070 a 8 chiffres : il en faut 9."

    def test_a_letter_is_shown(self):
        assert "contient « O »" in refusal(read_siren, "21O400701")

    def test_the_rounding_of_a_spreadsheet_is_recognised(self):
        assert "arrondi par un tableur" in refusal(read_siren, "2.104007E+08")

    def test_nothing(self):
        assert refusal(read_siren, "  ") == "Le SIREN est vide."


class TestReadSiret:
    def test_reads_fourteen_digits(self):
        assert read_siret("130 026 032 00016") == "13002603200016"

    def test_la_poste_has_its_own_rule(self):
        assert read_siret("35600000049837") == "35600000049837"

    def test_a_siren_is_recognised(self):
        assert refusal(read_siret, "130026032").startswith("Le numéro 130026032 est un SIREN")

    def test_a_wrong_one_is_told(self):
        assert "n’existe pas" in refusal(read_siret, "13002603200017")


def test_numbers_are_shown_in_threes_that_do_not_break():
    assert grouped("210400701") == "210\u00a0400\u00a0701"
    assert grouped("13002603200016") == "130\u00a0026\u00a0032\u00a000016"
    assert grouped("") == ""
