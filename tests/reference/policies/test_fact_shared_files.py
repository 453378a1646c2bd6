"""The lists that administrations really publish, read for the 04 and for the 13. Counts are those
of the files."""

import gzip
from datetime import date

import pytest

from guichet.reference.directory.actions import register_local_authorities, register_organisation
from guichet.reference.policies import actions
from guichet.reference.policies.fact_lines import Reading, Source
from guichet.reference.policies.models import Adhesion, TerritoryFact
from guichet.reference.territories.models import Territory
from tests.conftest import SHARED
from tests.reference.territories.subset import load_department

pytestmark = pytest.mark.shared
GRID = "programmes/grilles_communes_2026-07.csv.gz"
MASSIFS = "import-brut/montagne_bom_utf8.csv"
FRR = "import-brut/liste-communes-FRR-juillet2025.csv.gz"
SHEETS = "territoires/fiches_communes_paca_2024.csv"
MEMBERS = "banatic/adhesions_syndicats_2021-06.csv.gz"
DAY = date(2026, 7, 1)


def reading_of(name: str, kind: str, department: str, now, *, is_whole: bool = False) -> Reading:
    content = (SHARED / name).read_bytes()
    return actions.import_facts(
        gzip.decompress(content) if name.endswith(".gz") else content,
        name=name.removesuffix(".gz"),
        kind=kind,
        source=Source("Producteur", DAY, DAY),
        is_whole=is_whole,
        department=Territory.objects.get(pk=f"departement-{department}"),
        by=None,
        at=now,
    )


@pytest.mark.parametrize(
    ("name", "kind", "department", "answers", "unsure", "elsewhere", "refused"),
    [
        # The whole of the 04 is in the massif of the Alps: the massif settles nothing there.
        (GRID, "MOUNTAIN", "04", {}, 198, 34_677, []),
        (GRID, "MOUNTAIN", "13", {"non": 119}, 0, 34_756, []),
        (GRID, "RURAL", "04", {"oui": 187, "non": 11}, 0, 34_677, []),
        (GRID, "RURAL", "13", {"non": 73, "oui": 46}, 0, 34_756, []),
        (FRR, "REVITALISATION", "04", {"oui": 198}, 0, 34_677, []),
        (FRR, "REVITALISATION", "13", {"non": 112, "oui": 6}, 1, 34_756, []),
        # Digne twice, once with the letter O; Mallefougasse-Augès by its old code and its new one,
        # which do not agree.
        (SHEETS, "MOUNTAIN", "04", {"oui": 183, "non": 14}, 0, 710,
         ["code", "contrary", "contrary"]),
    ],
)  # fmt: skip
def test_what_each_list_says(db, now, name, kind, department, answers, unsure, elsewhere, refused):
    load_department(department)

    reading = reading_of(name, kind, department, now)

    assert dict(reading.answers()) == answers
    assert (reading.unsure, reading.elsewhere) == (unsure, elsewhere)
    assert [one.kind for one in reading.refused] == refused
    assert TerritoryFact.objects.count() == sum(answers.values())
    assert not reading_of(name, kind, department, now).to_write


def test_a_list_of_massifs_says_no_only_to_whom_it_leaves_out(db, now):
    load_department("04", "13")

    inside = reading_of(MASSIFS, "MOUNTAIN", "04", now, is_whole=True)
    outside = reading_of(MASSIFS, "MOUNTAIN", "13", now, is_whole=True)

    assert (inside.answers(), inside.unsure) == ([], 198)
    assert (outside.answers(), outside.unsure) == ([("non", 119)], 0)


def test_memberships_of_the_structures_that_the_directory_knows(db, now):
    load_department("04")
    register_local_authorities("04", by=None, at=now)
    syndicate = register_organisation(
        kind="SYNDICATE", name="Syndicat d’essai", territory=None, siren="250400033",
        department=Territory.objects.get(pk="departement-04"), by=None, at=now,
    )  # fmt: skip

    reading = reading_of(MEMBERS, "MEMBERS", "04", now)

    assert (len(reading.taken), reading.unsure, reading.elsewhere) == (20, 0, 79_795)
    assert {one.kind for one in reading.refused} == {"provider"}
    rows = Adhesion.objects.filter(provider=syndicate, holds=True)
    assert rows.filter(member__territory__code="04018").count() == 1
    assert not reading_of(MEMBERS, "MEMBERS", "04", now).to_write
