"""What the agency's board validates: written down, corrected, ended, and reviewed below."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from guichet.casework.committee.choices import ItemKind, Outcome
from guichet.casework.committee.models import AgendaItem
from guichet.reference.policies import actions
from guichet.reference.policies.models import StrategicOrientation
from tests.casework.committee.factories import make_meeting

PAGE = "/orientations/nationales/"
TYPED = {
    "title": "Adapter les territoires au changement climatique", "body": "Un texte.",
    "validated_on": "2026-02-10", "source": "délibération n° 2026-4 du conseil d’administration",
}  # fmt: skip


@pytest.fixture
def jules(people, client_of):
    return client_of(people.jules)


def adopted(world, people, now) -> StrategicOrientation:
    actions.adopt_orientation(
        world.departmental, adopted_by="le comité", on=date(2026, 3, 2), by=people.farid, at=now
    )
    return StrategicOrientation.objects.get(pk=world.departmental.pk)


def withdrawn(world, people, now) -> None:
    actions.withdraw_orientation(
        world.national, on=date(2026, 3, 9), because="délibération n° 2026-5", by=people.jules,
        at=now,
    )  # fmt: skip


class TestRecording:
    def test_is_in_force_at_once_with_its_source(self, jules, client):
        answer = jules.post(f"{PAGE}enregistrer/", TYPED)

        assert answer.status_code == 302
        made = StrategicOrientation.objects.get(title=TYPED["title"])
        assert (made.level, made.status, made.number) == ("NATIONAL", "ADOPTED", 2)
        assert (
            made.adopted_on == date(2026, 2, 10) and "conseil d’administration" in made.adopted_by
        )
        assert made.source == TYPED["source"]
        assert "délibération n° 2026-4" in jules.get(PAGE).content.decode()
        assert TYPED["title"] in client.get("/orientations/").content.decode()

    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("source", "", "Indiquez la source"),
            ("title", "", "Donnez un intitulé"),
            ("validated_on", "2999-01-01", "n’est pas encore passé"),
        ],
    )
    def test_refusals_keep_what_was_typed(self, jules, field, typed, words):
        answer = jules.post(f"{PAGE}enregistrer/", {**TYPED, field: typed})

        page = answer.content.decode()
        assert answer.status_code == 422 and words in page and "Un texte." in page
        assert not StrategicOrientation.objects.filter(title=TYPED["title"]).exists()

    def test_a_department_may_decline_it(self, jules, people, client_of):
        jules.post(f"{PAGE}enregistrer/", TYPED)

        page = client_of(people.farid).get("/seances/feuille-de-route/04/").content.decode()

        assert f"2. {TYPED['title']}" in page

    def test_the_list_asks_as_many_questions_for_one_as_for_ten(
        self, jules, people, now, django_assert_max_num_queries
    ):
        for number in range(10):
            actions.record_national(
                title=f"Orientation {number}", validated_on=date(2026, 3, 1), source="CA",
                by=people.jules, at=now,
            )  # fmt: skip
        with django_assert_max_num_queries(8):
            jules.get(PAGE)


class TestCorrecting:
    def test_the_former_words_stay_in_the_history(self, jules, world):
        answer = jules.post(f"{PAGE}{world.national.pk}/corriger/", TYPED)

        assert answer.status_code == 302
        world.national.refresh_from_db()
        assert world.national.title == TYPED["title"]
        page = jules.get(f"{PAGE}{world.national.pk}/").content.decode()
        assert "a corrigé l’orientation nationale" in page and "n° 2026-4" in page

    def test_not_once_it_is_withdrawn(self, jules, world, people, now):
        withdrawn(world, people, now)

        answer = jules.post(f"{PAGE}{world.national.pk}/corriger/", TYPED)

        assert answer.status_code == 422
        assert "n’est pas une orientation nationale en vigueur" in answer.content.decode()


class TestWithdrawing:
    def test_what_came_from_it_is_to_be_reviewed_at_the_next_meeting(
        self, jules, world, people, now
    ):
        child = adopted(world, people, now)
        assert not StrategicOrientation.objects.to_review().exists()

        jules.post(
            f"{PAGE}{world.national.pk}/retirer/",
            {"on": "2026-03-09", "because": "délibération n° 2026-5"},
        )

        meeting = make_meeting(world, people)
        item = AgendaItem.objects.get(meeting=meeting, orientation=child)
        assert (item.kind, item.is_proposed) == (ItemKind.FREE, True)
        assert "à revoir" in item.title and world.national.title in item.brief
        assert "9 mars 2026" in item.brief

    def test_the_committee_that_put_it_off_is_told_once_more_only(self, world, people, now):
        adopted(world, people, now)
        withdrawn(world, people, now)
        meeting = make_meeting(world, people, stage="HELD")
        AgendaItem.objects.filter(meeting=meeting).exclude(orientation=None).update(
            outcome=Outcome.DEFERRED
        )

        later = make_meeting(world, people, day=meeting.scheduled_at + timedelta(days=60))

        assert AgendaItem.objects.filter(meeting=later).exclude(orientation=None).count() == 1

    def test_it_still_shows_where_it_belongs_to_the_public(self, world, people, now, client):
        adopted(world, people, now)
        withdrawn(world, people, now)

        page = client.get("/orientations/?departement=04").content.decode()

        assert world.departmental.title in page and "À revoir" in page
        assert world.national.title not in page

    def test_a_reason_is_asked(self, jules, world):
        answer = jules.post(f"{PAGE}{world.national.pk}/retirer/", {"on": "2026-03-09"})
        assert answer.status_code == 422
        assert "Dites pourquoi l’orientation est retirée." in answer.content.decode()


class TestReviewing:
    @pytest.fixture
    def orphan(self, world, people, now) -> StrategicOrientation:
        child = adopted(world, people, now)
        withdrawn(world, people, now)
        return child

    def test_the_roadmap_says_it_until_it_is_linked(self, orphan, world, people, now, client_of):
        other = actions.record_national(
            title="Une autre", validated_on=date(2026, 3, 1), source="CA", by=people.jules, at=now
        )
        farid = client_of(people.farid)
        path = "/seances/feuille-de-route/04/"
        assert "À revoir." in farid.get(path).content.decode()

        farid.post(
            f"{path}rattacher/",
            {"orientation": orphan.pk, "parent": other.pk, "because": "séance du 30 mars"},
        )

        orphan.refresh_from_db()
        assert orphan.parent == other
        assert "À revoir." not in farid.get(path).content.decode()

    def test_it_may_become_the_department_s_own(self, orphan, people, client_of):
        client_of(people.farid).post(
            "/seances/feuille-de-route/04/rattacher/",
            {"orientation": orphan.pk, "parent": "", "because": "séance du 30 mars"},
        )
        orphan.refresh_from_db()
        assert orphan.parent is None and not orphan.is_to_review

    def test_or_be_withdrawn(self, orphan, people, client_of):
        client_of(people.farid).post(
            "/seances/feuille-de-route/04/retirer/",
            {
                "orientation": orphan.pk, "on": timezone.now().date().isoformat(),
                "because": "séance du 30 mars",
            },
        )  # fmt: skip
        orphan.refresh_from_db()
        assert orphan.status == "WITHDRAWN"

    def test_it_cannot_be_linked_to_what_is_gone(self, orphan, world, people, now):
        with pytest.raises(actions.OrientationRefused, match="n’est pas une orientation nationale"):
            actions.link_orientation(
                orphan, StrategicOrientation.objects.get(pk=world.national.pk), because="séance",
                by=people.farid, at=now,
            )  # fmt: skip
