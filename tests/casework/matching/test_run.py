"""From the tables to the engine, and back from what was kept."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.matching import actions, engine, trace
from guichet.casework.matching.candidates import candidates_for, whole
from guichet.casework.matching.models import Run
from guichet.casework.matching.profiles import NotQualified, profile_of
from guichet.foundations.audit.models import Event
from guichet.reference.offers.models import Offer
from guichet.reference.policies.actions import enrol, tell_adhesions
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

from .factories import make_referral
from .profiles import demand as asked_of
from .test_engine import CATALOGUES, DEMANDS, steady


@pytest.fixture
def demand(world, people, now):
    return make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)


class TestDemandProfile:
    def test_tells_the_engine_what_the_tables_know(self, demand, now):
        profile = profile_of(demand, on=date(2026, 3, 10))

        assert profile.commune.label == "Banon"
        assert {"commune-04018", "departement-04", "pays-FR"} <= profile.territories
        assert (profile.population, profile.beneficiary_name) == (1006, "la commune de Banon")
        assert [term.code for term in profile.programmes] == ["PVD"]
        assert profile.phase.label == "Réflexion et conception"

    def test_the_programme_of_the_intercommunality_counts(self, world, people, now):
        digne = make_demand(
            world, people, stage=DemandStatus.QUALIFIED, requester=world.digne_hall,
            commune=world.digne, at=now,
        )  # fmt: skip
        enrol(world.pvd, world.digne.epci, since=None, source="ANCT", by=people.jules, at=now)

        profile = profile_of(digne, on=date(2026, 3, 10))

        assert [term.code for term in profile.programmes] == ["PVD"]

    def test_a_demand_not_qualified_is_refused_in_a_sentence(self, world, people, now):
        with pytest.raises(NotQualified, match="Qualifiez"):
            profile_of(make_demand(world, people, at=now), on=date(2026, 3, 10))


class TestCandidates:
    def test_leaves_in_the_database_what_can_never_help(self, demand, world, people, now):
        make_offer(world, people, now, title="Brouillon", published=False)
        make_offer(world, people, now, title="Ailleurs", perimeters=[world.d05])
        make_offer(world, people, now, title="Sauf ici", exclusions=[world.banon])
        make_offer(world, people, now, title="Autre thème", themes=[world.mobility])
        make_offer(world, people, now, title="Finie", valid_to=date(2026, 3, 9))
        make_offer(world, people, now, title="Bientôt", valid_from=date(2027, 1, 1))
        make_offer(world, people, now, title="Généraliste", themes=[])
        make_offer(world, people, now, title="Sauf Digne", exclusions=[world.digne])

        titles = {offer.title for offer in candidates_of(demand)}

        assert {"Bientôt", "Généraliste", "Sauf Digne"} <= titles
        assert titles.isdisjoint({"Brouillon", "Ailleurs", "Sauf ici", "Autre thème", "Finie"})

    def test_the_engine_would_have_put_aside_each_of_those_left_out(
        self, demand, world, people, now
    ):
        for rank, changes in enumerate(OFFERS_OF_ALL_KINDS(world)):
            make_offer(world, people, now, title=f"Offre {rank}", **changes)
        profile = profile_of(demand, on=date(2026, 3, 10))
        published = Offer.objects.published()

        among_all = engine.rank(profile, whole(published, demand, profile))
        among_near = engine.rank(profile, candidates_for(demand, profile))

        assert told(among_near) == told(among_all)

    def test_reads_exclusions_with_their_names(self, demand, world, people, now):
        make_offer(
            world, people, now, title="Sauf", exclusions=[world.digne],
            perimeters=[world.d04, world.forcalquier],
        )  # fmt: skip

        [offer] = [one for one in candidates_of(demand) if one.title == "Sauf"]

        assert [(t.code, t.label) for t in offer.exclusions] == [
            ("commune-04070", "Digne-les-Bains")
        ]
        assert [t.label for t in offer.perimeters] == ["Alpes-de-Haute-Provence"]

    def test_knows_who_is_a_member_and_what_is_taken_this_year(self, demand, world, people, now):
        offer = make_offer(world, people, now)
        Offer.objects.filter(pk=offer.pk).update(members_only=True, yearly_capacity=1)
        tell_adhesions(
            world.it04, [world.banon_hall], since=None, source="liste de 2026", by=None, at=now
        )
        other = make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)
        referral = make_referral(world, people, demand=other, offer=offer, at=now)
        actions.accept_referral(referral, by=people.claire, at=now)

        [found] = [one for one in candidates_of(demand) if one.id == offer.pk]

        assert (found.is_member, found.member_source) == (True, "liste de 2026")
        assert (found.yearly_capacity, found.used_this_year) == (1, 1)

    def test_asks_five_queries_for_three_offers_and_for_thirty(
        self, demand, world, people, now, django_assert_num_queries
    ):
        for count in (0, 27):
            for rank in range(count):
                make_offer(world, people, now, title=f"Offre {rank}")
            loaded = type(demand).objects.for_detail().get(pk=demand.pk)
            with django_assert_num_queries(5):
                profile = profile_of(loaded, on=date(2026, 3, 10))
                engine.rank(profile, candidates_for(loaded, profile))


def candidates_of(demand):
    return candidates_for(demand, profile_of(demand, on=date(2026, 3, 10)))


def told(matches):
    """Those that can help or nearly, in order, with their sentences."""
    return [
        (match.offer.id, match.verdict, [found.sentence for found in match.findings])
        for match in matches
        if match.verdict != engine.Verdict.EXCLUDED
    ]


def OFFERS_OF_ALL_KINDS(world):
    return [
        {"perimeters": [world.d05]},
        {"perimeters": [world.banon]},
        {"exclusions": [world.banon]},
        {"exclusions": [world.digne]},
        {"themes": []},
        {"themes": [world.mobility]},
        {"themes": [world.mobility, world.habitat]},
        {"valid_to": date(2026, 3, 9)},
        {"valid_to": date(2026, 3, 10)},
        {"valid_from": date(2026, 3, 11)},
        {"population_max": 100},
        {"population_max": 1000},
        {"phases": ["DELIVERY"]},
        {"programmes": [world.pvd]},
        {"beneficiary_kinds": ["EPCI"]},
        {"engineering_types": ["LEGAL"]},
        {"engineering_types": ["LEGAL"], "phases": ["DELIVERY"]},
        {"phases": ["USE"], "beneficiary_kinds": ["EPCI"]},
        {"beneficiary_kinds": ["REGION_COUNCIL"]},
        {"population_max": 915},
        {"population_max": 914},
        {"population_min": 1117},
        {"population_min": 1118},
        {"population_max": 915, "valid_from": date(2026, 3, 11)},
    ]


class TestRun:
    def test_keeps_its_input_and_every_reason(self, demand, people, now):
        run = actions.run(demand, by=people.bruno, at=now)

        ranked = [(p.rank, p.offer.title, p.verdict) for p in run.proposals.for_page()]
        assert ranked == [
            (1, "Appui aux bourgs", "ELIGIBLE"),
            (2, "Appui méthodologique", "ELIGIBLE"),
            (3, "Ingénierie sur mesure", "ELIGIBLE"),
        ]
        first = run.proposals.for_page()[0]
        assert "Banon est dans le périmètre" in first.findings[0]["sentence"]
        event = Event.objects.get(action="run.run")
        assert (event.case, event.data["eligible"]) == (demand.case_key, 3)

    def test_can_be_replayed_whatever_became_of_the_offers(self, demand, world, people, now):
        run = actions.run(demand, by=people.bruno, at=now)
        world.it04_offer.perimeters.set([world.d05])
        world.cerema_offer.themes.clear()
        run = Run.objects.get(pk=run.pk)

        again = trace.replay(run.profile, version=run.engine_version)

        assert [
            (match.offer.id, str(match.verdict), trace.keep_findings(match.findings))
            for match in again
        ] == [(p.offer_id, p.verdict, p.findings) for p in run.proposals.for_page()]

    def test_an_answer_of_older_rules_is_not_replayed_as_if_it_were_ours(self, demand, people, now):
        run = actions.run(demand, by=people.bruno, at=now)

        with pytest.raises(trace.RulesChanged, match=r"2020\.1"):
            trace.replay(run.profile, version="2020.1")

    def test_the_latest_run_is_the_one_shown(self, demand, people, now):
        actions.run(demand, by=people.bruno, at=now)
        later = actions.run(demand, by=people.bruno, at=now + timedelta(minutes=1))

        assert Run.objects.latest_for(demand.pk) == later


class TestTrace:
    @steady
    @given(DEMANDS, CATALOGUES)
    def test_what_is_kept_gives_the_same_answer_through_json(self, asked, offers):
        kept = json.loads(json.dumps(trace.keep(asked, offers)))

        assert trace.read_demand(kept) == asked
        assert trace.replay(kept, version=engine.ENGINE_VERSION) == engine.rank(asked, offers)

    def test_what_was_kept_before_a_fact_was_asked_is_still_read(self):
        kept = json.loads(json.dumps(trace.keep(asked_of(), ())))
        del kept["demand"]["standing"]["is_overseas"]

        assert trace.read_demand(kept) == asked_of()

    @steady
    @given(DEMANDS, CATALOGUES)
    def test_reasons_come_back_as_they_were(self, asked, offers):
        for match in engine.rank(asked, offers):
            kept = json.loads(json.dumps(trace.keep_findings(match.findings)))

            assert trace.read_findings(kept) == match.findings
