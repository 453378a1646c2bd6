"""What the demonstration knows of the 04, and what it leaves to be checked."""

from collections import Counter

from guichet.demonstration.facts import load_facts
from guichet.demonstration.offers import load_enrolments, load_offers
from guichet.reference.directory import actions as directory
from guichet.reference.offers.models import Offer
from guichet.reference.policies import answers
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.models import Adhesion, TerritoryFact
from guichet.reference.territories.models import Territory
from tests.reference.territories.subset import load_department


def test_the_lists_answer_once_and_silence_is_to_be_checked(db, now):
    load_department("04")
    load_taxonomy(by=None, at=now)
    directory.load_national(by=None, at=now)
    directory.register_local_authorities("04", by=None, at=now)
    load_offers(by=None, at=now)
    load_enrolments(by=None, at=now)

    load_facts(by=None, at=now)
    before = (TerritoryFact.objects.count(), Adhesion.objects.count())
    load_facts(by=None, at=now)

    assert (TerritoryFact.objects.count(), Adhesion.objects.count()) == before
    department = Territory.objects.get(pk="departement-04")
    told = {
        str(one.kind): (one.yes, one.no, one.unknown)
        for one in answers.tallies(department, now.date())
    }
    # One commune of which the public list says two things; no list at hand of the three last.
    assert told["MOUNTAIN"] == (183, 14, 1)
    assert (told["RURAL"], told["REVITALISATION"]) == ((187, 11, 0), (198, 0, 0))
    assert all(told[kind][:2] == (0, 0) for kind in ("RURAL_BY_LAW", "ASSISTED", "POTENTIAL"))
    asking = Counter(trait for offer in Offer.objects.all() for trait in offer.required_traits)
    assert asking == {"ASSISTED": 1, "MOUNTAIN": 1}
