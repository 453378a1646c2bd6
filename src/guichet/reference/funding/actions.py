"""Everything that can happen to a funding plan: one function, one move, one transaction.

The plan row is the lock: two people at once on the same plan come one after the other. Whoever
owns the plan (the support) says whether it may still change.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.money import LARGEST
from guichet.foundations.toolkit.text import NBSP, euros
from guichet.reference.directory.models import Organisation

from .choices import LineStatus, OwnShareException
from .models import FundingLine, FundingPlan


class PlanRefused(DomainError):
    """The plan cannot take this change."""


@transaction.atomic
def create_plan(
    *,
    total_cost: Decimal | None,
    by: User | None,
    at: datetime,
    department_code: str = "",
    case_key: str = "",
) -> FundingPlan:
    """Begin a plan; the cost may still be unknown, and is then zero."""
    plan = FundingPlan.objects.create(
        total_cost=_cost(total_cost), department_code=department_code, case_key=case_key
    )
    record(
        by=by,
        action="funding.create_plan",
        target=plan,
        at=at,
        total_cost=str(plan.total_cost),
        amount_label=euros(plan.total_cost),
    )
    return plan


@transaction.atomic
def set_plan(
    plan: FundingPlan,
    *,
    total_cost: Decimal | None,
    exception: str,
    exception_reason: str,
    by: User | None,
    at: datetime,
    version: int | None = None,
) -> None:
    """Change the cost and the exception; `version` is that of the page the person was reading."""
    _lock(plan)
    if version is not None and version != plan.version:
        raise PlanRefused(
            "Le plan de financement a été modifié par quelqu’un d’autre pendant votre saisie. "
            "Relisez les valeurs actuelles, puis enregistrez à nouveau."
        )
    if exception != OwnShareException.NONE and not exception_reason.strip():
        raise PlanRefused(
            "Indiquez le motif de l’exception, par exemple la date de l’arrêté du préfet."
        )
    before = _settings(plan)
    plan.total_cost = _cost(total_cost)
    plan.exception = exception
    plan.exception_reason = exception_reason.strip()
    after = _settings(plan)
    if before == after:
        return
    plan.version += 1
    plan.save()
    record(
        by=by,
        action="funding.set_plan",
        target=plan,
        at=at,
        changes={key: [before[key], after[key]] for key in after if before[key] != after[key]},
        amount_label=euros(plan.total_cost),
    )


@transaction.atomic
def add_line(
    plan: FundingPlan,
    *,
    kind: str,
    label: str,
    amount: Decimal,
    status: str = LineStatus.PLANNED,
    funder: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> FundingLine:
    """Add who pays and how much. The very same line twice is a double click, and is refused."""
    _lock(plan)
    told = label.strip() or (funder.short_name if funder else "")
    if not told:
        raise PlanRefused("Indiquez le financeur ou le dispositif de cette ligne.")
    if not Decimal(0) < amount <= LARGEST:
        raise PlanRefused("Le montant d’une ligne doit être supérieur à zéro.")
    facts = {"kind": kind, "label": told, "amount": amount, "status": status, "funder": funder}
    if plan.lines.filter(**facts).exists():
        raise PlanRefused(
            f"La ligne «{NBSP}{told}{NBSP}» de {euros(amount)} est déjà dans le plan. "
            "S’il s’agit d’une autre aide, donnez-lui un intitulé différent."
        )
    line = FundingLine.objects.create(plan=plan, **facts)
    record(
        by=by,
        action="funding.add_line",
        target=plan,
        at=at,
        kind=kind,
        label=told,
        amount=str(amount),
        amount_label=euros(amount),
        status=status,
    )
    return line


@transaction.atomic
def change_line(line: FundingLine, *, status: str, by: User | None, at: datetime) -> None:
    """Follow a grant: planned, requested, granted or refused. Saying it again changes nothing."""
    _lock(line.plan)
    line.refresh_from_db()
    before = line.status
    if before == status:
        return
    line.status = status
    line.save(update_fields=["status"])
    record(
        by=by,
        action="funding.change_line",
        target=line.plan,
        at=at,
        changes={"status": [before, status]},
        label=line.label,
        amount_label=euros(line.amount),
        status_label=str(LineStatus(status).label).lower(),
    )


@transaction.atomic
def remove_line(line: FundingLine, *, by: User | None, at: datetime) -> None:
    """Take a line out; its amount stays in the history."""
    plan = line.plan
    _lock(plan)
    deleted, _ = plan.lines.filter(pk=line.pk).delete()
    if not deleted:
        raise PlanRefused("Cette ligne a déjà été retirée du plan.")
    record(
        by=by,
        action="funding.remove_line",
        target=plan,
        at=at,
        label=line.label,
        amount=str(line.amount),
        amount_label=euros(line.amount),
    )


def _lock(plan: FundingPlan) -> None:
    lock_afresh(plan)


def _cost(total_cost: Decimal | None) -> Decimal:
    cost = total_cost or Decimal(0)
    if not Decimal(0) <= cost <= LARGEST:
        raise PlanRefused("Le coût total doit être un montant positif de dix chiffres au plus.")
    return cost


def _settings(plan: FundingPlan) -> dict[str, str]:
    return {
        "total_cost": str(plan.total_cost.quantize(Decimal("0.01"))),
        "exception": plan.exception,
        "exception_reason": plan.exception_reason,
    }
