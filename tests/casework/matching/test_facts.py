"""What the engine says before and after the desk imports a list: « à vérifier », then yes or no."""

from datetime import date

import pytest

from guichet.casework.demands.choices import DemandStatus
from guichet.casework.matching.candidates import whole
from guichet.casework.matching.engine import rank
from guichet.casework.matching.profiles import profile_of
from guichet.reference.offers.models import Offer
from guichet.reference.policies import actions
from guichet.reference.policies.fact_lines import Source
from tests.casework.demands.factories import make_demand

ON = date(2026, 3, 10)
LAW = Source("Arrêté interministériel", date(2026, 1, 1), date(2026, 1, 1))


@pytest.fixture
def demand(world, people, now):
    return make_demand(world, people, stage=DemandStatus.QUALIFIED, at=now)


def bring(world, now, text, *, kind="MOUNTAIN", source=LAW, provider=None):
    return actions.import_facts(
        text.encode(), name="liste.csv", kind=kind, source=source, provider=provider,
        department=world.d04, by=None, at=now,
    )  # fmt: skip


def told(demand, offer, criterion, on=ON) -> tuple[str, str]:
    profile = profile_of(demand, on=on)
    offers = Offer.objects.filter(pk=offer.pk)
    [match] = rank(profile, whole(offers, demand, profile))
    [finding] = [one for one in match.findings if one.criterion == criterion]
    return str(finding.holds), finding.sentence


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Communauté de communes du Sisteronais", "la communauté de communes du Sisteronais"),
        ("Métropole Aix-Marseille", "la métropole Aix-Marseille"),
        ("Toulouse Métropole", "l’intercommunalité Toulouse Métropole"),
    ],
)
def test_an_intercommunality_is_named_once(world, demand, name, said):
    """« l’intercommunalité Communauté de communes… » says it twice."""
    demand.requester.kind, demand.requester.name = "EPCI", name

    assert profile_of(demand, on=ON).beneficiary_name == said


def test_a_body_is_named_with_a_word_that_follows_any_preposition(world, demand):
    """« à Syndicat mixte… », « de Syndicat mixte… » are not French."""
    demand.requester.kind, demand.requester.name = "SYNDICATE", "Syndicat mixte du Jabron"

    assert profile_of(demand, on=ON).beneficiary_name == "l’organisme Syndicat mixte du Jabron"


@pytest.fixture
def offer(world):
    world.it04_offer.required_traits = ["MOUNTAIN"]
    world.it04_offer.save()
    return world.it04_offer


class TestMountain:
    def test_nobody_has_told_then_a_list_says_yes(self, world, now, demand, offer):
        assert told(demand, offer, "traits") == (
            "UNKNOWN",
            "L’offre est réservée aux communes « En zone de montagne » ; le classement de Banon "
            "n’est pas connu : à vérifier.",
        )

        bring(world, now, "code insee;zone de montagne\n04018;oui\n")

        assert told(demand, offer, "traits") == (
            "HELD",
            "L’offre est réservée aux communes « En zone de montagne », et Banon l’est.",
        )

    def test_a_list_says_no(self, world, now, demand, offer):
        bring(world, now, "code insee;zone de montagne\n04018;non\n")

        holds, sentence = told(demand, offer, "traits")

        assert holds == "FAILED" and "Banon n’est pas classée" in sentence

    def test_a_massif_settles_nothing_inside_and_says_no_outside(self, world, now, demand, offer):
        bring(world, now, "code insee;montagne\n04018;03 - Massif des Alpes\n04088;\n")
        assert told(demand, offer, "traits")[0] == "UNKNOWN"

        bring(world, now, "code insee;montagne\n04018;\n04088;03 - Massif des Alpes\n")
        assert told(demand, offer, "traits")[0] == "FAILED"

    def test_the_last_list_is_believed_from_its_day_on_even_after_one_without_a_day(
        self, world, now, demand, offer
    ):
        bring(world, now, "code insee;montagne\n04018;oui\n", source=Source("Mémoire"))
        later = Source("Arrêté", date(2026, 6, 1), date(2026, 6, 1))
        bring(world, now, "code insee;montagne\n04018;non\n", source=later)

        assert told(demand, offer, "traits")[0] == "HELD"
        assert told(demand, offer, "traits", on=date(2026, 6, 1))[0] == "FAILED"


def test_a_list_of_members_answers_for_whom_it_names(world, now, demand):
    world.it04_offer.members_only = True
    world.it04_offer.save()
    assert told(demand, world.it04_offer, "members")[0] == "UNKNOWN"

    bring(world, now, "insee\n04018\n", kind="MEMBERS", provider=world.it04)

    assert told(demand, world.it04_offer, "members") == (
        "HELD",
        "L’offre est réservée aux adhérents de cette structure (IT04), et la commune de Banon en "
        "fait partie.",
    )
