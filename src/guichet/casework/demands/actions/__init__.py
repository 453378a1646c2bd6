"""Everything that can happen to a demand: one function, one move, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). These functions are the only ones that write to a demand.
"""

from .conversation import attach, complete, detach, mark_read, write_message
from .desk import (
    REQUALIFIABLE,
    Findings,
    acknowledge,
    close,
    decline,
    qualify,
    redirect,
    reopen,
    requalify,
    send_back,
)
from .drafts import desk_for, discard_draft, save_draft, start_draft, submit
from .handover import hear_back, refer, support
from .mails import dismiss_mail, file_mail, receive_mail
from .steps import ModifiedMeanwhile

__all__ = [
    "REQUALIFIABLE",
    "Findings",
    "ModifiedMeanwhile",
    "acknowledge",
    "attach",
    "close",
    "complete",
    "decline",
    "desk_for",
    "detach",
    "discard_draft",
    "dismiss_mail",
    "file_mail",
    "hear_back",
    "mark_read",
    "qualify",
    "receive_mail",
    "redirect",
    "refer",
    "reopen",
    "requalify",
    "save_draft",
    "send_back",
    "start_draft",
    "submit",
    "support",
    "write_message",
]
