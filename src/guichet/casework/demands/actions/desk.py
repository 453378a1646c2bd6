"""The deeds of the desk, from taking charge to closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation, Person
from guichet.reference.policies.models import Programme, StrategicOrientation, Theme

from .. import notifications
from ..choices import DeclineReason, DemandStatus, MessageAudience
from ..correspondents import applicant_to_tell
from ..models import Demand, Qualification
from .conversation import say
from .steps import hold, step

REQUALIFIABLE = frozenset({DemandStatus.QUALIFIED, DemandStatus.REFERRED})


@dataclass(frozen=True)
class Findings:
    """What the desk made of a demand: the facts that the matching engine reads."""

    theme: Theme
    engineering_types: tuple[str, ...]
    phase: str
    complexity: str
    programme: Programme | None = None
    orientations: tuple[StrategicOrientation, ...] = ()
    is_urgent: bool = False
    note: str = ""
    grid: tuple[str, ...] = ()
    # What was already tried and with whom; None leaves what is written.
    tried: str | None = None

    def told(self) -> dict[str, Any]:
        """What the timeline and the figures read in the event."""
        return {
            "theme": self.theme.label,
            "theme_code": self.theme.pk,
            "complexity": str(self.complexity),
            "grid": list(self.grid),
            "programme_code": self.programme.pk if self.programme else "",
        }

    def tried_or(self, written: str) -> str:
        return written if self.tried is None else self.tried


class DeadlinePassed(DomainError):
    """A day by which something is expected cannot be over already."""


class AddresseeUnreachable(DomainError):
    """A demand is never said to be handed over when nothing can be sent."""


class QualificationFixed(DomainError):
    """Once a support runs, the facts that chose it no longer change."""


@transaction.atomic
def acknowledge(demand: Demand, *, officer: Person | None, by: User | None, at: datetime) -> None:
    """Say who follows the demand; without a name it is whoever acts."""
    hold(demand)
    chosen = officer or _person_of(by)
    with step(demand, "acknowledge", by=by, at=at, officer=str(chosen or "le guichet")):
        demand.officer = chosen
    notify(applicant_to_tell(demand), notifications.acknowledged(demand), at=at)


@transaction.atomic
def send_back(
    demand: Demand, *, missing: str, expected_by: date, by: User | None, at: datetime
) -> None:
    """Give the ball to the authority, with the list of what is missing and a day for it."""
    if expected_by < local_day(at):
        raise DeadlinePassed(
            f"Le {long_date(expected_by)} est déjà passé : laissez à la collectivité un délai "
            "à partir d’aujourd’hui."
        )
    hold(demand)
    shown = long_date(expected_by)
    with step(demand, "send_back", by=by, at=at, because=missing, expected_by=shown):
        demand.missing_items = missing
        demand.missing_by = expected_by
        demand.officer = demand.officer or _person_of(by)
    asked = f"Complément demandé avant le {shown} :\n\n{missing}"
    say(demand, audience=MessageAudience.APPLICANT, body=asked, by=by, at=at)
    notify(applicant_to_tell(demand), notifications.sent_back(demand), at=at)


@transaction.atomic
def qualify(
    demand: Demand,
    *,
    theme: Theme,
    engineering_types: Iterable[str],
    phase: str,
    complexity: str,
    programme: Programme | None = None,
    orientations: Iterable[StrategicOrientation] = (),
    is_urgent: bool = False,
    note: str = "",
    grid: Iterable[str] = (),
    tried: str | None = None,
    by: User | None,
    at: datetime,
    version: int | None = None,
) -> None:
    """Write down the facts that the matching engine reads; the demand can then be referred."""
    findings = Findings(
        theme, tuple(engineering_types), phase, complexity, programme, tuple(orientations),
        is_urgent, note, tuple(grid), tried,
    )  # fmt: skip
    hold(demand, by=by, version=version)
    with step(demand, "qualify", by=by, at=at, **findings.told()):
        demand.officer = demand.officer or _person_of(by)
        demand.already_tried = findings.tried_or(demand.already_tried)
    _keep(demand, findings, by=by, at=at)
    notify(applicant_to_tell(demand), notifications.qualified(demand), at=at)


@transaction.atomic
def requalify(
    demand: Demand,
    findings: Findings,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
) -> None:
    """Correct the facts of a demand already qualified; its stage does not move."""
    hold(demand, by=by, version=version)
    if demand.status not in REQUALIFIABLE:
        raise QualificationFixed(
            "La qualification ne se corrige qu’entre la qualification et l’ouverture d’un "
            f"accompagnement : la demande est maintenant « {demand.get_status_display()} »."
        )
    demand.version += 1
    demand.already_tried = findings.tried_or(demand.already_tried)
    demand.save()
    _keep(demand, findings, by=by, at=at)
    record(
        by=by,
        action="demand.requalify",
        target=demand,
        at=at,
        version=demand.version,
        **findings.told(),
    )


@transaction.atomic
def decline(demand: Demand, *, reason: str, note: str, by: User | None, at: datetime) -> None:
    """Say no, why, and tell the applicant in the words of the officer."""
    hold(demand)
    label = DeclineReason(reason).label
    with step(demand, "decline", by=by, at=at, because=note, reason=label, reason_code=str(reason)):
        demand.decline_reason = reason
        demand.decline_note = note
    notify(applicant_to_tell(demand), notifications.declined(demand), at=at)


@transaction.atomic
def redirect(demand: Demand, *, to: Organisation, note: str, by: User | None, at: datetime) -> None:
    """Hand the demand to whom it should have been sent, and tell both (CRPA L114-2).

    For the workflow it is a refusal like the others, with its own reason.
    """
    if not to.email:
        raise AddresseeUnreachable(
            f"{to} n’a pas d’adresse électronique dans l’annuaire : la demande ne peut pas lui "
            "être transmise. Faites compléter sa fiche, ou classez la demande en donnant ses "
            "coordonnées à la collectivité."
        )
    hold(demand)
    reason = DeclineReason.WRONG_ADDRESSEE
    with step(
        demand, "decline", by=by, at=at, because=note,
        reason=f"{reason.label} : {to.name}", reason_code=str(reason), redirected_to=to.name,
    ):  # fmt: skip
        demand.decline_reason = reason
        demand.decline_note = note
        demand.redirected_to = to
    notify(applicant_to_tell(demand), notifications.redirected(demand, to=to), at=at)
    notify([to.email], notifications.handed_over(demand), at=at)


@transaction.atomic
def reopen(demand: Demand, *, because: str, by: User | None, at: datetime) -> None:
    """Take up again a demand that was declined; history keeps the refusal."""
    hold(demand)
    with step(demand, "reopen", by=by, at=at, because=because):
        demand.decline_reason = ""
        demand.decline_note = ""
        demand.redirected_to = None
        demand.officer = demand.officer or _person_of(by)
    notify(applicant_to_tell(demand), notifications.reopened(demand, because=because), at=at)


@transaction.atomic
def close(demand: Demand, *, because: str, by: User | None, at: datetime) -> None:
    """The good end: what was asked was given, or taken up elsewhere."""
    hold(demand)
    with step(demand, "close", by=by, at=at, because=because):
        pass
    notify(applicant_to_tell(demand), notifications.closed(demand, because=because), at=at)


def _keep(demand: Demand, findings: Findings, *, by: User | None, at: datetime) -> None:
    qualification, _ = Qualification.objects.update_or_create(
        demand=demand,
        defaults={
            "theme": findings.theme,
            "engineering_types": list(findings.engineering_types),
            "phase": findings.phase,
            "complexity": findings.complexity,
            "complexity_grid": list(findings.grid),
            "programme": findings.programme,
            "is_urgent": findings.is_urgent,
            "note": findings.note,
            "qualified_by": by,
            "qualified_at": at,
        },
    )
    qualification.orientations.set(findings.orientations)


def _person_of(user: User | None) -> Person | None:
    return Person.objects.filter(user=user).order_by("pk").first() if user else None
