"""Everything that can happen to a demand: one function, one move, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). These functions are the only ones that write to a demand.
"""

from .conversation import attach, complete, detach, write_message
from .desk import (
    REQUALIFIABLE,
    Findings,
    acknowledge,
    close,
    decline,
    qualify,
    reopen,
    requalify,
    send_back,
)
from .drafts import desk_for, discard_draft, save_draft, start_draft, submit
from .exports import record_export
from .handover import hear_back, refer, support
from .reminders import remind, remind_all
from .saved_views import (
    ViewRefused,
    delete_view,
    restore_view,
    save_view,
    switch_alert,
    tell_view,
)
from .steps import ModifiedMeanwhile

__all__ = [
    "REQUALIFIABLE",
    "Findings",
    "ModifiedMeanwhile",
    "ViewRefused",
    "acknowledge",
    "attach",
    "close",
    "complete",
    "decline",
    "delete_view",
    "desk_for",
    "detach",
    "discard_draft",
    "hear_back",
    "qualify",
    "record_export",
    "refer",
    "remind",
    "remind_all",
    "reopen",
    "requalify",
    "restore_view",
    "save_draft",
    "save_view",
    "send_back",
    "start_draft",
    "submit",
    "support",
    "switch_alert",
    "tell_view",
    "write_message",
]
