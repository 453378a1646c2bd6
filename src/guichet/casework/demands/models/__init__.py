from .attachments import Attachment
from .conversation import Message
from .demand import Counter, Demand, DemandQuerySet
from .qualification import Qualification

__all__ = ["Attachment", "Counter", "Demand", "DemandQuerySet", "Message", "Qualification"]
