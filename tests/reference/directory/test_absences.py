"""An officer goes away, says so, comes back sooner."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.urls import reverse

from guichet.reference.directory.actions import (
    AbsenceRefused,
    cancel_absence,
    declare_absence,
)
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Absence, Membership, Person
from tests.client import StrictClient
from tests.people import People
from tests.world import World

FROM, TO = date(2026, 3, 16), date(2026, 3, 20)


@pytest.fixture
def maud(world: World) -> Person:
    person = Person.objects.create(name="Maud", email="maud@example.fr")
    Membership.objects.create(person=person, organisation=world.ddt, role=Role.DESK_OFFICER)
    return person


def away(
    people: People, stand_in: Person, now: datetime, starts_on: date = FROM, ends_on: date = TO
) -> Absence:
    return declare_absence(
        people.bruno.person,
        stand_in=stand_in,
        starts_on=starts_on,
        ends_on=ends_on,
        by=people.bruno,
        at=now,
    )


def test_is_in_force_on_both_its_ends_and_not_around(
    people: People, maud: Person, now: datetime
) -> None:
    away(people, maud, now)

    days = [date(2026, 3, day) for day in (15, 16, 20, 21)]
    assert [Absence.objects.in_force(day).exists() for day in days] == [False, True, True, False]


def test_taken_back_no_longer_counts_and_only_once(
    people: People, maud: Person, now: datetime
) -> None:
    absence = away(people, maud, now)

    cancel_absence(absence, by=people.bruno, at=now)

    assert not Absence.objects.in_force(FROM).exists()
    with pytest.raises(AbsenceRefused, match="déjà annulée"):
        cancel_absence(absence, by=people.bruno, at=now)


def test_refuses_itself_the_past_and_two_at_once(
    people: People, maud: Person, now: datetime
) -> None:
    with pytest.raises(AbsenceRefused, match="soi-même"):
        away(people, people.bruno.person, now)
    with pytest.raises(AbsenceRefused, match="corrigez les dates"):
        away(people, maud, now, ends_on=date(2026, 3, 1), starts_on=date(2026, 3, 1))
    away(people, maud, now)
    with pytest.raises(AbsenceRefused, match="déjà une absence"):
        away(people, maud, now, starts_on=TO, ends_on=date(2026, 4, 1))


def test_refuses_a_stand_in_who_is_away_too(people: People, maud: Person, now: datetime) -> None:
    away(people, maud, now)

    with pytest.raises(AbsenceRefused, match="Bruno a déjà une absence"):
        declare_absence(
            maud, stand_in=people.bruno.person, starts_on=TO, ends_on=TO, by=None, at=now
        )


class TestPage:
    def test_an_officer_declares_and_undoes(
        self, people: People, maud: Person, client_of: Callable[..., StrictClient]
    ) -> None:
        client = client_of(people.bruno)
        coming = {"starts_on": "2099-01-05", "ends_on": "2099-01-09", "stand_in": maud.pk}

        client.post(reverse("directory:declare_absence"), coming)
        shown = client.get(reverse("directory:absences")).content.decode()
        absence = Absence.objects.get()
        client.post(reverse("directory:cancel_absence", args=[absence.pk]))
        after = client.get(reverse("directory:absences")).content.decode()

        assert "Du 5 janvier 2099 au 9 janvier 2099" in shown
        assert "Aucune absence n’est déclarée" in after

    def test_a_refusal_keeps_what_was_typed(
        self, people: People, maud: Person, client_of: Callable[..., StrictClient]
    ) -> None:
        page = client_of(people.bruno).post(
            reverse("directory:declare_absence"),
            {"starts_on": "2099-01-09", "ends_on": "2099-01-05", "stand_in": maud.pk},
        )

        assert page.status_code == 422
        assert "2099-01-09" in page.content.decode()
