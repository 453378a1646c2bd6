"""Everything that comes in by a door other than the signed-in form: one function, one move."""

from .drafts import (
    DraftRefused,
    erase_draft,
    forget_drafts,
    keep_draft,
    recall_drafts,
    send_draft_link,
)
from .following import send_link_again
from .imports import ImportRefused, Preview, confirm, map_columns, open_file, preview
from .mails import Captured, capture, capture_kept, guess_requester
from .public import (
    AuthorityUnknown,
    EntryRefused,
    KnockRefused,
    Visit,
    check_entry,
    confirm_entry,
    forget_entries,
    knock,
    leave_entry,
    requester_of,
)
from .reminders import remind_abandoned

__all__ = [
    "AuthorityUnknown",
    "Captured",
    "DraftRefused",
    "EntryRefused",
    "ImportRefused",
    "KnockRefused",
    "Preview",
    "Visit",
    "capture",
    "capture_kept",
    "check_entry",
    "confirm",
    "confirm_entry",
    "erase_draft",
    "forget_drafts",
    "forget_entries",
    "guess_requester",
    "keep_draft",
    "knock",
    "leave_entry",
    "map_columns",
    "open_file",
    "preview",
    "recall_drafts",
    "remind_abandoned",
    "requester_of",
    "send_draft_link",
    "send_link_again",
]
