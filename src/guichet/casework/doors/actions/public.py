"""The public door: a demand typed without an account waits until its author confirms it."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import Channel
from guichet.casework.demands.models import Demand
from guichet.foundations.audit.actions import record
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.directory.models import Membership, Organisation
from guichet.reference.territories.models import Territory

from .. import notifications
from ..choices import Outcome
from ..models import Knock, PublicEntry, PublicEntryQuerySet

LINK_LIFETIME = timedelta(hours=48)
FORGOTTEN_AFTER = timedelta(days=30)
WINDOW = timedelta(hours=1)
# Whoever sends the same again after that has waited for a letter that did not come.
TWICE_WITHIN = timedelta(minutes=2)
PER_ORIGIN, PER_EMAIL = 10, 3
# Nobody reads and fills eight questions in less.
SHORTEST_TYPING = timedelta(seconds=4)


class KnockRefused(DomainError):
    """The sending looks like a robot's, or there were too many."""


class AuthorityUnknown(DomainError):
    """Nobody holds a desk there, or the authority is not in the directory."""


class EntryRefused(DomainError):
    """The link of confirmation opens nothing, or nothing any more."""


@dataclass(frozen=True)
class Visit:
    """How the form was sent: from where, how long after it was shown, and the trap field."""

    address: str
    shown_at: datetime | None
    trap: str = ""


def requester_of(commune: Territory, *, for_grouping: bool) -> Organisation:
    """The authority that asks, found by its commune, whether or not it has an account."""
    served = Membership.objects.with_role([Role.DESK_OFFICER]).filter(
        organisation__department__code=commune.department_code
    )
    if not served.exists():
        raise AuthorityUnknown(
            f"Le guichet du département {commune.department_code} ne reçoit pas encore de demandes "
            "ici : adressez-vous à la préfecture ou à la direction départementale des territoires."
        )
    territory = commune.epci if for_grouping else commune
    if territory is None:
        raise AuthorityUnknown(
            f"{commune.name} n’est membre d’aucune intercommunalité connue : choisissez "
            "« La commune »."
        )
    kind = OrganisationKind.EPCI if for_grouping else OrganisationKind.COMMUNE
    found = Organisation.objects.of_kind(kind).filter(territory=territory, closed_on=None)
    organisation = found.select_related("department", "territory").order_by("pk").first()
    if organisation is None or organisation.department is None:
        raise AuthorityUnknown(
            f"{territory.name} n’est pas encore dans l’annuaire du guichet : écrivez à la "
            "préfecture, qui l’ajoutera."
        )
    return organisation


def knock(visit: Visit, *, email: str, at: datetime) -> None:
    """Count the sending and say whether it may go on. The trace stays even when it may not, so
    that this is not part of the transaction that it forbids."""
    origin, who = fingerprint(visit.address), fingerprint(email.strip().lower())
    outcome, sentence = _judge(visit, origin, who, at=at)
    Knock.objects.create(origin=origin, email=who, outcome=outcome, at=at)
    if sentence:
        raise KnockRefused(sentence)


def is_a_robot(visit: Visit, *, at: datetime) -> bool:
    """The trap is filled, or nobody had the time to read."""
    too_fast = visit.shown_at is None or at - visit.shown_at < SHORTEST_TYPING
    return bool(visit.trap) or too_fast


def _judge(visit: Visit, origin: str, who: str, *, at: datetime) -> tuple[Outcome, str]:
    if visit.trap:
        return Outcome.ROBOT, (
            "Cet envoi ressemble à celui d’un robot : un champ invisible est rempli. Si vous "
            "utilisez un remplissage automatique, désactivez-le et envoyez de nouveau."
        )
    if is_a_robot(visit, at=at):
        return Outcome.TOO_FAST, (
            "Le formulaire a été envoyé trop vite, ou la page est restée ouverte trop longtemps : "
            "relisez-le, puis envoyez-le de nouveau."
        )
    lately = Knock.objects.since(at - WINDOW).kept()
    if lately.of_email(who).count() >= PER_EMAIL:
        return Outcome.TOO_MANY, (
            f"{PER_EMAIL} demandes viennent déjà d’être déposées avec cette adresse électronique. "
            "Regardez vos courriels pour les confirmer ; sinon, recommencez dans une heure."
        )
    if lately.from_origin(origin).count() >= PER_ORIGIN:
        return Outcome.TOO_MANY, (
            "Trop de demandes viennent d’être envoyées depuis votre réseau : recommencez dans une "
            "heure, ou téléphonez au guichet. Ce que vous avez saisi est gardé ci-dessous."
        )
    return Outcome.KEPT, ""


@transaction.atomic
def leave_entry(
    requester: Organisation, *, commune: Territory, answers: Mapping[str, str], at: datetime
) -> PublicEntry:
    """Keep what was typed and send the link that confirms it; the desk sees nothing yet.

    The same words sent twice are one entry and one letter: two links would make two demands.
    """
    # The lock makes the second of two clicks wait, and see the first.
    Organisation.objects.select_for_update(of=("self",)).get(pk=requester.pk)
    said = {"requester": requester, "commune": commune, "answers": dict(answers)}
    twin = PublicEntry.objects.left_since(at - TWICE_WITHIN).filter(**said).order_by("pk").first()
    if twin is not None:
        return twin
    token = secrets.token_urlsafe(24)
    department = Territory.objects.departments().get(pk=requester.department_id)
    entry = PublicEntry.objects.create(
        department=department,
        **said,
        email=answers["contact_email"],
        token_hash=_hash_of(token),
        created_at=at,
        expires_at=at + LINK_LIFETIME,
    )
    record(by=None, action="public_entry.leave", target=entry, at=at)
    notify([entry.email], notifications.to_confirm(entry, token=token), at=at)
    return entry


def check_entry(token: str, *, at: datetime) -> PublicEntry:
    """What the link would confirm. Reads only: mail scanners follow links too."""
    return _usable(PublicEntry.objects.of_token_hash(_hash_of(token)), at=at)


@transaction.atomic
def confirm_entry(token: str, *, at: datetime) -> Demand:
    """Deposit the demand: it has its number at once. A second click loses politely."""
    locked = PublicEntry.objects.select_for_update(of=("self",))
    entry = _usable(locked.of_token_hash(_hash_of(token)), at=at)
    demand = demands.start_draft(entry.requester, by=None, at=at, channel=Channel.PUBLIC)
    fields: dict[str, object] = {**entry.answers, "commune": entry.commune}
    demands.submit(demand, by=None, at=at, fields=fields)
    entry.confirmed_at = at
    entry.demand = demand
    entry.answers = {}
    entry.save(update_fields=["confirmed_at", "demand", "answers"])
    record(by=None, action="public_entry.confirm", target=entry, at=at, reference=demand.reference)
    return demand


@transaction.atomic
def forget_entries(*, at: datetime) -> int:
    """Erase what nobody confirmed and the traces of the door, after thirty days."""
    Knock.objects.before(at - FORGOTTEN_AFTER).delete()
    erased, _ = PublicEntry.objects.forgotten(at - FORGOTTEN_AFTER).delete()
    return erased


def _usable(entries: PublicEntryQuerySet, *, at: datetime) -> PublicEntry:
    found = entries.select_related(
        "requester__department",
        "requester__territory",
        "commune__epci",
        "commune__district",
        "department",
    )
    entry = found.order_by("pk").first()
    if entry is None:
        raise EntryRefused(
            "Ce lien de confirmation n’est pas reconnu : il a peut-être été coupé par votre "
            "messagerie. Copiez-le en entier, ou remplissez de nouveau le formulaire."
        )
    if entry.confirmed_at is not None:
        raise EntryRefused(
            "Ce lien a déjà servi : votre demande est déposée. L’accusé de réception, avec son "
            "numéro et le lien pour la suivre, est dans vos courriels."
        )
    if entry.expires_at <= at:
        raise EntryRefused(
            "Ce lien a expiré : il valait quarante-huit heures. Remplissez de nouveau le "
            "formulaire, votre demande n’a pas été déposée."
        )
    return entry


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint(text: str) -> str:
    """Keyed, so that nobody reads an address in the table, nor finds it by trying them all."""
    return salted_hmac("guichet.doors.knock", text, secret=settings.SECRET_KEY).hexdigest()[:32]
