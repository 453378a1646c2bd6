"""What is typed to send a demand, to answer one, to set a rule."""

from .answers import AcceptForm, MoreForm, OpinionForm, RefuseForm
from .opinions import AskOpinionForm
from .referring import ExcludedForm, GiveMoreForm, ReferForm, WithdrawForm
from .rules import RuleForm, RulesDepartmentForm

__all__ = [
    "AcceptForm",
    "AskOpinionForm",
    "ExcludedForm",
    "GiveMoreForm",
    "MoreForm",
    "OpinionForm",
    "ReferForm",
    "RefuseForm",
    "RuleForm",
    "RulesDepartmentForm",
    "WithdrawForm",
]
