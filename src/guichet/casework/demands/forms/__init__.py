from .case import (
    AcknowledgeForm,
    CloseForm,
    CompleteForm,
    DeclineForm,
    FilesForm,
    MessageForm,
    QualifyForm,
    ReopenForm,
    SendBackForm,
)
from .index import IndexForm, RequesterForm
from .intake import IntakeForm

__all__ = [
    "AcknowledgeForm",
    "CloseForm",
    "CompleteForm",
    "DeclineForm",
    "FilesForm",
    "IndexForm",
    "IntakeForm",
    "MessageForm",
    "QualifyForm",
    "ReopenForm",
    "RequesterForm",
    "SendBackForm",
]
