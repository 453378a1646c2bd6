import pytest
from django.utils import timezone

from guichet.foundations.audit.models import Event
from guichet.reference.territories import actions, cog
from guichet.reference.territories.models import Containment, Territory

from .subset import lines, load_department, subset

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def state() -> tuple[list, list]:
    return (
        list(Territory.objects.order_by("pk").values_list()),
        sorted(Containment.objects.values_list("outer_id", "inner_id")),
    )


class TestLoadCog:
    def test_running_it_again_changes_nothing(self, alpes_de_haute_provence):
        before = state()

        load_department("04")

        assert state() == before

    def test_writes_one_line_of_history(self, alpes_de_haute_provence):
        [event] = Event.objects.all()

        assert event.action == "territory.load_cog"
        assert event.stream == "territories.territory:pays-FR"
        assert event.data["territories"] == Territory.objects.count()

    def test_a_new_vintage_updates_what_changed_and_keeps_the_keys(self, alpes_de_haute_provence):
        merged = []
        for row in cog.read(subset("04")):
            if row.code == "04001" and row.kind == "COMMUNE":
                row = row._replace(valid_to="2027-01-01", successor="04070", epci="", district="")
            merged.append(row)

        actions.load_cog(lines(*merged), by=None, at=NOW)

        aiglun = Territory.objects.get(pk="commune-04001")
        assert aiglun.heir().code == "04070"
        assert not Territory.objects.containing(aiglun).exists()
        assert Territory.objects.living().communes().of_department("04").count() == 197

    def test_a_file_with_other_columns_is_refused_whole(self):
        with pytest.raises(ValueError, match="unexpected columns"):
            actions.load_cog(["code;nom\n", "04070;Digne\n"], by=None, at=NOW)

        assert not Territory.objects.exists()

    def test_says_where_it_is(self):
        said = []

        actions.load_cog(subset("04"), by=None, at=NOW, progress=said.append)

        assert said[0].startswith("Territoires : ")
        assert len(said) == 3

    def test_an_unknown_population_is_not_zero(self):
        rows = [
            cog.Row("COUNTRY", "FR", "France"),
            cog.Row("COMMUNE", "98411", "Îles Saint-Paul", population=""),
            cog.Row("COMMUNE", "55039", "Beaumont-en-Verdunois", population="0"),
        ]

        actions.load_cog(lines(*rows), by=None, at=NOW)

        assert Territory.objects.get(code="98411").population is None
        assert Territory.objects.get(code="55039").population == 0


class TestContainment:
    def test_equals_a_naive_recomputation_on_the_04(self, alpes_de_haute_provence):
        rows = [row for row in cog.read(subset("04")) if row.department == "04"]
        communes = [r for r in rows if r.kind == "COMMUNE" and not r.valid_to and not r.successor]
        naive = set()
        for commune in communes:
            inner = f"commune-{commune.code}"
            naive |= {
                (inner, inner),
                (f"epci-{commune.epci}", inner),
                (f"arrondissement-{commune.district}", inner),
                ("departement-04", inner),
                ("region-93", inner),
                ("pays-FR", inner),
            }

        stored = set(
            Containment.objects.filter(inner__department_code="04").values_list(
                "outer_id", "inner_id"
            )
        )

        assert len(communes) == 198
        assert stored == naive

    def test_a_perimeter_is_asked_in_one_query(
        self, alpes_de_haute_provence, django_assert_num_queries
    ):
        digne = Territory.objects.get(pk="commune-04070")
        epci = Territory.objects.get(pk="epci-200067437")
        ubaye = Territory.objects.get(pk="epci-200072304")

        with django_assert_num_queries(3):
            assert alpes_de_haute_provence.contains(digne)
            assert epci.contains(digne)
            assert not ubaye.contains(digne)

    def test_a_perimeter_is_asked_of_one_index(self, alpes_de_haute_provence):
        plan = Containment.objects.filter(
            outer_id="departement-04", inner_id="commune-04070"
        ).explain()

        assert "Index" in plan
        assert "Seq Scan" not in plan

    def test_a_commune_knows_all_that_holds_it(self, alpes_de_haute_provence):
        digne = Territory.objects.get(pk="commune-04070")

        holders = {t.pk for t in Territory.objects.containing(digne)}

        assert holders == {
            "commune-04070", "epci-200067437", "arrondissement-043", "departement-04",
            "region-93", "pays-FR",
        }  # fmt: skip

    def test_a_straddling_epci_touches_two_departments(self, alpes_de_haute_provence):
        epcis = Territory.objects.living().epcis()

        assert epcis.touching("04").count() == 12
        assert epcis.of_department("04").count() < 12

    def test_the_communes_of_an_arrondissement(self, alpes_de_haute_provence):
        forcalquier = Territory.objects.get(pk="arrondissement-044")

        inside = Territory.objects.inside(forcalquier)

        assert inside.count() == sum(
            1 for row in cog.read(subset("04")) if row.district == "044" and row.kind == "COMMUNE"
        )

    def test_chief_towns_are_known(self, alpes_de_haute_provence):
        assert alpes_de_haute_provence.seat.name == "Digne-les-Bains"
        assert Territory.objects.get(pk="region-93").seat.name == "Marseille"
        assert Territory.objects.get(pk="arrondissement-041").seat.name == "Barcelonnette"
