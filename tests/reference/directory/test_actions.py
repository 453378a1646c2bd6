from datetime import date

import pytest

from guichet.foundations.audit.models import Event
from guichet.reference.directory import actions
from guichet.reference.directory.choices import LineageKind, OrganisationKind
from guichet.reference.directory.models import Lineage, Organisation
from guichet.reference.directory.registers import UnreadableNumber
from guichet.reference.territories.models import Territory
from tests.reference.territories.subset import load_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpes(db) -> Territory:
    load_department("04")
    return Territory.objects.get(pk="departement-04")


def body(name: str, now, **facts: object) -> Organisation:
    return actions.register_organisation(
        kind=OrganisationKind.OTHER, name=name, by=None, at=now, **facts
    )


class TestRegisterLocalAuthorities:
    def test_every_commune_epci_and_council_becomes_an_organisation(self, alpes, now):
        created = actions.register_local_authorities("04", by=None, at=now)

        kinds = Organisation.objects.values_list("kind", flat=True).order_by("kind")
        counts = {kind: list(kinds).count(kind) for kind in set(kinds)}
        assert counts == {"COMMUNE": 198, "EPCI": 12, "DEPARTMENT_COUNCIL": 1, "REGION_COUNCIL": 1}
        assert created == 212

    def test_names_are_those_that_people_read(self, alpes, now):
        actions.register_local_authorities("04", by=None, at=now)

        names = set(Organisation.objects.values_list("name", flat=True))
        assert {
            "Commune de Banon",
            "Commune d’Aiglun",
            "Commune du Brusquet",
            "Commune des Mées",
            "Commune de L’Escale",
            "Communauté de communes du Sisteronais-Buëch",
            "Communauté d’agglomération Provence-Alpes-Agglomération",
            "Conseil départemental des Alpes-de-Haute-Provence",
            "Conseil régional de Provence-Alpes-Côte d’Azur",
        } <= names

    def test_each_has_its_siren_territory_and_department(self, alpes, now):
        actions.register_local_authorities("04", by=None, at=now)

        digne = Organisation.objects.get(territory="commune-04070")
        assert (digne.siren, digne.department) == ("210400701", alpes)
        apt = Organisation.objects.get(territory="epci-200040624")
        assert apt.department.code == "84"

    def test_running_it_again_adds_nothing(self, alpes, now):
        actions.register_local_authorities("04", by=None, at=now)
        before = Organisation.objects.count()

        assert actions.register_local_authorities("04", by=None, at=now) == 0
        assert Organisation.objects.count() == before

    def test_what_is_missing_is_added(self, alpes, now):
        actions.register_local_authorities("04", by=None, at=now)
        Organisation.objects.get(territory="commune-04018").delete()

        assert actions.register_local_authorities("04", by=None, at=now) == 1

    def test_leaves_one_line_of_history_in_few_queries(
        self, alpes, now, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(20):
            actions.register_local_authorities("04", by=None, at=now)

        event = Event.objects.get(action="directory.register_local_authorities")
        assert (event.department, event.data["created"]) == ("04", 212)

    def test_an_unknown_department_is_refused(self, alpes, now):
        with pytest.raises(actions.UnknownDepartment, match="Le département 99 n’est pas chargé"):
            actions.register_local_authorities("99", by=None, at=now)


class TestRegisterOrganisation:
    def test_reads_the_siren_as_people_write_it(self, now):
        anct = body("Agence", now, siren="130 026 032")

        assert anct.siren == "130026032"
        assert Event.objects.get().action == "organisation.register_organisation"

    def test_refuses_a_wrong_siren(self, now):
        with pytest.raises(UnreadableNumber, match="clé de contrôle"):
            body("Agence", now, siren="130026033")

        assert not Organisation.objects.exists()

    def test_refuses_the_same_body_twice(self, now):
        body("Agence", now, siren="130026032")

        with pytest.raises(actions.AlreadyRegistered, match="Agence est déjà dans l’annuaire"):
            body("Une autre écriture", now, siren="130026032")
        with pytest.raises(actions.AlreadyRegistered):
            body("AGENCE", now)


class TestRecordLineage:
    def test_closes_the_former_and_tells_the_day(self, now):
        old, new = body("Syndicat d’Asse", now), body("Syndicat du Verdon", now)

        actions.record_lineage(
            old, successor=new, kind=LineageKind.MERGER, on=date(2024, 1, 1), by=None, at=now
        )

        old.refresh_from_db()
        assert old.closed_on == date(2024, 1, 1)
        event = Event.objects.get(action="organisation.record_lineage")
        assert event.changes == {"closed_on": [None, "2024-01-01"]}
        assert event.data["sentence"] == (
            "Le Syndicat d’Asse a été absorbé par le Syndicat du Verdon le 1er janvier 2024"
        )

    @pytest.fixture
    def pair(self, now):
        old, new = body("Ancien", now, opened_on=date(2010, 1, 1)), body("Nouveau", now)
        return old, new

    def record(self, old, new, now, on=date(2024, 1, 1)):
        actions.record_lineage(old, successor=new, kind=LineageKind.MERGER, on=on, by=None, at=now)

    def test_refuses_what_history_cannot_have(self, pair, now):
        old, new = pair

        with pytest.raises(actions.LineageRefused, match="lui-même"):
            self.record(old, old, now)
        with pytest.raises(actions.LineageRefused, match="n’existe que depuis le 1er janvier 2010"):
            self.record(old, new, now, on=date(2009, 1, 1))
        self.record(old, new, now)
        with pytest.raises(actions.LineageRefused, match="déjà enregistrée"):
            self.record(old, new, now)
        with pytest.raises(actions.LineageRefused, match="boucle"):
            self.record(new, old, now, on=date(2025, 1, 1))
        with pytest.raises(actions.LineageRefused, match="a disparu le 1er janvier 2024"):
            self.record(body("Troisième", now), old, now, on=date(2025, 1, 1))
        assert Lineage.objects.count() == 1


class TestLoadNational:
    def test_knows_the_five_operators_and_the_agency(self, alpes, now):
        actions.load_national(by=None, at=now)

        acronyms = set(Organisation.objects.living(now.date()).values_list("acronym", flat=True))
        assert {"ANCT", "ANRU", "Anah", "ADEME", "Cerema"} <= acronyms
        assert Organisation.objects.filter(name="Banque des Territoires").exists()

    def test_running_it_again_adds_nothing(self, alpes, now):
        first = actions.load_national(by=None, at=now)

        assert first == Organisation.objects.count()
        assert actions.load_national(by=None, at=now) == 0
        assert Lineage.objects.count() == 5

    def test_who_asks_for_the_cget_in_2026_is_told_its_heir(self, alpes, now):
        actions.load_national(by=None, at=now)

        [answer] = Organisation.objects.answering_to("cget", date(2026, 3, 10))

        assert [heir.acronym for heir in answer.heirs] == ["ANCT"]
        assert answer.sentences == ("Le CGET a été absorbé par l’ANCT le 1er janvier 2020.",)

    def test_who_asks_for_the_cget_in_2019_is_told_the_cget(self, alpes, now):
        actions.load_national(by=None, at=now)

        [answer] = Organisation.objects.answering_to("CGET", date(2019, 12, 31))

        assert [heir.acronym for heir in answer.heirs] == ["CGET"]
        assert answer.sentences == ()

    def test_the_agency_tells_where_it_comes_from(self, alpes, now):
        actions.load_national(by=None, at=now)
        anct = Organisation.objects.get(acronym="ANCT")

        assert anct.get_origins(date(2026, 3, 10)) == [
            "L’ANCT a pris la suite de l’Agence du numérique, du CGET et de l’EPARECA "
            "le 1er janvier 2020."
        ]
        assert anct.get_lineage_sources() == ["Loi n° 2019-753 du 22 juillet 2019"]

    def test_without_territories_says_what_to_do_first(self, db, now):
        with pytest.raises(actions.UnknownDepartment, match="chargez-les d’abord"):
            actions.load_national(by=None, at=now)


class TestAnswer:
    def test_a_chain_is_followed_to_its_end_and_told_step_by_step(self, now):
        first, second, third = (body(f"Syndicat {n}", now) for n in ("un", "deux", "trois"))
        for old, new, year in ((first, second, 2015), (second, third, 2020)):
            actions.record_lineage(
                old, successor=new, kind=LineageKind.MERGER, on=date(year, 1, 1), by=None, at=now
            )

        answer = first.answer(date(2026, 1, 1))

        assert answer.heirs == (third,)
        assert len(answer.sentences) == 2
        assert first.answer(date(2016, 1, 1)).heirs == (second,)

    def test_a_split_has_several_heirs(self, now):
        old, one, two = (body(f"Syndicat {n}", now) for n in ("ancien", "un", "deux"))
        for new in (one, two):
            actions.record_lineage(
                old, successor=new, kind=LineageKind.SPLIT, on=date(2022, 1, 1), by=None, at=now
            )

        answer = old.answer(date(2026, 1, 1))

        assert set(answer.heirs) == {one, two}
        assert answer.sentences == (
            "Le Syndicat ancien a été scindé entre le Syndicat deux et le Syndicat un "
            "le 1er janvier 2022.",
        )
