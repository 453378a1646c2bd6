"""What is sent before a meeting: convocations, invitations, reminders, and their proofs.

The proof of a sending is written in the transaction that writes the letter, so that no mail leaves
without one; a new sending adds proofs and never touches those before (peers: D6, D7).
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import convocation, editions, rehearsal
from guichet.casework.committee.choices import (
    InvitationKind,
    MandateKind,
    MeetingStatus,
    ProofKind,
)
from guichet.casework.committee.models import (
    AgendaItem,
    Edition,
    Invitation,
    InvitationQuerySet,
    Mandate,
    Meeting,
    Proof,
    Seat,
    SeatQuerySet,
)
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.notifications.actions import Message as Letter
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .moments import hold
from .telling import tell_each


class SendingRefused(DomainError):
    """Nothing can be sent as it was asked."""


def send_convocations(meeting: Meeting, *, by: User | None, at: datetime) -> None:
    """The first sending, in the transaction of `convene`, which locks and moves the meeting."""
    edition = _edition(meeting, changes=(), because="", at=at)
    _invite_members(meeting)
    everybody = _invited(meeting)
    sent = _send_first(meeting, edition, everybody, at=at)
    record(
        by=by, action="meeting.send_convocations", target=meeting, at=at,
        number=sent, told=plural(sent, "convocation"), edition=edition.number,
        digest=edition.digest, without_address=[one.name for one in everybody if not one.email],
    )  # fmt: skip


@transaction.atomic
def send_again(
    meeting: Meeting,
    *,
    scheduled_at: datetime,
    form: str,
    place: str,
    because: str = "",
    by: User | None,
    at: datetime,
) -> Edition:
    """Change the hour, the form or the place, and tell everybody what changed since last time.

    The day does not change: members were convened for it, five days before (CRPA R133-8).
    """
    hold(meeting, MeetingStatus.CONVENED)
    _check_same_day(meeting, scheduled_at)
    meeting.scheduled_at, meeting.form, meeting.place = scheduled_at, form, place.strip()
    meeting.save(update_fields=["scheduled_at", "form", "place"])
    last = Edition.objects.of_meeting(meeting).last()
    before = last.content if last else convocation.content_of(meeting)
    told = editions.changes(before, convocation.content_of(meeting))
    if not told and not because.strip():
        raise SendingRefused(
            "Rien n’a changé depuis le dernier envoi : relancez ceux qui n’ont pas répondu, ou "
            "écrivez ce que vous voulez dire aux membres."
        )
    edition = _edition(meeting, changes=told, because=because.strip(), at=at)
    _invite_members(meeting)
    everybody = _invited(meeting)
    known = set(Proof.objects.of_meeting(meeting).values_list("invitation_id", flat=True))
    newcomers = [one for one in everybody if one.pk not in known]
    _send_first(meeting, edition, newcomers, at=at)
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())

    calendars = convocation.calendars_for(meeting, number=edition.number, at=at)
    practical = editions.practical_changes(before, edition.content)

    def again(one: Invitation) -> Letter:
        said = told if one.is_member else practical
        note = edition.because if one.is_member else ""
        return convocation.letter_again(one, items, calendars, changes=said, because=note)

    # Whoever is only heard is not told of points and papers.
    others = [one for one in everybody if one.pk in known and (one.is_member or practical)]
    sent = send_letters(others, edition, ProofKind.SENT_AGAIN, again, at=at)
    record(
        by=by, action="meeting.send_again", target=meeting, at=at, because=edition.because,
        told=plural(sent, "envoi"), changes_told=list(told), edition=edition.number,
        digest=edition.digest,
    )  # fmt: skip
    return edition


@transaction.atomic
def remind(meeting: Meeting, *, by: User | None, at: datetime) -> int:
    """One letter to those who have said nothing, and to nobody else; once a day at most."""
    hold(meeting, MeetingStatus.CONVENED)
    edition = last_edition(meeting)
    silent = [one for one in silent_of(meeting) if one.email]
    if not silent:
        raise SendingRefused(
            "Tous ceux qui ont une adresse électronique ont répondu : il n’y a personne à relancer."
        )
    last = Proof.objects.of_meeting(meeting).filter(kind=ProofKind.REMINDED).last()
    if last is not None and local_day(last.at) == local_day(at):
        raise SendingRefused(
            f"Une relance est déjà partie le {long_date(local_day(at))} : attendez demain."
        )
    sent = send_letters(silent, edition, ProofKind.REMINDED, convocation.reminder_of, at=at)
    record(
        by=by, action="meeting.remind", target=meeting, at=at,
        told=plural(sent, "personne sans réponse", "personnes sans réponse"),
    )  # fmt: skip
    return sent


@transaction.atomic
def note_delivery(invitation: Invitation, *, how: str, by: User | None, at: datetime) -> None:
    """The convocation was handed over by post or by hand: that is a proof too."""
    meeting = invitation.meeting
    hold(meeting, MeetingStatus.CONVENED)
    if not how.strip():
        raise SendingRefused("Dites comment : courrier recommandé, remise en main propre…")
    Proof.objects.create(
        invitation=invitation, edition=last_edition(meeting), kind=ProofKind.POSTED, at=at,
        note=how.strip()[:200],
    )  # fmt: skip
    record(
        by=by, action="meeting.note_delivery", target=meeting, at=at, name=invitation.name,
        how=how.strip(),
    )  # fmt: skip


@transaction.atomic
def open_convocation(invitation: Invitation, *, at: datetime) -> None:
    """Whoever holds the link read it: kept once for each edition."""
    edition = Edition.objects.of_meeting(invitation.meeting).last()
    if edition is None:
        return
    hold(invitation.meeting, *MeetingStatus)
    opened = invitation.proofs.filter(edition=edition, kind=ProofKind.OPENED)
    if opened.exists():
        return
    Proof.objects.create(invitation=invitation, edition=edition, kind=ProofKind.OPENED, at=at)
    record(
        by=None, action="meeting.open_convocation", target=invitation.meeting, at=at,
        name=invitation.name,
    )  # fmt: skip


def _edition(meeting: Meeting, *, changes: Sequence[str], because: str, at: datetime) -> Edition:
    content = convocation.content_of(meeting)
    return Edition.objects.create(
        meeting=meeting,
        number=Edition.objects.of_meeting(meeting).count() + 1,
        content=content,
        digest=editions.fingerprint(content),
        changes=list(changes),
        because=because,
        made_at=at,
    )


def last_edition(meeting: Meeting) -> Edition:
    edition = Edition.objects.of_meeting(meeting).last()
    if edition is None:
        raise SendingRefused("La convocation de cette séance n’a pas été envoyée par Guichet.")
    return edition


def silent_of(meeting: Meeting) -> list[Invitation]:
    """Those whose seat has not answered, nor they themselves if they are only heard."""
    return _listed(Invitation.objects.of_meeting(meeting).silent(), meeting)


def _invited(meeting: Meeting) -> list[Invitation]:
    return _listed(Invitation.objects.of_meeting(meeting), meeting)


def _listed(found: InvitationQuerySet, meeting: Meeting) -> list[Invitation]:
    """In order; each knows the meeting already, so that no letter asks for it again."""
    listed = list(found.in_order())
    for one in listed:
        one.meeting = meeting
    return listed


def _invite_members(meeting: Meeting) -> None:
    """One invitation for each person in a seat in force that day who has none yet."""
    known = set(Invitation.objects.of_meeting(meeting).members().values_list("seat_id", "name"))
    seats = Seat.objects.of_committee(meeting.committee).in_force(meeting.day)
    if meeting.is_rehearsal:
        _invite_fakes(meeting, seats, known)
        return
    mandates = Mandate.objects.in_seats(seats).in_force(meeting.day).holders_first()
    found = {}
    for mandate in mandates:
        person = mandate.person
        key = (mandate.seat_id, person.name)
        if key in known or key in found:
            continue
        found[key] = Invitation(
            meeting=meeting,
            kind=InvitationKind.MEMBER,
            seat=mandate.seat,
            is_alternate=mandate.kind == MandateKind.ALTERNATE,
            name=person.name,
            email=person.user.email if person.user else person.email,
            user=person.user,
        )
    Invitation.objects.bulk_create(found.values())


def _invite_fakes(meeting: Meeting, seats: SeatQuerySet, known: set[tuple[int, str]]) -> None:
    """Nobody holds the seats of a rehearsal: their members have a name and no address on earth."""
    made = [
        Invitation(
            meeting=meeting, kind=InvitationKind.MEMBER, seat=seat,
            name=rehearsal.name_of(seat.rank), email=rehearsal.address_of(seat.rank),
        )
        for seat in seats.for_roll_call()
        if (seat.pk, rehearsal.name_of(seat.rank)) not in known
    ]  # fmt: skip
    Invitation.objects.bulk_create(made)


def _send_first(
    meeting: Meeting, edition: Edition, to: Sequence[Invitation], *, at: datetime
) -> int:
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    ics = convocation.calendars_for(meeting, number=edition.number, at=at)
    return send_letters(
        to, edition, ProofKind.SENT, lambda one: convocation.letter_of(one, items, ics), at=at
    )


def send_letters(
    to: Sequence[Invitation],
    edition: Edition,
    kind: str,
    words: Callable[[Invitation], Letter],
    *,
    note: str = "",
    at: datetime,
) -> int:
    """Write the letters and their proofs together; answers how many will leave."""
    reachable = [one for one in to if one.email]
    letters = [words(one) for one in reachable]
    recipients = [one.user or one.email for one in reachable]
    written = tell_each(edition.meeting, list(zip(recipients, letters, strict=True)), at=at)
    proofs = [
        Proof(
            invitation=one,
            edition=edition,
            kind=kind,
            at=at,
            digest=convocation.digest_of(letter, edition),
            letter=told.number,
            note=note,
        )
        for one, letter, told in zip(reachable, letters, written, strict=True)
        if told.is_written
    ]
    Proof.objects.bulk_create(proofs)
    return len(proofs)


def _check_same_day(meeting: Meeting, scheduled_at: datetime) -> None:
    if local_day(scheduled_at) != local_day(meeting.scheduled_at):
        raise SendingRefused(
            f"Les membres sont convoqués pour le {long_date(local_day(meeting.scheduled_at))} : "
            "pour un autre jour, annulez cette séance et convoquez-en une nouvelle, dans les "
            "délais (article R133-8 du CRPA)."
        )
