"""Around the minutes: versions, amendments, disagreements, and the extract that goes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.drafting import from_json
from guichet.casework.committee.models import (
    AgendaItem,
    Amendment,
    Extract,
    Mandate,
    Meeting,
    Minutes,
    MinutesVersion,
)
from guichet.casework.demands.models import Message
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.reference.directory.models import Person
from tests.casework.committee.factories import (
    _PATHS as PATHS,
)
from tests.casework.committee.factories import (
    DAY,
    add_seats,
    item_of,
    make_meeting,
    seat_people,
)
from tests.casework.demands.factories import make_demand

S = MeetingStatus
SOON = DAY + timedelta(days=1, hours=3)
UNTIL = (DAY + timedelta(days=10)).date()


@pytest.fixture
def drafted(world, people) -> Meeting:
    return make_meeting(world, people, stage=S.MINUTED)


@pytest.fixture
def about_a_case(world, people) -> Meeting:
    """A meeting that heard of the hall of Banon."""
    demand = make_demand(world, people, title="Halle du marché")
    meeting = make_meeting(world, people)
    AgendaItem.objects.create(
        meeting=meeting, rank=20, kind=ItemKind.FREE, title="La halle", demand=demand,
        brief="Un chantier difficile.\n\n[non publié] Le voisin est en procès.",
    )  # fmt: skip
    for deed in PATHS[S.MINUTED]:
        deed(meeting, world, people, DAY)
    return meeting


def save(meeting, people, *, version, **texts) -> Minutes:
    return actions.save_minutes(
        meeting, part="minutes", texts=texts, version=version, by=people.farid, at=SOON
    )


def text_of(meeting: Meeting, key: str) -> str:
    minutes = Minutes.objects.get(meeting=meeting)
    return next(part.text for part in from_json(minutes.sections) if part.key == key)


class TestVersions:
    def test_each_save_is_kept_with_who_and_what(self, drafted, people):
        save(drafted, people, version=1, opening="Autrement.")

        first, second = MinutesVersion.objects.order_by("number")
        assert (first.number, first.what) == (1, "Rédigé depuis la séance")
        assert (second.number, second.saved_by_label, second.what) == (
            2,
            "Farid",
            "Ouverture de la séance",
        )
        assert second.saved_at == SOON

    def test_two_who_corrected_different_parts_lose_nothing(self, drafted, people):
        save(drafted, people, version=1, opening="Le premier.")

        save(drafted, people, version=1, closing="Le second.")

        assert text_of(drafted, "opening") == "Le premier."
        assert text_of(drafted, "closing") == "Le second."

    def test_who_typed_nothing_new_in_a_part_does_not_undo_the_other(self, drafted, people):
        old = text_of(drafted, "opening")
        save(drafted, people, version=1, opening="Le premier.")

        save(drafted, people, version=1, opening=old, closing="Le second.")

        assert text_of(drafted, "opening") == "Le premier."

    def test_a_conflict_gives_back_the_very_words_and_spares_the_other_parts(
        self, drafted, people, client_of
    ):
        """Found in a browser: the fields came back as « ['…'] », and old parts over new ones."""
        old = {part.key: part.text for part in from_json(drafted.minutes.sections)}
        save(drafted, people, version=1, opening="Le premier.", closing="Fin, dit le premier.")
        typed = {"version": "1", "section-opening": "Le second.\r\n\r\n- a",
                 "section-closing": old["closing"]}  # fmt: skip

        farid = client_of(people.farid)
        address = f"/seances/{drafted.pk}/proces-verbal/enregistrer/"
        answer = farid.post(address, typed)

        assert answer.status_code == 409
        form = answer.context["form"]
        assert form["section-opening"].value() == "Le second.\r\n\r\n- a"
        assert form["section-closing"].value() == "Fin, dit le premier."
        again = {"version": form["version"].value(), **{
            name: form[name].value() for name in typed if name != "version"
        }}  # fmt: skip
        assert farid.post(address, again).status_code == 302
        assert text_of(drafted, "opening") == "Le second.\n\n– a"
        assert text_of(drafted, "closing") == "Fin, dit le premier."

    def test_the_page_shows_what_changed(self, drafted, people, client_of):
        save(drafted, people, version=1, opening="La séance s’ouvre autrement.")

        answer = client_of(people.farid).get(f"/seances/{drafted.pk}/proces-verbal/versions/")

        page = answer.content.decode()
        assert "De la version 1 à la version 2" in page
        assert "<ins>" in page
        assert "<del>" in page

    def test_same_number_of_queries_for_two_versions_and_for_thirty(
        self, drafted, people, client_of, django_assert_num_queries
    ):
        client = client_of(people.farid)
        address = f"/seances/{drafted.pk}/proces-verbal/versions/"
        client.get(address)
        for version in range(1, 3):
            save(drafted, people, version=version, opening=f"Texte {version}.")
        with django_assert_num_queries(8) as few:
            client.get(address)
        for version in range(3, 31):
            save(drafted, people, version=version, opening=f"Texte {version}.")
        with django_assert_num_queries(len(few)):
            client.get(address)


class TestExtracts:
    def test_go_back_to_the_case_and_to_the_applicant(self, about_a_case, people):
        Delivery.objects.all().delete()

        sent = actions.send_extracts(about_a_case, by=people.farid, at=SOON)

        assert sent == 1
        message = Message.objects.get()
        assert message.audience == "APPLICANT"
        assert "Un chantier difficile." in message.body
        assert "Sens de la délibération" in message.body
        assert "anne@example.fr" in Delivery.objects.values_list("to_email", flat=True)
        event = Event.objects.get(action="meeting.return_extract")
        assert event.case == message.demand.case_key

    def test_what_is_not_published_does_not_leave(self, about_a_case, people):
        actions.send_extracts(about_a_case, by=people.farid, at=SOON)

        assert "procès." not in Message.objects.get().body

    def test_the_meeting_is_not_closed_before(self, about_a_case, people):
        with pytest.raises(actions.MinutesIncomplete, match="L’extrait n’est pas renvoyé"):
            actions.approve_minutes(about_a_case, by=people.elise, at=SOON)

        actions.send_extracts(about_a_case, by=people.farid, at=SOON)
        actions.approve_minutes(about_a_case, by=people.elise, at=SOON)
        assert about_a_case.status == S.APPROVED

    def test_an_extract_whose_words_changed_goes_again(self, about_a_case, people):
        actions.send_extracts(about_a_case, by=people.farid, at=SOON)
        item = AgendaItem.objects.get(title="La halle")
        save(about_a_case, people, version=1, **{f"item-{item.rank}": "Tout autre chose."})

        with pytest.raises(actions.MinutesIncomplete, match="L’extrait n’est pas renvoyé"):
            actions.approve_minutes(about_a_case, by=people.elise, at=SOON)
        later = SOON + timedelta(hours=1)
        assert actions.send_extracts(about_a_case, by=people.farid, at=later) == 1
        assert Extract.objects.count() == 2

    def test_nothing_goes_twice(self, about_a_case, people):
        actions.send_extracts(about_a_case, by=people.farid, at=SOON)

        assert actions.send_extracts(about_a_case, by=people.farid, at=SOON) == 0
        assert Message.objects.count() == 1

    def test_the_page_says_what_is_left(self, about_a_case, people, client_of):
        address = f"/seances/{about_a_case.pk}/proces-verbal/extraits/"
        farid = client_of(people.farid)
        assert "À renvoyer" in farid.get(address).content.decode()

        page = farid.post(f"{address}renvoyer/", follow=True).content.decode()

        assert "Les extraits sont renvoyés" in page
        assert "À renvoyer" not in page


class TestAmendments:
    def propose(self, meeting, people, text="Autrement dit.") -> Amendment:
        actions.open_amendments(meeting, until=UNTIL, by=people.farid, at=SOON)
        return actions.propose_amendment(
            meeting, section="opening", text=text, by=people.gaelle, at=SOON
        )

    def test_a_member_asks_and_the_draft_does_not_change(self, drafted, people):
        before = text_of(drafted, "opening")

        amendment = self.propose(drafted, people)

        assert text_of(drafted, "opening") == before == amendment.base_text

    def test_accepted_it_is_a_version_of_the_text(self, drafted, people):
        amendment = self.propose(drafted, people)

        actions.accept_amendment(amendment, by=people.farid, at=SOON)

        assert text_of(drafted, "opening") == "Autrement dit."
        assert MinutesVersion.objects.count() == 2
        assert Delivery.objects.filter(to_email="gaelle@example.fr").exists()

    def test_a_part_corrected_since_is_not_overwritten(self, drafted, people):
        amendment = self.propose(drafted, people)
        save(drafted, people, version=1, opening="Le secrétaire aussi.")

        with pytest.raises(actions.AmendmentRefused, match="a changé depuis"):
            actions.accept_amendment(amendment, by=people.farid, at=SOON)

    def test_a_refusal_says_why(self, drafted, people):
        amendment = self.propose(drafted, people)

        with pytest.raises(actions.AmendmentRefused, match="Dites pourquoi"):
            actions.refuse_amendment(amendment, answer=" ", by=people.farid, at=SOON)
        actions.refuse_amendment(amendment, answer="Hors sujet.", by=people.farid, at=SOON)

        amendment.refresh_from_db()
        assert (amendment.status, amendment.answer) == ("REFUSED", "Hors sujet.")

    def test_too_late_is_too_late(self, drafted, people):
        self.propose(drafted, people)

        with pytest.raises(actions.AmendmentRefused, match="Le délai"):
            actions.propose_amendment(
                drafted, section="opening", text="Trop tard.", by=people.gaelle,
                at=SOON + timedelta(days=30),
            )  # fmt: skip

    def test_a_member_reads_the_draft_while_the_delay_runs(self, drafted, people):
        minutes = Minutes.objects.get(meeting=drafted)
        assert not minutes.takes_amendments_on(SOON.date())

        self.propose(drafted, people)

        minutes.refresh_from_db()
        assert minutes.takes_amendments_on(UNTIL)
        assert not minutes.takes_amendments_on(UNTIL + timedelta(days=1))

    def test_the_member_finds_the_draft_from_the_letter_and_from_the_meeting(
        self, drafted, world, people, client_of
    ):
        seat_people(world, people)
        gaelle = client_of(people.gaelle)
        address = f"/seances/{drafted.pk}/proces-verbal/amendements/"
        assert gaelle.get(address).status_code == 403
        now = timezone.now()

        actions.open_amendments(
            drafted, until=(now + timedelta(days=5)).date(), by=people.farid, at=now
        )

        letters = Delivery.objects.filter(subject__startswith="Projet de procès-verbal")
        assert set(letters.values_list("link", flat=True)) == {address}
        assert address in gaelle.get(drafted.get_absolute_url()).content.decode()
        page = gaelle.get(f"{address}?partie=opening").content.decode()
        assert "Proposer cette modification" in page
        assert "Noter un désaccord" not in page


class TestWhoAmends:
    """Those who were there, or represented; whoever was not cannot say what was said."""

    def open(self, meeting, people) -> str:
        now = timezone.now()
        until = (now + timedelta(days=5)).date()
        actions.open_amendments(meeting, until=until, by=people.farid, at=now)
        return f"/seances/{meeting.pk}/proces-verbal/amendements/"

    def seat_gaelle(self, people, seat) -> None:
        Mandate.objects.create(
            seat=seat, person=people.gaelle.person, kind="HOLDER", starts_on=DAY.date()
        )

    def test_a_member_who_was_represented(self, drafted, world, people, client_of):
        self.seat_gaelle(people, world.it04_seat)
        address = self.open(drafted, people)

        assert client_of(people.gaelle).get(address).status_code == 200

    def test_a_member_who_left_before_the_end(self, drafted, world, people, client_of):
        self.seat_gaelle(people, world.mayor_seat)
        # Her seat was there at the roll call; how things stood at the end does not matter.
        drafted.attendances.filter(seat=world.mayor_seat).update(mode="ABSENT")
        address = self.open(drafted, people)

        assert client_of(people.gaelle).get(address).status_code == 200

    def test_a_member_who_was_not_there_is_told_why(self, drafted, world, people, client_of):
        [absent] = add_seats(world, 1)
        self.seat_gaelle(people, absent)
        address = self.open(drafted, people)
        gaelle = client_of(people.gaelle)

        for answer in (
            gaelle.get(address, follow=True),
            gaelle.post(f"{address}proposer/", {"section": "opening", "text": "Non."}, follow=True),
        ):
            page = answer.content.decode()
            assert answer.redirect_chain == [(drafted.get_absolute_url(), 302)]
            assert "présents ou représentés" in page and "votre siège ne l’était pas" in page
        assert not Amendment.objects.exists()
        assert address not in gaelle.get(drafted.get_absolute_url()).content.decode()

    def test_the_draft_is_sent_to_those_who_took_part(self, drafted, world, people):
        seat_people(world, people)
        [absent] = add_seats(world, 1)
        Mandate.objects.create(
            seat=absent, kind="HOLDER", starts_on=DAY.date(),
            person=Person.objects.create(name="Le maire absent", email="absent@example.fr"),
        )  # fmt: skip

        self.open(drafted, people)

        told = Delivery.objects.filter(subject__startswith="Projet de procès-verbal")
        assert set(told.values_list("to_email", flat=True)) == {
            "elise@example.fr", "gaelle@example.fr", "dg@example.fr",
        }  # fmt: skip


class TestDisagreement:
    def test_is_written_at_the_request_of_the_member(self, drafted, people):
        item = item_of(drafted, ItemKind.DEMANDS)

        actions.record_disagreement(
            item, member="le maire de Forcalquier", words="Les délais sont trop longs.",
            by=people.farid, at=SOON,
        )  # fmt: skip
        actions.draft_minutes(drafted, by=people.farid, at=SOON)

        assert (
            "Désaccord noté à la demande de son auteur (le maire de Forcalquier)\u00a0: Les délais "
            "sont trop longs."
        ) in text_of(drafted, f"item-{item.rank}")


class TestAdoption:
    """Approved by the chair, then by the committee: the first item of its next meeting."""

    NEXT = DAY + timedelta(days=100)

    def test_the_next_agenda_asks_for_it_until_it_is_given(self, world, people, client_of):
        first = make_meeting(world, people, stage=S.PUBLISHED)
        second = make_meeting(world, people, stage=S.OPENED, day=self.NEXT)
        item = AgendaItem.objects.of_meeting(second).get(kind=ItemKind.PREVIOUS_MINUTES)
        assert "30 mars 2026" in item.title
        assert list(Meeting.objects.with_minutes_to_approve()) == [first]

        for one in AgendaItem.objects.of_meeting(second).in_order():
            approved = one.kind == ItemKind.PREVIOUS_MINUTES
            actions.record_outcome(
                one, outcome="APPROVED" if approved else "INFORMED" if one.kind not in
                {ItemKind.ORIENTATION} else "TAKES_NOTE", by=people.farid, at=self.NEXT,
            )  # fmt: skip
        actions.close_meeting(second, by=people.farid, at=self.NEXT + timedelta(hours=2))

        assert list(Meeting.objects.with_minutes_to_approve()) == [second]
        page = client_of(people.farid).get(f"/seances/{first.pk}/proces-verbal/").content.decode()
        assert "Adopté par le comité à la" in page

    def test_to_take_note_is_not_to_approve(self, world, people):
        first = make_meeting(world, people, stage=S.PUBLISHED)
        second = make_meeting(world, people, stage=S.HELD, day=self.NEXT)
        AgendaItem.objects.of_meeting(second).filter(kind=ItemKind.PREVIOUS_MINUTES).update(
            outcome="TAKES_NOTE"
        )

        assert set(Meeting.objects.with_minutes_to_approve()) == {first, second}
