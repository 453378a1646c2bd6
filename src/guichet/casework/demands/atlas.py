"""From degrees to the sheet of a map. Pure Python: no database, no drawing.

At the scale of a department the Earth is flat enough: a degree of longitude is worth the cosine of
the latitude of a degree of latitude, and that is all the projection there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

WIDTH = 800
MARGIN = 30
SMALLEST, LARGEST = 7.0, 34.0
# A department ten times as high as wide would be one point wrongly placed.
TALLEST = 1400

Point = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """What is shown somewhere: a count, with its longitude and latitude."""

    name: str
    total: int
    point: Point
    address: str = ""


@dataclass(frozen=True)
class Circle:
    place: Place
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Sheet:
    width: int
    height: int
    circles: tuple[Circle, ...]
    # Every commune, as the shape of the department.
    dots: tuple[Point, ...]
    # Counts and the radius that each would have.
    legend: tuple[tuple[int, float], ...]


def draw(places: Sequence[Place], background: Iterable[Point]) -> Sheet:
    """The circles of the places, the largest first so that the smallest stay above."""
    dots = list(background)
    everything = [*dots, *(place.point for place in places)]
    if not everything:
        return Sheet(WIDTH, 2 * MARGIN, (), (), ())
    west, east = min(p[0] for p in everything), max(p[0] for p in everything)
    south, north = min(p[1] for p in everything), max(p[1] for p in everything)
    narrowing = cos(radians((south + north) / 2))
    scale = _scale((east - west) * narrowing, north - south)
    largest = max((place.total for place in places), default=1)

    def on_sheet(point: Point) -> Point:
        x = MARGIN + (point[0] - west) * narrowing * scale
        y = MARGIN + (north - point[1]) * scale
        return round(x, 1), round(y, 1)

    circles = [
        Circle(place, *on_sheet(place.point), radius_of(place.total, largest))
        for place in sorted(places, key=lambda place: (-place.total, place.name))
    ]
    height = round((north - south) * scale) + 2 * MARGIN
    steps = sorted({1, max(1, round(largest / 2)), largest}) if places else []
    return Sheet(
        WIDTH,
        height,
        tuple(circles),
        tuple(on_sheet(dot) for dot in dots),
        tuple((step, radius_of(step, largest)) for step in steps),
    )


def radius_of(count: int, largest: int) -> float:
    """The surface of a circle, not its width, is in proportion: the eye compares surfaces."""
    return round(max(SMALLEST, LARGEST * sqrt(count / largest)), 1)


def _scale(width: float, height: float) -> float:
    room = WIDTH - 2 * MARGIN
    by_width = room / width if width else 0.0
    by_height = (TALLEST - 2 * MARGIN) / height if height else 0.0
    found = [scale for scale in (by_width, by_height) if scale]
    return min(found) if found else 1.0
