"""Two people at the same moment: one succeeds, the other is told."""

from decimal import Decimal

import pytest

from guichet.casework.matching.models import Referral
from guichet.casework.support import actions
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.foundations.audit.models import Event
from tests.races import at_once

from .factories import accepted_referral, make_support

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_support_opens_once(world, people, now):
    pk = accepted_referral(world, people).pk

    def deed():
        referral = Referral.objects.get(pk=pk)
        actions.open_support(
            referral, objective="Un programme.", ends_on=None, total_cost=None,
            by=people.claire, at=now,
        )  # fmt: skip

    done, refused = at_once(deed, deed)

    assert done == ""
    assert "déjà ouvert" in refused
    assert Support.objects.count() == 1


def test_a_support_starts_once(world, people, now):
    pk = make_support(world, people, stage=SupportStatus.OPEN).pk

    def deed():
        actions.start(Support.objects.get(pk=pk), by=people.claire, at=now)

    done, refused = at_once(deed, deed)

    assert done == ""
    assert "n’est plus possible" in refused
    assert Event.objects.filter(action="support.start").count() == 1


def test_the_same_line_is_added_once_and_two_lines_both_stay(world, people, now):
    pk = make_support(world, people).pk

    def add(label):
        actions.add_line(
            Support.objects.get(pk=pk), kind="PUBLIC", label=label, amount=Decimal(10),
            status="PLANNED", by=people.claire, at=now,
        )  # fmt: skip

    refusals = at_once(lambda: add("DETR"), lambda: add("DETR"), lambda: add("DSIL"))

    assert refusals[:2] == ["", ""]
    assert "déjà dans le plan" in refusals[2]
    assert Support.objects.get(pk=pk).plan.lines.count() == 2
