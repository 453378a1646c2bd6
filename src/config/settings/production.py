"""A server: everything must be said by the environment, nothing of the demonstration."""

from .dev import *  # noqa: F403

DEMONSTRATION = False
