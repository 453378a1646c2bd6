"""From a file to drafts: previewed, whole or not at all, updated by its number."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guichet.foundations.toolkit.spreadsheets import xlsx_pieces
from guichet.reference.directory.models import Organisation
from guichet.reference.offers import actions
from guichet.reference.offers.actions import ImportRefused
from guichet.reference.offers.models import Offer

LIST = (
    "id;titre;descriptif;financeurs;types d'aide\n"
    "at-1;Diagnostic de pont;Une visite;IT04;Ingénierie technique\n"
    "at-2;Étude de toiture;Un avis;Agence du Val;Ingénierie technique\n"
    "at-3;Une subvention;De l'argent;IT04;Subvention\n"
)


def opened(world, people, now, text=LIST, **options):
    upload = SimpleUploadedFile("offres.csv", text.encode())
    return actions.open_file(
        upload, department=world.d04, origin="AIDES_TERRITOIRES", source="Essai, mars 2026",
        by=people.bruno, at=now, **options,
    )  # fmt: skip


class TestConfirm:
    def test_writes_drafts_with_their_origin_and_their_bodies(self, world, people, now):
        file = opened(world, people, now, makes_providers=True)

        reading = actions.confirm_file(file, by=people.bruno, at=now)

        made = Offer.objects.get(origin_key="at-1")
        assert (len(reading.to_create), len(reading.refused)) == (2, 1)
        assert (made.status, made.provider, made.level) == ("DRAFT", world.it04, "DEPARTMENTAL")
        assert (made.price_kind, made.source) == ("UNKNOWN", "Essai, mars 2026")
        assert list(made.perimeters.all()) == [world.d04]
        assert Organisation.objects.get(name="Agence du Val").source == "Essai, mars 2026"

    def test_nothing_is_half_imported(self, world, people, now, monkeypatch):
        file = opened(world, people, now, makes_providers=True)
        before = (Offer.objects.count(), Organisation.objects.count())
        written = []

        def breaks_at_the_second(*args, **kwargs):
            written.append(args)
            if len(written) == 2:
                raise OSError
            return save(*args, **kwargs)

        save = actions.imports.save_offer
        monkeypatch.setattr(actions.imports, "save_offer", breaks_at_the_second)
        with pytest.raises(OSError):
            actions.confirm_file(file, by=people.bruno, at=now)

        assert (Offer.objects.count(), Organisation.objects.count()) == before
        file.refresh_from_db()
        assert not file.is_confirmed

    def test_a_workbook_is_read_like_a_text_file(self, world, people, now):
        rows = [line.split(";") for line in LIST.splitlines()]
        content = b"".join(xlsx_pieces("Offres", rows[0], rows[1:]))
        file = actions.open_file(
            SimpleUploadedFile("offres.xlsx", content), department=world.d04,
            origin="SPREADSHEET", source="Tableur", by=people.bruno, at=now,
        )  # fmt: skip

        reading = actions.confirm_file(file, by=people.bruno, at=now)

        assert [one.title for one in reading.to_create] == ["Diagnostic de pont"]
        assert Offer.objects.get(title="Diagnostic de pont").origin_key == "tableur:at-1"

    def test_the_next_file_updates_by_number_and_keeps_what_was_completed(self, world, people, now):
        actions.confirm_file(opened(world, people, now), by=people.bruno, at=now)
        made = Offer.objects.get(origin_key="at-1")
        completed = {"price_kind": "FREE", "contact": "ponts@it04.example"}
        actions.save_offer(made, completed, by=people.claire, at=now)

        changed = LIST.replace("Diagnostic de pont", "Diagnostic des ponts")
        file = opened(world, people, now, changed)
        reading = actions.confirm_file(file, by=people.bruno, at=now)

        made.refresh_from_db()
        assert (len(reading.to_create), len(reading.to_update)) == (0, 1)
        assert (made.title, made.price_kind) == ("Diagnostic des ponts", "FREE")
        assert made.contact == "ponts@it04.example"

    def test_the_same_file_again_writes_nothing(self, world, people, now):
        actions.confirm_file(opened(world, people, now), by=people.bruno, at=now)

        with pytest.raises(ImportRefused, match="rien de neuf"):
            actions.confirm_file(opened(world, people, now), by=people.bruno, at=now)

    def test_two_spreadsheets_with_the_same_numbers_do_not_meet(self, world, people, now):
        for source in ("Premier", "Second"):
            file = actions.open_file(
                SimpleUploadedFile("offres.csv", LIST.encode()), department=world.d04,
                origin="SPREADSHEET", source=source, by=people.bruno, at=now,
            )  # fmt: skip
            actions.confirm_file(file, by=people.bruno, at=now)

        assert Offer.objects.filter(title="Diagnostic de pont").count() == 2


class TestPages:
    def test_from_the_upload_to_the_drafts(self, client_of, world, people):
        bruno = client_of(people.bruno)
        answer = bruno.post(
            reverse("offers:open_file"),
            {
                "file": SimpleUploadedFile("offres.csv", LIST.encode()),
                "origin": "AIDES_TERRITOIRES", "source": "Essai", "department": world.d04.pk,
            },
            follow=True,
        )  # fmt: skip
        page = answer.content.decode()
        address = answer.request["PATH_INFO"]

        assert "« Agence du Val » n’est pas dans l’annuaire." in page
        assert "N’apporte pas d’ingénierie, mais : subvention." in page
        assert "Voirie, réseaux et ouvrages" in page or "d’après" in page

        bruno.post(f"{address}corriger/", {"title": "1", "provider": "3", "makes_providers": "on"})
        done = bruno.post(f"{address}confirmer/", follow=True).content.decode()
        assert "3\u00a0offres créées en brouillon" in done
        assert "Fichier importé" in done

    def test_the_desk_completes_and_publishes_what_it_brought_in(
        self, client_of, world, people, now
    ):
        file = opened(world, people, now, makes_providers=True)
        actions.confirm_file(file, by=people.bruno, at=now)
        made = Offer.objects.get(origin_key="at-2")
        bruno = client_of(people.bruno)
        assert made.title in bruno.get("/offres/a-verifier/").content.decode()

        typed = {
            "provider": made.provider_id, "title": made.title, "summary": made.summary,
            "level": made.level, "price_kind": "FREE", "contact": "val@agence.example",
            "perimeters": "Alpes-de-Haute-Provence",
        }  # fmt: skip
        bruno.post(reverse("offers:save_offer", args=[made.pk]), typed)
        bruno.post(reverse("offers:publish_offer", args=[made.pk]))

        made.refresh_from_db()
        assert made.status == "PUBLISHED"
        assert bruno.get(reverse("offers:edit", args=[made.pk])).status_code == 403
        page = bruno.get(made.get_absolute_url()).content.decode()
        assert "a enregistré l’offre : " in page and "contact" in page

    def test_a_file_that_is_not_one_is_told_on_the_form(self, client_of, world, people):
        answer = client_of(people.bruno).post(
            reverse("offers:open_file"),
            {
                "file": SimpleUploadedFile("offres.csv", b"1;2\n"), "origin": "SPREADSHEET",
                "source": "Essai", "department": world.d04.pk,
            },
        )  # fmt: skip

        assert answer.status_code == 422
        assert "Aucun titre de colonne" in answer.content.decode()

    def test_the_preview_asks_the_same_number_of_queries_whatever_its_length(
        self, client_of, world, people, now, django_assert_num_queries
    ):
        bruno = client_of(people.bruno)
        more = "".join(f"x-{n};Titre {n};;IT04;\n" for n in range(40))
        for text in (LIST, LIST + more):
            file = opened(world, people, now, text)
            with django_assert_num_queries(9):
                bruno.get(file.get_absolute_url())
