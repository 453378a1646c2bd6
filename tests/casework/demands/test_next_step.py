from datetime import date

import pytest

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.next_step import Side, Situation, holder_of, next_step

TODAY = date(2026, 3, 10)
SIDES: tuple[Side, ...] = ("APPLICANT", "DESK", "OTHER")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("status", DemandStatus.values)
def test_every_stage_tells_everybody_what_comes_next(status: str, side: Side) -> None:
    step = next_step(Situation(status), seen_by=side, today=TODAY)

    assert step.title and step.sentence.endswith(".")
    assert "{" not in step.sentence
    assert step.owner or step.is_over


@pytest.mark.parametrize("status", DemandStatus.values)
def test_only_the_holder_has_a_button(status: str) -> None:
    step = next_step(Situation(status), seen_by="OTHER", today=TODAY)

    assert step.deed == "" and step.button == ""


def test_only_finished_demands_have_no_holder() -> None:
    over = {s for s in DemandStatus.values if holder_of(s) == "–"}

    assert over == {"DECLINED", "CLOSED"}


def test_names_the_officer() -> None:
    step = next_step(Situation("ACKNOWLEDGED", officer="Bruno"), seen_by="APPLICANT", today=TODAY)

    assert step.owner == "Le guichet (Bruno)"


def test_says_vous_to_the_applicant_and_gives_the_day() -> None:
    situation = Situation("RETURNED", missing_by=date(2026, 4, 1))

    step = next_step(situation, seen_by="APPLICANT", today=TODAY)

    assert (step.owner, step.deed) == ("Vous", "complete")
    assert "avant le 1er avril 2026" in step.sentence


def test_says_since_when_a_complement_is_late() -> None:
    situation = Situation("RETURNED", missing_by=date(2026, 3, 1))

    step = next_step(situation, seen_by="DESK", today=TODAY)

    assert "attendu depuis le 1er mars 2026" in step.sentence


def test_the_ball_comes_back_to_the_desk_when_the_provider_has_answered() -> None:
    waiting = Situation("REFERRED")
    answered = Situation("REFERRED", is_answered=True)

    assert next_step(waiting, seen_by="DESK", today=TODAY).holder == "PROVIDER"
    assert next_step(answered, seen_by="DESK", today=TODAY).holder == "DESK"
    assert holder_of("REFERRED", is_answered=True) == "Le guichet"


@pytest.mark.parametrize("side", SIDES)
def test_the_ball_comes_back_to_the_desk_when_the_support_has_ended(side: Side) -> None:
    step = next_step(Situation("SUPPORTED", is_answered=True), seen_by=side, today=TODAY)

    assert (step.holder, step.title) == ("DESK", "Conclure avec la collectivité")
    assert "terminé" in step.sentence
    assert step.button == ("Voir l’accompagnement" if side == "DESK" else "")
