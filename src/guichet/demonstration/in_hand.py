"""What is on the desk today: one demand at least at every stage, whatever the day of the visit."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.casework.matching import actions as matching
from guichet.casework.matching.correspondents import people_of
from guichet.casework.matching.models import Proposal
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.models import Organisation

from .casebook import answers_about, candidates, qualify
from .projects import Project
from .stage import Stage, later

MISSING = "Le plan de situation, et la date du prochain conseil municipal."

OPINION = "L’ordre des travaux envisagé convient-il, et que faut-il vérifier avant ?"


@dataclass(frozen=True)
class InHand:
    """A demand that stops at a stage; begun that many days before the visit."""

    commune: str
    project: str
    stage: str
    days_ago: int


# Two weeks of a desk: what arrived, what is being read, what waits for somebody.
DESK = (
    InHand("04018", "Pont du chemin des moulins", S.DRAFT, 3),
    InHand("04049", "Mise en accessibilité des bâtiments publics", S.SUBMITTED, 5),
    InHand("04166", "Remparts et chemins de ronde", S.SUBMITTED, 6),
    InHand("04173", "Halle de marché couverte", S.ACKNOWLEDGED, 9),
    InHand("04205", "Cours d’école fraîche et plantée", S.ACKNOWLEDGED, 12),
    InHand("04018", "Rouvrir l’épicerie et le café", S.RETURNED, 16),
    InHand("04019", "Voie verte entre deux villages", S.QUALIFIED, 18),
    InHand("04226", "Atlas de la biodiversité communale", S.QUALIFIED, 20),
    InHand("04094", "Traversée apaisée du village", S.REFERRED, 26),
    InHand("04039", "Éclairage public sobre", S.REFERRED, 29),
)


def in_hand_story(
    stage: Stage, rng: random.Random, told: InHand, requester: Organisation, project: Project,
    until: datetime,
) -> Iterator[datetime]:  # fmt: skip
    """The ordinary beginning of a demand, left where the visitor can take it over."""
    clerk = stage.clerk_of(requester)
    at = later(until - timedelta(days=told.days_ago), rng, 0, 0)
    yield at
    demand = demands.start_draft(requester, by=clerk, at=at)
    answers = answers_about(rng, stage, requester, project)
    if told.stage == S.DRAFT:
        demands.save_draft(demand, answers, by=clerk, at=at)
        return
    at += timedelta(minutes=20)
    demands.submit(demand, fields=answers, by=clerk, at=at)
    if told.stage == S.SUBMITTED:
        return
    at = later(at, rng, 1, 1)
    yield at
    demands.acknowledge(demand, officer=stage.officer_person, by=stage.officer, at=at)
    if told.stage == S.ACKNOWLEDGED:
        return
    at = later(at, rng, 2, 4)
    yield at
    if told.stage == S.RETURNED:
        by = local_day(at) + timedelta(days=30)
        demands.send_back(demand, missing=MISSING, expected_by=by, by=stage.officer, at=at)
        return
    qualify(stage, rng, demand, project, at)
    if told.stage == S.QUALIFIED:
        return
    at = later(at, rng, 1, 3)
    yield at
    run = matching.run(demand, by=stage.officer, at=at)
    asked = candidates(run)
    for proposal in asked[:1]:
        matching.refer(
            demand, offer=proposal.offer, message="Pouvez-vous aider cette commune ?",
            by=stage.officer, at=at,
        )  # fmt: skip
    _ask_opinion(stage, demand, asked[1:2], at)


def _ask_opinion(stage: Stage, demand: Demand, asked: list[Proposal], at: datetime) -> None:
    """Of the next structure on the list, when somebody there can be written to."""
    for proposal in asked:
        provider = proposal.offer.provider
        if people_of(provider, on=local_day(at)):
            matching.ask_opinion(
                demand, provider=provider, question=OPINION,
                due_on=local_day(at) + timedelta(days=21), by=stage.officer, at=at,
            )  # fmt: skip
