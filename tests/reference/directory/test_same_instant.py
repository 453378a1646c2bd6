"""Somebody written twice in the same instant is one person."""

from datetime import datetime

import pytest

from guichet.reference.directory.actions import register_person
from guichet.reference.directory.models import Person
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_is_written_once(now: datetime) -> None:
    def deed() -> None:
        register_person("Camille Exemple", email="Camille@mairie.example", by=None, at=now)

    assert at_once(*[deed] * 3) == [""] * 3

    assert Person.objects.filter(email__iexact="camille@mairie.example").count() == 1
