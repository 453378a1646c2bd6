from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from guichet.foundations.accounts.actions import issue_link_for
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.actions import Message, notify
from guichet.foundations.notifications.notifications import sign_in_link
from tests.client import StrictClient


@pytest.fixture
def anne(db: None) -> User:
    return User.objects.create(email="anne@banon.example", name="Anne")


class TestIndex:
    def test_shows_my_letters_and_nobody_elses(
        self, client_of: Callable[[User], StrictClient], anne: User, now: datetime
    ) -> None:
        lea = User.objects.create(email="lea@mairie.example", name="Léa")
        notify([anne], Message("Pour Anne", "Bonjour Anne", link="/demandes/"), at=now)
        notify([lea], Message("Pour Léa", "Bonjour Léa"), at=now)
        notify([anne], sign_in_link(issue_link_for(anne, at=now)), at=now)

        html = client_of(anne).get("/courriels/").content.decode()

        assert "Pour Anne" in html
        assert 'href="/demandes/"' in html
        assert "10 mars 2026" in html
        assert "Léa" not in html
        assert "lien de connexion" not in html

    def test_says_that_there_is_none(
        self, client_of: Callable[[User], StrictClient], anne: User
    ) -> None:
        assert "Aucun courriel" in client_of(anne).get("/courriels/").content.decode()

    def test_costs_the_same_for_three_and_for_thirty(
        self,
        client_of: Callable[[User], StrictClient],
        anne: User,
        now: datetime,
        django_assert_max_num_queries: Any,
    ) -> None:
        browser = client_of(anne)
        counts = []
        for letters in (3, 30):
            for number in range(letters):
                notify([anne], Message(f"Lettre {number}", "…"), at=now)
            with django_assert_max_num_queries(12) as asked:
                browser.get("/courriels/")
            counts.append(len(asked))

        assert counts[0] == counts[1]
