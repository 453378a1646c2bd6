from .drafts import PublicDraft
from .imports import ImportedFile, ImportedLine
from .mails import CapturedMail
from .public import DraftReminder, Knock, PublicEntry, PublicEntryQuerySet

__all__ = [
    "CapturedMail",
    "DraftReminder",
    "ImportedFile",
    "ImportedLine",
    "Knock",
    "PublicDraft",
    "PublicEntry",
    "PublicEntryQuerySet",
]
