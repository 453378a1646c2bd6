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
from .handover import hear_back, refer, support
from .imports import Listed, take_in
from .steps import ModifiedMeanwhile

__all__ = [
    "REQUALIFIABLE",
    "Findings",
    "Listed",
    "ModifiedMeanwhile",
    "acknowledge",
    "attach",
    "attach_without_account",
    "close",
    "complete",
    "complete_without_account",
    "decline",
    "desk_for",
    "detach",
    "discard_draft",
    "hear_back",
    "qualify",
    "refer",
    "renew_link",
    "reopen",
    "requalify",
    "save_draft",
    "send_back",
    "send_link",
    "start_draft",
    "submit",
    "support",
    "take_in",
    "write_message",
    "write_without_account",
]
