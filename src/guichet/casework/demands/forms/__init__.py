from .case import (
    AcknowledgeForm,
    CloseForm,
    CompleteForm,
    DeclineForm,
    FilesForm,
    MessageForm,
    QualifyForm,
    RedirectForm,
    ReopenForm,
    SendBackForm,
)
from .index import BUCKETS, IndexForm, RequesterForm
from .intake import IntakeForm

__all__ = [
    "BUCKETS",
    "AcknowledgeForm",
    "CloseForm",
    "CompleteForm",
    "DeclineForm",
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
