"""The catalogues of other producers, read as the administrator would. Counts are those of the
files; the day is that of the test, so that what was closed then is refused today."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.sheets import read_workbook
from guichet.foundations.toolkit.text import search_key
from guichet.reference.offers import actions
from guichet.reference.offers.import_columns import fault, recognise
from guichet.reference.offers.import_lines import Known, Reading, read
from guichet.reference.offers.models import Offer, OfferFile
from guichet.reference.offers.theme_labels import packaged_labels
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.taxonomy import read_lexicon
from guichet.reference.territories.cog import identifier, open_packaged
from guichet.reference.territories.cog import read as read_cog
from tests.reference.territories.subset import load_department

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "offres"
pytestmark = pytest.mark.shared


def places() -> dict[str, str]:
    """Departments and regions by name, departments by number, from the packaged code."""
    found: dict[str, str] = {}
    with open_packaged() as stream:
        wide = [row for row in read_cog(stream) if row.kind in {"DEPARTMENT", "REGION"}]
    for row in sorted(wide, key=lambda row: row.kind):
        if row.valid_to:
            continue
        found.setdefault(search_key(row.name), identifier(row.kind, row.code))
        if row.kind == "DEPARTMENT":
            found.setdefault(row.code.lower(), identifier(row.kind, row.code))
    return found


def reading_of(name: str, *, today: date, default_provider: str = "") -> Reading:
    found = recognise(read_workbook((FOLDER / name).read_bytes(), name=name))
    assert fault(found.mapping) == ""
    known = Known(
        today=today,
        lexicon=read_lexicon(),
        labels=packaged_labels(),
        places=places(),
        place_names={},
        bodies={},
        makes_providers=True,
        default_provider=default_provider,
    )
    return read(found, found.mapping, known)


AIDES = "aides_territoires_ingenierie_2022-11.csv"
AQUITAINE = "aides_nouvelle_aquitaine_2018-2019.csv"
DIGITAL = "services_numeriques_contexte_2025.csv"
BENCHMARK = "benchmark_services_collectivites_2026.csv"
IN_2022, IN_2018, IN_2026 = date(2022, 11, 15), date(2018, 1, 10), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("name", "today", "provider", "taken", "refused", "themes"),
    [
        # Aides-territoires says no theme: they are read in the text of 175 of its 182 offers.
        (AIDES, IN_2022, "", 182, {"beneficiaries": 3}, (0, 175)),
        (AIDES, IN_2026, "", 165, {"closed": 17, "beneficiaries": 3}, (0, 158)),
        # A base of aids of all kinds: much of it is for firms and farmers.
        (AQUITAINE, IN_2018, "", 256, {"beneficiaries": 217, "provider": 16}, (256, 0)),
        (AQUITAINE, IN_2026, "", 70, {"beneficiaries": 217, "closed": 197, "provider": 5}, (70, 0)),
        # Thirty of its lines have a name of their own only on the site that they describe.
        (DIGITAL, IN_2026, "", 0, {"title": 30, "provider": 44}, (0, 0)),
        (DIGITAL, IN_2026, "Communs", 44, {"title": 30}, (34, 5)),
        (BENCHMARK, IN_2026, "", 80, {"provider": 45}, (60, 18)),
    ],
)
def test_rows_refusals_and_themes(name, today, provider, taken, refused, themes):
    reading = reading_of(name, today=today, default_provider=provider)

    said = [one for one in reading.taken if one.themes.codes and not one.themes.is_from_text]
    heard = [one for one in reading.taken if one.themes.is_from_text]
    assert len(reading.taken) == taken
    assert Counter(one.kind for one in reading.refused) == refused
    assert (len(said), len(heard)) == themes
    assert all(one.sentence for one in reading.refused)


def test_the_export_of_aides_territoires_becomes_drafts_once(db, now):
    load_department("04")
    load_taxonomy(by=None, at=now)
    officer = User.objects.create(email="officer@example.fr", name="Guichet de test")

    def opened() -> OfferFile:
        return actions.open_file(
            SimpleUploadedFile(AIDES, (FOLDER / AIDES).read_bytes()), department=None,
            origin="AIDES_TERRITOIRES", source="Aides-territoires, novembre 2022",
            makes_providers=True, by=officer, at=now.replace(year=2022),
        )  # fmt: skip

    reading = actions.confirm_file(opened(), by=officer, at=now.replace(year=2022))

    assert len(reading.to_create) == Offer.objects.filter(status="DRAFT").count() > 150
    with pytest.raises(actions.ImportRefused, match="rien de neuf"):
        actions.confirm_file(opened(), by=officer, at=now.replace(year=2022))
