"""Whether the committee may deliberate, and the sentence for the minutes. Pure Python.

CRPA R133-10: the quorum is reached when at least half of the members composing the commission are
present, those who take part by telephone or video and those who gave a proxy included. When it is
not, the commission deliberates without quorum after a second convocation on the same agenda that
says so.

« The members composing the commission » are counted on the seats in force on the day, vacant or
not: a seat nobody was named to makes the quorum harder, never easier. Whole numbers only: half of
41 is reached by 21, and by nothing less.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .proxies import IN_ROOM, REPRESENTED, VIDEO, Presence, faults

BASIS = "article R133-10 du CRPA"


@dataclass(frozen=True)
class Quorum:
    seats: int
    in_room: int
    by_video: int
    represented: int
    uncounted: int = 0
    is_second_convocation: bool = False

    @property
    def counted(self) -> int:
        return self.in_room + self.by_video + self.represented

    @property
    def needed(self) -> int:
        """The smallest number that is at least half."""
        return (self.seats + 1) // 2

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.counted)

    @property
    def is_reached(self) -> bool:
        return self.seats > 0 and 2 * self.counted >= self.seats

    @property
    def may_deliberate(self) -> bool:
        """Reached, or not required because the members were convened a second time."""
        return self.is_reached or (self.is_second_convocation and self.counted > 0)

    @property
    def sentence(self) -> str:
        if self.seats == 0:
            return f"Aucun siège n’est en vigueur : le quorum ne peut pas être constaté ({BASIS})."
        told = f"{self._members()} sur {self.seats}{self._detail()}"
        if self.is_second_convocation:
            words = (
                "Séance tenue sur seconde convocation, pour laquelle aucun quorum n’est exigé : "
                f"{told} ({BASIS})."
            )
        elif self.is_reached:
            words = f"Quorum atteint : {told} ; il en faut {self.needed} ({BASIS})."
        else:
            words = (
                f"Quorum non atteint : {told} ; il en faut {self.needed}, "
                f"il en manque {self.missing} ({BASIS})."
            )
        return words + self._leftover()

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
) -> Quorum:
    """The quorum of a roll call. Sets of seats are counted, so that nobody is counted twice.

    Presences of seats that are not in force are ignored, and so are proxies that R133-9 refuses.
    """
    by_seat = {presence.seat: presence for presence in presences if presence.seat in seats}
    refused = faults(seats, by_seat.values(), per_holder=proxies_per_holder)
    modes = [p.mode for p in by_seat.values() if p.seat not in refused]
    return Quorum(
        seats=len(set(seats)),
        in_room=modes.count(IN_ROOM),
        by_video=modes.count(VIDEO),
        represented=modes.count(REPRESENTED),
        uncounted=len(refused),
        is_second_convocation=second_convocation,
    )
