"""The life of a strategic orientation: proposed, adopted, withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from guichet.foundations.audit.actions import Actor, moving, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from ..choices import OrientationLevel
from ..models import StrategicOrientation, Theme
from ..workflow import WORKFLOW


class OrientationRefused(DomainError):
    """The orientation cannot be proposed, adopted or withdrawn as it was asked."""


@transaction.atomic
def propose_orientation(
    *,
    title: str,
    body: str = "",
    department: Territory | None = None,
    parent: StrategicOrientation | None = None,
    themes: Iterable[Theme] = (),
    by: Actor | None,
    at: datetime,
) -> StrategicOrientation:
    """Write an orientation down, to be adopted later; without a department it is national.

    A departmental orientation falls within the national ones (CGCT, L1231-2 and R1232-10): when
    the one it comes from is named, it must be national.
    """
    if not title.strip():
        raise OrientationRefused("Donnez un intitulé à l’orientation.")
    if parent is not None and parent.level != OrientationLevel.NATIONAL:
        raise OrientationRefused(
            f"« {parent.title} » n’est pas une orientation nationale : une orientation "
            "départementale ne peut découler que d’une orientation nationale."
        )
    if department is None and parent is not None:
        raise OrientationRefused("Une orientation nationale ne découle d’aucune autre.")
    # Two at once come one after the other: a number is given once.
    if department is not None:
        lock_afresh(department)
    level = OrientationLevel.DEPARTMENTAL if department else OrientationLevel.NATIONAL
    scope = StrategicOrientation.objects.filter(level=level, department=department)
    last = scope.aggregate(last=Max("number"))["last"] or 0
    orientation = StrategicOrientation.objects.create(
        level=level,
        number=last + 1,
        title=title.strip(),
        body=body.strip(),
        parent=parent,
        department=department,
    )
    orientation.themes.set(themes)
    record(by=by, action="orientation.propose_orientation", target=orientation, at=at)
    return orientation


@transaction.atomic
def adopt_orientation(
    orientation: StrategicOrientation, *, adopted_by: str, on: date, by: Actor | None, at: datetime
) -> None:
    """The committee (or the agency's board) makes the orientation its own, on that day."""
    if not adopted_by.strip():
        raise OrientationRefused("Indiquez qui a adopté l’orientation.")
    if on > local_day(at):
        raise OrientationRefused(
            f"Le {long_date(on)} n’est pas encore passé : une adoption se constate, elle ne "
            "s’annonce pas."
        )
    with moving(orientation, WORKFLOW, "adopt_orientation", by=by, at=at, adopted_on=str(on)):
        orientation.adopted_by = adopted_by.strip()
        orientation.adopted_on = on


@transaction.atomic
def withdraw_orientation(
    orientation: StrategicOrientation, *, on: date, because: str, by: Actor | None, at: datetime
) -> None:
    """The orientation no longer guides anything; what it guided keeps its trace."""
    if not because.strip():
        raise OrientationRefused("Dites pourquoi l’orientation est retirée.")
    if orientation.adopted_on and on < orientation.adopted_on:
        raise OrientationRefused(
            f"L’orientation a été adoptée le {long_date(orientation.adopted_on)} : elle ne peut "
            "pas être retirée avant."
        )
    with moving(
        orientation, WORKFLOW, "withdraw_orientation", by=by, at=at, because=because.strip()
    ):
        orientation.withdrawn_on = on
