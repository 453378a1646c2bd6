"""The applicant's link: who holds it reads the case in plain words, without an account.

The signature holds the key of the demand, so that every link sent is void as soon as the key
changes. The page stands above (doors); letters only need its address.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Demand

# Mail programs cut an address at some signs; this one is safe, and never part of a signature.
_SEPARATOR = "~"


def follow_token(demand: Demand) -> str:
    return _signer(demand.follow_key).sign(demand.uuid.hex)


def follow_path(demand: Demand) -> str:
    """Empty for a draft: there is nothing to follow yet."""
    return "" if demand.is_draft else reverse("doors:follow", args=[follow_token(demand)])


def named_by(token: str) -> str:
    """Which demand a link speaks of, before its signature is checked."""
    return token.partition(_SEPARATOR)[0]


def is_signed(token: str, demand: Demand) -> bool:
    try:
        return _signer(demand.follow_key).unsign(token) == demand.uuid.hex
    except BadSignature:
        return False


def _signer(key: str) -> Signer:
    return Signer(salt=f"guichet.follow.{key}", sep=_SEPARATOR)
