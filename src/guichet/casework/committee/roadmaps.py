"""From the database to the plain facts of drafting.roadmap, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.foundations.toolkit.dates import long_date
from guichet.reference.policies.models import StrategicOrientation

from .drafting import Aim, Measured, Roadmap, Served, roadmap_of, title_of
from .models import Committee, Indicator
from .pdf import Paper

# What is neither asked any more nor answered serves nothing.
OUT = (DemandStatus.DRAFT, DemandStatus.DECLINED)
UNQUALIFIED = (DemandStatus.SUBMITTED, DemandStatus.ACKNOWLEDGED, DemandStatus.RETURNED)


def roadmap_facts(committee: Committee, *, on: date) -> Roadmap:
    """What the committee adopted and what serves it, on that day."""
    code = committee.department_code
    orientations = StrategicOrientation.objects.of_department(code)
    demands = _demands(code)
    supports = _supports(code)
    indicators = _indicators(code)
    adopted = orientations.adopted().for_index()
    return Roadmap(
        department=committee.department.name,
        committee=committee.name,
        day=on,
        aims=tuple(
            _aim(
                one,
                [served for served, keys in demands if one.pk in keys],
                [served for served, keys in supports if one.pk in keys],
                indicators.get(one.pk, ()),
            )
            for one in adopted
        ),
        orphan_demands=tuple(served for served, keys in demands if not keys),
        orphan_supports=tuple(served for served, keys in supports if not keys),
        proposed=tuple(str(one) for one in orientations.proposed().for_index()),
    )


def paper_of_roadmap(facts: Roadmap, *, public: bool) -> Paper:
    """The accessible file: the same text as the page."""
    return Paper(
        title=title_of(facts),
        author=facts.committee,
        day=facts.day,
        lines=(f"État au {long_date(facts.day)}",),
        sections=roadmap_of(facts, public=public),
        keywords=("feuille de route", "orientations stratégiques"),
    )


def _demands(code: str) -> list[tuple[Served, frozenset[int]]]:
    found = (
        Demand.objects.in_department(code)
        .exclude(status__in=[*OUT, *UNQUALIFIED])
        .filter(qualification__isnull=False)
        .select_related("requester")
        .prefetch_related("qualification__orientations")
        .order_by("reference", "pk")
    )
    return [
        (_served(one, one.get_status_display(), one.status != DemandStatus.CLOSED), _aims_of(one))
        for one in found
    ]


def _supports(code: str) -> list[tuple[Served, frozenset[int]]]:
    found = (
        Support.objects.in_department(code)
        .exclude(status=SupportStatus.ABANDONED)
        .select_related("demand__requester")
        .prefetch_related("demand__qualification__orientations")
        .order_by("demand__reference", "pk")
    )
    return [
        (
            _served(one.demand, one.get_status_display(), one.status != SupportStatus.DELIVERED),
            _aims_of(one.demand),
        )
        for one in found
    ]


def _served(demand: Demand, state: str, is_open: bool) -> Served:
    return Served(demand.reference or "", demand.title, demand.requester.name, state, is_open)


def _aims_of(demand: Demand) -> frozenset[int]:
    if not hasattr(demand, "qualification"):
        return frozenset()
    return frozenset(one.pk for one in demand.qualification.orientations.all())


def _aim(
    one: StrategicOrientation,
    demands: Iterable[Served],
    supports: Iterable[Served],
    indicators: Iterable[Measured],
) -> Aim:
    parent = one.parent
    return Aim(
        number=one.number,
        title=one.title,
        body=one.body,
        adopted_on=one.adopted_on,
        adopted_by=one.adopted_by,
        parent=parent.title if parent else "",
        parent_adopted_on=parent.adopted_on if parent else None,
        parent_adopted_by=parent.adopted_by if parent else "",
        demands=tuple(demands),
        supports=tuple(supports),
        indicators=tuple(indicators),
    )


def _indicators(code: str) -> dict[int, list[Measured]]:
    found: dict[int, list[Measured]] = {}
    for one in Indicator.objects.in_department(code).in_order():
        last = one.last_reading
        measured = Measured(
            label=one.label,
            unit=one.unit,
            target=one.target,
            target_on=one.target_on,
            value=last.value if last else None,
            read_on=last.on if last else None,
            source=last.source if last else "",
        )
        found.setdefault(one.orientation_id, []).append(measured)
    return found
