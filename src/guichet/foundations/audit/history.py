"""From events to sentences. Each app says its own words in `notifications.HISTORY`.

Codes are stored, sentences are made when shown: a wording can be mended for the past too.
"""

import importlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.apps import apps

from guichet.foundations.toolkit.text import contracted

from .models import Event


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str
    because: str


@cache
def vocabulary() -> dict[str, str]:
    """Every code of the product with its French predicate. The mechanism imports no domain:
    it asks each installed app for its words by name."""
    words: dict[str, str] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.notifications"
        if config.name.startswith("guichet.") and importlib.util.find_spec(name):
            words.update(getattr(importlib.import_module(name), "HISTORY", {}))
    return words


class _Kept(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def predicate(event: Event) -> str:
    """« a déposé la demande »: what follows the name of the person."""
    words = vocabulary().get(event.action, f"a fait « {event.action} »")
    return contracted(words.format_map(_Kept(event.data)))


def lines(events: Iterable[Event]) -> list[Line]:
    """The events as people read them, newest first; of one instant, the last written first."""
    told = [Line(e.at, e.actor_label, predicate(e), e.because) for e in events]
    told.reverse()
    return sorted(told, key=lambda line: line.at, reverse=True)
