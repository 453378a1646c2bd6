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
from .replies import AnswerForm, DeliveryForm, HeardForm, PieceForm, SendAgainForm

__all__ = [
    "AddOrientationForm",
    "AddProjectForm",
    "AgainForm",
    "AnswerForm",
    "CallForm",
    "CancelForm",
    "ClosingForm",
    "ConfirmForm",
    "ConveneForm",
    "DeliveryForm",
    "EndForm",
    "EnvelopeForm",
    "FreeItemForm",
    "HeardForm",
    "ItemForm",
    "LateItemForm",
    "MandateForm",
    "MeetingForm",
    "OutcomeForm",
    "PieceForm",
    "PromiseForm",
    "RecusalForm",
    "RenewalForm",
    "RulesForm",
    "SeatForm",
    "SectionsForm",
    "SendAgainForm",
    "SettleForm",
    "initial_of",
]
