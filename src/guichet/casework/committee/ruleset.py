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
from guichet.foundations.toolkit.text import capitalised, plural, sentence_list

from .quorum import CollegeRule, QuorumRule, Recused, share_words
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
    college_votes: tuple[CollegeRule, ...] = ()
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
    "college_votes": "le CRPA n’en demande pas",
    "remote": "article R133-10 du CRPA et ordonnance n° 2014-1329 du 6 novembre 2014",
    "meetings_per_year": "article L1232-2 du CGCT",
}
LINES = tuple(DEFAULT_BASES)
DEFAULT = RuleSet()
NO_DUTY = "aucun texte n’en fixe le nombre"
# Any other consultative commission: the same chapter, and no law that says how often it meets.
COMMISSION = replace(
    DEFAULT, meetings_per_year=0, bases={**DEFAULT_BASES, "meetings_per_year": NO_DUTY}
)
# Lines where zero is a rule: no proxy admitted, no number of meetings owed.
MAY_BE_ZERO = frozenset({"proxies_per_holder", "meetings_per_year"})


def override(
    rules: RuleSet,
    changes: Mapping[str, object],
    *,
    basis: str,
    version: str,
    articles: Mapping[str, str] | None = None,
) -> RuleSet:
    """The same rules with some lines changed by a text. Refuses a line that no code reads.

    `articles` names the article of some lines; the others that change rest on the text as a whole.
    A line may get another article and keep its value.
    """
    if not basis.strip():
        raise UnknownRule("Citez l’arrêté ou le règlement intérieur qui fonde ce changement.")
    values = {name: _checked(name, value) for name, value in changes.items()}
    own = {name: words.strip() for name, words in (articles or {}).items() if words.strip()}
    for name in own:
        _known(name)
    bases = {**rules.bases, **dict.fromkeys(values, basis.strip()), **own}
    return replace(rules, version=version, bases=bases, **values)


def colleges_named(rules: RuleSet) -> frozenset[str]:
    """The colleges of which these rules ask a share."""
    return frozenset(one.college for one in (*rules.quorum.colleges, *rules.college_votes))


def by_line(rules: RuleSet, *, body: str = "le comité") -> dict[str, str]:
    """Each line, in French; `body` is what the text calls it, « la commission »."""
    whole = capitalised(body)
    return {
        "notice_days": (
            f"La convocation est reçue au moins {plural(rules.notice_days, 'jour')} avant la "
            "séance, sauf urgence."
        ),
        "proxies_per_holder": _proxies(rules.proxies_per_holder),
        "quorum": rules.quorum.sentence,
        "second_convocation": (
            f"À défaut de quorum, {body} délibère sans condition de quorum après une seconde "
            "convocation sur le même ordre du jour, qui le précise."
            if rules.second_convocation
            else "À défaut de quorum, la séance est reportée ; le quorum reste exigé."
        ),
        "majority": f"{whole} se prononce à {rules.majority.words.replace('le comité', body)}.",
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
            f"{whole} se réunit au moins {plural(rules.meetings_per_year, 'fois', 'fois')} par an."
            if rules.meetings_per_year
            else "Aucun nombre de séances n’est dû dans l’année."
        ),
        "college_votes": _college_votes(rules.college_votes),
    }


def sentences(rules: RuleSet, *, body: str = "le comité") -> tuple[str, ...]:
    """The lines as they are read at the head of a meeting, each with its text."""
    told = by_line(rules, body=body)
    return tuple(f"{told[name].removesuffix('.')} ({rules.bases[name]})." for name in LINES)


def freeze(rules: RuleSet) -> dict[str, Any]:
    """Plain values for the meeting that keeps them; `thaw` gives the same rules back."""
    quorum = rules.quorum
    return {
        "version": rules.version,
        **{name: getattr(rules, name) for name in LINES if name not in _WRITTEN_APART},
        "majority": rules.majority.name,
        "quorum": {
            "share": [quorum.numerator, quorum.denominator],
            "strictly": quorum.strictly,
            "number": quorum.number,
            "vacancies_count": quorum.vacancies_count,
            "recused": quorum.recused.name,
            "colleges": _listed(quorum.colleges),
            "necessary": sorted(quorum.necessary),
        },
        "college_votes": _listed(rules.college_votes),
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


_WRITTEN_APART = frozenset({"quorum", "majority", "college_votes"})


def _listed(rules: tuple[CollegeRule, ...]) -> list[list[object]]:
    return [[one.college, one.numerator, one.denominator, one.strictly] for one in rules]


def _known(name: str) -> None:
    if name not in LINES:
        raise UnknownRule(f"Aucune règle ne s’appelle « {name} ».")


def _checked(name: str, value: object) -> Any:
    _known(name)
    if name == "college_votes":
        return _colleges(value)
    if name == "quorum":
        return value if isinstance(value, QuorumRule) else _quorum(value)
    if name == "majority":
        return value if isinstance(value, Majority) else _named(Majority, value)
    kind = type(getattr(DEFAULT, name))
    least = 0 if name in MAY_BE_ZERO else 1
    # A boolean is an int for Python, never for a rule.
    if type(value) is not kind or (kind is int and value < least):  # type: ignore[operator]
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
        colleges=_colleges(data["colleges"]),
        necessary=frozenset(data["necessary"]),
    )


def _colleges(data: object) -> tuple[CollegeRule, ...]:
    """One share per college at most; a list of rules, or what `freeze` made of one."""
    if not isinstance(data, list | tuple):
        raise UnknownRule("La part demandée à chaque collège est illisible.")
    try:
        found = tuple(one if isinstance(one, CollegeRule) else CollegeRule(*one) for one in data)
    except (TypeError, ValueError) as wrong:
        raise UnknownRule("La part demandée à un collège est illisible.") from wrong
    if len({one.college for one in found}) < len(found):
        raise UnknownRule("Un collège n’a qu’une part : elle est donnée deux fois.")
    return found


def _named(kind: Any, name: object) -> Any:
    try:
        return kind[str(name)]
    except KeyError as unknown:
        raise UnknownRule(
            f"« {name} » n’est pas une valeur connue de {kind.__name__}."
        ) from unknown


def _college_votes(rules: tuple[CollegeRule, ...]) -> str:
    if not rules:
        return "Aucune part des voix n’est exigée dans un collège."
    asked = [f"{share_words(one)} des voix du collège « {one.college} »" for one in rules]
    return f"Il faut aussi {sentence_list(asked)}."


def _proxies(count: int) -> str:
    if count == 0:
        return "Aucun pouvoir n’est admis."
    if count == 1:
        return "Nul ne détient plus d’un pouvoir."
    return f"Nul ne détient plus de {count} pouvoirs."
