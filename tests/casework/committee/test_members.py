"""Seats and mandates: who sits, who replaces, what an election empties."""

from datetime import date, datetime

import pytest

from guichet.casework.committee import actions, vacancies
from guichet.casework.committee.choices import MandateKind, SeatNature
from guichet.casework.committee.models import Mandate, Seat
from guichet.casework.committee.roll_call import seats_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.directory.actions import register_person
from guichet.reference.directory.models import Organisation, Person
from tests.people import People
from tests.world import World

from .factories import make_meeting

AT = datetime(2026, 3, 2, 10, 0, tzinfo=PARIS)
START = date(2026, 1, 5)


def seat_somebody(seat: Seat, people: People, *, start: date = START, name: str = "La maire"):
    return actions.give_mandate(
        seat, person=Person.objects.create(name=name), starts_on=start, by=people.farid, at=AT
    )


def test_a_seat_has_one_holder_at_a_time(world: World, people: People) -> None:
    seat_somebody(world.mayor_seat, people)
    with pytest.raises(actions.MandateRefused, match="mettez d’abord fin à son mandat"):
        seat_somebody(world.mayor_seat, people, start=date(2026, 2, 1), name="Un autre")


def test_the_next_one_comes_when_the_mandate_is_over(world: World, people: People) -> None:
    first = seat_somebody(world.mayor_seat, people)

    told = actions.end_mandate(
        first, on=date(2026, 2, 1), reason="démission", by=people.farid, at=AT
    )

    assert "R133-4" in told and "démission" in told
    assert seat_somebody(world.mayor_seat, people, start=date(2026, 2, 2), name="Un autre")
    assert Event.objects.filter(action="committee.end_mandate").count() == 1


@pytest.mark.parametrize(
    ("on", "reason", "words"),
    [
        (date(2025, 12, 31), "démission", "ne peut pas finir avant"),
        (date(2026, 2, 1), " ", "Dites pourquoi"),
    ],
)
def test_the_end_of_a_mandate_has_a_day_and_a_reason(world, people, on, reason, words):
    mandate = seat_somebody(world.mayor_seat, people)
    with pytest.raises(actions.MandateRefused, match=words):
        actions.end_mandate(mandate, on=on, reason=reason, by=people.farid, at=AT)
    mandate.refresh_from_db()
    assert mandate.ends_on is None


def test_a_mandate_ends_once(world, people):
    mandate = seat_somebody(world.mayor_seat, people)
    actions.end_mandate(mandate, on=date(2026, 2, 1), reason="décès", by=people.farid, at=AT)
    with pytest.raises(actions.MandateRefused, match="déjà pris fin"):
        actions.end_mandate(mandate, on=date(2026, 2, 9), reason="décès", by=people.farid, at=AT)


def test_a_seat_that_is_withdrawn_leaves_the_quorum(world, people):
    meeting = make_meeting(world, people)
    seat_somebody(world.it04_seat, people)
    before = len(seats_of(meeting))

    actions.end_seat(
        world.it04_seat, on=date(2026, 3, 20), because="arrêté du 20 mars 2026",
        by=people.farid, at=AT,
    )  # fmt: skip

    assert len(seats_of(meeting)) == before - 1
    assert Mandate.objects.get(seat=world.it04_seat).ends_on == date(2026, 3, 20)
    with pytest.raises(actions.MandateRefused, match="n’existe plus"):
        seat_somebody(world.it04_seat, people, start=date(2026, 4, 1))


def test_an_election_empties_the_seats_of_that_assembly(world, people):
    assert world.mayor_seat.nature == SeatNature.ELECTED
    mandate = seat_somebody(world.mayor_seat, people)
    assembly = world.mayor_seat.organisation

    told = actions.renew_assembly(
        world.committee, assembly, on=date(2026, 3, 22), by=people.farid, at=AT
    )

    mandate.refresh_from_db()
    assert mandate.ends_on == date(2026, 3, 21)
    assert len(told) == 1
    with pytest.raises(actions.MandateRefused, match="rien n’est à pourvoir"):
        actions.renew_assembly(
            world.committee, assembly, on=date(2026, 3, 22), by=people.farid, at=AT
        )


def test_an_alternate_follows_the_nature_of_the_seat(world, people):
    with pytest.raises(actions.MandateRefused, match="R133-3"):
        actions.give_mandate(
            world.mayor_seat, person=Person.objects.create(name="Quelqu’un"),
            kind=MandateKind.ALTERNATE, starts_on=START, by=people.farid, at=AT,
        )  # fmt: skip


def test_a_person_is_not_written_twice(people):
    first = register_person("La maire", email="maire@seyne.example", by=people.farid, at=AT)
    again = register_person("Mme la maire", email="MAIRE@seyne.example", by=people.farid, at=AT)
    assert first == again


class TestScreens:
    def test_the_secretary_adds_a_seat_and_fills_it(self, world, people, client_of):
        farid = client_of(people.farid)
        farid.post(
            "/seances/membres/04/ajouter/",
            {
                "label": "Le maire de Seyne", "nature": "ELECTED",
                "college": world.mayor_seat.college_id,
                "organisation": "", "starts_on": "2026-01-01",
            },
        )  # fmt: skip
        seat = Seat.objects.get(label="Le maire de Seyne")
        address = f"/seances/membres/04/sieges/{seat.pk}/"
        answer = farid.post(
            f"{address}designer/",
            {
                "kind": "HOLDER", "name": "Le maire de Seyne", "email": "maire@seyne.example",
                "starts_on": "2026-01-01",
            },
        )  # fmt: skip
        assert answer.status_code == 302
        assert "depuis le 1er janvier 2026" in farid.get(address).content.decode()
        assert "Le maire de Seyne" in farid.get("/seances/membres/04/").content.decode()

    def test_a_refusal_keeps_what_was_typed(self, world, people, client_of):
        seat_somebody(world.mayor_seat, people)
        farid = client_of(people.farid)
        answer = farid.post(
            f"/seances/membres/04/sieges/{world.mayor_seat.pk}/designer/",
            {"kind": "HOLDER", "name": "Un autre", "email": "", "starts_on": "2026-02-01"},
        )
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "mettez d’abord fin à son mandat" in page and 'value="Un autre"' in page
        assert not Person.objects.filter(name="Un autre").exists()

    def test_asks_as_many_queries_for_three_seats_as_for_thirty(
        self, world, people, client_of, django_assert_max_num_queries
    ):
        farid = client_of(people.farid)
        for rank in range(30):
            actions.add_seat(
                world.committee, college=world.chair_seat.college, nature="EX_OFFICIO",
                label=f"Siège {rank}", by=people.farid, at=AT,
            )  # fmt: skip
        with django_assert_max_num_queries(10):
            farid.get("/seances/membres/04/")


class TestVacancies:
    def test_an_election_lists_the_letters_to_send(self, world: World, people: People) -> None:
        seat_somebody(world.mayor_seat, people)
        seat_somebody(world.chair_seat, people, name="La préfète")
        seat_somebody(world.it04_seat, people, name="Le directeur")
        assert vacancies.of_committee(world.committee, on=AT.date()) == []

        actions.renew_assembly(
            world.committee, world.forcalquier_hall, on=date(2026, 3, 22), by=people.farid, at=AT
        )

        [one] = vacancies.of_committee(world.committee, on=date(2026, 4, 1))
        assert (one.seat, one.vacancy.since) == (world.mayor_seat, date(2026, 3, 22))
        assert one.email == "forcalquier-hall@example.fr"
        assert one.subject == "Désignation d’un membre : « Maire de Forcalquier »"
        assert "Nous prions votre assemblée de désigner parmi ses membres un élu" in one.body
        assert "du comité local de cohésion territoriale" in one.body
        assert "est vacant depuis le 22 mars 2026" in one.body
        assert "article R133-4 du CRPA" in one.body

    def test_the_letter_leaves_and_its_day_is_kept(self, world: World, people: People) -> None:
        actions.ask_designation(world.it04_seat, by=people.farid, at=AT)

        [letter] = Delivery.objects.all()
        assert letter.to_email == "it04@example.fr"
        rows = {one.seat: one for one in vacancies.of_committee(world.committee, on=AT.date())}
        assert rows[world.it04_seat].asked_at == AT
        assert rows[world.mayor_seat].asked_at is None

    def test_nothing_is_asked_for_a_seat_that_is_held(self, world: World, people: People) -> None:
        seat_somebody(world.mayor_seat, people)

        with pytest.raises(actions.MandateRefused, match="a un titulaire"):
            actions.ask_designation(world.mayor_seat, by=people.farid, at=AT)

    def test_without_an_address_the_letter_goes_by_post(self, world: World, people: People) -> None:
        Organisation.objects.filter(pk=world.it04.pk).update(email="")

        with pytest.raises(actions.MandateRefused, match="par courrier"):
            actions.ask_designation(world.it04_seat, by=people.farid, at=AT)
