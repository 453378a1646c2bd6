from .facts import (
    AdherentFilterForm,
    CorrectFactForm,
    FactFilterForm,
    TellAdherentsForm,
    WriteFactForm,
)
from .lists import FactFileForm, ReadFactFileForm
from .settings import DepartmentForm, PortfolioForm, ServiceLevelForm

__all__ = [
    "AdherentFilterForm",
    "CorrectFactForm",
    "DepartmentForm",
    "FactFileForm",
    "FactFilterForm",
    "PortfolioForm",
    "ReadFactFileForm",
    "ServiceLevelForm",
    "TellAdherentsForm",
    "WriteFactForm",
]
