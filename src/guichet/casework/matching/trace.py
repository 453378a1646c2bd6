"""What is kept of a calculation, as JSON and back: its input whole, its answer with its reasons.

Pure. With the version of the rules, it is enough to give the same answer again years later, even
when the offers have changed since (CRPA, R311-3-1-2: data used, their source, how they counted).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from guichet.foundations.toolkit.errors import DomainError

from .criteria import DemandProfile, Finding, Holds, OfferProfile, Remedy, Term
from .engine import ENGINE_VERSION, Match, rank

Json = dict[str, Any]


class RulesChanged(DomainError):
    """The answer was given by other rules than those of this version."""


def keep(demand: DemandProfile, offers: Iterable[OfferProfile]) -> Json:
    """The whole input of a calculation; the same input always makes the same text."""
    listed = sorted(offers, key=lambda offer: offer.id)
    return {
        "demand": _plain(asdict(demand)),
        "offers": [_plain(asdict(offer)) for offer in listed],
    }


def read_demand(kept: Json) -> DemandProfile:
    return DemandProfile(**{name: _value(name, kept["demand"]) for name in _names(DemandProfile)})


def read_offers(kept: Json) -> tuple[OfferProfile, ...]:
    return tuple(
        OfferProfile(**{name: _value(name, offer) for name in _names(OfferProfile)})
        for offer in kept["offers"]
    )


def replay(kept: Json, *, version: str) -> tuple[Match, ...]:
    """The answer again, from nothing but what was kept."""
    if version != ENGINE_VERSION:
        raise RulesChanged(
            f"Cette réponse vient de la version {version} des règles ; celle d’aujourd’hui est "
            f"{ENGINE_VERSION}. Les raisons données alors sont conservées, mais ne peuvent plus "
            "être recalculées."
        )
    return rank(read_demand(kept), read_offers(kept))


def keep_findings(findings: Iterable[Finding]) -> list[Json]:
    return [_plain(asdict(finding)) for finding in findings]


def read_findings(kept: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(**{**found, "holds": Holds(found["holds"]), "remedy": Remedy(found["remedy"])})
        for found in kept
    )


def _names(shape: type[DemandProfile] | type[OfferProfile]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value


def _value(name: str, kept: Json) -> Any:
    value = kept[name]
    if value is None:
        return None
    if name in {"on", "valid_from", "valid_to"}:
        return date.fromisoformat(value)
    if name == "territories":
        return frozenset(value)
    if isinstance(value, dict):
        return Term(**value)
    if isinstance(value, list):
        return tuple(Term(**term) for term in value)
    return value
