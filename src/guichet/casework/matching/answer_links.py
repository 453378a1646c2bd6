"""The link by which a structure answers without an account: signed, for one thing, for a time.

The signature holds a key of the row: changing it revokes every link sent. The kind is part of the
salt: a link that asks for an opinion never accepts a demand. Opening it writes nothing, so that a
mail program that fetches addresses beforehand answers for nobody.
"""

import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from guichet.foundations.toolkit.errors import DomainError

from .models import Opinion, Referral

VALID_FOR = timedelta(days=90)
Asked = Referral | Opinion
# Mail programs cut an address at some signs; this one is safe, and never part of a signature.
_SEPARATOR = "~"
_KINDS: dict[str, type[Asked]] = {"r": Referral, "o": Opinion}


class AnswerLinkRefused(DomainError):
    """The link opens nothing, or nothing any more."""


def new_key() -> str:
    return secrets.token_urlsafe(9)


def answer_token(asked: Asked) -> str:
    kind = kind_of(asked)
    return _signer(kind, asked.link_key).sign(f"{kind}{asked.pk}")


def answer_path(asked: Asked) -> str:
    """Empty as long as no key was given: nothing unsigned ever leaves."""
    return reverse("matching:answer", args=[answer_token(asked)]) if asked.link_key else ""


def asked_by_link(token: str, *, at: datetime) -> Asked:
    """What a link opens; AnswerLinkRefused when it was altered, revoked or is too old."""
    found = _named(token)
    if found is None or not _is_signed(token, found):
        raise AnswerLinkRefused(
            "Ce lien n’est pas reconnu : il a été coupé par votre messagerie, ou remplacé par un "
            "plus récent. Cherchez le dernier courriel du guichet, ou écrivez-lui."
        )
    if found.link_sent_at is None or found.link_sent_at + VALID_FOR < at:
        raise AnswerLinkRefused(
            "Ce lien a plus de trois mois : il est fermé. Écrivez au guichet, qui vous en enverra "
            "un autre si une réponse est encore attendue de vous."
        )
    return found


def _named(token: str) -> Asked | None:
    name = token.partition(_SEPARATOR)[0]
    kind, number = name[:1], name[1:]
    # Beyond eighteen digits no key is that long, and PostgreSQL would refuse the number.
    if kind not in _KINDS or not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    if kind == "r":
        return Referral.objects.for_detail().filter(pk=int(number)).first()
    return Opinion.objects.for_page().filter(pk=int(number)).first()


def _is_signed(token: str, asked: Asked) -> bool:
    if not asked.link_key:
        return False
    kind = kind_of(asked)
    try:
        return _signer(kind, asked.link_key).unsign(token) == f"{kind}{asked.pk}"
    except BadSignature:
        return False


def kind_of(asked: Asked) -> str:
    return "r" if isinstance(asked, Referral) else "o"


def _signer(kind: str, key: str) -> Signer:
    return Signer(salt=f"guichet.answer.{kind}.{key}", sep=_SEPARATOR)
