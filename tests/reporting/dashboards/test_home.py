"""One home page per role, in few queries whatever the number of cases."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.client import StrictClient
from tests.people import COLUMNS, People


@pytest.mark.parametrize("name", COLUMNS)
def test_home_in_few_queries(
    name: str,
    people: People,
    client_of: Callable[..., StrictClient],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(getattr(people, name))

    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        page = client.get(reverse("dashboards:home"))

    assert page.status_code == 200


def test_the_two_meetings_a_year_are_watched(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    page = client_of(people.farid).get(reverse("dashboards:home")).content.decode()

    assert "Prévoir une séance avant la fin de l’année" in page
    assert "0 séance tenue en" in page.replace("\xa0", " ")


def test_an_account_without_a_role_is_told_so(
    people: People, client_of: Callable[..., StrictClient]
) -> None:
    people.anne.person.memberships.all().delete()

    page = client_of(people.anne).get(reverse("dashboards:home")).content.decode()

    assert "pas encore d’habilitation" in page
