"""Stories are told in the order of their dates, and never past the end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from guichet.demonstration.projects import ACV, PVD, REQUESTERS, read_projects
from guichet.demonstration.timeline import Timeline

START = datetime(2020, 1, 1, tzinfo=UTC)


def story(told: list[str], name: str, *days: int) -> Iterator[datetime]:
    for day in days:
        yield START + timedelta(days=day)
        told.append(f"{name}{day}")


def test_stories_interleave_by_date() -> None:
    told: list[str] = []
    timeline = Timeline(START + timedelta(days=10))
    timeline.add(story(told, "a", 1, 5, 9))
    timeline.add(story(told, "b", 2, 5, 11))

    timeline.run()

    assert told == ["a1", "b2", "a5", "b5", "a9"]


def test_what_is_later_has_not_happened() -> None:
    told: list[str] = []
    timeline = Timeline(START)
    timeline.add(story(told, "a", 1))

    timeline.run()

    assert told == []


def test_projects_are_whole() -> None:
    projects = read_projects()

    assert len(projects) >= 40
    assert all(p.title and p.description and p.expected_help and p.types for p in projects)
    # The two strides of the loader visit everything only if they share no divisor.
    assert len(REQUESTERS) % 7 and len(projects) % 13
    assert (len(PVD), len(ACV)) == (11, 2)
