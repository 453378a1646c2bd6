"""Who is told what happens to a support: the authority that asked and the provider that leads."""

from datetime import date

from guichet.casework.demands.correspondents import Recipients, applicant_to_tell
from guichet.casework.matching.correspondents import people_of
from guichet.foundations.accounts.models import User

from .models import Support


def to_tell(support: Support, *, on: date, but: User | None) -> Recipients:
    """The applicant and the people of the lead provider, except whoever acts."""
    told = (*applicant_to_tell(support.demand), *people_of(support.lead_provider, on=on))
    return tuple(person for person in told if but is None or _address(person) != _address(but))


def _address(person: User | str) -> str:
    return (person.email if isinstance(person, User) else person).lower()
