"""The delays of a department: dated, public, changed for the future only."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guichet.foundations.audit.history import lines
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.clocks import Unit
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.policies import taxonomy
from guichet.reference.policies.actions import (
    ServiceLevelRefused,
    load_taxonomy,
    set_service_level,
)
from guichet.reference.policies.choices import DelayUnit, ServiceKind
from guichet.reference.policies.models import ServiceLevel
from guichet.reference.policies.service_levels import chosen
from tests.client import StrictClient
from tests.people import People
from tests.world import World


def put(world: World, people: People, now: datetime, **changes: object) -> ServiceLevel:
    wanted = {
        "kind": ServiceKind.ACKNOWLEDGE,
        "count": 5,
        "unit": DelayUnit.WORKING_DAYS,
        "basis": "charte du guichet",
        "starts_on": local_day(now) + timedelta(days=7),
        "by": people.bruno,
        "at": now,
        **changes,
    }
    return set_service_level(world.d04, **wanted)  # type: ignore[arg-type]


class TestDefaults:
    def test_there_is_one_for_each_promise_with_its_basis(self) -> None:
        rows = taxonomy.read_service_levels()

        assert [row.kind for row in rows] == ServiceKind.values
        assert all(row.basis and row.count >= 1 for row in rows)

    def test_units_are_those_of_the_clocks(self) -> None:
        assert set(DelayUnit.values) == {unit.value for unit in Unit}

    def test_serve_a_department_that_set_none(self, world: World, now: datetime) -> None:
        load_taxonomy(by=None, at=now)
        levels = list(ServiceLevel.objects.serving(["04"]))

        found = chosen(levels, kind=ServiceKind.ACKNOWLEDGE, department="04", on=local_day(now))

        assert found is not None and (found.count, found.department) == (10, None)


class TestSetting:
    def test_closes_the_former_on_the_day_before(
        self, world: World, people: People, now: datetime
    ) -> None:
        load_taxonomy(by=None, at=now)
        put(world, people, now)
        put(world, people, now, count=3, starts_on=date(2026, 6, 1))

        levels = list(ServiceLevel.objects.serving(["04"]))
        in_force = {
            day: chosen(levels, kind="ACKNOWLEDGE", department="04", on=date.fromisoformat(day))
            for day in ("2026-03-16", "2026-03-17", "2026-05-31", "2026-06-01")
        }

        counts = [level.count for level in in_force.values() if level]
        assert counts == [10, 5, 5, 3]
        assert ServiceLevel.objects.get(count=5).ends_on == date(2026, 5, 31)
        elsewhere = chosen(levels, kind="ACKNOWLEDGE", department="05", on=date(2026, 6, 1))
        assert elsewhere is not None and elsewhere.count == 10

    def test_writes_one_sentence_of_history(
        self, world: World, people: People, now: datetime
    ) -> None:
        put(world, people, now)

        (line,) = lines(Event.objects.of_actions("service_level.set_service_level"))
        assert line.what == (
            "a fixé le délai « Prise en charge de la demande » à 5\xa0jours ouvrés"
        )

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"starts_on": date(2026, 3, 10)}, "à partir du lendemain"),
            ({"basis": "  "}, "texte ou la décision"),
            ({"count": 0}, "au moins un jour"),
        ],
    )
    def test_refuses_what_would_rewrite_the_past_or_has_no_reason(
        self,
        world: World,
        people: People,
        now: datetime,
        change: dict[str, object],
        words: str,
    ) -> None:
        with pytest.raises(ServiceLevelRefused, match=words):
            put(world, people, now, **change)

    def test_refuses_to_slip_under_a_version_already_announced(
        self, world: World, people: People, now: datetime
    ) -> None:
        put(world, people, now, starts_on=date(2026, 6, 1))

        with pytest.raises(ServiceLevelRefused, match="1er juin 2026"):
            put(world, people, now, starts_on=date(2026, 5, 1))


class TestPage:
    def test_an_officer_sets_a_delay_that_everybody_reads(
        self, world: World, people: People, client_of: Callable[..., StrictClient], now: datetime
    ) -> None:
        load_taxonomy(by=None, at=now)
        tomorrow = local_day(timezone.now()) + timedelta(days=1)
        answer = client_of(people.bruno).post(
            reverse("policies:set_service_level", args=["04"]),
            {
                "kind": "ACKNOWLEDGE",
                "count": "4",
                "unit": "WORKING_DAYS",
                "starts_on": tomorrow.isoformat(),
                "basis": "charte du guichet",
            },
        )
        assert answer.status_code == 302

        page = client_of(None).get(reverse("policies:service_levels"), {"departement": "04"})

        assert "charte du guichet" in page.content.decode()

    def test_a_visitor_meets_no_form(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        page = client_of(None).get(reverse("policies:service_levels"), {"departement": "04"})

        assert "Fixer ce délai" not in page.content.decode()

    @pytest.mark.parametrize("versions", [1, 12])
    def test_takes_the_same_queries_for_one_version_and_twelve(
        self,
        world: World,
        people: People,
        now: datetime,
        client_of: Callable[..., StrictClient],
        django_assert_num_queries: Callable[..., object],
        versions: int,
    ) -> None:
        for rank in range(versions):
            put(world, people, now, starts_on=date(2027, 1, 1) + timedelta(days=30 * rank))

        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            client_of(None).get(reverse("policies:service_levels"), {"departement": "04"})
