"""What a new sending says it changes, and that what was sent is the same for ever."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee.editions import (
    RESTRICTED,
    changes,
    fingerprint,
    practical_changes,
    without_restricted,
)

CONTENT = {
    "when": "lundi 30 mars 2026 à 14 h 30",
    "form": "En salle",
    "where": "Salle Verdon",
    "points": [
        {"title": "Demandes", "brief": "Sept.", "figures": [["Reçues", "7"]]},
        {"title": "Tour de table", "brief": "", "figures": []},
    ],
    "pieces": [{"name": "Carte", "sha256": "aa"}],
    "cases": [["D-04-26-0001", "Réparer le toit"], ["D-04-26-0002", "Rouvrir le gîte"]],
}
FIRST, LAST = CONTENT["points"]


def told(**after: object) -> tuple[str, ...]:
    return changes(CONTENT, {**CONTENT, **after})


def test_nothing_changes() -> None:
    assert told() == ()


def test_hour_form_and_place_tell_what_they_were() -> None:
    assert told(when="lundi 30 mars 2026 à 15 h", where="") == (
        "Date et heure : lundi 30 mars 2026 à 15 h (auparavant : lundi 30 mars 2026 à 14 h 30).",
        "Lieu ou lien : à préciser (auparavant : Salle Verdon).",
    )
    assert told(form="En visioconférence") == (
        "Forme de la séance : En visioconférence (auparavant : En salle).",
    )


def test_points_come_and_go() -> None:
    new = {"title": "Bilan", "brief": "", "figures": []}

    assert told(points=[FIRST, LAST, new]) == ("Ajouté à l’ordre du jour : « Bilan ».",)
    assert told(points=[FIRST]) == ("Retiré de l’ordre du jour : « Tour de table ».",)
    assert told(points=[LAST, FIRST]) == ("Les points de l’ordre du jour changent d’ordre.",)
    assert told(points=[{**FIRST, "brief": "Huit."}, LAST]) == (
        "Présentation mise à jour : « Demandes ».",
    )
    assert told(points=[{**FIRST, "figures": [["Reçues", "8"]]}, LAST]) == (
        "Présentation mise à jour : « Demandes ».",
    )
    assert told(points=[new, FIRST, LAST])[0].startswith("Ajouté")


def test_pieces_come_go_and_are_replaced() -> None:
    map_, other = {"name": "Carte", "sha256": "bb"}, {"name": "Plan", "sha256": "cc"}

    assert told(pieces=[map_]) == ("Pièces remplacées : « Carte ».",)
    assert told(pieces=[*CONTENT["pieces"], other]) == ("Pièces ajoutées : « Plan ».",)
    assert told(pieces=[]) == ("Pièces retirées : « Carte ».",)


def test_whoever_is_only_heard_learns_when_and_where_alone() -> None:
    after = {**CONTENT, "where": "Salle Durance", "points": [FIRST], "pieces": []}

    assert practical_changes(CONTENT, after) == changes(
        CONTENT, {**CONTENT, "where": "Salle Durance"}
    )
    assert len(changes(CONTENT, after)) == 3


def test_restricted_points_are_masked_whole() -> None:
    points = [{**FIRST, "is_restricted": True}, {**LAST, "is_restricted": False}]

    shown = without_restricted({**CONTENT, "points": points})["points"]

    assert (shown[0]["title"], shown[0]["brief"], shown[0]["figures"]) == (RESTRICTED, "", [])
    assert shown[1] == points[1]


PLAIN = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers(), max_size=5)


@given(PLAIN, PLAIN)
def test_one_fingerprint_for_one_content(one: dict[str, object], other: dict[str, object]) -> None:
    """Property (g): what was closed keeps its fingerprint, whatever the order of the keys."""
    assert fingerprint(one) == fingerprint(dict(reversed(one.items())))
    assert (fingerprint(one) == fingerprint(other)) is (one == other)


def test_the_fingerprint_is_that_of_the_words_as_they_are_written_and_never_moves() -> None:
    """What was sent years ago is compared to this one: its form is frozen, accents included."""
    written = '{"form":"Salle à l’étage","when":1}'.encode()

    assert (
        fingerprint({"when": 1, "form": "Salle à l’étage"}) == hashlib.sha256(written).hexdigest()
    )


def test_the_pieces_of_a_restricted_point_are_not_for_those_who_are_heard() -> None:
    """Each by the rank of its point, counted from one; those of the whole meeting stay."""
    content = {
        **CONTENT,
        "points": [
            {**FIRST, "is_restricted": True},
            {**LAST, "is_restricted": False},
        ],
        "pieces": [
            {"name": "Du point réservé", "point": 1},
            {"name": "Du point ouvert", "point": 2},
            {"name": "De la séance"},
        ],
    }

    left = [one["name"] for one in without_restricted(content)["pieces"]]

    assert left == ["Du point ouvert", "De la séance"]


def test_the_annex_does_not_name_the_demand_of_a_restricted_point() -> None:
    points = [{**FIRST, "is_restricted": True}, {**LAST, "is_restricted": False}]

    shown = without_restricted({**CONTENT, "points": points}, {"D-04-26-0001"})

    assert shown["cases"] == [["D-04-26-0002", "Rouvrir le gîte"]]
