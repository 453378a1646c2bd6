"""The orientations of the agency's board: recorded once validated, corrected, linked to."""

from datetime import date, datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date

from ..choices import OrientationLevel, OrientationStatus
from ..models import StrategicOrientation
from .orientations import OrientationRefused, adopt_orientation, propose_orientation

BOARD = "le conseil d’administration de l’Agence nationale de la cohésion des territoires"


@transaction.atomic
def record_national(
    *,
    title: str,
    body: str = "",
    validated_on: date,
    source: str,
    by: Actor | None,
    at: datetime,
) -> StrategicOrientation:
    """Write down an orientation that the board has validated (CGCT L1231-2): committees may decline
    it from then on."""
    _check_source(source)
    made = propose_orientation(title=title, body=body, by=by, at=at)
    adopt_orientation(made, adopted_by=BOARD, on=validated_on, by=by, at=at)
    made.source = source.strip()
    made.save(update_fields=["source"])
    record(
        by=by, action="orientation.record_national", target=made, at=at,
        source=made.source, day=long_date(validated_on),
    )  # fmt: skip
    return made


@transaction.atomic
def correct_national(
    orientation: StrategicOrientation,
    *,
    title: str,
    body: str = "",
    validated_on: date,
    source: str,
    by: Actor | None,
    at: datetime,
) -> None:
    """Mend what was written down; the former words stay in the history."""
    lock_afresh(orientation)
    _check_living_national(orientation)
    _check_source(source)
    if not title.strip():
        raise OrientationRefused("Donnez un intitulé à l’orientation.")
    if validated_on > local_day(at):
        raise OrientationRefused(
            f"Le {long_date(validated_on)} n’est pas encore passé : une validation se constate."
        )
    former = {
        "title": orientation.title,
        "body": orientation.body,
        "source": orientation.source,
    }
    orientation.title, orientation.body = title.strip(), body.strip()
    orientation.adopted_on, orientation.source = validated_on, source.strip()
    orientation.save(update_fields=["title", "body", "adopted_on", "source"])
    record(
        by=by, action="orientation.correct_national", target=orientation, at=at,
        source=orientation.source, day=long_date(validated_on), former=former,
    )  # fmt: skip


@transaction.atomic
def link_orientation(
    child: StrategicOrientation,
    parent: StrategicOrientation | None,
    *,
    because: str,
    by: Actor | None,
    at: datetime,
) -> None:
    """Say from which national orientation a departmental one comes now; from none, it is the
    department's own. It is then no longer to be reviewed."""
    lock_afresh(child)
    if child.level != OrientationLevel.DEPARTMENTAL or child.withdrawn_on is not None:
        raise OrientationRefused("Choisissez une orientation du département, encore en vigueur.")
    if not because.strip():
        raise OrientationRefused("Dites pourquoi : la séance, ou la décision, qui le veut.")
    if parent is not None:
        _check_living_national(parent)
    if child.parent_id == (parent.pk if parent else None):
        raise OrientationRefused("Rien ne change : choisissez une autre orientation nationale.")
    former = child.parent.title if child.parent else ""
    child.parent = parent
    child.save(update_fields=["parent"])
    record(
        by=by, action="orientation.link_orientation", target=child, at=at, because=because.strip(),
        parent=parent.title if parent else "aucune", former=former,
    )  # fmt: skip


def _check_source(source: str) -> None:
    if not source.strip():
        raise OrientationRefused(
            "Indiquez la source : la délibération du conseil d’administration, ou l’adresse où la "
            "lire."
        )


def _check_living_national(orientation: StrategicOrientation) -> None:
    is_national = orientation.level == OrientationLevel.NATIONAL
    if not is_national or orientation.status != OrientationStatus.ADOPTED:
        raise OrientationRefused(
            f"« {orientation.title} » n’est pas une orientation nationale en vigueur."
        )
