"""CGCT L1232-2: what the committee must be told, from the facts alone."""

import json
from dataclasses import asdict, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import agenda
from guichet.casework.committee.agenda import SECTIONS, Proposal, propose
from guichet.casework.committee.agenda_facts import (
    Due,
    Facts,
    FollowUp,
    Gap,
    Orientation,
    Programme,
    Received,
    Returning,
    UnderWay,
)
from guichet.casework.committee.choices import ItemKind
from guichet.casework.committee.drafting import without_masked
from guichet.casework.committee.refreshing import Current, Slot, merged

QUIET = Facts("CLCT du 04", since=date(2020, 11, 17), until=date(2021, 5, 4))
BUSY = replace(
    QUIET,
    minutes_to_approve=(date(2020, 11, 17),),
    promises=(
        Due(8, "réunir les maires", "DDT 04", date(2020, 11, 17), date(2021, 6, 1)),
        Due(7, "publier le guide", "IT04", date(2020, 11, 17), date(2021, 3, 1)),
    ),
    programmes=(Programme("Villages d’avenir", date(2021, 1, 5)),),
    received=(
        Received(1, "Banon", "Forcalquier", "Habitat"),
        Received(2, "Banon", "Forcalquier", "Mobilités"),
        Received(3, "Annot", "Castellane", "Habitat"),
        Received(4, "Riez", "Digne-les-Bains"),
    ),
    follow_up=FollowUp(qualified=3, referred=2, supported=1, awaiting=2),
    under_way=(UnderWay(1, "IT04", True, False), UnderWay(2, "CAUE 04", False, True)),
    orientations=(Orientation(5, 2, "Bourgs-centres", "Projets complexes"),),
)


def test_sections_are_those_of_the_database_in_the_same_order() -> None:
    assert list(SECTIONS) == ItemKind.values


def test_the_two_duties_are_never_left_out() -> None:
    assert [item.kind for item in propose(QUIET)] == ["DEMANDS", "FOLLOW_UP"]
    demands, follow_up = propose(QUIET)
    assert demands.brief == (
        "Aucune demande d’accompagnement n’a été reçue entre le 17 novembre 2020 et le 4 mai 2021."
    )
    assert ("Demandes reçues", 0) in demands.figures
    assert follow_up.brief.endswith("Aucune demande n’attend d’orientation.")


def test_a_full_agenda_in_the_order_of_its_sections() -> None:
    assert [(item.kind, item.title) for item in propose(BUSY)] == [
        ("PREVIOUS_MINUTES", "Approbation du procès-verbal de la séance du 17 novembre 2020"),
        ("PROMISES", "Engagement du 17 novembre 2020 : IT04"),
        ("PROMISES", "Engagement du 17 novembre 2020 : DDT 04"),
        ("NATIONAL_NEWS", "Actualité nationale"),
        ("DEMANDS", "Demandes d’accompagnement reçues"),
        ("FOLLOW_UP", "Suites données aux demandes"),
        ("PROJECTS", "Mise en œuvre des projets accompagnés"),
        ("ORIENTATION", "Orientation stratégique 2 : Bourgs-centres"),
    ]


def test_demands_by_arrondissement_and_theme() -> None:
    demands = next(item for item in propose(BUSY) if item.kind == "DEMANDS")

    assert demands.figures == (
        ("Demandes reçues", 4),
        ("Collectivités concernées", 3),
        ("Arrondissement de Castellane", 1),
        ("Arrondissement de Digne-les-Bains", 1),
        ("Arrondissement de Forcalquier", 2),
        ("Thème : Habitat", 2),
        ("Thème : Mobilités", 1),
        ("Thème : à qualifier", 1),
    )
    assert demands.brief == (
        "Le comité est informé des demandes d’accompagnement reçues entre le 17 novembre 2020 et "
        "le 4 mai 2021 : 4\u00a0demandes, 3\u00a0collectivités (article L1232-2 du CGCT)."
    )


def test_promises_say_what_is_late() -> None:
    late, due = (item for item in propose(BUSY) if item.kind == "PROMISES")

    assert late.brief == "Publier le guide\n\nPour le 1er mars 2021 (échéance dépassée)."
    assert due.brief == "Réunir les maires\n\nPour le 1er juin 2021."
    assert (late.promise, due.promise) == (7, 8)


def test_projects_under_way_in_figures() -> None:
    projects = next(item for item in propose(BUSY) if item.kind == "PROJECTS")

    assert projects.figures == (
        ("Accompagnements en cours", 2),
        ("Ouverts depuis la dernière séance", 1),
        ("Au-delà de leur date de fin prévue", 1),
        ("Conduits par CAUE 04", 1),
        ("Conduits par IT04", 1),
    )


def test_the_first_meeting_says_so() -> None:
    first = propose(replace(BUSY, since=None, minutes_to_approve=(), promises=()))

    assert first[0].title == "Installation du comité et actualité nationale"
    assert first[0].brief.startswith("C’est la première séance du comité (CLCT du 04).")
    assert "Villages d’avenir, lancé le 5 janvier 2021" in first[0].brief
    assert "reçues depuis l’ouverture du guichet et jusqu’au 4 mai 2021" in first[1].brief


def test_an_orientation_names_its_national_parent() -> None:
    [item] = [item for item in propose(BUSY) if item.kind == "ORIENTATION"]

    assert item.orientation == 5
    assert item.brief.endswith("Elle décline l’orientation nationale « Projets complexes ».")


def test_long_titles_fit_the_agenda() -> None:
    long = replace(BUSY, orientations=(Orientation(5, 2, "x" * 400),))

    assert all(len(item.title) <= agenda.TITLE_LENGTH for item in propose(long))


WORDS = st.sampled_from(["Banon", "Riez", "Annot", "Oraison", ""])
FACTS = st.builds(
    Facts,
    committee=st.just("CLCT"),
    since=st.none() | st.just(date(2020, 11, 17)),
    until=st.just(date(2021, 5, 4)),
    received=st.lists(st.builds(Received, st.integers(1, 99), WORDS, WORDS, WORDS)).map(tuple),
    under_way=st.lists(
        st.builds(UnderWay, st.integers(1, 99), WORDS, st.booleans(), st.booleans())
    ).map(tuple),
    orientations=st.lists(
        st.builds(Orientation, st.integers(1, 99), st.integers(1, 9), WORDS, WORDS),
        unique_by=lambda o: o.orientation,
    ).map(tuple),
)


@given(facts=FACTS, order=st.randoms(use_true_random=False))
def test_same_facts_same_agenda_whatever_the_order_of_the_rows(facts: Facts, order: object) -> None:
    received, under_way = list(facts.received), list(facts.under_way)
    orientations = list(facts.orientations)
    for rows in (received, under_way, orientations):
        order.shuffle(rows)  # type: ignore[attr-defined]

    shuffled = replace(
        facts,
        received=tuple(received),
        under_way=tuple(under_way),
        orientations=tuple(orientations),
    )

    assert propose(shuffled) == propose(facts)


@given(facts=FACTS)
def test_breakdowns_add_up(facts: Facts) -> None:
    """Every demand is counted once per breakdown: no demand is lost, none is counted twice."""
    figures = dict(next(item for item in propose(facts) if item.kind == "DEMANDS").figures)

    themes = sum(n for label, n in figures.items() if label.startswith("Thème"))
    assert themes == figures["Demandes reçues"] == len(facts.received)


GAPS = (Gap("Mobilités", ("Riez", "Annot")), Gap("Habitat", ("Annot",)))
PUT_OFF = (
    Returning(
        9, "FREE", "Calendrier", "À débattre.", date(2020, 11, 17), asks_vote=True, minutes=20
    ),
    Returning(8, "DEMANDS", "Demandes d’accompagnement reçues", "", date(2020, 11, 17)),
)


def test_white_zones_are_a_matter_by_themselves() -> None:
    [gaps] = (one for one in propose(replace(QUIET, gaps=GAPS)) if one.kind == "GAPS")

    assert gaps.figures == (
        ("Demandes sans réponse favorable", 3), ("Thème : Mobilités", 2), ("Thème : Habitat", 1),
    )  # fmt: skip
    assert "Annot et Riez" in gaps.brief
    assert "Annot" not in without_masked(gaps.brief), "members read who asked, the public does not"
    assert not [one for one in propose(QUIET) if one.kind == "GAPS"]


def test_what_was_put_off_comes_back_unless_it_is_written_anew() -> None:
    [back] = (one for one in propose(replace(QUIET, returning=PUT_OFF)) if one.returns)

    assert (back.title, back.returns, back.asks_vote, back.minutes) == ("Calendrier", 9, True, 20)
    assert back.brief == "Point reporté de la séance du 17 novembre 2020.\nÀ débattre."


def test_a_masked_passage_that_comes_back_stays_masked() -> None:
    put_off = (replace(PUT_OFF[0], brief="[non publié] Le nom du voisin."),)

    [back] = (one for one in propose(replace(QUIET, returning=put_off)) if one.returns)

    assert without_masked(back.brief) == "Point reporté de la séance du 17 novembre 2020."


def test_each_section_has_its_usual_time() -> None:
    told = {one.kind: one.minutes for one in propose(BUSY)}

    assert (told["PREVIOUS_MINUTES"], told["DEMANDS"], told["ORIENTATION"]) == (5, 10, 15)


def _bytes(facts: Facts) -> bytes:
    return json.dumps([asdict(one) for one in propose(facts)], ensure_ascii=False).encode()


@given(data=st.data())
def test_same_facts_same_agenda_byte_for_byte(data: st.DataObject) -> None:
    """Whatever the order in which the database gives them."""
    full = replace(BUSY, gaps=GAPS, returning=PUT_OFF)
    shuffled = replace(
        full,
        **{
            name: tuple(data.draw(st.permutations(getattr(full, name))))
            for name in ("promises", "programmes", "received", "under_way", "returning")
        },
    )

    assert _bytes(shuffled) == _bytes(full)


class TestRefresh:
    fresh = (
        Proposal("DEMANDS", "Demandes", "12 demandes"),
        Proposal("ORIENTATION", "Orientation 1", "", orientation=1),
    )

    def standing(self, *slots: Slot) -> list[str]:
        return [str(slot.item) if slot.item else f"new {slot.kind}" for slot in slots]

    def test_what_a_hand_wrote_is_kept_and_figures_follow(self) -> None:
        [slot, _] = merged([Current(3, self.fresh[0].key, True, is_edited=True)], self.fresh)

        assert (slot.item, slot.proposal, slot.rewrites_words) == (3, self.fresh[0], False)

    def test_what_the_machine_wrote_is_brought_up_to_date(self) -> None:
        [slot, _] = merged([Current(3, self.fresh[0].key, True)], self.fresh)

        assert (slot.item, slot.proposal, slot.rewrites_words) == (3, self.fresh[0], True)

    def test_an_order_made_by_hand_is_kept(self) -> None:
        current = [Current(2, self.fresh[1].key, True), Current(1, self.fresh[0].key, True)]

        assert self.standing(*merged(current, self.fresh)) == ["2", "1"]

    def test_a_removed_item_comes_back_in_its_section(self) -> None:
        free = ("FREE", None, None, None, None, None)
        current = [Current(1, self.fresh[0].key, True), Current(9, free, False)]

        assert self.standing(*merged(current, self.fresh)) == ["1", "new ORIENTATION", "9"]

    def test_a_kept_promise_leaves_unless_somebody_wrote_on_it(self) -> None:
        gone = ("PROMISES", None, None, None, 4, None)

        assert self.standing(*merged([Current(1, gone, True)], ())) == []
        assert self.standing(*merged([Current(1, gone, True, True)], ())) == ["1"]

    def test_an_orientation_added_by_hand_is_not_added_twice(self) -> None:
        current = [Current(5, self.fresh[1].key, False)]

        assert self.standing(*merged(current, self.fresh)) == ["new DEMANDS", "5"]


KEYS = st.sampled_from(
    [("DEMANDS", None, None, None, None, None), ("FREE", None, None, None, None, None)]
    + [("ORIENTATION", None, None, n, None, None) for n in range(1, 4)]
    + [("PROMISES", None, None, None, n, None) for n in range(1, 4)]
)
AGENDAS = st.lists(
    st.builds(Current, st.integers(1, 999), KEYS, st.booleans(), st.booleans()),
    unique_by=(lambda c: c.item, lambda c: (c.key, c.item if c.key[0] == "FREE" else 0)),
)
PROPOSED = st.lists(KEYS.filter(lambda key: key[0] != "FREE"), unique=True).map(
    lambda keys: [Proposal(k[0], "t", "b", orientation=k[3], promise=k[4]) for k in keys]
)


@given(current=AGENDAS, proposals=PROPOSED)
def test_a_refresh_loses_nothing_made_by_hand_and_settles_at_once(
    current: list[Current], proposals: list[Proposal]
) -> None:
    slots = merged(current, proposals)

    kept = [slot.item for slot in slots if slot.item is not None]
    by_hand = [c.item for c in current if c.is_edited or not c.is_proposed]
    assert [item for item in kept if item in by_hand] == by_hand
    assert kept == [c.item for c in current if c.item in kept]
    told = [slot.proposal.key for slot in slots if slot.proposal]
    assert sorted(map(str, told)) == sorted(str(proposal.key) for proposal in proposals)
    again = [
        Current(
            slot.item or 10_000 + place,
            next((c.key for c in current if c.item == slot.item), None) or slot.proposal.key,  # type: ignore[union-attr]
            is_proposed=slot.item is None
            or next(c for c in current if c.item == slot.item).is_proposed,
            is_edited=any(c.item == slot.item and c.is_edited for c in current),
        )
        for place, slot in enumerate(slots)
    ]
    assert [slot.item for slot in merged(again, proposals)] == [c.item for c in again]
