from .steps import Step
from .support import Support, SupportQuerySet

__all__ = ["Step", "Support", "SupportQuerySet"]
