"""The packaged file as it is loaded by ./guichet: once for this file, then rolled back."""

import statistics
import time

import pytest
from django.db import transaction
from django.utils import timezone

from guichet.reference.territories import actions
from guichet.reference.territories.models import Containment, Territory

pytestmark = pytest.mark.django_db

# Far above what is aimed at (5 s, 20 ms): the suite also runs on busy machines.
LOAD_SECONDS, SEARCH_MILLISECONDS = 20, 200

TYPED = [
    "chateau arn", "st andre", "04200", "04070", "saint", "st", "la", "digne", "mees", "paris",
    "montélimar", "chateu arnou", "saint etiene", "l'escale", "aix", "2a0", "zzzzzz",
]  # fmt: skip


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Seconds that the load took; every test of this file sees the whole country."""
    with django_db_blocker.unblock(), transaction.atomic():
        started = time.perf_counter()
        actions.load_cog(by=None, at=timezone.now())
        yield time.perf_counter() - started
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _loaded(country):
    """Loaded before the transaction of each test opens inside it."""


class TestWholeCountry:
    def test_loads_in_seconds(self, country, capsys):
        with capsys.disabled():
            print(f"\nCOG 2026 loaded in {country:.1f} s")  # noqa: T201

        assert country < LOAD_SECONDS

    def test_holds_every_territory_of_2026(self):
        living = Territory.objects.living()

        assert living.communes().count() == 34_969
        assert living.communes().of_department("04").count() == 198
        assert living.epcis().count() == 1_255
        assert living.epcis().touching("04").count() == 12
        assert living.departments().count() == 109
        assert living.of_kind("REGION").count() == 26
        assert living.of_kind("DISTRICT").count() == 333

    def test_every_old_code_leads_to_a_living_commune_or_to_a_sentence(self):
        former = Territory.objects.communes().exclude(valid_to=None).select_related("successor")

        lost = [one.code for one in former if one.successor is None]

        assert former.count() == 4_240
        assert sorted(lost) == ["08227", "45117", "51385", "51606", "60606", "77362"]
        assert all(one.heir().is_living for one in former if one.successor)

    def test_old_corsica_changed_code_without_merging(self):
        found = Territory.objects.resolve("20004")

        assert (
            found.sentence
            == "Ajaccio a changé de code : 20004 est devenu 2A004 depuis le 1er janvier 1976."
        )

    def test_a_borough_leads_to_its_city(self):
        found = Territory.objects.resolve("13201")

        assert found.territory.name == "Marseille"
        assert found.sentence == (
            "13201 est le code d’un arrondissement municipal : Marseille (13055)."
        )

    def test_a_closed_epci_leads_to_the_one_that_took_every_member(self):
        agen = Territory.objects.get(pk="epci-200035459")

        assert not agen.is_living
        assert agen.heir().pk == "epci-200096956"

    def test_a_closed_epci_that_was_split_has_no_heir(self):
        assert Territory.objects.get(pk="epci-200071157").heir().valid_to is not None

    def test_each_commune_lies_in_one_territory_of_each_level(self):
        held = Containment.objects.filter(inner__department_code="04")

        assert held.count() == 198 * 6

    def test_the_population_of_the_country_is_that_of_its_communes(self):
        france = Territory.objects.get(pk="pays-FR")

        assert 68_000_000 < france.population < 70_000_000

    def test_search_stays_under_its_bound(self, capsys):
        communes = Territory.objects.living().communes()
        medians = {}
        for typed in TYPED:
            spent = []
            for _ in range(3):
                started = time.perf_counter()
                list(communes.search(typed))
                spent.append((time.perf_counter() - started) * 1000)
            medians[typed] = statistics.median(spent)
        slowest = max(medians, key=medians.__getitem__)
        middle = statistics.median(medians.values())
        with capsys.disabled():
            print(  # noqa: T201
                f"\nsearch on 34,969 communes: median {middle:.1f} ms, "
                f"slowest « {slowest} » {medians[slowest]:.1f} ms"
            )

        assert medians[slowest] < SEARCH_MILLISECONDS

    @pytest.mark.parametrize("typed", ["chateau arn", "st andre", "04200", "digne"])
    def test_search_reads_indexes_only(self, typed):
        plan = Territory.objects.living().communes().search(typed).explain()

        assert "Bitmap Index Scan" in plan
        assert "Seq Scan" not in plan
