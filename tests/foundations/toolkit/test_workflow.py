"""The machine on a small table, then every table of the product."""

import importlib
import importlib.util

import pytest
from django.apps import apps

from guichet.foundations.toolkit.workflow import TransitionRefused, Workflow, rows

DOOR = Workflow(
    "door",
    "OPEN",
    rows(
        ("shut", {"OPEN"}, "SHUT", "Fermer"),
        ("lock", {"SHUT"}, "LOCKED", "Verrouiller"),
        ("open", {"SHUT"}, "OPEN", "Ouvrir"),
    ),
    (("OPEN", "Ouverte"), ("SHUT", "Fermée"), ("LOCKED", "Verrouillée")),
)


class TestWorkflow:
    def test_gives_the_next_state(self):
        assert DOOR.target("shut", current="OPEN") == "SHUT"

    def test_refuses_the_wrong_moment_in_french(self):
        with pytest.raises(TransitionRefused) as refusal:
            DOOR.target("lock", current="OPEN")

        assert "Verrouiller" in refusal.value.sentence
        assert "Ouverte" in refusal.value.sentence
        assert "rechargez" in refusal.value.sentence

    def test_a_misspelt_transition_is_a_bug_not_a_refusal(self):
        with pytest.raises(KeyError):
            DOOR.target("slam", current="OPEN")

    def test_feeds_the_buttons(self):
        assert [t.name for t in DOOR.available("SHUT")] == ["lock", "open"]
        assert DOOR.available("LOCKED") == ()

    def test_knows_its_states(self):
        assert DOOR.states() == {"OPEN", "SHUT", "LOCKED"}

    def test_draws_itself(self):
        drawing = DOOR.as_mermaid().splitlines()

        assert drawing[0] == "stateDiagram-v2"
        assert "    [*] --> OPEN" in drawing
        assert "    SHUT --> LOCKED : Verrouiller" in drawing


def workflows():
    """Every workflow of the product, with the app that owns it."""
    for config in apps.get_app_configs():
        name = f"{config.name}.workflow"
        if config.name.startswith("guichet.") and importlib.util.find_spec(name):
            module = importlib.import_module(name)
            for value in vars(module).values():
                if isinstance(value, Workflow):
                    yield pytest.param(config, value, id=f"{config.label}.{value.name}")


WORKFLOWS = list(workflows())


def test_there_are_workflows_to_check():
    assert len(WORKFLOWS) >= 5


@pytest.mark.parametrize(("config", "workflow"), WORKFLOWS)
class TestEveryWorkflow:
    def test_reaches_every_status(self, config, workflow):
        reached = {str(workflow.initial)}
        while True:
            further = {t.target for t in workflow.transitions if t.sources & reached} | reached
            if further == reached:
                break
            reached = further

        assert reached == workflow.states()
        assert reached == {code for code, _ in workflow.labels}, "each status has its label"

    def test_has_an_action_of_the_same_name_for_each_transition(self, config, workflow):
        actions = importlib.import_module(f"{config.name}.actions")

        missing = [
            t.name for t in workflow.transitions if not callable(getattr(actions, t.name, None))
        ]

        assert missing == []

    def test_never_names_two_moves_alike(self, config, workflow):
        names = [t.name for t in workflow.transitions]

        assert len(names) == len(set(names))

    def test_says_each_button_in_french(self, config, workflow):
        assert all(t.label[0].isupper() for t in workflow.transitions)
