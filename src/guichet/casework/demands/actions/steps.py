"""How every action takes hold of a demand: the row lock, the version, the workflow.

Locking order: the demand first, then the counter or the conversation. An action of this app
never locks two demands; duplicates, above, locks two in the order of their keys.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import Actor, moving, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import clock_time, local_day, long_date
from guichet.foundations.toolkit.errors import DomainError

from ..models import Demand
from ..workflow import WORKFLOW


class ModifiedMeanwhile(DomainError):
    """Somebody else wrote to the demand after the form was opened."""


def hold(demand: Demand, *, by: User | None = None, version: int | None = None) -> None:
    """Take the row lock and read the demand afresh, inside the caller's transaction.

    With `version`, the number that the form was opened with, refuse if somebody else wrote since.
    One's own writes never count: the automatic saving of a draft runs beside the button.
    """
    lock_afresh(demand)
    if version is None or by is None or version >= demand.version:
        return
    since = Event.objects.of_stream(stream_of(demand)).filter(data__version__gt=version)
    other = since.exclude(actor_id=by.pk).last()
    if other is not None:
        what = f"La demande {demand.reference}" if demand.reference else "Ce brouillon de demande"
        verb = "a été modifiée" if demand.reference else "a été modifié"
        raise ModifiedMeanwhile(
            f"{what} {verb} par {other.actor_label} le {long_date(local_day(other.at))} à "
            f"{clock_time(other.at)}, après l’ouverture de cette page. Rien n’a été remplacé et "
            "ce que vous avez saisi est gardé ci-dessous : comparez avec la version enregistrée, "
            "puis envoyez de nouveau si vous voulez la remplacer."
        )


@contextmanager
def step(
    demand: Demand,
    transition: str,
    *,
    by: Actor | None,
    at: datetime,
    because: str = "",
    **data: object,
) -> Iterator[None]:
    """A move of the workflow that also counts one more version. The caller holds the demand."""
    version = demand.version + 1
    with moving(
        demand, WORKFLOW, transition, by=by, at=at, because=because, held=True,
        version=version, **data,
    ):  # fmt: skip
        demand.version = version
        yield
