"""The public side, crawled by a visitor: a canary in each private field, and none of them sings.

A model is private unless it is named in PUBLIC: a new table is watched from its first day. A page
that anybody may open is read because the access table says so, or because a page links to it.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.db import models
from django.urls import URLResolver, get_resolver, resolve, reverse
from pypdf import PdfReader

from guichet.casework.committee import actions, agenda, agenda_facts
from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Committee, Meeting, Minutes
from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.choices import DemandStatus, MessageAudience
from tests.access.table import Scene
from tests.casework.committee.factories import _PATHS as PATHS
from tests.casework.committee.factories import DAY, PREPARED_AT, make_meeting
from tests.casework.demands.factories import make_demand
from tests.casework.support.factories import make_support
from tests.client import StrictClient
from tests.people import People
from tests.reference.offers.factories import make_offer
from tests.test_access import PAGES
from tests.world import World

S = MeetingStatus
CANARY = "canari"
# Their text is published as such, by law or on purpose.
PUBLIC = frozenset({
    "territory", "theme", "programme", "strategicorientation", "organisation", "lineage", "offer",
    "committee", "meeting", "minutes", "indicator", "reading", "servicelevel", "orientationrule",
    "regulation",
})  # fmt: skip
# Written once: the database itself refuses that a test changes them.
FROZEN = frozenset({"event", "movement", "ruling", "proof", "edition", "gesture"})
TEXTS = frozenset({
    "text/html", "text/csv", "text/calendar", "text/plain", "application/json",
    "application/atom+xml", "text/javascript",
})  # fmt: skip
# Files of the product; and the demonstration, where letters are shown and nobody is real.
ELSEWHERE = ("/static/", "/demonstration/")
# Codes that a program reads: a sentence there would break it, not leak.
CODES = frozenset(
    {"key", "code", "slug", "token", "password", "sha256", "digest", "kind", "content_type"}
)


def test_no_private_word_is_public(
    world: World, people: People, now: datetime, client: StrictClient
) -> None:
    held = _meeting_with_secrets(world, people)
    _other_secrets(world, people, now)
    planted = _plant_everywhere()

    pages = dict(_crawl(client, _seeds(Scene(world, people, now), held)))

    assert planted >= {
        "demand",
        "person",
        "user",
        "agendaitem",
        "message",
        "delivery",
        "offer draft",
    }
    assert [name for name in _public_names() if name not in {n for n, _ in pages}] == []
    assert [(page, _around(text)) for page, text in pages.items() if CANARY in text.lower()] == []
    assert any("Point ouvert à tous" in text for text in pages.values()), "the crawl reads"


def test_a_commune_is_not_named_for_a_demand_that_was_not_presented(
    world: World, people: People, client: StrictClient
) -> None:
    """The white zones of the agenda, on every outlet of the meeting."""
    held = _meeting_with_gaps(world, people)

    pages = dict(_crawl(client, [held.get_public_url(), "/donnees/decisions.csv"]))

    assert any("Zones blanches" in text for text in pages.values())
    assert "Commune de Digne-les-Bains" in str(Minutes.objects.get(meeting=held).sections)
    found = [page for page, text in pages.items() if "digne" in text.lower()]
    assert found == [], "named in public"


def _meeting_with_gaps(world: World, people: People) -> Meeting:
    meeting = make_meeting(world, people)
    gap = agenda_facts.Gap("Mobilités", ("Commune de Digne-les-Bains",))
    facts = agenda_facts.Facts("CLCT", since=None, until=DAY.date(), gaps=(gap,))
    [written] = [one for one in agenda.propose(facts) if one.kind == ItemKind.GAPS]
    AgendaItem.objects.create(
        meeting=meeting, kind=written.kind, rank=90, title=written.title, brief=written.brief,
        figures=[list(figure) for figure in written.figures], is_proposed=True,
    )  # fmt: skip
    for deed in PATHS[S.PUBLISHED]:
        deed(meeting, world, people, DAY)
    return meeting


def _meeting_with_secrets(world: World, people: People) -> Meeting:
    """Published, with a restricted case, a restricted promise, a masked part and a masked line."""
    secret = make_demand(world, people, title=f"{CANARY} dossier réservé")
    meeting = make_meeting(world, people)
    actions.add_item(
        meeting, kind=ItemKind.CASE, title=f"{CANARY} point réservé", brief=f"{CANARY} texte",
        demand=secret, is_restricted=True, by=people.farid, at=PREPARED_AT,
    )  # fmt: skip
    actions.add_item(
        meeting, kind=ItemKind.FREE, title="Point ouvert à tous", by=people.farid, at=PREPARED_AT,
        brief=f"Public.\n\n[non publié] {CANARY} paragraphe\n\n- [non publié] {CANARY} puce\n- Vu",
    )  # fmt: skip
    for deed in PATHS[S.OPENED]:
        deed(meeting, world, people, DAY)
    actions.make_promise(
        meeting, text=f"{CANARY} engagement", holder=world.it04, demand=secret,
        due_on=(DAY + timedelta(days=60)).date(), by=people.farid, at=DAY + timedelta(minutes=30),
    )  # fmt: skip
    for deed in PATHS[S.PUBLISHED][2:]:
        deed(meeting, world, people, DAY)
    assert CANARY in str(Minutes.objects.get(meeting=meeting).sections)
    return meeting


def _other_secrets(world: World, people: People, now: datetime) -> None:
    """One row at least of what lives beside the meetings, and texts that are not published yet."""
    offer = make_offer(world, people, now, published=False)
    type(offer).objects.filter(pk=offer.pk).update(title=f"{CANARY} offre en projet")
    make_support(world, people)
    told = make_demand(world, people, stage=DemandStatus.QUALIFIED)
    demand_actions.write_message(
        told, body="Entre nous.", audience=MessageAudience.INTERNAL, by=people.bruno, at=now
    )
    # It approves the minutes of the first one: their second edition is public too.
    make_meeting(world, people, stage=S.PUBLISHED, day=DAY + timedelta(days=30))
    draft = make_meeting(world, people, stage=S.MINUTED, day=DAY + timedelta(days=40))
    Meeting.objects.filter(pk=draft.pk).update(closing_words=f"{CANARY} conclusion")
    Minutes.objects.filter(meeting=draft).update(
        public_sections=[{
            "key": "opening", "title": CANARY, "level": 2, "drafted": "", "restriction": "",
            "blocks": [{"kind": "paragraph", "text": f"{CANARY} projet"}], "tables": [],
        }]
    )  # fmt: skip
    play = Committee.objects.create(
        department=world.d04, name=f"{CANARY} exercice", chair_title="", is_rehearsal=True
    )
    make_meeting(world, people, committee=play, day=DAY + timedelta(days=50))


def _plant_everywhere() -> set[str]:
    """Each text of each row of each private model; the models that had a row."""
    planted = {"offer draft"}
    for model in apps.get_models():
        meta = model._meta
        if meta.model_name in PUBLIC | FROZEN or not model.__module__.startswith("guichet."):
            continue
        for row in model._base_manager.all():
            words = {
                field.name: f"{CANARY}-{row.pk}-{meta.model_name}-{field.name}"[: field.max_length]
                for field in meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField)
                and not (field.choices or field.primary_key or field.name in CODES)
                and getattr(row, field.name)
            }
            if words:
                model._base_manager.filter(pk=row.pk).update(**words)
                planted.add(str(meta.model_name))
    return planted


def _public_names() -> list[str]:
    """What the access table opens to a visitor; a personal link is not a public page."""
    return sorted({
        page.name
        for page in PAGES
        if page.method == "get" and dict(page.answers())["nobody"] == 200
        if "token" not in _parameters(page.name)
        if not page.name.startswith(("accounts:", "demonstration:", "doors:", "ui:health"))
    })  # fmt: skip


def _seeds(scene: Scene, held: Meeting) -> Iterator[str]:
    yield from ("/", held.get_public_url(), "/robots.txt", "/donnees/demandes-par-annee.csv")
    for page in PAGES:
        if page.name in _public_names() and dict(page.answers())["nobody"] == 200:
            if _parameters(page.name) == {"department", "day"}:
                yield reverse(page.name, args=[held.department_code, held.day.isoformat()])
            else:
                yield reverse(page.name, args=page.args(scene)) + page.query


def _crawl(client: StrictClient, seeds: object) -> Iterator[tuple[tuple[str, str], str]]:
    """Every address that a visitor finds, read once: ((name, address), text)."""
    waiting, seen = list(seeds), set()  # type: ignore[call-overload]
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 400:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        kind = answer.headers["Content-Type"]
        if kind == "application/pdf":
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        else:
            assert kind.partition(";")[0] in TEXTS, f"{address}: how is {kind} read?"
            text = unescape(content.decode())
            waiting += _links(address, text)
        yield (resolve(urlsplit(address).path).view_name, address), text


def _links(address: str, text: str) -> list[str]:
    found = re.findall(r'(?:href|src|action)="([^"#]+)', text)
    local = (urlsplit(urljoin(f"http://testserver{address}", one)) for one in found)
    return [
        f"{one.path}?{one.query}" if one.query else one.path
        for one in local
        if one.netloc == "testserver" and not one.path.startswith(ELSEWHERE)
    ]


def _parameters(name: str) -> set[str]:
    namespace, _, view = name.rpartition(":")
    resolver = get_resolver()
    if namespace:
        resolver = resolver.namespace_dict[namespace][1]
    assert isinstance(resolver, URLResolver)
    return {
        name for _, arguments in resolver.reverse_dict.getlist(view)[0][0] for name in arguments
    }


def _around(text: str) -> str:
    place = text.lower().index(CANARY)
    return text[max(place - 80, 0) : place + 80]
