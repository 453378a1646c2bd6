import pytest

from guichet.reference.territories.grammar import linked


@pytest.mark.parametrize(
    ("name", "digit", "expected"),
    [
        ("Banon", "0", "de Banon"),
        ("Aiglun", "1", "d’Aiglun"),
        ("Hautes-Duyes", "0", "de Hautes-Duyes"),
        ("Hyères", "1", "d’Hyères"),
        ("Le Brusquet", "2", "du Brusquet"),
        ("La Javie", "3", "de La Javie"),
        ("Les Mées", "4", "des Mées"),
        ("L’Escale", "5", "de L’Escale"),
        ("Alpes-de-Haute-Provence", "4", "des Alpes-de-Haute-Provence"),
        ("Lozère", "3", "de la Lozère"),
        ("Var", "2", "du Var"),
        ("Ain", "5", "de l’Ain"),
        ("Paris", "0", "de Paris"),
        ("Oraison", "", "d’Oraison"),
    ],
)
def test_a_name_follows_de(name, digit, expected):
    assert linked(name, digit) == expected
