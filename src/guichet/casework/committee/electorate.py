"""Who is there and who may vote on one item, at the instant it is decided: the bridge to quorum.py.

The quorum follows the rules of the committee on recusals (silent text: a parameter). The vote does
not: whoever has left the item never votes on it, nor carries anybody's voice (CRPA R133-12).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from . import proxies, recusal
from .models import AgendaItem, Meeting, Recusal, Seat
from .proxies import Presence
from .quorum import COUNTED, Quorum, admitted
from .recusal import Matter, Sitter, Suggestion
from .regulations import rules_for
from .roll_call import presences_of, quorum_among, seats_of

# What a recusal is suggested on: the items on which the committee may say something of a case.
ASKS_SOMETHING = frozenset({"CASE", "PROJECT", "FREE"})


@dataclass(frozen=True)
class Electorate:
    """`presences` are those that count; `recused` are the labels of the seats that left."""

    quorum: Quorum
    voters: int
    presences: tuple[Presence, ...]
    recused: tuple[str, ...]
    # Those who vote, college by college, in the order of the roll call.
    colleges: Mapping[str, int] = field(default_factory=dict)
    # A chair who has left the item has no vote on it, hence none that prevails; nor has one who
    # presides without holding a seat.
    chair_has_left: bool = False
    chair_has_seat: bool = True

    @property
    def chair_has_vote(self) -> bool:
        return self.chair_has_seat and not self.chair_has_left

    def frozen(self) -> list[list[object]]:
        """As the ruling keeps it."""
        return [[one.seat, one.mode, one.holder] for one in self.presences]


def of_item(meeting: Meeting, item: AgendaItem, *, at: datetime | None = None) -> Electorate:
    """The electorate of that item as things stand; or at that instant, for a gesture that comes
    late from a browser that had lost the network."""
    seats = seats_of(meeting)
    presences = presences_of(meeting, at=at)
    left = set(Recusal.objects.of_item(item).standing().values_list("seat_id", flat=True))
    there = voting(presences, seats, left, meeting)
    return Electorate(
        quorum=quorum_among(meeting, seats, presences, recused=left),
        voters=len(there),
        presences=there,
        recused=tuple(seats[pk].label for pk in seats if pk in left),
        colleges=Counter(seats[one.seat].college.name for one in there),
        chair_has_left=any(seats[pk].is_chair for pk in seats if pk in left),
        chair_has_seat=any(seat.is_chair for seat in seats.values()),
    )


def voting(
    presences: Iterable[Presence], seats: dict[int, Seat], left: set[int], meeting: Meeting
) -> tuple[Presence, ...]:
    """Present or validly represented, without those who left nor those whom they represent."""
    rules = rules_for(meeting)
    listed = [admitted(one, remote=rules.remote) for one in presences if one.seat in seats]
    limit = rules.proxies_per_holder
    refused = set(proxies.faults(seats.keys(), listed, per_holder=limit)) | left
    return tuple(
        one
        for one in listed
        if one.mode in COUNTED and one.seat not in refused and one.holder not in left
    )


def suggestions(meeting: Meeting, item: AgendaItem) -> tuple[Suggestion, ...]:
    """Members whose own body or commune is on the item, when something is asked of them."""
    return suggestions_of(list(seats_of(meeting).values()), item)


def suggestions_of(seats: Iterable[Seat], item: AgendaItem) -> tuple[Suggestion, ...]:
    if not (item.asks_vote or item.kind in ASKS_SOMETHING):
        return ()
    matter = _matter(item)
    return recusal.suggest([_sitter(seat) for seat in seats], matter) if matter else ()


def _sitter(seat: Seat) -> Sitter:
    body = seat.organisation
    return Sitter(
        seat.pk,
        seat.label,
        organisation=seat.organisation_id,
        territory=(body.territory_id or "") if body else "",
    )


def _matter(item: AgendaItem) -> Matter | None:
    """Whose demand it is, where, and who leads; only communes and their groups are a place."""
    demand = item.demand or (item.support.demand if item.support else None)
    if demand is None:
        return None
    return Matter(
        requester=demand.requester_id,
        requester_name=demand.requester.name,
        territories=frozenset(filter(None, [demand.commune_id])),
        providers=frozenset([item.support.lead_provider_id] if item.support else []),
    )
