"""Keep the proof pack of a closed meeting, as it is that day (glossary: dossier de preuve)."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app as queue

from guichet.casework.committee.evidence import pack_name, pack_of
from guichet.casework.committee.models import Meeting, Minutes, SealedPack
from guichet.casework.committee.proof import check
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents.actions import store_made
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.errors import DomainError

SEAL_JOB = "guichet.seal_meeting"


class SealRefused(DomainError):
    """There is nothing to seal, or nothing new."""


def seal_soon(meeting: Meeting, *, occasion: str) -> None:
    """Have the worker seal it, once the caller's transaction is certain: making it takes a second.

    A rehearsal proves nothing and is erased: it is never sealed.
    """
    if not meeting.is_rehearsal:
        queue.configure_task(SEAL_JOB, allow_unknown=False).defer(
            meeting_id=meeting.pk, occasion=occasion
        )


@transaction.atomic
def seal_meeting(meeting: Meeting, *, occasion: str, by: User | None, at: datetime) -> SealedPack:
    """Keep the pack as it is now. Raises SealRefused when the last one kept says the same."""
    lock_afresh(meeting)
    if meeting.is_rehearsal:
        raise SealRefused("Une répétition ne prouve rien : elle n’est pas scellée.")
    minutes = Minutes.objects.of_meeting(meeting)
    if minutes is None or not meeting.has_approved_minutes:
        raise SealRefused("Le dossier de preuve se scelle une fois le procès-verbal approuvé.")
    content = pack_of(meeting, minutes)
    report = check(content)
    last = SealedPack.objects.of_meeting(meeting).first()
    if last is not None and last.seal == report.seal:
        raise SealRefused(
            f"Rien n’a changé depuis le dossier scellé n°\u00a0{last.number} : il suffit."
        )
    number = last.number + 1 if last else 1
    # No event: the journal of the meeting is in the pack, which would never be the same twice.
    return SealedPack.objects.create(
        meeting=meeting,
        number=number,
        occasion=occasion,
        seal=report.seal,
        pieces=report.pieces,
        events=report.events,
        document=store_made(
            content,
            name=pack_name(meeting, number=number),
            kind=DocumentKind.PROOF,
            by=by,
            at=at,
        ),
        sealed_at=at,
        sealed_by_label=str(by) if by else "Guichet",
    )
