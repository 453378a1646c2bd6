from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MandateKind, MeetingForm, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Mandate, Meeting
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.workflow import TransitionRefused
from guichet.reference.policies.choices import OrientationLevel
from guichet.reference.policies.models import StrategicOrientation
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

from .factories import (
    CONVENED_AT,
    DAY,
    PREPARED_AT,
    add_free_item,
    item_of,
    make_meeting,
    seat_people,
    titles,
)

S = MeetingStatus


def prepare(world: World, people: People, **changes: object) -> Meeting:
    asked: dict[str, object] = {
        "scheduled_at": DAY,
        "form": MeetingForm.IN_PERSON,
        "place": "Préfecture",
        "chair_label": "",
        "by": people.farid,
        "at": PREPARED_AT,
    }
    return actions.prepare_meeting(world.committee, **{**asked, **changes})  # type: ignore[arg-type]


class TestPrepare:
    def test_the_agenda_of_a_first_meeting_proposes_itself(
        self, world: World, people: People
    ) -> None:
        make_demand(world, people, at=PREPARED_AT - timedelta(days=3))

        meeting = prepare(world, people)

        assert meeting.status == S.PREPARED
        assert meeting.chair_label == "la préfète des Alpes-de-Haute-Provence"
        assert titles(meeting) == [
            "Installation du comité et actualité nationale",
            "Demandes d’accompagnement reçues",
            "Suites données aux demandes",
            "Orientation stratégique 1 : Revitaliser les bourgs-centres",
        ]
        demands = item_of(meeting, ItemKind.DEMANDS)
        assert demands.figures == [
            ["Demandes reçues", 1],
            ["Collectivités concernées", 1],
            ["Arrondissement de Forcalquier", 1],
            ["Thème : à qualifier", 1],
        ]
        follow_up = dict(item_of(meeting, ItemKind.FOLLOW_UP).figures)
        assert follow_up["Encore en attente d’une orientation"] == 1
        [event] = Event.objects.of_stream(f"committee.meeting:{meeting.pk}")
        assert (event.action, event.department) == ("meeting.prepare_meeting", "04")

    def test_refuses_a_day_that_is_past(self, world: World, people: People) -> None:
        with pytest.raises(actions.MeetingRefused) as refusal:
            prepare(world, people, scheduled_at=PREPARED_AT - timedelta(days=1))

        assert "est passé : choisissez une date à venir" in str(refusal.value)
        assert not Meeting.objects.exists()

    def test_refuses_two_meetings_on_one_day(self, world: World, people: People) -> None:
        prepare(world, people)

        with pytest.raises(actions.MeetingRefused, match="déjà prévue le 30 mars 2026"):
            prepare(world, people, scheduled_at=DAY + timedelta(hours=2))

    def test_a_cancelled_meeting_leaves_its_day(self, world: World, people: People) -> None:
        make_meeting(world, people, stage=S.CANCELLED)

        assert prepare(world, people).status == S.PREPARED

    def test_wants_a_place_unless_all_are_at_a_distance(self, world: World, people: People) -> None:
        with pytest.raises(actions.MeetingRefused, match="Indiquez le lieu"):
            prepare(world, people, place=" ")

        assert prepare(world, people, form=MeetingForm.VIDEO, place="").place == ""


class TestChange:
    def test_another_day_as_long_as_nobody_was_convened(self, world: World, people: People) -> None:
        meeting = prepare(world, people)

        actions.change_meeting(
            meeting,
            scheduled_at=DAY + timedelta(days=7),
            form=MeetingForm.VIDEO,
            place="",
            chair_label="le secrétaire général",
            by=people.farid,
            at=PREPARED_AT,
        )

        meeting.refresh_from_db()
        assert (meeting.day, meeting.form) == (date(2026, 4, 6), MeetingForm.VIDEO)
        assert meeting.chair_label == "le secrétaire général"

    def test_refused_once_convened(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people, stage=S.CONVENED)

        with pytest.raises(actions.MeetingRefused, match="maintenant « Convoquée »"):
            actions.change_meeting(
                meeting,
                scheduled_at=DAY + timedelta(days=7),
                form=MeetingForm.VIDEO,
                place="",
                chair_label="",
                by=people.farid,
                at=PREPARED_AT,
            )


class TestAgenda:
    def test_a_refresh_brings_news_and_keeps_what_hands_did(
        self, world: World, people: People
    ) -> None:
        meeting = prepare(world, people)
        free = add_free_item(meeting, people)
        demands = item_of(meeting, ItemKind.DEMANDS)
        actions.edit_item(
            demands, title="Le bilan", brief="Écrit à la main", asks_vote=False,
            by=people.farid, at=PREPARED_AT,
        )  # fmt: skip
        actions.move_item(free, towards="up", by=people.farid, at=PREPARED_AT)
        order = titles(meeting)
        at = PREPARED_AT + timedelta(days=2)
        make_demand(world, people, at=at)

        actions.refresh_agenda(meeting, by=people.farid, at=at)

        demands.refresh_from_db()
        assert titles(meeting) == order
        assert (demands.title, demands.brief) == ("Le bilan", "Écrit à la main")
        assert demands.figures[0] == ["Demandes reçues", 1]
        assert meeting.counted_until == at

    def test_a_removed_item_comes_back_with_a_refresh(self, world: World, people: People) -> None:
        meeting = prepare(world, people)
        before = titles(meeting)
        actions.remove_item(item_of(meeting, ItemKind.FOLLOW_UP), by=people.farid, at=PREPARED_AT)
        assert len(titles(meeting)) == len(before) - 1

        actions.refresh_agenda(meeting, by=people.farid, at=PREPARED_AT)

        assert titles(meeting) == before

    def test_items_move_and_stop_at_the_ends(self, world: World, people: People) -> None:
        meeting = prepare(world, people)
        first, second = list(AgendaItem.objects.of_meeting(meeting).in_order())[:2]

        actions.move_item(second, towards="up", by=people.farid, at=PREPARED_AT)
        actions.move_item(second, towards="up", by=people.farid, at=PREPARED_AT)

        assert titles(meeting)[:2] == [second.title, first.title]
        ranks = AgendaItem.objects.of_meeting(meeting).in_order().values_list("rank", flat=True)
        assert list(ranks) == [1, 2, 3, 4]

    def test_an_item_added_by_hand_takes_its_place_among_the_sections(
        self, world: World, people: People
    ) -> None:
        meeting = prepare(world, people)
        add_free_item(meeting, people)

        actions.add_item(
            meeting, kind=ItemKind.NATIONAL_NEWS, title="Loi de finances",
            by=people.farid, at=PREPARED_AT,
        )  # fmt: skip

        assert titles(meeting).index("Loi de finances") == 1
        assert titles(meeting)[-1] == "Tour de table"

    def test_an_orientation_is_on_the_agenda_once(self, world: World, people: People) -> None:
        meeting = prepare(world, people)

        with pytest.raises(actions.AgendaRefused, match="déjà à l’ordre du jour"):
            actions.add_item(
                meeting, kind=ItemKind.ORIENTATION, orientation=world.departmental,
                by=people.farid, at=PREPARED_AT,
            )  # fmt: skip

    def test_a_committee_does_not_adopt_for_another_department(
        self, world: World, people: People
    ) -> None:
        meeting = prepare(world, people)
        elsewhere = StrategicOrientation.objects.create(
            level=OrientationLevel.DEPARTMENTAL, department=world.d05, number=1, title="Gap"
        )

        with pytest.raises(actions.AgendaRefused, match="de son département"):
            actions.add_item(
                meeting, kind=ItemKind.ORIENTATION, orientation=elsewhere,
                by=people.farid, at=PREPARED_AT,
            )  # fmt: skip

    def test_an_item_that_somebody_removed_is_refused_politely(
        self, world: World, people: People
    ) -> None:
        item = item_of(prepare(world, people), ItemKind.FOLLOW_UP)
        AgendaItem.objects.filter(pk=item.pk).delete()

        with pytest.raises(actions.MeetingRefused, match="n’est plus à l’ordre du jour"):
            actions.move_item(item, towards="up", by=people.farid, at=PREPARED_AT)

    def test_frozen_once_sent(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people, stage=S.CONVENED)

        with pytest.raises(actions.MeetingRefused):
            actions.refresh_agenda(meeting, by=people.farid, at=PREPARED_AT)
        with pytest.raises(actions.MeetingRefused):
            add_free_item(meeting, people)

    def test_each_demand_is_told_once_whenever_it_came(self, world: World, people: People) -> None:
        """Deposited before the figures, between the figures and the meeting, and after it."""
        for day in (PREPARED_AT - timedelta(days=1), CONVENED_AT, DAY + timedelta(days=1)):
            make_demand(world, people, at=day)

        first = make_meeting(world, people, stage=S.HELD)
        second = make_meeting(world, people, day=DAY + timedelta(days=120))

        told = [item_of(m, ItemKind.DEMANDS).figures[0][1] for m in (first, second)]
        assert told == [1, 2]
        assert second.counted_since == first.counted_until

    def test_the_number_of_queries_does_not_grow_with_the_demands(
        self, world: World, people: People
    ) -> None:
        counts = []
        for number in (3, 10):
            for _ in range(number):
                make_demand(world, people, at=PREPARED_AT - timedelta(days=1))
            meeting = make_meeting(world, people, day=DAY + timedelta(days=number))
            with CaptureQueriesContext(connection) as queries:
                actions.refresh_agenda(meeting, by=people.farid, at=PREPARED_AT)
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestConvene:
    def test_sends_the_agenda_to_every_member(self, world: World, people: People) -> None:
        seat_people(world, people)
        meeting = prepare(world, people)

        actions.convene(meeting, by=people.farid, at=CONVENED_AT)

        assert (meeting.status, meeting.convened_at) == (S.CONVENED, CONVENED_AT)
        letters = Delivery.objects.order_by("to_email")
        assert [letter.to_email for letter in letters] == [
            "dg@example.fr", "elise@example.fr", "gaelle@example.fr",
        ]  # fmt: skip
        body = letters[0].body
        assert "séance du lundi 30 mars 2026 à 14\u00a0h\u00a030 du comité local" in body
        assert "présidée par la préfète" in body
        assert "Lieu : Préfecture." in body
        assert "1. Installation du comité et actualité nationale" in body
        actions_told = [e.action for e in Event.objects.in_department("04").order_by("pk")]
        assert actions_told[-2:] == ["meeting.convene", "meeting.send_convocations"]

    def test_the_last_safe_day_is_five_days_before(self, world: World, people: People) -> None:
        meeting = prepare(world, people)

        actions.convene(meeting, by=people.farid, at=DAY - timedelta(days=5) + timedelta(hours=9))

        assert meeting.status == S.CONVENED

    def test_refuses_a_short_notice_without_a_reason(self, world: World, people: People) -> None:
        meeting = prepare(world, people)

        with pytest.raises(actions.NoticeTooShort) as refusal:
            actions.convene(meeting, by=people.farid, at=DAY - timedelta(days=4))

        meeting.refresh_from_db()
        assert meeting.status == S.PREPARED
        assert "au plus tard le mercredi 25 mars 2026" in str(refusal.value)
        assert not Delivery.objects.exists()

    def test_urgency_is_written_down(self, world: World, people: People) -> None:
        seat_people(world, people)
        meeting = prepare(world, people)

        actions.convene(
            meeting, urgency_reason="Effondrement du pont", by=people.farid,
            at=DAY - timedelta(days=4),
        )  # fmt: skip

        assert meeting.urgency_reason == "Effondrement du pont"
        assert "Convocation en urgence : Effondrement du pont" in Delivery.objects.all()[0].body

    def test_refuses_a_meeting_that_is_past(self, world: World, people: People) -> None:
        meeting = prepare(world, people)

        with pytest.raises(actions.MeetingRefused, match="est passée"):
            actions.convene(
                meeting, urgency_reason="Vite", by=people.farid, at=DAY + timedelta(minutes=1)
            )

    def test_refuses_an_empty_agenda(self, world: World, people: People) -> None:
        meeting = prepare(world, people)
        AgendaItem.objects.of_meeting(meeting).delete()

        with pytest.raises(actions.MeetingRefused, match="ordre du jour est vide"):
            actions.convene(meeting, by=people.farid, at=CONVENED_AT)

    def test_a_second_click_is_told_politely(self, world: World, people: People) -> None:
        meeting = make_meeting(world, people, stage=S.CONVENED)

        with pytest.raises(TransitionRefused):
            actions.convene(meeting, by=people.farid, at=CONVENED_AT)

    def test_only_mandates_in_force_on_the_day_are_convened(
        self, world: World, people: People
    ) -> None:
        Mandate.objects.create(
            seat=world.mayor_seat,
            person=people.gaelle.person,
            kind=MandateKind.HOLDER,
            starts_on=date(2020, 6, 1),
            ends_on=date(2026, 3, 29),
        )

        make_meeting(world, people, stage=S.CONVENED)

        assert not Delivery.objects.exists()


class TestCancel:
    def test_tells_the_members_why(self, world: World, people: People) -> None:
        seat_people(world, people)

        meeting = make_meeting(world, people, stage=S.CANCELLED)

        assert meeting.status == S.CANCELLED
        assert "Motif : Neige." in Delivery.objects.latest_first()[0].body

    def test_wants_a_reason(self, world: World, people: People) -> None:
        meeting = prepare(world, people)

        with pytest.raises(actions.MeetingRefused, match="Dites pourquoi"):
            actions.cancel(meeting, because=" ", by=people.farid, at=CONVENED_AT)


class TestMandates:
    def test_an_alternate_belongs_to_the_same_body(self, world: World, people: People) -> None:
        actions.give_mandate(
            world.mayor_seat,
            person=people.lea.person,
            kind=MandateKind.ALTERNATE,
            starts_on=date(2026, 1, 1),
            by=people.farid,
            at=PREPARED_AT,
        )

        with pytest.raises(actions.MandateRefused, match="même assemblée délibérante"):
            actions.give_mandate(
                world.mayor_seat,
                person=people.anne.person,
                kind=MandateKind.ALTERNATE,
                starts_on=date(2026, 1, 1),
                by=people.farid,
                at=PREPARED_AT,
            )
