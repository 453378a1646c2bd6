"""What members and heard persons answer (CRPA R133-3, R133-9), and who is to be heard (R133-6)."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from guichet.casework.committee import answers, convocation, expected, notifications
from guichet.casework.committee.choices import (
    InvitationKind,
    MeetingStatus,
    ReplyChannel,
    ReplyKind,
)
from guichet.casework.committee.models import AgendaItem, Invitation, Meeting, Piece, Reply, Seat
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.documents.actions import discard, store
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.errors import DomainError

from .moments import MeetingRefused, hold
from .telling import tell_each

HEARD_MAY = frozenset({ReplyKind.IN_ROOM, ReplyKind.VIDEO, ReplyKind.ABSENT})


class ReplyRefused(DomainError):
    """The law, or the meeting, does not admit this answer."""


@transaction.atomic
def answer(
    invitation: Invitation,
    *,
    kind: str,
    deputy: str = "",
    same_body: bool = True,
    proxy_to: Seat | None = None,
    note: str = "",
    at: datetime,
) -> Reply:
    """The answer of whoever holds the link; the last one of a seat counts."""
    reply = _answer(
        invitation, _said(invitation, kind, deputy, same_body, proxy_to), note=note,
        channel=ReplyChannel.LINK, by=None, at=at,
    )  # fmt: skip
    record(
        by=None, action="meeting.answer", target=invitation.meeting, at=at,
        name=_named(invitation), told=reply.told,
    )  # fmt: skip
    return reply


@transaction.atomic
def answer_for(
    invitation: Invitation,
    *,
    kind: str,
    deputy: str = "",
    same_body: bool = True,
    proxy_to: Seat | None = None,
    note: str = "",
    by: User | None,
    at: datetime,
) -> Reply:
    """The secretary writes down what was said by telephone, under the same rules."""
    reply = _answer(
        invitation, _said(invitation, kind, deputy, same_body, proxy_to), note=note,
        channel=ReplyChannel.SECRETARY, by=by, at=at,
    )  # fmt: skip
    record(
        by=by, action="meeting.answer_for", target=invitation.meeting, at=at,
        name=_named(invitation), told=reply.told,
    )  # fmt: skip
    return reply


def _said(
    invitation: Invitation, kind: str, deputy: str, same_body: bool, proxy_to: Seat | None
) -> answers.Answer:
    """Only what goes with that kind of answer is kept."""
    return answers.Answer(
        seat=invitation.seat_id or 0,
        kind=kind,
        holder=proxy_to.pk if proxy_to and kind == ReplyKind.PROXY else None,
        deputy=deputy.strip() if kind == ReplyKind.ALTERNATE else "",
        same_body=same_body,
    )


def _answer(
    invitation: Invitation,
    said: answers.Answer,
    *,
    note: str,
    channel: str,
    by: User | None,
    at: datetime,
) -> Reply:
    """Lock the meeting, so that two proxies to one holder come one after the other."""
    hold(invitation.meeting, MeetingStatus.CONVENED)
    if channel == ReplyChannel.LINK:
        _check_link(invitation)
    standing = _check(invitation, said)
    reply = Reply.objects.create(
        invitation=invitation,
        kind=said.kind,
        deputy_name=said.deputy,
        proxy_to_id=said.holder,
        note=note.strip()[:500],
        channel=channel,
        written_by=by,
        at=at,
    )
    if said.kind == ReplyKind.ABSENT and invitation.seat_id:
        _tell_givers(invitation, answers.givers_to(invitation.seat_id, standing), at=at)
    return reply


def _check_link(invitation: Invitation) -> None:
    """Under the lock: the secretariat may have revoked it while the page was open."""
    if not Invitation.objects.filter(pk=invitation.pk, uuid=invitation.uuid).exists():
        raise ReplyRefused(
            "Ce lien vient d’être remplacé : répondez par le dernier lien que vous avez reçu, ou "
            "appelez le secrétariat."
        )


def _check(invitation: Invitation, said: answers.Answer) -> dict[int, answers.Answer]:
    if not invitation.is_member:
        _check_heard(invitation, said)
        return {}
    known = expected.expected_at(invitation.meeting)
    if said.seat not in known.members:
        raise ReplyRefused(
            f"Le siège « {invitation.seat_label} » n’est plus en vigueur le jour de la séance : "
            "appelez le secrétariat."
        )
    found = answers.objection(said, known.members, known.standing, known.terms)
    if found is not None:
        raise ReplyRefused(found.sentence)
    return known.standing


def _check_heard(invitation: Invitation, said: answers.Answer) -> None:
    if said.kind not in HEARD_MAY:
        raise ReplyRefused(
            "Une personne entendue n’est pas membre : elle n’a ni suppléant ni pouvoir "
            "(article R133-6 du CRPA). Dites si vous viendrez."
        )
    found = answers.objection(said, {}, {}, expected.terms_of(invitation.meeting))
    if found is not None:
        raise ReplyRefused(found.sentence)


def _tell_givers(invitation: Invitation, seats: list[int], *, at: datetime) -> None:
    """Their proxy has nobody to carry it any more: they learn it at once."""
    givers = Invitation.objects.of_meeting(invitation.meeting).members().with_an_address()
    letter = notifications.proxy_lost(invitation.meeting, invitation.seat_label)
    tell_each(
        invitation.meeting,
        [
            (one.user or one.email, convocation.with_link(one, letter))
            for one in givers.filter(seat__in=seats).in_order()
        ],
        at=at,
    )


def _named(invitation: Invitation) -> str:
    return f"{invitation.name} (« {invitation.seat_label} »)"


@transaction.atomic
def invite(
    meeting: Meeting,
    *,
    name: str,
    quality: str,
    email: str = "",
    item: AgendaItem | None = None,
    by: User | None,
    at: datetime,
) -> Invitation:
    """Somebody whom the chair will hear, without a vote (CRPA R133-6); told when members are."""
    hold(meeting, MeetingStatus.PREPARED)
    heard = Invitation.objects.of_meeting(meeting).heard()
    if email and heard.filter(email__iexact=email, item=item).exists():
        raise MeetingRefused(f"{email} est déjà invité pour ce point.")
    made = Invitation.objects.create(
        meeting=meeting, kind=InvitationKind.HEARD, name=name.strip(), quality=quality.strip(),
        email=email.strip(), item=item,
    )  # fmt: skip
    record(by=by, action="meeting.invite", target=meeting, at=at, name=made.name)
    return made


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User | None, at: datetime) -> None:
    """Before anything was sent: afterwards there is a proof, and it stays."""
    meeting = invitation.meeting
    hold(meeting, MeetingStatus.PREPARED)
    record(by=by, action="meeting.withdraw_invitation", target=meeting, at=at, name=invitation.name)
    invitation.delete()


@transaction.atomic
def join_piece(
    meeting: Meeting,
    *,
    title: str,
    upload: "UploadedFile[bytes]",
    item: AgendaItem | None = None,
    by: User | None,
    at: datetime,
) -> Piece:
    """A file that members receive with the convocation, or with the next sending."""
    hold(meeting, MeetingStatus.PREPARED, MeetingStatus.CONVENED)
    document = store(upload, kind=DocumentKind.ATTACHMENT, by=by, at=at)
    made = Piece.objects.create(
        meeting=meeting, item=item, title=title.strip() or document.name, document=document
    )
    record(by=by, action="meeting.join_piece", target=meeting, at=at, title=made.title)
    return made


@transaction.atomic
def remove_piece(piece: Piece, *, by: User | None, at: datetime) -> None:
    """Before the convocation; what was sent is not taken back."""
    meeting = piece.meeting
    hold(meeting, MeetingStatus.PREPARED)
    record(by=by, action="meeting.remove_piece", target=meeting, at=at, title=piece.title)
    document = piece.document
    piece.delete()
    discard(document, by=by, at=at)
