"""The thresholds, weights and switches that the engine reads, as dated data. Pure: no database.

A closed list of lines, each a whole number with the text that sets it and the day from which it
does (CRPA, article R311-3-1-2: parameters and their weighting are told to whoever asks). The
figures of the law and the defaults of the product are in `data/rules.csv`; a department sets, from
a day on, the lines that are its own to decide. A line that no version sets on a day is unknown on
that day: what depends on it is « à vérifier », or is not said at all. What the ANCT pays in full
is told by `policies.free_engineering`, which other screens read too.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import NBSP, number, plural
from guichet.reference.policies.free_engineering import ANCT_FREE_BELOW, Threshold

SHIPPED = Path(__file__).parent / "data" / "rules.csv"


class LineKind(StrEnum):
    LAW = "LAW"
    WEIGHT = "WEIGHT"
    SWITCH = "SWITCH"


@dataclass(frozen=True)
class Line:
    """One figure of the rules: its words, its bounds, and who may decide it."""

    code: str
    kind: LineKind
    label: str
    unit: str = ""
    lowest: int = 0
    highest: int = 1_000_000

    @property
    def is_local(self) -> bool:
        """A department weighs and switches; the figures of a text are the same everywhere."""
        return self.kind is not LineKind.LAW

    def told(self, value: int) -> str:
        """« 3 500 habitants », « 1,3 fois », « oui »."""
        if self.kind is LineKind.SWITCH:
            return "oui" if value else "non"
        if self.unit == "dixièmes":
            return f"{number(value // 10)},{value % 10} fois"
        if self.kind is LineKind.WEIGHT and not self.unit:
            return number(value)
        if self.unit.endswith("s"):
            return plural(value, self.unit[:-1], self.unit)
        return f"{number(value)}{NBSP}{self.unit}"


_LAW, _WEIGHT, _SWITCH = LineKind.LAW, LineKind.WEIGHT, LineKind.SWITCH
_HEADS, _SHARE = "habitants", "%"
LINES: tuple[Line, ...] = (
    Line("anct_free_commune", _LAW, "Ingénierie de l’ANCT gratuite : commune de moins de", _HEADS),
    Line("anct_free_epci", _LAW, "Ingénierie de l’ANCT gratuite : EPCI de moins de", _HEADS),
    Line("village_below", _LAW, "Villages d’avenir : commune de moins de", _HEADS),
    Line("small_town_below", _LAW, "Petites villes de demain : commune de moins de", _HEADS),
    Line("assist_rural_in_any_unit", _LAW, "Commune rurale en tout cas : jusqu’à", _HEADS),
    Line("assist_rural_at_most", _LAW, "Commune rurale selon son unité urbaine : jusqu’à", _HEADS),
    Line(
        "assist_ratio_tenths", _LAW,
        "Assistance technique : potentiel financier d’au plus, par rapport à la moyenne",
        "dixièmes", 1, 100,
    ),
    Line(
        "assist_mean_potential", _LAW,
        "Potentiel financier moyen par habitant des communes de moins de 5 000 habitants", "euros",
    ),
    Line("assist_epci_below", _LAW, "Assistance technique : EPCI de moins de", _HEADS),
    Line(
        "assist_population_percent", _LAW,
        "Assistance technique : part de la population de l’EPCI dans ces communes, plus de",
        _SHARE, 0, 100,
    ),
    Line(
        "assist_mountain_percent", _LAW,
        "Assistance technique : part des communes de l’EPCI en montagne, au moins", _SHARE, 0, 100,
    ),
    Line("assist_grace_years", _LAW,
         "Assistance technique : maintien après l’année de la perte du droit", "années", 0, 5),
    Line("weight_theme", _WEIGHT, "L’offre nomme le thème de la demande", "", 0, 9),
    Line("weight_engineering", _WEIGHT, "L’offre nomme le type d’ingénierie", "", 0, 9),
    Line("weight_phase", _WEIGHT, "L’offre nomme la phase du projet", "", 0, 9),
    Line("weight_programme", _WEIGHT, "L’offre est faite pour un programme du projet", "", 0, 9),
    Line("weight_unknown", _WEIGHT, "À retrancher pour chaque point à vérifier", "", 0, 99),
    Line(
        "near_population_percent", _WEIGHT,
        "« Presque » : écart toléré avec un seuil de population", _SHARE, 0, 50,
    ),
    Line("members_is_condition", _SWITCH, "L’adhésion demandée par une offre est une condition",
         "", 0, 1),
    Line("capacity_is_condition", _SWITCH,
         "Une offre qui a atteint ses dossiers de l’année attend l’année suivante", "", 0, 1),
)  # fmt: skip
BY_CODE: Mapping[str, Line] = {line.code: line for line in LINES}


class RuleRefused(DomainError):
    """A line or a value that the engine would not understand."""


@dataclass(frozen=True)
class Version:
    """A line set to a value between two days, by a text or a decision."""

    line: str
    value: int
    since: date
    until: date | None
    basis: str
    # Empty for what is the same everywhere.
    department: str = ""

    def serves(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def told(self) -> str:
        return BY_CODE[self.line].told(self.value)


@dataclass(frozen=True)
class Rules:
    """The versions in force on one day in one department: a part of what the engine is asked."""

    versions: Mapping[str, Version] = field(default_factory=dict)

    def value(self, code: str) -> int | None:
        version = self.versions.get(code)
        return version.value if version else None

    def number(self, code: str, default: int = 0) -> int:
        found = self.value(code)
        return default if found is None else found

    def basis(self, code: str) -> str:
        version = self.versions.get(code)
        return version.basis if version else ""

    def is_on(self, code: str) -> bool:
        return bool(self.number(code, 1))


def rules_in_force(on: date, decided: Iterable[Version] = ()) -> Rules:
    """For each line the version of that day: the department's own, else the latest of the rest."""
    found: dict[str, Version] = {}
    serving = [one for one in (*shipped(), *decided) if one.line in BY_CODE and one.serves(on)]
    for version in sorted(serving, key=lambda one: (bool(one.department), one.since)):
        found[version.line] = version
    return Rules({line.code: found[line.code] for line in LINES if line.code in found})


def refuse_unknown(code: str, value: int, *, by_department: bool) -> Line:
    """The line, or RuleRefused in a sentence that says what may be set."""
    line = BY_CODE.get(code)
    if line is None:
        raise RuleRefused("Cette règle n’existe pas : choisissez-en une dans la liste.")
    if by_department and not line.is_local:
        raise RuleRefused(
            f"« {line.label} » vient d’un texte national : un département ne peut pas le changer."
        )
    if not line.lowest <= value <= line.highest:
        raise RuleRefused(
            f"« {line.label} » : écrivez un nombre entier de {number(line.lowest)} à "
            f"{number(line.highest)}."
        )
    return line


def shipped() -> tuple[Version, ...]:
    """What the product ships, read once."""
    return _SHIPPED


def _free_engineering() -> tuple[Version, ...]:
    """The decisions of the board of the ANCT, each until the next one."""
    rules: tuple[Threshold, ...] = ANCT_FREE_BELOW
    ends: list[date | None] = [rule.since - timedelta(days=1) for rule in rules[1:]]
    return tuple(
        Version(line, value, rule.since, until, rule.basis)
        for rule, until in zip(rules, [*ends, None], strict=True)
        for line, value in (("anct_free_commune", rule.commune), ("anct_free_epci", rule.epci))
    )


def _read() -> tuple[Version, ...]:
    with SHIPPED.open(encoding="utf-8", newline="") as source:
        return tuple(
            Version(
                line=row["line"],
                value=int(row["value"]),
                since=date.fromisoformat(row["since"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
                basis=row["basis"],
            )
            for row in csv.DictReader(source)
        )


_SHIPPED = (*_free_engineering(), *_read())
