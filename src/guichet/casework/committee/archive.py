"""A ZIP that is written while it is read: no file of it is held whole in memory. Pure Python.

The pieces are not compressed: those that weigh are PDF and images, which are already.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """One file of the archive; `chunks` is read when its turn comes."""

    name: str
    size: int
    chunks: Iterable[bytes]


def stream(entries: Iterable[Entry], *, at: datetime) -> Iterator[bytes]:
    """The bytes of the archive, chunk by chunk, each entry dated `at`."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, at.timetuple()[:6])
            info.external_attr = 0o100644 << 16
            # Known beforehand, so that a piece of more than two gigabytes is written as it must be.
            info.file_size = entry.size
            with archive.open(info, "w") as target:
                for chunk in entry.chunks:
                    target.write(chunk)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that is only written to, from its beginning to its end."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._kept += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._kept)
        self._kept.clear()
        return found
