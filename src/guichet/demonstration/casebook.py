"""The story of one demand, from its first line to the end of its support."""

import random
from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import Complexity, DeclineReason, MessageAudience
from guichet.casework.demands.models import Demand
from guichet.casework.matching import actions as matching
from guichet.casework.matching.choices import RefusalReason, Verdict
from guichet.casework.matching.models import Proposal, Referral, Run
from guichet.casework.support import actions as supports
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.models import Organisation
from guichet.reference.funding import actions as funding
from guichet.reference.funding.choices import LineKind, LineStatus
from guichet.reference.funding.models import FundingPlan
from guichet.reference.policies.models import Enrolment, StrategicOrientation
from guichet.reference.territories.models import Territory

from .projects import Project
from .stage import Stage, later

STEPS = (
    ("Visite, diagnostic et scénarios", 120),
    ("Remise du programme et du plan de financement", 240),
)
TRIED = (
    "",
    "Nous en avons parlé au conseil départemental, sans suite écrite.",
    "Un bureau d’études a remis un devis que la commune ne peut pas payer.",
    "L’intercommunalité a été sollicitée : elle n’a pas d’ingénieur disponible.",
)


def case_story(
    stage: Stage, rng: random.Random, requester: Organisation, project: Project, start: datetime
) -> Iterator[datetime]:
    """One demand. The dice are thrown in a fixed order, so that the same seed tells the same."""
    clerk = stage.clerk_of(requester)
    at = later(start, rng, 0, 3)
    yield at
    demand = demands.start_draft(requester, by=clerk, at=at)
    answers = answers_about(rng, stage, requester, project)
    fate = rng.random()
    if fate < 0.03:
        demands.save_draft(demand, answers, by=clerk, at=at)
        return  # left as a draft
    at += timedelta(minutes=rng.randint(5, 40))
    yield at
    demands.submit(demand, fields=answers, by=clerk, at=at)
    at = later(at, rng, 1, 4)
    yield at
    demands.acknowledge(demand, officer=stage.officer_person, by=stage.officer, at=at)
    if rng.random() < 0.15:
        at = later(at, rng, 1, 5)
        yield at
        at = yield from _completed(stage, rng, demand, clerk, at)
    at = later(at, rng, 2, 9)
    yield at
    if fate < 0.12:
        reason = rng.choice([DeclineReason.OUT_OF_SCOPE, DeclineReason.ABANDONED])
        note = "Nous vous avons indiqué par téléphone à qui vous adresser."
        demands.decline(demand, reason=reason, note=note, by=stage.officer, at=at)
        return
    qualify(stage, rng, demand, project, at)
    yield from _referred(stage, rng, demand, project, at)


def answers_about(
    rng: random.Random, stage: Stage, requester: Organisation, project: Project
) -> dict[str, object]:
    """What a town hall types in the form."""
    return {
        "commune": _commune_of(requester),
        "title": project.title,
        "description": project.description,
        "expected_help": f"{project.expected_help}.",
        "already_tried": rng.choice(TRIED),
        "budget": project.budget,
        "theme_hint": stage.themes[project.theme],
        "contact_name": f"Secrétariat – {requester.name}"[:150],
        "contact_title": "secrétaire de mairie",
        "contact_email": stage.clerk_of(requester).email,
        "contact_phone": "04 92 00 00 00",
    }


def _commune_of(requester: Organisation) -> Territory:
    place = Territory.objects.get(pk=requester.territory_id)
    if place.kind == "COMMUNE":
        return place
    inside = Territory.objects.inside(place).of_department("04")
    return inside.order_by("-population", "pk")[0]


def _completed(
    stage: Stage, rng: random.Random, demand: Demand, clerk: User, at: datetime
) -> Generator[datetime, None, datetime]:
    missing = "La délibération du conseil municipal et un plan de situation."
    expected = local_day(at) + timedelta(days=30)
    demands.send_back(demand, missing=missing, expected_by=expected, by=stage.officer, at=at)
    at = later(at, rng, 4, 20)
    yield at
    answer = "Voici la délibération et le plan demandés."
    demands.complete(demand, answer=answer, by=clerk, at=at)
    return at


def qualify(
    stage: Stage, rng: random.Random, demand: Demand, project: Project, at: datetime
) -> None:
    """What the desk settles, from what the table of projects says."""
    wanted = StrategicOrientation.objects.of_department("04").adopted().order_by("number")
    enrolled = (
        Enrolment.objects.in_force(local_day(at))
        .filter(territory=demand.commune_id)
        .select_related("programme")
        .order_by("programme_id")
        .first()
    )
    demands.qualify(
        demand,
        theme=stage.themes[project.theme],
        engineering_types=list(project.types),
        phase=project.phase,
        complexity=project.complexity,
        programme=enrolled.programme if enrolled else None,
        orientations=list(wanted)[: rng.randint(1, 2)],
        is_urgent=rng.random() < 0.1,
        note="Projet utile au bassin de vie ; la commune n’a pas d’ingénieur.",
        by=stage.officer,
        at=at,
    )


def _referred(
    stage: Stage, rng: random.Random, demand: Demand, project: Project, at: datetime
) -> Iterator[datetime]:
    at = later(at, rng, 1, 7)
    yield at
    run = matching.run(demand, by=stage.officer, at=at)
    for proposal in candidates(run):
        referral = matching.refer(
            demand,
            offer=proposal.offer,
            message="Pouvez-vous accompagner cette commune ?",
            by=stage.officer,
            at=at,
        )
        engineer = stage.engineer_of(referral.provider)
        at = later(at, rng, 3, 18)
        yield at
        if rng.random() < 0.22:
            reason = rng.choice([RefusalReason.NO_CAPACITY, RefusalReason.BETTER_PLACED])
            matching.refuse_referral(referral, reason=reason, by=engineer, at=at)
            at = later(at, rng, 1, 5)
            yield at
            continue
        matching.accept_referral(referral, note="Nous prenons contact.", by=engineer, at=at)
        if project.complexity == Complexity.SIMPLE:
            yield from _advised(stage, rng, demand, at)
        else:
            yield from _supported(stage, rng, referral, project, engineer, at)
        return
    at = later(at, rng, 15, 60)
    yield at
    note = "Aucune structure ne peut vous aider aujourd’hui ; la veille du guichet continue."
    demands.decline(demand, reason=DeclineReason.NO_SUPPLY, note=note, by=stage.officer, at=at)


def _advised(stage: Stage, rng: random.Random, demand: Demand, at: datetime) -> Iterator[datetime]:
    """A simple project needs an advice, not a support."""
    at = later(at, rng, 20, 70)
    yield at
    because = "Le conseil donné sur place suffit à la commune."
    demands.close(demand, because=because, by=stage.officer, at=at)


def candidates(run: Run) -> list[Proposal]:
    """The first offer of each provider that can help, nearest first."""
    eligible = run.proposals.filter(verdict=Verdict.ELIGIBLE).for_page()
    seen: set[int] = set()
    kept = []
    for proposal in eligible:
        if proposal.offer.provider_id not in seen:
            seen.add(proposal.offer.provider_id)
            kept.append(proposal)
    return kept[:4]


def _supported(
    stage: Stage,
    rng: random.Random,
    referral: Referral,
    project: Project,
    engineer: User,
    at: datetime,
) -> Iterator[datetime]:
    demand = referral.demand
    at = later(at, rng, 3, 14)
    yield at
    support = supports.open_support(
        referral,
        objective=f"{project.expected_help}, pour décider en conseil municipal.",
        ends_on=local_day(at) + timedelta(days=300),
        total_cost=project.budget,
        by=stage.officer,
        at=at,
    )
    steps = [
        supports.add_step(
            support, title=title, due_on=local_day(at) + timedelta(days=days),
            by=stage.officer, at=at,
        )
        for title, days in (STEPS if rng.random() < 0.5 else STEPS[1:])
    ]  # fmt: skip
    _fund(stage, rng, support.plan, project.budget, at)
    at = later(at, rng, 5, 25)
    yield at
    supports.start(support, by=engineer, at=at)
    if rng.random() < 0.3:
        demands.write_message(
            demand,
            audience=MessageAudience.APPLICANT,
            body="Bonjour, nous vous proposons une première visite la semaine prochaine.",
            by=engineer,
            at=at + timedelta(minutes=10),
        )
    for step in steps:
        at = later(at, rng, 60, 190)
        yield at
        supports.finish_step(step, done_on=local_day(at), by=engineer, at=at)
    if rng.random() < 0.06:
        because = "La commune a renoncé à son projet."
        supports.abandon(support, because=because, by=stage.officer, at=at)
        at = later(at, rng, 3, 15)
        yield at
        demands.close(demand, because=because, by=stage.officer, at=at)
        return
    at = later(at, rng, 5, 20)
    yield at
    outcome = "La commune dispose d’un programme chiffré et d’un plan de financement."
    supports.deliver(support, outcome=outcome, by=engineer, at=at)
    at = later(at, rng, 10, 40)
    yield at
    demands.close(demand, because="L’accompagnement est livré.", by=stage.officer, at=at)


def _fund(stage: Stage, rng: random.Random, plan: FundingPlan, cost: Decimal, at: datetime) -> None:
    """Own share and State; one plan in six misses the 20 %."""
    own = Decimal("0.15") if rng.random() < 0.17 else Decimal(rng.choice(["0.20", "0.25", "0.30"]))
    lines = (
        (LineKind.OWN, "Commune", own, LineStatus.GRANTED),
        (LineKind.PUBLIC, "État – DETR", 1 - own, LineStatus.REQUESTED),
    )
    for kind, label, share, status in lines:
        amount = (cost * share).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        funding.add_line(
            plan, kind=kind, label=label, amount=amount, status=status, by=stage.officer, at=at
        )
