from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.money import MoneyRefused
from guichet.foundations.toolkit.workflow import TransitionRefused


def test_a_refusal_shows_its_sentence():
    refusal = DomainError("Le plan de situation manque : joignez-le.")

    assert str(refusal) == refusal.sentence == "Le plan de situation manque : joignez-le."


def test_every_foreseen_refusal_is_caught_in_one_place():
    assert issubclass(MoneyRefused, DomainError)
    assert issubclass(TransitionRefused, DomainError)
