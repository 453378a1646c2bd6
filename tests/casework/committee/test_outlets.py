"""Page, file, data, feed, calendar and open files: one record, and nothing of what is masked."""

import io
import json
from datetime import timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingForm, MeetingStatus
from guichet.casework.committee.drafting import from_json
from guichet.casework.committee.models import AgendaItem, Meeting, Minutes
from tests.casework.committee.factories import (
    _PATHS as PATHS,
)
from tests.casework.committee.factories import DAY, LATER, add_free_item, make_meeting

S = MeetingStatus
PAGE = "/comites/04/2026-03-30/"
OUTLETS = (
    PAGE,
    f"{PAGE}seance.json",
    f"{PAGE}proces-verbal.pdf",
    "/comites/",
    "/comites/seances.json",
    "/comites/flux.atom",
    "/comites/seances.ics",
    "/donnees/",
    "/donnees/decisions.csv",
    "/donnees/seances.csv",
)
CANARY = "canari"


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not address.endswith(".pdf"):
        return content.decode()
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def published(world, people) -> Meeting:
    return make_meeting(world, people, stage=S.PUBLISHED)


@pytest.fixture
def masked(world, people) -> Meeting:
    """Published with a paragraph, a bullet and a whole item kept from the public."""
    meeting = make_meeting(world, people)
    add_free_item(meeting, people, title=f"Affaire {CANARY} unique")
    open_item = add_free_item(meeting, people, title="Point ouvert à tous")
    actions.edit_item(
        open_item, title=open_item.title,
        brief=f"Public.\n\n[non publié : vie privée] {CANARY}\n\n- [non publié] {CANARY}\n- Reste",
        asks_vote=False, by=people.farid, at=DAY - timedelta(days=15),
    )  # fmt: skip
    for deed in PATHS[S.MINUTED]:
        deed(meeting, world, people, DAY)
    hidden = AgendaItem.objects.get(title__contains=CANARY)
    for part, keys in (("minutes", ["item"]), ("public", ["others", "projects"])):
        minutes = Minutes.objects.get(meeting=meeting)
        name = "sections" if part == "minutes" else "public_sections"
        kept = {one.key: one.text for one in from_json(getattr(minutes, name))}
        wanted = [key for key in kept if key in {f"{k}-{hidden.rank}" for k in keys}]
        actions.save_minutes(
            meeting, part=part, texts={key: kept[key] for key in wanted},
            hidden=dict.fromkeys(wanted, True), version=minutes.version,
            by=people.farid, at=DAY + timedelta(days=1, hours=2),
        )  # fmt: skip
    actions.approve_minutes(meeting, by=people.elise, at=DAY + timedelta(days=2))
    actions.publish(meeting, by=people.farid, at=LATER)
    return meeting


class TestCanary:
    def test_is_in_the_minutes_of_the_members(self, masked):
        assert str(Minutes.objects.get().sections).count(CANARY) >= 3

    @pytest.mark.parametrize("address", OUTLETS)
    def test_sings_nowhere_in_public(self, masked, client, address):
        assert CANARY not in read(client, address)

    def test_what_is_not_masked_is_there(self, masked, client):
        assert "Point ouvert à tous" in read(client, PAGE)
        assert "Pointouvertàtous" in read(client, f"{PAGE}proces-verbal.pdf")
        assert "Point ouvert à tous" in read(client, "/donnees/decisions.csv")

    def test_the_reader_is_told_that_something_is_missing(self, masked, client):
        assert "Des passages ne sont pas publiés" in read(client, PAGE)
        assert json.loads(read(client, f"{PAGE}seance.json"))["is_partial"] is True

    def test_nothing_is_said_when_nothing_is_missing(self, published, client):
        assert "Des passages ne sont pas publiés" not in read(client, PAGE)


class TestJson:
    def test_bears_the_text_and_the_decisions(self, published, client):
        document = json.loads(read(client, f"{PAGE}seance.json"))

        assert document["day"] == "2026-03-30"
        assert document["department"] == {"code": "04", "name": "Alpes-de-Haute-Provence"}
        assert [one["rank"] for one in document["decisions"]] == list(
            range(1, len(document["decisions"]) + 1)
        )
        assert {"key", "title", "level", "blocks", "tables"} == set(document["sections"][0])

    def test_the_list_leads_to_each_document(self, published, client):
        [meeting] = json.loads(read(client, "/comites/seances.json"))["meetings"]

        path = meeting["document"].partition("/comites/")[2]
        assert client.get(f"/comites/{path}").status_code == 200


class Rdfa(HTMLParser):
    """(property, what it says), in the order of the page; what a term prefixes must be declared."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.types: list[str] = []
        self.open: list[tuple[str, int]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.types += (given.get("typeof") or "").split()
        value = given.get("content") or given.get("datetime") or given.get("href") or ""
        for name in (given.get("property") or "").split():
            self.said.append((name, value))
            if not value:
                self.open.append((tag, len(self.said) - 1))

    def handle_data(self, data):
        for _, place in self.open:
            name, words = self.said[place]
            self.said[place] = (name, words + data)

    def handle_endtag(self, tag):
        self.open = [one for one in self.open if one[0] != tag]

    def values(self, name: str) -> list[str]:
        return [" ".join(value.split()) for known, value in self.said if known == name]


class TestRdfa:
    def test_bears_what_the_data_bear(self, published, client):
        """Date, body, place, items, decisions, licence: the page and the JSON say the same."""
        document = json.loads(read(client, f"{PAGE}seance.json"))

        told = Rdfa(read(client, PAGE).partition("<article")[2])

        decisions = document["decisions"]
        assert decisions
        assert told.values("startDate") == [document["day"]]
        assert document["body"] in told.values("name")
        assert document["department"]["name"] in told.values("name")
        assert told.values("identifier") == [document["department"]["code"]]
        titles = [" ".join(one["title"].split()) for one in decisions]
        assert told.values("eli:title") == titles
        assert told.values("abstract") == [" ".join(one["sentence"].split()) for one in decisions]
        assert told.values("eli:date_document") == [document["day"]] * len(decisions)
        assert told.values("license") == [
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        ]
        assert told.types.count("eli:LegalResource") == len(decisions)

    def test_its_words_are_declared(self, published, client):
        page = read(client, PAGE)

        assert 'vocab="https://schema.org/"' in page
        assert 'prefix="eli: http://data.europa.eu/eli/ontology#"' in page


class TestFeed:
    def test_is_well_formed_and_leads_to_the_page(self, published, client):
        feed = ElementTree.fromstring(read(client, "/comites/flux.atom"))  # noqa: S314 -- our own

        names = {"a": "http://www.w3.org/2005/Atom"}
        [entry] = feed.findall("a:entry", names)
        link = entry.find("a:link", names)
        assert link is not None
        assert link.attrib["href"].endswith(PAGE)
        assert entry.findtext("a:updated", "", names).startswith("2026-04-0")

    def test_same_number_of_queries_for_one_meeting_and_for_four(
        self, world, people, client, django_assert_num_queries
    ):
        make_meeting(world, people, stage=S.PUBLISHED)
        with django_assert_num_queries(1):
            client.get("/comites/flux.atom")
        for week in (1, 2):
            make_meeting(world, people, stage=S.PUBLISHED, day=DAY + timedelta(weeks=week))
        with django_assert_num_queries(1):
            client.get("/comites/flux.atom")


class TestCalendar:
    def test_announces_convened_meetings_without_the_link(self, world, people, client):
        make_meeting(world, people, stage=S.CONVENED, form=MeetingForm.VIDEO)
        Meeting.objects.update(place="https://visio.example/secret")

        text = read(client, "/comites/seances.ics")

        [event] = Calendar.from_ical(text).walk("VEVENT")
        assert event["dtstart"].dt == DAY
        assert "visio.example" not in text

    def test_says_nothing_of_a_meeting_being_prepared(self, world, people, client):
        make_meeting(world, people, stage=S.PREPARED)

        assert Calendar.from_ical(read(client, "/comites/seances.ics")).walk("VEVENT") == []
