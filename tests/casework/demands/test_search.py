"""Finding a demand by what it says, by what was said about it, by the names of its files."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Model

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus, MessageAudience
from guichet.casework.demands.models import Demand, Message
from guichet.casework.demands.models.search import CONFIG, OWN, SAID, TITLE, FileNameWords
from guichet.foundations.accounts.models import User
from guichet.foundations.documents.models import Document
from tests.casework.demands.factories import NOW, answers, make_demand, pdf
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]


def titles(text: str, reader: User) -> list[str]:
    found = Demand.objects.visible_to(reader).deposited().search(text, reader=reader)
    return [demand.title for demand in found]


def written(world: World, people: People, title: str, **changes: object) -> Demand:
    demand = actions.start_draft(world.banon_hall, by=people.anne, at=NOW)
    given = {"description": "Rien de plus.", "expected_help": "Un avis.", **changes}
    actions.save_draft(demand, answers(world.banon, title=title, **given), by=people.anne, at=NOW)
    actions.submit(demand, by=people.anne, at=NOW)
    return demand


class TestWords:
    @pytest.mark.parametrize(
        "text",
        [
            "toiture",
            "TOITURES",
            "rénover la toiture",
            "renovation toiture",  # another word of the same stem
            "groupe scolaire",  # a synonym of « école »
            "toit banon",  # not finished; and the name of the commune
            "groupes scolaires",
            "l’école",
            "d 04 26 0001",
            "D-04-26-0001",
            "0001",
            "toitrue école",  # a slip of the fingers
            "bannon toiture",  # one letter too many
        ],
    )
    def test_finds_the_roof_of_the_school(self, world: World, people: People, text: str) -> None:
        written(world, people, "Rénover la toiture de l’école")
        written(world, people, "Un pont")

        assert titles(text, people.bruno)[0] == "Rénover la toiture de l’école"

    @pytest.mark.parametrize("text", ["eau", "zèbre", "toiture piscine", "' | & ! :* <->"])
    def test_does_not_find_it(self, world: World, people: People, text: str) -> None:
        written(world, people, "Rénover le bureau et la toiture du hameau")

        found = titles(text, people.bruno)

        # Without a single word there is nothing to look for: the list stays whole.
        assert found == ([] if any(c.isalnum() for c in text) else found[:1])

    def test_the_title_comes_before_the_text(self, world: World, people: People) -> None:
        written(world, people, "Un bâtiment", description="La toiture fuit.")
        written(world, people, "Refaire une toiture")
        last = written(world, people, "Une salle")
        actions.write_message(
            last,
            audience=MessageAudience.APPLICANT,
            body="Et la toiture ?",
            by=people.bruno,
            at=NOW,
        )

        assert titles("toiture", people.bruno) == [
            "Refaire une toiture",
            "Un bâtiment",
            "Une salle",
        ]

    def test_words_may_be_in_different_places(self, world: World, people: People) -> None:
        demand = written(world, people, "Une salle", description="Le plancher est usé.")
        actions.attach(demand, upload=pdf("devis_menuiserie-v2.pdf"), by=people.anne, at=NOW)

        assert titles("menuiserie plancher salle", people.bruno) == ["Une salle"]

    def test_misspelt_words_wait_until_little_is_found(self, world: World, people: People) -> None:
        for n in range(3):
            written(world, people, f"Le pont {n}")
        written(world, people, "Le ponton")
        written(world, people, "La pente")

        assert "La pente" not in titles("pont", people.bruno)


class TestWhoReadsWhat:
    """A word said between services brings nothing back to those who may not read it."""

    def test_internal_messages_are_searched_for_the_services_only(
        self, world: World, people: People
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED, title="Une salle", at=NOW)
        actions.write_message(
            demand, audience=MessageAudience.INTERNAL, body="Clientélisme", by=people.bruno, at=NOW
        )

        sees = {
            name: titles("clientelisme", getattr(people, name))
            for name in ("anne", "bruno", "claire", "denis", "elise", "farid", "gaelle", "hugo")
        }

        assert {name for name, found in sees.items() if found} == {
            "bruno", "denis", "elise", "farid",
        }  # fmt: skip

    def test_a_page_never_shows_what_was_said_between_services(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people, stage=S.REFERRED, title="La salle", at=NOW)
        for audience, body in (
            ("APPLICANT", "La salle est petite"),
            ("INTERNAL", "salle douteuse"),
        ):
            actions.write_message(demand, audience=audience, body=body, by=people.bruno, at=NOW)

        for person, seen in ((people.claire, False), (people.bruno, True)):
            page = client_of(person).get("/demandes/?etat=toutes&texte=salle").content.decode()
            assert ("douteuse" in page, "D-04-26-0001" in page) == (seen, True)

    def test_the_excerpt_is_escaped(self, world: World, people: People, client_of: SignIn) -> None:
        written(
            world, people, "Un lieu", description="<img src=x onerror=y> la <b>toiture</b> & co"
        )

        page = client_of(people.bruno).get("/demandes/?texte=toiture").content.decode()

        assert "<mark>toiture</mark>" in page
        assert "<img src=x" not in page
        assert "<b>toiture" not in page
        assert "<b><mark>" not in page


class TestIndexes:
    """On an empty table PostgreSQL reads it whole; told not to, it must have an index to use.

    Each place alone: in the whole search, empty tables let the planner prefer another index.
    """

    @pytest.mark.parametrize(
        ("index", "place", "words"),
        [
            ("demand_title_words", Demand, TITLE),
            ("demand_words", Demand, OWN),
            ("message_words", Message, SAID),
            ("attachment_name_words", Document, FileNameWords("name")),
        ],
    )
    def test_each_place_has_its_index(
        self, db: None, index: str, place: type[Model], words: Any
    ) -> None:
        query = SearchQuery("toiture", search_type="raw", config=CONFIG)
        found = place._default_manager.alias(words=words).filter(words=query).order_by()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            plan = found.explain()

        assert f"Index Scan on {index} " in plan


def test_the_same_queries_for_a_search_whatever_it_finds(
    world: World,
    people: People,
    client_of: SignIn,
    now: datetime,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    with patch("django.utils.timezone.now", return_value=now):
        for n in range(30):
            written(world, people, f"La toiture {n}", description="La toiture fuit.")
        client = client_of(people.bruno)
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            page = client.get("/demandes/?texte=toiture&etat=toutes")

    assert len(page.content) <= 60_000
