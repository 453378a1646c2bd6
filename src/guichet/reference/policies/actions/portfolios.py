"""How the demands of a desk are shared out among its officers."""

from datetime import date, datetime, timedelta

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Person
from guichet.reference.territories.models import Territory

from ..models import Portfolio, Theme


class PortfolioRefused(DomainError):
    """A line of the sharing-out that cannot begin or end on that day."""


@transaction.atomic
def assign_portfolio(
    person: Person,
    *,
    department: Territory,
    district: Territory | None = None,
    theme: Theme | None = None,
    starts_on: date,
    by: Actor | None,
    at: datetime,
) -> Portfolio:
    """From that day the person is proposed for such demands; the former holder stops the day
    before. Demands already followed by somebody do not change hands."""
    lock_afresh(department)
    if starts_on < local_day(at):
        raise PortfolioRefused(
            f"Le {long_date(starts_on)} est passé : choisissez un jour à partir d’aujourd’hui."
        )
    same = Portfolio.objects.filter(department=department, district=district, theme=theme)
    former = same.filter(ends_on=None).order_by("pk").first()
    if former is not None:
        if former.starts_on >= starts_on:
            raise PortfolioRefused(
                f"Ce portefeuille est déjà confié à {former.person} à partir du "
                f"{long_date(former.starts_on)} : choisissez un jour plus tardif."
            )
        former.ends_on = starts_on - timedelta(days=1)
        former.save(update_fields=["ends_on"])
    portfolio = Portfolio.objects.create(
        person=person, department=department, district=district, theme=theme, starts_on=starts_on
    )
    record(
        by=by, action="portfolio.assign_portfolio", target=portfolio, at=at, person=str(person),
        what=_words(district, theme), starts_on=long_date(starts_on),
    )  # fmt: skip
    return portfolio


def _words(district: Territory | None, theme: Theme | None) -> str:
    where = f"arrondissement {district.name}" if district else "tout le département"
    return f"{theme.label if theme else 'tous les thèmes'}, {where}"
