"""The link of a convocation: who holds it answers for that seat, without an account."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Invitation

# Mail programs cut an address at some signs; this one is safe, and never part of a signature.
_SIGNER = Signer(salt="guichet.convocation", sep="~")


def token_of(invitation: Invitation) -> str:
    return _SIGNER.sign(invitation.uuid.hex)


def reply_path(invitation: Invitation) -> str:
    return reverse("committee:reply", args=[token_of(invitation)])


def invitation_of(token: str) -> Invitation | None:
    """Whose link this is; nothing when it was not signed here."""
    try:
        name = _SIGNER.unsign(token)
    except BadSignature:
        return None
    return (
        Invitation.objects.filter(uuid=name)
        .select_related("meeting__committee__department", "seat__organisation", "user", "item")
        .first()
    )
