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

from guichet.foundations.audit.lookups import Among
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
        words = words_of(text)
        if not words:
            return self
        providers = _providers_named(words)
        found = self._anew().alias(words=WORDS)
        if any(providers.values()):
            found = found.filter(reduce(and_, (_saying(w, providers[w]) for w in words)))
        else:
            found = found.filter(words=reduce(and_, map(as_query, words)))
        return self.numbered(found.values_list("pk", flat=True))

    def near(self, text: str, *, themes: Iterable[str]) -> Self:
        """One of the words at least, or one of these themes by its name: what to show when
        nothing holds every word."""
        words = words_of(text)
        providers = _providers_named(words)
        said = self._anew().alias(words=WORDS)
        any_of = reduce(or_, (_saying(word, providers[word]) for word in words), Q(pk__in=[]))
        links = self.model.themes.through._default_manager.order_by()
        named = links.filter(theme__in=list(themes)).values("offer")
        return self.filter(Q(pk__in=said.filter(any_of).values("pk")) | Q(pk__in=named))

    def covering(self, commune: Territory) -> Self:
        """Offered in that commune: inside a perimeter and outside every exclusion.

        The relations answer twice as fast as `Reach` here, and seventy times as fast for all the
        territories of a department (measured with 50,000 offers): no theme narrows the search.
        """
        holding = [place.pk for place in Territory.objects.containing(commune).order_by("pk")]
        inside = self.model.perimeters.through._default_manager.order_by()
        outside = self.model.exclusions.through._default_manager.order_by()
        held = outside.filter(territory__in=holding).values_list("offer", flat=True)
        left_out = set(held)
        found = inside.filter(territory__in=holding).values_list("offer", flat=True)
        return self.numbered(set(found) - left_out)

    def fitting_first(self, kind: str, population: int | None) -> Self:
        """Adds `misfit`: 1 when the kind of the authority or its population is not that which the
        offer names. What is not known is no misfit: it is to be verified."""
        wrong = ~Q(beneficiary_kinds=[]) & ~Q(beneficiary_kinds__contains=[kind])
        if population is not None:
            wrong |= Q(population_min__gt=population) | Q(population_max__lt=population)
        return self.annotate(
            misfit=Case(When(wrong, then=1), default=0, output_field=models.IntegerField())
        )

    def numbered(self, numbers: Iterable[int]) -> Self:
        """By numbers that were found first: the planner, which cannot count what a word or a
        territory holds, otherwise reads the whole table again for each condition."""
        return self.filter(Among(F("pk"), list(numbers)))

    def _anew(self) -> models.QuerySet["Offer"]:
        return self.model._default_manager.order_by()


def _saying(word: str, providers: Sequence[int]) -> Q:
    said = Q(words=as_query(word))
    return said | Q(provider__in=providers) if providers else said


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
    asked = reduce(or_, (Q(search_key__contains=w) | Q(acronym__istartswith=w) for w in words))
    rows = list(
        Organisation.objects.filter(asked)
        .order_by("pk")
        .annotate(said=F("search_key"), short=F("acronym"))
        .values_list("pk", "said", "short")
    )
    return {
        word: [
            pk
            for pk, said, short in rows
            if f" {word}" in f" {said}" or short.lower().startswith(word)
        ]
        for word in words
    }


def place_in_subsidiarity(levels: Sequence[str]) -> Case:
    """The rank of the level, nearest first."""
    steps = [When(level=level, then=Value(place)) for place, level in enumerate(levels)]
    return Case(*steps, output_field=models.IntegerField())
