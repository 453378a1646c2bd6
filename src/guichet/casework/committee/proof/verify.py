#!/usr/bin/env python3
"""Check the proof pack of a meeting: python3 verify.py dossier.zip [sceau]

Standard library only, Python 3.8 or later, no network: this file travels in each pack and runs
alone. It names every piece in which a byte was changed, and checks the chain of events.

How a pack is made. A ZIP without compression and without dates, whose bytes follow from its
contents alone: manifest.json first, then each piece in the order of the manifest, then sceau.txt.
manifest.json gives the size and the SHA-256 of each piece, and the head of each chain of events.
The SHA-256 of manifest.json is written twice, in sceau.txt and in the comment of the archive: of
three copies that should agree, the one that differs is the one that was changed.

What it does not prove: that nobody rebuilt a whole pack. Compare the seal that it prints with the
one that the prefecture keeps, or give that one after the name of the file.
"""

from __future__ import annotations  # so that Python 3.8 reads the types too

import hashlib
import json
import struct
import sys
import zlib
from collections import Counter
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
# The format has 32 bits for a size, and 16 for a number of pieces.
LARGEST, MOST = 0xFFFFFFFF, 0xFFFF - 2
_STORED = 0
_COMPARE = "Comparez-le avec celui que garde la préfecture : un dossier refait en a un autre."
# 1 January 1980, midnight: the zero of ZIP dates. Files that everybody may read.
_TIME, _DATE, _MODE = 0, 33, 0o100644 << 16


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


def check(data: bytes) -> Report:
    """Read a pack byte by byte; every byte belongs to a piece, and each piece is compared."""
    report = Report()
    manifest, start = _manifest(data, report)
    if report.named & {MANIFEST}:
        return report
    if manifest is None or not _is_readable(manifest):
        report.blame(MANIFEST, "il n’est pas écrit comme il doit l’être.")
        return report
    report.meeting, listed = manifest["meeting"], manifest["pieces"]
    report.pieces = len(listed)
    names = Counter([MANIFEST, *(piece["name"] for piece in listed), SEAL])
    for name, times in names.items():
        if times > 1 or not _is_safe(name):
            report.blame(name, "le manifeste ne peut pas nommer une pièce ainsi, ni deux fois.")
    if report.wrong:
        return report
    if _blame_strangers(data, names, report):
        _check_found(data, listed, report)
        return report
    contents = _check_laid_out(data, listed, start, report)
    _check_chains(manifest["chains"], contents, report)
    return report


def _check_laid_out(
    data: bytes, listed: Sequence[dict[str, Any]], start: int, report: Report
) -> dict[str, bytes]:
    """Each content where the manifest puts it, then all that is not a content."""
    written = data[_local_size(MANIFEST) : start]
    contents: dict[str, bytes] = {}
    layout: list[tuple[str, bytes, int]] = [(MANIFEST, written, 0)]
    offset = start
    for piece in listed:
        name, size = piece["name"], piece["size"]
        begin = offset + _local_size(name)
        content = data[begin : begin + size]
        if sha_of(content) != piece["sha256"]:
            report.blame(name, "son contenu n’est pas celui que décrit le manifeste.")
        contents[name] = content
        layout.append((name, content, offset))
        offset = begin + size
    layout.append((SEAL, seal_line(sha_of(written)), offset))
    _compare(data, layout, report)
    return contents


def _check_chains(
    chains: Sequence[dict[str, Any]], contents: dict[str, bytes], report: Report
) -> None:
    for chain in chains:
        if chain["piece"] in contents:
            _check_chain(chain, contents, report)
        else:
            report.blame(chain["piece"], "le manifeste la dit enchaînée et ne la décrit pas.")
    for name in contents.keys() - {chain["piece"] for chain in chains}:
        if name.endswith(".jsonl"):
            report.blame(name, "le manifeste ne dit pas où finit sa chaîne d’événements.")


def _blame_strangers(data: bytes, names: Counter[str], report: Report) -> bool:
    """Pieces that went, came or were doubled, when the table of the archive can be read."""
    found = Counter(name for name, _ in _directory(data))
    if not found or found == names:
        return False
    for name in names:
        if name not in found:
            report.blame(name, "elle n’est plus dans l’archive.")
    for name, times in found.items():
        if name not in names:
            report.blame(name, "elle a été ajoutée à l’archive.")
        elif times > 1:
            report.blame(name, "elle est deux fois dans l’archive.")
    return True


def _check_found(data: bytes, listed: Sequence[dict[str, Any]], report: Report) -> None:
    """The contents that are left, each where the table says: nobody else is accused."""
    places = dict(_directory(data))
    for piece in listed:
        begin, size = places.get(piece["name"], (0, 0))
        header = data[begin : begin + _LOCAL.size].ljust(_LOCAL.size)
        begin += _LOCAL.size + sum(_LOCAL.unpack(header)[-2:])
        if sha_of(data[begin : begin + size]) != piece["sha256"]:
            report.blame(piece["name"], "son contenu n’est pas celui que décrit le manifeste.")


def _directory(data: bytes) -> list[tuple[str, tuple[int, int]]]:
    """Each line of the table: name, begin and size; nothing when it cannot be followed."""
    last = data.rfind(LAST)
    if last == -1 or len(data) < last + _LAST.size:
        return []
    here = _LAST.unpack_from(data, last)[6]
    found = []
    while here < last:
        if data[here : here + 4] != CENTRAL or here + _CENTRAL.size > last:
            return []
        line = _CENTRAL.unpack_from(data, here)
        begin = here + _CENTRAL.size
        name = data[begin : begin + line[10]].decode("utf-8", "replace")
        found.append((name, (line[16], line[8])))
        here = begin + line[10] + line[11] + line[12]
    return found if here == last else []


def _manifest(data: bytes, report: Report) -> tuple[dict[str, Any] | None, int]:
    """The manifest and where the next piece begins; None when it cannot be read at all."""
    begin = _local_size(MANIFEST)
    claimed = _claimed(data)
    found = [(end, sha_of(data[begin:end])) for end in _ends(data, begin)]
    end, digest = next(
        ((end, sha) for end, sha in found if sha in claimed), found[0] if found else (0, "")
    )
    report.seal = digest
    ended, written = claimed
    if not digest or digest not in claimed:
        report.blame(MANIFEST, _why_unread(data))
    elif ended != digest:
        report.blame(END, "le sceau qu’elle porte n’est pas celui du manifeste.")
    elif written != digest:
        report.blame(SEAL, "il ne porte pas l’empreinte du manifeste.")
    try:
        manifest = json.loads(data[begin:end].decode())
    except (ValueError, RecursionError):
        return None, end
    return (manifest if isinstance(manifest, dict) else None), end


def _why_unread(data: bytes) -> str:
    """A pack that somebody extracted and compressed again is no forgery, and proves nothing."""
    if len(data) >= _LOCAL.size and _LOCAL.unpack_from(data)[3] != _STORED:
        return "l’archive a été compressée de nouveau. Demandez celle qui a été scellée."
    return "son contenu n’est pas celui que le sceau décrit."


def _is_a_pack(data: bytes) -> bool:
    """Whether anything of it says so: its first piece, or its last words."""
    begin = data[_LOCAL.size : _local_size(MANIFEST)]
    return begin == MANIFEST.encode() or COMMENT.encode() in data[-2 * len(COMMENT) - 64 :]


def _is_safe(name: str) -> bool:
    """A name that stays in the folder where the pack is extracted, and that can be read."""
    return (
        name.isprintable()
        and len(name.encode()) <= 250
        and not {"", ".", ".."} & set(name.split("/"))
        and not set(name) & set('\\:*?"<>|')
    )


def _is_readable(manifest: dict[str, Any]) -> bool:
    """A forged manifest is refused, never a reason to stop in the middle."""
    pieces, chains = manifest.get("pieces"), manifest.get("chains")
    if not (isinstance(pieces, list) and isinstance(chains, list) and len(pieces) <= MOST):
        return False
    return (
        isinstance(manifest.get("meeting"), dict)
        and all(
            isinstance(piece, dict)
            and isinstance(piece.get("name"), str)
            and type(piece.get("size")) is int
            and 0 <= piece["size"] <= LARGEST
            and isinstance(piece.get("sha256"), str)
            for piece in pieces
        )
        and all(
            isinstance(chain, dict)
            and {"length", "head"} <= chain.keys()
            and isinstance(chain.get("piece"), str)
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
        header = local_header(name, content)
        if name not in report.named and data[begin : begin + len(header)] != header:
            report.blame(name, "son en-tête dans l’archive est changé.")
        offset = begin + len(header) + len(content)
    name, content, begin = layout[-1]
    if data[begin + _local_size(name) : offset] != content:
        report.blame(SEAL, "il ne porte pas l’empreinte du manifeste.")
    directory = offset
    centrals = []
    for name, content, begin in layout:
        record = central_line(name, content, begin)
        if name not in report.named and data[offset : offset + len(record)] != record:
            report.blame(name, "sa ligne dans la table de l’archive est changée.")
        centrals.append(record)
        offset += len(record)
    if data[offset:] != last_words(centrals, directory, sha_of(layout[0][1])):
        report.blame(END, "elle n’est pas celle qui a été écrite.")


def _check_chain(chain: dict[str, Any], contents: dict[str, bytes], report: Report) -> None:
    """Each event holds the hash of the one before it: none was added, removed or rewritten."""
    name = chain["piece"]
    previous, count = "", 0
    # By the line feed alone: a text that was pasted may hold other ends of line.
    for line in contents[name].decode("utf-8", "replace").split("\n")[:-1]:
        count += 1
        try:
            event = json.loads(line)
            whole = (
                event["previous_hash"] == previous
                and event["fact"]["seq"] == count
                and event["hash"] == link_of(event["fact"], previous=previous)
            )
            previous = event["hash"]
        except (ValueError, KeyError, TypeError, RecursionError):
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
    return sha_of(canonical.encode())


def sha_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def seal_line(digest: str) -> bytes:
    return f"{MANIFEST} sha256 {digest}\n".encode()


def _local_size(name: str) -> int:
    return _LOCAL.size + len(name.encode())


def local_header(name: str, content: bytes) -> bytes:
    crc, size, raw = zlib.crc32(content), len(content), name.encode()
    return _LOCAL.pack(LOCAL, 20, 2048, 0, _TIME, _DATE, crc, size, size, len(raw), 0) + raw


def central_line(name: str, content: bytes, offset: int) -> bytes:
    crc, size, raw = zlib.crc32(content), len(content), name.encode()
    return (
        _CENTRAL.pack(
            CENTRAL, 3 << 8 | 20, 20, 2048, 0, _TIME, _DATE, crc, size, size,
            len(raw), 0, 0, 0, 0, _MODE, offset,
        )
        + raw
    )  # fmt: skip


def last_words(centrals: Sequence[bytes], offset: int, digest: str) -> bytes:
    comment = (COMMENT + digest).encode()
    size = sum(len(record) for record in centrals)
    count = len(centrals)
    return _LAST.pack(LAST, 0, 0, count, count, size, offset, len(comment)) + comment


def main(arguments: Sequence[str]) -> int:
    """0 when the pack is whole, 1 when a piece was changed, 2 when there is nothing to read."""
    if len(arguments) not in (1, 2):
        return _say(2, "Usage : python3 verify.py dossier.zip [sceau]")
    try:
        data = _read(arguments[0])
    except (OSError, MemoryError) as error:
        return _say(2, f"Le fichier ne peut pas être lu : {error}")
    if not _is_a_pack(data):
        return _say(2, "Ce fichier n’est pas un dossier de preuve, ou n’en est qu’un morceau.")
    report = check(data)
    for name, sentence in report.wrong:
        _say(1, f"CHANGÉ : {name} – {sentence}")
    if not report.is_whole:
        return _say(1, "Le dossier n’est pas celui qui a été scellé.")
    if len(arguments) > 1 and arguments[1].strip().lower() != report.seal:
        _say(1, f"Sceau : {report.seal}")
        return _say(1, "Ce n’est pas le sceau donné : ce dossier a été refait, ou en est un autre.")
    meeting = report.meeting
    _say(0, f"Séance du {meeting.get('day', '?')}, {meeting.get('committee', '?')}.")
    events = f"{report.events} événement{'s' if report.events > 1 else ''}"
    _say(0, f"{report.pieces} pièces et {events} : rien n’a été changé.")
    _say(0, f"Sceau : {report.seal}")
    return _say(0, "C’est le sceau donné." if len(arguments) > 1 else _COMPARE)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 -- alone, without the package
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError("un dossier de preuve pèse moins de 4 Go.")
    return data


def _say(code: int, sentence: str) -> int:
    """One line that any terminal shows, whatever the names that somebody wrote in the pack."""
    plain = "".join(one if one.isprintable() or one in "\u00a0\u202f" else "?" for one in sentence)
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(plain.encode(encoding, "replace").decode(encoding) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
