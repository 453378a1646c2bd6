"""What the texts give according to a population, a classification or a wealth. Pure.

Each question answers yes, no or « not known », with the figures compared and the text: a figure
that is missing is « à vérifier », never a silent no. The figures themselves are dated data
(`ruleset`); a text that set nothing yet on that day is not applied.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, number

from .ruleset import Rules

ASSISTED = "ASSISTED"
# The departments that D3334-8-1 (I, 2°) calls overseas.
OVERSEAS = frozenset({"971", "972", "973", "974", "976"})
PROGRAMME_LINES = {"VA": "village_below", "PVD": "small_town_below"}


@dataclass(frozen=True)
class Known:
    """What a dated source says of a territory or of an authority: it is, or it is not."""

    code: str
    holds: bool
    source: str
    until: date | None = None


@dataclass(frozen=True)
class Share:
    """A part of a whole, some of which is not known: people, or communes."""

    inside: int
    unknown: int
    total: int

    def is_more_than(self, percent: int) -> bool | None:
        """Whether it is, or could be once all is known (None)."""
        return self.is_at_least_hundredths(percent * self.total + 1)

    def is_at_least(self, percent: int) -> bool | None:
        return self.is_at_least_hundredths(percent * self.total)

    def is_at_least_hundredths(self, wanted: int) -> bool | None:
        """In hundredths of one: whole numbers only."""
        if self.total == 0:
            return None
        if self.inside * 100 >= wanted:
            return True
        return None if (self.inside + self.unknown) * 100 >= wanted else False


@dataclass(frozen=True)
class Standing:
    """What is known of the commune of the project and of who asks, besides names and numbers."""

    commune_population: int | None = None
    traits: tuple[Known, ...] = ()
    # The department's own list of who has a right to its assistance, with what has ended.
    assisted: tuple[Known, ...] = ()
    # Euros per inhabitant of who asks, last year.
    potential: int | None = None
    # Of an intercommunality: people of member communes with the right; members in the mountain.
    covered: Share | None = None
    mountain: Share | None = None
    # Overseas the size says nothing: the code lists the communes that are not rural.
    is_overseas: bool = False

    def trait(self, code: str) -> Known | None:
        return next((known for known in self.traits if known.code == code), None)


@dataclass(frozen=True)
class Answer:
    """Yes, no, or not known (None), in a sentence."""

    holds: bool | None
    sentence: str
    basis: str
    data: tuple[str, ...] = ()


def anct_free(kind: str, population: int | None, who: str, rules: Rules) -> Answer | None:
    """Whether the ANCT pays its engineering in full (board of the ANCT, 10 March 2021).

    Above the threshold the cost is shared according to the fragility of the territory, and may be
    covered in full by exception. None when no text was in force.
    """
    lines = {"COMMUNE": "anct_free_commune", "EPCI": "anct_free_epci"}
    basis = rules.basis("anct_free_commune")
    if not basis:
        return None
    limit = rules.value(lines.get(kind, ""))
    if limit is None:
        return Answer(
            None,
            "La gratuité de l’ingénierie de l’ANCT ne vise que les communes et les "
            f"intercommunalités : le coût est à voir avec elle pour {who}.",
            basis,
        )
    below = f"en dessous de {_heads(limit)}"
    if population is None:
        return Answer(
            None,
            f"L’ingénierie de l’ANCT est gratuite {below} ; la population de {who} n’est pas "
            "connue : à vérifier.",
            basis,
        )
    data = (f"Population : {population}", f"Seuil : {limit}")
    if population < limit:
        told = f"Gratuit : l’ANCT prend tout à sa charge {below}, et {who} en compte "
        return Answer(True, f"{told}{number(population)}.", basis, data)
    return Answer(
        False,
        f"Coût partagé : l’ANCT ne prend tout à sa charge qu’{below}, et {who} en compte "
        f"{number(population)}. La part demandée dépend de la fragilité du territoire ; une prise "
        "en charge complète reste possible par exception.",
        basis,
        data,
    )


def programme_open(programme: str, commune: str, population: int | None, rules: Rules) -> Answer:
    """Whether a commune could still enter a programme, by its size (Villages d’avenir, PVD)."""
    line = PROGRAMME_LINES.get(programme, "")
    limit, basis = rules.value(line), rules.basis(line)
    if limit is None:
        return Answer(None, "", basis)
    aimed = f"Ce programme vise les communes de moins de {_heads(limit)}"
    if population is None:
        told = f"{aimed} ; la population de {commune} n’est pas connue : à vérifier."
        return Answer(None, told, basis)
    data = (f"Population : {population}", f"Seuil : {limit}")
    told = f"{aimed} ; {commune} en compte {number(population)}."
    return Answer(population < limit, told, basis, data)


def assistance(
    kind: str, who: str, population: int | None, standing: Standing, *, on: date, rules: Rules
) -> Answer:
    """The right to the technical assistance of the department (CGCT, L3232-1-1 and R3232-1).

    The department's own list is believed first. Whoever loses the right keeps it during the year
    that follows.
    """
    listed = next((k for k in standing.assisted if k.holds and not _is_over(k, on)), None)
    if listed is not None:
        told = f"La liste des bénéficiaires de l’assistance technique compte {who}."
        return Answer(True, told, _assist_basis(rules), (f"Liste : {listed.source}",))
    if kind == "COMMUNE":
        answer = commune_assisted(who, population, standing, rules)
    elif kind == "EPCI":
        answer = _epci_assisted(who, population, standing, rules)
    else:
        answer = Answer(
            None,
            "L’assistance technique du département vise les communes et leurs groupements selon "
            f"leur taille et leur richesse ; ce que la loi en dit pour {who} est à vérifier.",
            _assist_basis(rules),
        )
    if answer.holds is True:
        return answer
    return _kept_for_a_year(who, standing.assisted, on, rules) or answer


def commune_assisted(who: str, population: int | None, standing: Standing, rules: Rules) -> Answer:
    """Rural (D3334-8-1, I) and not richer than 1.3 times the mean (R3232-1, 1°)."""
    rural = _is_rural(who, population, standing, rules)
    wealth = _is_modest(who, standing.potential, rules)
    parts = [rural, wealth]
    basis = _assist_basis(rules)
    data = (*rural.data, *wealth.data)
    failed = [part for part in parts if part.holds is False]
    if failed:
        return Answer(False, " ".join(part.sentence for part in failed), basis, data)
    unknown = [part for part in parts if part.holds is None]
    if unknown:
        return Answer(None, " ".join(part.sentence for part in unknown), basis, data)
    return Answer(True, " ".join(part.sentence for part in parts), basis, data)


def _is_rural(who: str, population: int | None, standing: Standing, rules: Rules) -> Answer:
    low, high = rules.number("assist_rural_in_any_unit"), rules.number("assist_rural_at_most")
    aid = "L’assistance technique du département vise les communes rurales"
    if standing.is_overseas:
        told = (
            f"{aid} ; outre-mer, celles qui ne le sont pas sont nommées par l’annexe VIII du CGCT"
        )
        return _as_listed(who, standing, f"{told} : pour {who}, à vérifier.", ())
    if population is None:
        told = f"{aid} ; la population de {who} n’est pas connue : à vérifier."
        return Answer(None, told, "")
    data = (f"Population : {population}",)
    if population <= low:
        told = f"Avec {_heads(population)}, {who} est rurale ({number(low)} au plus)."
        return Answer(True, told, "", data)
    if population > high:
        told = f"{aid}, d’au plus {_heads(high)} ; {who} en compte {number(population)}."
        return Answer(False, told, "", data)
    unknown = (
        f"{aid} ; avec {_heads(population)}, cela dépend de l’unité urbaine de {who} : à "
        "vérifier sur la liste arrêtée par le préfet."
    )
    return _as_listed(who, standing, unknown, data)


def _as_listed(who: str, standing: Standing, unknown: str, data: tuple[str, ...]) -> Answer:
    """By the list that the prefect sets (D3334-8-1, II), when somebody has entered it."""
    known = standing.trait("RURAL_BY_LAW")
    if known is None:
        return Answer(None, unknown, "", data)
    is_it = "est" if known.holds else "n’est pas"
    told = f"Selon la liste arrêtée par le préfet, {who} {is_it} une commune rurale."
    return Answer(known.holds, told, "", (*data, f"Liste : {known.source}"))


def _is_modest(who: str, potential: int | None, rules: Rules) -> Answer:
    mean, ratio = rules.value("assist_mean_potential"), rules.number("assist_ratio_tenths")
    times = f"{ratio // 10},{ratio % 10} fois la moyenne des communes de moins de 5 000 habitants"
    if potential is None or mean is None:
        missing = f"celui de {who} n’est pas connu"
        if potential is not None:
            missing = "cette moyenne n’est pas connue"
        told = (
            f"Le potentiel financier par habitant ne doit pas dépasser {times} ; {missing} : à "
            "vérifier."
        )
        return Answer(None, told, "")
    data = (f"Potentiel financier : {potential} €", f"Moyenne : {mean} €")
    euros = f"{number(potential)}{NBSP}€ par habitant"
    # In whole numbers: 1.3 times the mean, multiplied out.
    is_modest = potential * 10 <= mean * ratio
    verb = "ne dépasse pas" if is_modest else "dépasse"
    told = f"Le potentiel financier de {who} ({euros}) {verb} {times} ({number(mean)}{NBSP}€)."
    return Answer(is_modest, told, "", data)


def _epci_assisted(who: str, population: int | None, standing: Standing, rules: Rules) -> Answer:
    """Under 40,000 with more than half of its people in such communes, or half in the mountain."""
    basis = _assist_basis(rules)
    mountain = standing.mountain
    percent = rules.number("assist_mountain_percent")
    in_mountain = mountain.is_at_least(percent) if mountain else None
    if in_mountain and mountain:
        told = (
            f"La moitié au moins des communes de {who} est en zone de montagne "
            f"({mountain.inside} sur {mountain.total})."
        )
        return Answer(True, told, basis, (f"Montagne : {mountain.inside}/{mountain.total}",))
    limit = rules.number("assist_epci_below")
    small = None if population is None else population < limit
    covered = standing.covered
    majority = covered.is_more_than(rules.number("assist_population_percent")) if covered else None
    data = (f"Population : {population if population is not None else 'inconnue'}",)
    if small and majority:
        told = (
            f"{_begin(who)} compte moins de {_heads(limit)} et plus de la moitié de sa population "
            "vit dans des communes qui y ont droit."
        )
        return Answer(True, told, basis, data)
    reasons = []
    if small is False and population is not None:
        reasons.append(f"{_begin(who)} compte {_heads(population)} (il en faut moins de "
                       f"{number(limit)})")  # fmt: skip
    elif majority is False:
        reasons.append(
            f"la moitié au plus de la population de {who} vit dans des communes qui y ont droit"
        )
    if reasons and in_mountain is False and mountain:
        reasons.append(
            f"moins de la moitié de ses communes est en montagne ({mountain.inside} sur "
            f"{mountain.total})"
        )
        told = " ; ".join(reasons)
        return Answer(False, f"{told[:1].upper()}{told[1:]}.", basis, data)
    told = (
        f"L’assistance technique du département est ouverte à un EPCI de moins de {_heads(limit)} "
        "dont plus de la moitié de la population vit dans des communes qui y ont droit, ou dont la "
        f"moitié des communes est en montagne ; pour {who}, c’est à vérifier."
    )
    return Answer(None, told, basis, data)


def _kept_for_a_year(who: str, assisted: Iterable[Known], on: date, rules: Rules) -> Answer | None:
    """The right is kept during the year that follows the one of its loss (R3232-1, last paragraph).

    Years of the calendar: what was lost in March 2024 is kept until 31 December 2025.
    """
    ended = [k.until for k in assisted if k.holds and k.until is not None and k.until < on]
    if not ended:
        return None
    last = max(ended)
    end = date(last.year + rules.number("assist_grace_years"), 12, 31)
    if on > end:
        return None
    told = (
        f"Le droit à l’assistance technique a pris fin le {long_date(last)} pour {who}, mais il "
        f"est maintenu jusqu’au {long_date(end)}."
    )
    return Answer(True, told, rules.basis("assist_grace_years"), (f"Fin du droit : {last}",))


def _is_over(known: Known, on: date) -> bool:
    return known.until is not None and known.until < on


def _assist_basis(rules: Rules) -> str:
    return rules.basis("assist_epci_below") or "CGCT, article R3232-1"


def _heads(count: int) -> str:
    return f"{number(count)}{NBSP}habitants"


def _begin(who: str) -> str:
    return f"{who[:1].upper()}{who[1:]}"
