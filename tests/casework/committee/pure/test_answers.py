"""CRPA R133-3 and R133-9 on answers, before the meeting: expected results read in the law first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import proxies, quorum
from guichet.casework.committee.answers import (
    ABSENT,
    ALTERNATE,
    IN_ROOM,
    KINDS,
    PROXY,
    VIDEO,
    Answer,
    Fault,
    Member,
    Terms,
    caution,
    objection,
    presences,
)
from guichet.casework.committee.choices import ReplyKind

MEMBERS = {
    1: Member(1, "Préfète", "EX_OFFICIO", ("Élise",), "Préfecture"),
    2: Member(2, "Maire de Forcalquier", "ELECTED", ("Gaëlle",), "Commune de Forcalquier"),
    3: Member(3, "Maire de Banon", "ELECTED", ("Paul Blanc",), "Commune de Banon"),
    4: Member(4, "IT04", "EX_OFFICIO", (), "IT04"),
    5: Member(5, "Géographe", "QUALIFIED", ("Rose",)),
}


def judge(answer: Answer, *standing: Answer, **terms: object) -> tuple[Fault | None, str]:
    known = {one.seat: one for one in standing}
    found = objection(answer, MEMBERS, known, Terms(**terms))  # type: ignore[arg-type]
    return (found.fault, found.sentence) if found else (None, "")


def test_codes_are_those_of_the_database() -> None:
    assert set(KINDS) == set(ReplyKind.values)
    with pytest.raises(ValueError, match="unknown answer"):
        Answer(1, "MAYBE")


# number, article, answer, what others answered, expected fault (None: taken)
CASES = [
    (1, "R133-10", Answer(2, IN_ROOM), (), None),
    (2, "R133-10", Answer(2, VIDEO), (), None),
    (3, "R133-9", Answer(2, ABSENT), (), None),
    (4, "R133-3", Answer(2, ALTERNATE, deputy="Léa"), (), None),
    (5, "R133-3", Answer(2, ALTERNATE, deputy="Léa", same_body=False), (), Fault.OTHER_BODY),
    (6, "R133-3", Answer(4, ALTERNATE, deputy="Léa", same_body=False), (), Fault.OTHER_BODY),
    (7, "R133-3", Answer(4, ALTERNATE, deputy="Léa"), (), None),
    (8, "R133-3", Answer(5, ALTERNATE, deputy="Léa"), (), Fault.NO_ALTERNATE),
    (9, "R133-3", Answer(2, ALTERNATE, deputy="  "), (), Fault.NO_NAME),
    (10, "R133-9", Answer(2, ALTERNATE, deputy="paul  BLANC"), (), Fault.SITS_ALREADY),
    (11, "R133-3", Answer(2, ALTERNATE, deputy="Gaelle"), (), None),
    (12, "R133-9", Answer(2, PROXY, holder=1), (), None),
    (13, "R133-9", Answer(2, PROXY), (), Fault.NO_HOLDER),
    (14, "R133-9", Answer(2, PROXY, holder=99), (), Fault.NO_HOLDER),
    (15, "R133-9", Answer(2, PROXY, holder=2), (), Fault.TO_ONESELF),
    (16, "R133-9", Answer(2, PROXY, holder=1), (Answer(3, PROXY, 1),), Fault.TOO_MANY),
    (17, "R133-9", Answer(3, PROXY, holder=1), (Answer(3, PROXY, 1),), None),
    (18, "R133-9", Answer(2, PROXY, holder=3), (Answer(3, PROXY, 1),), Fault.CHAIN),
    (19, "R133-9", Answer(3, PROXY, holder=1), (Answer(2, PROXY, 3),), Fault.CHAIN),
    (20, "R133-9", Answer(2, PROXY, holder=3), (Answer(3, ABSENT),), Fault.ABSENT_HOLDER),
    (21, "R133-9", Answer(2, PROXY, holder=3), (Answer(3, VIDEO),), None),
    (22, "R133-9", Answer(2, PROXY, holder=3), (Answer(3, ALTERNATE, deputy="A"),), None),
    (23, "R133-9", Answer(3, ABSENT), (Answer(2, PROXY, 3),), None),
    (24, "R133-9", Answer(5, PROXY, holder=1), (), None),
    (25, "R133-9", Answer(2, PROXY, holder=3), (Answer(3, PROXY, 2),), Fault.CHAIN),
]


@pytest.mark.parametrize(
    ("number", "article", "answer", "standing", "fault"), CASES, ids=lambda v: str(v)[:24]
)
def test_case(
    number: int, article: str, answer: Answer, standing: tuple[Answer, ...], fault: Fault | None
) -> None:
    found, sentence = judge(answer, *standing)

    assert found is fault, number
    if fault not in {None, Fault.NO_NAME}:
        assert f"article {article} du CRPA" in sentence
    assert [one[0] for one in CASES] == list(range(1, len(CASES) + 1))


def test_the_sentences_say_how_to_mend() -> None:
    assert judge(Answer(2, PROXY, 1), Answer(3, PROXY, 1))[1] == (
        "« Préfète » porte déjà le pouvoir de « Maire de Banon » : nul ne porte plus "
        "d’un pouvoir (article R133-9 du CRPA). Choisissez un autre membre."
    )
    assert judge(Answer(2, ALTERNATE, deputy="Léa", same_body=False))[1] == (
        "Ce membre ne peut être suppléé que par un élu de la même assemblée délibérante (article "
        "R133-3 du CRPA). Désignez une personne de la vôtre (Commune de Forcalquier), ou donnez "
        "pouvoir à un membre."
    )


def test_more_proxies_where_a_text_says_so_and_it_is_cited() -> None:
    text = "règlement intérieur, article 4"
    two = {"proxies_per_holder": 2, "proxy_basis": text}
    held = (Answer(3, PROXY, 1), Answer(4, PROXY, 1))

    assert judge(Answer(2, PROXY, 1), held[0], **two)[0] is None
    fault, sentence = judge(Answer(2, PROXY, 1), *held, **two)
    assert fault is Fault.TOO_MANY
    assert "« Maire de Banon » et « IT04 »" in sentence
    assert text in sentence


def test_the_form_of_the_meeting_is_an_answer_s_limit() -> None:
    assert judge(Answer(2, VIDEO), video=False)[0] is Fault.NO_VIDEO
    assert judge(Answer(2, IN_ROOM), in_room=False)[0] is Fault.NO_ROOM
    assert judge(Answer(2, IN_ROOM), video=False)[0] is None
    assert judge(Answer(2, VIDEO), in_room=False)[0] is None


def test_cautions() -> None:
    given = {2: Answer(2, PROXY, 3), 3: Answer(3, IN_ROOM)}

    assert "« Maire de Forcalquier » vous avait donné pouvoir" in caution(
        Answer(3, ABSENT), MEMBERS, given
    )
    assert caution(Answer(1, ABSENT), MEMBERS, given) == ""
    assert "n’a pas encore répondu" in caution(Answer(2, PROXY, 1), MEMBERS, given)
    assert caution(Answer(2, PROXY, 3), MEMBERS, given) == ""
    assert caution(Answer(2, IN_ROOM), MEMBERS, given) == ""


def test_what_the_answers_announce() -> None:
    said = [
        Answer(4, ALTERNATE, deputy="Léa"), Answer(1, IN_ROOM), Answer(2, PROXY, 1),
        Answer(3, VIDEO), Answer(5, ABSENT),
    ]  # fmt: skip

    roll = presences(said)

    assert [(one.seat, one.mode, one.holder) for one in roll] == [
        (1, "IN_ROOM", None), (2, "REPRESENTED", 1), (3, "VIDEO", None), (4, "IN_ROOM", None),
        (5, "EXCUSED", None),
    ]  # fmt: skip
    assert presences(said, at_a_distance=True)[3].mode == "VIDEO"


def test_what_a_withdrawn_seat_had_answered_counts_for_nothing() -> None:
    gone = Answer(77, PROXY, 1)

    assert judge(Answer(2, PROXY, 1), gone)[0] is None
    assert judge(Answer(1, PROXY, 2), gone)[0] is None
    assert judge(Answer(2, PROXY, 1), gone, Answer(3, PROXY, 1))[0] is Fault.TOO_MANY


def test_no_holder_is_no_member_number_one() -> None:
    """« Nobody » must not be read as some seat."""
    only = {0: Member(0, "Zéro", "ELECTED"), 1: Member(1, "Un", "ELECTED"), **MEMBERS}
    assert caution(Answer(2, PROXY), {1: only[1], 2: MEMBERS[2]}, {}) == ""


ANSWERS = st.lists(
    st.builds(
        Answer,
        seat=st.integers(1, 9),
        kind=st.sampled_from(KINDS),
        holder=st.none() | st.integers(1, 10),
        deputy=st.just("Léa"),
        same_body=st.booleans(),
    ),
    max_size=25,
)
NINE = {n: Member(n, f"Siège {n}", "ELECTED", (f"Membre {n}",)) for n in range(1, 10)}


@given(arrivals=ANSWERS, limit=st.integers(1, 3))
def test_whatever_the_order_of_the_answers_no_unlawful_proxy_is_taken(
    arrivals: list[Answer], limit: int
) -> None:
    """Members answer and change their minds; only « my holder is absent now » may be left."""
    taken: dict[int, Answer] = {}
    for one in arrivals:
        if objection(one, NINE, taken, Terms(proxies_per_holder=limit)) is None:
            taken[one.seat] = one

    # The silent ones all come: what is left is only what the law allows.
    silent = [Answer(seat, IN_ROOM) for seat in NINE if seat not in taken]
    roll = presences([*taken.values(), *silent])
    left = set(proxies.faults(NINE.keys(), roll, per_holder=limit).values())
    assert left <= {proxies.Fault.ABSENT_HOLDER}
    assert quorum.count(NINE.keys(), roll, proxies_per_holder=limit).counted <= len(NINE)


@given(arrivals=ANSWERS)
def test_an_answer_taken_once_is_taken_again(arrivals: list[Answer]) -> None:
    """A second click on the same button changes nothing and is never refused."""
    taken: dict[int, Answer] = {}
    for one in arrivals:
        if objection(one, NINE, taken) is None:
            taken[one.seat] = one
            assert objection(replace(one), NINE, taken) is None
