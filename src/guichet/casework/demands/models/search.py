"""Full-text search: the demand, what was said about it, the names of the files joined to it.

Each term may be found in any of these places, and all terms must be found. Every place has a GIN
index on an expression (migration 0004): nothing is stored twice, nothing can be out of date.
"""

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchVector,
    SearchVectorField,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.functional import cached_property

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.lookups import Among
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.territories.models import Territory

from ..choices import MessageAudience
from ..wording import Term, packaged_synonyms, terms_of

if TYPE_CHECKING:
    from .demand import Demand  # noqa: F401  # named in the annotation of the class

CONFIG = "guichet_fr"
# Their SQL is word for word that of the indexes; a change here is a migration.
TITLE = SearchVector("search_key", config=CONFIG)
OWN = SearchVector("search_key", "description", "expected_help", config=CONFIG)
SAID = SearchVector("body", config=CONFIG)
# Below, a misspelt word looks like too many others.
ALIKE = 0.5
SHORTEST_ALIKE = 5
# With fewer answers than this, words that only look alike are welcome.
FEW = 3

IN_TITLE, IN_TEXT, ELSEWHERE = range(3)
# For private use: no French text has them, and a page that showed them would do no harm.
MARK, UNMARK = "\ue000", "\ue001"


class FileNameWords(models.Func):
    """« plan_masse-v2.pdf » is one word, the name of a machine, for PostgreSQL."""

    template = f"to_tsvector('{CONFIG}', translate(%(expressions)s, '._-', '   '))"

    @cached_property
    def output_field(self) -> "SearchVectorField[Any, Any]":
        return SearchVectorField()


class Found(models.QuerySet["Demand"]):
    """The part of the queryset of demands that looks for words."""

    def search(self, text: str, *, reader: User) -> Self:
        """The demands that hold every term, best first; see `_ranks` for the order.

        Only what the reader may read counts: a word said between services never brings back a
        demand to its applicant. When almost nothing is found, misspelt words are tried.
        """
        terms = terms_of(text, packaged_synonyms())
        if not terms:
            return self
        exact = self.filter(reduce(and_, (self._holding(term, reader) for term in terms)))
        found = exact._ranks(terms)
        if len(found) >= FEW:
            return self._ranked(found).order_by("rank", "-submitted_at", "-pk")
        loose = self.filter(
            reduce(and_, (self._holding(term, reader) | _alike(term) for term in terms))
        )
        typed = " ".join(word for term in terms for word in term.words)
        alike = TrigramWordSimilarity(typed, "search_key")
        ranked = self._ranked(loose._ranks(terms))
        return ranked.order_by("rank", alike.desc(), "-submitted_at", "-pk")

    def with_excerpt(self, query: SearchQuery) -> Self:
        """Adds `excerpt`: the piece of the demand's own text where the words are, marked."""
        text = Concat(
            "description",
            models.Value(" "),
            "expected_help",
            output_field=models.TextField(),
        )
        return self.annotate(excerpt=excerpt_of(text, query))

    def _ranks(self, terms: tuple[Term, ...]) -> dict[int, int]:
        """Each demand found and its rank: all in the title, the authority or the commune; all in
        the text of the demand; the rest."""
        every = reduce(and_, (as_query(term) for term in terms))
        anew = self._anew()
        in_title = anew.alias(words=TITLE).filter(words=every).values("pk")
        in_text = anew.alias(words=OWN).filter(words=every).values("pk")
        rank = models.Case(
            models.When(pk__in=in_title, then=IN_TITLE),
            models.When(pk__in=in_text, then=IN_TEXT),
            default=ELSEWHERE,
            output_field=models.IntegerField(),
        )
        return dict(self.order_by().annotate(rank=rank).values_list("pk", "rank"))

    def _ranked(self, ranks: dict[int, int]) -> Self:
        """Those demands with their `rank`. Looked for once: the counts and the rows of a page are
        then found by their numbers."""
        groups = {
            place: [pk for pk, rank in ranks.items() if rank == place]
            for place in (IN_TITLE, IN_TEXT)
        }
        rank = models.Case(
            *(models.When(Among(F("pk"), pks), then=place) for place, pks in groups.items() if pks),
            default=ELSEWHERE,
            output_field=models.IntegerField(),
        )
        # No perimeter to check again: `ranks` was read inside that of this queryset.
        return self._anew().filter(Among(F("pk"), list(ranks))).annotate(rank=rank)  # type: ignore[no-any-return]

    def _holding(self, term: Term, reader: User) -> Q:
        query = as_query(term)
        own = self._anew().alias(words=OWN).filter(words=query)
        said = self._related("messages").saying(query, reader=reader)
        named = self._related("attachments").named(query, reader=reader)
        return (
            Q(pk__in=own.values("pk"))
            | Q(pk__in=said.values("demand"))
            | Q(pk__in=named.values("demand"))
            | _beginning(term)
        )

    def _anew(self) -> Any:
        return self.model._default_manager.order_by()

    def _related(self, name: str) -> Any:
        """Messages and attachments stand above the demand: their tables are asked by its side."""
        return self.model._meta.get_field(name).related_model._default_manager.order_by()  # type: ignore[union-attr]


def excerpt_of(text: Any, query: SearchQuery) -> SearchHeadline:
    """About twenty words; MARK and UNMARK stand where a page will say « mark »."""
    return SearchHeadline(
        text, query, config=CONFIG, start_sel=MARK, stop_sel=UNMARK, max_words=22, min_words=10
    )


def as_query(term: Term) -> SearchQuery:
    return SearchQuery(term.query, search_type="raw", config=CONFIG)


def said_to(reader: User, message: str = "") -> Q:
    """The messages that this person may read, of a demand that he may open: what is said between
    services only where he is one of them (see `permissions.can_read_internal`). `message` is the
    path that leads to one, « message__ » from a file."""
    access = access_of(reader)
    communes = Territory.objects.filter(district__in=access.territories(Role.SUB_PREFECT))
    return (
        Q(**{f"{message}audience": MessageAudience.APPLICANT})
        | Q(demand__department__in=access.department_ids(DESK))
        | Q(demand__commune__in=communes.order_by().values("pk"))
    )


def _beginning(term: Term) -> Q:
    """Words not yet finished (« forcal »), and pieces of a number (« 0042 »)."""
    found = Q()
    for word in term.words:
        begun = Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
        if any(character.isdigit() for character in word):
            begun |= Q(reference__contains=word)
        found &= begun
    return found


def _alike(term: Term) -> Q:
    """The threshold of the operator `<%` belongs to the server; ours is ours. In a short word one
    letter is too much: « eau » is not a slip for « bureau »."""
    if len("".join(term.words)) < SHORTEST_ALIKE:
        return Q(pk__in=[])
    likeness = TrigramWordSimilarity(" ".join(term.words), "search_key")
    return Q(GreaterThanOrEqual(likeness, ALIKE))
