from .attachments import Attachment
from .conversation import Message
from .demand import Counter, Demand, DemandQuerySet
from .qualification import Qualification
from .saved_views import SavedView

__all__ = [
    "Attachment",
    "Counter",
    "Demand",
    "DemandQuerySet",
    "Message",
    "Qualification",
    "SavedView",
]
