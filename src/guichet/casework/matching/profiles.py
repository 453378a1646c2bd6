"""The only bridge from the database to the engine: plain profiles, as many queries for any number
of offers."""

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


def profiles_of(
    demand: Demand, *, on: date, before: Offer | None = None
) -> tuple[DemandProfile, tuple[OfferProfile, ...]]:
    """What the engine may know on that day of the demand, and of the published offers near it.

    With `before`, of that offer and of those of a nearer level only: all that subsidiarity weighs.
    """
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
    near = Offer.objects.published().reaching(places)
    if before is not None:
        near = near.nearer_than(before.level) | Offer.objects.filter(pk=before.pk)
    offers = list(near.for_profile())
    words = _words([offer.pk for offer in offers])
    return profile, tuple(_offer(offer, words) for offer in offers)


def _words(offers: list[int]) -> dict[str, dict[int, tuple[Term, ...]]]:
    """What the offers name, by relation then by offer."""
    return {
        relation: {offer: tuple(Term(*word) for word in words) for offer, words in found.items()}
        for relation, found in Offer.objects.filter(pk__in=offers).words().items()
    }


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


def _offer(offer: Offer, words: dict[str, dict[int, tuple[Term, ...]]]) -> OfferProfile:
    return OfferProfile(
        id=offer.pk,
        title=offer.title,
        provider_id=offer.provider_id,
        provider=offer.provider.short_name,
        level=offer.level,
        perimeters=words.get("perimeters", {}).get(offer.pk, ()),
        exclusions=words.get("exclusions", {}).get(offer.pk, ()),
        beneficiary_kinds=_choices(OrganisationKind, offer.beneficiary_kinds),
        population_min=offer.population_min,
        population_max=offer.population_max,
        programmes=words.get("programmes", {}).get(offer.pk, ()),
        themes=words.get("themes", {}).get(offer.pk, ()),
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


def _choices(kind: type[TextChoices], codes: Iterable[str]) -> tuple[Term, ...]:
    """In the order of the list, whatever the order of the boxes that were ticked."""
    chosen = set(codes)
    return tuple(Term(choice.value, choice.label) for choice in kind if choice.value in chosen)
