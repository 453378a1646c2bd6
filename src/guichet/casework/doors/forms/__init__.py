from .following import LinkForm, WriteForm
from .imports import ConfirmForm, MappingForm, OpenFileForm
from .public import PublicForm

__all__ = ["ConfirmForm", "LinkForm", "MappingForm", "OpenFileForm", "PublicForm", "WriteForm"]
