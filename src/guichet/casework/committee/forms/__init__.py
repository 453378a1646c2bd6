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
from .roadmap import IndicatorForm, ProposeOrientationForm, ReadingForm

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
    "IndicatorForm",
    "ItemForm",
    "MandateForm",
    "MeetingForm",
    "NewsForm",
    "OutcomeForm",
    "PromiseForm",
    "ProposeOrientationForm",
    "ReadingForm",
    "RenewalForm",
    "RulesForm",
    "SeatForm",
    "SectionsForm",
    "SettleForm",
    "initial_of",
]
