"""One byte changed anywhere in a pack is found, and the piece that holds it is named."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.casework.committee.proof import Chain, Piece, check, link_of, seal, verify

PIECES = (
    Piece("LISEZMOI.txt", "Dossier de séance.\n".encode(), "comment vérifier"),
    Piece("registre/attendance.json", b'[{"seat": 1}]\n', "présences"),
    Piece("vide.txt", b"", "rien"),
)
MEETING = {"committee": "CLCT", "day": "2026-03-30"}


def chained(*words: str) -> tuple[Chain, Piece]:
    lines, previous = [], ""
    for seq, word in enumerate(words, start=1):
        fact = {"stream": "meeting:1", "seq": seq, "data": {"mot": word}}
        link = {"fact": fact, "previous_hash": previous, "hash": link_of(fact, previous=previous)}
        previous = str(link["hash"])
        lines.append(verify.json.dumps(link))
    content = "".join(f"{line}\n" for line in lines).encode()
    return Chain("meeting:1", "evenements.jsonl", len(words), previous), Piece(
        "evenements.jsonl", content, "événements"
    )


CHAIN, EVENTS = chained("ouverte", "votée", "levée")
PACK = seal([*PIECES, EVENTS], meeting=MEETING, chains=[CHAIN])
NAMES = {"manifest.json", "sceau.txt", *(piece.name for piece in PIECES), "evenements.jsonl"}


def owner_of(place: int) -> str:
    """Whose byte it is, found by the standard library's own reader: the oracle."""
    with zipfile.ZipFile(io.BytesIO(PACK)) as archive:
        infos = archive.infolist()
        directory = archive.start_dir
    for info, following in zip(infos, [*infos[1:], None], strict=True):
        if info.header_offset <= place < (following.header_offset if following else directory):
            return info.filename
    here = directory
    for info in infos:
        here += 46 + len(info.filename.encode())
        if place < here:
            return info.filename
    return verify.END


class TestWhole:
    def test_a_pack_is_an_ordinary_archive(self):
        with zipfile.ZipFile(io.BytesIO(PACK)) as archive:
            assert archive.testzip() is None
            assert set(archive.namelist()) == NAMES
            assert archive.read("registre/attendance.json") == PIECES[1].content

    def test_nothing_is_wrong_with_it(self):
        report = check(PACK)

        assert report.wrong == []
        assert (report.pieces, report.events, report.meeting) == (4, 3, MEETING)

    def test_the_same_pieces_give_the_same_bytes(self):
        assert seal([*PIECES, EVENTS], meeting=MEETING, chains=[CHAIN]) == PACK


class TestFlips:
    def test_every_byte_of_the_pack_flipped_in_turn_names_its_piece(self):
        for place in range(len(PACK)):
            data = bytearray(PACK)
            data[place] ^= 0x01

            named = check(bytes(data)).named

            assert owner_of(place) in named, (place, named)

    @given(st.integers(0, len(PACK) - 1), st.integers(1, 255))
    @settings(max_examples=300)
    def test_whatever_the_change_of_the_byte(self, place, change):
        data = bytearray(PACK)
        data[place] ^= change

        assert owner_of(place) in check(bytes(data)).named

    @given(st.integers(0, len(PACK) - 1))
    @settings(max_examples=60)
    def test_a_truncated_pack_is_not_whole(self, length):
        assert not check(PACK[:length]).is_whole

    @given(st.binary(max_size=200))
    def test_anything_else_is_refused_without_a_crash(self, data):
        assert not check(data).is_whole

    def test_bytes_added_at_the_end_are_seen(self):
        assert not check(PACK + b"\n").is_whole


class TestChain:
    @pytest.mark.parametrize("gone", [0, 1, 2])
    def test_an_event_taken_away_breaks_it_even_in_a_pack_made_anew(self, gone):
        lines = EVENTS.content.splitlines(keepends=True)
        del lines[gone]
        forged = Piece(EVENTS.name, b"".join(lines), "événements")

        report = check(seal([*PIECES, forged], meeting=MEETING, chains=[CHAIN]))

        assert report.named == {"evenements.jsonl"}

    def test_an_event_rewritten_breaks_it(self):
        forged = Piece(EVENTS.name, EVENTS.content.replace(b"ouverte", b"annulee"), "événements")

        report = check(seal([*PIECES, forged], meeting=MEETING, chains=[CHAIN]))

        assert "rompue au rang 1" in report.wrong[0][1]


class TestAlone:
    """As whoever receives the pack runs it: the file alone, in an empty place."""

    def run(self, folder: Path, data: bytes) -> "subprocess.CompletedProcess[str]":
        alone = folder / "verify.py"
        alone.write_bytes(Path(verify.__file__).read_bytes())
        (folder / "dossier.zip").write_bytes(data)
        return subprocess.run(
            [sys.executable, "-I", "-S", str(alone), "dossier.zip"],
            cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip

    def test_says_that_nothing_was_changed(self, tmp_path):
        done = self.run(tmp_path, PACK)

        assert done.returncode == 0, done.stderr
        assert "4 pièces et 3 événements : rien n’a été changé." in done.stdout
        assert check(PACK).seal in done.stdout

    def test_names_the_piece_that_was(self, tmp_path):
        data = PACK.replace(b'"seat": 1', b'"seat": 2')

        done = self.run(tmp_path, data)

        assert done.returncode == 1
        assert "CHANGÉ : registre/attendance.json" in done.stdout

    def test_needs_nothing_but_the_standard_library(self):
        lines = Path(verify.__file__).read_text().splitlines()
        imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}

        assert imported <= {*sys.stdlib_module_names, "__future__", "collections.abc"}
        assert len(lines) <= 400
