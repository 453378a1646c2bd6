"""What awaits a desk, nearest date first: whose it is, what is late, what nobody holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guichet.casework.demands.deadlines import dues_of
from guichet.casework.demands.models import Demand
from guichet.casework.demands.next_step import next_step
from guichet.casework.demands.owners import owner_of, portfolios_of
from guichet.casework.demands.timekeeping import NO_DUE, Due
from guichet.foundations.accounts.models import User
from guichet.reference.directory.models import Absence, Person
from guichet.reference.directory.stand_ins import StandIns


@dataclass(frozen=True)
class Piece:
    """An open demand with its owner, the date of its next step, and who acts for the owner."""

    demand: Demand
    title: str
    holder: str
    owner: Person | None
    acting: Person | None
    due: Due
    is_mine: bool

    @property
    def has_date(self) -> bool:
        """A clock that an open pause holds has its reason, and will have its date."""
        return self.due.day is not None or self.due.is_paused


@dataclass(frozen=True)
class DeskWork:
    pieces: tuple[Piece, ...]
    absences: tuple[Absence, ...]

    def to_do(self) -> list[Piece]:
        """With the desk, one's own first, nearest date first."""
        waiting = [piece for piece in self.pieces if piece.holder == "DESK"]
        return sorted(waiting, key=lambda piece: (not piece.is_mine, *_nearest(piece)))

    def late(self) -> list[Piece]:
        return sorted((piece for piece in self.pieces if piece.due.is_late), key=_nearest)

    def without_owner(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.owner is None]

    def without_date(self) -> list[Piece]:
        return [piece for piece in self.pieces if not piece.has_date]


def work_of(user: User, departments: Iterable[str], *, today: date) -> DeskWork:
    """Every open demand of the departments, in a constant number of queries."""
    codes = list(departments)
    demands = list(
        Demand.objects.open()
        .filter(department__code__in=codes)
        .for_index()
        .select_related("officer__user")
        .oldest_first()
    )
    dues = dues_of(demands, today=today)
    portfolios = portfolios_of(codes, on=today)
    stand_ins = StandIns(today)
    pieces = []
    for demand in demands:
        owner = owner_of(demand, portfolios)
        acting = stand_ins.acting_for(owner) if owner else None
        step = next_step(demand.as_situation(), seen_by="OTHER", today=today)
        mine = acting is not None and acting.user_id == user.pk
        due = dues.get(demand.pk, NO_DUE)
        pieces.append(Piece(demand, step.title, step.holder, owner, acting, due, mine))
    replaced = Absence.objects.in_force(today).entrusted_to(user).for_list()
    return DeskWork(tuple(pieces), tuple(replaced))


def _nearest(piece: Piece) -> tuple[date, int]:
    return (piece.due.day or date.max, piece.demand.pk)
