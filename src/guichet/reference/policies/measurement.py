"""How well labelled texts teach, measured on territories that taught nothing. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from .learning import Lessons, classify, learn

# One territory in five judges, the others teach. By territory and not by line: two titles of one
# town hall resemble each other, and the second would be recognised rather than understood.
ONE_IN = 5
DEPTHS = (1, 3)
# What is tried to choose the two figures of `learning`, on parts of the territories that teach.
PARTS = 4
SMOOTHINGS = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)

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


@dataclass(frozen=True)
class Trial:
    """The means, over the parts, of what is right at once with these two figures."""

    smoothing: float
    weight_of_frequency: float
    accuracy: float
    macro_f1: float


def trials(rows: Iterable[Row]) -> list[Trial]:
    """The figures of `learning` tried in turn, the best first: accuracy plus macro-F1.

    Each part of the territories that teach is judged by the others; those that judge in the end
    are never looked at, so that the choice owes them nothing.
    """
    taught = [row for row in rows if not is_judge(row[2])]
    labels = sorted({label for _, label, _ in taught})
    parts: list[tuple[Lessons, list[Row]]] = []
    for part in range(PARTS):
        others = ((text, label) for text, label, place in taught if _part(place) != part)
        parts.append((learn(others), [row for row in taught if _part(row[2]) == part]))
    found = [
        _trial(parts, labels, smoothing, weight) for smoothing in SMOOTHINGS for weight in WEIGHTS
    ]
    return sorted(found, key=lambda trial: -(trial.accuracy + trial.macro_f1))


def _trial(
    parts: Sequence[tuple[Lessons, list[Row]]],
    labels: Sequence[str],
    smoothing: float,
    weight: float,
) -> Trial:
    figures = []
    for lessons, judged in parts:
        tried = replace(lessons, smoothing=smoothing, weight_of_frequency=weight)

        def learned(text: str, tried: Lessons = tried) -> Sequence[str]:
            return [guess.label for guess in classify(text, tried)]

        figures.append(score("", ranked(judged, learned), labels, 1))
    accuracy = sum(one.accuracy for one in figures) / len(figures)
    macro_f1 = sum(one.macro_f1 for one in figures) / len(figures)
    return Trial(smoothing, weight, accuracy, macro_f1)


def is_judge(territory: str) -> bool:
    return _number(territory) % ONE_IN == 0


def _part(territory: str) -> int:
    return _number(f"part {territory}") % PARTS


def _number(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest(), "big")


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
