import pytest

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.notifications import HISTORY
from guichet.casework.demands.workflow import WORKFLOW

NAMES = [transition.name for transition in WORKFLOW.transitions]


def test_every_status_can_be_reached() -> None:
    assert WORKFLOW.states() == set(DemandStatus.values)


@pytest.mark.parametrize("name", NAMES)
def test_every_transition_has_its_action_and_its_sentence(name: str) -> None:
    assert callable(getattr(actions, name))
    assert HISTORY[f"demand.{name}"]


def test_only_finished_demands_are_dead_ends() -> None:
    ends = {status for status in DemandStatus.values if not WORKFLOW.available(status)}

    assert ends == {DemandStatus.CLOSED}
