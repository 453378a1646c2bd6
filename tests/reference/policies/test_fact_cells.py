"""What a cell says: nobody's silence is a no, and a word without a meaning is refused."""

import pytest

from guichet.reference.policies.fact_cells import How, NotRead, guess, said

LABELS = How("WORDS", yes=("Montagne",), no=("Rurale", "Touristique"), empty_is_no=True)
MASSIFS = How("BROADER", empty_is_no=True)


@pytest.mark.parametrize(
    ("cell", "how", "answer"),
    [
        ("Rurale|Montagne", LABELS, True),
        ("Touristique", LABELS, False),
        ("", LABELS, False),
        ("", How("WORDS", yes=("oui",)), None),
        ("03 - Massif des Alpes", MASSIFS, None),
        ("", MASSIFS, False),
        ("", How("BROADER"), None),
        ("x", How("FILLED"), True),
        ("", How("LISTED"), True),
        ("FRR+", How("WORDS", yes=("FRR+",), no=("FRR",)), True),
        ("FRR", How("WORDS", yes=("FRR+",), no=("FRR",)), False),
        ("", How("AMOUNT"), None),
    ],
)
def test_yes_no_or_to_be_checked(cell, how, answer):
    assert said(cell, how).holds is answer


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("912", 912), ("912,50 €", 913), ("1\u00a0234", 1234), ("1234.56789", 1235), ("0", 0)],
)
def test_amounts_are_whole_euros(cell, amount):
    assert said(cell, How("AMOUNT")).amount == amount


@pytest.mark.parametrize("cell", ["1.500", "beaucoup", "-3", "12345678"])
def test_an_amount_that_may_be_two_is_refused(cell):
    with pytest.raises(NotRead):
        said(cell, How("AMOUNT"))


def test_a_word_without_a_meaning_is_refused_and_named():
    with pytest.raises(NotRead, match="« peut-être » n’est dit ni oui"):
        said("peut-être", How("WORDS", yes=("oui",), no=("non",)))


class TestGuess:
    def test_a_massif_is_wider_than_the_zone(self):
        assert guess(["03 - Massif des Alpes", ""], kind="MOUNTAIN", has_column=True) == MASSIFS

    def test_a_partial_classification_is_to_be_checked(self):
        values = ["Non classée", "FRR socle", "FRR+", "Classée FRR partiellement",
                  "FRR bénéficiaire"]  # fmt: skip
        how = guess(values, kind="REVITALISATION", has_column=True)

        assert [said(value, how).holds for value in values] == [False, True, True, None, None]

    def test_density_is_rural_from_the_three_last_of_its_seven_levels(self):
        values = ["Grands centres urbains", "Petites villes", "Ceintures urbaines", "Bourgs ruraux",
                  "Rural à habitat dispersé"]  # fmt: skip
        how = guess(values, kind="RURAL", has_column=True)

        assert [said(value, how).holds for value in values] == [False, False, False, True, True]

    def test_a_member_through_its_intercommunality_is_to_be_checked(self):
        how = guess(["0", "1"], kind="MEMBERS", has_column=True)

        assert (said("1", how).holds, said("0", how).holds) == (True, None)

    def test_without_a_column_nothing_is_a_yes_but_in_a_list_of_members(self):
        assert guess([], kind="MEMBERS", has_column=False).rule == "LISTED"
        assert guess([], kind="MOUNTAIN", has_column=False).rule == "WORDS"
        assert guess([], kind="POTENTIAL", has_column=True).rule == "AMOUNT"
