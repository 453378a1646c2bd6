from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from guichet.demonstration.cast import CAST
from guichet.foundations.accounts.actions import issue_link_for
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import Message, notify
from guichet.foundations.notifications.notifications import sign_in_link
from guichet.reference.directory.choices import Role
from tests.client import StrictClient


class TestCast:
    def test_has_every_role_and_no_address_that_exists(self) -> None:
        assert {member.role for member in CAST} == set(Role)
        assert all(member.email.endswith(".example") for member in CAST)
        assert len({member.email for member in CAST}) == len(CAST)

    def test_shows_each_person_with_role_and_what_they_see(
        self, client: StrictClient, db: None
    ) -> None:
        html = client.get("/demonstration/").content.decode()

        for member in CAST:
            assert member.name in html
            assert member.sees.split(" : ")[0] in html
            assert member.role_label in html

    def test_lets_anybody_in_as_one_of_them(self, client: StrictClient, db: None) -> None:
        [first, *_] = CAST
        user = User.objects.create(email=first.email, name=first.name)

        response = client.post("/demonstration/entrer/", {"email": first.email})

        assert response["Location"] == "/accueil/"
        assert client.session["_auth_user_id"] == str(user.pk)
        assert Event.objects.get().data == {"how": "démonstration"}

    def test_changes_of_person_without_leaving(self, client: StrictClient, db: None) -> None:
        for member in CAST[:2]:
            user = User.objects.create(email=member.email, name=member.name)
            client.post("/demonstration/entrer/", {"email": member.email})

        assert client.session["_auth_user_id"] == str(user.pk)

    def test_shows_what_was_typed_before_the_session_ended(
        self, client: StrictClient, db: None
    ) -> None:
        User.objects.create(email=CAST[0].email, name=CAST[0].name)
        client.post("/deconnexion/", {"note": "Trois pages d’explications"})

        entered = client.post("/demonstration/entrer/", {"email": CAST[0].email}, follow=True)

        assert "Trois pages d’explications" in entered.content.decode()

    def test_opens_no_other_account(self, client: StrictClient, db: None) -> None:
        User.objects.create(email="anne@banon.fr", name="Anne")

        assert client.post("/demonstration/entrer/", {"email": "anne@banon.fr"}).status_code == 404

    def test_says_that_the_data_is_not_loaded(self, client: StrictClient, db: None) -> None:
        response = client.post("/demonstration/entrer/", {"email": CAST[0].email}, follow=True)

        assert "ne sont pas chargées" in response.content.decode()


class TestOutbox:
    def test_shows_every_letter_to_anybody_with_links_to_follow(
        self, client: StrictClient, db: None, now: datetime
    ) -> None:
        anne = User.objects.create(email="anne@banon.example", name="Anne")
        link = issue_link_for(anne, at=now)
        notify([anne], sign_in_link(link), at=now)
        notify(["mairie@x.example"], Message("Objet", "Corps de la lettre"), at=now)

        html = client.get("/demonstration/boite-d-envoi/").content.decode()

        assert f'href="/connexion/lien/{link.token}/"' in html
        assert "À mairie@x.example, le 10 mars 2026 à 10\u00a0h" in html
        assert "Corps de la lettre" in html

    def test_costs_the_same_for_three_and_for_thirty(
        self, client: StrictClient, db: None, now: datetime, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for letters in (3, 30):
            for number in range(letters):
                notify([f"m{number}@x.example"], Message("Objet", "…"), at=now)
            with django_assert_max_num_queries(6) as asked:
                client.get("/demonstration/boite-d-envoi/")
            counts.append(len(asked))

        assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/demonstration/"),
        ("get", "/demonstration/boite-d-envoi/"),
        ("post", "/demonstration/entrer/"),
    ],
)
def test_does_not_exist_on_a_real_site(
    client: StrictClient, db: None, settings: Any, method: str, path: str
) -> None:
    settings.DEMONSTRATION = False
    User.objects.create(email=CAST[0].email, name=CAST[0].name)
    ask: Callable[..., Any] = getattr(client, method)

    assert ask(path, {"email": CAST[0].email}).status_code == 404
    assert "_auth_user_id" not in client.session
