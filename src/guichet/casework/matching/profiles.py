"""The only bridge from the database to the engine: plain profiles, six queries for any number."""

from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices

from guichet.casework.demands.models import Demand, Qualification
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import of
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.offers.models import Offer
from guichet.reference.policies.models import Enrolment, Programme, Theme
from guichet.reference.territories.models import Territory

from .criteria import DemandProfile, OfferProfile, Term


class NotQualified(DomainError):
    """The engine reads the qualification: without it there is nothing to compare."""


def profiles_of(demand: Demand, *, on: date) -> tuple[DemandProfile, tuple[OfferProfile, ...]]:
    """What the engine may know on that day of the demand, and of the published offers near it."""
    qualification = getattr(demand, "qualification", None)
    if qualification is None or demand.commune is None:
        raise NotQualified(
            "Qualifiez d’abord la demande : le thème, le type d’ingénierie et la phase disent qui "
            "peut aider."
        )
    places = Territory.objects.around(demand.commune)
    territories = frozenset(place for place, holds in places.items() if holds)
    profile = _demand(demand, qualification, demand.commune, territories, on=on)
    # Offers of other departments are left out: they would only be excluded, by hundreds.
    near = Offer.objects.published().reaching(places).for_profile()
    return profile, tuple(_offer(offer) for offer in near)


def _demand(
    demand: Demand,
    qualification: Qualification,
    commune: Territory,
    territories: frozenset[str],
    *,
    on: date,
) -> DemandProfile:
    home = demand.requester.territory
    concerned = territories | ({home.pk} if home else set())
    programmes = {
        row.programme_id: row.programme
        for row in Enrolment.objects.in_force(on).holding(concerned).with_programme()
    }
    if qualification.programme is not None:
        # The desk may know of an entry that no published list carries yet.
        programmes[qualification.programme.pk] = qualification.programme
    return DemandProfile(
        on=on,
        commune=Term(commune.pk, commune.name),
        territories=territories,
        beneficiary=_beneficiary(demand.requester),
        beneficiary_name=_named(demand.requester),
        population=home.population if home else None,
        programmes=tuple(_programme(programmes[code]) for code in sorted(programmes)),
        theme=_theme(qualification.theme),
        engineering_types=_choices(EngineeringType, qualification.engineering_types),
        phase=Term(qualification.phase, Phase(qualification.phase).label),
    )


def _offer(offer: Offer) -> OfferProfile:
    return OfferProfile(
        id=offer.pk,
        title=offer.title,
        provider_id=offer.provider_id,
        provider=offer.provider.short_name,
        level=offer.level,
        perimeters=_places(offer.perimeters.all()),
        exclusions=tuple(
            Term(code, name)
            for code, name in zip(offer.excluded_ids, offer.excluded_names, strict=True)
        ),
        beneficiary_kinds=_choices(OrganisationKind, offer.beneficiary_kinds),
        population_min=offer.population_min,
        population_max=offer.population_max,
        programmes=tuple(
            sorted((_programme(one) for one in offer.programmes.all()), key=lambda term: term.code)
        ),
        themes=tuple(_theme(one) for one in sorted(offer.themes.all(), key=lambda one: one.rank)),
        engineering_types=_choices(EngineeringType, offer.engineering_types),
        phases=_choices(Phase, offer.phases),
        valid_from=offer.valid_from,
        valid_to=offer.valid_to,
        source=offer.source,
    )


def _beneficiary(organisation: Organisation) -> Term:
    return Term(organisation.kind, OrganisationKind(organisation.kind).label)


def _named(organisation: Organisation) -> str:
    """As it is said inside a sentence: « la commune de Banon »."""
    territory = organisation.territory
    if organisation.kind == OrganisationKind.COMMUNE and territory is not None:
        return f"la commune {of(territory.name)}"
    if organisation.kind == OrganisationKind.EPCI:
        return f"l’intercommunalité {organisation.name}"
    return organisation.name


def _programme(programme: Programme) -> Term:
    return Term(programme.pk, programme.name)


def _theme(theme: Theme) -> Term:
    return Term(theme.pk, theme.label)


def _places(territories: Iterable[Territory]) -> tuple[Term, ...]:
    return tuple(
        sorted((Term(one.pk, one.name) for one in territories), key=lambda term: term.code)
    )


def _choices(kind: type[TextChoices], codes: Iterable[str]) -> tuple[Term, ...]:
    """In the order of the list, whatever the order of the boxes that were ticked."""
    chosen = set(codes)
    return tuple(Term(choice.value, choice.label) for choice in kind if choice.value in chosen)
