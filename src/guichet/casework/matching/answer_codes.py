"""The code of a letter: twelve signs that open the same page as the link of a mail.

Nothing is stored: the code is drawn from the key of the row, as the link is, so that a new link
revokes both. Sixty bits: a machine that tried a thousand codes a second would need millions of
years, so that tries are not counted.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from .answer_links import Asked, kind_of
from .models import Opinion, Referral

# Neither 0 nor 1, neither I nor O: what is read on paper is typed without a doubt.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH, _GROUP = 12, 4


def answer_code(asked: Asked) -> str:
    """« K7QF-2M9X-4TRB »; empty as long as no key was given."""
    if not asked.link_key:
        return ""
    salt = f"guichet.answer.code.{asked.link_key}"
    drawn = salted_hmac(salt, f"{kind_of(asked)}{asked.pk}", algorithm="sha256").digest()
    signs = "".join(_SIGNS[byte % len(_SIGNS)] for byte in drawn[:_LENGTH])
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_code(typed: str) -> str:
    """The code in what somebody typed: lower case, spaces and dashes are forgiven."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def asked_by_code(reference: str, code: str) -> Asked | None:
    """What the number of a demand and a code open together."""
    referrals = Referral.objects.filter(demand__reference=reference).order_by("pk")
    opinions = Opinion.objects.filter(demand__reference=reference).order_by("pk")
    typed = read_code(code)
    listed: tuple[Asked, ...] = (*referrals, *opinions)
    for asked in listed:
        if asked.link_key and constant_time_compare(answer_code(asked), typed):
            return asked
    return None
