"""What is typed to send a demand, to answer one, to set a rule."""

from .answers import AcceptForm, MoreForm, OpinionForm, RefuseForm
from .on_behalf import CodeForm, PostLetterForm, RecordForm, RecordOpinionForm
from .opinions import AskOpinionForm
from .referring import ExcludedForm, GiveMoreForm, ReferForm, WithdrawForm
from .rules import RuleForm, RulesDepartmentForm
from .satisfaction import RateForm

__all__ = [
    "AcceptForm",
    "AskOpinionForm",
    "CodeForm",
    "ExcludedForm",
    "GiveMoreForm",
    "MoreForm",
    "OpinionForm",
    "PostLetterForm",
    "RateForm",
    "RecordForm",
    "RecordOpinionForm",
    "ReferForm",
    "RefuseForm",
    "RuleForm",
    "RulesDepartmentForm",
    "WithdrawForm",
]
