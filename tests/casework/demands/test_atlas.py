"""The sheet of the map: everything inside, north above, surfaces in proportion."""

from math import pi

from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.demands.atlas import LARGEST, SMALLEST, Place, draw, radius_of

points = st.tuples(st.floats(-63, 56), st.floats(-22, 51))
places = st.builds(Place, st.text(max_size=5), st.integers(1, 500), points)


@given(st.lists(places, max_size=20), st.lists(points, max_size=20))
def test_everything_is_on_the_sheet(
    shown: list[Place], background: list[tuple[float, float]]
) -> None:
    sheet = draw(shown, background)

    for x, y in [*sheet.dots, *((circle.x, circle.y) for circle in sheet.circles)]:
        assert 0 <= x <= sheet.width
        assert 0 <= y <= sheet.height + 0.5
    assert len(sheet.circles) == len(shown)


def test_north_is_above_and_east_is_right() -> None:
    north_west, south_east = Place("a", 1, (5.6, 44.4)), Place("b", 1, (6.6, 43.8))

    first, second = draw([north_west, south_east], []).circles

    assert (first.x < second.x, first.y < second.y) == (True, True)


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_surfaces_are_in_proportion(count: int, largest: int) -> None:
    count = min(count, largest)
    radius = radius_of(count, largest)

    assert SMALLEST <= radius <= LARGEST
    if radius > SMALLEST:
        assert abs(pi * radius**2 / (pi * LARGEST**2) - count / largest) < 0.01


def test_nothing_makes_an_empty_sheet() -> None:
    assert draw([], []).circles == ()
