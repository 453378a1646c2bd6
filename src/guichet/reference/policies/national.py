"""Where the orientations of the board were read: the source of their last fact."""

from collections.abc import Iterable

from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event

from .models import StrategicOrientation

SOURCED = ("orientation.record_national", "orientation.correct_national")


def sources_of(orientations: Iterable[StrategicOrientation]) -> dict[int, str]:
    """The source of each, by its key; in one query. Older ones, recorded without, are left out."""
    streams = {stream_of(one): one.pk for one in orientations}
    facts = Event.objects.filter(stream__in=list(streams)).of_actions(*SOURCED)
    return {
        streams[stream]: str(data["source"])
        for stream, data in facts.order_by("seq").values_list("stream", "data")
    }
