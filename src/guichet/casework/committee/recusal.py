"""Who should leave an item because of a personal interest. Pure Python.

CRPA R133-12: members may not take part in the deliberations when they have a personal interest in
the matter (the decree of 2006 added: void, when their part weighed on the outcome). Whether an
elected member's own commune is such an interest is for the member and the chair to say: the
product suggests, and never removes anybody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

BASIS = "article R133-12 du CRPA"


@dataclass(frozen=True)
class Sitter:
    """A seat in force: the organisation and the territory it speaks for."""

    seat: int
    name: str
    organisation: int | None = None
    territory: str = ""


@dataclass(frozen=True)
class Matter:
    """What an item is about: whose demand, where, led by whom, funded by whom."""

    requester: int | None = None
    requester_name: str = ""
    territories: frozenset[str] = frozenset()
    providers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    seat: int
    sentence: str
    basis: str = BASIS


def suggest(sitters: Iterable[Sitter], matter: Matter) -> tuple[Suggestion, ...]:
    """Each member whose own body asks, leads, or is the place of the project, and why."""
    found = []
    for one in sitters:
        why = _why(one, matter)
        if why:
            found.append(
                Suggestion(
                    one.seat,
                    f"« {one.name} » {why} : demandez-lui s’il se retire pour ce point ({BASIS}).",
                )
            )
    return tuple(found)


def _why(sitter: Sitter, matter: Matter) -> str:
    if sitter.organisation is not None and sitter.organisation == matter.requester:
        return "représente la collectivité qui demande"
    if sitter.organisation is not None and sitter.organisation in matter.providers:
        return "représente la structure qui accompagne le projet"
    if sitter.territory and sitter.territory in matter.territories:
        return "est élu du territoire du projet"
    return ""


def is_void(recused: Collection[int], voters: Collection[int]) -> bool:
    """Whether somebody who had left took part all the same."""
    return bool(set(recused) & set(voters))
