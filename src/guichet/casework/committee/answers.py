"""What a member may answer to a convocation, and why not. Pure Python: no database, no clock.

CRPA R133-3 says who may sit instead of a member, R133-9 who may carry his voice. The answer is
checked as it is typed, against the answers already given by the others: a proxy that the law would
refuse at the roll call is refused here, days before, in whatever order the answers come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from guichet.foundations.toolkit.text import plural, search_key, sentence_list

from . import proxies, replacement
from .proxies import EXCUSED, REPRESENTED, Presence

IN_ROOM = proxies.IN_ROOM
VIDEO = proxies.VIDEO
ABSENT = "ABSENT"
ALTERNATE = "ALTERNATE"
PROXY = "PROXY"
KINDS = (IN_ROOM, VIDEO, ALTERNATE, PROXY, ABSENT)
# Answers by which somebody sits for the seat.
SITS = frozenset({IN_ROOM, VIDEO, ALTERNATE})

PROXY_BASIS = proxies.BASIS
ALTERNATE_BASIS = replacement.BASIS


@dataclass(frozen=True)
class Member:
    """A seat in force: its nature, the names of those who hold it, the body it stands for."""

    seat: int
    label: str
    nature: str
    names: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True)
class Answer:
    """`holder` is the seat that carries the proxy; `deputy` the name of who sits instead, and
    `same_body` whether he belongs to the same service, body or assembly."""

    seat: int
    kind: str
    holder: int | None = None
    deputy: str = ""
    same_body: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown answer: {self.kind}")


@dataclass(frozen=True)
class Terms:
    """What this meeting admits, and the text that founds each line."""

    in_room: bool = True
    video: bool = True
    proxies_per_holder: int = 1
    proxy_basis: str = PROXY_BASIS
    video_basis: str = "elle est convoquée en salle"

    @property
    def ways(self) -> str:
        """What may be answered, as the letter says it."""
        known = (
            ("en salle", self.in_room),
            ("à distance", self.video),
            ("absent", True),
            ("suppléé", True),
            ("pouvoir donné", self.proxies_per_holder > 0),
        )
        return sentence_list((words for words, may in known if may), "ou")

    def replacement(self, *, nature: str = "") -> str:
        """What a member does who cannot come: neither a deputy nor a proxy is always admitted."""
        cannot = "Si vous ne pouvez pas venir,"
        may_give = self.proxies_per_holder > 0
        if nature == replacement.QUALIFIED:
            why = f"une personnalité qualifiée ne peut pas être suppléée ({replacement.BASIS})"
            what = "donnez pouvoir à un autre membre" if may_give else "dites que vous serez absent"
            return f"{cannot} {what} : {why}."
        if may_give:
            return f"{cannot} faites-vous suppléer, ou donnez pouvoir à un autre membre."
        return f"{cannot} faites-vous suppléer : aucun pouvoir n’est admis ({self.proxy_basis})."


class Fault(Enum):
    NO_ROOM = "NO_ROOM"
    NO_VIDEO = "NO_VIDEO"
    NO_ALTERNATE = "NO_ALTERNATE"
    NO_NAME = "NO_NAME"
    OTHER_BODY = "OTHER_BODY"
    SITS_ALREADY = "SITS_ALREADY"
    NO_HOLDER = "NO_HOLDER"
    TO_ONESELF = "TO_ONESELF"
    CHAIN = "CHAIN"
    ABSENT_HOLDER = "ABSENT_HOLDER"
    TOO_MANY = "TOO_MANY"


@dataclass(frozen=True)
class Objection:
    """Why the answer cannot be taken, in a sentence that cites the article and says what to do."""

    fault: Fault
    sentence: str


def objection(
    answer: Answer,
    members: Mapping[int, Member],
    standing: Mapping[int, Answer],
    terms: Terms = Terms(),
) -> Objection | None:
    """The first thing that stands against an answer, or nothing.

    `members` are the seats in force; `standing` the last answer of each seat that has one. What a
    seat that is no longer in force had answered counts for nothing.
    """
    if answer.kind == ALTERNATE:
        return _alternate(answer, members)
    if answer.kind == PROXY:
        others = {
            seat: one for seat, one in standing.items() if seat != answer.seat and seat in members
        }
        return _proxy(answer, members, others, terms)
    if answer.kind == VIDEO and not terms.video:
        return Objection(
            Fault.NO_VIDEO,
            f"Cette séance n’est pas ouverte à distance ({terms.video_basis}) : venez en salle, "
            "faites-vous suppléer, ou donnez pouvoir.",
        )
    if answer.kind == IN_ROOM and not terms.in_room:
        return Objection(
            Fault.NO_ROOM,
            "Cette séance se tient en visioconférence, sans salle : répondez que vous y "
            "participez à distance.",
        )
    return None


def _alternate(answer: Answer, members: Mapping[int, Member]) -> Objection | None:
    me = members[answer.seat]
    if me.nature == replacement.QUALIFIED:
        told = replacement.objection(me.nature, same_body=answer.same_body)
        return Objection(Fault.NO_ALTERNATE, f"{told} Donnez plutôt pouvoir à un autre membre.")
    name = search_key(answer.deputy)
    if not name:
        return Objection(Fault.NO_NAME, "Écrivez le nom de la personne qui vous supplée.")
    told = replacement.objection(me.nature, same_body=answer.same_body)
    if told:
        whose = f" ({me.body})" if me.body else ""
        return Objection(
            Fault.OTHER_BODY,
            f"{told} Désignez une personne de la vôtre{whose}, ou donnez pouvoir à un membre.",
        )
    for one in members.values():
        if one.seat != me.seat and name in map(search_key, one.names):
            return Objection(
                Fault.SITS_ALREADY,
                f"Cette personne siège déjà (« {one.label} ») et ne peut pas tenir deux "
                f"sièges : donnez-lui plutôt pouvoir ({PROXY_BASIS}).",
            )
    return None


def _proxy(
    answer: Answer, members: Mapping[int, Member], others: Mapping[int, Answer], terms: Terms
) -> Objection | None:
    basis = terms.proxy_basis
    if terms.proxies_per_holder == 0:
        return Objection(
            Fault.TOO_MANY,
            f"Aucun pouvoir n’est admis ({basis}) : venez, faites-vous suppléer, ou répondez que "
            "vous serez absent.",
        )
    if answer.holder == answer.seat:
        return Objection(
            Fault.TO_ONESELF,
            f"Vous ne pouvez pas vous donner pouvoir à vous-même : choisissez un autre membre "
            f"({basis}).",
        )
    if answer.holder is None or answer.holder not in members:
        return Objection(
            Fault.NO_HOLDER,
            f"Choisissez le membre à qui vous donnez pouvoir ({basis}).",
        )
    return _chain(answer.seat, members, others, basis) or _holder(
        members[answer.holder], members, others, terms
    )


def _chain(
    seat: int, members: Mapping[int, Member], others: Mapping[int, Answer], basis: str
) -> Objection | None:
    mine = givers_to(seat, others)
    if not mine:
        return None
    who = sentence_list([f"« {members[one].label} »" for one in mine])
    return Objection(
        Fault.CHAIN,
        f"{who} vous a donné pouvoir, et un pouvoir ne se transmet pas ({basis}) : venez, "
        "faites-vous suppléer, ou répondez que vous serez absent ; nous préviendrons ce membre.",
    )


def _holder(
    holder: Member, members: Mapping[int, Member], others: Mapping[int, Answer], terms: Terms
) -> Objection | None:
    basis = terms.proxy_basis
    said = others.get(holder.seat)
    if said is not None and said.kind == PROXY:
        return Objection(
            Fault.CHAIN,
            f"« {holder.label} » a lui-même donné pouvoir et ne peut pas porter le vôtre "
            f"({basis}) : choisissez un autre membre.",
        )
    if said is not None and said.kind == ABSENT:
        return Objection(
            Fault.ABSENT_HOLDER,
            f"« {holder.label} » a répondu qu’il sera absent : un pouvoir ne vaut que si celui "
            f"qui le porte siège ({basis}). Choisissez un autre membre.",
        )
    held = givers_to(holder.seat, others)
    if len(held) >= terms.proxies_per_holder:
        who = sentence_list([f"« {members[one].label} »" for one in held])
        most = terms.proxies_per_holder
        limit = "d’un pouvoir" if most == 1 else f"de {plural(most, 'pouvoir')}"
        return Objection(
            Fault.TOO_MANY,
            f"« {holder.label} » porte déjà le pouvoir de {who} : nul ne porte plus {limit} "
            f"({basis}). Choisissez un autre membre.",
        )
    return None


def givers_to(seat: int, answers: Mapping[int, Answer]) -> list[int]:
    """The seats whose proxy that seat was given, in order."""
    return sorted(one.seat for one in answers.values() if one.kind == PROXY and one.holder == seat)


def caution(answer: Answer, members: Mapping[int, Member], standing: Mapping[int, Answer]) -> str:
    """What the member should know although the answer is taken; empty when nothing."""
    if answer.kind == ABSENT:
        left = [f"« {members[one].label} »" for one in givers_to(answer.seat, standing)]
        if left:
            return (
                f"{sentence_list(left)} vous avait donné pouvoir : ce pouvoir tombe, et nous "
                "préviendrons ce membre pour qu’il en choisisse un autre."
            )
    holder = members.get(answer.holder or 0)
    if answer.kind == PROXY and holder is not None and holder.seat not in standing:
        return (
            f"« {holder.label} » n’a pas encore répondu : votre pouvoir ne vaudra que s’il siège "
            f"({PROXY_BASIS})."
        )
    return ""


def presences(answers: Iterable[Answer], *, at_a_distance: bool = False) -> tuple[Presence, ...]:
    """The roll call that these answers announce: what quorum.count takes.

    A deputy is expected in the room, unless the whole meeting is `at_a_distance`.
    """
    deputy = VIDEO if at_a_distance else IN_ROOM
    modes = {IN_ROOM: IN_ROOM, VIDEO: VIDEO, ALTERNATE: deputy, PROXY: REPRESENTED, ABSENT: EXCUSED}
    return tuple(
        Presence(one.seat, modes[one.kind], one.holder if one.kind == PROXY else None)
        for one in sorted(answers, key=lambda one: one.seat)
    )
