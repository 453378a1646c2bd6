"""What the law says of a funding plan. Pure Python: exact cents, no database, no clock.

A rule never forbids: it finds, in a sentence that a town hall can read, with its legal basis.
`held` is None when nothing can be said yet or when somebody must look: an empty plan is to be
completed, not at fault.

The minimum share is asked of an *investment* (CGCT, L1111-10 III). A study that no works follow
may escape it; the plan cannot know, so the rule is always shown. The 30 % of L1111-9 (competences
with a lead authority) depends on the region's and the department's competences and is not computed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from guichet.foundations.toolkit.text import NBSP, euros, number, search_key, sentence_list

KINDS = ("OWN", "PUBLIC", "PRIVATE")
REFUSED = "REFUSED"
GRANTED = "GRANTED"
NO_EXCEPTION = "NONE"

TITLES = {
    "own_share": "Participation du maître d’ouvrage",
    "coverage": "Équilibre du plan",
    "public_aid": "Total des aides publiques",
    "double_counting": "Cumul d’un même financeur",
}
_EXCEPTIONS = {
    "OVERSEAS": "collectivité d’outre-mer visée par l’article",
    "URBAN_RENEWAL": "programme de renouvellement urbain",
    "PREFECT_DEROGATION": "dérogation accordée par le préfet",
    "TERRITORIAL_COOPERATION": "programme de coopération territoriale européenne",
}


@dataclass(frozen=True)
class LineFacts:
    """One line of a plan. `funder` identifies the body when it is known, else it is empty."""

    kind: str
    amount: Decimal
    status: str = "PLANNED"
    funder: str = ""
    label: str = ""


@dataclass(frozen=True)
class PlanFacts:
    lines: Sequence[LineFacts]
    total_cost: Decimal = Decimal(0)
    exception: str = NO_EXCEPTION
    reason: str = ""
    owner: str = "Le maître d’ouvrage"

    @property
    def counted(self) -> tuple[LineFacts, ...]:
        """Lines that still bear money: a refused grant pays nothing."""
        return tuple(line for line in self.lines if line.status != REFUSED)

    def cents(self, *kinds: str) -> int:
        return sum(_cents(line.amount) for line in self.counted if line.kind in kinds)


@dataclass(frozen=True)
class RuleSet:
    """The figures of the law between two dates. A new law is a new row, never an edit."""

    name: str
    valid_from: date
    minimum: Fraction
    aid_ceiling: Fraction
    reduced: Mapping[str, Fraction]
    own_share_basis: str
    aid_basis: str


@dataclass(frozen=True)
class Finding:
    rule: str
    held: bool | None
    sentence: str
    basis: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.rule]

    @property
    def word(self) -> str:
        return {True: "Respecté", False: "Non respecté", None: "À vérifier"}[self.held]


_REDUCED = {
    # Guadeloupe, Guyane, La Réunion, Martinique, Mayotte and others are outside the rule.
    "OVERSEAS": Fraction(0),
    # Article 9 of law 2003-710: no floor.
    "URBAN_RENEWAL": Fraction(0),
    # Monuments, unprotected heritage, disasters, bridges, water, fire defence: the order decides.
    "PREFECT_DEROGATION": Fraction(0),
    # ERDF programmes of European territorial cooperation (law 2015-991).
    "TERRITORIAL_COOPERATION": Fraction(3, 20),
}
_L1111_10 = "CGCT, article L1111-10, III"

# Ascending. The bill that would lower the share of small rural communes to 5 % becomes a row here
# on the day it is in force (adopted at first reading by both houses, not promulgated).
RULE_SETS = (
    RuleSet(
        name="de la loi NOTRe à octobre 2018",
        valid_from=date(2015, 8, 9),
        minimum=Fraction(1, 5),
        aid_ceiling=Fraction(4, 5),
        reduced=_REDUCED,
        own_share_basis=_L1111_10,
        aid_basis="décret n° 99-1060 du 16 décembre 1999, article 10",
    ),
    RuleSet(
        name="depuis octobre 2018",
        valid_from=date(2018, 10, 1),
        minimum=Fraction(1, 5),
        aid_ceiling=Fraction(1),
        reduced=_REDUCED,
        own_share_basis=_L1111_10,
        aid_basis="décret n° 2018-514 du 25 juin 2018, article 10",
    ),
)
CURRENT = RULE_SETS[-1]


def rules_on(day: date) -> RuleSet:
    """The figures in force that day. Raises LookupError before the first set that is known."""
    in_force = [rule_set for rule_set in RULE_SETS if rule_set.valid_from <= day]
    if not in_force:
        raise LookupError(f"no funding rule is known on {day}")
    return in_force[-1]


def check_plan(plan: PlanFacts, rules: RuleSet = CURRENT) -> tuple[Finding, ...]:
    """Every finding on a plan, in the order of the page."""
    return (
        own_share(plan, rules),
        coverage(plan),
        public_aid(plan, rules),
        double_counting(plan),
    )


def own_share(plan: PlanFacts, rules: RuleSet = CURRENT) -> Finding:
    """The owner brings its part of what public persons bring (CGCT, L1111-10 III).

    The base is public money only: own / (own + other public). Private money stays outside,
    because the text counts « les financements apportés par des personnes publiques ».
    """
    own, other = plan.cents("OWN"), plan.cents("PUBLIC")
    total = own + other
    if not plan.counted:
        held, sentence = None, "À compléter : aucune ligne de financement ne compte encore."
    elif total == 0:
        held = True
        sentence = "Aucun financement public : la participation minimale ne s’applique pas."
    elif _reaches(own, total, rules.minimum):
        held = True
        sentence = (
            f"{_brings(plan.owner, own, total)} : le minimum de {_percent(rules.minimum)} "
            "est respecté."
        )
    elif plan.exception != NO_EXCEPTION:
        held, sentence = _with_exception(plan, own, other, rules)
    else:
        held = False
        sentence = _falls_short(plan, own, other, rules.minimum)
    return _found("own_share", held, sentence, rules.own_share_basis)


def coverage(plan: PlanFacts) -> Finding:
    """What is found pays what it costs, to the cent."""
    covered, cost = plan.cents(*KINDS), _cents(plan.total_cost)
    if cost == 0:
        return _found("coverage", None, "Indiquez le coût total pour vérifier l’équilibre.")
    if not plan.counted:
        sentence = f"À compléter : aucune ligne ne couvre encore le coût de {_euros(cost)}."
        return _found("coverage", None, sentence)
    if covered < cost:
        sentence = (
            f"{_euros(covered)} de financements pour un coût de {_euros(cost)} : il reste "
            f"{_euros(cost - covered)} à trouver."
        )
        return _found("coverage", False, sentence)
    if covered > cost:
        sentence = (
            f"Les financements ({_euros(covered)}) dépassent le coût de "
            f"{_euros(covered - cost)} : retirez ou réduisez une ligne."
        )
        return _found("coverage", False, sentence)
    granted = sum(_cents(line.amount) for line in plan.counted if line.status == GRANTED)
    part = f", dont {_euros(granted)} accordés" if granted else ""
    return _found("coverage", True, f"Le plan est équilibré à {_euros(cost)}{part}.")


def public_aid(plan: PlanFacts, rules: RuleSet = CURRENT) -> Finding:
    """Public aid does not pay more than the cost allows (decree 2018-514, article 10).

    The decree speaks of the eligible cost; the plan holds the total cost, which is never lower,
    so that a plan at fault here is at fault there too.
    """
    aid, cost = plan.cents("PUBLIC"), _cents(plan.total_cost)
    ceiling = _percent(rules.aid_ceiling)
    if cost == 0:
        sentence = "Indiquez le coût total pour vérifier le plafond des aides publiques."
        return _found("public_aid", None, sentence, rules.aid_basis)
    if aid == 0:
        return _found("public_aid", True, "Aucune aide publique n’est inscrite.", rules.aid_basis)
    allowed = cost * rules.aid_ceiling.numerator // rules.aid_ceiling.denominator
    if aid > allowed:
        sentence = (
            f"Les aides publiques ({_euros(aid)}) dépassent le plafond de {ceiling}, soit "
            f"{_euros(allowed)}, de {_euros(aid - allowed)}."
        )
        return _found("public_aid", False, sentence, rules.aid_basis)
    sentence = (
        f"Les aides publiques ({_euros(aid)}) couvrent {_part(aid, cost)} du coût "
        f"({_euros(cost)}) : le plafond de {ceiling} est respecté"
    )
    # With aid above four fifths of the cost, the fifth of the owner no longer fits beside it.
    room = 1 - rules.minimum
    if not _reaches(cost - aid, cost, rules.minimum):
        sentence += (
            f", mais au-delà de {_percent(room)} la participation minimale du maître d’ouvrage "
            "ne peut être tenue sans exception"
        )
    return _found("public_aid", True, f"{sentence}.", rules.aid_basis)


def double_counting(plan: PlanFacts) -> Finding:
    """The same funder twice may be two schemes, or one grant written twice: somebody must look."""
    groups: dict[str, list[LineFacts]] = defaultdict(list)
    for line in plan.counted:
        if line.kind != "OWN":
            groups[line.funder or search_key(line.label)].append(line)
    doubled = [lines for lines in groups.values() if len(lines) > 1]
    if not doubled:
        return _found("double_counting", True, "Aucun financeur n’est inscrit deux fois.")
    told = " ; ".join(
        sentence_list(f"«{NBSP}{line.label}{NBSP}» ({euros(line.amount)})" for line in lines)
        for lines in doubled
    )
    sentence = (
        f"Un même financeur est inscrit plusieurs fois : {told}. Vérifiez qu’il s’agit bien "
        "d’aides distinctes et cumulables."
    )
    return _found("double_counting", None, sentence)


def missing_share(own: int, other: int, minimum: Fraction) -> tuple[int, int]:
    """In cents, the least that mends a share too low: in place of other public money, or on top.

    In place of it the total stays; on top of it the total grows, and the fifth with it.
    """
    n, d = minimum.numerator, minimum.denominator
    in_place = _ceil_div((own + other) * n, d) - own
    on_top = _ceil_div(other * n, d - n) - own
    return in_place, on_top


def _with_exception(
    plan: PlanFacts, own: int, other: int, rules: RuleSet
) -> tuple[bool | None, str]:
    name = _EXCEPTIONS[plan.exception]
    if not plan.reason.strip():
        return None, (
            f"{_brings(plan.owner, own, own + other)}, moins que le minimum de "
            f"{_percent(rules.minimum)}. Une exception est invoquée ({name}) : indiquez-en le "
            "motif, par exemple la date de l’arrêté."
        )
    lowered = rules.reduced[plan.exception]
    if not _reaches(own, own + other, lowered):
        return False, _falls_short(plan, own, other, lowered)
    if lowered:
        return True, (
            f"{_brings(plan.owner, own, own + other)} : le minimum ramené à {_percent(lowered)} "
            f"est respecté ({name} : {plan.reason.strip()})."
        )
    return True, (
        f"{_brings(plan.owner, own, own + other)} : le minimum de {_percent(rules.minimum)} ne "
        f"s’applique pas ({name} : {plan.reason.strip()})."
    )


def _falls_short(plan: PlanFacts, own: int, other: int, minimum: Fraction) -> str:
    in_place, on_top = missing_share(own, other, minimum)
    least = own + in_place
    if _cents(plan.total_cost) - plan.cents(*KINDS) >= on_top:
        how = (
            f"il manque {_euros(in_place)} à la place d’autres financements publics, ou "
            f"{_euros(on_top)} en plus d’eux"
        )
    else:
        how = f"il manque {_euros(in_place)}, à la place d’autres financements publics"
    return (
        f"{_brings(plan.owner, own, own + other)} ; le minimum est de {_percent(minimum)}, "
        f"soit {_euros(least)} : {how}."
    )


def _brings(owner: str, own: int, total: int) -> str:
    if own == 0:
        return f"{owner} n’apporte rien aux financements publics ({_euros(total)})"
    return (
        f"{owner} apporte {_euros(own)}, soit {_part(own, total)} des financements publics "
        f"({_euros(total)})"
    )


def _found(rule: str, held: bool | None, sentence: str, basis: str = "") -> Finding:
    """French typography once: a colon and a semicolon never begin a line."""
    spaced = sentence.replace(" :", f"{NBSP}:").replace(" ;", f"{NBSP};")
    return Finding(rule, held, spaced, basis)


def _reaches(part: int, whole: int, share: Fraction) -> bool:
    return part * share.denominator >= whole * share.numerator


def _part(part: int, whole: int) -> str:
    """A percentage cut, never rounded up: a share one cent too low must not read « 20 % »."""
    return _percent(Fraction(part * 10_000 // whole, 10_000))


def _percent(share: Fraction) -> str:
    shown = Decimal(int(share * 10_000)).scaleb(-2)
    whole = shown == shown.to_integral_value()
    return f"{number(shown.quantize(Decimal(1)) if whole else shown.normalize())}{NBSP}%"


def _ceil_div(value: int, by: int) -> int:
    return -(-value // by)


def _cents(amount: Decimal) -> int:
    return int(amount.scaleb(2).to_integral_exact())


def _euros(cents: int) -> str:
    return euros(Decimal(cents).scaleb(-2))
