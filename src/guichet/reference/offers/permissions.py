"""Pure questions: no exception, no write."""

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from .choices import OfferStatus
from .models import Offer


def can_create(user: User) -> bool:
    """Providers describe what they do; the administrator helps those who have no account."""
    return access_of(user).has(Role.PROVIDER, Role.ADMINISTRATOR)


def can_edit(user: User, offer: Offer) -> bool:
    """The provider itself, or the administrator; and the desk, as long as what it brought in by a
    file is a draft: most of these bodies have no account."""
    access = access_of(user)
    if access.has(Role.ADMINISTRATOR) or offer.provider_id in access.organisations(Role.PROVIDER):
        return True
    return bool(offer.origin) and offer.status == OfferStatus.DRAFT and can_check(user, offer)


def can_check(user: User, offer: Offer) -> bool:
    """Somebody other than the provider vouches that the sheet is true: the desk, or the admin."""
    access = access_of(user)
    if access.has(Role.ADMINISTRATOR):
        return True
    desks = access.departments({Role.DESK_OFFICER})
    home = offer.provider.department
    return bool(desks) if home is None else home.code in desks


def can_import(user: User) -> bool:
    """A file of offers is brought in by a desk, for its department, or by the administrator."""
    return access_of(user).has(Role.DESK_OFFICER, Role.ADMINISTRATOR)


def can_see_map(user: User) -> bool:
    """Those who answer for the help given in a department, and the structures that give it."""
    return bool(access_of(user).departments([*DESK, Role.SUB_PREFECT, Role.PROVIDER]))


def can_see_zones(user: User) -> bool:
    """White zones tell who has asked for help: for those who answer for it."""
    return bool(access_of(user).departments([*DESK, Role.SUB_PREFECT]))


def departments_of(user: User) -> frozenset[str]:
    return access_of(user).departments([Role.DESK_OFFICER])
