"""What the committee was told of a case: by name, and in the figures of its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from guichet.casework.demands.models import Demand
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.text import sentence_list

from .facts import FOLLOW_UP, RECEIVED
from .models import Meeting, MeetingQuerySet

# The figures of agenda.py in which something that happened to a case is counted.
COUNTED_AS = {
    RECEIVED: "demandes reçues",
    "demand.acknowledge": "prises en charge par le guichet",
    "demand.send_back": "renvoyées pour complément",
    "demand.qualify": "qualifiées",
    "demand.refer": "orientées vers une structure d’ingénierie",
    "referral.accept_referral": "acceptées par une structure d’ingénierie",
    "support.open_support": "accompagnements ouverts",
    "support.deliver": "accompagnements livrés",
    "demand.decline": "classées sans suite",
    "demand.close": "closes",
}


@dataclass(frozen=True)
class Told:
    meeting: Meeting
    sentence: str


def in_figures(demand: Demand, meetings: MeetingQuerySet) -> list[Told]:
    """The meetings whose figures hold something that happened to this case, latest first."""
    events = list(
        Event.objects.of_case(demand.case_key)
        .of_actions(RECEIVED, *FOLLOW_UP)
        .values_list("action", "at")
    )
    counted = (
        meetings.filter(committee__department=demand.department_id)
        .closed()
        .not_convened_again()
        .filter(counted_until__isnull=False)
        .select_related("committee__department")
        .order_by("-closed_at", "-pk")
    )
    found = []
    for meeting in counted:
        happened = [action for action, at in events if meeting.counts(at)]
        if happened:
            found.append(Told(meeting, _sentence(happened)))
    return found


def _sentence(actions: Sequence[str]) -> str:
    figures = dict.fromkeys(f"« {COUNTED_AS[action]} »" for action in actions)
    return f"La demande y est comptée dans {sentence_list(figures)}."
