"""The reminder that leaves by itself: on its day, once, to the silent only."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.casework.committee import actions, tasks
from guichet.casework.committee.choices import MeetingStatus, ProofKind, ReplyKind
from guichet.casework.committee.models import Invitation, Meeting, Proof
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import PARIS, local_day
from tests.people import People
from tests.world import World

from .factories import CONVENED_AT, DAY, make_meeting, seat_people

S = MeetingStatus
# Monday 30 March, three working days before: Wednesday 25.
DUE = datetime(2026, 3, 25, 9, 20, tzinfo=PARIS)


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    seat_people(world, people)
    made = make_meeting(world, people, stage=S.CONVENED)
    Delivery.objects.all().delete()
    return made


def told() -> set[str]:
    return set(Delivery.objects.values_list("to_email", flat=True))


def invitation_of(meeting: Meeting, email: str) -> Invitation:
    return Invitation.objects.of_meeting(meeting).get(email=email)


class TestWorker:
    def test_the_day_is_set_by_the_convocation(self, meeting: Meeting) -> None:
        assert meeting.reminder_on == local_day(DUE)

    def test_not_before_its_day(self, meeting: Meeting) -> None:
        assert actions.send_reminders(at=DUE - timedelta(days=1)) == 0
        assert told() == set()

    def test_to_the_silent_only(self, meeting: Meeting) -> None:
        actions.answer(invitation_of(meeting, "gaelle@example.fr"), kind=ReplyKind.ABSENT, at=DUE)

        assert actions.send_reminders(at=DUE) == 2

        assert told() == {"elise@example.fr", "dg@example.fr"}
        proofs = Proof.objects.of_meeting(meeting).filter(kind=ProofKind.REMINDED)
        assert {one.note for one in proofs} == {"relance automatique"}
        assert {one.letter for one in proofs} == set(Delivery.objects.values_list("pk", flat=True))
        event = Event.objects.of_actions("meeting.remind_by_itself").get()
        assert event.data["number"] == 2

    def test_once_whatever_the_worker_does(self, meeting: Meeting) -> None:
        """It runs every hour, and starts again after a cut."""
        actions.send_reminders(at=DUE)

        for later in (timedelta(0), timedelta(hours=1), timedelta(days=1)):
            assert actions.send_reminders(at=DUE + later) == 0
        assert Delivery.objects.count() == 3

    def test_is_what_the_worker_runs(self, meeting: Meeting, monkeypatch) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: DUE)

        tasks.remind_the_silent(timestamp=0)
        tasks.remind_the_silent(timestamp=0)

        assert Delivery.objects.count() == 3

    def test_late_rather_than_never(self, meeting: Meeting) -> None:
        """The worker was down on the day: it leaves on the next one, not on that of the meeting."""
        assert actions.send_reminders(at=DUE + timedelta(days=2)) == 3

    def test_never_on_the_day_of_the_meeting(self, meeting: Meeting) -> None:
        assert actions.send_reminders(at=DAY.replace(hour=8)) == 0

    @pytest.mark.parametrize("then", ["cancelled", "opened"])
    def test_never_for_a_meeting_that_is_no_longer_convened(
        self, meeting: Meeting, people: People, then: str
    ) -> None:
        if then == "cancelled":
            actions.cancel(meeting, because="Neige.", by=people.farid, at=CONVENED_AT)
        else:
            Meeting.objects.filter(pk=meeting.pk).update(status=S.OPENED)
        Delivery.objects.all().delete()

        assert actions.send_reminders(at=DUE) == 0
        assert told() == set()

    def test_never_from_a_rehearsal(self, world: World, people: People) -> None:
        begun = actions.start_rehearsal(
            world.committee, from_preparation=True, by=people.farid, at=CONVENED_AT
        )
        actions.convene(begun, by=people.farid, at=CONVENED_AT)
        Meeting.with_rehearsals.filter(pk=begun.pk).update(reminder_on=local_day(DUE))

        assert actions.send_reminders(at=DUE) == 0
        assert not Delivery.objects.exists()

    def test_nobody_is_written_to_twice_the_same_day(
        self, meeting: Meeting, people: People
    ) -> None:
        actions.remind(meeting, by=people.farid, at=DUE - timedelta(minutes=20))

        assert actions.send_reminders(at=DUE) == 0
        assert Delivery.objects.count() == 3
        with pytest.raises(actions.SendingRefused, match="attendez demain"):
            actions.remind(meeting, by=people.farid, at=DUE + timedelta(hours=1))

    def test_as_many_queries_whatever_the_number_of_silent(
        self, world: World, people: People, meeting: Meeting
    ) -> None:
        with CaptureQueriesContext(connection) as few:
            actions.send_reminders(at=DUE)
        Meeting.objects.filter(pk=meeting.pk).update(reminded_at=None)
        for rank in range(20):
            Invitation.objects.create(
                meeting=meeting, kind="HEARD", name=f"E{rank}", email=f"e{rank}@example.fr"
            )
        with CaptureQueriesContext(connection) as many:
            assert actions.send_reminders(at=DUE + timedelta(days=1)) == 23
        assert len(many) == len(few)


class TestSetting:
    def test_another_day_or_none(self, meeting: Meeting, people: People) -> None:
        change = {"for_next": False, "by": people.farid, "at": CONVENED_AT}
        actions.set_reminder(meeting, days=1, **change)
        assert meeting.reminder_on == datetime(2026, 3, 27, tzinfo=PARIS).date()

        actions.set_reminder(meeting, days=None, **change)
        assert meeting.reminder_on is None
        assert actions.send_reminders(at=DUE) == 0
        meeting.committee.refresh_from_db()
        assert meeting.committee.reminder_days == 3

    def test_kept_for_the_meetings_to_come(
        self, world: World, meeting: Meeting, people: People
    ) -> None:
        actions.set_reminder(meeting, days=None, for_next=True, by=people.farid, at=CONVENED_AT)
        world.committee.refresh_from_db()

        later = make_meeting(world, people, stage=S.CONVENED, day=DAY + timedelta(days=60))

        assert later.reminder_on is None

    def test_too_late_is_refused(self, meeting: Meeting, people: People) -> None:
        with pytest.raises(actions.MeetingRefused, match="Il reste trop peu de temps"):
            actions.set_reminder(meeting, days=3, for_next=False, by=people.farid, at=DUE)

    def test_stopped_before_it_leaves(self, meeting: Meeting, people: People) -> None:
        actions.stop_reminder(meeting, by=people.farid, at=DUE)

        assert actions.send_reminders(at=DUE) == 0
        with pytest.raises(actions.MeetingRefused, match="rien à arrêter"):
            actions.stop_reminder(meeting, by=people.farid, at=DUE)

    def test_not_after_it_left(self, meeting: Meeting, people: People) -> None:
        actions.send_reminders(at=DUE)

        with pytest.raises(actions.MeetingRefused, match="déjà partie le 25 mars 2026"):
            actions.stop_reminder(meeting, by=people.farid, at=DUE)
        with pytest.raises(actions.MeetingRefused, match="déjà partie le 25 mars 2026"):
            actions.set_reminder(meeting, days=1, for_next=False, by=people.farid, at=DUE)

    def test_a_convocation_in_urgency_reminds_nobody(self, world: World, people: People) -> None:
        seat_people(world, people)
        meeting = make_meeting(world, people)

        actions.convene(
            meeting, urgency_reason="Crue.", by=people.farid, at=DAY - timedelta(days=2)
        )

        assert meeting.reminder_on is None


class TestScreen:
    def test_says_what_will_leave_when_and_to_whom(
        self, meeting: Meeting, people: People, client_of
    ) -> None:
        actions.answer(invitation_of(meeting, "gaelle@example.fr"), kind=ReplyKind.ABSENT, at=DUE)
        farid = client_of(people.farid)

        page = farid.get(f"/seances/{meeting.pk}/reponses/").text

        relance = page[page.index('id="relance"') : page.index('id="envois"')]
        assert "Une relance part le mercredi 25 mars 2026" in relance
        assert "Le directeur d’IT04" in relance and "Gaëlle" not in relance
        assert "Rappel : votre réponse pour la séance" in relance

    def test_is_stopped_and_set_again(self, meeting: Meeting, people: People, client_of) -> None:
        farid = client_of(people.farid)
        place = f"/seances/{meeting.pk}/reponses/relance/"

        stopped = farid.post(f"{place}arreter/", follow=True)
        assert "Aucune relance ne partira d’elle-même" in stopped.text
        refused = farid.post(place, {"days": "99"})
        assert refused.status_code == 422

    def test_the_convocation_announces_it(
        self, world: World, people: People, client_of, monkeypatch
    ) -> None:
        seat_people(world, people)
        meeting = make_meeting(world, people)
        monkeypatch.setattr("django.utils.timezone.now", lambda: CONVENED_AT)

        page = client_of(people.farid).get(f"/seances/{meeting.pk}/convocation/").text

        assert "relancés d’eux-mêmes le mercredi 25 mars 2026" in page
