"""What people type about a committee and its meetings, cleaned into domain types."""

from .holding import CallForm, ClosingForm, NewsForm, OutcomeForm, PromiseForm, SettleForm
from .members import EndForm, MandateForm, RenewalForm, SeatForm
from .minutes import (
    AmendmentAnswerForm,
    AmendmentForm,
    AmendmentWindowForm,
    ConfirmForm,
    DisagreementForm,
    SectionsForm,
)
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
    "AmendmentAnswerForm",
    "AmendmentForm",
    "AmendmentWindowForm",
    "CallForm",
    "CancelForm",
    "ClosingForm",
    "ConfirmForm",
    "ConveneForm",
    "DisagreementForm",
    "EndForm",
    "FreeItemForm",
    "ItemForm",
    "MandateForm",
    "MeetingForm",
    "NewsForm",
    "OutcomeForm",
    "PromiseForm",
    "RenewalForm",
    "RulesForm",
    "SeatForm",
    "SectionsForm",
    "SettleForm",
    "initial_of",
]
