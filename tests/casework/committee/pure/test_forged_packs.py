"""What a hand makes of a pack, beyond a byte: each ends with a sentence, never « intact »."""

import io
import json
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from guichet.casework.committee.proof import Chain, Piece, check, link_of, seal, verify

from .test_proof import CHAIN, EVENTS, MEETING, PACK, PIECES

Files = list[tuple[str, bytes]]


def remade(change: Callable[[Files], Files], how: int = zipfile.ZIP_STORED) -> bytes:
    """The pack as an ordinary program writes it again, with the comment of the first one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACK)) as old, zipfile.ZipFile(made, "w", how) as new:
        new.comment = old.comment
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name, content in change([(name, old.read(name)) for name in old.namelist()]):
                new.writestr(name, content)
    return made.getvalue()


def forged(written: bytes, pieces: Files | None = None) -> bytes:
    """A pack whose three copies of the seal agree with whatever manifest is given."""
    with zipfile.ZipFile(io.BytesIO(PACK)) as old:
        kept = [(name, old.read(name)) for name in old.namelist()[1:-1]]
    digest = verify.sha_of(written)
    files = [
        ("manifest.json", written),
        *(kept if pieces is None else pieces),
        ("sceau.txt", verify.seal_line(digest)),
    ]
    bodies, lines, offset = [], [], 0
    for name, content in files:
        bodies.append(verify.local_header(name, content) + content)
        lines.append(verify.central_line(name, content, offset))
        offset += len(bodies[-1])
    return b"".join([*bodies, *lines, verify.last_words(lines, offset, digest)])


def manifest(**first: object) -> bytes:
    """The true one, with something else said of its first piece."""
    with zipfile.ZipFile(io.BytesIO(PACK)) as old:
        found = json.loads(old.read("manifest.json"))
    found["pieces"][0].update(first)
    return json.dumps(found).encode()


def without(key: str, value: object) -> bytes:
    return json.dumps(json.loads(manifest()) | {key: value}).encode()


def said(capsys: pytest.CaptureFixture[str], folder: Path, data: bytes, *seal_: str) -> str:
    """What the program says, after its code: « 1 CHANGÉ… »."""
    (folder / "dossier.zip").write_bytes(data)
    code = verify.main([str(folder / "dossier.zip"), *seal_])
    return f"{code} {capsys.readouterr().out}"


class TestPieces:
    """Only what went, came or was doubled is named: the others are where the table says."""

    def test_taken_away(self):
        pack = remade(lambda files: [one for one in files if one[0] != "vide.txt"])

        assert check(pack).wrong == [("vide.txt", "elle n’est plus dans l’archive.")]

    def test_added(self):
        pack = remade(lambda files: [*files, ("ajout.txt", b"x")])

        assert check(pack).wrong == [("ajout.txt", "elle a été ajoutée à l’archive.")]

    def test_renamed(self):
        pack = remade(lambda files: [(one.replace("vide", "plein"), two) for one, two in files])

        assert check(pack).named == {"vide.txt", "plein.txt"}

    def test_doubled(self):
        pack = remade(lambda files: [*files, (files[1][0], b"autre")])

        assert ("LISEZMOI.txt", "elle est deux fois dans l’archive.") in check(pack).wrong

    def test_taken_away_while_another_is_rewritten(self):
        pack = remade(
            lambda files: [
                (name, content + b" " if name == "LISEZMOI.txt" else content)
                for name, content in files
                if name != "vide.txt"
            ]
        )

        assert check(pack).named == {"vide.txt", "LISEZMOI.txt"}

    def test_ends_of_line_changed_on_the_way(self):
        assert not check(PACK.replace(b"\n", b"\r\n")).is_whole

    def test_compressed_again_is_said_as_such(self, capsys, tmp_path):
        pack = remade(lambda files: files, how=zipfile.ZIP_DEFLATED)

        assert "compressée de nouveau" in said(capsys, tmp_path, pack)

    def test_a_symbolic_link_instead_of_a_piece(self):
        mode = (0o120777 << 16).to_bytes(4, "little")
        place = PACK.rindex(b"vide.txt") - 8
        pack = PACK[:place] + mode + PACK[place + 4 :]

        assert check(pack).named == {"vide.txt"}


@pytest.mark.parametrize(
    "written",
    [
        b"[" * 100_000,
        b"pas du JSON",
        b"[]",
        manifest(size=-5),
        manifest(size=10**30),
        manifest(size=True),
        without("pieces", json.loads(manifest())["pieces"] * 20_000),
        without("chains", [{"piece": ["liste"], "length": 1, "head": ""}]),
        without("meeting", "une séance"),
    ],
    ids=["deep", "no JSON", "a list", "negative", "huge", "boolean", "many", "chain", "meeting"],
)
def test_a_manifest_that_is_not_one_is_refused_although_its_seal_agrees(written):
    assert check(forged(written)).named == {"manifest.json"}


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "a\\b", "C:x", "", "a//b", "\x1b[31mrouge", "\ud800",
     "long" * 100, "manifest.json", "vide.txt"],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_or_comes_twice_is_refused(name):
    assert name in check(forged(manifest(name=name))).named


class TestChains:
    def test_a_chain_that_the_manifest_forgets(self):
        assert check(forged(without("chains", []))).named == {"evenements.jsonl"}

    def test_a_chain_without_its_piece(self):
        chain = {"piece": "absente.jsonl", "length": 0, "head": ""}
        chains = [*json.loads(manifest())["chains"], chain]

        assert check(forged(without("chains", chains))).named == {"absente.jsonl"}

    def test_an_event_that_no_reader_can_follow(self):
        deep = Piece(EVENTS.name, b"[" * 100_000 + b"\n")

        assert check(seal([*PIECES, deep], meeting=MEETING, chains=[CHAIN])).named == {EVENTS.name}

    def test_words_pasted_with_other_ends_of_line_break_nothing(self):
        """U+2028 comes from text processors, U+0085 from old files; JSON keeps both as they are."""
        fact = {"stream": "meeting:1", "seq": 1, "data": {"motif": "un\u2028deux\x85trois\x0cfin"}}
        link = {"fact": fact, "previous_hash": "", "hash": link_of(fact, previous="")}
        piece = Piece("evenements.jsonl", f"{json.dumps(link, ensure_ascii=False)}\n".encode())
        chain = Chain("meeting:1", piece.name, 1, str(link["hash"]))

        report = check(seal([*PIECES, piece], meeting=MEETING, chains=[chain]))

        assert (report.wrong, report.events) == ([], 1)


class TestProgram:
    def test_a_whole_pack_made_anew_has_another_seal(self, capsys, tmp_path):
        anew = seal([*PIECES[1:], EVENTS], meeting=MEETING, chains=[CHAIN])
        kept = check(PACK).seal

        assert said(capsys, tmp_path, PACK, kept.upper()).startswith("0 ")
        told = said(capsys, tmp_path, anew, kept)
        assert told.startswith("1 ")
        assert "Ce n’est pas le sceau donné" in told
        assert "Comparez-le" in said(capsys, tmp_path, anew)

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04"], ids=["none", "PDF", "ZIP"])
    def test_another_file_is_not_called_a_forged_pack(self, capsys, tmp_path, data):
        assert said(capsys, tmp_path, data).startswith(
            "2 Ce fichier n’est pas un dossier de preuve"
        )

    def test_what_cannot_be_read_is_said(self, capsys, tmp_path):
        assert verify.main([str(tmp_path)]) == 2
        assert verify.main([]) == 2
        assert "ne peut pas être lu" in capsys.readouterr().out

    def test_larger_than_any_pack(self, capsys, tmp_path, monkeypatch):
        monkeypatch.setattr(verify, "LARGEST", 100)

        assert "moins de 4 Go" in said(capsys, tmp_path, PACK)

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850"])
    def test_a_terminal_without_accents_shows_the_result(self, tmp_path, encoding):
        (tmp_path / "dossier.zip").write_bytes(forged(manifest(name="\ud800\x1b[2J")))

        done = subprocess.run(
            [sys.executable, verify.__file__, str(tmp_path / "dossier.zip")],
            capture_output=True, check=False, env={"PYTHONIOENCODING": encoding},
        )  # fmt: skip

        assert (done.returncode, done.stderr) == (1, b"")
        assert b"\x1b" not in done.stdout
