"""Views that a person keeps under a name, and the letter that says what is new in one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.errors import DomainError

from .. import notifications
from ..choices import Bucket
from ..filters import Filters
from ..models import Demand, DemandQuerySet, SavedView

MOST_VIEWS = 50


class ViewRefused(DomainError):
    """A view without a name, a name taken twice, or too many views."""


@transaction.atomic
def save_view(name: str, *, filters: Filters, has_alert: bool, by: User, at: datetime) -> SavedView:
    """Keep the filters of a list under a name; an alert tells only what enters from now on."""
    words = " ".join(name.split())[:80]
    if not words:
        raise ViewRefused("Donnez un nom à la vue : il vous servira à la retrouver.")
    if SavedView.objects.of(by).kept().count() >= MOST_VIEWS:
        raise ViewRefused(
            f"Vous avez déjà {MOST_VIEWS} vues enregistrées : supprimez-en une avant d’en ajouter."
        )
    view = SavedView(
        owner=by, name=words, query=filters.as_query(), has_alert=has_alert, created_at=at
    )
    _store(view)
    record(by=by, action="view.save", target=view, at=at, name=words)
    if has_alert:
        view.known.set(inside(view))
    return view


@transaction.atomic
def switch_alert(view: SavedView, *, has_alert: bool, by: User, at: datetime) -> None:
    """Begin or stop the letters; asking for what is already so changes nothing."""
    lock_afresh(view)
    if view.has_alert == has_alert:
        return
    view.has_alert = has_alert
    view.save(update_fields=["has_alert"])
    if has_alert:
        view.known.add(*inside(view))
    action = "view.watch" if has_alert else "view.unwatch"
    record(by=by, action=action, target=view, at=at, name=view.name)


@transaction.atomic
def delete_view(view: SavedView, *, by: User, at: datetime) -> None:
    """Take the view away; it can be restored for thirty days."""
    lock_afresh(view)
    if view.deleted_at is not None:
        return
    view.deleted_at = at
    view.save(update_fields=["deleted_at"])
    record(by=by, action="view.delete", target=view, at=at, name=view.name)


@transaction.atomic
def restore_view(view: SavedView, *, by: User, at: datetime) -> None:
    """Undo a deletion, unless another view has taken the name meanwhile."""
    lock_afresh(view)
    if view.deleted_at is None:
        return
    view.deleted_at = None
    _store(view)
    record(by=by, action="view.restore", target=view, at=at, name=view.name)


@transaction.atomic
def tell_view(view: SavedView, *, at: datetime) -> int:
    """One letter for all that has entered the view since the last one; none when nothing has.

    Run twice, by one worker or by two, it tells once: what is told is known in the same
    transaction, under the lock of the view.
    """
    lock_afresh(view)
    if view.deleted_at is not None or not view.has_alert:
        return 0
    known = view.known.order_by().values("pk")
    arrived = list(inside(view).exclude(pk__in=known).for_letters().order_by("submitted_at", "pk"))
    if not arrived:
        return 0
    view.known.add(*arrived)
    record(by=None, action="view.tell", target=view, at=at, name=view.name, count=len(arrived))
    notify([view.owner], notifications.entered(view, arrived), at=at)
    return len(arrived)


def inside(view: SavedView) -> DemandQuerySet:
    """What its owner would see in it today."""
    filters = view.filters
    return (
        Demand.objects.visible_to(view.owner)
        .deposited()
        .narrowed(filters, reader=view.owner)
        .in_bucket(filters.etat or Bucket.ALL)
    )


def _store(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as twin:
        raise ViewRefused(
            f"Vous avez déjà une vue « {view.name} » : choisissez un autre nom, ou supprimez-la."
        ) from twin
