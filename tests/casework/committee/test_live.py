"""What happens while the committee sits: kept for good, per item, once only."""

import random
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from guichet.casework.committee import actions, electorate, live, movements, roll_call
from guichet.casework.committee.actions.gestures import moment
from guichet.casework.committee.choices import AttendanceMode, ItemKind, MeetingStatus, Outcome
from guichet.casework.committee.drafting import minutes_of
from guichet.casework.committee.models import (
    AgendaItem,
    Floor,
    Gesture,
    Meeting,
    Movement,
    Recusal,
    Ruling,
)
from guichet.casework.committee.sources import record_of
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.errors import DomainError
from tests.people import People
from tests.world import World

from .factories import CONVENED_AT, OPENED_AT, add_free_item, add_seats, item_of, make_meeting

S = MeetingStatus
M = AttendanceMode


def after(minutes: int) -> datetime:
    return OPENED_AT + timedelta(minutes=minutes)


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    """Opened, the roll called: the chair, the mayor by video, IT04 represented by the chair."""
    prepared = make_meeting(world, people)
    add_free_item(prepared, people, title="Vœu", asks_vote=True)
    actions.convene(prepared, by=people.farid, at=CONVENED_AT)
    actions.open_meeting(prepared, by=people.farid, at=OPENED_AT)
    actions.record_roll_call(
        prepared,
        [
            actions.Call(world.chair_seat, M.IN_ROOM),
            actions.Call(world.mayor_seat, M.VIDEO),
            actions.Call(world.it04_seat, M.REPRESENTED, world.chair_seat),
        ],
        by=people.farid,
        at=OPENED_AT,
    )
    return prepared


@pytest.fixture
def wish(meeting: Meeting) -> AgendaItem:
    return item_of(meeting, ItemKind.FREE)


class TestMovements:
    def test_each_change_is_one_more_row(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        actions.take_up(item_of(meeting, ItemKind.DEMANDS), by=people.farid, at=after(4))
        actions.record_attendance(
            meeting, world.it04_seat, mode=M.IN_ROOM, by=people.farid, at=after(5)
        )

        told = [
            movements.Movement(one.seat_id, one.mode, one.at, one.pk, one.represented_by_id)
            for one in Movement.objects.of_meeting(meeting).in_order()
        ]
        before = {one.seat: one.mode for one in movements.presences_at(told, after(4))}
        now = {one.seat: one.mode for one in movements.presences_at(told, after(5))}
        assert (before[world.it04_seat.pk], now[world.it04_seat.pk]) == (M.REPRESENTED, M.IN_ROOM)
        last = Movement.objects.in_order().last()
        assert last and last.item == item_of(meeting, ItemKind.DEMANDS)
        assert movements.told(told, {world.it04_seat.pk: "IT04"}) == (
            "IT04 rejoint la séance et reprend son pouvoir à 14\u00a0h\u00a035.",
        )

    @pytest.mark.parametrize("deed", ["update", "delete"])
    def test_the_database_keeps_them(self, meeting: Meeting, deed: str) -> None:
        """D28: a roll call that one button could erase."""
        rows = Movement.objects.of_meeting(meeting)

        with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
            if deed == "update":
                rows.update(mode=M.ABSENT)
            else:
                rows.delete()

    def test_a_gesture_older_than_what_is_known_is_told(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.IN_ROOM, by=people.elise, at=after(10)
        )

        with pytest.raises(actions.AttendanceRefused, match="après ce geste"):
            actions.record_attendance(
                meeting, world.mayor_seat, mode=M.ABSENT, by=people.farid, at=after(8)
            )

    def test_a_name_alone_is_not_a_movement(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        before = Movement.objects.count()

        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.VIDEO, attendee_label="La première adjointe",
            by=people.farid, at=after(3),
        )  # fmt: skip

        assert Movement.objects.count() == before

    def test_replaying_movements_gives_the_roll_call(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        """Property (e): whatever comes and goes, the record gives what stands."""
        chance = random.Random(41)  # noqa: S311 -- the same story each time
        seats = [world.chair_seat, world.mayor_seat, world.it04_seat, *add_seats(world, 5)]
        done = 0
        for minute in range(60):
            mode, holder = chance.choice(M.values), chance.choice(seats)
            try:
                actions.record_attendance(
                    meeting, chance.choice(seats), mode=mode,
                    represented_by=holder if mode == M.REPRESENTED else None,
                    by=people.farid, at=after(minute),
                )  # fmt: skip
                done += 1
            except actions.AttendanceRefused:
                continue
            replayed = roll_call.presences_of(meeting, at=after(minute))
            standing = roll_call.presences_of(meeting)
            assert sorted(replayed, key=repr) == sorted(standing, key=repr)
        assert done > 20


class TestRulings:
    def test_a_gesture_that_comes_late_counts_who_was_there_then(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        """The mayor left at minute 30; what was voted at minute 20 was voted by three."""
        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.ABSENT, by=people.elise, at=after(30)
        )

        actions.record_outcome(
            wish, outcome=Outcome.VOTE_CARRIED, votes_for=3, votes_against=0,
            by=people.farid, at=after(20),
        )  # fmt: skip

        assert Ruling.objects.get().voters == 3

    def test_an_outcome_never_deletes_an_earlier_one(
        self, meeting: Meeting, wish: AgendaItem, people: People
    ) -> None:
        """D27: « no quorum » was ticked, and the opinion was gone."""
        actions.record_outcome(
            wish, outcome=Outcome.VOTE_CARRIED, note="Débat.", votes_for=2, votes_against=1,
            by=people.farid, at=after(20),
        )  # fmt: skip
        actions.record_outcome(
            wish, outcome=Outcome.DEFERRED, note="Débat.", by=people.farid, at=after(25)
        )

        last, first = Ruling.objects.of_meeting(meeting).latest_first()
        assert (first.outcome, first.votes_for) == (Outcome.VOTE_CARRIED, 2)
        assert first.result_sentence.startswith("Vote : 2 pour, 1 contre")
        assert last.outcome == wish.outcome == Outcome.DEFERRED
        with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
            first.delete()

    def test_the_electorate_is_frozen(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        actions.record_outcome(
            wish, outcome=Outcome.VOTE_CARRIED, votes_for=3, votes_against=0,
            by=people.farid, at=after(20),
        )  # fmt: skip
        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.ABSENT, by=people.farid, at=after(21)
        )

        ruling = Ruling.objects.get()
        assert ruling.voters == 3
        assert [world.mayor_seat.pk, M.VIDEO, None] in ruling.electorate
        assert ruling.quorum_sentence.startswith("Quorum atteint : 3 membres")

    def test_the_chair_proclaims_otherwise_with_a_reason_only(
        self, meeting: Meeting, wish: AgendaItem, people: People
    ) -> None:
        """D11: the result was picked by hand, and nothing compared it with the counts."""
        votes = {"votes_for": 2, "votes_against": 1, "by": people.farid, "at": after(20)}
        with pytest.raises(actions.OutcomeRefused, match="écrivez pourquoi"):
            actions.record_outcome(wish, outcome=Outcome.VOTE_LOST, **votes)

        actions.record_outcome(
            wish, outcome=Outcome.VOTE_LOST, difference_reason="Vote annulé, erreur d’urne.",
            **votes,
        )  # fmt: skip

        assert "Adopté à la majorité" in wish.result_sentence
        assert wish.result_sentence.endswith(
            "La présidence proclame « Vote : rejeté » : Vote annulé, erreur d’urne."
        )
        assert Event.objects.of_stream(stream_of(meeting)).last().because  # type: ignore[union-attr]

    def test_the_screen_proposes_what_the_count_gives(
        self, wish: AgendaItem, meeting: Meeting
    ) -> None:
        code, sentence = actions.preview(wish, actions.Count(1, 2, 0))

        assert code == Outcome.VOTE_LOST and sentence.startswith("Vote : 1 pour, 2 contre")

    def test_no_quorum_is_said_only_when_it_is_missing(
        self, wish: AgendaItem, people: People
    ) -> None:
        with pytest.raises(actions.OutcomeRefused, match="Le quorum ne manque pas"):
            actions.record_outcome(wish, outcome=Outcome.NO_QUORUM, by=people.farid, at=after(20))

    def test_quorum_is_per_item(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        """R133-10: somebody leaves between two items, and the second one cannot be decided."""
        add_seats(world, 2)
        minutes = item_of(meeting, ItemKind.ORIENTATION)
        actions.record_outcome(
            minutes, outcome=Outcome.ORIENTATION_ADOPTED, by=people.farid, at=after(15)
        )
        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.ABSENT, by=people.farid, at=after(18)
        )

        with pytest.raises(actions.OutcomeRefused, match="Sans quorum"):
            actions.record_outcome(
                wish, outcome=Outcome.VOTE_CARRIED, votes_for=2, votes_against=0,
                by=people.farid, at=after(20),
            )  # fmt: skip
        actions.record_outcome(wish, outcome=Outcome.NO_QUORUM, by=people.farid, at=after(20))


class TestRecusals:
    def test_neither_vote_nor_proxy(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        actions.record_recusal(
            wish, world.chair_seat, reason="Sa commune", by=people.farid, at=after(10)
        )

        who = electorate.of_item(meeting, wish)
        # The text is silent on the quorum: by default nothing changes there.
        assert (who.quorum.counted, who.voters) == (3, 1)
        assert who.recused == (world.chair_seat.label,)
        with pytest.raises(DomainError, match="vérifiez le décompte"):
            actions.record_outcome(
                wish, outcome=Outcome.VOTE_CARRIED, votes_for=2, votes_against=0,
                by=people.farid, at=after(12),
            )  # fmt: skip

    def test_a_chair_who_left_has_no_casting_vote(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        """R133-11 and R133-12 together: equally divided, and nobody prevails."""
        actions.record_attendance(
            meeting, world.it04_seat, mode=M.IN_ROOM, by=people.farid, at=after(9)
        )
        actions.record_recusal(
            wish, world.chair_seat, reason="Sa commune", by=people.farid, at=after(10)
        )

        with pytest.raises(actions.OutcomeRefused, match="s’est retirée"):
            actions.preview(wish, actions.Count(1, 1, 0, "FOR"))
        code, sentence = actions.preview(wish, actions.Count(1, 1, 0))
        assert code == Outcome.VOTE_LOST and "voix également partagées" in sentence

    def test_on_one_item_only(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        actions.record_recusal(
            wish, world.chair_seat, reason="Sa commune", by=people.farid, at=after(10)
        )

        assert electorate.of_item(meeting, item_of(meeting, ItemKind.ORIENTATION)).voters == 3

    def test_lifted_it_stays_in_the_record(
        self, wish: AgendaItem, world: World, people: People
    ) -> None:
        told = {"by": people.farid, "at": after(10)}
        actions.record_recusal(wish, world.chair_seat, reason="Erreur", **told)
        actions.lift_recusal(wish, world.chair_seat, by=people.farid, at=after(11))

        assert not Recusal.objects.of_item(wish).standing().exists()
        assert Recusal.objects.of_item(wish).get().lifted_at == after(11)

    def test_a_reason_is_asked(self, wish: AgendaItem, world: World, people: People) -> None:
        with pytest.raises(actions.FloorRefused, match="pourquoi"):
            actions.record_recusal(
                wish, world.chair_seat, reason=" ", by=people.farid, at=after(10)
            )


class TestLateItems:
    def test_told_and_not_decided(self, meeting: Meeting, people: People) -> None:
        late = actions.add_late_item(meeting, title="Inondation", by=people.farid, at=after(5))

        with pytest.raises(actions.OutcomeRefused, match="R133-8"):
            actions.record_outcome(late, outcome=Outcome.CONSENSUS, by=people.farid, at=after(30))
        actions.record_outcome(late, outcome=Outcome.INFORMED, by=people.farid, at=after(30))

    def test_decided_in_urgency(self, meeting: Meeting, people: People) -> None:
        late = actions.add_late_item(
            meeting, title="Inondation", urgency_reason="La crue d’hier.",
            by=people.farid, at=after(5),
        )  # fmt: skip

        actions.record_outcome(late, outcome=Outcome.CONSENSUS, by=people.farid, at=after(30))

        assert late.outcome == Outcome.CONSENSUS

    def test_never_on_a_second_convocation(self, meeting: Meeting, people: People) -> None:
        meeting.is_second_convocation = True
        meeting.save()

        with pytest.raises(actions.FloorRefused, match="même ordre du jour"):
            actions.add_late_item(meeting, title="Inondation", by=people.farid, at=after(5))


class TestOnce:
    def test_sent_twice_done_once(self, meeting: Meeting, people: People) -> None:
        key = uuid4()
        done: list[datetime] = []

        def deed(at: datetime) -> str:
            done.append(at)
            return f"fait {len(done)}"

        first, second = (
            actions.once(
                meeting, key=key, kind="note", made_at=after(2), received_at=after(received),
                deed=deed,
            )
            for received in (3, 4)
        )  # fmt: skip

        assert first == second == "fait 1"
        assert done == [after(2)]

    def test_a_refusal_leaves_nothing(self, meeting: Meeting) -> None:
        def refuse(at: datetime) -> str:
            raise DomainError("non")

        with pytest.raises(DomainError):
            actions.once(
                meeting, key=uuid4(), kind="note", made_at=after(2), received_at=after(3),
                deed=refuse,
            )  # fmt: skip
        assert not Gesture.objects.exists()

    @pytest.mark.parametrize(("made", "counts"), [(-60, 0), (2, 2), (90, 3)])
    def test_a_wrong_clock_stays_within_the_meeting(
        self, meeting: Meeting, made: int, counts: int
    ) -> None:
        found = moment(meeting, after(made), after(3))

        assert found == after(counts)


class TestState:
    def test_the_floor_and_the_running_clock(self, meeting: Meeting, people: People) -> None:
        demands = item_of(meeting, ItemKind.DEMANDS)
        actions.take_up(demands, by=people.farid, at=after(1))
        actions.take_up(demands, by=people.farid, at=after(9))

        state = live.state_of(meeting, with_restricted=True)

        assert state.current and state.current.item == demands
        assert Floor.objects.get().since == after(1)
        assert [line.hours.replace("\u00a0", " ") for line in state.lines][:2] == [
            "14 h 30 – 14 h 40", "14 h 40 – 14 h 50",
        ]  # fmt: skip
        assert state.next and state.next.number == state.current.number + 1

    def test_the_version_grows_with_each_fact(self, meeting: Meeting, people: People) -> None:
        before = live.version(meeting)

        actions.take_up(item_of(meeting, ItemKind.DEMANDS), by=people.farid, at=after(1))

        assert live.version(meeting) != before

    def test_restricted_items_are_masked(self, meeting: Meeting) -> None:
        AgendaItem.objects.filter(kind=ItemKind.FREE).update(is_restricted=True)

        titles = [line.title for line in live.state_of(meeting, with_restricted=False).lines]

        assert "Vœu" not in titles and "Point réservé aux membres" in titles


class TestMinutes:
    """R133-12 and R133-13: who came and went, who took no part, and the quorum of each vote."""

    def words(self, meeting: Meeting) -> str:
        text = "\n".join(part.text for part in minutes_of(record_of(meeting)))
        return text.replace("\u202f", " ").replace("\u00a0", " ")

    def test_tell_what_happened_item_by_item(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        actions.take_up(wish, by=people.farid, at=after(4))
        actions.record_attendance(
            meeting, world.it04_seat, mode=M.IN_ROOM, by=people.farid, at=after(5)
        )
        actions.record_recusal(
            wish, world.mayor_seat, reason="Sa commune", by=people.farid, at=after(6)
        )
        actions.record_outcome(
            wish, outcome=Outcome.VOTE_CARRIED, votes_for=2, votes_against=0,
            by=people.farid, at=after(20),
        )  # fmt: skip

        told = self.words(meeting)

        assert "Ingénierie et territoires 04 rejoint la séance et reprend son pouvoir" in told
        assert "Maire de Forcalquier ne prend pas part à ce point" in told
        quorum = Ruling.objects.get().quorum_sentence.replace("\u202f", " ")
        assert quorum.replace("\u00a0", " ") in told

    def test_a_correction_of_the_roll_call_is_nobody_s_departure(
        self, meeting: Meeting, world: World, people: People
    ) -> None:
        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.ABSENT, by=people.farid, at=after(1)
        )

        assert "quitte la séance" not in self.words(meeting)

    def test_whoever_leaves_was_present_until_then(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        """R133-13: the names of the members present, even of those who did not stay."""
        actions.take_up(wish, by=people.farid, at=after(4))
        actions.record_attendance(
            meeting, world.mayor_seat, mode=M.EXCUSED, by=people.farid, at=after(5)
        )

        [part] = [one for one in minutes_of(record_of(meeting)) if one.key == "attendance"]

        rows = [row for table in part.tables for row in table.rows]
        [mine] = [row for row in rows if row[0] == world.mayor_seat.label]
        assert mine[1].startswith("Présent jusqu’à")
        assert "quitte la séance" in self.words(meeting)

    def test_a_recusal_that_was_lifted_is_not_told(
        self, meeting: Meeting, wish: AgendaItem, world: World, people: People
    ) -> None:
        seat = world.mayor_seat
        actions.record_recusal(wish, seat, reason="Sa commune", by=people.farid, at=after(6))
        actions.lift_recusal(wish, seat, by=people.farid, at=after(7))

        assert "ne prend pas part" not in self.words(meeting)
