"""One view, one method, one deed. Pages read; deeds post, one file per thing written."""

from .funding import add_line, change_line, remove_line, set_plan
from .life import abandon, deliver, start
from .opening import of_demand, open_support
from .pages import detail, index
from .steps import add_step, finish_step

__all__ = [
    "abandon",
    "add_line",
    "add_step",
    "change_line",
    "deliver",
    "detail",
    "finish_step",
    "index",
    "of_demand",
    "open_support",
    "remove_line",
    "set_plan",
    "start",
]
