"""Ask whoever appoints for a new member (CRPA R133-4)."""

from datetime import datetime

from django.db import transaction

from guichet.casework.committee import notifications, vacancies
from guichet.casework.committee.models import Seat
from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.audit.twice import just_done
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day

from .mandates import MandateRefused


@transaction.atomic
def ask_designation(seat: Seat, *, by: Actor | None, at: datetime) -> None:
    """Send the letter of a vacant seat to the body that appoints."""
    lock_afresh(seat)
    vacant = {one.seat.pk: one for one in vacancies.of_committee(seat.committee, on=local_day(at))}
    asked = vacant.get(seat.pk)
    if asked is None:
        raise MandateRefused(
            f"Le siège « {seat.label} » a un titulaire : il n’y a rien à demander."
        )
    if not asked.email:
        raise MandateRefused(
            f"L’organisme du siège « {seat.label} » n’a pas d’adresse électronique : copiez la "
            "lettre et envoyez-la par courrier."
        )
    if just_done(seat.committee, "committee.ask_designation", by=by, at=at, seat=seat.pk):
        raise MandateRefused(
            f"La lettre du siège « {seat.label} » vient de partir : il n’y a rien à renvoyer."
        )
    letter = notifications.designation_asked(seat.committee, asked.subject, asked.body)
    notify([asked.email], letter, at=at)
    record(
        by=by, action="committee.ask_designation", target=seat.committee, at=at,
        label=seat.label, seat=seat.pk,
    )  # fmt: skip
