"""How a department weighs its offers, from a day on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.reference.territories.models import Territory

from ..models import OrientationRule
from ..ruleset import RuleRefused, refuse_unknown


@transaction.atomic
def set_rule(
    department: Territory,
    *,
    line: str,
    value: int,
    basis: str,
    starts_on: date,
    by: Actor | None,
    at: datetime,
) -> OrientationRule:
    """A new version from that day on; the former ends on the day before, and keeps its runs."""
    lock_afresh(department)
    chosen = refuse_unknown(line, value, by_department=True)
    _refuse(basis=basis, starts_on=starts_on, today=local_day(at))
    versions = OrientationRule.objects.filter(department=department, line=line)
    later = versions.filter(starts_on__gte=starts_on).order_by("starts_on", "pk").first()
    if later is not None:
        raise RuleRefused(
            f"Une version de « {chosen.label} » commence déjà le {long_date(later.starts_on)} : "
            "choisissez un jour plus tardif."
        )
    versions.filter(ends_on=None).update(ends_on=starts_on - timedelta(days=1))
    rule = OrientationRule.objects.create(
        department=department, line=line, value=value, starts_on=starts_on, basis=basis.strip()
    )
    record(
        by=by, action="orientation_rule.set_rule", target=rule, at=at,
        label=chosen.label, value=chosen.told(value), starts_on=str(starts_on),
    )  # fmt: skip
    return rule


def _refuse(*, basis: str, starts_on: date, today: date) -> None:
    if not basis.strip():
        raise RuleRefused("Indiquez la décision qui fonde cette règle.")
    if starts_on <= today:
        raise RuleRefused(
            f"Une règle ne change qu’à partir du lendemain ; le {long_date(starts_on)} changerait "
            "des réponses déjà données. Choisissez un jour à venir."
        )
