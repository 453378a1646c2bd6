"""Our file against the files of the producers that stand beside the repository."""

import csv
import gzip
from pathlib import Path

import pytest

from guichet.reference.territories import cog

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "territoires"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="../shared/data/territoires is not there"),
]


@pytest.fixture(scope="module")
def packaged() -> list[cog.Row]:
    with cog.open_packaged() as stream:
        return list(cog.read(stream))


def shared(name: str) -> list[dict[str, str]]:
    opener = gzip.open if name.endswith(".gz") else open
    with opener(SHARED / name, "rt", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def straight(name: str) -> str:
    return name.replace("’", "'")


def test_communes_are_those_of_the_producers(packaged):
    ours = {
        row.code: (
            straight(row.name), row.siren, row.department, row.district, row.epci,
            row.postal_codes.replace(" ", "|"), row.population,
        )
        for row in packaged
        if row.kind == "COMMUNE" and not row.valid_to and not row.successor
    }  # fmt: skip
    theirs = {
        row["code_insee"]: (
            " ".join(row["nom"].split()), row["siren"], row["departement"], row["arrondissement"],
            row["epci_siren"], row["codes_postaux"], row["population"],
        )
        for row in shared("communes_2026.csv.gz")
    }  # fmt: skip

    assert len(ours) == 34_969
    assert ours == theirs
    assert sum(1 for values in ours.values() if values[2] == "04") == 198


def test_epcis_are_those_of_the_producers(packaged):
    ours = {
        row.code: (straight(row.name), row.legal_kind, row.population)
        for row in packaged
        if row.kind == "EPCI" and not row.valid_to
    }
    listed = shared("epci_2026.csv")
    theirs = {
        row["siren"]: (" ".join(row["nom"].split()), row["type"], row["population_municipale"])
        for row in listed
    }
    touching = [row for row in listed if "04" in row["departements"].split("|")]

    assert len(ours) == 1_255
    assert ours == theirs
    assert len(touching) == 12


def test_old_communes_lead_where_the_producers_say(packaged):
    ours = {row.code: row for row in packaged if row.kind in {"COMMUNE", "BOROUGH"}}

    def heir(code: str) -> str:
        while ours[code].successor:
            code = ours[code].successor
        return code

    wrong = [
        row["code_insee"]
        for row in shared("communes_anciennes_2026.csv.gz")
        if row["rattachee_a"] and heir(row["code_insee"]) != row["rattachee_a"]
    ]

    assert wrong == []


def test_codes_met_in_real_projects_are_all_known(packaged):
    known = {row.code for row in packaged if row.kind == "COMMUNE"}
    projects = SHARED.parent / "projets" / "dep04_2018_2025.csv"
    with projects.open(encoding="utf-8") as stream:
        met = {row["code_insee"] for row in csv.DictReader(stream) if row["code_insee"]}

    assert met - known <= {"0407O"}
