"""Why an offer of the catalogue is, or is not, for an authority of a commune. Pure.

A first answer for a visitor who has told nothing but the name of a commune: perimeter, kind of
authority, population, then what only the desk can verify. The orientation of a demand is the work
of the engine (`matching`), which knows the demand.
"""

from dataclasses import dataclass
from enum import StrEnum

from guichet.foundations.toolkit.text import at, number, plural, sentence_list, uncapitalised

COMMUNE, EPCI = "COMMUNE", "EPCI"


class Holds(StrEnum):
    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Place:
    """The commune that was named. `within` are the keys of the territories that hold it."""

    name: str
    of_name: str
    population: int | None
    within: frozenset[str]


@dataclass(frozen=True)
class Conditions:
    """What an offer asks, in plain words. `perimeters` are pairs (key, name)."""

    provider: str
    perimeters: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    kind_labels: tuple[str, ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    members_only: bool = False
    traits: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One criterion: whether it holds, and the sentence that says so."""

    criterion: str
    holds: Holds
    sentence: str


def findings(place: Place, asked: Conditions) -> tuple[Finding, ...]:
    """Every criterion of the offer, in the order in which a town hall asks itself."""
    found = (
        _where(place, asked),
        _kind(place, asked),
        _population(place, asked),
        *_to_verify(asked),
    )
    return tuple(finding for finding in found if finding is not None)


def _where(place: Place, asked: Conditions) -> Finding | None:
    holding = [name for key, name in asked.perimeters if key in place.within]
    if not asked.perimeters:
        return Finding("perimeter", Holds.UNKNOWN, "Le territoire de l’offre n’est pas précisé.")
    if not holding:
        return Finding("perimeter", Holds.NO, f"N’intervient pas {at(place.name)}.")
    if place.name in holding:
        return Finding("perimeter", Holds.YES, f"Intervient {at(place.name)}.")
    where = sentence_list(holding)
    return Finding("perimeter", Holds.YES, f"Intervient {at(place.name)} (périmètre : {where}).")


def _kind(place: Place, asked: Conditions) -> Finding | None:
    if not asked.kinds or COMMUNE in asked.kinds:
        return Finding("beneficiary", Holds.YES, "Ouverte aux communes.")
    if EPCI in asked.kinds:
        sentence = "Pour les intercommunalités : la vôtre peut la demander pour vous."
    else:
        labels = sentence_list(uncapitalised(label) for label in asked.kind_labels)
        sentence = f"Ne s’adresse pas aux communes : {labels}."
    return Finding("beneficiary", Holds.NO, sentence)


def _population(place: Place, asked: Conditions) -> Finding | None:
    low, high = asked.population_min, asked.population_max
    if low is None and high is None:
        return None
    bounds = _bounds(low, high)
    if place.population is None:
        sentence = f"Pour {bounds} : la population {place.of_name} n’est pas connue, à vérifier."
        return Finding("population", Holds.UNKNOWN, sentence)
    inside = (low is None or place.population >= low) and (high is None or place.population <= high)
    people = plural(place.population, "habitant")
    said = f"{place.name} en compte {number(place.population)}" if inside else (
        f"{place.name} compte {people}"
    )  # fmt: skip
    holds = Holds.YES if inside else Holds.NO
    return Finding("population", holds, f"Pour {bounds} : {said}.")


def _bounds(low: int | None, high: int | None) -> str:
    if low is None:
        return f"{plural(high or 0, 'habitant')} au plus"
    if high is None:
        return f"{plural(low, 'habitant')} au moins"
    return f"{number(low)} à {plural(high, 'habitant')}"


def _to_verify(asked: Conditions) -> tuple[Finding, ...]:
    """What a name does not tell: never a silent no."""
    found = []
    if asked.members_only:
        sentence = f"Réservée aux adhérents ({asked.provider}) : vérifiez votre adhésion."
        found.append(Finding("membership", Holds.UNKNOWN, sentence))
    if asked.traits:
        labels = sentence_list(f"« {label} »" for label in asked.traits)
        sentence = f"Réservée aux communes {labels} : vérifiez si la vôtre l’est."
        found.append(Finding("traits", Holds.UNKNOWN, sentence))
    if asked.programmes:
        names = sentence_list(asked.programmes, last="ou")
        sentence = f"Réservée aux bénéficiaires d’un programme : {names}."
        found.append(Finding("programmes", Holds.UNKNOWN, sentence))
    return tuple(found)
