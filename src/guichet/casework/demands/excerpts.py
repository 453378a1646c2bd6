"""Where the words of a search were found, for the rows of one page: two queries, never more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery

from guichet.foundations.accounts.models import User

from .models import Attachment, Demand, DemandQuerySet, Message
from .models.search import MARK, UNMARK, as_query
from .wording import packaged_synonyms, terms_of

_MARKED = re.compile(f"({MARK}.*?{UNMARK})")


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool


@dataclass(frozen=True)
class Excerpt:
    """`place` says where it was found; the template escapes each piece."""

    place: str
    pieces: tuple[Piece, ...]


def quoting(demands: DemandQuerySet, text: str) -> DemandQuerySet:
    """The same demands, each with the piece of its own text that `excerpts` will show."""
    query = _any_of(text)
    return demands if query is None else demands.with_excerpt(query)


def excerpts(demands: Sequence[Demand], text: str, *, reader: User) -> dict[int, Excerpt]:
    """By demand, read with `quoting`: its own text first, else the last message that this person
    may read, else the name of a file. One found by its title alone has none: it is on the row."""
    query = _any_of(text)
    if query is None or not demands:
        return {}
    ids = [demand.pk for demand in demands]
    found: dict[int, Excerpt] = {}
    for file in Attachment.objects.excerpts(ids, query, reader=reader):
        found[file.demand_id] = Excerpt("Pièce jointe", (Piece(file.document.name, True),))
    for message in Message.objects.excerpts(ids, query, reader=reader):
        _keep(found, message.demand_id, "Échange", message)
    for demand in demands:
        _keep(found, demand.pk, "Description", demand)
    return found


def _any_of(text: str) -> SearchQuery | None:
    """What marks the words; None when nothing was looked for."""
    terms = terms_of(text, packaged_synonyms())
    return reduce(or_, (as_query(term) for term in terms)) if terms else None


def pieces(marked: str) -> tuple[Piece, ...]:
    """« La [toiture] fuit » in three pieces, one of them marked."""
    return tuple(
        Piece(part.strip(f"{MARK}{UNMARK}"), part.startswith(MARK))
        for part in _MARKED.split(marked)
        if part
    )


def _keep(found: dict[int, Excerpt], pk: int, place: str, row: object) -> None:
    text: str = getattr(row, "excerpt", "")
    if MARK in text:
        found[pk] = Excerpt(place, pieces(text))
