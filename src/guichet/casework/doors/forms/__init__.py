from .following import LinkForm, WriteForm
from .imports import ConfirmForm, MappingForm, OpenFileForm
from .mails import CaptureForm
from .public import PublicForm

__all__ = [
    "CaptureForm",
    "ConfirmForm",
    "LinkForm",
    "MappingForm",
    "OpenFileForm",
    "PublicForm",
    "WriteForm",
]
