from .steps import Step
from .support import Support, SupportQuerySet, awaiting_a_support

__all__ = ["Step", "Support", "SupportQuerySet", "awaiting_a_support"]
