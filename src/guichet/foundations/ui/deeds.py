"""How a view carries out a deed and tells the person what came of it."""

from collections.abc import Callable

from django import forms
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


def kept(form: forms.Form, deed: Callable[[], object], *, field: str | None = None) -> bool:
    """Carry the deed out if the form holds; a refusal stays on the form, with what was typed.

    `field` is the one that the refusal is about; without it, the whole form. True when done.
    """
    if not form.is_valid():
        return False
    try:
        deed()
    except DomainError as refusal:
        form.add_error(field, refusal.sentence)
        return False
    return True
