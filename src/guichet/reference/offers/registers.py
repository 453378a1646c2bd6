"""The only bridge from the database to the reading of a file of offers."""

from collections.abc import Iterable
from datetime import date

from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.models import Organisation
from guichet.reference.policies.taxonomy import read_lexicon
from guichet.reference.territories.models import Territory

from .import_lines import Body, Existing, Known
from .models import Offer, OfferFile
from .providers import guess
from .theme_labels import packaged_labels


def known_for(file: OfferFile, *, keys: Iterable[str], on: date) -> Known:
    """Departments and regions, bodies of the directory, offers that the source brought before."""
    wide = Territory.objects.living().filter(kind__in=["DEPARTMENT", "REGION"])
    places: dict[str, str] = {}
    names = {"pays-FR": "France"}
    for place in wide.order_by("kind", "pk"):
        # Sorted so that a region never takes the name nor the number of a department.
        places.setdefault(place.search_key, place.pk)
        if place.kind == "DEPARTMENT":
            places.setdefault(place.code.lower(), place.pk)
        names[place.pk] = place.name
    department = file.department
    touching: frozenset[str] = frozenset()
    if department is not None:
        outer = Territory.objects.touching(department.code).order_by("pk")
        touching = frozenset(outer.values_list("pk", flat=True))
    return Known(
        today=on,
        lexicon=read_lexicon(),
        labels=packaged_labels(),
        places=places,
        place_names=names,
        bodies=_bodies(places),
        existing={
            key: Existing(offer.pk, offer.origin_digest)
            for key, offer in Offer.objects.imported_from(file.origin, keys).items()
        },
        department=department.pk if department else "",
        touching=touching,
        makes_providers=file.makes_providers,
        default_provider=file.default_provider,
        key_prefix=prefix_of(file),
    )


def prefix_of(file: OfferFile) -> str:
    """Numbers of two spreadsheets may be the same: the name of the source tells them apart."""
    if file.origin == "AIDES_TERRITOIRES":
        return ""
    return f"{search_key(file.source).replace(' ', '-')[:60]}:"


def _bodies(places: dict[str, str]) -> dict[str, Body]:
    """Those that may propose engineering, by name and by acronym."""
    found: dict[str, Body] = {}
    living = Organisation.objects.filter(closed_on=None).exclude(kind="COMMUNE")
    rows = living.order_by("pk").values_list("pk", "name", "acronym", "search_key", "territory")
    for pk, name, acronym, key, territory in rows:
        body = Body(pk, name, guess(name, places).level, territory or "")
        found.setdefault(key, body)
        if acronym:
            found.setdefault(search_key(acronym), body)
    return found
