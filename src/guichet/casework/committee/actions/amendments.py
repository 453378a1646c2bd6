"""What members ask to change in a draft, and the disagreements that they want written down."""

from datetime import date, datetime

from django.db import transaction

from guichet.casework.committee import notifications
from guichet.casework.committee.choices import AmendmentStatus, MeetingStatus
from guichet.casework.committee.correspondents import of_meeting
from guichet.casework.committee.drafting import blocks_of, from_json, text_of
from guichet.casework.committee.models import (
    AgendaItem,
    Amendment,
    Disagreement,
    Meeting,
)
from guichet.casework.committee.roll_call import seats_that_took_part
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.audit.twice import just_done
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError

from .minutes import MINUTES, save_minutes, writable
from .moments import hold_item
from .telling import tell


class AmendmentRefused(DomainError):
    """The amendment cannot be proposed, accepted or refused as it was asked."""


@transaction.atomic
def open_amendments(meeting: Meeting, *, until: date, by: User | None, at: datetime) -> None:
    """Send the draft to those who attended or were represented: until that day, each may ask for a
    change."""
    minutes = writable(meeting)
    if until <= local_day(at):
        raise AmendmentRefused("Choisissez un jour à venir : les membres ont besoin d’un délai.")
    said = long_date(until)
    if just_done(meeting, "meeting.open_amendments", by=by, at=at, until=said):
        raise AmendmentRefused(
            "Le projet vient d’être envoyé aux membres avec ce délai : il n’y a rien à renvoyer."
        )
    minutes.amendable_until = until
    minutes.save(update_fields=["amendable_until"])
    record(by=by, action="meeting.open_amendments", target=meeting, at=at, until=said)
    there = of_meeting(meeting, only=seats_that_took_part(meeting))
    tell(meeting, there.to_tell, notifications.amendable(meeting, until=until), at=at)


@transaction.atomic
def propose_amendment(
    meeting: Meeting,
    *,
    section: str,
    text: str,
    reason: str = "",
    by: User | None,
    at: datetime,
) -> Amendment:
    """Ask that one part be written otherwise; the draft itself does not change."""
    minutes = writable(meeting)
    if not minutes.takes_amendments_on(local_day(at)):
        raise AmendmentRefused(
            "Le délai pour proposer un amendement est passé. Écrivez au secrétariat, ou "
            "dites-le à l’approbation du procès-verbal."
        )
    part = next((one for one in from_json(minutes.sections) if one.key == section), None)
    if part is None:
        raise AmendmentRefused("Cette partie n’est plus dans le procès-verbal : rechargez la page.")
    wanted = text_of(blocks_of(text))
    if wanted == part.text:
        raise AmendmentRefused(
            "Le texte proposé est celui du projet : écrivez ce que vous changez."
        )
    # The lock on the meeting makes the second of two clicks see the first.
    if Amendment.objects.waits_already(minutes, section=section, text=wanted, by=by):
        raise AmendmentRefused(
            "Vous avez déjà proposé ce texte pour cette partie : il attend sa réponse."
        )
    amendment = Amendment.objects.create(
        minutes=minutes,
        section_key=section,
        section_title=part.title,
        base_text=part.text,
        proposed_text=wanted,
        reason=reason.strip(),
        author=by,
        author_label=str(by) if by else "Guichet",
        proposed_at=at,
    )
    record(
        by=by, action="meeting.propose_amendment", target=meeting, at=at,
        part=part.title, amendment=amendment.pk,
    )  # fmt: skip
    return amendment


@transaction.atomic
def accept_amendment(
    amendment: Amendment, *, answer: str = "", by: User | None, at: datetime
) -> None:
    """Write the proposed text into the draft; a part corrected since then is not overwritten."""
    meeting = amendment.minutes.meeting
    minutes = writable(meeting)
    _hold(amendment)
    part = next((o for o in from_json(minutes.sections) if o.key == amendment.section_key), None)
    if part is None or part.text not in {amendment.base_text, amendment.proposed_text}:
        raise AmendmentRefused(
            f"La partie « {amendment.section_title} » a changé depuis cette proposition : reportez "
            "ce qu’il faut à la main, puis répondez à l’amendement."
        )
    save_minutes(
        meeting,
        part=MINUTES,
        texts={amendment.section_key: amendment.proposed_text},
        version=minutes.version,
        by=by,
        at=at,
    )
    _answer(amendment, AmendmentStatus.ACCEPTED, answer, at=at)
    record(
        by=by, action="meeting.accept_amendment", target=meeting, at=at,
        part=amendment.section_title, author=amendment.author_label, amendment=amendment.pk,
    )  # fmt: skip


@transaction.atomic
def refuse_amendment(amendment: Amendment, *, answer: str, by: User | None, at: datetime) -> None:
    """Keep the draft as it is, and say why to whoever asked."""
    if not answer.strip():
        raise AmendmentRefused("Dites pourquoi l’amendement est refusé : son auteur le lira.")
    meeting = amendment.minutes.meeting
    writable(meeting)
    _hold(amendment)
    _answer(amendment, AmendmentStatus.REFUSED, answer, at=at)
    record(
        by=by, action="meeting.refuse_amendment", target=meeting, at=at, because=answer.strip(),
        part=amendment.section_title, author=amendment.author_label, amendment=amendment.pk,
    )  # fmt: skip


@transaction.atomic
def record_disagreement(
    item: AgendaItem, *, member: str, words: str, by: User | None, at: datetime
) -> Disagreement:
    """Write that a member disagrees, at his request (CRPA R133-13); the next draft bears it."""
    meeting = hold_item(item, MeetingStatus.OPENED, MeetingStatus.HELD, MeetingStatus.MINUTED)
    if not member.strip():
        raise AmendmentRefused("Écrivez le nom et la qualité du membre qui le demande.")
    if not words.strip():
        raise AmendmentRefused("Écrivez le désaccord, dans les mots du membre.")
    said = {"item": item, "member_label": member.strip()[:200], "words": words.strip()}
    if Disagreement.objects.filter(**said).exists():
        raise AmendmentRefused("Ce désaccord est déjà noté, dans les mêmes mots.")
    made = Disagreement.objects.create(**said)
    record(
        by=by, action="meeting.record_disagreement", target=meeting, at=at,
        title=item.title, member=made.member_label,
    )  # fmt: skip
    return made


def _hold(amendment: Amendment) -> None:
    lock_afresh(amendment)
    if amendment.status != AmendmentStatus.PROPOSED:
        raise AmendmentRefused("Cet amendement a déjà reçu sa réponse : rechargez la page.")


def _answer(amendment: Amendment, status: str, answer: str, *, at: datetime) -> None:
    amendment.status = status
    amendment.answer = answer.strip()
    amendment.answered_at = at
    amendment.save(update_fields=["status", "answer", "answered_at"])
    if amendment.author is not None:
        tell(
            amendment.minutes.meeting, [amendment.author], notifications.answered(amendment), at=at
        )
