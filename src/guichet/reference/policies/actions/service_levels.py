"""How a department sets one of its delays."""

from datetime import date, datetime, timedelta

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from ..choices import ServiceKind
from ..models import ServiceLevel


class ServiceLevelRefused(DomainError):
    """A delay that would rewrite the past, or that nobody decided."""


@transaction.atomic
def set_service_level(
    department: Territory,
    *,
    kind: str,
    count: int,
    unit: str,
    basis: str,
    starts_on: date,
    by: Actor | None,
    at: datetime,
) -> ServiceLevel:
    """A new version from that day on; the former ends on the day before, and keeps its cases."""
    lock_afresh(department)
    _refuse(basis=basis, count=count, starts_on=starts_on, today=local_day(at))
    versions = ServiceLevel.objects.of_department(department.code).of_kind(kind)
    later = versions.filter(starts_on__gte=starts_on).order_by("starts_on", "pk").first()
    if later is not None:
        raise ServiceLevelRefused(
            f"Une version de « {later.get_kind_display()} » commence déjà le "
            f"{long_date(later.starts_on)} : choisissez un jour plus tardif."
        )
    for former in versions.in_force(starts_on).order_by("pk"):
        former.ends_on = starts_on - timedelta(days=1)
        former.save(update_fields=["ends_on"])
    level = ServiceLevel.objects.create(
        department=department,
        kind=ServiceKind(kind),
        count=count,
        unit=unit,
        basis=basis.strip(),
        starts_on=starts_on,
    )
    record(
        by=by, action="service_level.set_service_level", target=level, at=at,
        label=level.get_kind_display(), delay=level.as_delay().words, starts_on=str(starts_on),
    )  # fmt: skip
    return level


def _refuse(*, basis: str, count: int, starts_on: date, today: date) -> None:
    if not basis.strip():
        raise ServiceLevelRefused("Indiquez le texte ou la décision qui fonde ce délai.")
    if count < 1:
        raise ServiceLevelRefused("Un délai compte au moins un jour.")
    if starts_on <= today:
        raise ServiceLevelRefused(
            f"Un délai ne change qu’à partir du lendemain ; le {long_date(starts_on)} changerait "
            "des échéances déjà annoncées. Choisissez un jour à venir."
        )
