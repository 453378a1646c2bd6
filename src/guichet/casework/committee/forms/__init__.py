"""What people type about a committee and its meetings, cleaned into domain types."""

from .gestures import EnvelopeForm, LateItemForm, RecusalForm
from .holding import CallForm, ClosingForm, OutcomeForm, PromiseForm, SettleForm
from .members import EndForm, MandateForm, RenewalForm, SeatForm
from .minutes import ConfirmForm, SectionsForm
from .preparation import (
    AddCaseForm,
    AddOrientationForm,
    AddProjectForm,
    AgainForm,
    CancelForm,
    ConveneForm,
    FreeItemForm,
    ItemForm,
    MeetingForm,
    OrderForm,
)
from .regulations import RulesForm, initial_of
from .replies import AnswerForm, DeliveryForm, HeardForm, PieceForm, SendAgainForm

__all__ = [
    "AddCaseForm",
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
    "OrderForm",
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
