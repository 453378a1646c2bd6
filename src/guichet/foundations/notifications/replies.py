"""The address at which a letter may be answered: `reponse+<number>-<signature>@domain`.

Nobody can make one up, and it names a letter, hence who received it and about what. Lower case
only: mail servers do not keep capitals.
"""

from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from .models import Delivery

PREFIX = "reponse+"


def reply_address(letter: Delivery) -> str:
    """Empty when letters are not answered here: no domain is set, or the letter asks nothing."""
    if not settings.REPLY_DOMAIN or not letter.thread:
        return ""
    return f"{PREFIX}{int_to_base36(letter.pk)}-{_signature(letter.pk)}@{settings.REPLY_DOMAIN}"


def letter_answered(addresses: tuple[str, ...]) -> Delivery | None:
    """The letter that one of these addresses answers, if its signature is ours."""
    for address in addresses:
        pk = _number_in(address)
        if pk is not None:
            return Delivery.objects.filter(pk=pk).select_related("to_user").order_by("pk").first()
    return None


def _number_in(address: str) -> int | None:
    local, _, _ = address.lower().partition("@")
    number, dash, signature = local.removeprefix(PREFIX).partition("-")
    if not local.startswith(PREFIX) or not dash:
        return None
    try:
        pk = base36_to_int(number)
    except ValueError:
        return None
    return pk if constant_time_compare(signature, _signature(pk)) else None


def _signature(pk: int) -> str:
    """Eighty bits: the whole local part stays under the 64 characters of RFC 5321."""
    digest = salted_hmac("guichet.reply", str(pk), algorithm="sha256").digest()
    return b32encode(digest[:10]).decode().lower()
