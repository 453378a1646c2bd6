"""Several people, or several clicks, in the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from guichet.foundations.toolkit.errors import DomainError


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Run the deeds at the same instant, each on its own connection; the refusals of each."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        try:
            start.wait(timeout=10)
            deed()
        except DomainError as refusal:
            return refusal.sentence
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))
