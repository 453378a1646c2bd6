from .catalogue import index
from .imports import adjust_file, confirm_file, files, open_file, preview_file
from .sheets import (
    archive_offer,
    check_offer,
    confirm_offer,
    create,
    detail,
    edit,
    new,
    publish_offer,
    save_offer,
    to_check,
)
from .undo import before_undo, undo_import

__all__ = [
    "adjust_file",
    "archive_offer",
    "before_undo",
    "check_offer",
    "confirm_file",
    "confirm_offer",
    "create",
    "detail",
    "edit",
    "files",
    "index",
    "new",
    "open_file",
    "preview_file",
    "publish_offer",
    "save_offer",
    "to_check",
    "undo_import",
]
