"""The files of the producers, as demands of a test department. Counts are those of the files."""

import gzip
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guichet.casework.demands.models import Demand
from guichet.casework.doors import actions
from guichet.casework.doors.cells import Cells
from guichet.casework.doors.columns import fault, recognise
from guichet.casework.doors.lines import read_cells
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.sheets import read_workbook
from guichet.reference.directory.actions import register_local_authorities
from guichet.reference.territories.models import Territory
from tests.reference.territories.subset import load_department

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
RAW = SHARED / "import-brut"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not RAW.exists(), reason="../shared/data/import-brut is not there"),
]


def content_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def cells_of(name: str) -> list[Cells]:
    found = recognise(read_workbook(content_of(RAW / name), name=name))
    return list(read_cells(found, found.mapping))


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create(email="officer@example.fr", name="Guichet de test")


def department_of(code: str) -> Territory:
    load_department(code)
    register_local_authorities(code, by=None, at=timezone.now())
    return Territory.objects.get(pk=f"departement-{code}")


def imported(path: Path, department: Territory, officer: User, now: datetime) -> actions.Preview:
    name = path.name.removesuffix(".gz")
    upload = SimpleUploadedFile(name, content_of(path))
    file = actions.open_file(upload, department=department, by=officer, at=now)
    seen = actions.preview(file)
    if seen.reading.taken:
        made = actions.confirm(file, tells=False, by=officer, at=now)
        assert made == len(seen.reading.taken)
    return seen


def counts(seen: actions.Preview) -> tuple[int, int, dict[str, int]]:
    refused = Counter(one.kind for one in seen.reading.refused)
    return seen.reading.total, len(seen.reading.taken), dict(sorted(refused.items()))


class TestTheTwoFormatsOfTheFondsVert:
    def test_give_the_same_rows(self) -> None:
        export = cells_of("fonds-vert-2023-export_partiel.csv.gz")
        api = cells_of("fonds_vert_2023_api_partiel.csv.gz")

        assert (len(export), len(api)) == (7_236, 7_236)
        # The export lost the zeros of 385 codes: the mend is told, and the row is the same.
        assert sum(1 for one in export if one.notices) == 385
        assert [replace(one, notices=()) for one in export] == api

    def test_give_the_same_demands(self, officer: User, now: datetime) -> None:
        department = department_of("04")
        first = imported(RAW / "fonds-vert-2023-export_partiel.csv.gz", department, officer, now)
        made = Demand.objects.count()
        second = imported(RAW / "fonds_vert_2023_api_partiel.csv.gz", department, officer, now)

        assert counts(first) == FONDS_VERT
        # Each line of the second file is known by the first: nothing twice.
        assert counts(second)[1] == 0
        assert counts(second)[2]["known"] == made == counts(first)[1]


FONDS_VERT = (7_236, 54, {"elsewhere": 6_583, "place": 591, "requester": 8})
# Read, taken, and refused by reason, with the communes of one department loaded.
FILES = [
    ("04", SHARED / "projets" / "dep04_2018_2025.csv",
     (1_083, 1_053, {"requester": 29, "twice": 1})),
    ("04", RAW / "projets_dotations_investissement_2019_partiel.xlsx",
     (16_208, 132, {"elsewhere": 14_162, "place": 1_905, "title": 9})),
    ("04", RAW / "Projets_DI_2018_partiel.ods",
     (17_317, 147, {"elsewhere": 14_841, "place": 2_326, "title": 3})),
    ("78", RAW / "projets_etat_78_partiel.csv", (280, 256, {"place": 21, "requester": 3})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "expected"), FILES, ids=lambda v: getattr(v, "name", ""))
def test_lists_of_projects(
    code: str,
    path: Path,
    expected: tuple[int, int, dict[str, int]],
    officer: User,
    now: datetime,
) -> None:
    seen = imported(path, department_of(code), officer, now)

    assert counts(seen) == expected
    assert Demand.objects.count() == expected[1]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("liste-communes-FRR-juillet2025.csv.gz", 34_875),
        ("montagne_bom_utf8.csv", 8_594),
        ("france_services_2020-03_pointvirgule.csv", 531),
        ("aides-territoires_periurbain_partiel.csv", 185),
    ],
)
def test_a_list_of_something_else_asks_for_its_columns(name: str, lines: int) -> None:
    found = recognise(read_workbook(content_of(RAW / name), name=name))

    assert len(found.lines) == lines
    assert fault(found.mapping) != ""
