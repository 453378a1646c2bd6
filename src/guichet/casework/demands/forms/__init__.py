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
from .index import BUCKETS, IndexForm, RequesterForm
from .intake import IntakeForm

__all__ = [
    "BUCKETS",
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
