"""The three families of a committee that is already at work become its colleges, and nothing that
a text or a meeting has kept is lost (migration 0006)."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from guichet.casework.committee.ruleset import DEFAULT, freeze, thaw

BEFORE = [("committee", "0005_aftermath")]


@pytest.fixture
def before():
    """The tables as they were; every migration is run again at the end."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)


def kept_before() -> dict[str, object]:
    rules = freeze(DEFAULT)
    del rules["college_votes"]
    bases = {line: basis for line, basis in rules["bases"].items() if line != "college_votes"}
    return {**rules, "bases": bases}


@pytest.mark.django_db(transaction=True)
def test_a_committee_at_work_is_carried_whole(before):
    department = before.get_model("territories", "Territory").objects.create(
        code="04", kind="DEPARTMENT", name="Alpes-de-Haute-Provence"
    )
    committee = before.get_model("committee", "Committee").objects.create(
        department=department, name="Comité local", chair_title="la préfète"
    )
    seat = before.get_model("committee", "Seat").objects
    for family in ("ENGINEERING", "STATE"):
        seat.create(committee=committee, family=family, nature="EX_OFFICIO", label=family)
    before.get_model("committee", "Regulation").objects.create(
        committee=committee, starts_on=date(2026, 1, 5), basis="arrêté", rules=kept_before()
    )
    meeting = before.get_model("committee", "Meeting").objects
    at = datetime(2026, 3, 30, 12, tzinfo=UTC)
    meeting.create(
        committee=committee, form="VIDEO", scheduled_at=at, chair_label="la préfète",
        rules=kept_before(),
    )  # fmt: skip

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    now = executor.loader.project_state(executor.loader.graph.leaf_nodes()).apps
    found = now.get_model("committee", "Committee").objects.get()
    assert (found.slug, found.kind, found.is_public) == ("04", "LOCAL", True)
    assert list(found.colleges.order_by("rank").values_list("name", flat=True)) == [
        "État et ses établissements publics", "Collectivités territoriales",
        "Structures d’ingénierie",
    ]  # fmt: skip
    seats = now.get_model("committee", "Seat").objects.order_by("label")
    assert [one.college.name for one in seats] == [
        "Structures d’ingénierie", "État et ses établissements publics",
    ]  # fmt: skip
    for name in ("Regulation", "Meeting"):
        assert thaw(now.get_model("committee", name).objects.get().rules) == DEFAULT
