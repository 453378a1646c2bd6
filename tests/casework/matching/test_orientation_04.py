"""Sixty-four needs of communes and intercommunalities of the 04, and who can help each.

The table was written from the sheets of the offers, the lists of beneficiaries and the texts, with
the geographic code of 2026, and not from the engine: each line says who can help, in order, who
nearly can, and sentences that must be read. A line that must change says which sheet or which text
changed.
"""

import csv
import io
import lzma
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from guichet.casework.matching.criteria import DemandProfile, OfferProfile, Term
from guichet.casework.matching.engine import Match, Verdict, rank
from guichet.casework.matching.ruleset import rules_in_force
from guichet.casework.matching.thresholds import Standing
from guichet.demonstration import offers as demonstration
from guichet.demonstration.projects import ACV, PVD
from guichet.foundations.toolkit.text import of
from guichet.reference.directory.choices import OrganisationKind
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.policies import taxonomy
from guichet.reference.territories import cog

HERE = Path(__file__).parent
ON = date(2026, 3, 10)
DATA = demonstration.DATA
COG = Path(cog.__file__).parent / "data" / "cog_2026.csv.xz"
THEMES = Path(taxonomy.__file__).parent / "data" / "themes.csv"
PROGRAMMES = Path(taxonomy.__file__).parent / "data" / "programmes.csv"
# The names of the table, in the order of the sheets of the demonstration.
KEYS = [
    "verdon",
    "luberon-energie",
    "luberon-urbanisme",
    "baronnies",
    "paa-urbanisme",
    "dlva-commerce",
    "it-batiments",
    "it-voirie",
    "it-eau",
    "it-financement",
    "caue",
    "caue-atelier",
    "ddt",
    "ddt-risques",
    "ddt-va",
    "udap",
    "sde",
    "sde-eclairage",
    "adil",
    "cci",
    "caf",
    "region",
    "epf",
    "aermc",
    "cma",
    "ars",
    "thd",
    "bdt-pvd",
    "bdt-acv",
    "bdt-conseil",
    "cerema",
    "ponts",
    "ademe",
    "anah",
    "anru",
    "atout",
    "ofb",
    "montagnes",
    "sur-mesure",
    "anct-numerique",
]
MEMBERS = {"oui": True, "non": False, "?": None}


@dataclass(frozen=True)
class Files:
    """What the table is read with: plain files, no database."""

    places: dict[str, dict[str, str]]
    programmes: dict[str, set[str]]
    words: dict[str, str]
    offers: tuple[dict[str, str], ...]


def rows_of(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, delimiter=delimiter))


@pytest.fixture(scope="module")
def files() -> Files:
    with lzma.open(COG) as packed:
        listed = csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8"))
        kinds = {"COMMUNE": "commune", "EPCI": "epci", "DEPARTMENT": "departement",
                 "REGION": "region", "COUNTRY": "pays"}  # fmt: skip
        places = {
            f"{kinds[row['kind']]}-{row['code']}": row for row in listed if row["kind"] in kinds
        }
    programmes: dict[str, set[str]] = {}
    for row in rows_of(DATA / "enrolments_04.csv"):
        programmes.setdefault(row["territory"], set()).add(row["programme"])
    for code, members in (("PVD", PVD), ("ACV", ACV)):
        for member in members:
            programmes.setdefault(f"commune-{member}", set()).add(code)
    words = {row["code"]: row["label"] for row in rows_of(THEMES)}
    words |= {row["code"]: row["name"] for row in rows_of(PROGRAMMES)}
    for choices in (EngineeringType, Phase, OrganisationKind):
        words |= dict(choices.choices)
    return Files(places, programmes, words, tuple(rows_of(DATA / "offers_04.csv")))


def demand_of(line: dict[str, str], files: Files) -> DemandProfile:
    commune = f"commune-{line['commune']}"
    place = files.places[commune]
    epci = f"epci-{place['epci']}"
    territories = frozenset({commune, epci, "departement-04", "region-93", "pays-FR"})
    is_commune = line["demandeur"] == "COMMUNE"
    asking = files.places[commune if is_commune else epci]
    programmes = set().union(*(files.programmes.get(t, set()) for t in territories))
    name = f"la commune {of(place['name'])}"
    return DemandProfile(
        on=ON,
        commune=Term(commune, place["name"]),
        territories=territories,
        beneficiary=Term(line["demandeur"], files.words[line["demandeur"]]),
        beneficiary_name=name if is_commune else f"l’intercommunalité {asking['name']}",
        population=int(asking["population"]),
        programmes=terms(sorted(programmes), files),
        theme=terms([line["theme"]], files)[0],
        engineering_types=terms(line["types"].split("|"), files),
        phase=terms([line["phase"]], files)[0],
        standing=Standing(commune_population=int(place["population"])),
        rules=rules_in_force(ON),
    )


def offers_of(line: dict[str, str], files: Files) -> dict[int, OfferProfile]:
    """The sheets of the demonstration; those included in a membership are for members."""
    found = {}
    for number, row in enumerate(files.offers):
        members_only = row["price_kind"] == "MEMBERS"
        found[number] = OfferProfile(
            id=number,
            title=row["title"],
            provider_id=number,
            provider=row["provider"],
            level=row["level"],
            perimeters=tuple(
                Term(code, files.places[code]["name"]) for code in row["perimeters"].split("|")
            ),
            beneficiary_kinds=terms(row["beneficiary_kinds"].split("|"), files),
            population_min=int(row["population_min"]) if row["population_min"] else None,
            population_max=int(row["population_max"]) if row["population_max"] else None,
            programmes=terms(row["programmes"].split("|"), files),
            themes=terms(row["themes"].split("|"), files),
            engineering_types=terms(row["engineering_types"].split("|"), files),
            phases=terms(row["phases"].split("|"), files),
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            members_only=members_only,
            is_member=MEMBERS[line["adherent"]] if members_only else None,
            required_traits=(
                (Term("ASSISTED", "Ayant droit"),) if KEYS[number] == "it-eau" else ()
            ),
        )
    return found


def terms(codes: list[str], files: Files) -> tuple[Term, ...]:
    return tuple(Term(code, files.words[code]) for code in codes if code)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


LINES = rows_of(HERE / "orientation_04.csv", ";")


def keys(matches: tuple[Match, ...], verdict: Verdict) -> list[str]:
    return [KEYS[match.offer.id] for match in matches if match.verdict == verdict]


def test_the_table_is_as_large_as_was_promised() -> None:
    assert len(LINES) >= 60
    assert len(rows_of(DATA / "offers_04.csv")) == len(KEYS)


@pytest.mark.parametrize(
    "line",
    LINES,
    ids=[f"{r['nom']}-{r['demandeur']}-{r['theme']}-{r['phase']}-{r['types']}" for r in LINES],
)
def test_who_can_help(line: dict[str, str], files: Files) -> None:
    matches = rank(demand_of(line, files), offers_of(line, files).values())

    assert keys(matches, Verdict.ELIGIBLE) == line["peuvent"].split()
    assert sorted(keys(matches, Verdict.NEARLY)) == sorted(line["presque"].split())
    for told in filter(None, line["phrases"].split("|")):
        key, _, words = told.partition("=")
        [match] = [one for one in matches if KEYS[one.offer.id] == key]
        sentences = " ".join(f"{one.sentence} {one.advice}" for one in match.findings)
        assert words in sentences, key
