"""The sheet of an offer: written, published, archived, vouched for."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, moving, record
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import sentence_list
from guichet.reference.policies.models import Theme

from ..choices import OfferStatus, PriceKind
from ..models import Offer
from ..workflow import WORKFLOW

PLAIN = (
    "provider", "level", "title", "summary", "engineering_types", "phases", "beneficiary_kinds",
    "population_min", "population_max", "members_only", "required_traits", "price_kind",
    "price_note", "own_share", "yearly_capacity", "usual_days", "contact", "link",
    "valid_from", "valid_to", "checked_on", "source", "origin", "origin_key", "origin_digest",
)  # fmt: skip
LINKED = ("themes", "programmes", "perimeters", "exclusions")


class OfferRefused(DomainError):
    """What was typed contradicts itself, or is not enough to be published."""


@transaction.atomic
def save_offer(
    offer: Offer | None,
    fields: Mapping[str, object],
    *,
    because: str = "",
    by: Actor | None,
    at: datetime,
) -> Offer:
    """Write what was typed, in a new draft (None) or in an offer; say what changed.

    Fields are those of the model; those left out keep their value. A sheet that changes must be
    checked again, unless the caller says when it was.
    """
    unknown = set(fields) - {*PLAIN, *LINKED}
    if unknown:
        raise TypeError(f"an offer has no {sorted(unknown)}")
    is_new = offer is None
    offer = offer or Offer()
    changes = _changes(offer, fields)
    if not changes:
        return offer
    for name in PLAIN:
        if name in fields:
            setattr(offer, name, fields[name])
    if "checked_on" not in fields:
        offer.checked_on = None
    _refuse_contradictions(offer)
    _refuse_nowhere(offer, fields)
    offer.save()
    for name in LINKED:
        if name in fields:
            getattr(offer, name).set(fields[name])
    record(
        by=by, action="offer.save_offer", target=offer, at=at, because=because, changes=changes,
        what=_named(changes, is_new=is_new),
    )  # fmt: skip
    return offer


@transaction.atomic
def publish_offer(offer: Offer, *, by: Actor | None, at: datetime) -> None:
    """The offer enters the catalogue and the engine may propose it."""
    missing = _missing(offer)
    if missing:
        raise OfferRefused(f"Avant de publier, complétez : {sentence_list(missing)}.")
    with moving(offer, WORKFLOW, "publish_offer", by=by, at=at):
        pass


@transaction.atomic
def archive_offer(offer: Offer, *, by: Actor | None, at: datetime) -> None:
    """The offer leaves the catalogue; referrals made through it keep it."""
    with moving(offer, WORKFLOW, "archive_offer", by=by, at=at):
        pass


@transaction.atomic
def check_offer(offer: Offer, *, by: Actor | None, at: datetime) -> None:
    """Somebody vouches, today, that the sheet says what the provider really does."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    offer.checked_on = local_day(at)
    offer.save(update_fields=["checked_on"])
    record(by=by, action="offer.check_offer", target=offer, at=at)


@transaction.atomic
def confirm_offer(offer: Offer, *, by: Actor | None, at: datetime) -> None:
    """The provider has read its sheet again and has nothing to mend."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    offer.confirmed_on = local_day(at)
    offer.save(update_fields=["confirmed_on"])
    record(by=by, action="offer.confirm_offer", target=offer, at=at)


def kept_of(offer: Offer, names: Iterable[str]) -> dict[str, object]:
    """Values of a sheet as JSON, before something replaces them."""
    kept: dict[str, object] = {}
    for name in names:
        value = getattr(offer, name)
        if name in LINKED:
            kept[name] = [one.pk for one in value.order_by("pk")]
        else:
            kept[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return kept


def given_back(kept: Mapping[str, object], themes: Mapping[str, Theme]) -> dict[str, object]:
    """The fields that `save_offer` takes, from what `kept_of` kept."""
    fields: dict[str, object] = {
        name: Offer._meta.get_field(name).to_python(kept[name])  # type: ignore[union-attr]
        for name in PLAIN
        if name in kept
    }
    chosen = kept.get("themes")
    if isinstance(chosen, list):
        fields["themes"] = [themes[code] for code in chosen if code in themes]
    return fields


def _refuse_contradictions(offer: Offer) -> None:
    low, high = offer.population_min, offer.population_max
    if low is not None and high is not None and high < low:
        raise OfferRefused("La population maximale est inférieure à la population minimale.")
    if offer.valid_from and offer.valid_to and offer.valid_to < offer.valid_from:
        raise OfferRefused("L’offre prendrait fin avant de commencer : vérifiez ses dates.")
    if offer.own_share and offer.price_kind == PriceKind.FREE:
        raise OfferRefused(
            f"L’offre est gratuite et laisse {offer.own_share} % à la charge du demandeur : "
            "choisissez « Coût partagé », ou effacez la part."
        )


def _refuse_nowhere(offer: Offer, fields: Mapping[str, object]) -> None:
    """The engine finds offers by their perimeter: one that says nowhere would never be found."""
    if offer.status == OfferStatus.PUBLISHED and not fields.get("perimeters", True):
        raise OfferRefused(
            "Une offre publiée dit où elle intervient : gardez au moins un territoire, ou archivez "
            "l’offre."
        )


def _missing(offer: Offer) -> list[str]:
    wanted = {
        "ce que l’offre apporte, en quelques phrases": offer.summary.strip(),
        "le territoire où elle intervient": offer.perimeters.exists(),
        "son coût": offer.price_kind != PriceKind.UNKNOWN,
        "comment vous joindre": offer.contact.strip(),
    }
    return [words for words, given in wanted.items() if not given]


def _changes(offer: Offer, fields: Mapping[str, object]) -> dict[str, list[object]]:
    """Field → [before, after] in JSON values; empty when nothing would change."""
    changes: dict[str, list[object]] = {}
    for name, value in fields.items():
        before, after = _told(offer, name), _plain(value)
        if offer.pk is None or before != after:
            changes[name] = [None if offer.pk is None else before, after]
    return changes


def _named(changes: Mapping[str, object], *, is_new: bool) -> str:
    """What the history says was written: « création », or the fields that changed."""
    if is_new:
        return "création"
    names = [str(Offer._meta.get_field(name).verbose_name) for name in changes]  # type: ignore[union-attr]
    return sentence_list(names)


def _told(offer: Offer, name: str) -> object:
    if offer.pk is None:
        return None
    if name in LINKED:
        return _plain(getattr(offer, name).order_by("pk"))
    return _plain(getattr(offer, name))


def _plain(value: object) -> object:
    if value is None or isinstance(value, (int, str)):
        return value
    if hasattr(value, "pk"):
        return value.pk
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return sorted(str(_plain(item)) for item in value)  # type: ignore[attr-defined]
