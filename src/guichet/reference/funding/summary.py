"""A funding plan ready to be shown: its lines, its total, and what the rules say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation, OrganisationQuerySet

from .models import FundingLine, FundingPlan
from .rules import Finding, check_plan, rules_on

_OWNERS: dict[str, str] = {
    OrganisationKind.COMMUNE: "La commune",
    OrganisationKind.EPCI: "L’intercommunalité",
    OrganisationKind.DEPARTMENT_COUNCIL: "Le Département",
    OrganisationKind.REGION_COUNCIL: "La Région",
    OrganisationKind.SYNDICATE: "Le syndicat",
}

# Who may bear a line. Communes and intercommunalities are hundreds: their names are typed.
_FUNDERS = (
    OrganisationKind.FUNDER,
    OrganisationKind.NATIONAL_AGENCY,
    OrganisationKind.NATIONAL_OPERATOR,
    OrganisationKind.PREFECTURE,
    OrganisationKind.STATE_SERVICE,
    OrganisationKind.REGION_COUNCIL,
    OrganisationKind.DEPARTMENT_COUNCIL,
    OrganisationKind.NATURE_PARK,
    OrganisationKind.LAND_AGENCY,
)


@dataclass(frozen=True)
class PlanSummary:
    plan: FundingPlan
    lines: Sequence[FundingLine]
    covered: Decimal
    findings: tuple[Finding, ...]


def summarise(
    plan: FundingPlan, lines: Sequence[FundingLine], *, owner: Organisation, on: date
) -> PlanSummary:
    """The plan under the rules in force that day; asks no query beyond the lines given."""
    facts = plan.facts(lines, owner=owner_label(owner))
    return PlanSummary(
        plan=plan,
        lines=lines,
        covered=sum((line.amount for line in facts.counted), Decimal(0)),
        findings=check_plan(facts, rules_on(on)),
    )


def owner_label(owner: Organisation) -> str:
    """How a sentence begins when the owner is its subject: « La commune »."""
    return _OWNERS.get(owner.kind, "Le maître d’ouvrage")


def possible_funders(department_id: str, *, on: date) -> OrganisationQuerySet:
    """The national and departmental bodies that a line may name."""
    national = Organisation.objects.filter(department=None)
    local = Organisation.objects.filter(department=department_id)
    return (national | local).living(on).filter(kind__in=_FUNDERS).for_index()
