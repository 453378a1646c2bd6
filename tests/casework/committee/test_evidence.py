"""The proof pack of a real meeting: complete, repeatable, and true to the database."""

import io
import json
import zipfile

import pytest
from django.db import DatabaseError, transaction

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.evidence import pack_of
from guichet.casework.committee.models import Invitation, Meeting, Minutes, SealedPack
from guichet.casework.committee.proof import check
from guichet.casework.committee.tasks import seal_meeting
from tests.casework.committee.factories import DAY, LATER, carry, make_meeting, seat_people
from tests.jobs import run_jobs

S = MeetingStatus


@pytest.fixture
def published(world, people) -> Meeting:
    made = make_meeting(world, people, stage=S.PUBLISHED)
    return Meeting.objects.for_detail().get(pk=made.pk)


def pack(meeting: Meeting) -> bytes:
    return pack_of(meeting, Minutes.objects.get(meeting=meeting))


class TestPack:
    def test_holds_the_whole_meeting_and_checks(self, published):
        content = pack(published)

        report = check(content)
        assert report.wrong == []
        assert report.events >= 10
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
        assert {
            "verify.py", "regles.json", "lettres.json", "proces-verbal.pdf",
            "publie/proces-verbal.pdf", "registre/meeting.json", "registre/seat.json",
            "registre/agendaitem.json", "registre/attendance.json", "registre/minutes.json",
            "registre/minutesversion.json", f"evenements/meeting-{published.pk}.jsonl",
        } <= names  # fmt: skip

    def test_is_the_same_twice(self, published):
        assert pack(published) == pack(published)

    def test_says_which_version_of_the_rules_was_used(self, published):
        with zipfile.ZipFile(io.BytesIO(pack(published))) as archive:
            rules = json.loads(archive.read("regles.json"))
            manifest = json.loads(archive.read("manifest.json"))

        assert rules == published.rules
        assert len(manifest["meeting"]["rules"]) == 64

    def test_one_byte_flipped_in_each_piece_names_it(self, published):
        content = pack(published)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if info.file_size]
        for info in infos:
            data = bytearray(content)
            data[info.header_offset + 30 + len(info.filename.encode()) + info.file_size // 2] ^= 1

            assert info.filename in check(bytes(data)).named

    def test_holds_what_was_sent_and_what_was_revoked(self, world, people):
        seat_people(world, people)
        made = make_meeting(world, people, stage=S.PUBLISHED)
        one = Invitation.objects.of_meeting(made).in_order()[0]
        actions.revoke_link(one, because="Boîte perdue.", by=people.farid, at=LATER)

        with zipfile.ZipFile(io.BytesIO(pack(made))) as archive:
            proofs = json.loads(archive.read("registre/proof.json"))

        assert [proof["kind"] for proof in proofs] == ["SENT", "SENT", "SENT", "REVOKED"]
        assert proofs[-1]["note"] == "Boîte perdue."


class TestSealed:
    """A closed meeting never changes its hash, whatever comes after."""

    def test_is_kept_at_the_closing_then_at_the_publication(self, world, people):
        meeting = make_meeting(world, people, stage=S.APPROVED)
        run_jobs()
        actions.publish(meeting, by=people.farid, at=LATER)
        run_jobs()

        kept = [(one.number, one.occasion) for one in SealedPack.objects.of_meeting(meeting)]
        assert kept == [(2, "publication du procès-verbal"), (1, "clôture de la séance")]

    def test_does_not_change_when_a_promise_is_kept_later(self, world, people):
        meeting = make_meeting(world, people, stage=S.OPENED)
        promise = actions.make_promise(
            meeting, text="Aller à Banon", holder=world.it04, due_on=LATER.date(),
            by=people.farid, at=DAY,
        )  # fmt: skip
        carry(meeting, world, people, since=S.OPENED, to=S.APPROVED)
        run_jobs()
        [kept] = SealedPack.objects.of_meeting(meeting)
        before = kept.document.file.read()

        actions.keep_promise(promise, on=LATER.date(), by=people.farid, at=LATER)

        [kept] = SealedPack.objects.of_meeting(meeting)
        with kept.document.file.open("rb") as file:
            after = file.read()
        assert after == before
        assert check(after).wrong == []
        assert check(after).seal == kept.seal
        today = pack_of(meeting, Minutes.objects.get(meeting=meeting))
        assert check(today).seal != kept.seal

    def test_nothing_new_is_not_sealed_again(self, published, people):
        actions.seal_meeting(published, occasion="essai", by=people.farid, at=LATER)

        with pytest.raises(actions.SealRefused, match="Rien n’a changé"):
            actions.seal_meeting(published, occasion="essai", by=people.farid, at=LATER)

    def test_not_before_the_minutes_are_approved(self, world, people):
        meeting = make_meeting(world, people, stage=S.MINUTED)

        with pytest.raises(actions.SealRefused, match="procès-verbal approuvé"):
            actions.seal_meeting(meeting, occasion="essai", by=people.farid, at=LATER)

    def test_cannot_be_rewritten_nor_taken_away(self, published, people):
        kept = actions.seal_meeting(published, occasion="essai", by=people.farid, at=LATER)

        for deed in (lambda: kept.delete(), lambda: kept.save()):
            with pytest.raises(DatabaseError, match="ajout seul"), transaction.atomic():
                deed()

    def test_a_job_replayed_keeps_one_pack(self, published):
        for _ in range(2):
            seal_meeting(meeting_id=published.pk, occasion="clôture de la séance")

        assert SealedPack.objects.of_meeting(published).count() == 1


class TestPages:
    def test_the_desk_seals_the_pack_of_today_and_downloads_it(self, published, people, client_of):
        farid = client_of(people.farid)
        address = f"/seances/{published.pk}/preuve/"

        farid.post(f"{address}sceller/")
        page = farid.get(address).content.decode()
        answer = farid.get(f"{address}1.zip")

        kept = SealedPack.objects.get(meeting=published)
        assert kept.seal in page
        assert "rien n’a changé depuis" in page
        assert check(b"".join(answer.streaming_content)).seal == kept.seal
        assert farid.get(f"{address}2.zip").status_code == 404

    def test_the_page_shows_the_seal_of_the_file(self, published, people, client_of):
        farid = client_of(people.farid)
        page = farid.get(f"/seances/{published.pk}/preuve/").content.decode()
        answer = farid.get(f"/seances/{published.pk}/preuve/dossier.zip")

        assert check(answer.content).seal in page
        assert answer["Content-Disposition"].endswith('filename="preuve-comite-04-2026-03-30.zip"')

    def test_is_not_made_before_the_minutes_are_approved(self, world, people, client_of):
        meeting = make_meeting(world, people, stage=S.MINUTED)

        page = client_of(people.farid).get(f"/seances/{meeting.pk}/preuve/", follow=True)

        assert "une fois le procès-verbal approuvé" in page.content.decode()
