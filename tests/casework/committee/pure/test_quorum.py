"""CRPA R133-10 and R133-9: what must come out was read in the law before the code was written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import proxies, quorum
from guichet.casework.committee.choices import AttendanceMode
from guichet.casework.committee.proxies import Fault, Presence

SEATS = range(1, 9)
PRESENCES = st.lists(
    st.builds(
        Presence,
        seat=st.integers(1, 10),
        mode=st.sampled_from(sorted(proxies.MODES)),
        holder=st.none() | st.integers(1, 10),
    ),
    unique_by=lambda presence: presence.seat,
    max_size=10,
)


def roll(in_room: int = 0, video: int = 0, represented: int = 0) -> list[Presence]:
    """That many of each; the first ones represented hold the proxies of the last ones."""
    there = [Presence(n, proxies.IN_ROOM) for n in range(1, in_room + 1)]
    there += [Presence(n, proxies.VIDEO) for n in range(in_room + 1, in_room + video + 1)]
    holders = [presence.seat for presence in there]
    return there + [Presence(1000 + n, proxies.REPRESENTED, holders[n]) for n in range(represented)]


def seats(total: int, presences: list[Presence]) -> set[int]:
    sitting = {presence.seat for presence in presences}
    return sitting | set(range(2000, 2000 + total - len(sitting)))


def test_codes_are_those_of_the_database() -> None:
    assert set(AttendanceMode.values) == proxies.MODES


@pytest.mark.parametrize(
    ("members", "needed"), [(1, 1), (2, 1), (3, 2), (4, 2), (40, 20), (41, 21), (101, 51)]
)
def test_half_of_the_members_is_enough_and_nothing_less(members: int, needed: int) -> None:
    enough, short = roll(in_room=needed), roll(in_room=needed - 1)

    assert quorum.count(seats(members, enough), enough).needed == needed
    assert quorum.count(seats(members, enough), enough).is_reached
    assert not quorum.count(seats(members, short), short).is_reached


def test_the_room_the_video_and_the_proxies_count_alike() -> None:
    presences = roll(in_room=12, video=9, represented=2)

    found = quorum.count(seats(41, presences), presences)

    assert found.sentence == (
        "Quorum atteint : 23 membres présents ou représentés sur 41 (12 en salle, 9 à distance, "
        "2 représentés) ; il en faut 21 (article R133-10 du CRPA)."
    )


def test_says_how_many_are_missing() -> None:
    presences = roll(in_room=19, represented=1)

    found = quorum.count(seats(41, presences), presences)

    assert found.sentence == (
        "Quorum non atteint : 20 membres présents ou représentés sur 41 (19 en salle, "
        "1 représenté) ; il en faut 21, il en manque 1 (article R133-10 du CRPA)."
    )
    assert not found.may_deliberate


def test_a_second_convocation_needs_no_quorum_but_somebody() -> None:
    presences = roll(video=1)

    alone = quorum.count(seats(41, presences), presences, second_convocation=True)
    empty = quorum.count(seats(41, []), [], second_convocation=True)

    assert alone.may_deliberate
    assert not alone.is_reached
    assert alone.sentence == (
        "Séance tenue sur seconde convocation, pour laquelle aucun quorum n’est exigé : 1 membre "
        "présent ou représenté sur 41 (1 à distance) (article R133-10 du CRPA)."
    )
    assert not empty.may_deliberate


def test_nobody_there() -> None:
    assert quorum.count({1, 2, 3}, []).sentence == (
        "Quorum non atteint : aucun membre présent ni représenté sur 3 ; il en faut 2, il en "
        "manque 2 (article R133-10 du CRPA)."
    )


def test_a_committee_without_seats_has_no_quorum() -> None:
    found = quorum.count(set(), [Presence(1, proxies.IN_ROOM)])

    assert not found.is_reached
    assert "Aucun siège n’est en vigueur" in found.sentence


def test_a_seat_no_longer_in_force_counts_neither_way() -> None:
    found = quorum.count({1, 2}, [Presence(1, proxies.IN_ROOM), Presence(3, proxies.IN_ROOM)])

    assert (found.counted, found.seats) == (1, 2)


def test_a_proxy_falls_when_its_holder_leaves() -> None:
    before = [Presence(1, proxies.IN_ROOM), Presence(2, proxies.REPRESENTED, 1)]
    after = [Presence(1, proxies.ABSENT), Presence(2, proxies.REPRESENTED, 1)]

    assert quorum.count({1, 2, 3}, before).is_reached
    assert quorum.count({1, 2, 3}, after).counted == 0
    assert quorum.count({1, 2, 3}, after).sentence.endswith("1 pouvoir ne compte pas.")


def test_a_second_proxy_to_one_holder_counts_only_where_the_rules_allow_it() -> None:
    presences = [
        Presence(1, proxies.IN_ROOM),
        Presence(2, proxies.REPRESENTED, 1),
        Presence(3, proxies.REPRESENTED, 1),
    ]

    assert quorum.count(range(1, 7), presences).counted == 2
    assert quorum.count(range(1, 7), presences, proxies_per_holder=2).counted == 3
    assert quorum.count(range(1, 7), presences, proxies_per_holder=0).counted == 1


@given(presences=PRESENCES, limit=st.integers(0, 3), second=st.booleans())
def test_agrees_with_a_slow_and_obvious_reading(
    presences: list[Presence], limit: int, second: bool
) -> None:
    found = quorum.count(SEATS, presences, proxies_per_holder=limit, second_convocation=second)

    heads = slow_heads(presences, limit)
    assert found.counted == len(heads)
    assert found.is_reached == (Fraction(len(heads), len(SEATS)) >= Fraction(1, 2))
    assert found.may_deliberate == (found.is_reached or (second and bool(heads)))
    assert found.missing == max(0, next(n for n in range(9) if n * 2 >= 8) - len(heads))


@given(presences=PRESENCES)
def test_an_arrival_never_lowers_the_count(presences: list[Presence]) -> None:
    """Somebody who walks in counts, and the proxy he gave counts no more."""
    before = quorum.count(SEATS, presences)

    for seat in SEATS:
        others = [presence for presence in presences if presence.seat != seat]
        after = quorum.count(SEATS, [*others, Presence(seat, proxies.IN_ROOM)])
        assert after.counted >= before.counted


def slow_heads(presences: list[Presence], limit: int) -> set[int]:
    """Walk the room as an usher would, one member after the other."""
    heads = set()
    for seat in SEATS:
        for presence in presences:
            if presence.seat == seat and presence.mode in ("IN_ROOM", "VIDEO"):
                heads.add(seat)
    sitting = set(heads)
    pockets: dict[int, list[int]] = {seat: [] for seat in sitting}
    for seat in SEATS:
        for presence in presences:
            if presence.seat != seat or presence.mode != "REPRESENTED":
                continue
            pocket = pockets.get(presence.holder or 0)
            if pocket is not None and len(pocket) < limit:
                pocket.append(seat)
                heads.add(seat)
    return heads


class TestProxies:
    names = {1: "Préfet", 2: "Maire de Banon", 3: "IT04", 4: "CAUE"}

    def objections(self, *presences: Presence, per_holder: int = 1) -> list[tuple[int, Fault, str]]:
        found = proxies.objections(self.names, presences, per_holder=per_holder)
        return [(one.giver, one.fault, one.sentence) for one in found]

    def test_nothing_to_say_of_a_good_proxy(self) -> None:
        assert self.objections(Presence(1, "VIDEO"), Presence(2, "REPRESENTED", 1)) == []

    def test_not_to_oneself(self) -> None:
        [(giver, fault, sentence)] = self.objections(Presence(2, "REPRESENTED", 2))

        assert (giver, fault) == (2, Fault.TO_ONESELF)
        assert sentence == (
            "« Maire de Banon » ne peut pas se donner pouvoir : choisissez un autre membre."
        )

    @pytest.mark.parametrize("holder", [None, 99])
    def test_to_a_member_in_force(self, holder: int | None) -> None:
        [(_, fault, sentence)] = self.objections(Presence(2, "REPRESENTED", holder))

        assert fault == Fault.UNKNOWN_HOLDER
        assert "doit désigner un membre en exercice" in sentence

    @pytest.mark.parametrize("there", [[], [Presence(1, "ABSENT")], [Presence(1, "EXCUSED")]])
    def test_the_holder_sits(self, there: list[Presence]) -> None:
        [(_, fault, sentence)] = self.objections(Presence(2, "REPRESENTED", 1), *there)

        assert fault == Fault.ABSENT_HOLDER
        assert sentence.startswith(
            "Le pouvoir de « Maire de Banon » ne vaut que si « Préfet » siège"
        )

    @pytest.mark.parametrize("flip", [False, True])
    def test_no_chain_in_whatever_order_they_were_written(self, flip: bool) -> None:
        chain = [
            Presence(1, "IN_ROOM"),
            Presence(2, "REPRESENTED", 1),
            Presence(3, "REPRESENTED", 2),
        ]

        [(giver, fault, sentence)] = self.objections(*(reversed(chain) if flip else chain))

        assert (giver, fault) == (3, Fault.CHAIN)
        assert sentence == (
            "« Maire de Banon » est lui-même représenté et ne peut pas porter le pouvoir de "
            "« IT04 » : choisissez un membre présent."
        )

    def test_two_members_cannot_carry_each_other(self) -> None:
        found = self.objections(Presence(2, "REPRESENTED", 3), Presence(3, "REPRESENTED", 2))

        assert [fault for _, fault, _ in found] == [Fault.CHAIN, Fault.CHAIN]

    def test_one_proxy_to_a_holder_unless_otherwise_provided(self) -> None:
        roll_call = (
            Presence(1, "IN_ROOM"),
            Presence(2, "REPRESENTED", 1),
            Presence(3, "REPRESENTED", 1),
        )

        [(giver, fault, sentence)] = self.objections(*roll_call)

        assert (giver, fault) == (3, Fault.TOO_MANY)
        assert sentence == (
            "« Préfet » détient trop de pouvoirs avec celui de « IT04 » : nul n’en détient plus "
            "d’un (article R133-9 du CRPA). Choisissez un autre membre présent."
        )
        assert self.objections(*roll_call, per_holder=2) == []

    def test_an_unknown_mode_is_an_error_not_an_absence(self) -> None:
        with pytest.raises(ValueError, match="unknown mode"):
            Presence(1, "PHONE")
