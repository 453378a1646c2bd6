"""Who answers for a demand: its officer, or the one whose portfolio it falls in, or a stand-in."""

from collections.abc import Iterable, Sequence
from datetime import date

from guichet.reference.directory.models import Person
from guichet.reference.policies.models import Portfolio

from .models import Demand


def portfolios_of(departments: Iterable[str], *, on: date) -> list[Portfolio]:
    """The sharing-out in force in these departments, in one query."""
    found = Portfolio.objects.in_force(on).filter(department__code__in=list(departments))
    return list(found.for_list())


def owner_of(demand: Demand, portfolios: Sequence[Portfolio]) -> Person | None:
    """Whoever follows the demand; until somebody does, whoever usually follows such ones."""
    return demand.officer or proposed_officer(demand, portfolios)


def proposed_officer(demand: Demand, portfolios: Sequence[Portfolio]) -> Person | None:
    """The holder of the narrowest portfolio: theme and district, then theme, then district, then
    the whole department."""
    qualification = getattr(demand, "qualification", None)
    theme = qualification.theme_id if qualification else demand.theme_hint_id
    district = demand.commune.district_id if demand.commune else None
    fitting = [
        portfolio
        for portfolio in portfolios
        if portfolio.department_id == demand.department_id
        and portfolio.theme_id in {None, theme}
        and portfolio.district_id in {None, district}
    ]
    narrowest = max(
        fitting, key=lambda p: (p.theme_id is not None, p.district_id is not None), default=None
    )
    return narrowest.person if narrowest else None
