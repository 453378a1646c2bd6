from .facts import (
    AdherentFilterForm,
    CorrectFactForm,
    FactFilterForm,
    TellAdherentsForm,
    WriteFactForm,
)
from .lists import FactFileForm, ReadFactFileForm
from .settings import (
    DepartmentForm,
    NationalOrientationForm,
    PortfolioForm,
    ServiceLevelForm,
    WithdrawalForm,
)

__all__ = [
    "AdherentFilterForm",
    "CorrectFactForm",
    "DepartmentForm",
    "FactFileForm",
    "FactFilterForm",
    "NationalOrientationForm",
    "PortfolioForm",
    "ReadFactFileForm",
    "ServiceLevelForm",
    "TellAdherentsForm",
    "WithdrawalForm",
    "WriteFactForm",
]
