"""Nothing small is read, nor worked out by whoever knows the total and the rule."""

from collections import defaultdict
from itertools import product

import pytest

from guichet.foundations.toolkit.small_numbers import cells, is_small, told_together

UP_TO = 9
Row = tuple[int, tuple[int | None, ...]]


def worlds() -> dict[Row, set[tuple[int, ...]]]:
    """For each row that could be published, all the counts that give it, unseen ones last."""
    found: dict[Row, set[tuple[int, ...]]] = defaultdict(set)
    for counts in product(range(UP_TO + 1), repeat=4):
        total = sum(counts)
        if total <= UP_TO:
            found[total, cells(counts[:3], total=total)].add(counts)
    return found


def test_every_small_count_has_two_answers_at_least() -> None:
    """Slow oracle: the reader has every row that the rule could have hidden behind this one."""
    for (_, row), possible in worlds().items():
        for place in range(4):
            answers = {counts[place] for counts in possible}
            if len(answers) == 1:
                assert not any(is_small(answer) for answer in answers), (row, possible)


def test_what_is_shown_is_true() -> None:
    for (_, row), possible in worlds().items():
        for counts in possible:
            assert all(cell in (None, count) for cell, count in zip(row, counts, strict=False))


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [
        ((7, 4, 0), 20, (7, 4, 0)),
        ((7, 1, 0), 20, (7, None, 0)),
        ((7, 1, 0), 8, (None, None, 0)),
        ((7, 4, 0), 12, (7, None, 0)),
        ((1, 0, 0), 1, (None, None, None)),
        ((0, 0, 0), 0, (0, 0, 0)),
    ],
    ids=["large", "small", "small-by-difference", "unseen-is-small", "alone", "nothing"],
)
def test_rows(counts: tuple[int, ...], total: int, shown: tuple[int | None, ...]) -> None:
    assert cells(counts, total=total) == shown


@pytest.mark.parametrize(
    ("counts", "together"),
    [((3, 4), set()), ((1, 4, 9), {0, 1}), ((2, 1), {0, 1}), ((0, 5), set()), ((2,), {0})],
)
def test_a_small_line_never_stands_alone_when_it_may_be_helped(
    counts: tuple[int, ...], together: set[int]
) -> None:
    assert told_together(counts) == together
