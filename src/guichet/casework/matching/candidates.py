"""The offers that could answer a demand, found in SQL by index among any number.

What can never help nor nearly help stays in the database, where it is only counted: outside the
perimeter, inside an exclusion, on another theme, or over. None of these has a remedy, so the
engine would say « écartée » of each; the others come whole, and the engine judges them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, JSONObject

from guichet.casework.demands.models import Demand
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.offers.models import Offer, OfferQuerySet
from guichet.reference.policies.models import Adhesion
from guichet.reference.territories.choices import Trait

from .choices import ReferralStatus
from .criteria import DemandProfile, OfferProfile, Term
from .models import Referral
from .profiles import choices

_PERIMETERS = Offer.perimeters.through._default_manager.order_by()
_EXCLUSIONS = Offer.exclusions.through._default_manager.order_by()
_THEMES = Offer.themes.through._default_manager.order_by()
_PROGRAMMES = Offer.programmes.through._default_manager.order_by()


def candidates_for(
    demand: Demand, profile: DemandProfile, *, nearer_than: str = ""
) -> tuple[OfferProfile, ...]:
    """Those that can help or nearly, and some that the engine will put aside: one query."""
    found = near(Offer.objects.published(), profile)
    if nearer_than:
        found = found.nearer_than(nearer_than)
    return tuple(_profile(row, profile) for row in _rows(found, demand, profile))


def near(offers: OfferQuerySet, profile: DemandProfile) -> OfferQuerySet:
    """Those that no condition without remedy has closed yet: place, theme, end of validity."""
    places = sorted(profile.territories)
    inside = _PERIMETERS.filter(territory__in=places)
    excluded = _EXCLUSIONS.filter(offer=OuterRef("pk"), territory__in=places)
    found: OfferQuerySet = (
        offers.filter(Q(valid_to=None) | Q(valid_to__gte=profile.on))
        .filter(pk__in=inside.values("offer"))
        .filter(~Exists(excluded))
        .annotate(theme_codes=_array(_THEMES, "theme_id"))
        .filter(Q(theme_codes__contains=[profile.theme.code]) | Q(theme_codes=[]))
    )
    return found


def whole(offers: OfferQuerySet, demand: Demand, profile: DemandProfile) -> list[OfferProfile]:
    """These offers with all that they ask, even far from here: two queries."""
    words = offers.words()
    return [
        _profile(row, profile, words={name: found.get(row["pk"], []) for name, found in
                                      words.items()})
        for row in _rows(offers, demand, profile)
    ]  # fmt: skip


def used_this_year(on: date) -> Subquery:
    """How many demands the offer has taken this calendar year, through the desk."""
    taken = (
        Referral.objects.order_by()
        .filter(
            offer=OuterRef("pk"),
            status=ReferralStatus.ACCEPTED,
            answered_at__year=on.year,
        )
        .values("offer")
        .annotate(count=Count("pk"))
    )
    return Subquery(taken.values("count"), output_field=IntegerField())


def _rows(offers: OfferQuerySet, demand: Demand, profile: DemandProfile) -> Iterable[Any]:
    """Plain values in one query; arrays come from subqueries, so that nothing repeats a row."""
    places = sorted(profile.territories)
    member = Adhesion.objects.in_force(profile.on).filter(
        provider=OuterRef("provider"), member=demand.requester_id
    )
    told = member.order_by(F("since").desc(nulls_last=True)).values(
        row=JSONObject(holds="holds", source="source")
    )
    programme = JSONObject(code="programme_id", label="programme__name")
    place = JSONObject(code="territory_id", label="territory__name")
    rows: Iterable[Any] = (
        offers.annotate(
            held=ArraySubquery(
                _PERIMETERS.filter(offer=OuterRef("pk"), territory__in=places)
                .order_by("territory_id")
                .values(row=place)
            ),
            named=ArraySubquery(
                _THEMES.filter(offer=OuterRef("pk"), theme=profile.theme.code).values("theme_id")
            ),
            reserved=ArraySubquery(
                _PROGRAMMES.filter(offer=OuterRef("pk"))
                .order_by("programme_id")
                .values(row=programme)
            ),
            left_out=ArraySubquery(
                _EXCLUSIONS.filter(offer=OuterRef("pk"))
                .order_by("territory_id")
                .values(row=place)
            ),
            adhesion=Case(When(members_only=True, then=Subquery(told[:1])), default=None),
            used=Case(
                When(yearly_capacity__isnull=False, then=Coalesce(used_this_year(profile.on), 0)),
                default=0,
            ),
        )
        .order_by("pk")
        .values(
            "pk", "title", "provider_id", "level", "beneficiary_kinds", "population_min",
            "population_max", "engineering_types", "phases", "valid_from", "valid_to", "source",
            "members_only", "required_traits", "own_share", "yearly_capacity", "held", "named",
            "reserved", "left_out", "adhesion", "used",
            acronym=F("provider__acronym"), house=F("provider__name"),
        )
    )  # fmt: skip
    return rows


def _array(rows: Any, column: str) -> ArraySubquery:
    return ArraySubquery(rows.filter(offer=OuterRef("pk")).order_by(column).values(column))


def _profile(
    row: dict[str, Any],
    profile: DemandProfile,
    *,
    words: dict[str, list[tuple[str, str]]] | None = None,
) -> OfferProfile:
    adhesion = row["adhesion"]
    if words is None:
        perimeters = tuple(Term(**place) for place in row["held"])
        # Either it names this theme, or it names none: the others were left in the database.
        themes: tuple[Term, ...] = (profile.theme,) if row["named"] else ()
    else:
        perimeters = tuple(Term(*word) for word in words.get("perimeters", ()))
        themes = tuple(Term(*word) for word in words.get("themes", ()))
    return OfferProfile(
        id=row["pk"],
        title=row["title"],
        provider_id=row["provider_id"],
        provider=row["acronym"] or row["house"],
        level=row["level"],
        perimeters=perimeters,
        exclusions=tuple(Term(**place) for place in row["left_out"]),
        beneficiary_kinds=choices(OrganisationKind, row["beneficiary_kinds"]),
        population_min=row["population_min"],
        population_max=row["population_max"],
        programmes=tuple(Term(**programme) for programme in row["reserved"]),
        themes=themes,
        engineering_types=choices(EngineeringType, row["engineering_types"]),
        phases=choices(Phase, row["phases"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        source=row["source"],
        members_only=row["members_only"],
        is_member=adhesion["holds"] if adhesion else None,
        member_source=adhesion["source"] if adhesion else "",
        required_traits=choices(Trait, row["required_traits"]),
        own_share=row["own_share"],
        yearly_capacity=row["yearly_capacity"],
        used_this_year=row["used"],
    )
