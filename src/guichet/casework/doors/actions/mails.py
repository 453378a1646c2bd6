"""A mail that a town hall wrote becomes a draft in its name, which the officer completes."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import Channel
from guichet.casework.demands.models import Demand, UnfiledMail
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from ..envelope import LONGEST_TEXT, Envelope, MailRefused, open_mail, plain_subject
from ..gazetteer import authorities_in
from ..models import CapturedMail


@dataclass(frozen=True)
class Captured:
    """The draft, and a sentence for each file that could not be kept."""

    demand: Demand
    refusals: tuple[str, ...]


def guess_requester(envelope: Envelope, department: Territory) -> Organisation | None:
    """The authority of the department that the mail comes from: by its address, by the domain of
    its address, then by the only name of commune that its text holds. Never one of two."""
    bodies = list(authorities_in(department))
    by_email = [body for body in bodies if body.email.lower() in envelope.addresses]
    if len(by_email) == 1:
        return by_email[0]
    told = f" {search_key(f'{envelope.sender_name} {envelope.text} {envelope.subject}')} "
    named = [body for body in bodies if f" {search_key(_place_of(body))} " in told]
    # « Saint-Michel » is inside « Saint-Michel-l’Observatoire »: the longest name is the one meant.
    longest = [
        body
        for body in named
        if not any(other != body and _place_of(body) in _place_of(other) for other in named)
    ]
    return longest[0] if len(longest) == 1 else None


@transaction.atomic
def capture(
    envelope: Envelope,
    raw: bytes,
    *,
    requester: Organisation,
    department: Territory,
    by: User,
    at: datetime,
) -> Captured:
    """Keep the mail whole and open a draft with what it says; the same mail makes one draft."""
    twin = CapturedMail.objects.filter(department=department, identity=envelope.identity)
    known = twin.select_related("demand").order_by("pk").first()
    if known is not None:
        raise MailRefused(
            f"Ce courriel a déjà été repris : {_named(known.demand)}. Rien n’a été créé une "
            "seconde fois."
        )
    demand = demands.start_draft(requester, by=by, at=at, channel=Channel.EMAIL)
    demands.save_draft(demand, _answers(envelope, by=by), by=by, at=at)
    mail = CapturedMail.objects.create(
        department=department,
        identity=envelope.identity,
        subject=envelope.subject,
        sent_at=envelope.sent_at,
        demand=demand,
        captured_by=by,
        captured_at=at,
    )
    record(by=by, action="mail.capture", target=mail, at=at)
    files = [("courriel.eml.txt", raw), *((one.name, one.content) for one in envelope.files)]
    refusals = []
    for name, content in files:
        upload = SimpleUploadedFile(name, content)
        try:
            demands.attach(demand, upload=upload, by=by, at=at)
        except DomainError as refusal:
            refusals.append(refusal.sentence)
    return Captured(demand, tuple(refusals))


@transaction.atomic
def capture_kept(mail: UnfiledMail, *, requester: Organisation, by: User, at: datetime) -> Captured:
    """Open a draft with a mail that waited to be filed, and take it off the list."""
    if mail.department is None:
        raise MailRefused("Ce courriel n’est à aucun département : aucun guichet ne peut l’ouvrir.")
    raw = bytes(mail.raw)
    done = capture(
        open_mail(raw), raw, requester=requester, department=mail.department, by=by, at=at
    )
    demands.settle_as_demand(mail, demand=done.demand, by=by, at=at)
    return done


def _answers(envelope: Envelope, *, by: User) -> dict[str, object]:
    """What is too long stays in the mail, which is joined. When the officer forwarded it, the
    contact is the first other address that the text holds."""
    own = by.email.lower()
    contact = next((one for one in envelope.addresses if one != own), "")
    text = envelope.text
    if len(text) > LONGEST_TEXT:
        text = f"{text[: LONGEST_TEXT - 60].rstrip()}…\n\n(La suite est dans le courriel joint.)"
    return {
        "title": plain_subject(envelope.subject)[:150],
        "description": text,
        "contact_name": envelope.sender_name if envelope.sender != own else "",
        "contact_email": contact[:254],
    }


def _named(demand: Demand) -> str:
    return f"c’est la demande {demand.reference}" if demand.reference else "son brouillon existe"


def _place_of(body: Organisation) -> str:
    return search_key(body.territory.name if body.territory else body.name)
