"""Other consultative commissions, opened, composed and ruled from the screens: no code.

What is not in the law that we hold (CRPA R133-3 to R133-13) is, here, the choice of an imaginary
order of appointment: colleges, seats, shares. The names come from CGCT L2334-37 and CRPM L112-1-1.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.casework.committee import actions, roll_call
from guichet.casework.committee.choices import AttendanceMode, ItemKind, MandateKind, Outcome
from guichet.casework.committee.choices import MeetingForm as Form
from guichet.casework.committee.models import (
    AgendaItem,
    College,
    Committee,
    Mandate,
    Meeting,
    OwedItem,
    Regulation,
    Ruling,
    Seat,
)
from guichet.casework.committee.regulations import rules_for, rules_of
from guichet.casework.committee.ruleset import LINES
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day

from .commissions import ORDER, RULES, R, V, call, open_meeting, vote


class TestDetr:
    def test_the_screens_made_every_line(self, detr):
        rules = rules_of(detr.body, on=local_day(timezone.now()))

        assert [one.college for one in rules.quorum.colleges] == ["Maires"]
        assert rules.bases["quorum"] == f"{ORDER}, article 3"
        assert rules.bases["college_votes"] == f"{ORDER}, article 5"
        # One line changed without an article of its own: the order as a whole founds it.
        assert rules.bases["meetings_per_year"] == ORDER
        assert rules.bases["notice_days"] == "article R133-8 du CRPA"
        page = detr.page(f"regles/{detr.code}/")
        assert "La commission se réunit au moins 1\u00a0fois par an" in page
        assert "Il faut aussi plus de la moitié des voix du collège" in page

    def test_the_members_page_counts_what_the_order_wants(self, detr):
        page = detr.page(f"membres/{detr.code}/")

        assert "Maire (4)" in page and "comme le texte le prévoit" in page
        assert "le texte en prévoit" not in page
        detr.post(
            f"membres/{detr.code}/sieges/{detr.seat('Maire (4)').pk}/retirer/",
            on=(local_day(timezone.now()) - timedelta(days=1)).isoformat(), reason="arrêté",
        )  # fmt: skip
        assert "le texte en prévoit 4" in detr.page(f"membres/{detr.code}/")

    def test_half_of_all_is_not_enough_without_half_of_the_mayors(self, detr, people):
        meeting = open_meeting(detr, people)
        there = dict.fromkeys(
            ["Maire (1)", "Président (1)", "Président (2)", "Président (3)", "Parlementaire (1)"], R
        )
        call(meeting, people, there, meeting.scheduled_at)
        found = roll_call.quorum_of(meeting)
        assert (found.counted, found.needed, found.is_reached) == (5, 5, False)
        assert "le collège « Maires » n’a que 1 de ses 4 membres" in found.sentence
        assert f"{ORDER}, article 3" in found.sentence

        call(meeting, people, {"Maire (2)": V}, meeting.scheduled_at + timedelta(minutes=5))

        found = roll_call.quorum_of(meeting)
        assert (found.counted, found.is_reached) == (6, True)
        assert "collège « Maires » : 2 sur 4, il en faut 2" in found.sentence

    def test_the_votes_of_the_mayors_decide_too(self, detr, people):
        meeting = open_meeting(detr, people)
        there = dict.fromkeys(["Maire (1)", "Maire (2)", "Président (1)", "Président (2)"], R)
        call(meeting, people, {**there, "Parlementaire (1)": V}, meeting.scheduled_at)
        at = meeting.scheduled_at + timedelta(minutes=10)
        whole = {"votes_for": 4, "votes_against": 1, "abstentions": 0}

        with pytest.raises(actions.OutcomeRefused, match="décompte du collège « Maires »"):
            vote(meeting, people, at, outcome=Outcome.VOTE_CARRIED, **whole)
        lost = vote(
            meeting, people, at, outcome=Outcome.VOTE_LOST, college_votes=[("Maires", 1, 1, 0)],
            **whole,
        )  # fmt: skip
        assert "part non atteinte" in lost.result_sentence and "Rejeté" in lost.result_sentence
        assert f"{ORDER}, article 5" in lost.result_sentence
        carried = vote(
            meeting, people, at + timedelta(minutes=1), outcome=Outcome.VOTE_CARRIED,
            college_votes=[("Maires", 2, 0, 0)], **whole,
        )  # fmt: skip
        assert "Adopté" in carried.result_sentence
        kept = Ruling.objects.of_meeting(meeting).order_by("pk").values_list("college_votes")
        assert list(kept) == [([["Maires", 1, 1, 0]],), ([["Maires", 2, 0, 0]],)]

    def test_a_college_cannot_cast_more_votes_than_it_has_members_there(self, detr, people):
        meeting = open_meeting(detr, people)
        there = dict.fromkeys(["Maire (1)", "Maire (2)", "Président (1)", "Président (2)"], R)
        call(meeting, people, {**there, "Président (3)": R}, meeting.scheduled_at)

        with pytest.raises(Exception, match="vérifiez le décompte de ce collège"):
            vote(
                meeting, people, meeting.scheduled_at, outcome=Outcome.VOTE_CARRIED,
                votes_for=5, votes_against=0, abstentions=0, college_votes=[("Maires", 3, 0, 0)],
            )  # fmt: skip

    def test_the_bench_asks_for_the_count_of_the_college(self, detr, people, client_of):
        meeting = open_meeting(detr, people)
        there = dict.fromkeys(["Maire (1)", "Maire (2)", "Président (1)", "Président (2)"], R)
        call(meeting, people, {**there, "Président (3)": R}, meeting.scheduled_at)
        item = AgendaItem.objects.get(meeting=meeting, title="Avis")
        prefix = f"item-{item.pk}"
        farid = client_of(people.farid)
        typed = {
            f"{prefix}-votes_for": 4, f"{prefix}-votes_against": 1, f"{prefix}-abstentions": 0,
            f"{prefix}-college_0_for": 1, f"{prefix}-college_0_against": 1,
        }  # fmt: skip

        page = farid.get(f"/seances/{meeting.pk}/en-cours/").content.decode()
        proposed = farid.get(f"/seances/{meeting.pk}/en-cours/points/{item.pk}/decompte/", typed)

        assert "Pour, collège « Maires »" in page
        assert 'data-proposed="VOTE_LOST"' in proposed.content.decode()

    def test_its_agenda_is_its_own(self, detr, people):
        meeting = open_meeting(detr, people)

        kinds = {item.kind for item in AgendaItem.objects.of_meeting(meeting)}
        assert kinds == {ItemKind.FREE}
        with pytest.raises(actions.MeetingRefused):
            actions.prepare_meeting(
                detr.body, scheduled_at=meeting.scheduled_at, form=Form.IN_PERSON, place="Salle",
                chair_label="", by=people.farid, at=timezone.now(),
            )  # fmt: skip


class TestCdpenaf:
    PRESENT = (
        "Directeur départemental", "Élu (1)", "Élu (2)", "Représentant agricole (1)",
        "Représentant agricole (2)", "Association (1)",
    )  # fmt: skip

    def test_without_the_chair_nobody_deliberates(self, cdpenaf, people):
        meeting = open_meeting(cdpenaf, people)
        call(meeting, people, dict.fromkeys(self.PRESENT, R), meeting.scheduled_at)
        found = roll_call.quorum_of(meeting)
        assert (found.counted, found.needed, found.is_reached) == (6, 6, False)
        assert "« Préfète » doit siéger" in found.sentence

        call(meeting, people, {"Préfète": R}, meeting.scheduled_at + timedelta(minutes=1))

        assert roll_call.quorum_of(meeting).is_reached

    def test_an_abstention_weighs_as_the_order_says(self, cdpenaf, people):
        meeting = open_meeting(cdpenaf, people)
        call(meeting, people, dict.fromkeys([*self.PRESENT, "Préfète"], R), meeting.scheduled_at)
        at = meeting.scheduled_at + timedelta(minutes=5)

        lost = vote(
            meeting, people, at, outcome=Outcome.VOTE_LOST, votes_for=3, votes_against=2,
            abstentions=2,
        )  # fmt: skip
        assert "faute de la majorité des membres présents" in lost.result_sentence
        carried = vote(
            meeting, people, at, outcome=Outcome.VOTE_CARRIED, votes_for=4, votes_against=2,
            abstentions=1,
        )  # fmt: skip
        assert "Adopté" in carried.result_sentence

    def test_nobody_is_noted_at_a_distance(self, cdpenaf, people):
        meeting = open_meeting(cdpenaf, people)

        with pytest.raises(actions.AttendanceRefused, match=f"{ORDER}, article 6") as refusal:
            call(meeting, people, {"Élu (1)": V}, meeting.scheduled_at)

        assert "sans être compté" in str(refusal.value)
        assert not meeting.attendances.exists()

    def test_the_roll_call_says_it_on_its_line(self, cdpenaf, people, client_of):
        meeting = open_meeting(cdpenaf, people)
        seat = cdpenaf.seat("Élu (1)")
        farid = client_of(people.farid)

        answer = farid.post(
            f"/seances/{meeting.pk}/en-cours/appel/{seat.pk}/", {f"seat-{seat.pk}-mode": V}
        )

        page = answer.content.decode()
        assert answer.status_code == 422 and "article 6" in page
        assert "En visioconférence (non admis)" in page

    def test_no_meeting_without_a_room(self, cdpenaf, people):
        with pytest.raises(actions.MeetingRefused, match="tenez la séance en salle"):
            open_meeting(cdpenaf, people, form=Form.VIDEO)

    def test_no_proxy_is_admitted(self, cdpenaf, people):
        meeting = open_meeting(cdpenaf, people)
        call(meeting, people, {"Élu (1)": R}, meeting.scheduled_at)

        with pytest.raises(actions.AttendanceRefused, match="Aucun pouvoir n’est admis"):
            actions.record_attendance(
                meeting, cdpenaf.seat("Élu (2)"), mode=AttendanceMode.REPRESENTED,
                represented_by=cdpenaf.seat("Élu (1)"), by=people.farid, at=meeting.scheduled_at,
            )  # fmt: skip

    def test_what_is_owed_is_on_each_agenda_until_it_ends(self, cdpenaf, people):
        meeting = open_meeting(cdpenaf, people)
        [item] = AgendaItem.objects.of_meeting(meeting).exclude(owed=None)
        assert item.title == "Bilan de la consommation d’espaces"
        assert f"({ORDER}, article 7)" in item.brief

        owed = OwedItem.objects.get()
        actions.end_owed_item(
            owed, on=local_day(timezone.now()), because="abrogé", by=people.farid, at=timezone.now()
        )
        later = actions.prepare_meeting(
            cdpenaf.body, scheduled_at=timezone.now() + timedelta(days=90), form=Form.IN_PERSON,
            place="Salle", chair_label="", by=people.farid, at=timezone.now() + timedelta(days=2),
        )  # fmt: skip
        assert not AgendaItem.objects.of_meeting(later).exclude(owed=None).exists()

    def test_a_refresh_does_not_double_it(self, cdpenaf, people):
        now = timezone.now()
        meeting = actions.prepare_meeting(
            cdpenaf.body, scheduled_at=now + timedelta(days=30), form=Form.IN_PERSON, place="Salle",
            chair_label="", by=people.farid, at=now,
        )  # fmt: skip
        actions.refresh_agenda(meeting, by=people.farid, at=now)
        assert AgendaItem.objects.of_meeting(meeting).exclude(owed=None).count() == 1


class TestWhatAMeetingKeeps:
    def test_rules_of_later_do_not_reach_a_convened_meeting(self, detr, people):
        meeting = open_meeting(detr, people)
        detr_rules = Regulation.objects.get(committee=detr.body)
        assert detr_rules.rules == meeting.rules

        actions.set_rules(
            detr.body, {"college_votes": []}, basis="autre arrêté", by=people.farid,
            starts_on=local_day(timezone.now()) + timedelta(days=1), at=timezone.now(),
        )  # fmt: skip

        assert rules_for(Meeting.objects.get(pk=meeting.pk)).college_votes

    def test_a_college_that_rules_cite_keeps_its_name(self, detr):
        college = College.objects.get(committee=detr.body, name="Maires")

        answer = detr.browser.post(
            f"/seances/membres/{detr.code}/colleges/{college.pk}/modifier/",
            {"name": "Communes", "planned_seats": "4", "rank": "1"},
        )

        assert answer.status_code == 422
        page = answer.content.decode()
        assert ORDER in page and "cite le collège" in page and 'value="Communes"' in page

    def test_another_college_is_renamed_and_moved(self, detr):
        college = College.objects.get(committee=detr.body, name="Parlementaires")

        detr.post(
            f"membres/{detr.code}/colleges/{college.pk}/modifier/",
            name="Membres du Parlement", planned_seats="2", rank="1",
        )  # fmt: skip

        names = College.objects.of_committee(detr.body).in_order().values_list("name", flat=True)
        assert names[0] == "Membres du Parlement" and names[1] == "Maires"

    def test_a_college_with_seats_stays_and_an_empty_one_goes(self, detr):
        college = College.objects.get(committee=detr.body, name="Parlementaires")
        path = f"membres/{detr.code}/colleges/{college.pk}/retirer/"
        detr.post(path)
        assert College.objects.filter(pk=college.pk).exists()

        empty = College.objects.create(committee=detr.body, name="Vide", rank=9)
        detr.post(f"membres/{detr.code}/colleges/{empty.pk}/retirer/")
        assert not College.objects.filter(pk=empty.pk).exists()

    def test_rules_cannot_cite_a_college_of_another_body(self, detr, people):
        with pytest.raises(actions.RegulationRefused, match="n’est pas un collège"):
            actions.set_rules(
                detr.body, {"college_votes": [["Associations", 1, 2, False]]}, basis=ORDER,
                starts_on=local_day(timezone.now()) + timedelta(days=1), by=people.farid,
                at=timezone.now(),
            )  # fmt: skip

    def test_a_line_may_get_another_article_and_keep_its_value(self, detr, people):
        actions.set_rules(
            detr.body, {}, basis=ORDER, articles={"notice_days": "règlement intérieur, article 2"},
            starts_on=local_day(timezone.now()) + timedelta(days=1), by=people.farid,
            at=timezone.now(),
        )  # fmt: skip

        later = rules_of(detr.body, on=local_day(timezone.now()) + timedelta(days=1))
        assert later.bases["notice_days"] == "règlement intérieur, article 2"
        event = Event.objects.filter(action="committee.set_rules").order_by("pk").last()
        assert event is not None and event.data["lines"] == ["notice_days"]

    @pytest.mark.parametrize("share", ["0/2", "3/2", "moitié", "1/0", "-1/2"])
    def test_a_share_that_is_none_is_refused_with_what_was_typed(self, detr, share):
        answer = detr.browser.post(
            f"/seances/regles/{detr.code}/enregistrer/",
            {**RULES, "starts_on": "2027-01-04", "quorum_of_1": share},
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "n’est pas une part" in page and f'value="{share}"' in page


class TestOpening:
    def test_it_starts_with_the_code_alone(self, opened):
        screens = opened("CDAC", "Commission d’essai", "arrêté du 1er mars", "le préfet")

        assert not Regulation.objects.filter(committee=screens.body).exists()
        rules = rules_of(screens.body, on=local_day(timezone.now()))
        assert (rules.meetings_per_year, rules.notice_days) == (0, 5)
        assert set(rules.bases) == set(LINES)
        assert "Aucun nombre de séances n’est dû" in screens.page(f"regles/{screens.code}/")
        assert "aucun nombre n’est dû" in screens.page("")

    def test_what_was_mistyped_is_mended_and_the_address_stays(self, detr):
        path = f"membres/{detr.code}/instance/"
        page = detr.page(path)
        assert 'value="article L2334-37 du CGCT"' in page and "Annoncer et publier" in page

        detr.post(
            f"{path}modifier/", name="Commission DETR", legal_basis="article L2334-37 du CGCT",
            chair_title="le préfet", order_reference="", order_date="", is_public="on",
        )  # fmt: skip

        assert (detr.body.name, detr.body.chair_title) == ("Commission DETR", "le préfet")
        assert detr.body.is_public

    def test_the_local_committee_always_publishes(self, detr):
        path = "membres/04/instance/"
        assert "Annoncer et publier" not in detr.page(path)

        detr.post(
            f"{path}modifier/", name="Comité local", legal_basis="article L1232-2 du CGCT",
            chair_title="la préfète", order_reference="", order_date="",
        )  # fmt: skip

        assert Committee.objects.get(slug="04").is_public

    def test_the_same_acronym_is_refused(self, detr, world):
        answer = detr.browser.post(
            "/seances/commissions/creer/valider/",
            {
                "department": world.d04.pk, "name": "Autre", "acronym": "detr",
                "legal_basis": "arrêté", "chair_title": "le préfet",
            },
        )  # fmt: skip

        assert answer.status_code == 422
        assert "déjà le sigle d’une commission" in answer.content.decode()

    def test_not_in_the_department_of_somebody_else(self, detr, world):
        answer = detr.browser.post(
            "/seances/commissions/creer/valider/",
            {
                "department": world.d05.pk, "name": "Autre", "acronym": "ICI",
                "legal_basis": "arrêté", "chair_title": "le préfet",
            },
        )  # fmt: skip

        assert answer.status_code == 422 and not Committee.objects.filter(slug="05-ici").exists()

    def test_a_second_chair_is_refused(self, cdpenaf):
        college = College.objects.get(committee=cdpenaf.body, name="État")
        answer = cdpenaf.browser.post(
            f"/seances/membres/{cdpenaf.code}/ajouter/",
            {
                "label": "Secrétaire général", "college": college.pk, "nature": "EX_OFFICIO",
                "is_chair": "on", "starts_on": "2026-01-01",
            },
        )  # fmt: skip
        assert answer.status_code == 422 and "préside déjà" in answer.content.decode()


class TestWhoSees:
    def test_only_those_who_sit_in_it(self, detr, people, client_of):
        meeting = open_meeting(detr, people)
        address = meeting.get_absolute_url()
        # Gaëlle sits in the local committee, Inès observes it: neither sits here.
        for person in (people.gaelle, people.ines, people.anne):
            assert client_of(person).get(address).status_code == 404

        Mandate.objects.create(
            seat=detr.seat("Maire (1)"), person=people.gaelle.person, kind=MandateKind.HOLDER,
            starts_on=local_day(timezone.now()),
        )  # fmt: skip
        Mandate.objects.create(
            seat=detr.seat("Maire (2)"), person=people.anne.person, kind=MandateKind.HOLDER,
            starts_on=local_day(timezone.now()),
        )  # fmt: skip

        assert client_of(people.gaelle).get(address).status_code == 200
        # Without a role about the local committee, her seat here is enough, and opens nothing else.
        anne = client_of(people.anne)
        assert anne.get(address).status_code == 200
        assert anne.get("/seances/membres/04/").status_code == 404
        assert "Commission des élus" in anne.get("/seances/").content.decode()

    def test_nothing_of_it_is_announced_nor_published(self, detr, people, client):
        meeting = open_meeting(detr, people)
        assert "Commission des élus" not in client.get("/comites/seances.ics").content.decode()

        meeting.status = "APPROVED"
        with pytest.raises(actions.MinutesClosed, match="ne se publient pas"):
            actions.publish(meeting, by=people.farid, at=timezone.now())

    def test_the_local_committee_has_its_own_duty_and_figures(self, detr, people, client_of):
        page = client_of(people.farid).get("/seances/").content.decode()

        assert "article L1232-2 du CGCT" in page and f"({ORDER})" in page
        assert page.count(">Feuille de route<") == 1


def test_a_rehearsal_has_the_colleges_that_the_rules_cite(world, people):
    """With the quorum of everybody in the room, whatever the colleges of the real committee."""
    actions.add_college(world.committee, name="Parlementaires", by=people.farid, at=timezone.now())
    actions.set_rules(
        world.committee,
        {"college_votes": [["Parlementaires", 1, 2, False]]},
        basis=ORDER, starts_on=local_day(timezone.now()), by=people.farid, at=timezone.now(),
    )  # fmt: skip
    played = actions.start_rehearsal(world.committee, by=people.farid, at=timezone.now())

    seats = Seat.objects.of_committee(played.committee).select_related("college")
    assert "Parlementaires" in {seat.college.name for seat in seats}
    assert len({seat.college.name for seat in seats}) == 4
