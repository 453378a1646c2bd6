"""Who may come in: accounts, links that open the door once, and the trace of each entry."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app as queue

from guichet.foundations.audit.actions import record
from guichet.foundations.toolkit.errors import DomainError

from .choices import SIGN_IN_LINK_JOB
from .models import LinkRequest, MagicLink, MagicLinkQuerySet, User

LINK_LIFETIME = timedelta(minutes=15)
LIMIT_WINDOW = timedelta(minutes=15)
LINKS_PER_WINDOW = 5
REQUESTS_FORGOTTEN_AFTER = timedelta(days=1)


class TooManyLinks(DomainError):
    """The same address asked again and again: letters are on their way, or it is not theirs."""


class LinkRefused(DomainError):
    """The link opens nothing any more; a new one is a click away."""


class AccountRefused(DomainError):
    """The account cannot be created as asked."""


@dataclass(frozen=True)
class IssuedLink:
    """A link and its secret, which is nowhere else: only its hash is stored."""

    user: User
    token: str
    expires_at: datetime


@transaction.atomic
def send_magic_link(email: str, *, next_path: str, at: datetime) -> None:
    """Promise a link to that address, if it has an account; do the same work if it has none.

    The account is looked up by the worker, never here: see LinkRequest.
    """
    address = email.strip().lower()
    LinkRequest.objects.asked_before(at - REQUESTS_FORGOTTEN_AFTER).delete()
    asked = LinkRequest.objects.of_address(address).asked_since(at - LIMIT_WINDOW)
    if asked.count() >= LINKS_PER_WINDOW:
        raise TooManyLinks(
            f"Vous avez déjà demandé {LINKS_PER_WINDOW} liens en un quart d’heure pour cette "
            "adresse. Regardez vos courriels, y compris les indésirables : le dernier lien reçu "
            "est le bon. Sinon, recommencez dans un quart d’heure."
        )
    request = LinkRequest.objects.create(
        email=address, next_path=next_path if len(next_path) <= 300 else "", asked_at=at
    )
    queue.configure_task(SIGN_IN_LINK_JOB, allow_unknown=False).defer(request_id=request.pk)


@transaction.atomic
def issue_link(request_id: int, *, at: datetime) -> IssuedLink | None:
    """Make the link that was asked for, once; None when there is nobody to send it to.

    The lifetime runs from here, so that a slow queue does not hand out dead links.
    """
    locked = LinkRequest.objects.select_for_update(of=("self",))
    request = locked.filter(pk=request_id, served_at=None).order_by("pk").first()
    if request is None:
        return None
    request.served_at = at
    request.save(update_fields=["served_at"])
    user = User.objects.who_may_sign_in(request.email)
    if user is None:
        return None
    return _issue(user, next_path=request.next_path, at=at)


@transaction.atomic
def issue_link_for(user: User, *, at: datetime) -> IssuedLink:
    """A link handed over by the person who runs the server: the first entry, or mail being down."""
    return _issue(user, next_path="", at=at)


def _issue(user: User, *, next_path: str, at: datetime) -> IssuedLink:
    token = secrets.token_urlsafe(32)
    link = MagicLink.objects.create(
        user=user,
        token_hash=hash_of(token),
        created_at=at,
        expires_at=at + LINK_LIFETIME,
        next_path=next_path,
    )
    record(by=None, action="account.send_link", target=user, at=at)
    return IssuedLink(user, token, link.expires_at)


def hash_of(token: str) -> str:
    """What is stored of a secret. It has 256 bits of chance: a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_link(token: str, *, at: datetime) -> MagicLink:
    """The link, when it would still open. Reads only: mail scanners follow links too."""
    return _usable(MagicLink.objects.of_token_hash(hash_of(token)), at=at)


@transaction.atomic
def redeem(token: str, *, at: datetime) -> MagicLink:
    """Open the door once. The row lock makes a double click lose politely."""
    locked = MagicLink.objects.select_for_update(of=("self",))
    link = _usable(locked.of_token_hash(hash_of(token)), at=at)
    link.used_at = at
    link.save(update_fields=["used_at"])
    record_sign_in(link.user, how="lien", at=at)
    return link


def _usable(links: MagicLinkQuerySet, *, at: datetime) -> MagicLink:
    link = links.select_related("user").order_by("pk").first()
    if link is None or not link.user.is_active:
        raise LinkRefused(
            "Ce lien de connexion n’est pas reconnu. Il a peut-être été coupé par votre "
            "messagerie : copiez-le en entier, ou demandez-en un autre."
        )
    if link.used_at is not None:
        raise LinkRefused(
            "Ce lien de connexion a déjà servi. Chaque lien ne sert qu’une fois : demandez-en "
            "un autre, il arrive en quelques secondes."
        )
    if link.expires_at <= at:
        raise LinkRefused(
            "Ce lien de connexion a expiré : il ne valait que quinze minutes. Demandez-en un "
            "autre, il arrive en quelques secondes."
        )
    return link


@transaction.atomic
def record_sign_in(user: User, *, how: str, at: datetime) -> None:
    """Write down that somebody came in, and by which door."""
    record(by=user, action="account.sign_in", target=user, at=at, how=how)


@transaction.atomic
def sign_out(user: User, *, at: datetime) -> None:
    """Write down that somebody left; the session itself belongs to the view."""
    record(by=user, action="account.sign_out", target=user, at=at)


@transaction.atomic
def create_account(
    email: str, name: str, *, by: User | None, at: datetime, is_administrator: bool = False
) -> User:
    """Let somebody sign in. What they may see comes from their memberships, not from here."""
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AccountRefused(
            f"« {address} » n’est pas une adresse électronique. Exemple : prenom.nom@mairie.fr"
        ) from error
    if not name.strip():
        raise AccountRefused("Indiquez le nom à afficher pour ce compte.")
    if User.objects.filter(email__iexact=address).exists():
        raise AccountRefused(f"Un compte existe déjà pour l’adresse {address}.")
    user = User(email=address, name=name.strip(), is_administrator=is_administrator)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        # Created in the same instant by somebody else, or by another click.
        raise AccountRefused(f"Un compte existe déjà pour l’adresse {address}.") from error
    record(by=by, action="account.create", target=user, at=at, name=user.name)
    return user
