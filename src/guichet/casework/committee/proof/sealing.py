"""Make the proof pack of a meeting; `verify` says how it is laid out, and reads it again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .verify import (
    FORMAT,
    MANIFEST,
    SEAL,
    central_line,
    last_words,
    local_header,
    seal_line,
    sha_of,
)


@dataclass(frozen=True)
class Piece:
    """A file of the pack; `what` says in French what it holds."""

    name: str
    content: bytes
    what: str = ""


@dataclass(frozen=True)
class Chain:
    """A chain of events: the piece that holds it, one JSON object per line, and its last hash."""

    stream: str
    piece: str
    length: int
    head: str


def seal(
    pieces: Sequence[Piece], *, meeting: dict[str, Any], chains: Sequence[Chain] = ()
) -> bytes:
    """The archive of these pieces: the same pieces always give the same bytes."""
    manifest = {
        "format": FORMAT,
        "meeting": meeting,
        "pieces": [
            {"name": p.name, "sha256": sha_of(p.content), "size": len(p.content), "what": p.what}
            for p in pieces
        ],
        "chains": [
            {"stream": c.stream, "piece": c.piece, "length": c.length, "head": c.head}
            for c in chains
        ],
    }
    written = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    digest = sha_of(written)
    entries = [(MANIFEST, written)]
    entries += [(piece.name, piece.content) for piece in pieces]
    entries.append((SEAL, seal_line(digest)))
    locals_, centrals = [], []
    offset = 0
    for name, content in entries:
        locals_.append(local_header(name, content) + content)
        centrals.append(central_line(name, content, offset))
        offset += len(locals_[-1])
    return b"".join([*locals_, *centrals, last_words(centrals, offset, digest)])
