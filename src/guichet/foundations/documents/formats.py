"""Which files are accepted, recognised by what they contain and not only by their name.

Pure Python. Nothing that a machine could run: no program, no script, no macro.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE = "application/vnd.openxmlformats-officedocument"
SAMPLE_BYTES = 64 * 1024


@dataclass(frozen=True)
class Format:
    extension: str
    content_type: str
    recognises: Callable[[IO[bytes]], bool]


def _begins(*signatures: bytes) -> Callable[[IO[bytes]], bool]:
    return lambda content: content.read(16).startswith(signatures)


def _is_pdf(content: IO[bytes]) -> bool:
    """Readers accept a few bytes before the signature, so do scanners of town halls."""
    return b"%PDF-" in content.read(1024)


def _is_text(content: IO[bytes]) -> bool:
    """UTF-8, UTF-16 with its mark, or Windows-1252: text has no control character but blanks."""
    sample = content.read(SAMPLE_BYTES)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample)


def _open_document(kind: str) -> Callable[[IO[bytes]], bool]:
    """OpenDocument 1.2, part 3: the first entry is « mimetype », not compressed."""

    def recognises(content: IO[bytes]) -> bool:
        with zipfile.ZipFile(content) as archive:
            named = archive.getinfo("mimetype")
            if named.file_size > 200:
                return False
            return archive.read(named).decode("ascii", "replace") == f"{OPEN_DOCUMENT}.{kind}"

    return recognises


def _office(folder: str) -> Callable[[IO[bytes]], bool]:
    def recognises(content: IO[bytes]) -> bool:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
        holds_it = any(name.startswith(f"{folder}/") for name in names)
        return "[Content_Types].xml" in names and holds_it

    return recognises


FORMATS = {
    known.extension: known
    for known in (
        Format("pdf", "application/pdf", _is_pdf),
        Format("odt", f"{OPEN_DOCUMENT}.text", _open_document("text")),
        Format("ods", f"{OPEN_DOCUMENT}.spreadsheet", _open_document("spreadsheet")),
        Format("docx", f"{OFFICE}.wordprocessingml.document", _office("word")),
        Format("xlsx", f"{OFFICE}.spreadsheetml.sheet", _office("xl")),
        Format("jpg", "image/jpeg", _begins(b"\xff\xd8\xff")),
        Format("jpeg", "image/jpeg", _begins(b"\xff\xd8\xff")),
        Format("png", "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
        Format("txt", "text/plain", _is_text),
        Format("csv", "text/csv", _is_text),
    )
}
# What Guichet makes and nobody may hand over: an archive could hold anything.
MADE = {"zip": Format("zip", "application/zip", zipfile.is_zipfile)}
# For the `accept` attribute of a file field, and for sentences.
EXTENSIONS = tuple(FORMATS)
IN_WORDS = "PDF, ODT, ODS, DOCX, XLSX, JPG, PNG, TXT, CSV"


def format_of(name: str) -> Format | None:
    """By the last extension only: « plan.pdf.exe » is a program."""
    return FORMATS.get(_extension(name))


def made_format_of(name: str) -> Format | None:
    """Of a file that Guichet itself made."""
    return format_of(name) or MADE.get(_extension(name))


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def holds_what_it_says(known: Format, content: IO[bytes]) -> bool:
    """Does the content bear out the extension? A damaged archive does not."""
    content.seek(0)
    try:
        return known.recognises(content)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError):
        return False
    finally:
        content.seek(0)


def holds_macros(known: Format, content: IO[bytes]) -> bool:
    """Office files carry programs in vbaProject.bin, OpenDocument in Basic/ and Scripts/."""
    if not known.content_type.startswith((OPEN_DOCUMENT, OFFICE)):
        return False
    content.seek(0)
    with zipfile.ZipFile(content) as archive:
        names = archive.namelist()
    content.seek(0)
    return any(
        name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))
        for name in names
    )


def clean_name(typed: str) -> str:
    """A name fit to be shown and saved: no folder, no invisible character, 200 at most.

    Format characters go too: one of them shows « exe.pdf » for « fdp.exe ».
    """
    base = PurePath(typed.replace("\\", "/")).name
    visible = "".join(
        letter
        for letter in unicodedata.normalize("NFC", base)
        if unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )
    plain = re.sub(r'[<>:"|?*]', "-", " ".join(visible.split())).strip(". ")
    stem, suffix = PurePath(plain or "document").stem, PurePath(plain).suffix
    return f"{stem[: 200 - len(suffix)]}{suffix}"
