"""Everything that can happen to a demand: one function, one move, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). These functions are the only ones that write to a demand.
"""

from .applicant import (
    attach_without_account,
    complete_without_account,
    renew_link,
    send_link,
    write_without_account,
)
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
from .exports import record_export
from .handover import end_support, hear_back, refer, support
from .imports import HistoryRefused, Listed, file_away, take_in
from .mailboxes import read_mailboxes
from .mails import dismiss_mail, file_mail, receive_mail, settle_as_demand
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
    "HistoryRefused",
    "Listed",
    "ModifiedMeanwhile",
    "ViewRefused",
    "acknowledge",
    "attach",
    "attach_without_account",
    "close",
    "complete",
    "complete_without_account",
    "decline",
    "delete_view",
    "desk_for",
    "detach",
    "discard_draft",
    "dismiss_mail",
    "end_support",
    "file_away",
    "file_mail",
    "hear_back",
    "mark_read",
    "qualify",
    "read_mailboxes",
    "receive_mail",
    "record_export",
    "redirect",
    "refer",
    "remind",
    "remind_all",
    "renew_link",
    "reopen",
    "requalify",
    "restore_view",
    "save_draft",
    "save_view",
    "send_back",
    "send_link",
    "settle_as_demand",
    "start_draft",
    "submit",
    "support",
    "switch_alert",
    "take_in",
    "tell_view",
    "write_message",
    "write_without_account",
]
