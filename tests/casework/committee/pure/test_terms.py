"""What a letter offers: only what the rules of the meeting admit (CRPA R133-3, R133-9)."""

import pytest

from guichet.casework.committee.answers import Terms


@pytest.mark.parametrize(
    ("terms", "ways"),
    [
        (Terms(), "en salle, à distance, absent, suppléé ou pouvoir donné"),
        (Terms(video=False), "en salle, absent, suppléé ou pouvoir donné"),
        (Terms(in_room=False), "à distance, absent, suppléé ou pouvoir donné"),
        (Terms(proxies_per_holder=0), "en salle, à distance, absent ou suppléé"),
    ],
)
def test_ways(terms: Terms, ways: str) -> None:
    assert terms.ways == ways


@pytest.mark.parametrize(
    ("proxies", "nature", "words"),
    [
        (1, "ELECTED", "faites-vous suppléer, ou donnez pouvoir à un autre membre."),
        (1, "QUALIFIED", "donnez pouvoir à un autre membre : une personnalité qualifiée ne peut"),
        (0, "EX_OFFICIO", "faites-vous suppléer : aucun pouvoir n’est admis (arrêté)."),
        (0, "QUALIFIED", "dites que vous serez absent : une personnalité qualifiée ne peut pas"),
    ],
)
def test_replacement(proxies: int, nature: str, words: str) -> None:
    terms = Terms(proxies_per_holder=proxies, proxy_basis="arrêté")

    assert words in terms.replacement(nature=nature)
