"""An import undone in one gesture: what nobody touched since goes back to where it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.reference.policies.models import Theme

from ..choices import Fate, ImportStatus, OfferStatus
from ..import_undo import TOUCHES, Since, Touch, why_left
from ..models import ImportedOffer, Offer, OfferImport
from .imports import ImportRefused
from .sheets import given_back, save_offer


@dataclass(frozen=True)
class Undoing:
    """What undoing an import does, or would do."""

    withdrawn: tuple[ImportedOffer, ...]
    restored: tuple[ImportedOffer, ...]
    left: tuple[ImportedOffer, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.withdrawn or self.restored)


def foresee_undo(done: OfferImport) -> Undoing:
    """What undoing would do today. Writes nothing: the rows are told their fate, not saved."""
    rows = list(done.offers.in_order())
    touches, asked = _touches(rows), _asked(done, rows)
    for row in rows:
        row.left_because = _reason(row, touches, asked)
        undone = Fate.WITHDRAWN if row.is_new else Fate.RESTORED
        row.fate = Fate.LEFT if row.left_because else undone
    return Undoing(*(tuple(row for row in rows if row.fate == fate) for fate in Fate.values))


@transaction.atomic
def undo_import(done: OfferImport, *, by: User, at: datetime) -> Undoing:
    """Withdraw the drafts, give the others their values back, leave what somebody touched.

    The file can then be imported again. Raises ImportRefused when it is undone already, or when
    nothing of it can be.
    """
    lock_afresh(done.file)
    lock_afresh(done)
    _refuse_if_undone(done)
    _hold_offers(done)
    found = foresee_undo(done)
    if found.is_empty:
        raise ImportRefused(
            "Rien ne peut être annulé : chaque offre de cet import a été reprise depuis. Corrigez "
            "ou archivez-les une à une."
        )
    because = f"annulation de l’import du {long_date(local_day(done.confirmed_at))}"
    for row in found.withdrawn:
        _withdraw(row, because=because, by=by, at=at)
    themes = {theme.pk: theme for theme in Theme.objects.in_order()}
    for row in found.restored:
        _restore(row, themes, because=because, by=by, at=at)
    rows = [*found.withdrawn, *found.restored, *found.left]
    ImportedOffer.objects.bulk_update(rows, ["fate", "left_because"])
    _close(done, found, by=by, at=at)
    return found


def _hold_offers(done: OfferImport) -> None:
    held = Offer.objects.filter(pk__in=done.offers.values("offer")).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk"))


def _touches(rows: Sequence[ImportedOffer]) -> dict[str, Event]:
    """The last deed on each offer, with its rank in its history."""
    streams = [stream_of(row.offer) for row in rows if row.offer]
    return Event.objects.of_actions(*TOUCHES).last_of_streams(streams)


def _asked(done: OfferImport, rows: Sequence[ImportedOffer]) -> dict[int, int]:
    """How many demands were sent through each offer since, read from history: what is sent
    belongs to a storey above this one."""
    listed = {row.offer_id for row in rows}
    counts: dict[int, int] = {}
    sent = Event.objects.of_actions("referral.refer").filter(at__gte=done.confirmed_at)
    for offer in sent.values_list("data__offer_id", flat=True):
        if offer in listed:
            counts[offer] = counts.get(offer, 0) + 1
    return counts


def _reason(row: ImportedOffer, touches: Mapping[str, Event], asked: Mapping[int, int]) -> str:
    if row.offer is None:
        return "elle a été retirée depuis"
    last = touches.get(stream_of(row.offer))
    is_touched = last is not None and last.seq > row.rank
    return why_left(
        Since(
            is_new=row.is_new,
            is_draft=row.offer.status == OfferStatus.DRAFT,
            touch=Touch(last.action, last.actor_label, local_day(last.at))
            if last is not None and is_touched
            else None,
            asked=asked.get(row.offer.pk, 0),
        )
    )


def _withdraw(row: ImportedOffer, *, because: str, by: User, at: datetime) -> None:
    """A draft that nobody touched leaves for good; the fact that it existed stays."""
    offer = row.offer
    if offer is None:
        return
    record(by=by, action="offer.withdraw_import", target=offer, at=at, because=because)
    row.offer = None
    row.save(update_fields=["offer"])
    offer.delete()


def _restore(
    row: ImportedOffer, themes: Mapping[str, Theme], *, because: str, by: User, at: datetime
) -> None:
    offer = row.offer
    if offer is None:
        return
    save_offer(offer, given_back(row.before, themes), because=because, by=by, at=at)
    # The values of before this import are there again: so is what an earlier import wrote.
    last = Event.objects.of_stream(stream_of(offer)).reverse()[0]
    earlier = ImportedOffer.objects.filter(offer=offer, rank=row.rank - 1, fate="")
    earlier.update(rank=last.seq)


def _close(done: OfferImport, found: Undoing, *, by: User, at: datetime) -> None:
    file = done.file
    done.undone_by, done.undone_at = by, at
    done.save(update_fields=["undone_by", "undone_at"])
    file.status, file.confirmed_at = ImportStatus.READ, None
    file.read_lines = file.created_offers = file.updated_offers = 0
    file.save()
    record(
        by=by, action="offer_file.undo_import", target=file, at=at,
        withdrawn=len(found.withdrawn), restored=len(found.restored), left=len(found.left),
    )  # fmt: skip


def _refuse_if_undone(done: OfferImport) -> None:
    if done.undone_at is not None:
        raise ImportRefused(
            f"Cet import est déjà annulé depuis le {long_date(local_day(done.undone_at))}, par "
            f"{done.undone_by} : rien n’a été changé une seconde fois."
        )
