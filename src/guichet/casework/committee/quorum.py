"""Whether the committee may deliberate, and the sentence for the minutes. Pure Python.

CRPA R133-10: the quorum is reached when at least half of the members composing the commission are
present, those who take part by telephone or video and those who gave a proxy included. When it is
not, the commission deliberates without quorum after a second convocation on the same agenda that
says so.

« The members composing the commission » are counted on the seats in force on the day, vacant or
not: a seat nobody was named to makes the quorum harder, never easier. Whole numbers only: half of
41 is reached by 21, and by nothing less.

Other commissions have other rules (two thirds, a number, a share of each college, seats that must
be there): `QuorumRule` holds them, and the default is the article. What a recusal (R133-12) does to
the quorum is not written anywhere: it is a parameter, and by default it changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from guichet.foundations.toolkit.text import sentence_list

from .proxies import ABSENT, IN_ROOM, REPRESENTED, VIDEO, Presence, faults

BASIS = "article R133-10 du CRPA"
COUNTED = frozenset({IN_ROOM, VIDEO, REPRESENTED})


class Recused(Enum):
    """What becomes of a member who leaves an item because of a personal interest."""

    PRESENT = "reste compté présent"
    ABSENT = "n’est plus compté présent"
    OUT = "n’est compté ni présent ni membre"


@dataclass(frozen=True)
class CollegeRule:
    """A share asked of one college: of its seats for a quorum, of its votes for a vote."""

    college: str
    numerator: int = 1
    denominator: int = 2
    strictly: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("a share is a fraction between nothing and the whole")

    def needed(self, total: int) -> int:
        return smallest(total, self.numerator, self.denominator, strictly=self.strictly)


@dataclass(frozen=True)
class QuorumRule:
    """How many are enough: a share of the seats, or a number, and what else is asked."""

    numerator: int = 1
    denominator: int = 2
    strictly: bool = False
    number: int | None = None
    vacancies_count: bool = True
    recused: Recused = Recused.PRESENT
    colleges: tuple[CollegeRule, ...] = ()
    necessary: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("a share is a fraction between nothing and the whole")
        if self.number is not None and self.number < 1:
            raise ValueError("a quorum of nobody is no quorum")

    def needed(self, seats: int) -> int:
        """The smallest number of members that is enough, in whole numbers."""
        if self.number is not None:
            return self.number
        return smallest(seats, self.numerator, self.denominator, strictly=self.strictly)

    @property
    def sentence(self) -> str:
        if self.number is not None:
            share = f"{self.number} membres au moins sont présents ou représentés"
        else:
            share = f"{share_words(self)} des membres sont présents ou représentés"
        extra = "".join(
            f", et {share_words(one)} du collège « {one.college} »" for one in self.colleges
        )
        vacant = "" if self.vacancies_count else ", sans compter les sièges vacants"
        return f"Le quorum est atteint quand {share}{extra}{vacant}."


def smallest(total: int, numerator: int, denominator: int, *, strictly: bool) -> int:
    """The smallest whole number that is at least (or more than) that share of the total."""
    whole, left = divmod(total * numerator, denominator)
    return whole + 1 if strictly or left else whole


@dataclass(frozen=True)
class College:
    """How one college stands."""

    name: str
    seats: int
    counted: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """A share of nobody is never reached: a college without a seat has not been heard."""
        return self.seats > 0 and self.counted >= self.needed

    @property
    def sentence(self) -> str:
        if self.seats == 0:
            return f"le collège « {self.name} » n’a aucun siège en vigueur"
        if self.is_reached:
            return (
                f"collège « {self.name} » : {self.counted} sur {self.seats}, "
                f"il en faut {self.needed}"
            )
        return (
            f"le collège « {self.name} » n’a que {self.counted} de ses {self.seats} membres "
            f"(il en faut {self.needed})"
        )


@dataclass(frozen=True)
class Quorum:
    seats: int
    in_room: int
    by_video: int
    represented: int
    uncounted: int = 0
    is_second_convocation: bool = False
    rule: QuorumRule = QuorumRule()
    basis: str = BASIS
    colleges: tuple[College, ...] = ()
    # Seats that must be there, and are not: by their names.
    lacking: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        return self.in_room + self.by_video + self.represented

    @property
    def needed(self) -> int:
        return self.rule.needed(self.seats)

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.counted)

    @property
    def is_reached(self) -> bool:
        enough = self.seats > 0 and self.counted >= self.needed
        return enough and not self.lacking and all(one.is_reached for one in self.colleges)

    @property
    def may_deliberate(self) -> bool:
        """Reached, or not required because the members were convened a second time."""
        return self.is_reached or (self.is_second_convocation and self.counted > 0)

    @property
    def sentence(self) -> str:
        if self.seats == 0:
            nothing = "Aucun siège n’est en vigueur : le quorum ne peut pas être constaté"
            return f"{nothing} ({self.basis})."
        told = f"{self._members()} sur {self.seats}{self._detail()}"
        if self.is_second_convocation:
            words = (
                "Séance tenue sur seconde convocation, pour laquelle aucun quorum n’est exigé : "
                f"{told} ({self.basis})."
            )
        elif self.is_reached:
            each = "".join(f" ; {one.sentence}" for one in self.colleges)
            words = f"Quorum atteint : {told} ; il en faut {self.needed}{each} ({self.basis})."
        elif self.missing:
            lack = f" ; {self._lack()}" if self._lack() else ""
            words = (
                f"Quorum non atteint : {told} ; il en faut {self.needed}, "
                f"il en manque {self.missing}{lack} ({self.basis})."
            )
        else:
            words = f"Quorum non atteint : {told}, mais {self._lack()} ({self.basis})."
        return words + self._leftover()

    def _lack(self) -> str:
        short = [one.sentence for one in self.colleges if not one.is_reached]
        return sentence_list([*short, *(f"« {name} » doit siéger" for name in self.lacking)])

    def _members(self) -> str:
        if self.counted == 0:
            return "aucun membre présent ni représenté"
        if self.counted == 1:
            return "1 membre présent ou représenté"
        return f"{self.counted} membres présents ou représentés"

    def _detail(self) -> str:
        parts = []
        if self.in_room:
            parts.append(f"{self.in_room} en salle")
        if self.by_video:
            parts.append(f"{self.by_video} à distance")
        if self.represented:
            parts.append(f"{self.represented} représenté{'s' if self.represented > 1 else ''}")
        return f" ({', '.join(parts)})" if parts else ""

    def _leftover(self) -> str:
        if self.uncounted == 0:
            return ""
        if self.uncounted == 1:
            return " 1 pouvoir ne compte pas."
        return f" {self.uncounted} pouvoirs ne comptent pas."


def count(
    seats: Collection[int],
    presences: Iterable[Presence],
    *,
    proxies_per_holder: int = 1,
    second_convocation: bool = False,
    rule: QuorumRule = QuorumRule(),
    basis: str = BASIS,
    vacant: Collection[int] = (),
    recused: Collection[int] = (),
    colleges: Mapping[int, str] | None = None,
    names: Mapping[int, str] | None = None,
    remote: bool = True,
) -> Quorum:
    """The quorum of a roll call. Sets of seats are counted, so that nobody is counted twice.

    Presences of seats that are not in force are ignored, and so are proxies that R133-9 refuses.
    `colleges` gives the college of each seat when the rule asks for a share of each; `names` serve
    the sentence about the seats that must be there. Without `remote`, a text of the committee does
    not admit telephone and video: whoever is at a distance is absent, and carries no proxy.
    """
    by_seat = {one.seat: admitted(one, remote=remote) for one in presences if one.seat in seats}
    refused = set(faults(seats, by_seat.values(), per_holder=proxies_per_holder))
    proxies = {seat for seat, one in by_seat.items() if one.mode == REPRESENTED}
    if rule.recused is not Recused.PRESENT:
        # Whoever has left the item carries nobody's voice for it.
        refused |= set(recused)
        refused |= {giver for giver in proxies if by_seat[giver].holder in recused}
    composing = set(seats)
    composing -= set() if rule.vacancies_count else set(vacant)
    composing -= set(recused) if rule.recused is Recused.OUT else set()
    there = {
        seat: one.mode for seat, one in by_seat.items() if seat in composing and seat not in refused
    }
    there = {seat: mode for seat, mode in there.items() if mode in COUNTED}
    modes = list(there.values())
    # Leaving vacant seats out of the count does not waive the seat that must be there.
    excused = set(recused) if rule.recused is Recused.OUT else set()
    required = (rule.necessary & set(seats)) - excused
    return Quorum(
        seats=len(composing),
        in_room=modes.count(IN_ROOM),
        by_video=modes.count(VIDEO),
        represented=modes.count(REPRESENTED),
        uncounted=len(proxies & refused),
        is_second_convocation=second_convocation,
        rule=rule,
        basis=basis,
        colleges=_colleges(rule, composing, there, colleges or {}),
        lacking=tuple(
            (names or {}).get(seat, f"siège {seat}")
            for seat in sorted(required)
            if seat not in there
        ),
    )


def admitted(presence: Presence, *, remote: bool) -> Presence:
    """The presence as it counts: at a distance is absent where a text does not admit it."""
    return presence if remote or presence.mode != VIDEO else Presence(presence.seat, ABSENT)


def _colleges(
    rule: QuorumRule, composing: Collection[int], there: Collection[int], of: Mapping[int, str]
) -> tuple[College, ...]:
    found = []
    for one in rule.colleges:
        members = {seat for seat in composing if of.get(seat) == one.college}
        needed = one.needed(len(members))
        found.append(College(one.college, len(members), len(members & set(there)), needed))
    return tuple(found)


def share_words(rule: QuorumRule | CollegeRule) -> str:
    """« la moitié au moins », « plus de la moitié », « 3/5 au moins »."""
    words = {(1, 2): "la moitié", (2, 3): "les deux tiers", (3, 4): "les trois quarts"}
    told = words.get((rule.numerator, rule.denominator), f"{rule.numerator}/{rule.denominator}")
    return f"plus de {told}" if rule.strictly else f"{told} au moins"
