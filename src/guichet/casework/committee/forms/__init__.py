"""What people type about a committee and its meetings, cleaned into domain types."""

from .gestures import EnvelopeForm, LateItemForm, RecusalForm
from .holding import CallForm, ClosingForm, OutcomeForm, PromiseForm, SettleForm
from .members import EndForm, MandateForm, RenewalForm, SeatForm
from .minutes import ConfirmForm, SectionsForm
from .preparation import (
    AddOrientationForm,
    AddProjectForm,
    AgainForm,
    CancelForm,
    ConveneForm,
    FreeItemForm,
    ItemForm,
    MeetingForm,
)
from .regulations import RulesForm, initial_of

__all__ = [
    "AddOrientationForm",
    "AddProjectForm",
    "AgainForm",
    "CallForm",
    "CancelForm",
    "ClosingForm",
    "ConfirmForm",
    "ConveneForm",
    "EndForm",
    "EnvelopeForm",
    "FreeItemForm",
    "ItemForm",
    "LateItemForm",
    "MandateForm",
    "MeetingForm",
    "OutcomeForm",
    "PromiseForm",
    "RecusalForm",
    "RenewalForm",
    "RulesForm",
    "SeatForm",
    "SectionsForm",
    "SettleForm",
    "initial_of",
]
