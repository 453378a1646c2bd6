import pytest

from guichet.reference.territories.models import Territory

from .subset import load_department


@pytest.fixture
def alpes_de_haute_provence(db) -> Territory:
    """The 04, the twelve EPCI that touch it, and what stands above them."""
    load_department("04")
    return Territory.objects.get(pk="departement-04")
