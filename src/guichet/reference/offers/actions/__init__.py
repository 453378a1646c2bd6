"""Everything that can happen to an offer: one function, one move, one transaction."""

from .imports import (
    ImportRefused,
    Preview,
    adjust_file,
    confirm_file,
    open_file,
    preview,
)
from .reminders import remind, remind_all
from .sheets import (
    OfferRefused,
    archive_offer,
    check_offer,
    confirm_offer,
    publish_offer,
    save_offer,
)
from .undoing import Undoing, foresee_undo, undo_import

__all__ = [
    "ImportRefused",
    "OfferRefused",
    "Preview",
    "Undoing",
    "adjust_file",
    "archive_offer",
    "check_offer",
    "confirm_file",
    "confirm_offer",
    "foresee_undo",
    "open_file",
    "preview",
    "publish_offer",
    "remind",
    "remind_all",
    "save_offer",
    "undo_import",
]
