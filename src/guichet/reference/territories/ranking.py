"""How a search orders what it finds: the exact name, then its beginning, a word of it, a likeness.

Among equals the most populated comes first, since it is the most often looked for.
"""

import re
from typing import TYPE_CHECKING, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, IntegerField, Q, Value, When

if TYPE_CHECKING:
    from .models import TerritoryQuerySet

    Found = TypeVar("Found", bound=TerritoryQuerySet)

# Words that thousands of names share: alike in them means nothing, and costs forty milliseconds.
COMMON = frozenset({
    "saint", "sainte", "sur", "sous", "les", "le", "la", "l", "de", "des", "du", "d", "en", "et",
    "au", "aux", "pays", "ca", "cc", "cu", "communaute", "communes", "agglomeration", "metropole",
})  # fmt: skip
# The rank of what only looks alike, after the exact name, its beginning, a word of it.
ALIKE = 3
BIGGEST = F("population").desc(nulls_last=True)


def by_code(found: "Found", digits: str) -> "Found":
    """INSEE code or SIREN by their beginning, postal code by its first four digits or more."""
    matches = Q(code__startswith=digits)
    whole = Q(code=digits)
    if digits.isdigit() and len(digits) in {4, 5}:
        # The index of an array knows whole codes only: four digits are the beginning of ten.
        postal = [digits] if len(digits) == 5 else [f"{digits}{last}" for last in range(10)]
        shared = Q(postal_codes__overlap=postal)
        matches |= shared
        whole |= shared
    # 04200 is Salignac for INSEE and Sisteron for the post: both come before what only begins so.
    rank = Case(When(whole, then=0), default=1, output_field=IntegerField())
    return found.filter(matches).annotate(rank=rank).order_by("rank", BIGGEST, "search_key", "pk")


def by_name(found: "Found", key: str, *, typed: str) -> "Found":
    """Names by exactness, then size; two letters look at beginnings only."""
    beginning = Q(search_key__startswith=key)
    abbreviated = re.search(r"\b(ste?)$", typed)
    if abbreviated:
        # « st » spells « saint », unless it is the beginning of Strasbourg.
        before = key.rpartition("saint")[0]
        beginning |= Q(search_key__startswith=before + abbreviated[1])
    tiers = [When(search_key=key, then=0), When(beginning, then=1)]
    matches = beginning
    if len(key) > 2:
        word = Q(search_key__contains=f" {key}")
        tiers.append(When(word, then=2))
        matches |= word | _alike(key)
    tier = Case(*tiers, default=ALIKE, output_field=IntegerField())
    # Likeness only orders the last tier: in the others it would put the shortest name first.
    likeness = Case(
        When(Q(rank__lt=ALIKE), then=Value(1.0)), default=TrigramSimilarity("search_key", key)
    )
    return (
        found.filter(matches)
        .annotate(rank=tier)
        .annotate(likeness=likeness)
        .order_by("rank", "-likeness", BIGGEST, "search_key", "pk")
    )


def _alike(key: str) -> Q:
    """Names spelt nearly so, judged on the words that are their own."""
    # « sain » is about to be « saint »: the beginning of a common word is common too.
    own = [word for word in key.split() if not any(one.startswith(word) for one in COMMON)]
    if not own:
        return Q(pk__in=[])
    alike = Q(search_key__trigram_word_similar=max(own, key=len))
    whole = " ".join(own)
    # Five letters or fewer are like a thousand names: only a word of the name may resemble them.
    return alike | Q(search_key__trigram_similar=whole) if len(whole) > 5 else alike
