from datetime import date, timedelta

import pytest

from guichet.casework.committee import actions
from guichet.casework.committee.choices import (
    AttendanceMode,
    ChairVote,
    ItemKind,
    MeetingForm,
    MeetingStatus,
    Outcome,
    PromiseStatus,
)
from guichet.casework.committee.models import AgendaItem, Attendance, Meeting
from guichet.casework.committee.roll_call import quorum_of
from guichet.casework.committee.ruleset import DEFAULT, freeze, override
from guichet.casework.demands.choices import DemandStatus
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.policies.choices import OrientationStatus
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

from .factories import (
    CLOSED_AT,
    DAY,
    LATER,
    OPENED_AT,
    add_free_item,
    add_seats,
    call_the_roll,
    decide_all,
    item_of,
    make_meeting,
    seat_people,
    titles,
)

S = MeetingStatus


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    return make_meeting(world, people, stage=S.OPENED)


class TestOpen:
    def test_on_the_day(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people, stage=S.CONVENED)

        actions.open_meeting(meeting, by=people.farid, at=OPENED_AT - timedelta(minutes=10))

        assert (meeting.status, meeting.day) == (S.OPENED, date(2026, 3, 30))

    def test_not_the_day_before(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people, stage=S.CONVENED)

        with pytest.raises(actions.MeetingRefused, match="lundi 30 mars 2026"):
            actions.open_meeting(meeting, by=people.farid, at=OPENED_AT - timedelta(days=1))

    def test_not_without_a_convocation(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people)

        with pytest.raises(TransitionRefused):
            actions.open_meeting(meeting, by=people.farid, at=OPENED_AT)


class TestRollCall:
    def test_the_light_follows(self, meeting: Meeting, world: World, people: People) -> None:
        quorum = quorum_of(meeting)

        assert quorum.is_reached
        assert quorum.sentence.startswith(
            "Quorum atteint : 3 membres présents ou représentés sur 3 (1 en salle, 1 à distance, "
            "1 représenté) ; il en faut 2"
        )

    def test_whoever_arrives_takes_back_the_proxy_he_gave(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        actions.record_attendance(
            meeting, world.it04_seat, mode=AttendanceMode.IN_ROOM, by=people.farid, at=OPENED_AT
        )

        attendance = Attendance.objects.get(seat=world.it04_seat)
        assert attendance.represented_by is None
        assert quorum_of(meeting).represented == 0

    def test_a_holder_does_not_leave_with_a_proxy(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        with pytest.raises(actions.AttendanceRefused) as refusal:
            actions.record_attendance(
                meeting, world.chair_seat, mode=AttendanceMode.ABSENT,
                by=people.farid, at=OPENED_AT,
            )  # fmt: skip

        assert "ne vaut que si « Préfet du département » siège" in str(refusal.value)
        assert Attendance.objects.get(seat=world.chair_seat).mode == AttendanceMode.IN_ROOM

    def test_one_proxy_to_one_holder(self, meeting: Meeting, world: World, people: People) -> None:
        with pytest.raises(actions.AttendanceRefused, match="nul n’en détient plus d’un"):
            actions.record_attendance(
                meeting, world.mayor_seat, mode=AttendanceMode.REPRESENTED,
                represented_by=world.chair_seat, by=people.farid, at=OPENED_AT,
            )  # fmt: skip

    def test_no_chain_whatever_the_order(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        with pytest.raises(actions.AttendanceRefused):
            actions.record_attendance(
                meeting, world.chair_seat, mode=AttendanceMode.REPRESENTED,
                represented_by=world.mayor_seat, by=people.farid, at=OPENED_AT,
            )  # fmt: skip

    def test_a_proxy_names_its_holder(self, meeting: Meeting, world: World, people: People) -> None:
        with pytest.raises(actions.AttendanceRefused, match="choisissez le membre"):
            actions.record_attendance(
                meeting, world.mayor_seat, mode=AttendanceMode.REPRESENTED,
                by=people.farid, at=OPENED_AT,
            )  # fmt: skip

    def test_the_committee_may_allow_two(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        meeting.rules = freeze(
            override(DEFAULT, {"proxies_per_holder": 2}, basis="règlement intérieur", version="2")
        )
        meeting.save()

        actions.record_attendance(
            meeting, world.mayor_seat, mode=AttendanceMode.REPRESENTED,
            represented_by=world.chair_seat, by=people.farid, at=OPENED_AT,
        )  # fmt: skip

        assert quorum_of(meeting).represented == 2

    def test_a_seat_that_ended_is_not_called(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        world.it04_seat.ends_on = date(2026, 1, 1)
        world.it04_seat.save()

        with pytest.raises(actions.AttendanceRefused, match="siège en vigueur"):
            actions.record_attendance(
                meeting, world.it04_seat, mode=AttendanceMode.IN_ROOM,
                by=people.farid, at=OPENED_AT,
            )  # fmt: skip
        assert quorum_of(meeting).seats == 2

    def test_calling_twice_the_same_changes_nothing(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        before = Event.objects.of_stream(stream_of(meeting)).count()

        call_the_roll(meeting, world, people, OPENED_AT)

        assert Event.objects.of_stream(stream_of(meeting)).count() == before

    def test_not_once_closed(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people, stage=S.HELD)

        with pytest.raises(actions.MeetingRefused):
            call_the_roll(meeting, world, people, LATER)


class TestOutcome:
    def test_informed(self, meeting: Meeting, people: People) -> None:
        item = item_of(meeting, ItemKind.DEMANDS)

        actions.record_outcome(
            item, outcome=Outcome.INFORMED, note=" Vu. ", by=people.farid, at=OPENED_AT
        )

        item.refresh_from_db()
        assert (item.outcome, item.outcome_note) == (Outcome.INFORMED, "Vu.")
        event = Event.objects.of_stream(stream_of(meeting)).last()
        assert event and event.data["outcome"] == "Est informé"

    def test_an_orientation_is_adopted_in_the_same_transaction(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        item = item_of(meeting, ItemKind.ORIENTATION)

        actions.record_outcome(
            item, outcome=Outcome.ORIENTATION_ADOPTED, by=people.farid, at=OPENED_AT
        )

        world.departmental.refresh_from_db()
        assert world.departmental.status == OrientationStatus.ADOPTED
        assert world.departmental.adopted_on == date(2026, 3, 30)
        assert world.departmental.adopted_by == (
            "le comité local de cohésion territoriale des Alpes-de-Haute-Provence"
        )

    def test_an_adopted_orientation_is_not_unadopted_here(
        self, meeting: Meeting, people: People
    ) -> None:
        item = item_of(meeting, ItemKind.ORIENTATION)
        adopted = Outcome.ORIENTATION_ADOPTED
        actions.record_outcome(item, outcome=adopted, by=people.farid, at=OPENED_AT)

        actions.record_outcome(
            item, outcome=adopted, note="À l’unanimité", by=people.farid, at=OPENED_AT
        )
        with pytest.raises(actions.OutcomeRefused, match="déjà adoptée"):
            actions.record_outcome(item, outcome=Outcome.DEFERRED, by=people.farid, at=OPENED_AT)

        item.refresh_from_db()
        assert item.outcome_note == "À l’unanimité"

    def test_an_outcome_of_another_kind_is_refused(self, meeting: Meeting, people: People) -> None:
        with pytest.raises(actions.OutcomeRefused, match="dans la liste proposée"):
            actions.record_outcome(
                item_of(meeting, ItemKind.DEMANDS), outcome=Outcome.VOTE_CARRIED,
                by=people.farid, at=OPENED_AT,
            )  # fmt: skip

    def test_nothing_is_adopted_without_a_quorum(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        add_seats(world, 4)

        with pytest.raises(actions.OutcomeRefused, match="Sans quorum"):
            actions.record_outcome(
                item_of(meeting, ItemKind.ORIENTATION), outcome=Outcome.ORIENTATION_ADOPTED,
                by=people.farid, at=OPENED_AT,
            )  # fmt: skip

        actions.record_outcome(
            item_of(meeting, ItemKind.DEMANDS), outcome=Outcome.INFORMED,
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip
        world.departmental.refresh_from_db()
        assert world.departmental.status == OrientationStatus.PROPOSED


class TestVote:
    @pytest.fixture
    def item(self, world: World, people: People) -> AgendaItem:
        meeting = make_meeting(world, people)
        item = add_free_item(meeting, people, asks_vote=True)
        actions.convene(meeting, by=people.farid, at=DAY - timedelta(days=12))
        actions.open_meeting(meeting, by=people.farid, at=OPENED_AT)
        call_the_roll(meeting, world, people, OPENED_AT)
        return item

    def vote(self, item: AgendaItem, people: People, outcome: str, **votes: object) -> None:
        actions.record_outcome(
            item,
            outcome=outcome,
            by=people.farid,
            at=OPENED_AT,
            **votes,  # type: ignore[arg-type]
        )

    def test_the_count_makes_the_result(self, item: AgendaItem, people: People) -> None:
        self.vote(item, people, Outcome.VOTE_CARRIED, votes_for=2, votes_against=1, abstentions=0)

        item.refresh_from_db()
        assert item.result_sentence == (
            "Vote : 2 pour, 1 contre, 0\u00a0abstention. Adopté à la majorité des voix exprimées "
            "(article R133-11 du CRPA)."
        )
        assert (item.votes_for, item.votes_against, item.abstentions) == (2, 1, 0)

    def test_a_result_picked_by_hand_against_the_count_is_refused(
        self, item: AgendaItem, people: People
    ) -> None:
        with pytest.raises(actions.OutcomeRefused, match="ne correspond pas au décompte"):
            self.vote(item, people, Outcome.VOTE_CARRIED, votes_for=1, votes_against=2)

    def test_a_vote_that_was_asked_is_counted(self, item: AgendaItem, people: People) -> None:
        with pytest.raises(actions.OutcomeRefused, match="écrivez le décompte"):
            self.vote(item, people, Outcome.VOTE_CARRIED)

    def test_half_a_count_is_refused(self, item: AgendaItem, people: People) -> None:
        with pytest.raises(actions.OutcomeRefused, match="même quand c’est zéro"):
            self.vote(item, people, Outcome.VOTE_CARRIED, votes_for=2)

    def test_no_more_votes_than_members_there(self, item: AgendaItem, people: People) -> None:
        with pytest.raises(DomainError, match="3\u00a0membres présents"):
            self.vote(item, people, Outcome.VOTE_CARRIED, votes_for=4, votes_against=0)

    def test_the_chair_decides_a_tie(self, item: AgendaItem, people: People) -> None:
        self.vote(
            item, people, Outcome.VOTE_LOST,
            votes_for=1, votes_against=1, abstentions=1, chair_vote=ChairVote.AGAINST,
        )  # fmt: skip

        item.refresh_from_db()
        assert "voix prépondérante de la présidence" in item.result_sentence

    def test_putting_it_off_is_not_a_vote(self, item: AgendaItem, people: People) -> None:
        self.vote(item, people, Outcome.DEFERRED)
        with pytest.raises(actions.OutcomeRefused, match="ne se vote pas"):
            self.vote(item, people, Outcome.DEFERRED, votes_for=1, votes_against=0, abstentions=0)


class TestPromises:
    def test_comes_back_on_the_next_agenda_until_kept(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        demand = make_demand(world, people, stage=DemandStatus.SUBMITTED)
        promise = actions.make_promise(
            meeting, text="Visiter Banon", holder=world.it04, due_on=date(2026, 6, 1),
            demand=demand, by=people.farid, at=OPENED_AT,
        )  # fmt: skip
        decide_all(meeting, people, OPENED_AT)
        actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)

        following = make_meeting(world, people, day=DAY + timedelta(days=60))
        [item] = AgendaItem.objects.of_meeting(following).filter(promise=promise)
        assert item.kind == ItemKind.PROMISES
        assert item.brief == "Visiter Banon\n\nPour le 1er juin 2026."

        actions.keep_promise(
            promise, on=date(2026, 5, 15), note="Fait", by=people.farid,
            at=DAY + timedelta(days=50),
        )  # fmt: skip
        actions.refresh_agenda(following, by=people.farid, at=DAY + timedelta(days=50))
        assert not AgendaItem.objects.of_meeting(following).filter(promise=promise).exists()
        assert promise.status == PromiseStatus.KEPT
        kept = Event.objects.of_case(demand.case_key).last()
        assert kept and kept.action == "promise.keep_promise"

    def test_its_holder_is_told_when_the_meeting_closes(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        actions.make_promise(
            meeting, text="Visiter Banon", holder=world.it04, due_on=date(2026, 6, 1),
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip
        assert not Delivery.objects.exists()
        decide_all(meeting, people, OPENED_AT)

        actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)

        [letter] = Delivery.objects.all()
        assert letter.to_email == "it04@example.fr"
        assert "pour le 1er juin 2026" in letter.subject

    def test_refuses_a_day_before_the_meeting(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        with pytest.raises(actions.PromiseRefused, match="précède la séance"):
            actions.make_promise(
                meeting, text="Visiter Banon", holder=world.it04, due_on=date(2026, 3, 1),
                by=people.farid, at=OPENED_AT,
            )  # fmt: skip

    def test_released_with_a_reason(self, meeting: Meeting, world: World, people: People) -> None:
        promise = actions.make_promise(
            meeting, text="Visiter Banon", holder=world.it04, due_on=date(2026, 6, 1),
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip

        with pytest.raises(actions.PromiseRefused, match="Dites pourquoi"):
            actions.release_promise(
                promise, on=date(2026, 4, 1), note="", by=people.farid, at=LATER
            )
        actions.release_promise(
            promise, on=date(2026, 4, 1), note="Projet retiré", by=people.farid, at=LATER
        )

        assert promise.status == PromiseStatus.RELEASED
        with pytest.raises(TransitionRefused):
            actions.keep_promise(promise, on=date(2026, 4, 1), by=people.farid, at=LATER)

    @pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 12, 1)])
    def test_kept_between_the_meeting_and_today(
        self, meeting: Meeting, world: World, people: People, on: date
    ) -> None:
        promise = actions.make_promise(
            meeting, text="Visiter Banon", holder=world.it04, due_on=date(2026, 6, 1),
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip

        with pytest.raises(actions.PromiseRefused):
            actions.keep_promise(promise, on=on, by=people.farid, at=LATER)


class TestClose:
    def test_lists_what_has_no_outcome(self, meeting: Meeting, people: People) -> None:
        actions.record_outcome(
            item_of(meeting, ItemKind.DEMANDS), outcome=Outcome.INFORMED,
            by=people.farid, at=OPENED_AT,
        )  # fmt: skip

        with pytest.raises(actions.ItemsLeft) as refusal:
            actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)

        assert "3\u00a0points n’ont pas d’issue" in str(refusal.value)
        assert "« Suites données aux demandes »" in str(refusal.value)
        meeting.refresh_from_db()
        assert meeting.status == S.OPENED

    def test_keeps_the_quorum_as_it_was(self, meeting: Meeting, people: People) -> None:
        decide_all(meeting, people, OPENED_AT)

        actions.close_meeting(meeting, closing_words="Merci.", by=people.farid, at=CLOSED_AT)

        meeting.refresh_from_db()
        assert (meeting.status, meeting.closed_at) == (S.HELD, CLOSED_AT)
        assert meeting.quorum_sentence.startswith("Quorum atteint : 3 membres")

    def test_wants_a_roll_call(self, meeting: Meeting, people: People) -> None:
        decide_all(meeting, people, OPENED_AT)
        meeting.attendances.all().delete()

        with pytest.raises(actions.MeetingRefused, match="L’appel n’a pas été fait"):
            actions.close_meeting(meeting, by=people.farid, at=CLOSED_AT)


class TestSecondConvocation:
    @pytest.fixture
    def deserted(self, world: World, people: People) -> Meeting:
        seat_people(world, people)
        add_seats(world, 4)
        return make_meeting(world, people, stage=S.OPENED)

    def again(self, meeting: Meeting, people: People, **changes: object) -> Meeting:
        asked: dict[str, object] = {
            "scheduled_at": DAY + timedelta(days=9),
            "form": MeetingForm.VIDEO,
            "place": "",
            "by": people.farid,
            "at": CLOSED_AT,
        }
        return actions.convene_again(meeting, **{**asked, **changes})  # type: ignore[arg-type]

    def test_same_agenda_and_the_legal_mention(self, deserted: Meeting, people: People) -> None:
        before = titles(deserted)

        second = self.again(deserted, people)

        assert deserted.status == S.HELD
        assert deserted.quorum_sentence.startswith("Quorum non atteint")
        outcomes = AgendaItem.objects.of_meeting(deserted).values_list("outcome", flat=True)
        assert set(outcomes) == {Outcome.NO_QUORUM}
        assert (second.status, second.is_second_convocation) == (S.CONVENED, True)
        assert second.convened_again_after == deserted
        assert titles(second) == before
        letter = Delivery.objects.latest_first()[0]
        assert "Aucun quorum ne sera exigé (article R133-10" in letter.body

    def test_it_deliberates_without_quorum(
        self, deserted: Meeting, world: World, people: People
    ) -> None:
        second = self.again(deserted, people)
        day = DAY + timedelta(days=9)
        actions.open_meeting(second, by=people.farid, at=day)
        actions.record_attendance(
            second, world.chair_seat, mode=AttendanceMode.VIDEO, by=people.farid, at=day
        )

        decide_all(second, people, day)
        actions.close_meeting(second, by=people.farid, at=day + timedelta(hours=1))

        world.departmental.refresh_from_db()
        assert world.departmental.status == OrientationStatus.ADOPTED
        assert "aucun quorum n’est exigé" in second.quorum_sentence

    def test_the_period_is_told_once(self, deserted: Meeting, world: World, people: People) -> None:
        second = self.again(deserted, people)

        following = make_meeting(world, people, day=DAY + timedelta(days=200))
        assert following.counted_since is None, "the second meeting is not held yet"
        assert second.counted_until == deserted.counted_until

    def test_refused_with_a_quorum(self, meeting: Meeting, people: People) -> None:
        with pytest.raises(actions.MeetingRefused, match="si le quorum manque"):
            self.again(meeting, people)

    def test_keeps_the_delay(self, deserted: Meeting, people: People) -> None:
        with pytest.raises(actions.NoticeTooShort):
            self.again(deserted, people, scheduled_at=DAY + timedelta(days=3))

        deserted.refresh_from_db()
        assert deserted.status == S.OPENED
        assert not Meeting.objects.filter(is_second_convocation=True).exists()
