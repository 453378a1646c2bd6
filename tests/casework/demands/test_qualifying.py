"""Everything that an officer needs to qualify, on one screen: grid, pieces, right addressee."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.demands import actions, pieces
from guichet.casework.demands.actions.desk import AddresseeUnreachable
from guichet.casework.demands.choices import DeclineReason, DemandStatus
from guichet.casework.demands.complexity import QUESTIONS, proposed
from guichet.casework.demands.models import Demand, Qualification
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]


def address(name: str, demand: Demand) -> str:
    return reverse(f"demands:{name}", args=[demand.reference])


class TestGrid:
    @given(st.sets(st.sampled_from([*QUESTIONS, "UNKNOWN"])))
    def test_counts_what_is_ticked(self, yes: set[str]) -> None:
        count = 0
        for question in QUESTIONS:
            if question in yes:
                count += 1
        expected = ["SIMPLE", "SIMPLE", "MODERATE", "MODERATE"]

        assert proposed(yes) == (expected[count] if count < 4 else "COMPLEX")

    @pytest.mark.parametrize(
        ("chosen", "kept"), [("GRID", "MODERATE"), ("COMPLEX", "COMPLEX"), ("SIMPLE", "SIMPLE")]
    )
    def test_the_officer_decides(
        self, world: World, people: People, client_of: SignIn, chosen: str, kept: str
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)

        answer = client_of(people.bruno).post(
            address("qualify", demand),
            {
                "theme": "HABITAT", "engineering_types": ["TECHNICAL"], "phase": "DESIGN",
                "grid": ["LAND", "FAILED"], "complexity": chosen, "version": demand.version,
            },
        )  # fmt: skip

        assert answer.status_code == 302
        done = Qualification.objects.get(demand=demand)
        assert (done.complexity, done.complexity_grid) == (kept, ["LAND", "FAILED"])
        assert Event.objects.get(action="demand.qualify").data["grid"] == ["LAND", "FAILED"]

    def test_what_was_tried_is_completed_at_the_same_time(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        given = {
            "theme": "HABITAT", "engineering_types": ["TECHNICAL"], "phase": "DESIGN",
            "complexity": "SIMPLE",
        }  # fmt: skip

        client_of(people.bruno).post(
            address("qualify", demand), {**given, "tried": "Le CAUE, sans suite en 2024."}
        )
        demand.refresh_from_db()
        first = demand.already_tried
        client_of(people.bruno).post(address("qualify", demand), given)

        demand.refresh_from_db()
        assert first == "Le CAUE, sans suite en 2024."
        assert demand.already_tried == first
        page = client_of(people.anne).get(demand.get_absolute_url()).content.decode()
        assert first in page

    def test_the_grid_is_for_the_services(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.QUALIFIED)
        Qualification.objects.filter(demand=demand).update(complexity_grid=["STAFF"])

        desk = client_of(people.bruno).get(demand.get_absolute_url()).content.decode()
        mayor = client_of(people.anne).get(demand.get_absolute_url()).content.decode()

        assert QUESTIONS["STAFF"] in desk
        assert QUESTIONS["STAFF"] not in mayor


class TestScreen:
    def test_shows_suggested_themes_with_the_words_and_what_was_tried(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        Demand.objects.filter(pk=demand.pk).update(already_tried="Le CAUE, en 2024 : sans suite.")

        page = client_of(people.bruno).get(address("qualification", demand)).content.decode()

        assert "D’après le texte : Centre-bourg et habitat (logements)" in page
        assert "Le CAUE, en 2024" in page
        for deed in ("send_back", "redirect", "decline"):
            assert address(deed, demand) in page


class TestPieces:
    def test_ticked_and_written_become_one_list_of_sentences(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        day = local_day(timezone.now()) + timedelta(days=20)

        answer = client_of(people.bruno).post(
            address("send_back", demand),
            {"pieces": ["MAP", "COUNCIL"], "missing": "La surface du toit.", "expected_by": day},
        )

        assert answer.status_code == 302
        demand.refresh_from_db()
        assert demand.missing_items == (
            f"– {pieces.USUAL['COUNCIL']}\n– {pieces.USUAL['MAP']}\nLa surface du toit."
        )
        assert pieces.USUAL["MAP"] in Delivery.objects.latest("pk").body

    def test_something_must_be_missing(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)

        answer = client_of(people.bruno).post(
            address("send_back", demand), {"missing": " ", "expected_by": "2099-01-01"}
        )

        assert answer.status_code == 422
        assert "Dites à la collectivité ce qui manque." in answer.content.decode()


class TestRedirect:
    def test_one_deed_tells_both(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED)
        Delivery.objects.all().delete()

        actions.redirect(demand, to=world.caue, note="Le CAUE conseille.", by=people.bruno, at=now)

        demand.refresh_from_db()
        assert (demand.status, demand.decline_reason) == (S.DECLINED, DeclineReason.WRONG_ADDRESSEE)
        letters = {letter.to_email: letter for letter in Delivery.objects.order_by("pk")}
        assert set(letters) == {"anne@example.fr", "caue@example.fr"}
        assert "caue@example.fr" in letters["anne@example.fr"].body
        handed = letters["caue@example.fr"]
        assert "L’école est vide depuis 2019" in handed.body and "anne@example.fr" in handed.body
        assert handed.link == ""
        told = Event.objects.get(action="demand.decline")
        assert told.data["reason_code"] == "WRONG_ADDRESSEE"
        assert told.data["redirected_to"] == world.caue.name

    def test_nobody_to_write_to_is_not_a_handing_over(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = make_demand(world, people)
        world.caue.email = ""
        world.caue.save()

        with pytest.raises(AddresseeUnreachable, match="adresse électronique"):
            actions.redirect(demand, to=world.caue, note="…", by=people.bruno, at=now)

    def test_the_mayor_reads_the_reason_and_where_to_turn(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people)

        client_of(people.bruno).post(
            address("redirect", demand), {"to": world.caue.pk, "note": "Le CAUE conseille."}
        )

        page = client_of(people.anne).get(demand.get_absolute_url()).content.decode()
        assert "Le motif : relève d’un autre interlocuteur" in page
        assert "CAUE des Alpes-de-Haute-Provence" in page and "caue@example.fr" in page
        assert "Le CAUE conseille." in page

    def test_reopened_it_is_nobody_elses(self, world: World, people: People, now: datetime) -> None:
        demand = make_demand(world, people)
        actions.redirect(demand, to=world.caue, note="…", by=people.bruno, at=now)

        actions.reopen(demand, because="Finalement.", by=people.bruno, at=now)

        demand.refresh_from_db()
        assert (demand.status, demand.redirected_to) == (S.ACKNOWLEDGED, None)

    def test_the_plain_refusal_does_not_offer_that_reason(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people)

        answer = client_of(people.bruno).post(
            address("decline", demand), {"reason": "WRONG_ADDRESSEE", "note": "Ailleurs."}
        )

        assert answer.status_code == 422
