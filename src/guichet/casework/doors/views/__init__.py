from .following import follow, new_link, send_link, write
from .imports import confirm, imports, map_columns, open_file, preview
from .public import ask, confirm_entry, entry_left, leave_entry

__all__ = [
    "ask",
    "confirm",
    "confirm_entry",
    "entry_left",
    "follow",
    "imports",
    "leave_entry",
    "map_columns",
    "new_link",
    "open_file",
    "preview",
    "send_link",
    "write",
]
