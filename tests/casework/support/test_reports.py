"""The paragraph that presents a support to the committee."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.support import reports
from guichet.casework.support.reports import SupportFacts, describe


def facts(**changes):
    usual = {
        "commune": "Banon",
        "requester": "Commune de Banon",
        "title": "Requalification de la place",
        "lead": "IT04",
        "status": "RUNNING",
        "total_cost": Decimal(200000),
        "covered": Decimal(120000),
        "granted": Decimal(20000),
        "steps": 3,
        "steps_done": 1,
        "current_step": "Avant-projet",
        "current_due_on": date(2026, 6, 1),
    }
    return SupportFacts(**{**usual, **changes})


def told(**changes):
    return describe(facts(**changes)).replace("\u00a0", " ").replace("\u202f", " ")


def test_says_place_object_lead_step_and_money():
    assert told() == (
        "Commune de Banon : Requalification de la place. Chef de file : IT04. En cours ; étape "
        "en cours : Avant-projet, prévue le 1er juin 2026 (1 faite sur 3). Financement : "
        "120 000 € inscrits sur 200 000 €, dont 20 000 € accordés, 80 000 € à trouver."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_late": True}, "prévue le 1er juin 2026, en retard (1 faite sur 3)."),
        ({"current_due_on": None}, "étape en cours : Avant-projet (1 faite sur 3). Financement"),
        ({"current_step": "", "steps_done": 3}, "En cours ; toutes les étapes sont faites."),
        ({"current_step": "", "steps": 0, "steps_done": 0}, "En cours ; aucune étape prévue."),
        ({"steps_done": 2}, "(2 faites sur 3)"),
        ({"status": "OPEN", "steps_done": 0}, "Pas encore démarré ; première étape : Avant-projet"),
        (
            {"status": "DELIVERED", "ended_on": date(2026, 9, 1)},
            "Accompagnement livré le 1er septembre 2026.",
        ),
        ({"status": "ABANDONED"}, "Accompagnement abandonné."),
        ({"total_cost": Decimal(0), "covered": Decimal(0)}, "Financement : à préciser."),
        ({"covered": Decimal(0), "granted": Decimal(0)}, "coût de 200 000 €, aucun financement"),
        ({"total_cost": Decimal(0)}, "120 000 € inscrits, dont 20 000 € accordés, coût à préciser"),
        ({"covered": Decimal(200000)}, "200 000 € réunis, dont 20 000 € accordés."),
        ({"covered": Decimal(250000)}, "250 000 € inscrits pour un coût de 200 000 €"),
        ({"requester": "CC Haute-Provence"}, "CC Haute-Provence, à propos de Banon :"),
        ({"commune": ""}, "Commune de Banon :"),
        ({"title": "Rénover l’école."}, "Rénover l’école. Chef de file"),
    ],
)
def test_says_it_in_every_case(changes, words):
    assert words in told(**changes)


@given(
    status=st.sampled_from(["OPEN", "RUNNING", "DELIVERED", "ABANDONED"]),
    cost=st.integers(min_value=0, max_value=10**9),
    covered=st.integers(min_value=0, max_value=10**9),
    steps=st.integers(min_value=0, max_value=5),
)
def test_is_always_four_whole_sentences(status, cost, covered, steps):
    paragraph = told(
        status=status, total_cost=Decimal(cost), covered=Decimal(covered), steps=steps,
        steps_done=0, current_step="Diagnostic" if steps else "",
    )  # fmt: skip

    assert paragraph.endswith(".")
    assert ".." not in paragraph
    assert "None" not in paragraph


def test_is_pure():
    tree = ast.parse(Path(reports.__file__).read_text())
    names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]

    assert not any("django" in name or "models" in name for name in names)
