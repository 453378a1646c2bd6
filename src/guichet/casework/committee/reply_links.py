"""The link of a convocation: who holds it answers for that seat, without an account."""

import uuid

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Invitation, Proof

# Mail programs cut an address at some signs; this one is safe, and never part of a signature.
_SIGNER = Signer(salt="guichet.convocation", sep="~")
# What opens one piece, and answers nothing: it stands in a document that people hand around.
_PIECES = Signer(salt="guichet.piece", sep="~")


def token_of(invitation: Invitation) -> str:
    return _SIGNER.sign(invitation.uuid.hex)


def reply_path(invitation: Invitation) -> str:
    return reverse("committee:reply", args=[token_of(invitation)])


def invitation_of(token: str) -> Invitation | None:
    """Whose link this is; nothing when it was not signed here, or was revoked."""
    link = _signed(_SIGNER, token)
    return _invitation(link) if link else None


def revocation_of(token: str) -> Proof | None:
    """That this link, signed here once, was revoked."""
    link = _signed(_SIGNER, token) or _piece_signed(token)[0]
    return Proof.objects.revoking(link).first() if link else None


def piece_path(invitation: Invitation, piece: int) -> str:
    """The address of one piece, for the document of one person: revoked with the link."""
    token = _PIECES.sign(f"{invitation.uuid.hex}-{piece}")
    return reverse("committee:piece_by_link", args=[token])


def piece_of(token: str) -> tuple[Invitation, int] | None:
    """Whose document this address stands in, and which piece it opens."""
    link, piece = _piece_signed(token)
    found = _invitation(link) if link else None
    return (found, piece) if found else None


def _invitation(link: uuid.UUID) -> Invitation | None:
    return (
        Invitation.objects.filter(uuid=link)
        .select_related("meeting__committee__department", "seat__organisation", "user", "item")
        .first()
    )


def _signed(signer: Signer, token: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def _piece_signed(token: str) -> tuple[uuid.UUID | None, int]:
    try:
        link, _, piece = _PIECES.unsign(token).partition("-")
        return uuid.UUID(link), int(piece)
    except (BadSignature, ValueError):
        return None, 0
