"""What is kept of a calculation, as JSON and back: its input, its answer with its reasons.

Pure. With the version of the rules, it is enough to give the same answer again years later, even
when the offers have changed since (CRPA, R311-3-1-2: data used, their source, how they counted).
The offers kept are those that could help or nearly: of the others, only their number is kept, for
no answer depends on them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from guichet.foundations.toolkit.errors import DomainError

from .criteria import DemandProfile, Finding, Holds, OfferProfile, Remedy, Term
from .engine import ENGINE_VERSION, Match, rank
from .ruleset import Rules, Version
from .thresholds import Known, Share, Standing

Json = dict[str, Any]


class RulesChanged(DomainError):
    """The answer was given by other rules than those of this version."""


def keep(demand: DemandProfile, offers: Iterable[OfferProfile], *, left_out: int = 0) -> Json:
    """The whole input of a calculation; the same input always makes the same text."""
    listed = sorted(offers, key=lambda offer: offer.id)
    asked = _plain(asdict(demand))
    asked["rules"] = [_plain(asdict(one)) for one in demand.rules.versions.values()]
    return {
        "demand": asked,
        "offers": [_plain(asdict(offer)) for offer in listed],
        "left_out": left_out,
    }


def read_demand(kept: Json) -> DemandProfile:
    """What was asked; what a later version of the product added takes its empty value."""
    return DemandProfile(**_known(DemandProfile, kept["demand"]))


def read_offers(kept: Json) -> tuple[OfferProfile, ...]:
    return tuple(OfferProfile(**_known(OfferProfile, offer)) for offer in kept["offers"])


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
    return [_plain(finding) for finding in findings]


def read_findings(kept: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            **{
                **found,
                "holds": Holds(found["holds"]),
                "remedy": Remedy(found["remedy"]),
                "data": tuple(found.get("data", ())),
            }
        )
        for found in kept
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Term | Finding):
        return _plain(value._asdict())
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value


def _known(shape: type[DemandProfile] | type[OfferProfile], kept: Json) -> Json:
    names = [field.name for field in fields(shape) if field.name in kept]
    return {name: _value(name, kept[name]) for name in names}


def _value(name: str, value: Any) -> Any:
    if name in _READ:
        return None if value is None else _READ[name](value)
    if isinstance(value, dict):
        return Term(**value)
    if isinstance(value, list):
        return tuple(Term(**term) for term in value)
    return value


def _standing(value: Json) -> Standing:
    return Standing(
        commune_population=value["commune_population"],
        traits=tuple(_told(one) for one in value["traits"]),
        assisted=tuple(_told(one) for one in value["assisted"]),
        potential=value["potential"],
        covered=Share(**value["covered"]) if value["covered"] else None,
        mountain=Share(**value["mountain"]) if value["mountain"] else None,
        # Not asked before version 2026.3 of the rules.
        is_overseas=value.get("is_overseas", False),
    )


def _told(value: Json) -> Known:
    return Known(**{**value, "until": _day(value["until"]) if value["until"] else None})


def _rules(value: Iterable[Json]) -> Rules:
    versions = [
        Version(
            **{
                **one,
                "since": _day(one["since"]),
                "until": _day(one["until"]) if one["until"] else None,
            }
        )
        for one in value
    ]
    return Rules({version.line: version for version in versions})


def _day(value: str) -> date:
    return date.fromisoformat(value)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "on": _day,
    "valid_from": _day,
    "valid_to": _day,
    "territories": frozenset,
    "standing": _standing,
    "rules": _rules,
}
