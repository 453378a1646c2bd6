"""The benchmark: its arithmetic, and one small volume measured in an ordinary test base."""

import json
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse

from guichet.casework.demands.models import Demand, Message
from guichet.demonstration.bench import measures
from guichet.demonstration.bench.measures import (
    Budget,
    Measure,
    Subject,
    measure,
    percentile,
    table,
)
from guichet.demonstration.management.commands import bench
from guichet.reference.territories.actions import load_cog
from tests.reference.territories.subset import subset


def test_the_nearest_rank_is_a_time_that_was_observed() -> None:
    times = [float(n) for n in range(1, 21)]

    assert (percentile(times, 95), percentile(times, 100), percentile([7.0], 95)) == (19, 20, 7)


@pytest.mark.parametrize(
    ("budget", "kept"),
    [
        (Budget(), True),
        (Budget(queries=12, milliseconds=50, size=100), True),
        (Budget(queries=11), False),
        (Budget(milliseconds=49), False),
        (Budget(size=99), False),
    ],
)
def test_a_budget_is_kept_or_not(budget: Budget, kept: bool) -> None:
    one = Measure("liste", queries=12, median=1.0, p95=50.0, size=100, budget=budget)

    assert one.is_kept is kept
    assert ("tenu" if kept else "dépassé") in table([one])[1]
    assert json.loads(json.dumps(one.as_json()))["kept"] is kept


@pytest.mark.django_db
def test_a_page_that_fails_is_not_measured() -> None:
    broken = Subject("liste", lambda given: HttpResponse(status=500), Budget())

    with pytest.raises(RuntimeError, match="liste: 500"):
        measure(broken, runs=1)


@pytest.mark.django_db(transaction=True)
def test_every_page_answers_within_its_number_of_queries(
    now: datetime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command itself, on the base of the tests: ten demands, then a thousand."""
    monkeypatch.setattr(bench, "throw_away_database", lambda: _Nothing())
    monkeypatch.setattr(bench, "load_cog", lambda **options: load_cog(subset("04"), **options))

    monkeypatch.setattr(measures.Measure, "is_kept", True)
    counts = []
    for size in ("--demands=10", "--demands=1000"):
        call_command("bench", "--json", "--runs=1", size, "--events=1000", "--offers=300")
        figures = json.loads(capsys.readouterr().out)
        counts.append({page["name"]: page["queries"] for page in figures["pages"]})
        kept = (Demand.objects.deposited().count(), Message.objects.count())
        # The jobs are not tables of ours: Django leaves them.
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
        call_command("flush", "--no-input", verbosity=0, inhibit_post_migrate=True)

    # The last demand is another case, at another stage; among ten nothing is so misspelt.
    for another_case in ("dossier", "liste, faute de frappe"):
        for measured in counts:
            measured.pop(another_case)
    assert counts[0] == counts[1]
    over = [
        (page["name"], page["queries"])
        for page in figures["pages"]
        if page["budget"]["queries"] and page["queries"] > page["budget"]["queries"]
    ]
    assert over == []
    assert min(page["queries"] for page in figures["pages"]) > 1
    assert len(figures["pages"]) == 23
    assert min(kept) >= 1000


class _Nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *error: object) -> None: ...
