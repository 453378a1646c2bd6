"""Pages that belong to no trade, and the promises every page keeps."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateWorker

from guichet.foundations.accounts.models import User
from guichet.foundations.ui.middleware import WriteDuringGet, read_only_get
from tests.client import StrictClient
from tests.people import People


class TestHealth:
    def test_says_that_no_worker_lives(self, db: None, client: StrictClient) -> None:
        answer = client.get("/sante")

        assert answer.status_code == 503
        assert answer.json()["worker"] == "aucun exécutant de tâches ne donne signe de vie"

    def test_says_ok_with_the_version(self, db: None, client: StrictClient) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")

        answer = client.get("/sante")

        assert answer.status_code == 200
        assert answer.json() == {
            "status": "ok", "version": "0.1.0", "database": "ok", "worker": "ok",
        }  # fmt: skip
        assert ProcrastinateWorker.objects.count() == 1

    def test_names_the_database_when_it_is_down(self, client: StrictClient) -> None:
        with patch("guichet.foundations.ui.health.connection.cursor", side_effect=OperationalError):
            answer = client.get("/sante")

        assert answer.status_code == 503
        assert "base de données" in answer.json()["database"]


class TestReadOnlyGet:
    def test_a_get_may_not_write(self, db: None) -> None:
        def careless(request: HttpRequest) -> HttpResponse:
            with transaction.atomic():
                return write()

        def write() -> HttpResponse:
            User.objects.create(email="x@example.fr", name="x")
            return HttpResponse()

        with pytest.raises(WriteDuringGet):
            read_only_get(careless)(RequestFactory().get("/"))
        assert not User.objects.exists()

    def test_a_post_may(self, db: None) -> None:
        def careful(request: HttpRequest) -> HttpResponse:
            User.objects.create(email="x@example.fr", name="x")
            return HttpResponse()

        read_only_get(careful)(RequestFactory().post("/"))
        assert User.objects.count() == 1


class TestEveryPage:
    def test_is_under_a_strict_policy(self, db: None, client: StrictClient) -> None:
        policy = client.get("/mentions-legales/")["Content-Security-Policy"]

        assert "unsafe" not in policy
        assert "script-src 'self' 'nonce-" in policy
        assert "frame-ancestors 'none'" in policy

    def test_weighs_little(self, db: None, client: StrictClient) -> None:
        """Style and script of a page, compressed: 150 kB at most."""
        html = client.get("/mentions-legales/").content.decode()
        assets = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)

        weight = sum(len(gzip.compress(Path(str(finders.find(a))).read_bytes())) for a in assets)

        assert len(assets) >= 5
        assert weight <= 150_000

    def test_a_stranger_address_answers_in_french(self, db: None, client: StrictClient) -> None:
        answer = client.get("/nulle-part/")

        assert answer.status_code in {302, 404}


def test_home_says_what_to_do_next(
    people: People, client_of: Callable[..., StrictClient], django_assert_max_num_queries: object
) -> None:
    page = client_of(people.anne).get("/accueil/").content.decode()

    assert "Demander de l’aide pour un projet" in page
    assert "Bonjour Anne" in page


class TestRefusals:
    """An address that cannot answer says so in French, with a way out."""

    def test_the_address_of_a_deed_leads_back_to_its_page(
        self, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        answer = client_of(people.anne).get("/suivi/envoyer/")

        assert answer.status_code == 405
        page = answer.content.decode()
        assert "Cette adresse n’est pas une page" in page
        assert 'href="/suivi/"' in page

    def test_what_is_sent_by_a_script_stays_bare(
        self, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        answer = client_of(people.anne).get("/suivi/envoyer/", headers={"HX-Request": "true"})

        assert answer.status_code == 405
        assert answer.content == b""

    def test_too_much_in_one_form_is_refused_in_french(
        self, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        too_many = {f"champ-{number}": "x" for number in range(501)}

        answer = client_of(people.anne).post("/demandes/commencer/", too_many)

        assert answer.status_code == 400
        assert "trop de champs ou un texte trop long" in answer.content.decode()


def test_the_menu_shows_the_section_of_a_page_below(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    page = client_of(people.bruno).get("/demandes/tableau/").content.decode()

    assert re.search(r'href="/demandes/" aria-current="true"', page)
    assert 'href="/accueil/" aria-current' not in page


def test_a_filter_does_not_say_of_each_field_that_it_may_stay_empty(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    assert "(facultatif)" not in client_of(people.bruno).get("/annuaire/").content.decode()


class TestWithoutARole:
    """An account that nobody has attached yet meets no closed door and learns what it can do."""

    def test_the_menu_has_the_public_pages_only(
        self, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        client = client_of(User.objects.create(email="sans-role@example.fr", name="Sans rôle"))
        home = client.get("/accueil/").content.decode()
        menu = home[home.index('class="fr-nav"') : home.index("<main")]

        doors = re.findall(r'class="fr-nav__link" href="([^"]+)"', menu)
        assert "/demander/" in doors
        assert {client.get(door).status_code for door in doors} == {200}
        assert "peut demander un accompagnement sans habilitation" in home
