"""Who may vote for whom (glossary: pouvoir). Pure Python: no database, no clock.

CRPA R133-9: a member who is not replaced by an alternate may give a proxy to another member, and
nobody holds more than one unless otherwise provided. Three consequences are drawn here:

- a proxy is worth something only while its holder sits himself, in the room or by video: an absent
  member carries nobody's voice;
- hence no chain: a member who is represented cannot represent another one, in whatever order the
  two proxies were written down;
- a member who arrives is present, and the proxy he gave is gone: one seat, one way of being there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

BASIS = "article R133-9 du CRPA"

IN_ROOM = "IN_ROOM"
VIDEO = "VIDEO"
REPRESENTED = "REPRESENTED"
EXCUSED = "EXCUSED"
ABSENT = "ABSENT"
MODES = frozenset({IN_ROOM, VIDEO, REPRESENTED, EXCUSED, ABSENT})
SITTING = frozenset({IN_ROOM, VIDEO})


@dataclass(frozen=True)
class Presence:
    """How one seat takes part; `holder` is the seat that votes for it when it is represented."""

    seat: int
    mode: str
    holder: int | None = None

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"unknown mode of attendance: {self.mode}")


class Fault(Enum):
    UNKNOWN_HOLDER = "UNKNOWN_HOLDER"
    TO_ONESELF = "TO_ONESELF"
    CHAIN = "CHAIN"
    ABSENT_HOLDER = "ABSENT_HOLDER"
    TOO_MANY = "TOO_MANY"


@dataclass(frozen=True)
class Objection:
    """A proxy that counts for nothing, and why, in a sentence that says how to mend it."""

    giver: int
    fault: Fault
    sentence: str
    basis: str = BASIS


def faults(
    seats: Collection[int], presences: Iterable[Presence], *, per_holder: int = 1
) -> dict[int, Fault]:
    """The proxies that do not count, by the seat that gave them.

    Beyond the limit of one holder, the first proxies in the order of the seats count.
    """
    by_seat = {presence.seat: presence for presence in presences if presence.seat in seats}
    found: dict[int, Fault] = {}
    held: dict[int, int] = defaultdict(int)
    for giver in sorted(by_seat):
        presence = by_seat[giver]
        if presence.mode != REPRESENTED:
            continue
        fault = _fault(presence, by_seat, seats)
        if fault is None and presence.holder is not None:
            held[presence.holder] += 1
            fault = Fault.TOO_MANY if held[presence.holder] > per_holder else None
        if fault is not None:
            found[giver] = fault
    return found


def _fault(
    presence: Presence, by_seat: Mapping[int, Presence], seats: Collection[int]
) -> Fault | None:
    if presence.holder == presence.seat:
        return Fault.TO_ONESELF
    if presence.holder is None or presence.holder not in seats:
        return Fault.UNKNOWN_HOLDER
    holder = by_seat.get(presence.holder)
    if holder is not None and holder.mode == REPRESENTED:
        return Fault.CHAIN
    if holder is None or holder.mode not in SITTING:
        return Fault.ABSENT_HOLDER
    return None


def objections(
    names: Mapping[int, str],
    presences: Iterable[Presence],
    *,
    per_holder: int = 1,
    basis: str = BASIS,
) -> tuple[Objection, ...]:
    """Every proxy that does not count, by seat. `names` holds the seats in force, all of them;
    `basis` is the text that says how many one member may hold."""
    listed = list(presences)
    holders = {presence.seat: presence.holder for presence in listed}
    return tuple(
        Objection(giver, fault, _sentence(fault, names, giver, holders[giver], per_holder, basis))
        for giver, fault in faults(names.keys(), listed, per_holder=per_holder).items()
    )


def _sentence(
    fault: Fault,
    names: Mapping[int, str],
    giver: int,
    holder: int | None,
    per_holder: int,
    basis: str,
) -> str:
    given = f"« {names[giver]} »"
    to = f"« {names[holder]} »" if holder is not None and holder in names else ""
    if fault is Fault.TOO_MANY and per_holder == 0:
        return f"Aucun pouvoir n’est admis ({basis}) : notez {given} excusé ou absent."
    limit = "d’un" if per_holder == 1 else f"de {per_holder}"
    return {
        Fault.TO_ONESELF: f"{given} ne peut pas se donner pouvoir : choisissez un autre membre.",
        Fault.UNKNOWN_HOLDER: (
            f"Le pouvoir de {given} doit désigner un membre en exercice : choisissez-le dans "
            "la liste."
        ),
        Fault.CHAIN: (
            f"{to} est lui-même représenté et ne peut pas porter le pouvoir de {given} : "
            "choisissez un membre présent."
        ),
        Fault.ABSENT_HOLDER: (
            f"Le pouvoir de {given} ne vaut que si {to} siège : notez la présence de {to}, "
            f"choisissez un autre membre présent, ou notez {given} excusé."
        ),
        Fault.TOO_MANY: (
            f"{to} détient trop de pouvoirs avec celui de {given} : nul n’en détient plus "
            f"{limit} ({basis}). Choisissez un autre membre présent."
        ),
    }[fault]
