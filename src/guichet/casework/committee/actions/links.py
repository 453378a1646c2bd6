"""The link of one convocation: revoked when it is in wrong hands, and sent afresh (ADR 0021).

Nothing is taken back: what was sent and answered stays, and the revocation is one more proof. The
invitation takes a new number, so that the old link opens nothing but a page which says so.
"""

import uuid
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import convocation
from guichet.casework.committee.choices import MeetingStatus, ProofKind
from guichet.casework.committee.models import AgendaItem, Edition, Invitation, Proof
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.errors import DomainError

from .moments import hold
from .sending import last_edition, send_letters

# A meeting that is over still opens its papers by the link: it may be revoked at any time.
_SENT = frozenset(MeetingStatus) - {MeetingStatus.PREPARED}
_LIVE = frozenset({MeetingStatus.CONVENED, MeetingStatus.OPENED})


class LinkRefused(DomainError):
    """The link cannot be revoked, or sent, as it was asked."""


@transaction.atomic
def revoke_link(
    invitation: Invitation,
    *,
    because: str,
    email: str = "",
    seen: uuid.UUID | None = None,
    by: User | None,
    at: datetime,
) -> bool:
    """The link opens nothing from now on; a new one leaves to `email`, if there is one.

    `seen` is the link that the screen showed: pressed twice, the button must not revoke the link
    that it has just sent. Without an address nothing is written to this person any more: the next
    sending would put the new link in the hands that the old one was taken from. Answers whether a
    new link left.
    """
    meeting = invitation.meeting
    hold(meeting, *_SENT)
    if not because.strip():
        raise LinkRefused("Dites pourquoi le lien est révoqué : adresse erronée, boîte perdue…")
    invitation.refresh_from_db(fields=["uuid", "email", "user"])
    if seen is not None and seen != invitation.uuid:
        raise LinkRefused("Ce lien vient déjà d’être révoqué : rechargez la page.")
    Proof.objects.create(
        invitation=invitation, edition=last_edition(meeting), kind=ProofKind.REVOKED, at=at,
        note=because.strip()[:200], link=invitation.uuid,
    )  # fmt: skip
    invitation.uuid = uuid.uuid4()
    _address(invitation, email)
    record(
        by=by, action="meeting.revoke_link", target=meeting, at=at, because=because.strip(),
        name=invitation.name,
    )  # fmt: skip
    return bool(email.strip()) and _send(invitation, by=by, at=at)


@transaction.atomic
def renew_link(invitation: Invitation, *, email: str, by: User | None, at: datetime) -> None:
    """Send its new link to a person whose old one was revoked."""
    hold(invitation.meeting, *_LIVE)
    if not email.strip():
        raise LinkRefused("Écrivez l’adresse électronique à laquelle envoyer le nouveau lien.")
    invitation.refresh_from_db(fields=["uuid", "email", "user"])
    if not invitation.proofs.filter(kind=ProofKind.REVOKED).exists():
        raise LinkRefused(
            "Le lien de cette personne n’a pas été révoqué : pour lui écrire de nouveau, renvoyez "
            "la convocation."
        )
    _address(invitation, email)
    _send(invitation, by=by, at=at)


def _address(invitation: Invitation, email: str) -> None:
    """A letter to an account goes to the address of the account: another one unties them."""
    address = email.strip()
    user = invitation.user
    invitation.email = address
    invitation.user = user if user and user.email.lower() == address.lower() else None
    invitation.save(update_fields=["uuid", "email", "user"])


def _send(invitation: Invitation, *, by: User | None, at: datetime) -> bool:
    """The whole convocation once more: with a wrong address, it was never received."""
    meeting = invitation.meeting
    if meeting.status not in _LIVE:
        raise LinkRefused(
            f"La séance est « {meeting.get_status_display()} » : on ne répond plus, aucun lien ne "
            "part. Laissez l’adresse vide pour révoquer l’ancien."
        )
    edition = last_edition(meeting)
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    calendars = convocation.calendars_for(
        meeting, number=Edition.objects.of_meeting(meeting).count(), at=at
    )
    sent = send_letters(
        [invitation], edition, ProofKind.RENEWED,
        lambda one: convocation.letter_renewed(one, items, calendars), at=at,
    )  # fmt: skip
    record(by=by, action="meeting.renew_link", target=meeting, at=at, name=invitation.name)
    return bool(sent)
