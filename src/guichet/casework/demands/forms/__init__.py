from .case import (
    AcknowledgeForm,
    CloseForm,
    CompleteForm,
    DeclineForm,
    FilesForm,
    QualifyForm,
    RedirectForm,
    ReopenForm,
    SendBackForm,
)
from .conversation import DismissMailForm, FileMailForm, MessageForm
from .index import IndexForm, RequesterForm
from .intake import IntakeForm

__all__ = [
    "AcknowledgeForm",
    "CloseForm",
    "CompleteForm",
    "DeclineForm",
    "DismissMailForm",
    "FileMailForm",
    "FilesForm",
    "IndexForm",
    "IntakeForm",
    "MessageForm",
    "QualifyForm",
    "RedirectForm",
    "ReopenForm",
    "RequesterForm",
    "SendBackForm",
]
