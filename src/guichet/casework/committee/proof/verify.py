#!/usr/bin/env python3
"""Check the proof pack of a meeting: python3 verify.py dossier.zip

Standard library only, Python 3.8 or later, no network: this file travels in each pack and runs
alone. It names every piece in which a byte was changed, and checks the chain of events.

How a pack is made. A ZIP without compression and without dates, whose bytes follow from its
contents alone: manifest.json first, then each piece in the order of the manifest, then sceau.txt.
manifest.json gives the size and the SHA-256 of each piece, and the head of each chain of events.
The SHA-256 of manifest.json is written twice, in sceau.txt and in the comment of the archive: of
three copies that should agree, the one that differs is the one that was changed.

What it does not prove: that nobody rebuilt a whole pack. Compare the seal that it prints with the
one that the prefecture keeps.
"""

from __future__ import annotations  # so that Python 3.8 reads the types too

import hashlib
import json
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

FORMAT = "guichet-proof/1"
MANIFEST, SEAL = "manifest.json", "sceau.txt"
END = "la fin de l’archive"
COMMENT = FORMAT + " sha256="
LOCAL, CENTRAL, LAST = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LAST = struct.Struct("<4s4H2IH")
# 1 January 1980, midnight: the zero of ZIP dates. Files that everybody may read.
_TIME, _DATE, _MODE = 0, 33, 0o100644 << 16


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


@dataclass
class Report:
    """What was found; `wrong` holds (piece, sentence)."""

    seal: str = ""
    meeting: dict[str, Any] = field(default_factory=dict)
    pieces: int = 0
    events: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.wrong

    @property
    def named(self) -> set[str]:
        return {name for name, _ in self.wrong}

    def blame(self, name: str, sentence: str) -> None:
        if name not in self.named:
            self.wrong.append((name, sentence))


def seal(
    pieces: Sequence[Piece], *, meeting: dict[str, Any], chains: Sequence[Chain] = ()
) -> bytes:
    """The archive of these pieces: the same pieces always give the same bytes."""
    manifest = {
        "format": FORMAT,
        "meeting": meeting,
        "pieces": [
            {"name": p.name, "sha256": _sha(p.content), "size": len(p.content), "what": p.what}
            for p in pieces
        ],
        "chains": [
            {"stream": c.stream, "piece": c.piece, "length": c.length, "head": c.head}
            for c in chains
        ],
    }
    written = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    digest = _sha(written)
    entries = [(MANIFEST, written)]
    entries += [(piece.name, piece.content) for piece in pieces]
    entries.append((SEAL, _seal_of(digest)))
    locals_, centrals = [], []
    offset = 0
    for name, content in entries:
        locals_.append(_local(name, content) + content)
        centrals.append(_central(name, content, offset))
        offset += len(locals_[-1])
    return b"".join([*locals_, *centrals, _last(centrals, offset, digest)])


def check(data: bytes) -> Report:
    """Read a pack byte by byte; every byte belongs to a piece, and each piece is compared."""
    report = Report()
    manifest, start = _manifest(data, report)
    if manifest is None:
        return report
    if not _is_readable(manifest):
        report.blame(MANIFEST, "il n’est pas écrit comme il doit l’être.")
        return report
    report.meeting = manifest.get("meeting", {})
    listed = manifest.get("pieces", [])
    report.pieces = len(listed)
    written = data[_local_size(MANIFEST) : start]
    contents: dict[str, bytes] = {}
    layout: list[tuple[str, bytes, int]] = [(MANIFEST, written, 0)]
    offset = start
    for piece in listed:
        name, size = piece["name"], piece["size"]
        begin = offset + _local_size(name)
        content = data[begin : begin + size]
        if _sha(content) != piece["sha256"]:
            report.blame(name, "son contenu n’est pas celui que décrit le manifeste.")
        contents[name] = content
        layout.append((name, content, offset))
        offset = begin + size
    seal_content = _seal_of(_sha(written))
    layout.append((SEAL, seal_content, offset))
    _compare(data, layout, report)
    for chain in manifest.get("chains", []):
        _check_chain(chain, contents, report)
    return report


def _manifest(data: bytes, report: Report) -> tuple[dict[str, Any] | None, int]:
    """The manifest and where the next piece begins; None when it cannot be trusted at all."""
    begin = _local_size(MANIFEST)
    claimed = _claimed(data)
    found = [(end, _sha(data[begin:end])) for end in _ends(data, begin)]
    end, digest = next(
        ((end, sha) for end, sha in found if sha in claimed), found[0] if found else (0, "")
    )
    report.seal = digest
    ended, written = claimed
    if not digest or digest not in claimed:
        report.blame(MANIFEST, "son contenu n’est pas celui que le sceau décrit.")
    elif ended != digest:
        report.blame(END, "le sceau qu’elle porte n’est pas celui du manifeste.")
    elif written != digest:
        report.blame(SEAL, "il ne porte pas l’empreinte du manifeste.")
    try:
        manifest = json.loads(data[begin:end].decode())
    except ValueError:
        return None, end
    trusted = isinstance(manifest, dict) and bool(digest) and digest in claimed
    return (manifest if trusted else None), end


def _is_readable(manifest: dict[str, Any]) -> bool:
    """A forged manifest is refused, never a reason to stop in the middle."""
    pieces, chains = manifest.get("pieces"), manifest.get("chains")
    return (
        isinstance(pieces, list)
        and isinstance(chains, list)
        and isinstance(manifest.get("meeting"), dict)
        and all(
            isinstance(piece, dict)
            and isinstance(piece.get("name"), str)
            and isinstance(piece.get("size"), int)
            and isinstance(piece.get("sha256"), str)
            for piece in pieces
        )
        and all(
            isinstance(chain, dict) and {"piece", "length", "head"} <= chain.keys()
            for chain in chains
        )
    )


def _ends(data: bytes, begin: int) -> list[int]:
    """Where the manifest may end: as its header says, or where a next header begins."""
    ends = []
    if len(data) >= _LOCAL.size:
        ends.append(begin + _LOCAL.unpack_from(data)[8])
    here = data.find(LOCAL, begin)
    while here != -1 and len(ends) < 4:
        ends.append(here)
        here = data.find(LOCAL, here + 1)
    return [end for end in ends if begin < end <= len(data)]


def _claimed(data: bytes) -> tuple[str, str]:
    """The hash of the manifest as the end of the archive says it, then as sceau.txt does."""
    size = len(COMMENT) + 64
    comment = data[-size:].decode("ascii", "replace")
    ended = comment[len(COMMENT) :] if comment.startswith(COMMENT) else ""
    words = f"{MANIFEST} sha256 ".encode()
    at = data.rfind(words)
    written = data[at + len(words) : at + len(words) + 64] if at != -1 else b""
    return ended, written.decode("ascii", "replace")


def _compare(data: bytes, layout: list[tuple[str, bytes, int]], report: Report) -> None:
    """Headers, seal and directory: whatever is not a content is compared to what it must be."""
    offset = 0
    for name, content, begin in layout:
        header = _local(name, content)
        if name not in report.named and data[begin : begin + len(header)] != header:
            report.blame(name, "son en-tête dans l’archive est changé.")
        offset = begin + len(header) + len(content)
    name, content, begin = layout[-1]
    if data[begin + _local_size(name) : offset] != content:
        report.blame(SEAL, "il ne porte pas l’empreinte du manifeste.")
    directory = offset
    centrals = []
    for name, content, begin in layout:
        record = _central(name, content, begin)
        if name not in report.named and data[offset : offset + len(record)] != record:
            report.blame(name, "sa ligne dans la table de l’archive est changée.")
        centrals.append(record)
        offset += len(record)
    if data[offset:] != _last(centrals, directory, _sha(layout[0][1])):
        report.blame(END, "elle n’est pas celle qui a été écrite.")


def _check_chain(chain: dict[str, Any], contents: dict[str, bytes], report: Report) -> None:
    """Each event holds the hash of the one before it: none was added, removed or rewritten."""
    name = chain["piece"]
    previous, count = "", 0
    for line in contents.get(name, b"").decode("utf-8", "replace").splitlines():
        count += 1
        try:
            event = json.loads(line)
            whole = (
                event["previous_hash"] == previous
                and event["fact"]["seq"] == count
                and event["hash"] == link_of(event["fact"], previous=previous)
            )
            previous = event["hash"]
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            report.blame(name, f"la chaîne des événements est rompue au rang {count}.")
            return
    report.events += count
    if (count, previous) != (chain["length"], chain["head"]):
        report.blame(name, "la chaîne des événements n’est pas entière.")


def link_of(fact: dict[str, Any], *, previous: str) -> str:
    """The hash of one event, tied to the one before it: SHA-256 of a canonical JSON."""
    canonical = json.dumps(
        {**fact, "previous": previous}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return _sha(canonical.encode())


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _seal_of(digest: str) -> bytes:
    return f"{MANIFEST} sha256 {digest}\n".encode()


def _local_size(name: str) -> int:
    return _LOCAL.size + len(name.encode())


def _local(name: str, content: bytes) -> bytes:
    crc, size, raw = zlib.crc32(content), len(content), name.encode()
    return _LOCAL.pack(LOCAL, 20, 2048, 0, _TIME, _DATE, crc, size, size, len(raw), 0) + raw


def _central(name: str, content: bytes, offset: int) -> bytes:
    crc, size, raw = zlib.crc32(content), len(content), name.encode()
    return (
        _CENTRAL.pack(
            CENTRAL, 3 << 8 | 20, 20, 2048, 0, _TIME, _DATE, crc, size, size,
            len(raw), 0, 0, 0, 0, _MODE, offset,
        )
        + raw
    )  # fmt: skip


def _last(centrals: Sequence[bytes], offset: int, digest: str) -> bytes:
    comment = (COMMENT + digest).encode()
    size = sum(len(record) for record in centrals)
    count = len(centrals)
    return _LAST.pack(LAST, 0, 0, count, count, size, offset, len(comment)) + comment


def main(arguments: Sequence[str]) -> int:
    """0 when the pack is whole, 1 when a piece was changed, 2 when there is nothing to read."""
    say = sys.stdout.write
    if len(arguments) != 1:
        say("Usage : python3 verify.py dossier.zip\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:  # noqa: PTH123 -- alone, without the package
            report = check(file.read())
    except OSError as error:
        say(f"Le fichier ne peut pas être lu : {error}\n")
        return 2
    for name, sentence in report.wrong:
        say(f"CHANGÉ : {name} – {sentence}\n")
    if not report.is_whole:
        say("Le dossier n’est pas celui qui a été scellé.\n")
        return 1
    meeting = report.meeting
    say(f"Séance du {meeting.get('day', '?')}, {meeting.get('committee', '?')}.\n")
    say(f"{report.pieces} pièces et {report.events} événements : rien n’a été changé.\n")
    say(f"Sceau : {report.seal}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
