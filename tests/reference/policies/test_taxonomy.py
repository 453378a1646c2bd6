"""Themes and programmes come from the package."""

from datetime import date

from guichet.foundations.audit.models import Event
from guichet.reference.policies import taxonomy
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.models import Programme, ServiceLevel, Theme


class TestFiles:
    def test_codes_are_capitals_and_unique(self):
        codes = [row.code for row in taxonomy.read_themes()]

        assert len(codes) == len(set(codes)) >= 14
        assert all(code.isascii() and code.isupper() for code in codes)

    def test_every_programme_has_a_source_and_its_dates_are_in_order(self):
        for row in taxonomy.read_programmes():
            assert row.source and row.starts_on
            assert row.ends_on is None or row.ends_on > row.starts_on


class TestLoadTaxonomy:
    def test_brings_the_whole_list_and_twice_changes_nothing(self, db, now):
        first = load_taxonomy(by=None, at=now)
        again = load_taxonomy(by=None, at=now)

        assert first == (
            Theme.objects.count() + Programme.objects.count() + ServiceLevel.objects.count()
        )
        assert again == 0
        assert Event.objects.count() == first
        assert Programme.objects.get(pk="PVD").starts_on == date(2020, 10, 1)

    def test_mends_a_label_and_keeps_an_unlisted_theme(self, db, now):
        Theme.objects.create(code="HABITAT", label="Ancien intitulé")
        Theme.objects.create(code="VIEUX", label="Thème d’avant")

        load_taxonomy(by=None, at=now)

        assert Theme.objects.get(pk="HABITAT").label == "Centre-bourg et habitat"
        assert Theme.objects.filter(pk="VIEUX").exists()
