"""A public form is kept at each field, taken up again by a link, recalled once, then forgotten.

A draft is nobody's case yet: its opening, the letters that leave and its end are events, what is
typed in between is not.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.errors import DomainError

from .. import notifications
from ..models import PublicDraft
from .public import WINDOW, Visit, fingerprint, is_a_robot, knock

ABANDONED_AFTER = timedelta(days=7)
FORGOTTEN_AFTER = timedelta(days=30)
PER_ORIGIN = 20
LONGEST = 5000
AT_ONCE = 200


class DraftRefused(DomainError):
    """Nothing is kept, or no letter can leave."""


@transaction.atomic
def keep_draft(token: str, typed: Mapping[str, str], *, visit: Visit, at: datetime) -> PublicDraft:
    """Keep what is typed so far, in the draft of that token or in a new one."""
    known = {key: text[:LONGEST] for key, text in typed.items() if text.strip()}
    draft = PublicDraft.objects.select_for_update(of=("self",)).of_token(token)
    if draft is None:
        if PublicDraft.objects.is_gone(token):
            # The page was sent while this was on its way: a draft made anew would be recalled.
            raise DraftRefused(
                "Ce brouillon a été envoyé ou effacé : ce que vous saisissez ici n’est plus "
                "enregistré. Rechargez la page pour commencer une autre demande."
            )
        draft = _open(visit, at=at)
        record(by=None, action="public_draft.open", target=draft, at=at)
    draft.typed = known
    draft.email = _whole_address(known.get("contact_email", ""))
    draft.touched_at = at
    draft.save(update_fields=["typed", "email", "touched_at"])
    return draft


def send_draft_link(draft: PublicDraft, *, visit: Visit, at: datetime) -> None:
    """Write to its author where the draft waits. Counted like a deposit: the door lets only a few
    letters out per hour, to one address or for one visitor."""
    if not draft.email:
        raise DraftRefused(
            "Indiquez d’abord votre adresse électronique en entier : le lien y sera envoyé."
        )
    knock(visit, email=draft.email, at=at)
    _write(draft, action="public_draft.send_link", at=at)


@transaction.atomic
def erase_draft(token: str, *, at: datetime) -> None:
    """Forget what was typed: its author starts afresh, or has just deposited it."""
    draft = PublicDraft.objects.of_token(token)
    if draft is not None:
        record(by=None, action="public_draft.erase", target=draft, at=at)
        draft.delete()


def recall_drafts(*, at: datetime) -> int:
    """Recall once what nobody has touched for a week; answers how many letters were written."""
    old = PublicDraft.objects.abandoned(before=at - ABANDONED_AFTER).order_by("pk")
    return sum(_recall(draft, at=at) for draft in old[:AT_ONCE])


@transaction.atomic
def forget_drafts(*, at: datetime) -> int:
    """Erase what nobody has touched for thirty days."""
    erased, _ = PublicDraft.objects.untouched(before=at - FORGOTTEN_AFTER).delete()
    return erased


@transaction.atomic
def _recall(draft: PublicDraft, *, at: datetime) -> bool:
    lock_afresh(draft)
    if draft.recalled_at is not None or draft.touched_at > at - ABANDONED_AFTER:
        return False
    draft.recalled_at = at
    draft.save(update_fields=["recalled_at"])
    _write(draft, action="public_draft.recall", at=at)
    return True


@transaction.atomic
def _write(draft: PublicDraft, *, action: str, at: datetime) -> None:
    record(by=None, action=action, target=draft, at=at)
    notify([draft.email], notifications.public_draft_waits(draft), at=at)


def _open(visit: Visit, *, at: datetime) -> PublicDraft:
    origin = fingerprint(visit.address)
    lately = PublicDraft.objects.opened_from(origin, since=at - WINDOW)
    if is_a_robot(visit, at=at) or lately.count() >= PER_ORIGIN:
        raise DraftRefused(
            "Ce brouillon n’est pas enregistré : trop de formulaires viennent d’être ouverts "
            "depuis votre réseau, ou trop vite. Vous pouvez continuer et envoyer votre demande."
        )
    return PublicDraft.objects.create(origin=origin, created_at=at, touched_at=at)


def _whole_address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""
