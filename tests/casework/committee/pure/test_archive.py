"""A ZIP written while it is read."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from guichet.casework.committee.archive import Entry, stream

AT = datetime(2026, 3, 18, 14, 30, tzinfo=UTC)


def test_reads_like_any_zip() -> None:
    content = b"".join(
        stream([Entry("un.txt", 5, [b"bon", b"d."]), Entry("vide.txt", 0, [])], at=AT)
    )

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["un.txt", "vide.txt"]
        assert archive.read("un.txt") == b"bond."
        assert archive.infolist()[0].date_time == (2026, 3, 18, 14, 30, 0)


def test_no_more_than_one_chunk_is_held() -> None:
    """What was read of a piece has left before the next chunk is asked for."""
    size, number = 64 * 1024, 50
    given = left = 0

    def chunks() -> Iterator[bytes]:
        nonlocal given
        for _ in range(number):
            assert given - left <= size
            given += size
            yield bytes(size)

    for piece in stream([Entry("gros.bin", size * number, chunks())], at=AT):
        left += len(piece)

    assert given == size * number < left
