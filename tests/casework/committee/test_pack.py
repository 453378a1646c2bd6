"""The pack of a meeting: one accessible PDF, the same bytes each time, nothing restricted outside."""

import io
from datetime import date, timedelta

from pypdf import PdfReader

from guichet.casework.committee import convocation
from guichet.casework.committee.editions import RESTRICTED, without_restricted
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.casework.committee.pdf import minutes_pdf
from tests.casework.demands.factories import make_demand
from tests.people import People
from tests.world import World

from .factories import PREPARED_AT, add_free_item, make_meeting
from .test_pdf import structure

MADE_ON = date(2026, 3, 18)


def pack_of(meeting: Meeting, *, with_restricted: bool = True) -> bytes:
    content = convocation.content_of(meeting)
    shown = content if with_restricted else without_restricted(content)
    return minutes_pdf(convocation.paper_of(shown, number=2, made_on=MADE_ON))


def words_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.split())


def prepared(world: World, people: People) -> Meeting:
    make_demand(world, people, at=PREPARED_AT - timedelta(days=3))
    meeting = make_meeting(world, people)
    secret = add_free_item(meeting, people, title="Dossier sensible", asks_vote=True)
    AgendaItem.objects.filter(pk=secret.pk).update(is_restricted=True)
    return meeting


def test_holds_the_convocation_the_agenda_the_cases_and_the_rules(
    world: World, people: People
) -> None:
    words = words_of(pack_of(prepared(world, people)))

    for part in (
        "Séance du 30 mars 2026", "Envoi n° 2 du 18 mars 2026", "Convocation", "Ordre du jour",
        "Point 1", "Un vote est demandé sur ce point.", "Annexe : demandes reçues",
        "Commune de Banon", "article R133-8 du CRPA", "Dossier sensible (réservé aux membres)",
    ):  # fmt: skip
        assert part.replace(" :", "\u00a0:") in words or part in words, part


def test_is_tagged_and_titled_in_french(world: World, people: People) -> None:
    reader = PdfReader(io.BytesIO(pack_of(prepared(world, people))))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("fr")
    assert reader.metadata is not None
    assert "dossier de séance" in str(reader.metadata.title)
    kinds = [str(node["/S"]) for node in structure(reader)]
    assert {"/TH", "/Table", "/L", "/H1", "/H2", "/H3"} <= set(kinds)


def test_the_same_content_gives_the_same_bytes(world: World, people: People) -> None:
    meeting = prepared(world, people)

    assert pack_of(meeting) == pack_of(meeting)


def test_restricted_points_are_masked_for_whoever_does_not_sit(
    world: World, people: People
) -> None:
    words = words_of(pack_of(prepared(world, people), with_restricted=False))

    assert "sensible" not in words
    assert RESTRICTED in words
