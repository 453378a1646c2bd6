"""The feuille de route: what was adopted, what serves it, what serves nothing."""

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from guichet.casework.committee import actions
from guichet.casework.committee.drafting import Aim, Measured, Roadmap, Served, roadmap_of
from guichet.casework.committee.models import Indicator, Reading
from guichet.casework.committee.roadmaps import roadmap_facts
from guichet.reference.policies.actions import adopt_orientation
from guichet.reference.policies.models import StrategicOrientation
from tests.casework.committee.factories import LATER, NOW
from tests.casework.demands.factories import make_demand

DAY = date(2026, 4, 10)
LINE = Served("D-04-26-0001", "Halle du marché", "Commune de Banon", "Qualifiée")


def roadmap(**changes: object) -> Roadmap:
    aim = Aim(
        1, "Revitaliser les bourgs", "Commerces et logements.", date(2026, 3, 30), "le comité",
        parent="Projets complexes", parent_adopted_on=date(2020, 3, 1),
        parent_adopted_by="le conseil d’administration de l’ANCT", **changes,  # type: ignore[arg-type]
    )  # fmt: skip
    return Roadmap("Alpes-de-Haute-Provence", "CLCT", DAY, (aim,))


def text(facts: Roadmap, *, public: bool) -> str:
    parts = roadmap_of(facts, public=public)
    return "\n".join([*(part.text for part in parts), *(str(part.tables) for part in parts)])


class TestText:
    def test_says_where_each_orientation_comes_from(self):
        said = text(roadmap(), public=True)

        assert "Adoptée le 30 mars 2026 par le comité." in said
        assert "validée le 1er mars 2020 par le conseil d’administration de l’ANCT" in said

    def test_everybody_reads_counts_the_desk_reads_cases(self):
        facts = roadmap(demands=(LINE,) * 4)

        assert "4\u00a0demandes" in text(facts, public=True)
        assert "Halle du marché" not in text(facts, public=True)
        assert "Halle du marché" in text(facts, public=False)

    @given(st.integers(0, 9), st.integers(0, 9))
    def test_the_public_never_reads_one_nor_two(self, demands, supports):
        facts = roadmap(demands=(LINE,) * demands, supports=(LINE,) * supports)

        part = roadmap_of(facts, public=True)[1]

        counts = part.text.splitlines()[-1].partition(":")[2].split(",")
        for count, said in zip((demands, supports), counts, strict=True):
            if 0 < count < 3:
                assert "moins de 3" in said
            elif count:
                assert str(count) in said

    def test_indicators_say_their_value_their_day_and_their_source(self):
        one = Measured("Communes aidées", "communes", Decimal("20.00"), date(2027, 1, 1),
                       Decimal("12.50"), DAY, "guichet")  # fmt: skip

        said = text(roadmap(indicators=(one,)), public=True)

        assert "12,5 communes, le 10 avril 2026 (guichet)" in said
        assert "20 communes au 1er janvier 2027" in said


@pytest.fixture
def adopted(world, people) -> StrategicOrientation:
    adopt_orientation(
        world.departmental, adopted_by="le comité", on=NOW.date(), by=people.farid, at=LATER
    )
    world.departmental.refresh_from_db()
    return world.departmental


class TestFacts:
    def test_tells_what_serves_it_and_what_serves_nothing(self, world, people, adopted):
        serving = make_demand(world, people, stage="QUALIFIED", title="Halle")
        serving.qualification.orientations.set([adopted])
        make_demand(world, people, stage="QUALIFIED", title="Pont")
        make_demand(world, people, title="Pas encore qualifiée")

        facts = roadmap_facts(world.committee, on=DAY)

        [aim] = facts.aims
        assert [one.title for one in aim.demands] == ["Halle"]
        assert [one.title for one in facts.orphan_demands] == ["Pont"]

    def test_same_number_of_queries_whatever_there_is(
        self, world, people, adopted, django_assert_num_queries
    ):
        make_demand(world, people, stage="SUPPORTED")
        actions.add_indicator(adopted, label="Communes", by=people.farid, at=LATER)
        with django_assert_num_queries(8) as few:
            roadmap_facts(world.committee, on=DAY)
        for _ in range(3):
            make_demand(world, people, stage="SUPPORTED")
            actions.add_indicator(adopted, label="Autre", by=people.farid, at=LATER)
        with django_assert_num_queries(len(few)):
            roadmap_facts(world.committee, on=DAY)


class TestIndicators:
    def test_are_read_with_a_day_and_a_source(self, people, adopted):
        made = actions.add_indicator(
            adopted, label="Communes aidées", unit="communes", target=Decimal(20),
            target_on=date(2027, 1, 1), by=people.farid, at=LATER,
        )  # fmt: skip
        for value in ("4", "5"):
            actions.read_indicator(
                made, value=Decimal(value), on=DAY.replace(month=3), source="guichet",
                by=people.farid, at=LATER,
            )  # fmt: skip

        assert Reading.objects.get().value == Decimal(5)
        assert Indicator.objects.in_order().get().last_reading == Reading.objects.get()

    def test_a_day_to_come_is_refused(self, people, adopted):
        made = actions.add_indicator(adopted, label="Communes", by=people.farid, at=LATER)

        with pytest.raises(actions.IndicatorRefused, match="pas encore passé"):
            actions.read_indicator(
                made, value=Decimal(1), on=date(2030, 1, 1), source="x", by=people.farid, at=LATER
            )

    def test_a_date_without_a_target_is_refused(self, people, adopted):
        with pytest.raises(actions.IndicatorRefused, match="Écrivez la cible"):
            actions.add_indicator(
                adopted, label="Communes", target_on=DAY, by=people.farid, at=LATER
            )

    def test_a_national_orientation_is_not_measured_here(self, world, people):
        with pytest.raises(actions.IndicatorRefused, match="du département"):
            actions.add_indicator(world.national, label="Communes", by=people.farid, at=LATER)


class TestPages:
    def test_the_public_page_and_its_file_say_the_same(self, adopted, client):
        page = client.get("/comites/04/feuille-de-route/").content.decode()
        answer = client.get("/comites/04/feuille-de-route.pdf")

        reader = PdfReader(io.BytesIO(answer.content))
        told = "".join("".join(p.extract_text().split()) for p in reader.pages)
        assert "Revitaliser les bourgs-centres" in page
        assert "Revitaliserlesbourgs-centres" in told.replace("-\u00ad", "-")
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")

    def test_what_is_only_proposed_is_for_those_who_prepare(self, world, people, client, client_of):
        public = client.get("/comites/04/feuille-de-route/").content.decode()
        inner = client_of(people.farid).get("/seances/feuille-de-route/04/").content.decode()

        assert "Revitaliser les bourgs-centres" not in public
        assert "Revitaliser les bourgs-centres" in inner

    def test_the_secretary_proposes_an_orientation(self, world, people, client_of):
        client_of(people.farid).post(
            "/seances/feuille-de-route/04/proposer/",
            {"title": "Aider les petites communes", "body": "", "parent": world.national.pk},
        )

        made = StrategicOrientation.objects.of_department("04").proposed().get(number=2)
        assert (made.title, made.parent) == ("Aider les petites communes", world.national)

    def test_what_was_typed_stays_when_a_field_is_missing(self, adopted, people, client_of):
        answer = client_of(people.farid).post(
            "/seances/feuille-de-route/04/indicateurs/", {"label": "Communes aidées"}
        )

        assert answer.status_code == 422
        assert "Communes aidées" in answer.content.decode()
        assert "Choisissez l’orientation." in answer.content.decode()
