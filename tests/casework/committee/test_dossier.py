"""The pack and its pieces: numbered, in one download, for those who may read them."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.dossier import CONTENTS, PAPER, dossier_of
from guichet.casework.committee.models import AgendaItem, Edition, Invitation, Meeting, Piece
from guichet.casework.committee.reply_links import piece_path, token_of
from guichet.foundations.documents.choices import ScanResult
from guichet.foundations.documents.models import Document
from tests.client import StrictClient
from tests.people import People
from tests.world import World

from .factories import CONVENED_AT, PREPARED_AT, add_free_item, make_meeting, seat_people

S = MeetingStatus
LATER = CONVENED_AT + timedelta(days=1)
CSV = b"commune;demandes\nBanon;2\n"


def join(
    meeting: Meeting,
    people: People,
    *,
    title: str = "Carte",
    item: AgendaItem | None = None,
    content: bytes = CSV,
) -> Piece:
    upload = SimpleUploadedFile("carte.csv", content)
    return actions.join_piece(
        meeting, title=title, upload=upload, item=item, by=people.farid, at=PREPARED_AT
    )


@pytest.fixture
def meeting(world: World, people: People) -> Meeting:
    """Convened, with a piece for all, two on a point, one on a point for the members alone."""
    seat_people(world, people)
    made = make_meeting(world, people)
    open_item = add_free_item(made, people, title="La halle")
    secret = add_free_item(made, people, title="Dossier sensible")
    AgendaItem.objects.filter(pk=secret.pk).update(is_restricted=True)
    join(made, people, title="Plan de la halle", item=open_item)
    join(made, people, title="Note confidentielle", item=secret)
    join(made, people, title="Règlement")
    join(made, people, title="Devis", item=open_item)
    actions.convene(made, by=people.farid, at=CONVENED_AT)
    return Meeting.objects.for_detail().get(pk=made.pk)


def rank_of(meeting: Meeting, title: str) -> str:
    titles = [one.title for one in AgendaItem.objects.of_meeting(meeting).in_order()]
    return f"{titles.index(title) + 1:02}"


def by_link(meeting: Meeting) -> str:
    return f"/seances/repondre/{token_of(Invitation.objects.get(email='dg@example.fr'))}/"


def opened(answer) -> zipfile.ZipFile:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def links_of(pdf: bytes) -> list[str]:
    return [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for note in page.get("/Annots", [])
    ]


class TestArchive:
    def test_a_member_has_everything_in_order_by_his_link(self, meeting: Meeting) -> None:
        archive = opened(StrictClient().get(f"{by_link(meeting)}dossier.zip"))

        hall, secret = rank_of(meeting, "La halle"), rank_of(meeting, "Dossier sensible")
        assert archive.testzip() is None
        assert archive.namelist() == [
            CONTENTS, PAPER, "0001-reglement.csv", f"{hall}01-plan-de-la-halle.csv",
            f"{hall}02-devis.csv", f"{secret}01-note-confidentielle.csv",
        ]  # fmt: skip
        assert archive.read("0001-reglement.csv") == CSV
        contents = archive.read(CONTENTS).decode()
        assert f'<a href="{hall}02-devis.csv">{hall}02 Devis</a>' in contents
        assert f'<a href="{PAPER}">' in contents
        assert "point « La halle »" in contents
        assert archive.read(PAPER).startswith(b"%PDF-")

    def test_points_for_the_members_alone_are_told_to_nobody_else(
        self, meeting: Meeting, people: People, client_of
    ) -> None:
        """The observer and the sub-prefect read the pack; the reserved point and its piece, not."""
        for reader in (people.hugo, people.ines, people.denis):
            if client_of(reader).get(meeting.get_absolute_url()).status_code != 200:
                continue
            archive = opened(client_of(reader).get(f"/seances/{meeting.pk}/dossier.zip"))
            everything = b"".join(archive.read(name) for name in archive.namelist())
            words = "".join(
                page.extract_text() for page in PdfReader(io.BytesIO(archive.read(PAPER))).pages
            )
            assert not [name for name in archive.namelist() if "confidentielle" in name]
            assert b"confidentielle" not in everything and "confidentielle" not in words
            page = client_of(reader).get(meeting.get_absolute_url()).text
            assert "confidentielle" not in page and "Plan de la halle" in page

    def test_nor_by_its_address(self, meeting: Meeting, people: People, client_of) -> None:
        secret = Piece.objects.get(title="Note confidentielle")
        address = f"/seances/{meeting.pk}/pieces/{secret.pk}/"

        assert client_of(people.ines).get(address).status_code == 404
        for reader in (people.farid, people.gaelle, people.elise):
            assert client_of(reader).get(address).status_code == 200

    def test_whoever_is_only_heard_has_the_pieces_of_his_point_and_no_pack(
        self, world: World, people: People
    ) -> None:
        seat_people(world, people)
        meeting = make_meeting(world, people)
        item = add_free_item(meeting, people, title="La halle")
        join(meeting, people, title="Plan", item=item)
        join(meeting, people, title="Règlement")
        heard = actions.invite(
            meeting, name="A", quality="B", email="a@example.fr", item=item,
            by=people.farid, at=PREPARED_AT,
        )  # fmt: skip
        actions.convene(meeting, by=people.farid, at=CONVENED_AT)
        place = f"/seances/repondre/{token_of(heard)}/"

        assert StrictClient().get(f"{place}dossier.zip").status_code == 404
        page = StrictClient().get(place).text
        assert "Plan" in page and "Règlement" not in page

    def test_what_is_missing_infected_or_not_scanned_is_told(
        self, meeting: Meeting, people: People, client_of, settings
    ) -> None:
        settings.CLAMD_ADDRESS = "127.0.0.1:3310"
        lost = Piece.objects.get(title="Plan de la halle").document
        lost.file.storage.delete(lost.file.name or "")
        Document.objects.filter(pk=Piece.objects.get(title="Devis").document_id).update(
            scan=ScanResult.INFECTED
        )
        clean = Piece.objects.get(title="Note confidentielle").document_id
        Document.objects.filter(pk=clean).update(scan=ScanResult.CLEAN)

        archive = opened(StrictClient().get(f"{by_link(meeting)}dossier.zip"))

        assert len(archive.namelist()) == 4
        contents = archive.read(CONTENTS).decode()
        lines = {line.split("</a>")[0][-60:]: line for line in contents.splitlines()}
        told = {title: line for title in ("Plan", "Devis", "Règlement", "confidentielle")
                for line in lines.values() if title in line and "<li>" in line}  # fmt: skip
        assert "n’est plus dans l’espace de stockage" in told["Plan"]
        assert "un virus y a été détecté" in told["Devis"]
        assert "analyse antivirus en attente" in told["Règlement"]
        assert "<strong>" not in told["confidentielle"]
        page = client_of(people.farid).get(meeting.get_absolute_url()).text
        assert "n’est plus dans l’espace de stockage" in page
        settings.CLAMD_ADDRESS = ""
        contents = opened(StrictClient().get(f"{by_link(meeting)}dossier.zip")).read(CONTENTS)
        assert "non analysée par un antivirus" in contents.decode()

    def test_a_piece_joined_since_is_there_under_the_next_number(
        self, meeting: Meeting, people: People
    ) -> None:
        upload = SimpleUploadedFile("plan.csv", CSV)
        item = AgendaItem.objects.get(title="La halle")
        actions.join_piece(
            meeting, title="Avis", upload=upload, item=item, by=people.farid, at=LATER
        )

        archive = opened(StrictClient().get(f"{by_link(meeting)}dossier.zip"))

        assert f"{rank_of(meeting, 'La halle')}03-avis.csv" in archive.namelist()

    def test_numbers_stay_those_that_were_sent(self, meeting: Meeting) -> None:
        """A point that moves during the meeting does not rename what members hold."""
        before = [one.number for one in _all(meeting)]
        first = AgendaItem.objects.of_meeting(meeting).in_order()[0]
        AgendaItem.objects.filter(pk=first.pk).update(rank=99)

        assert [one.number for one in _all(meeting)] == before

    def test_as_many_queries_for_ten_pieces_as_for_four(
        self, meeting: Meeting, people: People
    ) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                _all(meeting)
            return len(queries)

        before = asked()
        for rank in range(6):
            join(meeting, people, title=f"Pièce {rank}")
        assert asked() == before <= 4

    def test_the_desk_reads_it_before_the_convocation(
        self, world: World, people: People, client_of
    ) -> None:
        meeting = make_meeting(world, people)
        join(meeting, people)

        archive = opened(client_of(people.farid).get(f"/seances/{meeting.pk}/dossier.zip"))

        assert "0001-carte.csv" in archive.namelist()
        assert not Edition.objects.exists()

    def test_what_was_never_sent_is_for_the_desk(
        self, world: World, people: People, client_of
    ) -> None:
        """Cancelled before it was convened, a meeting is known to its members; its pack is not."""
        meeting = make_meeting(world, people)
        actions.cancel(meeting, because="Neige.", by=people.farid, at=PREPARED_AT)

        for name in ("dossier.pdf", "dossier.zip"):
            address = f"/seances/{meeting.pk}/{name}"
            assert client_of(people.gaelle).get(address).status_code == 404
            assert client_of(people.farid).get(address).status_code == 200
        assert "dossier.pdf" not in client_of(people.gaelle).get(meeting.get_absolute_url()).text


def _all(meeting: Meeting):
    return dossier_of(meeting, with_restricted=True, at=LATER).pieces


class TestPaper:
    def test_each_piece_has_its_number_and_the_link_that_opens_it(self, meeting: Meeting) -> None:
        pdf = StrictClient().get(f"{by_link(meeting)}dossier.pdf").content

        words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace(
            "\n", " "
        )
        hall = rank_of(meeting, "La halle")
        assert f"{hall}01 Plan de la halle (CSV, 1\u00a0ko)" in words
        assert f"Pièces jointes\u00a0: {hall}01 «\u00a0Plan de la halle\u00a0» et {hall}02" in words
        links = links_of(pdf)
        assert len(links) == 4
        for link in links:
            answer = StrictClient().get(link.removeprefix("http://testserver"))
            assert b"".join(answer) == CSV

    def test_the_link_opens_the_piece_and_cannot_answer(
        self, meeting: Meeting, people: People
    ) -> None:
        """A PDF is handed around: its links must not let anybody answer for a seat."""
        invitation = Invitation.objects.get(email="dg@example.fr")
        path = piece_path(invitation, Piece.objects.get(title="Devis").pk)
        token = path.split("/")[-2]

        assert StrictClient().get(f"/seances/repondre/{token}/").status_code == 410
        forged = path.replace(f"-{Piece.objects.get(title='Devis').pk}~", "-1~")
        assert StrictClient().get(forged).status_code == 410

    def test_the_desk_gets_links_to_its_own_pages(
        self, meeting: Meeting, people: People, client_of
    ) -> None:
        pdf = client_of(people.farid).get(f"/seances/{meeting.pk}/dossier.pdf").content
        assert all(f"/seances/{meeting.pk}/pieces/" in link for link in links_of(pdf))

    def test_an_old_sending_without_numbers_is_still_read(
        self, meeting: Meeting, people: People
    ) -> None:
        content = Edition.objects.of_meeting(meeting).get().content
        plain = [{k: one[k] for k in ("name", "size", "sha256")} for one in content["pieces"]]
        Edition.objects.create(
            meeting=meeting, number=2, content={**content, "pieces": plain}, digest="0" * 64,
            made_at=LATER,
        )  # fmt: skip

        pdf = StrictClient().get(f"{by_link(meeting)}dossier.pdf").content

        assert links_of(pdf) == []
        assert len(opened(StrictClient().get(f"{by_link(meeting)}dossier.zip")).namelist()) == 6
