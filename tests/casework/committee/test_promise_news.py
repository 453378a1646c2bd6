"""A promise is followed: news, the next date, the reminder, the home of its holder."""

from datetime import timedelta

import pytest

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Promise
from guichet.foundations.notifications.models import Delivery
from guichet.reference.directory.models import Organisation
from tests.casework.committee.factories import DAY, OPENED_AT, carry, make_meeting

S = MeetingStatus
DUE = (DAY + timedelta(days=60)).date()
LATER = DAY + timedelta(days=30)


@pytest.fixture
def promise(world, people) -> Promise:
    Organisation.objects.filter(pk=world.it04.pk).update(email="contact@it04.example")
    meeting = make_meeting(world, people, stage=S.OPENED)
    made = actions.make_promise(
        meeting, text="Visiter Banon", holder=world.it04, due_on=DUE, by=people.farid, at=OPENED_AT
    )
    carry(meeting, world, people, since=S.OPENED, to=S.HELD)
    made.refresh_from_db()
    return made


def say(promise, people, *, next_on, at=LATER, words="La visite est prévue."):
    return actions.tell_news(promise, words=words, next_on=next_on, by=people.claire, at=at)


def again(promise: Promise) -> Promise:
    return Promise.objects.with_news().in_order().get(pk=promise.pk)


class TestNews:
    def test_are_awaited_on_the_day_of_the_promise_then_on_the_day_that_was_said(
        self, promise, people
    ):
        assert again(promise).awaited_on == DUE

        soon = (LATER + timedelta(days=10)).date()
        say(promise, people, next_on=soon)

        assert again(promise).awaited_on == soon

    def test_the_next_agenda_tells_them(self, promise, world, people):
        say(promise, people, next_on=DUE)

        following = make_meeting(world, people, day=DAY + timedelta(days=100))

        item = AgendaItem.objects.of_meeting(following).get(kind=ItemKind.PROMISES)
        assert "La visite est prévue." in item.brief
        assert "échéance dépassée" in item.brief

    def test_a_day_gone_by_is_refused(self, promise, people):
        with pytest.raises(actions.PromiseRefused, match="jour à venir"):
            say(promise, people, next_on=LATER.date())

    def test_a_settled_promise_awaits_nothing(self, promise, people):
        actions.keep_promise(promise, on=LATER.date(), by=people.farid, at=LATER)

        with pytest.raises(actions.PromiseRefused, match="réglé"):
            say(promise, people, next_on=DUE)


class TestReminder:
    def remind(self, at) -> list[str]:
        Delivery.objects.all().delete()
        actions.remind_of_promises(at=at)
        return list(Delivery.objects.values_list("to_email", flat=True))

    def test_goes_once_when_news_are_due(self, promise):
        late = DAY + timedelta(days=61)

        assert self.remind(DAY + timedelta(days=59)) == []
        assert self.remind(late) == ["contact@it04.example"]
        assert self.remind(late + timedelta(days=1)) == []

    def test_another_date_is_another_reminder(self, promise, people):
        late = DAY + timedelta(days=61)
        self.remind(late)
        say(promise, people, next_on=(late + timedelta(days=5)).date(), at=late)

        assert self.remind(late + timedelta(days=6)) == ["contact@it04.example"]

    def test_whoever_has_no_account_is_told_whom_to_write_to(self, promise):
        actions.remind_of_promises(at=DAY + timedelta(days=61))

        for letter in Delivery.objects.filter(to_email="contact@it04.example"):
            assert letter.link.endswith(f"/seances/engagements/{promise.pk}/")
            assert "Sans compte, écrivez au secrétariat" in letter.body
        assert Delivery.objects.filter(to_email="contact@it04.example").count() == 2

    def test_says_where_to_answer(self, promise):
        self.remind(DAY + timedelta(days=61))

        letter = Delivery.objects.get()
        assert letter.link == f"/seances/engagements/{promise.pk}/"
        assert "Visiter Banon" in letter.body


class TestPages:
    def test_the_holder_finds_it_at_home_and_answers(self, promise, people, client_of):
        claire = client_of(people.claire)
        address = f"/seances/engagements/{promise.pk}/"
        assert address in claire.get("/accueil/").content.decode()

        answer = claire.post(
            f"{address}nouvelles/", {"words": "C’est fait à moitié.", "next_on": "2100-01-01"},
            follow=True,
        )  # fmt: skip

        assert "C’est fait à moitié." in answer.content.decode()

    def test_whoever_has_nothing_to_do_with_it_does_not_see_it(self, promise, people, client_of):
        address = f"/seances/engagements/{promise.pk}/"

        assert client_of(people.anne).get(address).status_code == 404
        assert client_of(people.hugo).get(address).status_code == 404
        assert address not in client_of(people.anne).get("/accueil/").content.decode()

    def test_what_was_typed_stays_when_the_date_is_missing(self, promise, people, client_of):
        answer = client_of(people.claire).post(
            f"/seances/engagements/{promise.pk}/nouvelles/", {"words": "Presque fini."}
        )

        assert answer.status_code == 422
        assert "Presque fini." in answer.content.decode()
