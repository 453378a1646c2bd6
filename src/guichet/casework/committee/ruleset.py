"""The rules of a committee: each line with the text that founds it. Pure Python.

The default is the chapter on consultative commissions of the code of relations between the public
and the administration (CRPA, R133-3 to R133-13). An order of the prefect, or the internal rules of
the committee, may change any line, and must then be named as the basis of that line. A meeting
keeps the whole set as it was on its day, so that its figures can be computed again years later.

Names and values are closed lists shared with the database: what is not known is refused, never
replaced in silence by the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .quorum import CollegeRule, QuorumRule, Recused
from .votes import Majority

DEFAULT_VERSION = "CRPA-2026"


class UnknownRule(DomainError):
    """A line, or a value, that no code reads: keeping it would be lying."""


@dataclass(frozen=True)
class RuleSet:
    """One value per line. `bases` says where each comes from."""

    version: str = DEFAULT_VERSION
    notice_days: int = 5
    proxies_per_holder: int = 1
    quorum: QuorumRule = field(default_factory=QuorumRule)
    second_convocation: bool = True
    majority: Majority = Majority.CAST
    abstentions_count: bool = False
    casting_vote: bool = True
    remote: bool = True
    meetings_per_year: int = 2
    bases: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_BASES))


DEFAULT_BASES: dict[str, str] = {
    "notice_days": "article R133-8 du CRPA",
    "proxies_per_holder": "article R133-9 du CRPA",
    "quorum": "article R133-10 du CRPA",
    "second_convocation": "article R133-10 du CRPA",
    "majority": "article R133-11 du CRPA",
    "abstentions_count": "le texte ne le dit pas : usage, à fixer par le règlement intérieur",
    "casting_vote": "article R133-11 du CRPA",
    "remote": "article R133-10 du CRPA et ordonnance n° 2014-1329 du 6 novembre 2014",
    "meetings_per_year": "article L1232-2 du CGCT",
}
LINES = tuple(DEFAULT_BASES)
DEFAULT = RuleSet()


def override(rules: RuleSet, changes: Mapping[str, object], *, basis: str, version: str) -> RuleSet:
    """The same rules with some lines changed by a text. Refuses a line that no code reads."""
    if not basis.strip():
        raise UnknownRule("Citez l’arrêté ou le règlement intérieur qui fonde ce changement.")
    values = {name: _checked(name, value) for name, value in changes.items()}
    bases = {**rules.bases, **dict.fromkeys(values, basis.strip())}
    return replace(rules, version=version, bases=bases, **values)


def sentences(rules: RuleSet) -> tuple[str, ...]:
    """Each line as it is read at the head of a meeting, in the order of the code."""
    told = {
        "notice_days": (
            f"La convocation est reçue au moins {plural(rules.notice_days, 'jour')} avant la "
            "séance, sauf urgence."
        ),
        "proxies_per_holder": _proxies(rules.proxies_per_holder),
        "quorum": rules.quorum.sentence,
        "second_convocation": (
            "À défaut de quorum, le comité délibère sans condition de quorum après une seconde "
            "convocation sur le même ordre du jour, qui le précise."
            if rules.second_convocation
            else "À défaut de quorum, la séance est reportée ; le quorum reste exigé."
        ),
        "majority": f"Le comité se prononce à {rules.majority.words}.",
        "abstentions_count": (
            "L’abstention compte parmi les voix."
            if rules.abstentions_count
            else "L’abstention n’est pas une voix exprimée."
        ),
        "casting_vote": (
            "En cas de partage égal des voix, celle de la présidence est prépondérante."
            if rules.casting_vote
            else "En cas de partage égal des voix, la proposition n’est pas adoptée."
        ),
        "remote": (
            "La participation par téléphone ou visioconférence vaut présence."
            if rules.remote
            else "La participation à distance n’est pas admise."
        ),
        "meetings_per_year": (
            f"Le comité se réunit au moins {plural(rules.meetings_per_year, 'fois', 'fois')} "
            "par an."
        ),
    }
    return tuple(f"{told[name].removesuffix('.')} ({rules.bases[name]})." for name in LINES)


def freeze(rules: RuleSet) -> dict[str, Any]:
    """Plain values for the meeting that keeps them; `thaw` gives the same rules back."""
    quorum = rules.quorum
    return {
        "version": rules.version,
        **{name: getattr(rules, name) for name in LINES if name not in {"quorum", "majority"}},
        "majority": rules.majority.name,
        "quorum": {
            "share": [quorum.numerator, quorum.denominator],
            "strictly": quorum.strictly,
            "number": quorum.number,
            "vacancies_count": quorum.vacancies_count,
            "recused": quorum.recused.name,
            "colleges": [
                [one.college, one.numerator, one.denominator, one.strictly]
                for one in quorum.colleges
            ],
            "necessary": sorted(quorum.necessary),
        },
        "bases": dict(rules.bases),
    }


def thaw(data: Mapping[str, Any]) -> RuleSet:
    """The rules that a meeting has kept. Raises UnknownRule when they are not ours."""
    expected = {"version", "bases", *LINES}
    if set(data) != expected:
        odd = ", ".join(sorted(set(data) ^ expected))
        raise UnknownRule(f"Ces règles ne sont pas celles de cette version de Guichet : {odd}.")
    values = {name: _checked(name, data[name]) for name in LINES}
    return RuleSet(version=str(data["version"]), bases=dict(data["bases"]), **values)


def _checked(name: str, value: object) -> Any:
    if name not in LINES:
        raise UnknownRule(f"Aucune règle ne s’appelle « {name} ».")
    if name == "quorum":
        return value if isinstance(value, QuorumRule) else _quorum(value)
    if name == "majority":
        return value if isinstance(value, Majority) else _named(Majority, value)
    kind = type(getattr(DEFAULT, name))
    # A boolean is an int for Python, never for a rule.
    if type(value) is not kind or (kind is int and value < 1):  # type: ignore[operator]
        raise UnknownRule(f"La règle « {name} » ne peut pas valoir « {value} ».")
    return value


def _quorum(data: object) -> QuorumRule:
    if not isinstance(data, Mapping):
        raise UnknownRule("La règle de quorum est illisible.")
    numerator, denominator = data["share"]
    return QuorumRule(
        numerator=int(numerator),
        denominator=int(denominator),
        strictly=bool(data["strictly"]),
        number=data["number"],
        vacancies_count=bool(data["vacancies_count"]),
        recused=_named(Recused, data["recused"]),
        colleges=tuple(CollegeRule(*one) for one in data["colleges"]),
        necessary=frozenset(data["necessary"]),
    )


def _named(kind: Any, name: object) -> Any:
    try:
        return kind[str(name)]
    except KeyError as unknown:
        raise UnknownRule(
            f"« {name} » n’est pas une valeur connue de {kind.__name__}."
        ) from unknown


def _proxies(count: int) -> str:
    if count == 1:
        return "Nul ne détient plus d’un pouvoir."
    return f"Nul ne détient plus de {count} pouvoirs."
