"""Small numbers, once for everything that anybody may read (glossary: petit effectif). Pure.

« Arrondissement de Forcalquier : 1 » says whose demand it is, before its authority has told
anybody. What is kept back, everywhere:

- a count of one or two inside a breakdown (by place, theme, provider, state);
- the complement: what a total minus the visible lines would give. So a small line is always kept
  back with another one at least, and what is kept back adds up to three at least; where that cannot
  be, nothing of the breakdown is told;
- the name of a commune for a demand that was not itself presented (`drafting.masking`).

Totals of a whole department are told, whatever they are. Sources: CRPA, L311-6 and L312-1-2; the
threshold of three is the usual one of public statistics (INSEE).
"""

from collections.abc import Sequence

THRESHOLD = 3


def is_small(count: int) -> bool:
    """Zero says nothing of anybody."""
    return 0 < count < THRESHOLD


def told_together(counts: Sequence[int]) -> frozenset[int]:
    """The places of one breakdown that are added up into one line; none when none is small."""
    added = [place for place, count in enumerate(counts) if is_small(count)]
    others = [place for place, count in enumerate(counts) if count >= THRESHOLD]
    # The smallest of the others first: the least is lost.
    others.sort(key=lambda place: counts[place], reverse=True)
    while added and others and not _hides([counts[place] for place in added]):
        added.append(others.pop())
    return frozenset(added)


def cells(counts: Sequence[int], *, total: int) -> tuple[int | None, ...]:
    """One row of a file whose total is told: None where a cell stays empty.

    What the total counts and no cell shows is a line too, which nobody sees and which everybody
    works out. Whoever knows this rule and the total still finds two answers at least.
    """
    rest = max(total - sum(counts), 0)
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    if not hidden and not is_small(rest):
        return tuple(counts)
    if total <= THRESHOLD:
        return (None,) * len(counts)
    # The unseen line comes first: it costs nothing. Then the smallest of the others.
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: -counts[place])
    while not _is_hidden([counts[place] for place in sorted(hidden)], rest):
        if not others:
            return (None,) * len(counts)
        place = others.pop()
        if counts[place]:
            hidden.add(place)
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def _is_hidden(blank: Sequence[int], rest: int) -> bool:
    """An empty cell holds one at least: there must be more to share than there are cells."""
    shared = sum(blank) + rest
    return bool(blank) and shared >= THRESHOLD and shared > len(blank)


def _hides(counts: Sequence[int]) -> bool:
    """Whether these, added up, say nothing of one of them."""
    return len(counts) > 1 and sum(counts) >= THRESHOLD
