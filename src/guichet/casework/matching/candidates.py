"""The offers that could answer a demand, found in SQL by index among any number.

What can never help nor nearly help stays in the database, where it is only counted: outside the
perimeter, inside an exclusion, on another theme, over, or closed by two conditions at once. The
engine would say « écartée » of each; the others come whole, and the engine judges them.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Expression,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import LessThanOrEqual

from guichet.casework.demands.models import Demand
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.offers.models import ANY_THEME, Offer, OfferQuerySet
from guichet.reference.policies.models import Adhesion
from guichet.reference.territories.choices import Trait

from .choices import ReferralStatus
from .criteria import PHASES, DemandProfile, OfferProfile, Term
from .criteria.applicant import CARRIERS
from .models import Referral
from .profiles import choices

_EXCLUSIONS = Offer.exclusions.through._default_manager.order_by()
_PROGRAMMES = Offer.programmes.through._default_manager.order_by()


def _named(links: Any, relation: str) -> ArraySubquery:
    """The keys and names of what an offer is linked to."""
    word = JSONObject(code=f"{relation}_id", label=f"{relation}__name")
    of_offer = links.filter(offer=OuterRef("pk")).order_by(f"{relation}_id")
    return ArraySubquery(of_offer.values(row=word))


# Of the few offers that name some: the others are not looked for. Built once, for they are the
# same for every demand and take longer to build than to answer.
_RESERVED = Case(
    When(~Q(reach__programmes=[]), then=_named(_PROGRAMMES, "programme")), default=None
)
_LEFT_OUT = Case(When(~Q(reach__left_out=[]), then=_named(_EXCLUSIONS, "territory")), default=None)


def candidates_for(
    demand: Demand, profile: DemandProfile, *, nearer_than: str = ""
) -> tuple[OfferProfile, ...]:
    """Those that can help or nearly, and some that the engine will put aside: one query."""
    found = near(Offer.objects.published(), profile)
    if nearer_than:
        found = found.nearer_than(nearer_than)
    return tuple(_profile(row, profile) for row in _rows(found, demand, profile))


def near(offers: OfferQuerySet, profile: DemandProfile) -> OfferQuerySet:
    """Those that no condition without remedy has closed, nor two conditions at once.

    The engine says no less: it would put aside each of the others (a test compares them).
    """
    places = sorted(profile.territories)
    # In one call: each one copies the whole query.
    found: OfferQuerySet = offers.filter(
        Q(reach__places__overlap=places),
        Q(reach__themes__overlap=[profile.theme.code, ANY_THEME]),
        ~Q(reach__left_out__overlap=places),
        Q(valid_to=None) | Q(valid_to__gte=profile.on),
        _phase_to_come(profile),
        _who_could_ask(profile),
        *_size_is_near(profile),
        LessThanOrEqual(_failing(profile), 1),
    )
    return found


def here(offers: OfferQuerySet, profile: DemandProfile) -> OfferQuerySet:
    """Those whose perimeter holds the commune. A published offer always has a perimeter."""
    found: OfferQuerySet = offers.filter(reach__places__overlap=sorted(profile.territories))
    return found


def _phase_to_come(profile: DemandProfile) -> Q:
    later = PHASES[PHASES.index(profile.phase.code) :]
    return Q(phases=[]) | Q(phases__overlap=list(later))


def _who_could_ask(profile: DemandProfile) -> Q:
    possible = [profile.beneficiary.code, *CARRIERS.get(profile.beneficiary.code, {})]
    return Q(beneficiary_kinds=[]) | Q(beneficiary_kinds__overlap=possible)


def _size_is_near(profile: DemandProfile) -> tuple[Q, ...]:
    """In whole numbers, the same bounds as the criterion, told of the column."""
    people, gap = profile.population, profile.rules.number("near_population_percent", 10)
    if people is None:
        return ()
    least = -(-people * 100 // (100 + gap))
    most = people * 100 // (100 - gap)
    return (
        Q(population_max=None) | Q(population_max__gte=least),
        Q(population_min=None) | Q(population_min__lte=most),
    )


def _failing(profile: DemandProfile) -> Expression:
    """How many conditions with a remedy fail, of those that the row itself tells."""
    wanted = [term.code for term in profile.engineering_types]
    failures = [
        ~Q(phases=[]) & ~Q(phases__contains=[profile.phase.code]),
        ~Q(beneficiary_kinds=[]) & ~Q(beneficiary_kinds__contains=[profile.beneficiary.code]),
        Q(valid_from__gt=profile.on),
    ]
    if wanted:
        failures.append(~Q(engineering_types=[]) & ~Q(engineering_types__overlap=wanted))
    if profile.population is not None:
        failures.append(
            Q(population_max__lt=profile.population) | Q(population_min__gt=profile.population)
        )
    total: Expression = Value(0)
    for failure in failures:
        total = total + Case(When(failure, then=1), default=0)
    return total


def whole(offers: OfferQuerySet, demand: Demand, profile: DemandProfile) -> list[OfferProfile]:
    """These offers with all that they ask, even far from here: two queries."""
    words = offers.words()
    return [
        _profile(row, profile, words={name: found.get(row.pk, []) for name, found in
                                      words.items()})
        for row in _rows(offers, demand, profile)
    ]  # fmt: skip


def used_this_year(on: date) -> Subquery:
    """How many demands the offer has taken this calendar year, through the desk."""
    return _used_in(on.year)


# Built once a year: it takes longer to build than to answer.
@lru_cache(maxsize=4)
def _used_in(year: int) -> Subquery:
    taken = (
        Referral.objects.order_by()
        .filter(
            offer=OuterRef("pk"),
            status=ReferralStatus.ACCEPTED,
            answered_at__year=year,
        )
        .values("offer")
        .annotate(count=Count("pk"))
    )
    return Subquery(taken.values("count"), output_field=IntegerField())


def _rows(offers: OfferQuerySet, demand: Demand, profile: DemandProfile) -> Iterable[Any]:
    """Plain values in one query; what few offers name is looked for in their rows alone."""
    member = Adhesion.objects.in_force(profile.on).filter(
        provider=OuterRef("provider"), member=demand.requester_id
    )
    told = member.order_by(F("since").desc(nulls_last=True)).values(
        row=JSONObject(holds="holds", source="source")
    )
    rows: Iterable[Any] = (
        offers.annotate(
            reserved=_RESERVED,
            left_out=_LEFT_OUT,
            adhesion=Case(When(members_only=True, then=Subquery(told[:1])), default=None),
            used=Case(
                When(yearly_capacity__isnull=False, then=Coalesce(used_this_year(profile.on), 0)),
                default=0,
            ),
        )
        .order_by("pk")
        .values_list(
            "pk", "title", "provider_id", "level", "beneficiary_kinds", "population_min",
            "population_max", "engineering_types", "phases", "valid_from", "valid_to", "source",
            "members_only", "required_traits", "own_share", "yearly_capacity", "reserved",
            "left_out", "adhesion", "used", "reach__places", "reach__themes",
            "provider__acronym", "provider__name", named=True,
        )
    )  # fmt: skip
    return rows


def _profile(
    row: Any,
    profile: DemandProfile,
    *,
    words: dict[str, list[tuple[str, str]]] | None = None,
) -> OfferProfile:
    adhesion = row.adhesion
    if words is None:
        perimeters = tuple(place for place in profile.places if place.code in row.reach__places)
        # Either it names this theme, or it names none: the others were left in the database.
        themes: tuple[Term, ...] = (
            (profile.theme,) if profile.theme.code in row.reach__themes else ()
        )
    else:
        perimeters = tuple(Term(*word) for word in words.get("perimeters", ()))
        themes = tuple(Term(*word) for word in words.get("themes", ()))
    return OfferProfile(
        id=row.pk,
        title=row.title,
        provider_id=row.provider_id,
        provider=row.provider__acronym or row.provider__name,
        level=row.level,
        perimeters=perimeters,
        exclusions=tuple(Term(**place) for place in row.left_out or ()),
        beneficiary_kinds=choices(OrganisationKind, row.beneficiary_kinds),
        population_min=row.population_min,
        population_max=row.population_max,
        programmes=tuple(Term(**programme) for programme in row.reserved or ()),
        themes=themes,
        engineering_types=choices(EngineeringType, row.engineering_types),
        phases=choices(Phase, row.phases),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        members_only=row.members_only,
        is_member=adhesion["holds"] if adhesion else None,
        member_source=adhesion["source"] if adhesion else "",
        required_traits=choices(Trait, row.required_traits),
        own_share=row.own_share,
        yearly_capacity=row.yearly_capacity,
        used_this_year=row.used,
    )
