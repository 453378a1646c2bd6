"""Two orientations written at the same moment have two numbers."""

from datetime import datetime

import pytest

from guichet.reference.policies.actions import propose_orientation
from guichet.reference.policies.models import StrategicOrientation
from guichet.reference.territories.models import Territory
from tests.races import at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_number_is_given_once(world: World, now: datetime) -> None:
    def deed() -> None:
        here = Territory.objects.departments().get(code="04")
        propose_orientation(title="Rénover l’énergie", department=here, by=None, at=now)

    assert at_once(*[deed] * 4) == [""] * 4

    numbers = StrategicOrientation.objects.filter(department__code="04").values_list("number")
    assert len(set(numbers)) == len(numbers) >= 4
