"""A demand at any stage of its life, brought there by its own actions."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from guichet.casework.demands import actions
from guichet.casework.demands.choices import Complexity, DeclineReason, DemandStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import PARIS, local_day
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.territories.models import Territory
from tests.people import People
from tests.world import World

S = DemandStatus
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=PARIS)
A_PDF = b"%PDF-1.4\n%%EOF\n"


def make_demand(
    world: World,
    people: People,
    *,
    stage: str = S.SUBMITTED,
    at: datetime = NOW,
    title: str = "Rénover l’ancienne école en logements",
    requester: Organisation | None = None,
    commune: Territory | None = None,
    author: User | None = None,
) -> Demand:
    """By default: Anne, of Banon, has just deposited it; Bruno carries it to `stage`."""
    author = author or people.anne
    demand = actions.start_draft(requester or world.banon_hall, by=author, at=at)
    actions.save_draft(demand, answers(commune or world.banon, title=title), by=author, at=at)
    for deed in _PATHS[S(stage)]:
        deed(demand, world, people, author, at)
    return demand


def answers(commune: Territory, **changes: object) -> dict[str, object]:
    """A complete intake form."""
    given: dict[str, object] = {
        "title": "Rénover l’ancienne école en logements",
        "commune": commune,
        "description": "L’école est vide depuis 2019 et le toit fuit.",
        "expected_help": "Savoir par où commencer et avec quel financement.",
        "contact_name": "Anne",
        "contact_email": "anne@example.fr",
    }
    return {**given, **changes}


def typed(**changes: str) -> dict[str, str]:
    """The same form, as a browser sends it."""
    given = {
        "title": "Rénover l’ancienne école en logements",
        "commune": "Banon (04018)",
        "theme_hint": "HABITAT",
        "description": "L’école est vide depuis 2019 et le toit fuit.",
        "expected_help": "Savoir par où commencer et avec quel financement.",
        "already_tried": "",
        "budget": "12 500,50 €",
        "wanted_by": "",
        "contact_name": "Anne",
        "contact_title": "secrétaire de mairie",
        "contact_email": "anne@example.fr",
        "contact_phone": "04 92 00 00 00",
    }
    return {**given, **changes}


def pdf(name: str = "plan.pdf", content: bytes = A_PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def _submit(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.submit(d, by=author, at=at)


def _acknowledge(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.acknowledge(d, officer=None, by=people.bruno, at=at)


def _send_back(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    soon = local_day(at) + timedelta(days=15)
    actions.send_back(d, missing="Le plan de situation.", expected_by=soon, by=people.bruno, at=at)


def _qualify(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.qualify(
        d,
        theme=world.habitat,
        engineering_types=[EngineeringType.TECHNICAL],
        phase=Phase.DESIGN,
        complexity=Complexity.MODERATE,
        programme=world.pvd,
        by=people.bruno,
        at=at,
    )


def _refer(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.refer(d, provider=world.it04, by=people.bruno, at=at)


def _support(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.support(d, by=people.bruno, at=at)


def _decline(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.decline(
        d,
        reason=DeclineReason.DUPLICATE,
        note="La même demande est déjà suivie.",
        by=people.bruno,
        at=at,
    )


def _close(d: Demand, world: World, people: People, author: User, at: datetime) -> None:
    actions.close(d, because="L’étude est rendue.", by=people.bruno, at=at)


_QUALIFIED = (_submit, _acknowledge, _qualify)
_PATHS = {
    S.DRAFT: (),
    S.SUBMITTED: (_submit,),
    S.ACKNOWLEDGED: (_submit, _acknowledge),
    S.RETURNED: (_submit, _acknowledge, _send_back),
    S.QUALIFIED: _QUALIFIED,
    S.REFERRED: (*_QUALIFIED, _refer),
    S.SUPPORTED: (*_QUALIFIED, _refer, _support),
    S.DECLINED: (_submit, _decline),
    S.CLOSED: (*_QUALIFIED, _refer, _support, _close),
}
