from .case import attach, attachment, detail, history
from .conversation import complete, conversation, mark_read, write_message
from .desk import (
    acknowledge,
    close,
    decline,
    qualification,
    qualify,
    redirect_demand,
    reopen,
    send_back,
)
from .index import index
from .intake import autosave, discard, intake, new, save_draft, start, submit
from .mails import dismiss_mail, file_mail, mails

__all__ = [
    "acknowledge",
    "attach",
    "attachment",
    "autosave",
    "close",
    "complete",
    "conversation",
    "decline",
    "detail",
    "discard",
    "dismiss_mail",
    "file_mail",
    "history",
    "index",
    "intake",
    "mails",
    "mark_read",
    "new",
    "qualification",
    "qualify",
    "redirect_demand",
    "reopen",
    "save_draft",
    "send_back",
    "start",
    "submit",
    "write_message",
]
