"""What people type about a committee and its meetings, cleaned into domain types."""

from .bodies import BodyForm, ChangeCollegeForm, CollegeForm, CommissionForm, OwedItemForm
from .gestures import EnvelopeForm, LateItemForm, RecusalForm
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
from .regulations import RulesForm
from .replies import (
    AnswerForm,
    DeliveryForm,
    HeardForm,
    PieceForm,
    ReminderForm,
    RenewForm,
    RevokeForm,
    SendAgainForm,
)
from .roadmap import (
    IndicatorForm,
    LinkOrientationForm,
    ProposeOrientationForm,
    ReadingForm,
    WithdrawOrientationForm,
)
from .withholding import WithholdForm

__all__ = [
    "AddCaseForm",
    "AddOrientationForm",
    "AddProjectForm",
    "AgainForm",
    "AmendmentAnswerForm",
    "AmendmentForm",
    "AmendmentWindowForm",
    "AnswerForm",
    "BodyForm",
    "CallForm",
    "CancelForm",
    "ChangeCollegeForm",
    "ClosingForm",
    "CollegeForm",
    "CommissionForm",
    "ConfirmForm",
    "ConveneForm",
    "DeliveryForm",
    "DisagreementForm",
    "EndForm",
    "EnvelopeForm",
    "FreeItemForm",
    "HeardForm",
    "IndicatorForm",
    "ItemForm",
    "LateItemForm",
    "LinkOrientationForm",
    "MandateForm",
    "MeetingForm",
    "NewsForm",
    "OrderForm",
    "OutcomeForm",
    "OwedItemForm",
    "PieceForm",
    "PromiseForm",
    "ProposeOrientationForm",
    "ReadingForm",
    "RecusalForm",
    "ReminderForm",
    "RenewForm",
    "RenewalForm",
    "RevokeForm",
    "RulesForm",
    "SeatForm",
    "SectionsForm",
    "SendAgainForm",
    "SettleForm",
    "WithdrawOrientationForm",
    "WithholdForm",
]
