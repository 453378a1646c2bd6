import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from guichet.foundations.accounts import actions
from guichet.foundations.accounts.models import LinkRequest, MagicLink, User
from guichet.foundations.audit.models import Event
from tests.client import StrictClient
from tests.jobs import run_jobs

# Tokens against forgery and nonces: new on every page, whoever asks.
CHANCE = r'[A-Za-z0-9]{64}|nonce="[^"]+"'


@pytest.fixture
def anne(db: None) -> User:
    return User.objects.create(email="anne@banon.example", name="Anne")


@pytest.fixture
def token(anne: User) -> str:
    return actions.issue_link_for(anne, at=timezone.now()).token


class TestSignIn:
    def test_the_whole_way_from_the_address_to_the_page_asked_for(
        self, client: StrictClient, anne: User
    ) -> None:
        shown = client.get("/courriels/")
        assert shown["Location"] == "/connexion/?next=%2Fcourriels%2F"
        page = client.get(shown["Location"])
        assert 'value="/courriels/"' in page.content.decode()

        sent = client.post(
            "/connexion/envoyer/", {"email": anne.email, "next": "/courriels/"}, follow=True
        )
        assert "Regardez vos courriels" in sent.content.decode()
        run_jobs()
        entered = client.post(_path_of_the_letter())

        assert entered["Location"] == "/courriels/"
        assert client.get("/courriels/").status_code == 200

    def test_answers_the_same_to_a_stranger(self, client: StrictClient, anne: User) -> None:
        answers = []
        for email in (anne.email, "qui@ailleurs.example"):
            response = client.post("/connexion/envoyer/", {"email": email}, follow=True)
            html = response.content.decode().replace(email, "")
            answers.append((response.status_code, re.sub(CHANCE, "", html)))

        assert answers[0] == answers[1]
        assert answers[0][0] == 200

    @pytest.mark.parametrize("typed", ["", "anne", "anne@"])
    def test_says_what_is_wrong_with_an_address(
        self, client: StrictClient, db: None, typed: str
    ) -> None:
        response = client.post("/connexion/envoyer/", {"email": typed})

        assert response.status_code == 422
        assert "adresse" in response.content.decode()
        assert not LinkRequest.objects.exists()

    def test_says_kindly_that_letters_are_on_their_way(
        self, client: StrictClient, anne: User
    ) -> None:
        for _ in range(5):
            client.post("/connexion/envoyer/", {"email": anne.email})

        response = client.post("/connexion/envoyer/", {"email": anne.email})

        assert response.status_code == 422
        assert "Regardez vos courriels" in response.content.decode()

    @pytest.mark.parametrize(
        "elsewhere", ["https://mal.example/", "//mal.example", "javascript:alert(1)", "\\\\mal"]
    )
    def test_never_leads_out_of_the_site(
        self, client: StrictClient, anne: User, elsewhere: str
    ) -> None:
        client.post("/connexion/envoyer/", {"email": anne.email, "next": elsewhere})

        assert LinkRequest.objects.get().next_path == ""

    def test_does_not_follow_a_path_kept_that_leads_elsewhere(
        self, client: StrictClient, token: str
    ) -> None:
        MagicLink.objects.update(next_path="//mal.example/")

        assert client.post(f"/connexion/lien/{token}/")["Location"] == "/accueil/"

    def test_sends_on_whoever_is_signed_in(
        self, client_of: Callable[[User], StrictClient], anne: User
    ) -> None:
        assert client_of(anne).get("/connexion/?next=/courriels/")["Location"] == "/courriels/"
        assert client_of(anne).get("/connexion/")["Location"] == "/accueil/"


class TestRedeem:
    def test_a_look_at_the_link_shows_a_button_and_uses_nothing(
        self, client: StrictClient, token: str
    ) -> None:
        for _ in range(3):
            page = client.get(f"/connexion/lien/{token}/")
            assert page.status_code == 200
        client.head(f"/connexion/lien/{token}/")

        assert "Me connecter" in page.content.decode()
        assert MagicLink.objects.get().used_at is None
        assert "_auth_user_id" not in client.session

    def test_the_button_signs_in_once(self, client: StrictClient, token: str, anne: User) -> None:
        first = client.post(f"/connexion/lien/{token}/")
        second = StrictClient().post(f"/connexion/lien/{token}/")

        assert first.status_code == 302
        assert client.session["_auth_user_id"] == str(anne.pk)
        assert second.status_code == 410
        assert "déjà servi" in second.content.decode()
        assert "Recevoir un autre lien" in second.content.decode()

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_an_expired_link_says_so_and_offers_another(
        self, client: StrictClient, token: str, method: str
    ) -> None:
        MagicLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        response = getattr(client, method)(f"/connexion/lien/{token}/")

        assert response.status_code == 410
        assert "quinze minutes" in response.content.decode()
        assert 'action="/connexion/envoyer/"' in response.content.decode()

    def test_takes_the_place_of_whoever_was_there(
        self, client_of: Callable[[User], StrictClient], anne: User, token: str
    ) -> None:
        other = User.objects.create(email="lea@mairie.example", name="Léa")
        browser = client_of(other)
        browser.session["left"] = "by Léa"

        browser.post(f"/connexion/lien/{token}/")

        assert browser.session["_auth_user_id"] == str(anne.pk)
        assert "left" not in browser.session


class TestSignOut:
    def test_ends_the_session_and_writes_it_down(
        self, client_of: Callable[[User], StrictClient], anne: User, settings: Any
    ) -> None:
        settings.LOGOUT_REDIRECT_URL = "/connexion/"
        browser = client_of(anne)

        response = browser.post("/deconnexion/", follow=True)

        assert "Vous êtes déconnecté" in response.content.decode()
        assert browser.get("/courriels/").status_code == 302
        assert Event.objects.latest("pk").action == "account.sign_out"

    def test_a_link_to_it_does_nothing(
        self, client_of: Callable[[User], StrictClient], anne: User
    ) -> None:
        assert client_of(anne).get("/deconnexion/").status_code == 405

    def test_a_closed_account_is_out_at_the_next_click(
        self, client_of: Callable[[User], StrictClient], anne: User
    ) -> None:
        browser = client_of(anne)
        User.objects.update(is_active=False)

        assert browser.get("/courriels/")["Location"].startswith("/connexion/")


class TestSessionEnded:
    def test_a_form_sent_too_late_is_kept_and_shown_after_signing_in(
        self, client: StrictClient, token: str
    ) -> None:
        sent = client.post(
            "/deconnexion/",
            {"note": "Trois pages\nd’explications", "empty": " ", "next": "/x/"},
            headers={"referer": "http://testserver/courriels/?page=2"},
        )
        assert sent["Location"] == "/connexion/?next=%2Fcourriels%2F%3Fpage%3D2"
        warned = client.get(sent["Location"]).content.decode()
        entered = client.post(f"/connexion/lien/{token}/", follow=True).content.decode()

        assert "Votre session avait pris fin" in warned
        assert "Trois pages\nd’explications" in entered
        assert "1 sur 1" in entered
        assert 'href="/courriels/?page=2"' in entered

    def test_a_button_without_text_only_leads_to_the_door(
        self, client: StrictClient, db: None
    ) -> None:
        sent = client.post("/deconnexion/", headers={"referer": "https://mal.example/x/"})

        assert sent["Location"] == "/connexion/"
        assert "typed" not in client.session

    def test_an_endless_text_does_not_fill_the_database(
        self, client: StrictClient, db: None
    ) -> None:
        client.post("/deconnexion/", {"small": "gardé", "huge": "x" * 200_000})

        kept = client.session["typed"]["fields"]
        assert [field["text"] for field in kept] == ["gardé"]

    def test_a_fragment_sends_the_whole_page_to_the_door(
        self, client: StrictClient, db: None
    ) -> None:
        response = client.get("/courriels/", headers={"hx-request": "true"})

        assert response["HX-Redirect"] == "/connexion/?next=%2Fcourriels%2F"

    def test_nothing_kept_says_so(self, client: StrictClient, db: None) -> None:
        assert "Aucun texte" in client.get("/connexion/texte-garde/").content.decode()


class TestFormExpired:
    def test_shows_again_what_was_typed_and_where_to_go_back(self, anne: User) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(anne)

        response = browser.post(
            "/deconnexion/",
            {"title": "La halle <b>", "note": "Deux\nlignes", "csrfmiddlewaretoken": "old"},
            headers={"referer": "http://testserver/courriels/"},
        )

        html = response.content.decode()
        assert response.status_code == 403
        assert "Ce formulaire a expiré" in html
        assert 'value="La halle &lt;b&gt;"' in html
        assert "Deux\nlignes</textarea>" in html
        assert "readonly" in html
        assert 'href="/courriels/"' in html
        assert 'value="old"' not in html

    def test_names_the_files_to_join_again(self, anne: User, tmp_path: Any) -> None:
        plan = tmp_path / "plan de la halle.pdf"
        plan.write_bytes(b"%PDF-1.7")
        browser = Client(enforce_csrf_checks=True)

        with plan.open("rb") as upload:
            response = browser.post("/connexion/envoyer/", {"piece": upload})

        assert "plan de la halle.pdf" in response.content.decode()


def _path_of_the_letter() -> str:
    [letter] = mail.outbox
    return next(
        line.removeprefix("http://127.0.0.1:8000")
        for line in str(letter.body).splitlines()
        if "/connexion/lien/" in line
    )
