"""Looking for an offer with three words, as a town hall does.

A term is found in the title or the summary (GIN index `offer_words`), or in the name of the
provider. Nothing is stored twice: the names of providers are read where they are.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Case, F, Q, Value, When

from guichet.foundations.toolkit.french import stems
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

if TYPE_CHECKING:
    from .offer import Offer  # named in the annotation of the class

CONFIG = "catalogue_fr"
# Its SQL is word for word that of the index; a change here is a migration.
WORDS = SearchVector("title", "summary", config=CONFIG)
# Beyond, a question is a sentence pasted by mistake: its first words are enough.
MOST_WORDS = 8
# « toit » finds « toiture »; a shorter beginning would find anything.
SHORTEST_BEGINNING = 4

ALL_WORDS, SAME_SUBJECT = range(2)


class Found(models.QuerySet["Offer"]):
    """The part of the queryset of offers that looks for words and weighs what fits a commune."""

    def matching(self, text: str) -> Self:
        """Every word in the title, the summary or the provider's name; accents and plurals
        ignored."""
        terms = self._terms(text)
        return self.filter(reduce(and_, terms)) if terms else self

    def near(self, text: str, *, themes: Iterable[str]) -> Self:
        """One of the words at least, or one of these themes by its name: what to show when
        nothing holds every word."""
        any_of = reduce(or_, self._terms(text), Q(pk__in=[]))
        links = self.model.themes.through._default_manager.order_by()
        named = links.filter(theme__in=list(themes)).values("offer")
        return self.filter(any_of | Q(pk__in=named))

    def covering(self, commune: Territory) -> Self:
        """Offered in that commune: inside a perimeter and outside every exclusion."""
        holding = [place.pk for place in Territory.objects.containing(commune).order_by("pk")]
        every = self.model._default_manager.order_by()
        inside = every.filter(perimeters__in=holding).values("pk")
        outside = every.filter(exclusions__in=holding).values("pk")
        return self.filter(pk__in=inside).exclude(pk__in=outside)

    def fitting_first(self, kind: str, population: int | None) -> Self:
        """Adds `misfit`: 1 when the kind of the authority or its population is not that which the
        offer names. What is not known is no misfit: it is to be verified."""
        wrong = ~Q(beneficiary_kinds=[]) & ~Q(beneficiary_kinds__contains=[kind])
        if population is not None:
            wrong |= Q(population_min__gt=population) | Q(population_max__lt=population)
        return self.annotate(
            misfit=Case(When(wrong, then=1), default=0, output_field=models.IntegerField())
        )

    def _terms(self, text: str) -> list[Q]:
        words = words_of(text)
        providers = _providers_named(words)
        return [
            Q(pk__in=self._anew().alias(words=WORDS).filter(words=as_query(word)).values("pk"))
            | Q(provider__in=providers[word])
            for word in words
        ]

    def _anew(self) -> models.QuerySet["Offer"]:
        return self.model._default_manager.order_by()


def words_of(text: str) -> list[str]:
    """The words that say something, without accents; all of them when none does."""
    telling = [search_key(word) for word in stems(text).values()]
    return (telling or search_key(text).split())[:MOST_WORDS]


def as_query(word: str) -> SearchQuery:
    beginning = f"{word}:*" if len(word) >= SHORTEST_BEGINNING else word
    return SearchQuery(beginning, search_type="raw", config=CONFIG)


def _providers_named(words: Sequence[str]) -> dict[str, list[int]]:
    """Who bears each word in a name or as an acronym; one query for all the words."""
    if not words:
        return {}
    asked = reduce(or_, (Q(search_key__contains=w) | Q(acronym__icontains=w) for w in words))
    rows = list(
        Organisation.objects.filter(asked)
        .order_by("pk")
        .annotate(said=F("search_key"), short=F("acronym"))
        .values_list("pk", "said", "short")
    )
    return {
        word: [pk for pk, said, short in rows if f" {word}" in f" {said}" or word in short.lower()]
        for word in words
    }


def place_in_subsidiarity(levels: Sequence[str]) -> Case:
    """The rank of the level, nearest first."""
    steps = [When(level=level, then=Value(place)) for place, level in enumerate(levels)]
    return Case(*steps, output_field=models.IntegerField())
