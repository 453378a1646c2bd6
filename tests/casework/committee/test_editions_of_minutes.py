"""Approved by a later meeting: a second edition says so, and the first one never changes."""

import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind, MeetingStatus, Outcome
from guichet.casework.committee.models import AgendaItem, Meeting, Minutes
from tests.casework.committee.factories import _PATHS as PATHS
from tests.casework.committee.factories import (
    DAY,
    LATER,
    decide_all,
    item_of,
    make_meeting,
    send_extracts,
)

S = MeetingStatus
NEXT = DAY + timedelta(days=60)
PAGE = "/comites/04/2026-03-30/"
FIRST, SECOND = f"{PAGE}proces-verbal.pdf", f"{PAGE}proces-verbal-edition-2.pdf"
SAID = "Procès-verbal approuvé par le comité à la séance du 29 mai 2026."


def bare(text: str) -> str:
    return "".join(text.split())


def words_of(content: bytes) -> str:
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def read(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def first(world, people) -> Meeting:
    return make_meeting(world, people, stage=S.PUBLISHED)


def next_meeting(world, people, *, stage: str = S.PUBLISHED, note: str = "") -> Meeting:
    """It approves the minutes of the first one, with these words."""
    meeting = make_meeting(world, people, stage=S.OPENED, day=NEXT)
    at = NEXT + timedelta(hours=1)
    decide_all(meeting, people, at)
    actions.record_outcome(
        item_of(meeting, ItemKind.PREVIOUS_MINUTES), outcome=Outcome.APPROVED, note=note,
        by=people.farid, at=at,
    )  # fmt: skip
    actions.close_meeting(meeting, closing_words="", by=people.farid, at=NEXT + timedelta(hours=2))
    for deed in PATHS[S(stage)][3:]:
        deed(meeting, world, people, NEXT)
    return meeting


class TestSecondEdition:
    def test_says_which_meeting_approved_it(self, first, world, people, client):
        next_meeting(world, people)

        text = words_of(read(client, SECOND))

        assert bare(SAID) in text
        assert bare("Seconde édition : le texte est celui de la première") in text
        assert bare("Approbation par le comité") in text

    def test_the_first_keeps_its_bytes_its_hash_and_its_address(self, first, world, people, client):
        before, digest = read(client, FIRST), Minutes.objects.get(meeting=first).document.sha256
        text = Minutes.objects.get(meeting=first).sections

        next_meeting(world, people)

        minutes = Minutes.objects.get(meeting=first)
        assert read(client, FIRST) == before
        assert minutes.document.sha256 == digest != minutes.adopted_document.sha256
        assert minutes.sections == text
        assert bare(SAID) not in words_of(before)

    @pytest.mark.parametrize("stage", [S.HELD, S.MINUTED, S.APPROVED])
    def test_nothing_is_said_before_that_meeting_is_published(
        self, first, world, people, client, stage
    ):
        next_meeting(world, people, stage=stage)

        assert client.get(SECOND).status_code == 404
        assert "29 mai 2026" not in read(client, PAGE).decode()

    def test_minutes_published_after_their_approval_get_both_editions(self, world, people, client):
        late = make_meeting(world, people, stage=S.APPROVED)
        next_meeting(world, people)
        assert client.get(FIRST).status_code == 404

        actions.publish(late, by=people.farid, at=NEXT + timedelta(days=9))

        assert bare(SAID) not in words_of(read(client, FIRST))
        assert bare(SAID) in words_of(read(client, SECOND))

    def test_is_made_once(self, first, world, people):
        adopting = next_meeting(world, people)

        assert actions.issue_editions(adopting, by=None, at=NEXT) == 0

    def test_minutes_put_off_have_one_edition(self, first, world, people, client):
        adopting = make_meeting(world, people, stage=S.HELD, day=NEXT)
        AgendaItem.objects.filter(meeting=adopting, kind=ItemKind.PREVIOUS_MINUTES).update(
            outcome=Outcome.DEFERRED
        )
        for deed in PATHS[S.PUBLISHED][3:]:
            deed(adopting, world, people, NEXT)

        assert client.get(SECOND).status_code == 404

    def test_bears_the_words_that_the_other_meeting_publishes_and_no_other(
        self, first, world, people, client
    ):
        note = "Une date est rectifiée.\n\n[non publié] Le voisin proteste."
        next_meeting(world, people, note=note)

        text = words_of(read(client, SECOND))

        assert bare("Une date est rectifiée.") in text
        assert "voisin" not in text

    def test_names_the_parts_that_members_amended(self, world, people, client):
        meeting = make_meeting(world, people, stage=S.MINUTED)
        actions.open_amendments(meeting, until=LATER.date(), by=people.farid, at=DAY)
        asked = actions.propose_amendment(
            meeting, section="opening", text="La séance est ouverte.", by=people.gaelle, at=DAY
        )
        refused = actions.propose_amendment(
            meeting, section="attendance", text="Autrement.", by=people.gaelle, at=DAY
        )
        actions.accept_amendment(asked, by=people.farid, at=DAY)
        actions.refuse_amendment(refused, answer="Non.", by=people.farid, at=DAY)
        send_extracts(meeting, people, LATER)
        actions.approve_minutes(meeting, by=people.elise, at=LATER)
        actions.publish(meeting, by=people.farid, at=LATER)

        next_meeting(world, people)

        after = words_of(read(client, SECOND)).partition(bare("retenus dans ce texte"))[2]
        assert bare("Ouverture de la séance") in after
        assert bare("Membres présents, représentés") not in after


class TestWhereItIsRead:
    def test_the_page_leads_to_both(self, first, world, people, client):
        next_meeting(world, people)

        page = read(client, PAGE).decode()

        assert f'href="{SECOND}"' in page
        assert f'href="{FIRST}"' in page
        assert "Approuvé à la séance du" in page

    def test_the_data_bear_each_hash(self, first, world, people, client):
        next_meeting(world, people)

        told = json.loads(read(client, f"{PAGE}seance.json"))

        minutes = Minutes.objects.get(meeting=first)
        assert [one["sha256"] for one in told["editions"]] == [
            minutes.document.sha256,
            minutes.adopted_document.sha256,
        ]
        assert told["minutes"] == told["editions"][1]["url"]
        assert told["approved_by_committee_on"] == "2026-05-29"

    def test_the_desk_prints_it_too(self, first, world, people, client_of):
        """As soon as the other meeting said so: the page says it too."""
        next_meeting(world, people, stage=S.HELD, note="Sans observation.")
        desk = client_of(people.farid)

        word = Document(io.BytesIO(read(desk, reverse("committee:minutes_docx", args=[first.pk]))))
        text = bare("".join(paragraph.text for paragraph in word.paragraphs))

        assert bare(SAID) in text
        assert bare("Sans observation.") in text
        assert bare(SAID) in words_of(read(desk, reverse("committee:minutes_pdf", args=[first.pk])))
