from .board import atlas, board
from .case import attach, attachment, deadlines, detail, history
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
from .exports import export
from .index import index
from .intake import autosave, discard, intake, new, save_draft, start, submit
from .mails import dismiss_mail, file_mail, mails
from .saved_views import delete_view, restore_view, save_view, saved_views, switch_alert

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
    "deadlines",
    "decline",
    "delete_view",
    "detail",
    "discard",
    "dismiss_mail",
    "export",
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
    "restore_view",
    "save_draft",
    "save_view",
    "saved_views",
    "send_back",
    "start",
    "submit",
    "switch_alert",
    "write_message",
]
