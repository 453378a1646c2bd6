"""From a demand to what the engine may know of it: plain values, as many queries for any demand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, TextChoices
from django.db.models.functions import JSONObject

from guichet.casework.demands.models import Demand, Qualification
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import of
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.policies.choices import FactKind
from guichet.reference.policies.models import Enrolment, Programme, TerritoryFact, Theme
from guichet.reference.territories.choices import TerritoryKind
from guichet.reference.territories.models import Territory

from .criteria import DemandProfile, Term
from .models import OrientationRule
from .ruleset import Rules, rules_in_force
from .thresholds import OVERSEAS, Known, Share, Standing, commune_assisted


class NotQualified(DomainError):
    """The engine reads the qualification: without it there is nothing to compare."""


@dataclass(frozen=True)
class Facts:
    """What dated lists say of one territory."""

    population: int | None
    known: tuple[Known, ...]
    potential: int | None

    def of_kind(self, kind: str) -> Known | None:
        return next((one for one in self.known if one.code == kind), None)


def profile_of(demand: Demand, *, on: date) -> DemandProfile:
    """What the engine may know that day of a demand: four queries."""
    qualification = getattr(demand, "qualification", None)
    if qualification is None or demand.commune is None:
        raise NotQualified(
            "Qualifiez d’abord la demande : le thème, le type d’ingénierie et la phase disent qui "
            "peut aider."
        )
    commune, home = demand.commune, demand.requester.territory
    rules = rules_in_force(on, OrientationRule.objects.versions(demand.department_code))
    holding = Territory.objects.containing(commune).order_by("pk")
    places = tuple(Term(pk, name) for pk, name in holding.values_list("pk", "name"))
    territories = frozenset(place.code for place in places)
    return DemandProfile(
        on=on,
        commune=Term(commune.pk, commune.name),
        territories=territories,
        places=places,
        beneficiary=_beneficiary(demand.requester),
        beneficiary_name=_named(demand.requester),
        population=home.population if home else None,
        programmes=_programmes(demand, qualification, territories, on=on),
        theme=_theme(qualification.theme),
        engineering_types=choices(EngineeringType, qualification.engineering_types),
        phase=Term(qualification.phase, Phase(qualification.phase).label),
        standing=_standing(commune, home, on=on, rules=rules),
        rules=rules,
    )


def _programmes(
    demand: Demand, qualification: Qualification, territories: frozenset[str], *, on: date
) -> tuple[Term, ...]:
    home = demand.requester.territory
    concerned = territories | ({home.pk} if home else set())
    programmes = {
        row.programme_id: row.programme
        for row in Enrolment.objects.in_force(on).holding(concerned).with_programme()
    }
    if qualification.programme is not None:
        # The desk may know of an entry that no published list carries yet.
        programmes[qualification.programme.pk] = qualification.programme
    return tuple(_programme(programmes[code]) for code in sorted(programmes))


def _standing(commune: Territory, home: Territory | None, *, on: date, rules: Rules) -> Standing:
    found = _facts(commune, home, on=on)
    here = found.get(commune.pk)
    asking = found.get(home.pk) if home else None
    members = [facts for pk, facts in found.items() if pk not in {home.pk if home else ""}]
    is_group = home is not None and home.kind == TerritoryKind.EPCI
    is_overseas = commune.department_code in OVERSEAS
    return Standing(
        commune_population=commune.population,
        traits=here.known if here else (),
        assisted=tuple(k for k in (asking.known if asking else ()) if k.code == FactKind.ASSISTED),
        potential=asking.potential if asking else None,
        covered=_covered(members, rules, is_overseas=is_overseas) if is_group else None,
        mountain=_mountain(members) if is_group else None,
        is_overseas=is_overseas,
    )


def _facts(commune: Territory, home: Territory | None, *, on: date) -> dict[str, Facts]:
    """Of the commune, of who asks and, when it is an intercommunality, of its members: one query.

    The commune comes along with the members: it is one of them, or the profile reads it alone.
    """
    wanted = Q(pk=commune.pk)
    if home is not None:
        wanted |= Q(pk=home.pk)
        if home.kind == TerritoryKind.EPCI:
            wanted |= Q(epci=home, kind=TerritoryKind.COMMUNE, valid_to=None, successor=None)
    # What has no beginning comes first: the last one read is the one that began last.
    told = TerritoryFact.objects.begun(on).filter(territory=OuterRef("pk")).oldest_first()
    rows = Territory.objects.filter(wanted).annotate(
        told=ArraySubquery(
            told.values(
                row=JSONObject(
                    kind="kind", holds="holds", amount="amount", until="until", source="source"
                )
            )
        )
    )
    return {
        pk: _read(population, told, on=on)
        for pk, population, told in rows.order_by("pk").values_list("pk", "population", "told")
    }


def _read(population: int | None, told: list[dict[str, object]], *, on: date) -> Facts:
    known: dict[str, Known] = {}
    ended: list[Known] = []
    potential = None
    for row in told:
        until = date.fromisoformat(str(row["until"])) if row["until"] else None
        fact = Known(str(row["kind"]), bool(row["holds"]), str(row["source"]), until)
        if until is not None and until < on:
            # Of what has ended, only this right lasts a little longer.
            ended += [fact] if fact.code == FactKind.ASSISTED else []
        elif fact.code == FactKind.POTENTIAL:
            potential = int(str(row["amount"]))
        else:
            known[fact.code] = fact
    return Facts(population, (*known.values(), *ended), potential)


def _covered(members: list[Facts], rules: Rules, *, is_overseas: bool) -> Share:
    """People of the member communes that have the right by themselves (R3232-1, 2°)."""
    inside = unknown = total = 0
    for facts in members:
        people = facts.population or 0
        standing = Standing(traits=facts.known, potential=facts.potential, is_overseas=is_overseas)
        listed = facts.of_kind(FactKind.ASSISTED)
        holds = listed.holds if listed else None
        if holds is None:
            holds = commune_assisted("", facts.population, standing, rules).holds
        total += people
        inside += people if holds else 0
        unknown += people if holds is None else 0
    return Share(inside, unknown, total)


def _mountain(members: list[Facts]) -> Share:
    answers = [facts.of_kind(FactKind.MOUNTAIN) for facts in members]
    return Share(
        sum(answer is not None and answer.holds for answer in answers),
        sum(answer is None for answer in answers),
        len(answers),
    )


def _beneficiary(organisation: Organisation) -> Term:
    return Term(organisation.kind, OrganisationKind(organisation.kind).label)


def _named(organisation: Organisation) -> str:
    """As it is said inside a sentence: « la commune de Banon »."""
    territory = organisation.territory
    if organisation.kind == OrganisationKind.COMMUNE and territory is not None:
        return f"la commune {of(territory.name)}"
    if organisation.kind == OrganisationKind.EPCI:
        word, _, rest = organisation.name.partition(" ")
        if word in {"Communauté", "Métropole"} and rest:
            return f"la {word.lower()} {rest}"
        return f"l’intercommunalité {organisation.name}"
    # An article would need its gender: « à l’organisme », « de l’organisme » are right for all.
    return f"l’organisme {organisation.name}"


def _programme(programme: Programme) -> Term:
    return Term(programme.pk, programme.name)


def _theme(theme: Theme) -> Term:
    return Term(theme.pk, theme.label)


def choices(kind: type[TextChoices], codes: Iterable[str]) -> tuple[Term, ...]:
    """In the order of the list, whatever the order of the boxes that were ticked."""
    return _terms(kind, frozenset(codes))


# The same few sets come back in thousands of offers.
@lru_cache(maxsize=2048)
def _terms(kind: type[TextChoices], chosen: frozenset[str]) -> tuple[Term, ...]:
    return tuple(Term(choice.value, choice.label) for choice in kind if choice.value in chosen)
