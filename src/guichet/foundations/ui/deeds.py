"""How a view carries out a deed and tells the person what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from guichet.foundations.toolkit.errors import DomainError


def carry_out(request: HttpRequest, deed: Callable[[], object], *, success: str) -> bool:
    """Run the action; a foreseen refusal becomes a message on the next page. True when done."""
    try:
        deed()
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return False
    messages.success(request, success)
    return True
