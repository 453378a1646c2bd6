from .following import LinkForm, WriteForm
from .imports import ConfirmForm, MappingForm, OpenFileForm
from .mails import CaptureForm, KeptMailForm
from .public import PublicForm

__all__ = [
    "CaptureForm",
    "ConfirmForm",
    "KeptMailForm",
    "LinkForm",
    "MappingForm",
    "OpenFileForm",
    "PublicForm",
    "WriteForm",
]
