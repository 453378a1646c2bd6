"""The public rules, the offers put aside, the ledger to print."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.matching import actions, criteria
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.criteria.catalogue import CATALOGUE
from guichet.casework.matching.models import OrientationRule, Referral
from guichet.casework.matching.profiles import profile_of
from guichet.casework.matching.ruleset import BY_CODE, RuleRefused
from guichet.foundations.audit.models import Event
from guichet.reference.policies.actions import load_taxonomy
from tests.casework.demands.factories import make_demand
from tests.reference.offers.factories import make_offer

from .factories import make_referral


@pytest.fixture
def demand(world, people, now):
    return make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)


def set_weight(world, people, now, **changes):
    told = {
        "line": "weight_theme", "value": 5, "basis": "Comité du 2 mars 2026",
        "starts_on": date(2026, 4, 1), **changes,
    }  # fmt: skip
    return actions.set_rule(world.d04, **told, by=people.bruno, at=now)


class TestRules:
    def test_every_criterion_is_described_in_its_order(self):
        named = [one.criterion for one in CATALOGUE]

        assert named == [criterion.__name__ for criterion in criteria.CRITERIA]

    def test_anybody_reads_conditions_weights_and_thresholds(self, client, world):
        page = client.get(reverse("matching:rules")).content.decode()

        assert "L311-3-1" in page
        assert "3\u202f500\u00a0habitants" in page
        assert "Conseil d’administration de l’ANCT, 10 mars 2021" in page
        assert "R3232-1" in page
        assert "non connue" in page

    def test_a_department_sets_a_weight_from_a_day_on(self, world, people, demand, now):
        set_weight(world, people, now)

        before = profile_of(demand, on=date(2026, 3, 31)).rules
        after = profile_of(demand, on=date(2026, 4, 1)).rules

        assert (before.value("weight_theme"), after.value("weight_theme")) == (1, 5)
        event = Event.objects.get(action="orientation_rule.set_rule")
        assert (event.department, event.data["value"]) == ("04", "5")

    def test_the_former_version_ends_on_the_day_before(self, world, people, now):
        first = set_weight(world, people, now)
        set_weight(world, people, now, value=3, starts_on=date(2026, 5, 1))

        first.refresh_from_db()

        assert first.ends_on == date(2026, 4, 30)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"starts_on": date(2026, 3, 10)}, "qu’à partir du lendemain"),
            ({"basis": "  "}, "Indiquez la décision"),
            ({"value": 12}, "de 0 à 9"),
            ({"line": "anct_free_commune", "value": 9_000}, "texte national"),
        ],
    )
    def test_refuses_in_a_sentence(self, world, people, now, changes, words):
        with pytest.raises(RuleRefused, match=words):
            set_weight(world, people, now, **changes)
        assert not OrientationRule.objects.exists()

    def test_the_form_keeps_what_was_typed(self, client_of, people, world):
        answer = client_of(people.bruno).post(
            reverse("matching:set_rule", args=["04"]),
            {"line": "weight_theme", "value": "50", "starts_on": "2030-01-01", "basis": "Comité"},
        )

        assert answer.status_code == 422
        assert "de 0 à 9" in answer.content.decode()
        assert 'value="50"' in answer.content.decode()


class TestExcluded:
    def test_says_why_each_offer_is_put_aside_and_finds_one_by_its_name(
        self, client_of, demand, world, people, now
    ):
        make_offer(world, people, now, title="Vélo", themes=[world.mobility])
        make_offer(world, people, now, title="Ailleurs", perimeters=[world.d05])
        bruno = client_of(people.bruno)
        address = reverse("matching:excluded", args=[demand.reference])

        near = bruno.get(address)
        far = bruno.get(address, {"partout": "on", "texte": "ailleurs"})

        assert [card.offer.title for card in near.context["cards"]] == ["Vélo"]
        assert "L’offre porte sur" in near.content.decode()
        assert [card.offer.title for card in far.context["cards"]] == ["Ailleurs"]
        assert "Banon n’en fait pas partie" in far.content.decode()

    def test_a_sending_refused_from_there_loses_nothing(
        self, client_of, demand, world, people, now
    ):
        other = make_offer(world, people, now, title="Vélo", themes=[world.mobility])
        actions.run(demand, by=people.bruno, at=now)

        answer = client_of(people.bruno).post(
            reverse("matching:refer", args=[demand.reference]),
            {"offer": other.pk, "message": "Merci d’avance", "derogation": ""},
        )

        assert answer.status_code == 422
        assert "Merci d’avance" in answer.content.decode()


class TestLedger:
    def test_tells_level_by_level_who_was_asked_and_what_came(
        self, client_of, demand, world, people, now
    ):
        load_taxonomy(by=None, at=now)
        actions.run(demand, by=people.bruno, at=now)
        make_referral(world, people, demand=demand, stage=ReferralStatus.REFUSED, at=now)

        page = client_of(people.elise).get(reverse("matching:ledger", args=[demand.reference]))

        words = page.content.decode()
        assert "Niveau épuisé : chaque structure a répondu." in words
        assert "Plan de charge complet" in words
        assert "31 mars 2026" in words
        rungs = {rung.step.level: rung for rung in page.context["rungs"]}
        assert [line.provider for line in rungs["DEPARTMENTAL"].lines] == ["IT04"]
        assert not rungs["NATIONAL"].step.is_over

    def test_silence_past_the_clock_opens_the_next_level(self, demand, world, people, now):
        load_taxonomy(by=None, at=now)
        make_referral(world, people, demand=demand, at=now)

        with pytest.raises(actions.DerogationNeeded, match="due le 31 mars 2026"):
            actions.refer(
                demand, offer=world.cerema_offer, by=people.bruno, at=now + timedelta(days=21)
            )
        actions.refer(
            demand, offer=world.cerema_offer, by=people.bruno, at=now + timedelta(days=23)
        )

        assert Referral.objects.filter(level="NATIONAL", derogation="").exists()


@pytest.mark.parametrize(
    ("line", "value", "words"),
    [
        ("assist_grace_years", 1, "1\u00a0année"),
        ("assist_grace_years", 2, "2\u00a0années"),
        ("near_population_percent", 10, "10\u00a0%"),
        ("anct_free_commune", 3_500, "3\u202f500\u00a0habitants"),
    ],
)
def test_a_figure_agrees_with_its_unit(line, value, words):
    assert BY_CODE[line].told(value) == words
