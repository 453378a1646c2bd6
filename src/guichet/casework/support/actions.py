"""Everything that can happen to a support: one function, one move, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). The funding plan is written here too, through the actions of `funding`,
because only the support knows whether its plan may still change.

A step or a line that is added sends no letter: a plan typed in ten minutes would send ten.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.models import Demand
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.models import Referral
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import NBSP
from guichet.reference.directory.models import Organisation
from guichet.reference.funding import actions as funding_actions
from guichet.reference.funding.choices import LineKind
from guichet.reference.funding.models import FundingLine

from . import notifications
from .correspondents import to_tell
from .models import Step, Support
from .workflow import WORKFLOW


class SupportRefused(DomainError):
    """The support cannot take this change."""


@transaction.atomic
def open_support(
    referral: Referral,
    *,
    objective: str,
    ends_on: date | None,
    total_cost: Decimal | None,
    by: User | None,
    at: datetime,
) -> Support:
    """Begin the help that an accepted referral promised; the demand becomes supported with it."""
    demand = Demand.objects.select_for_update(of=("self",)).get(pk=referral.demand_id)
    lock_afresh(referral)
    _check_opening(referral, objective=objective, ends_on=ends_on, today=local_day(at))
    # A second provider may come to help on a demand that is supported already.
    demand_actions.support(demand, by=by, at=at)
    plan = funding_actions.create_plan(
        total_cost=total_cost,
        department_code=demand.department_code,
        case_key=demand.case_key,
        by=by,
        at=at,
    )
    support = Support.objects.create(
        demand=demand,
        referral=referral,
        lead_provider=referral.provider,
        objective=objective.strip(),
        plan=plan,
        opened_at=at,
        ends_on=ends_on,
    )
    record(
        by=by,
        action="support.open_support",
        target=support,
        at=at,
        lead=support.lead_provider.name,
    )
    notify(to_tell(support, on=local_day(at), but=by), notifications.opened(support), at=at)
    return support


@transaction.atomic
def start(support: Support, *, by: User | None, at: datetime) -> None:
    """The work begins."""
    with moving(support, WORKFLOW, "start", by=by, at=at):
        pass
    notify(to_tell(support, on=local_day(at), but=by), notifications.started(support), at=at)


@transaction.atomic
def add_step(
    support: Support,
    *,
    title: str,
    due_on: date | None,
    done_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Step:
    """Plan one more stage; one that is behind us must say that it is done."""
    _lock_under_way(support)
    today = local_day(at)
    told = title.strip()
    if not told:
        raise SupportRefused("Indiquez l’intitulé de l’étape.")
    if done_on is not None:
        _check_done(done_on, today=today)
    elif due_on is not None and due_on < today:
        raise SupportRefused(
            f"Le {long_date(due_on)} est déjà passé. Indiquez une date à venir, ou la date à "
            "laquelle l’étape a été faite."
        )
    if support.steps.filter(title=told, due_on=due_on, done_on=done_on).exists():
        raise SupportRefused(f"L’étape «{NBSP}{told}{NBSP}» existe déjà à cette date.")
    step = Step.objects.create(
        support=support,
        rank=_next_rank(support),
        title=told,
        due_on=due_on,
        done_on=done_on,
    )
    record(
        by=by,
        action="support.add_step",
        target=support,
        at=at,
        title=told,
        due_label=f" pour le {long_date(due_on)}" if due_on else "",
    )
    return step


@transaction.atomic
def finish_step(step: Step, *, done_on: date, by: User | None, at: datetime) -> None:
    """Say that a stage is done; the second person to say so is told."""
    support = step.support
    _lock_under_way(support)
    step.refresh_from_db()
    step.support = support
    if step.done_on is not None:
        raise SupportRefused(
            f"L’étape «{NBSP}{step.title}{NBSP}» est déjà notée comme faite le "
            f"{long_date(step.done_on)}."
        )
    _check_done(done_on, today=local_day(at))
    step.done_on = done_on
    step.save(update_fields=["done_on"])
    record(
        by=by,
        action="support.finish_step",
        target=support,
        at=at,
        title=step.title,
        done_label=long_date(done_on),
    )
    notify(to_tell(support, on=local_day(at), but=by), notifications.step_finished(step), at=at)


@transaction.atomic
def set_plan(
    support: Support,
    *,
    total_cost: Decimal | None,
    exception: str,
    exception_reason: str,
    version: int | None = None,
    by: User | None,
    at: datetime,
) -> None:
    """Change the cost or the exception of the funding plan, while the support lives."""
    _lock_under_way(support)
    funding_actions.set_plan(
        support.plan,
        total_cost=total_cost,
        exception=exception,
        exception_reason=exception_reason,
        version=version,
        by=by,
        at=at,
    )


@transaction.atomic
def add_line(
    support: Support,
    *,
    kind: str,
    label: str,
    amount: Decimal,
    status: str,
    funder: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> FundingLine:
    """Add a line to the funding plan; the owner's own line bears its name."""
    _lock_under_way(support)
    own = support.demand.requester if kind == LineKind.OWN else None
    return funding_actions.add_line(
        support.plan,
        kind=kind,
        label=label,
        amount=amount,
        status=status,
        funder=own or funder,
        by=by,
        at=at,
    )


@transaction.atomic
def change_line(
    support: Support, line: FundingLine, *, status: str, by: User | None, at: datetime
) -> None:
    """Follow a line from planned to granted or refused."""
    _lock_under_way(support)
    funding_actions.change_line(line, status=status, by=by, at=at)


@transaction.atomic
def remove_line(support: Support, line: FundingLine, *, by: User | None, at: datetime) -> None:
    """Take a line out of the funding plan."""
    _lock_under_way(support)
    funding_actions.remove_line(line, by=by, at=at)


@transaction.atomic
def deliver(support: Support, *, outcome: str, by: User | None, at: datetime) -> None:
    """The help is given; its outcome is what the authority and the committee will read."""
    told = outcome.strip()
    if not told:
        raise SupportRefused("Rédigez le bilan : ce qui a été fait, et ce qui reste à faire.")
    _end(support, "deliver", outcome=told, by=by, at=at)
    notify(to_tell(support, on=local_day(at), but=by), notifications.delivered(support), at=at)


@transaction.atomic
def abandon(support: Support, *, because: str, by: User | None, at: datetime) -> None:
    """Stop before the end, and say why: the authority reads the reason."""
    reason = because.strip()
    if not reason:
        raise SupportRefused("Indiquez pourquoi l’accompagnement s’arrête.")
    _end(support, "abandon", because=reason, by=by, at=at)
    people = to_tell(support, on=local_day(at), but=by)
    notify(people, notifications.abandoned(support, reason), at=at)


def _end(
    support: Support,
    transition: str,
    *,
    outcome: str = "",
    because: str = "",
    by: User | None,
    at: datetime,
) -> None:
    """The last move of a support; when no other one is under way, the desk concludes.

    The demand is locked first, as everywhere in this storey.
    """
    demand = Demand.objects.select_for_update(of=("self",)).get(pk=support.demand_id)
    with moving(support, WORKFLOW, transition, by=by, at=at, because=because):
        support.outcome = outcome
        support.ended_at = at
    if not demand.supports.under_way().exists():
        demand_actions.end_support(demand, by=by, at=at)


def _check_opening(
    referral: Referral, *, objective: str, ends_on: date | None, today: date
) -> None:
    if referral.status != ReferralStatus.ACCEPTED:
        raise SupportRefused(
            f"{referral.provider.name} n’a pas accepté cette demande : l’accompagnement s’ouvre "
            "après son accord."
        )
    if Support.objects.filter(referral=referral).exists():
        raise SupportRefused(
            f"L’accompagnement par {referral.provider.name} est déjà ouvert ; rechargez la page."
        )
    if not objective.strip():
        raise SupportRefused("Indiquez l’objectif de l’accompagnement.")
    if ends_on is not None and ends_on < today:
        raise SupportRefused(
            f"La fin prévue ne peut pas être passée : le {long_date(ends_on)} l’est déjà."
        )


def _lock_under_way(support: Support) -> None:
    """Two people at once come one after the other; a finished support changes no more."""
    lock_afresh(support)
    if not support.is_under_way:
        raise SupportRefused(
            f"L’accompagnement est «{NBSP}{support.get_status_display().lower()}{NBSP}» : il ne "
            "peut plus être modifié."
        )


def _check_done(done_on: date, *, today: date) -> None:
    if done_on > today:
        raise SupportRefused(
            f"Le {long_date(done_on)} n’est pas encore arrivé : indiquez la date à laquelle "
            "l’étape a été faite, au plus tard aujourd’hui."
        )


def _next_rank(support: Support) -> int:
    last = support.steps.order_by("-rank").values_list("rank", flat=True).first()
    return (last or 0) + 1
