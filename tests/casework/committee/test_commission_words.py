"""Another commission is spoken of by its own name and its own text, votes by college included."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.casework.committee import actions, notifications
from guichet.casework.committee.choices import MeetingForm as Form
from guichet.casework.committee.choices import Outcome
from guichet.casework.committee.convocation import preview_of
from guichet.casework.committee.drafting import heading_of, minutes_of
from guichet.casework.committee.models import AgendaItem
from guichet.casework.committee.sources import record_of
from guichet.foundations.toolkit.dates import local_day

from .commissions import ORDER, R, call, open_meeting, vote


class TestDetr:
    def test_the_votes_of_the_mayors_are_a_table_on_the_screen_and_in_the_minutes(
        self, detr, people, client_of
    ):
        meeting = open_meeting(detr, people)
        there = dict.fromkeys(["Maire (1)", "Maire (2)", "Président (1)", "Président (2)"], R)
        call(meeting, people, {**there, "Président (3)": R}, meeting.scheduled_at)
        vote(
            meeting, people, meeting.scheduled_at, outcome=Outcome.VOTE_LOST, votes_for=4,
            votes_against=1, abstentions=0, college_votes=[("Maires", 1, 1, 0)],
        )  # fmt: skip

        page = client_of(people.farid).get(f"/seances/{meeting.pk}/en-cours/").content.decode()
        part = next(one for one in minutes_of(record_of(meeting)) if one.title == "1. Avis")

        assert "<caption>Voix par collège</caption>" in page
        assert '<th scope="row">Maires</th><td data-label="Pour">1</td>' in page
        (table,) = part.tables
        assert table.rows == (("Maires", "1", "1", "0", "plus de la moitié de ses voix", "non"),)

    def test_a_tie_is_lost_where_the_chair_holds_no_seat(self, detr, people):
        """R133-11: the chair prevails « when he has a vote ». The prefect is no member here."""
        meeting = open_meeting(detr, people)
        there = dict.fromkeys(["Maire (1)", "Maire (2)", "Président (1)", "Président (2)"], R)
        call(meeting, people, {**there, "Parlementaire (1)": R}, meeting.scheduled_at)

        lost = vote(
            meeting, people, meeting.scheduled_at, outcome=Outcome.VOTE_LOST, votes_for=2,
            votes_against=2, abstentions=1, college_votes=[("Maires", 2, 0, 0)],
        )  # fmt: skip

        assert "la présidence n’a pas droit de vote" in lost.result_sentence

    def test_its_minutes_speak_of_it_and_not_of_the_local_committee(self, detr, people):
        meeting = open_meeting(detr, people)
        call(
            meeting, people, dict.fromkeys(["Maire (1)", "Président (1)"], R), meeting.scheduled_at
        )
        item = AgendaItem.objects.get(meeting=meeting)
        actions.record_outcome(
            item, outcome=Outcome.DEFERRED, by=people.farid, at=meeting.scheduled_at
        )

        said = "\n".join(f"{one.title}\n{one.text}" for one in minutes_of(record_of(meeting)))

        assert (
            "La commission des élus de la dotation d’équipement des territoires ruraux, présidée "
            "par la préfète du département, s’est tenue"
        ) in said
        assert "La commission est instituée par\u00a0: article L2334-37 du CGCT." in said
        assert not [word for word in ("comité", "L1232-2", "Agence", "agence") if word in said]

    def test_its_letters_call_it_by_its_name(self, detr, people):
        meeting = open_meeting(detr, people)

        letter = notifications.convened(meeting, AgendaItem.objects.of_meeting(meeting)).body

        assert " de la commission des élus de la dotation" in letter
        assert "comité" not in letter

    def test_its_documents_are_titled_by_it(self, detr, people):
        meeting = open_meeting(detr, people)

        heading = heading_of(meeting.day, meeting.committee.of_its_meetings)

        assert heading.startswith("Réunion de la commission des élus de la dotation d’équipement")

    def test_where_its_rules_keep_the_quorum_it_is_not_convened_again(self, detr, people):
        detr.rules(
            starts_on=(local_day(timezone.now()) + timedelta(days=1)).isoformat(),
            second_convocation="no", article_second_convocation=f"{ORDER}, article 4",
        )  # fmt: skip
        meeting = open_meeting(detr, people)
        call(meeting, people, {"Maire (1)": R}, meeting.scheduled_at)

        with pytest.raises(actions.MeetingRefused, match="article 4"):
            actions.convene_again(
                meeting, scheduled_at=meeting.scheduled_at + timedelta(days=20), form=Form.HYBRID,
                place="Préfecture", by=people.farid, at=meeting.scheduled_at,
            )  # fmt: skip


class TestCdpenaf:
    """Nobody at a distance, no proxy: what the order does not admit, the letter does not offer."""

    def test_its_letters_offer_what_its_order_admits(self, cdpenaf, people):
        meeting = open_meeting(cdpenaf, people)
        items = AgendaItem.objects.of_meeting(meeting)

        elected = notifications.convened(meeting, items, nature="ELECTED").body
        qualified = notifications.convened(meeting, items, nature="QUALIFIED").body

        assert f"faites-vous suppléer : aucun pouvoir n’est admis ({ORDER})" in elected
        assert "dites que vous serez absent : une personnalité qualifiée ne peut" in qualified
        assert "donnez pouvoir" not in elected + qualified
        assert ": en salle, absent ou suppléé." in notifications.reminded(meeting).body
        assert "en salle, absent ou suppléé" in preview_of(meeting, items).body
