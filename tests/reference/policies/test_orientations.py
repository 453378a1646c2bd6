"""Proposed, adopted, withdrawn; and who may read what is not adopted yet."""

from datetime import date

import pytest
from django.urls import reverse

from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.policies.actions import (
    OrientationRefused,
    adopt_orientation,
    propose_orientation,
    withdraw_orientation,
)
from guichet.reference.policies.choices import OrientationStatus
from guichet.reference.policies.models import StrategicOrientation


@pytest.fixture
def proposed(world, people, now):
    return propose_orientation(
        title="Soigner près de chez soi",
        department=world.d04,
        parent=world.national,
        themes=[world.habitat],
        by=people.farid,
        at=now,
    )


class TestProposeOrientation:
    def test_takes_the_next_number_of_its_department(self, world, proposed):
        assert world.departmental.number == 1
        assert (proposed.number, proposed.status) == (2, OrientationStatus.PROPOSED)
        assert Event.objects.get(action="orientation.propose_orientation").department == "04"

    def test_without_a_department_it_is_national(self, world, people, now):
        national = propose_orientation(title="Une autre", by=people.ines, at=now)

        assert (national.level, national.number) == ("NATIONAL", 2)

    @pytest.mark.parametrize("wrong", ["title", "parent", "national"])
    def test_refuses_what_cannot_be(self, world, people, now, wrong):
        fields = {
            "title": {"title": " ", "department": world.d04},
            "parent": {"title": "T", "department": world.d04, "parent": world.departmental},
            "national": {"title": "T", "parent": world.national},
        }[wrong]

        with pytest.raises(OrientationRefused):
            propose_orientation(**fields, by=people.farid, at=now)


class TestAdoptOrientation:
    def test_says_when_and_by_whom(self, proposed, people, now):
        adopt_orientation(
            proposed, adopted_by="le comité", on=date(2026, 3, 9), by=people.farid, at=now
        )

        proposed.refresh_from_db()
        assert (proposed.status, proposed.adopted_on) == ("ADOPTED", date(2026, 3, 9))
        event = Event.objects.get(action="orientation.adopt_orientation")
        assert event.changes["status"] == ["PROPOSED", "ADOPTED"]

    def test_refuses_a_day_to_come_and_an_unnamed_body(self, proposed, people, now):
        with pytest.raises(OrientationRefused, match="11 mars 2026"):
            adopt_orientation(
                proposed, adopted_by="le comité", on=date(2026, 3, 11), by=people.farid, at=now
            )
        with pytest.raises(OrientationRefused, match="qui a adopté"):
            adopt_orientation(
                proposed, adopted_by=" ", on=date(2026, 3, 1), by=people.farid, at=now
            )

    def test_refuses_twice(self, world, people, now):
        with pytest.raises(TransitionRefused):
            adopt_orientation(
                world.national, adopted_by="le CA", on=date(2026, 3, 1), by=people.ines, at=now
            )


class TestWithdrawOrientation:
    def test_keeps_its_reason_in_the_history(self, proposed, people, now):
        withdraw_orientation(
            proposed, on=date(2026, 3, 10), because="Doublon.", by=people.farid, at=now
        )

        assert proposed.status == "WITHDRAWN"
        assert Event.objects.get(action="orientation.withdraw_orientation").because == "Doublon."

    def test_asks_why_and_not_before_its_adoption(self, world, people, now):
        with pytest.raises(OrientationRefused, match="pourquoi"):
            withdraw_orientation(
                world.national, on=date(2026, 3, 1), because="", by=people.ines, at=now
            )
        with pytest.raises(OrientationRefused, match="1er mars 2020"):
            withdraw_orientation(
                world.national, on=date(2020, 2, 1), because="Erreur.", by=people.ines, at=now
            )


class TestOrientationsPage:
    def test_the_public_reads_what_is_adopted_and_nothing_else(self, client, world, people):
        page = client.get(reverse("policies:orientations")).content.decode()

        assert world.national.title in page
        assert world.departmental.title not in page

    def test_the_secretary_reads_what_is_proposed_and_the_next_department_does_not(
        self, client_of, world, people
    ):
        address = reverse("policies:orientations") + "?departement=04"

        assert world.departmental.title in client_of(people.farid).get(address).content.decode()
        assert world.departmental.title not in client_of(people.hugo).get(address).content.decode()

    def test_an_orientation_of_the_committee_itself_is_shown_apart(
        self, client_of, world, people, now
    ):
        own = propose_orientation(
            title="Rouvrir les cols plus tôt", department=world.d04, by=people.farid, at=now
        )
        adopt_orientation(own, adopted_by="le comité", on=date(2026, 3, 1), by=people.farid, at=now)

        page = client_of(None).get(reverse("policies:orientations") + "?departement=04")

        assert "Orientations propres au département" in page.content.decode()

    def test_an_unknown_department_shows_an_error_and_all(self, client, world):
        page = client.get(reverse("policies:orientations") + "?departement=99")

        assert page.status_code == 200

    def test_asks_the_same_number_of_queries_for_three_and_thirty(
        self, client, world, django_assert_num_queries
    ):
        def fill(count):
            StrategicOrientation.objects.bulk_create(
                StrategicOrientation(
                    level="DEPARTMENTAL",
                    department=world.d04,
                    parent=world.national,
                    status="ADOPTED",
                    adopted_on=date(2021, 1, 1),
                    adopted_by="le comité",
                    number=rank + 10,
                    title=f"Orientation {rank}",
                )
                for rank in range(count)
            )

        for count in (3, 27):
            fill(count)
            with django_assert_num_queries(6):
                client.get(reverse("policies:orientations") + "?departement=04")
