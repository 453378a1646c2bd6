from .board import atlas, board
from .case import attach, attachment, detail, history
from .conversation import complete, conversation, write_message
from .desk import acknowledge, close, decline, qualification, qualify, reopen, send_back
from .exports import export
from .index import index
from .intake import autosave, discard, intake, new, save_draft, start, submit

__all__ = [
    "acknowledge",
    "atlas",
    "attach",
    "attachment",
    "autosave",
    "board",
    "close",
    "complete",
    "conversation",
    "decline",
    "detail",
    "discard",
    "export",
    "history",
    "index",
    "intake",
    "new",
    "qualification",
    "qualify",
    "reopen",
    "save_draft",
    "send_back",
    "start",
    "submit",
    "write_message",
]
