"""The indicators of the feuille de route, and what is read of each."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from guichet.casework.committee.models import Indicator, Reading
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.policies.choices import OrientationLevel
from guichet.reference.policies.models import StrategicOrientation


class IndicatorRefused(DomainError):
    """The indicator cannot be added, or read, as it was asked."""


@transaction.atomic
def add_indicator(
    orientation: StrategicOrientation,
    *,
    label: str,
    unit: str = "",
    target: Decimal | None = None,
    target_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Indicator:
    """Say by what a departmental orientation is measured, and what is aimed at."""
    if orientation.level != OrientationLevel.DEPARTMENTAL:
        raise IndicatorRefused("Un indicateur mesure une orientation du département.")
    if not label.strip():
        raise IndicatorRefused("Donnez un nom à l’indicateur.")
    if target_on is not None and target is None:
        raise IndicatorRefused("Écrivez la cible à atteindre à cette date, ou retirez la date.")
    made = Indicator.objects.create(
        orientation=orientation,
        label=label.strip(),
        unit=unit.strip(),
        target=target,
        target_on=target_on,
    )
    record(by=by, action="orientation.add_indicator", target=orientation, at=at, label=made.label)
    return made


@transaction.atomic
def read_indicator(
    indicator: Indicator, *, value: Decimal, on: date, source: str, by: User | None, at: datetime
) -> Reading:
    """Write down a value with its day and its source; the same day twice corrects the first."""
    lock_afresh(indicator)
    if on > local_day(at):
        raise IndicatorRefused(
            f"Le {long_date(on)} n’est pas encore passé : un relevé se constate."
        )
    if not source.strip():
        raise IndicatorRefused("Dites d’où vient cette valeur.")
    reading, _ = Reading.objects.update_or_create(
        indicator=indicator, on=on, defaults={"value": value, "source": source.strip()}
    )
    record(
        by=by, action="orientation.read_indicator", target=indicator.orientation, at=at,
        label=indicator.label, value=str(value), on=long_date(on),
    )  # fmt: skip
    return reading
