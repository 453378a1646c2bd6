"""What a visitor who names a commune is told of an offer. Expected sentences first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.reference.offers.fit import Conditions, Holds, Place, findings

BANON = Place("Banon", "de Banon", 1006, frozenset({"commune-04018", "departement-04", "pays-FR"}))
D04 = (("departement-04", "Alpes-de-Haute-Provence"),)


def told(**asked: object) -> dict[str, tuple[str, str]]:
    given_conditions = Conditions(provider="IT04", **{"perimeters": D04, **asked})
    return {
        one.criterion: (one.holds.value, one.sentence) for one in findings(BANON, given_conditions)
    }


@pytest.mark.parametrize(
    ("asked", "criterion", "holds", "sentence"),
    [
        ({}, "perimeter", "YES", "Intervient à Banon (périmètre : Alpes-de-Haute-Provence)."),
        ({"perimeters": (("commune-04018", "Banon"),)}, "perimeter", "YES",
         "Intervient à Banon."),
        ({"perimeters": (("departement-05", "Hautes-Alpes"),)}, "perimeter", "NO",
         "N’intervient pas à Banon."),
        ({"perimeters": ()}, "perimeter", "UNKNOWN",
         "Le territoire de l’offre n’est pas précisé."),
        ({}, "beneficiary", "YES", "Ouverte aux communes."),
        ({"kinds": ("EPCI",), "kind_labels": ("Intercommunalité",)}, "beneficiary", "NO",
         "Pour les intercommunalités : la vôtre peut la demander pour vous."),
        ({"kinds": ("REGION_COUNCIL",), "kind_labels": ("Conseil régional",)}, "beneficiary", "NO",
         "Ne s’adresse pas aux communes : conseil régional."),
        ({"kinds": ("CAUE", "STATE_SERVICE"), "kind_labels": ("CAUE", "Service de l’État")},
         "beneficiary", "NO", "Ne s’adresse pas aux communes : CAUE et service de l’État."),
        ({"population_max": 3499}, "population", "YES",
         "Pour 3\u202f499\u00a0habitants au plus : Banon en compte 1\u202f006."),
        ({"population_min": 2000}, "population", "NO",
         "Pour 2\u202f000\u00a0habitants au moins : Banon compte 1\u202f006\u00a0habitants."),
        ({"members_only": True}, "membership", "UNKNOWN",
         "Réservée aux adhérents (IT04) : vérifiez votre adhésion."),
        ({"programmes": ("Petites villes de demain",)}, "programmes", "UNKNOWN",
         "Réservée aux bénéficiaires d’un programme : Petites villes de demain."),
        ({"programmes": ("Action cœur de ville", "Villages d’avenir")}, "programmes", "UNKNOWN",
         "Réservée aux bénéficiaires d’un programme : Action cœur de ville ou Villages d’avenir."),
        ({"traits": ("En zone de montagne", "France ruralités revitalisation (FRR)")}, "traits",
         "UNKNOWN", "Réservée aux communes « En zone de montagne » et « France ruralités "
         "revitalisation (FRR) » : vérifiez si la vôtre l’est."),
    ],
)  # fmt: skip
def test_each_criterion_says_why(asked, criterion, holds, sentence):
    assert told(**asked)[criterion] == (holds, sentence)


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Les Mées", "Intervient aux Mées.", "N’intervient pas aux Mées."),
        ("Le Brusquet", "Intervient au Brusquet.", "N’intervient pas au Brusquet."),
    ],
)
def test_a_name_with_an_article_is_said_as_french_says_it(name, inside, outside):
    place = Place(name, "", 900, frozenset({"commune-x"}))
    here, elsewhere = (("commune-x", name),), (("commune-y", "Banon"),)

    assert findings(place, Conditions("X", perimeters=here))[0].sentence == inside
    assert findings(place, Conditions("X", perimeters=elsewhere))[0].sentence == outside


def test_an_unknown_population_is_to_be_verified_never_a_silent_no():
    nameless = Place("Ici", "d’Ici", None, frozenset())

    found = {f.criterion: f for f in findings(nameless, Conditions("X", population_max=100))}

    assert found["population"].holds == Holds.UNKNOWN
    assert "à vérifier" in found["population"].sentence


bounds = st.none() | st.integers(min_value=0, max_value=100_000)


@given(population=st.integers(min_value=0, max_value=100_000), low=bounds, high=bounds)
def test_population_as_a_slow_reader_would_judge(population, low, high):
    place = Place("Ici", "d’Ici", population, frozenset())
    found = [
        one
        for one in findings(place, Conditions("X", population_min=low, population_max=high))
        if one.criterion == "population"
    ]
    if low is None and high is None:
        assert found == []
        return
    below = low is not None and population < low
    above = high is not None and population > high
    assert (found[0].holds == Holds.NO) == (below or above)
