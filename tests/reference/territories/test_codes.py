from hypothesis import given
from hypothesis import strategies as st

from guichet.reference.territories import codes

DIGITS = st.text("0123456789", min_size=5, max_size=5)


class TestTidy:
    def test_spaces_and_lower_case_have_one_reading(self):
        assert codes.tidy(" 04\u00a0070 ") == "04070"
        assert codes.tidy("2a004") == "2A004"


class TestLikely:
    def test_a_letter_that_looks_like_a_digit_is_mended(self):
        assert codes.likely("0407O") == "04070"
        assert codes.likely("O4O7O") == "04070"
        assert codes.likely("2AOO4") == "2A004"

    def test_the_zero_lost_by_a_spreadsheet_comes_back(self):
        assert codes.likely("4070") == "04070"

    def test_nothing_is_guessed_from_a_word(self):
        assert codes.likely("ABCDE") == ""
        assert codes.likely("") == ""
        assert codes.likely("ZZZZZ") == ""

    @given(DIGITS)
    def test_a_good_code_needs_no_mending(self, code):
        assert codes.is_insee(code)
        assert codes.likely(code) == ""

    @given(DIGITS, st.integers(0, 4))
    def test_any_zero_typed_as_the_letter_o_is_mended(self, code, rank):
        right = code[:rank] + "0" + code[rank + 1 :]
        wrong = code[:rank] + "O" + code[rank + 1 :]

        assert codes.likely(wrong) == right

    @given(st.text(max_size=8))
    def test_what_is_proposed_is_always_a_code(self, text):
        meant = codes.likely(codes.tidy(text))

        assert meant == "" or codes.is_insee(meant)


class TestFault:
    def test_says_which_character_is_wrong(self):
        assert codes.fault("0407O") == "le dernier caractère est la lettre O"
        assert codes.fault("O4070") == "le premier caractère est la lettre O"

    def test_says_what_is_missing(self):
        assert "zéro du début" in codes.fault("4070")
        assert codes.fault("040") == "un code INSEE a cinq caractères"
        assert codes.fault("") == "il est vide"
