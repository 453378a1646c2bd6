"""What goes into a criterion and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..ruleset import Rules
from ..thresholds import Standing


class Holds(StrEnum):
    HELD = "HELD"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    # Useful to know, without weight on the verdict: what the help will cost.
    INFORMS = "INFORMS"


class Remedy(StrEnum):
    """Whether a failed criterion can change, and by whom."""

    NONE = ""
    AUTHORITY = "AUTHORITY"
    TIME = "TIME"


# Tuples, for hundreds of offers make thousands of these: built and compared three times faster.
class Term(NamedTuple):
    """A code with the words shown for it, as they were on the day of the calculation."""

    code: str
    label: str


@dataclass(frozen=True)
class DemandProfile:
    """Everything the engine knows of a demand; what is not here has no influence."""

    on: date
    commune: Term
    territories: frozenset[str]
    beneficiary: Term
    beneficiary_name: str
    population: int | None
    programmes: tuple[Term, ...]
    theme: Term
    engineering_types: tuple[Term, ...]
    phase: Term
    # The same territories by name, when the bridge knows them: the perimeters that hold.
    places: tuple[Term, ...] = ()
    # What the census and the law say of the commune and of who asks.
    standing: Standing = field(default_factory=Standing)
    # The figures in force that day in that department.
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True)
class OfferProfile:
    """Everything the engine knows of an offer. An empty tuple means « no condition ».

    Of many perimeters, those that hold the demand are enough: the bridge leaves out the others.
    """

    id: int
    title: str
    provider_id: int
    provider: str
    level: str
    perimeters: tuple[Term, ...] = ()
    exclusions: tuple[Term, ...] = ()
    beneficiary_kinds: tuple[Term, ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    programmes: tuple[Term, ...] = ()
    themes: tuple[Term, ...] = ()
    engineering_types: tuple[Term, ...] = ()
    phases: tuple[Term, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    members_only: bool = False
    # Whether who asks is a member of the provider; None: nobody has told.
    is_member: bool | None = None
    member_source: str = ""
    required_traits: tuple[Term, ...] = ()
    own_share: int | None = None
    yearly_capacity: int | None = None
    # Accepted this year through the desk, as the demand is weighed.
    used_this_year: int = 0


class Finding(NamedTuple):
    criterion: str
    holds: Holds
    sentence: str
    basis: str
    remedy: Remedy = Remedy.NONE
    advice: str = ""
    # The offer names this theme, type, phase or programme, rather than accepting any.
    is_specific: bool = False
    # What was compared, as « nom : valeur ».
    data: tuple[str, ...] = ()


Criterion = Callable[[DemandProfile, OfferProfile], Finding | None]
