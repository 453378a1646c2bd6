from .following import follow, new_link, send_link, write
from .imports import confirm, imports, map_columns, open_file, preview, refused_lines
from .mails import capture, kept_mail, mails, open_kept_mail
from .public import (
    ask,
    confirm_entry,
    entry_left,
    erase_draft,
    keep_draft,
    leave_entry,
    resume_draft,
    send_draft_link,
)

__all__ = [
    "ask",
    "capture",
    "confirm",
    "confirm_entry",
    "entry_left",
    "erase_draft",
    "follow",
    "imports",
    "keep_draft",
    "kept_mail",
    "leave_entry",
    "mails",
    "map_columns",
    "new_link",
    "open_file",
    "open_kept_mail",
    "preview",
    "refused_lines",
    "resume_draft",
    "send_draft_link",
    "send_link",
    "write",
]
