"""Lists of beneficiaries as the ANCT publishes them. Pure: lines in, members and refusals out.

Two shapes exist. Until 2024, one line per member: `code_membre` (INSEE code of a commune, or SIREN
of an EPCI or a commune), `lib_membre`, sometimes `date_signature`. Since 2026, one line per group:
`siren_groupement` and `lib_groupement`, several members in one cell separated by a comma.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.errors import DomainError


class UnreadableListing(DomainError):
    """The file has none of the columns of a list of beneficiaries."""


@dataclass(frozen=True)
class Member:
    """One beneficiary as written: `line` is the line of the file, headings included."""

    line: int
    code: str
    name: str
    since: date | None


@dataclass(frozen=True)
class Refusal:
    line: int
    sentence: str


def read(lines: Iterable[str]) -> Iterator[Member | Refusal]:
    """Every member of a file, in its order; a line that cannot be read is a reasoned refusal."""
    reader = csv.DictReader(lines)
    columns = set(reader.fieldnames or ())
    if {"code_membre", "lib_membre"} <= columns:
        for row in reader:
            yield _single(reader.line_num, row)
    elif {"siren_groupement", "lib_groupement"} <= columns:
        for row in reader:
            yield from _group(reader.line_num, row)
    else:
        raise UnreadableListing(
            "Ce fichier n’est pas une liste de bénéficiaires : il faut les colonnes code_membre et "
            "lib_membre, ou siren_groupement et lib_groupement."
        )


def _single(line: int, row: dict[str, str]) -> Member | Refusal:
    code, name = (row["code_membre"] or "").strip(), (row["lib_membre"] or "").strip()
    if not code:
        return Refusal(line, f"{name or 'ligne sans nom'} : le code du bénéficiaire est vide.")
    written = (row.get("date_signature") or "").strip()
    try:
        since = date.fromisoformat(written) if written else None
    except ValueError:
        return Refusal(line, f"{name} ({code}) : la date « {written} » ne se lit pas.")
    return Member(line, code, name, since)


def _group(line: int, row: dict[str, str]) -> Iterator[Member | Refusal]:
    codes = [code.strip() for code in (row["siren_groupement"] or "").split(",") if code.strip()]
    names = [name.strip() for name in (row["lib_groupement"] or "").split(",")]
    if not codes:
        yield Refusal(line, "Aucun SIREN de bénéficiaire.")
    for rank, code in enumerate(codes):
        # A name may itself hold a comma: names are only trusted when they are as many as codes.
        yield Member(line, code, names[rank] if len(names) == len(codes) else "", None)
