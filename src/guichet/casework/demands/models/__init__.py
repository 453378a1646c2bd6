from .attachments import Attachment
from .conversation import Message, ReadMark
from .demand import Counter, Demand, DemandQuerySet
from .mails import UnfiledMail
from .qualification import Qualification
from .saved_views import SavedView

__all__ = [
    "Attachment",
    "Counter",
    "Demand",
    "DemandQuerySet",
    "Message",
    "Qualification",
    "ReadMark",
    "SavedView",
    "UnfiledMail",
]
