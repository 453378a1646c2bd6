"""Who helps whom in the Alpes-de-Haute-Provence: some forty offers written by us, in our words.

Organisations are real and named by their function; contacts are invented (`.example`). What the
parks' perimeters list is what we are sure of, not their whole charter.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from guichet.foundations.audit.actions import Actor
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory import actions as directory
from guichet.reference.directory.choices import OrganisationKind as Kind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers import actions as offers
from guichet.reference.offers.choices import OfferStatus
from guichet.reference.offers.models import Offer
from guichet.reference.policies import actions as policies
from guichet.reference.policies.models import Programme, Theme
from guichet.reference.territories.models import Territory

DATA = Path(__file__).parent / "data"
LISTS = ("engineering_types", "phases", "beneficiary_kinds")
NUMBERS = ("population_min", "population_max", "usual_days")
DAYS = ("valid_from", "valid_to", "checked_on")
WORDS = ("level", "title", "summary", "price_kind", "price_note", "contact", "source")


@transaction.atomic
def load_offers(*, by: Actor | None, at: datetime) -> int:
    """Providers, then their offers, published; answers how many are new. Running it again is free.

    Needs the territories, the themes, the national bodies and the local authorities.
    """
    providers = {row["key"]: _provider(row, by=by, at=at) for row in _rows("organisations_04.csv")}
    themes = {theme.pk: theme for theme in Theme.objects.in_order()}
    programmes = {programme.pk: programme for programme in Programme.objects.in_order()}
    created = 0
    for row in _rows("offers_04.csv"):
        provider = _known(row["provider"], providers)
        offer = Offer.objects.of_providers([provider.pk]).filter(title=row["title"]).first()
        created += offer is None
        fields = {
            "provider": provider,
            **_plain(row),
            "themes": [themes[code] for code in _split(row["themes"])],
            "programmes": [programmes[code] for code in _split(row["programmes"])],
            "perimeters": _places(row["perimeters"]),
            "exclusions": _places(row["exclusions"]),
        }
        offer = offers.save_offer(offer, fields, by=by, at=at)
        if offer.status == OfferStatus.DRAFT:
            offers.publish_offer(offer, by=by, at=at)
    return created


@transaction.atomic
def load_enrolments(*, by: Actor | None, at: datetime) -> None:
    """Beneficiaries of the other programmes in the department, as the ANCT lists them."""
    for row in _rows("enrolments_04.csv"):
        policies.enrol(
            Programme.objects.get(pk=row["programme"]),
            Territory.objects.get(pk=row["territory"]),
            since=_day(row["since"]),
            source=row["source"],
            source_date=_day(row["source_date"]),
            by=by,
            at=at,
        )


def _provider(row: dict[str, str], *, by: Actor | None, at: datetime) -> Organisation:
    known = Organisation.objects.filter(acronym=row["acronym"]).order_by("pk").first()
    return known or directory.register_organisation(
        kind=row["kind"],
        name=row["name"],
        acronym=row["acronym"],
        siren=row["siren"],
        territory=_place(row["territory"]),
        department=_place(row["department"]),
        email=row["email"],
        presentation=row["presentation"],
        by=by,
        at=at,
    )


def _known(named: str, providers: dict[str, Organisation]) -> Organisation:
    """A provider is named by its acronym, its name, or the territory it governs."""
    for provider in providers.values():
        if provider.acronym == named:
            return provider
    if named.startswith("epci-"):
        return Organisation.objects.get(territory=named, kind=Kind.EPCI)
    if named == Kind.REGION_COUNCIL:
        return Organisation.objects.get(territory="region-93", kind=Kind.REGION_COUNCIL)
    bodies = Organisation.objects.filter(closed_on=None)
    found = bodies.filter(acronym=named) | bodies.filter(search_key=search_key(named))
    return found.order_by("pk")[:1].get()


def _plain(row: dict[str, str]) -> dict[str, object]:
    return {
        **{name: row[name] for name in WORDS},
        **{name: _split(row[name]) for name in LISTS},
        **{name: int(row[name]) if row[name] else None for name in NUMBERS},
        **{name: _day(row[name]) for name in DAYS},
    }


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _places(cell: str) -> list[Territory]:
    """In one query; a place that the geographic code does not know is a mistake of the file."""
    wanted = _split(cell)
    found = list(Territory.objects.filter(pk__in=wanted).in_order())
    missing = set(wanted) - {place.pk for place in found}
    if missing:
        raise LookupError(f"offers_04.csv: unknown territories {sorted(missing)}")
    return found


def _place(key: str) -> Territory | None:
    return Territory.objects.get(pk=key) if key else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)
