"""How well labelled texts teach, measured on territories that taught nothing. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .learning import classify, learn

# One territory in five judges, the others teach. By territory and not by line: two titles of one
# town hall resemble each other, and the second would be recognised rather than understood.
ONE_IN = 5
DEPTHS = (1, 3)

Row = tuple[str, str, str]
Ranking = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Figures:
    """At a depth of three, a text is right when its label is among the first three proposed; when
    it is not, the first one counts as the mistake. `macro_f1` is the mean of the F1 of the labels,
    each weighing the same."""

    method: str
    depth: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True)
class Measure:
    taught: int
    judged: int
    labels: int
    figures: tuple[Figures, ...]


def measure(rows: Iterable[Row]) -> Measure:
    """Rows are (text, label, territory); the split depends on the territory only."""
    taught: list[Row] = []
    judged: list[Row] = []
    for row in rows:
        (judged if is_judge(row[2]) else taught).append(row)
    counts = Counter(label for _, label, _ in taught)
    by_frequency = [label for label, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    lessons = learn((text, label) for text, label, _ in taught)

    def majority(text: str) -> Sequence[str]:
        return by_frequency

    def learned(text: str) -> Sequence[str]:
        return [guess.label for guess in classify(text, lessons)]

    labels = sorted({label for _, label, _ in [*taught, *judged]})
    methods: tuple[tuple[str, Ranking], ...] = (
        ("classe majoritaire", majority), ("mots appris", learned),
    )  # fmt: skip
    figures = [
        score(name, ranked(judged, method), labels, depth)
        for name, method in methods
        for depth in DEPTHS
    ]
    return Measure(len(taught), len(judged), len(labels), tuple(figures))


def is_judge(territory: str) -> bool:
    return int.from_bytes(sha256(territory.encode()).digest(), "big") % ONE_IN == 0


def ranked(rows: Iterable[Row], method: Ranking) -> list[tuple[str, Sequence[str]]]:
    """Pairs (true label, labels proposed)."""
    return [(label, method(text)) for text, label, _ in rows]


def score(
    method: str, answers: Sequence[tuple[str, Sequence[str]]], labels: Sequence[str], depth: int
) -> Figures:
    right: Counter[str] = Counter()
    wrongly: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for label, proposed in answers:
        if label in proposed[:depth]:
            right[label] += 1
        else:
            missed[label] += 1
            if proposed:
                wrongly[proposed[0]] += 1
    f1 = [
        2 * right[one] / (2 * right[one] + wrongly[one] + missed[one]) if right[one] else 0.0
        for one in labels
    ]
    return Figures(
        method,
        depth,
        sum(right.values()) / len(answers) if answers else 0.0,
        sum(f1) / len(f1) if f1 else 0.0,
    )
