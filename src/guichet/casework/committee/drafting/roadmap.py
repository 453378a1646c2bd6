"""The feuille de route of a department: what the committee adopted, and what serves it. Pure.

Two readers, one text: the desk sees every case; everybody sees counts, small ones kept back (the
rule of `small_numbers`), and what the indicators say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.small_numbers import THRESHOLD, is_small
from guichet.foundations.toolkit.text import NBSP, number, plural

from .texts import Bullets, Paragraph, Section, Table, paragraphs, section

# A page and a file that are read, not a register.
LISTED = 20


@dataclass(frozen=True)
class Served:
    """A demand or a support, as one line."""

    reference: str
    title: str
    requester: str
    state: str
    is_open: bool = True


@dataclass(frozen=True)
class Measured:
    """An indicator with its last reading."""

    label: str
    unit: str = ""
    target: Decimal | None = None
    target_on: date | None = None
    value: Decimal | None = None
    read_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Aim:
    """One orientation that the committee adopted."""

    number: int
    title: str
    body: str
    adopted_on: date | None
    adopted_by: str
    parent: str = ""
    parent_adopted_on: date | None = None
    parent_adopted_by: str = ""
    demands: tuple[Served, ...] = ()
    supports: tuple[Served, ...] = ()
    indicators: tuple[Measured, ...] = ()


@dataclass(frozen=True)
class Roadmap:
    department: str
    committee: str
    day: date
    aims: tuple[Aim, ...] = ()
    # What the desk qualified without an orientation, and the supports that came of such demands.
    orphan_demands: tuple[Served, ...] = ()
    orphan_supports: tuple[Served, ...] = ()
    proposed: tuple[str, ...] = ()


def roadmap_of(facts: Roadmap, *, public: bool) -> tuple[Section, ...]:
    """The text of the page and of the file; the same facts always give the same text."""
    return (
        _intro(facts),
        *(part for aim in facts.aims for part in _aim(aim, public=public)),
        *(() if public else _orphans(facts)),
        *(() if public else _proposed(facts)),
    )


def title_of(facts: Roadmap) -> str:
    return f"Feuille de route de l’ingénierie{NBSP}: {facts.department}"


def _intro(facts: Roadmap) -> Section:
    count = plural(
        len(facts.aims),
        "orientation stratégique adoptée",
        "orientations stratégiques adoptées",
    )
    said = (
        f"{count} par le comité, dans le cadre des orientations nationales validées par le conseil "
        "d’administration de l’Agence nationale de la cohésion des territoires."
        if facts.aims
        else "Le comité n’a encore adopté aucune orientation stratégique."
    )
    return section(
        "intro", "Le cadre", Paragraph(said),
        Paragraph(f"État au {long_date(facts.day)}."),
    )  # fmt: skip


def _aim(aim: Aim, *, public: bool) -> Iterator[Section]:
    key = f"orientation-{aim.number}"
    yield section(
        key,
        f"{aim.number}. {aim.title}",
        *paragraphs(aim.body),
        Paragraph(_adopted("Adoptée", aim.adopted_on, aim.adopted_by)),
        Paragraph(_parent(aim)),
        Paragraph(_counts(aim, public=public)),
        tables=[_indicators(aim.indicators), *(() if public else _lists(aim))],
    )


def _adopted(word: str, on: date | None, by: str) -> str:
    return f"{word} le {long_date(on)} par {by}." if on else ""


def _parent(aim: Aim) -> str:
    if not aim.parent:
        return "Elle est propre au département."
    validated = _adopted(" Celle-ci a été validée", aim.parent_adopted_on, aim.parent_adopted_by)
    return f"Elle décline l’orientation nationale «{NBSP}{aim.parent}{NBSP}».{validated}"


def _counts(aim: Aim, *, public: bool) -> str:
    demands = _count(len(aim.demands), "aucune demande", "demande", "demandes", public=public)
    supports = _count(
        len(aim.supports), "aucun accompagnement", "accompagnement en cours ou livré",
        "accompagnements en cours ou livrés", public=public,
    )  # fmt: skip
    return f"Ce qui la sert{NBSP}: {demands}, {supports}."


def _count(count: int, none: str, one: str, many: str, *, public: bool) -> str:
    if count == 0:
        return none
    if public and is_small(count):
        return f"moins de {THRESHOLD} {many}"
    return plural(count, one, many)


def _indicators(indicators: Iterable[Measured]) -> Table:
    return Table(
        "Indicateurs",
        ("Indicateur", "Dernière valeur", "Cible"),
        tuple((one.label, _value(one), _target(one)) for one in indicators),
    )


def _value(one: Measured) -> str:
    if one.value is None or one.read_on is None:
        return "pas encore relevé"
    unit = f" {one.unit}" if one.unit else ""
    return f"{_number(one.value)}{unit}, le {long_date(one.read_on)} ({one.source})"


def _target(one: Measured) -> str:
    if one.target is None:
        return "–"
    unit = f" {one.unit}" if one.unit else ""
    by = f" au {long_date(one.target_on)}" if one.target_on else ""
    return f"{_number(one.target)}{unit}{by}"


def _number(value: Decimal) -> str:
    """« 12 », « 12,5 »: no decimals that say nothing."""
    return number(int(value) if value == value.to_integral_value() else value.normalize())


def _lists(aim: Aim) -> Iterator[Table]:
    yield _cases(f"Demandes en cours qui servent l’orientation {aim.number}", aim.demands)
    yield _cases(f"Accompagnements en cours qui servent l’orientation {aim.number}", aim.supports)


def _cases(caption: str, cases: Iterable[Served]) -> Table:
    """What is still under way, the first ones: the list of demands shows the others."""
    under_way = [one for one in cases if one.is_open]
    shown = under_way[:LISTED]
    left = len(under_way) - len(shown)
    return Table(
        f"{caption} (les {LISTED} premiers sur {len(under_way)})" if left else caption,
        ("Demande", "Intitulé", "Collectivité", "État"),
        tuple((one.reference, one.title, one.requester, one.state) for one in shown),
    )


def _orphans(facts: Roadmap) -> Iterator[Section]:
    demands, supports = facts.orphan_demands, facts.orphan_supports
    said = (
        f"{plural(len(demands), 'demande qualifiée', 'demandes qualifiées')} et "
        f"{plural(len(supports), 'accompagnement')} ne servent aucune orientation{NBSP}: une "
        "orientation manque peut-être, ou la qualification est à compléter."
        if demands or supports
        else "Chaque demande qualifiée sert au moins une orientation."
    )
    yield section(
        "orphans",
        "Ce qui ne sert aucune orientation",
        Paragraph(said),
        tables=[
            _cases("Demandes sans orientation", demands),
            _cases("Accompagnements sans orientation", supports),
        ],
    )


def _proposed(facts: Roadmap) -> Iterator[Section]:
    if facts.proposed:
        yield section(
            "proposed",
            "Proposées à l’adoption du comité",
            Paragraph("Elles seront à l’ordre du jour de la prochaine séance."),
            Bullets(facts.proposed),
        )
