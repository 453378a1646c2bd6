"""An import undone in one gesture: what nobody touched goes back, the rest is left and named."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.matching import actions as matching
from guichet.foundations.audit.models import Event
from guichet.reference.directory.models import Organisation
from guichet.reference.offers import actions
from guichet.reference.offers.actions import ImportRefused
from guichet.reference.offers.import_undo import Since, Touch, why_left
from guichet.reference.offers.models import Offer, OfferFile, OfferImport
from guichet.reference.policies.actions import load_taxonomy
from tests.casework.demands.factories import make_demand

LIST = (
    "id;titre;descriptif;financeurs;types d'aide;date de clôture\n"
    "a;Diagnostic de pont;Une visite;IT04;Ingénierie technique;\n"
    "b;Étude de toiture;Un avis;IT04;Ingénierie technique;\n"
    "c;Plan de voirie;Un plan;IT04;Ingénierie technique;31/12/2027\n"
)
CHANGED = (
    LIST.replace("Diagnostic de pont", "Diagnostic des ponts")
    .replace("Un avis", "Deux avis")
    .replace("31/12/2027", "30/06/2028")
)
COMPLETE = {"price_kind": "FREE", "contact": "ponts@it04.example"}


def opened(world, people, now, text=LIST):
    return actions.open_file(
        SimpleUploadedFile("offres.csv", text.encode()), department=world.d04,
        origin="AIDES_TERRITOIRES", source="Essai, mars 2026", by=people.bruno, at=now,
    )  # fmt: skip


def imported(world, people, now, text=LIST):
    """The import of a file, confirmed."""
    file = opened(world, people, now, text)
    actions.confirm_file(file, by=people.bruno, at=now)
    return OfferImport.objects.get(file=file, undone_at=None)


def named(key):
    return Offer.objects.get(origin_key=key)


class TestReasons:
    @pytest.mark.parametrize(
        ("since", "sentence"),
        [
            (Since(is_new=True, is_draft=True), ""),
            (Since(is_new=False, is_draft=False), ""),
            (Since(is_new=True, is_draft=False), "elle n’est plus un brouillon"),
            (
                Since(True, True, Touch("offer.save_offer", "Claire", date(2026, 3, 4))),
                "modifiée le 4 mars 2026 par Claire",
            ),
            (
                Since(True, False, Touch("offer.publish_offer", "Claire", date(2026, 3, 4)), 2),
                "publiée le 4 mars 2026 par Claire et sollicitée depuis pour 2\u00a0demandes",
            ),
            (Since(False, False, None, 1), "sollicitée depuis pour 1\u00a0demande"),
        ],
    )
    def test_each_in_the_words_that_are_shown(self, since, sentence):
        assert why_left(since) == sentence


class TestUndo:
    def test_drafts_that_nobody_touched_are_withdrawn(self, world, people, now):
        before = set(Offer.objects.values_list("pk", flat=True))
        done = imported(world, people, now)
        gone = named("a").pk

        found = actions.undo_import(done, by=people.bruno, at=now)

        assert (len(found.withdrawn), len(found.restored), len(found.left)) == (3, 0, 0)
        assert set(Offer.objects.values_list("pk", flat=True)) == before
        done.refresh_from_db()
        assert (done.undone_by, done.undone_at) == (people.bruno, now)
        told = Event.objects.of_stream(f"offers.offer:{gone}").reverse()[0]
        assert told.action == "offer.withdraw_import"
        assert told.because.startswith("annulation de l’import du ")

    def test_updated_offers_get_exactly_their_values_back(self, world, people, now):
        imported(world, people, now)
        offer = named("c")
        completed = {**COMPLETE, "checked_on": date(2026, 2, 1), "phases": ["USE", "DESIGN"]}
        actions.save_offer(offer, completed, by=people.claire, at=now)
        actions.publish_offer(offer, by=people.claire, at=now)
        names = [field.name for field in Offer._meta.concrete_fields]
        then = Offer.objects.values(*names).get(pk=offer.pk)
        themes = list(offer.themes.order_by("pk"))

        done = imported(world, people, now, CHANGED)
        assert named("c").valid_to == date(2028, 6, 30)
        assert named("c").checked_on is None
        found = actions.undo_import(done, by=people.bruno, at=now)

        assert (len(found.withdrawn), len(found.restored)) == (0, 3)
        assert Offer.objects.values(*names).get(pk=offer.pk) == then
        assert list(named("c").themes.order_by("pk")) == themes
        assert named("a").title == "Diagnostic de pont"

    def test_what_was_edited_published_or_vouched_for_is_left_and_named(self, world, people, now):
        done = imported(world, people, now)
        later = now + timedelta(days=1)
        actions.save_offer(named("a"), COMPLETE, by=people.claire, at=later)
        offer = named("b")
        actions.save_offer(offer, {**COMPLETE, "summary": "Un avis"}, by=people.claire, at=later)
        actions.publish_offer(offer, by=people.claire, at=later)

        found = actions.undo_import(done, by=people.bruno, at=later)

        assert [row.title for row in found.withdrawn] == ["Plan de voirie"]
        left = {row.title: row.left_because for row in done.offers.left()}
        assert left["Diagnostic de pont"].startswith("modifiée le ")
        assert left["Étude de toiture"].startswith("publiée le ")
        assert all(reason.endswith("par Claire") for reason in left.values())
        assert named("a").contact == "ponts@it04.example"
        assert named("b").status == "PUBLISHED"

    def test_an_offer_asked_since_is_left(self, world, people, now):
        load_taxonomy(by=None, at=now)
        imported(world, people, now)
        offer = named("a")
        actions.save_offer(offer, COMPLETE, by=people.claire, at=now)
        actions.publish_offer(offer, by=people.claire, at=now)
        done = imported(world, people, now, CHANGED)
        demand = make_demand(world, people, stage="QUALIFIED", at=now)
        matching.refer(demand, offer=named("a"), derogation="Essai.", by=people.bruno, at=now)

        found = actions.undo_import(done, by=people.bruno, at=now)

        [left] = found.left
        assert left.left_because == "sollicitée depuis pour 1\u00a0demande"
        assert named("a").title == "Diagnostic des ponts"

    def test_a_letter_that_asks_to_read_again_is_not_a_touch(self, world, people, now):
        done = imported(world, people, now)
        actions.remind([named("a")], at=now)

        assert len(actions.undo_import(done, by=people.bruno, at=now).withdrawn) == 3

    def test_twice_is_refused_with_who_and_when(self, world, people, now):
        done = imported(world, people, now)
        actions.undo_import(done, by=people.bruno, at=now)
        events = Event.objects.count()

        with pytest.raises(ImportRefused, match=r"déjà annulé depuis le .*, par Bruno"):
            actions.undo_import(done, by=people.jules, at=now)
        assert Event.objects.count() == events

    def test_when_all_was_taken_up_the_import_stands(self, world, people, now):
        done = imported(world, people, now)
        for key in "abc":
            actions.save_offer(named(key), COMPLETE, by=people.claire, at=now)

        with pytest.raises(ImportRefused, match="Rien ne peut être annulé"):
            actions.undo_import(done, by=people.bruno, at=now)
        done.refresh_from_db()
        assert done.undone_at is None and done.file.is_confirmed

    def test_the_file_is_imported_again_and_undone_again(self, world, people, now):
        first = imported(world, people, now)
        actions.undo_import(first, by=people.bruno, at=now)
        file = OfferFile.objects.get(pk=first.file_id)

        reading = actions.confirm_file(file, by=people.bruno, at=now)
        second = OfferImport.objects.get(file=file, undone_at=None)
        actions.undo_import(second, by=people.jules, at=now)

        assert len(reading.to_create) == 3
        assert not Offer.objects.exclude(origin_key="").exists()
        assert OfferImport.objects.filter(file=file).count() == 2

    def test_two_imports_are_undone_one_after_the_other(self, world, people, now):
        first = imported(world, people, now)
        second = imported(world, people, now, CHANGED)
        assert len(actions.foresee_undo(first).left) == 3

        actions.undo_import(second, by=people.bruno, at=now)
        found = actions.undo_import(first, by=people.bruno, at=now)

        assert len(found.withdrawn) == 3
        assert not Offer.objects.exclude(origin_key="").exists()

    def test_an_edit_between_two_imports_still_holds_after_the_second_is_undone(
        self, world, people, now
    ):
        first = imported(world, people, now)
        actions.save_offer(named("a"), COMPLETE, by=people.claire, at=now)
        second = imported(world, people, now, CHANGED)

        actions.undo_import(second, by=people.bruno, at=now)
        found = actions.undo_import(first, by=people.bruno, at=now)

        assert [row.title for row in found.left] == ["Diagnostic de pont"]
        assert named("a").contact == "ponts@it04.example"

    def test_nothing_is_half_undone(self, world, people, now, monkeypatch):
        done = imported(world, people, now)

        def breaks(*args, **kwargs):
            raise OSError

        monkeypatch.setattr(actions.undoing, "_close", breaks)
        with pytest.raises(OSError):
            actions.undo_import(done, by=people.bruno, at=now)

        assert Offer.objects.exclude(origin_key="").count() == 3

    def test_bodies_stay_in_the_directory(self, world, people, now):
        text = LIST + "d;Un conseil;;Agence du Val;Ingénierie technique;\n"
        file = opened(world, people, now, text)
        actions.adjust_file(
            file, file.mapping, default_provider="", makes_providers=True,
            by=people.bruno, at=now,
        )  # fmt: skip
        actions.confirm_file(file, by=people.bruno, at=now)
        actions.undo_import(file.imports.get(), by=people.bruno, at=now)

        assert Organisation.objects.filter(name="Agence du Val").exists()


class TestPages:
    def test_from_the_import_to_its_undoing_and_back(self, client_of, world, people, now):
        done = imported(world, people, now)
        actions.save_offer(named("a"), COMPLETE, by=people.claire, at=now)
        bruno = client_of(people.bruno)
        address = done.file.get_absolute_url()

        page = bruno.get(address).content.decode()
        assert "Créées en brouillon" in page and "Étude de toiture" in page
        assert "Annuler cet import" in page and "0\u00a0ligne refusée" in page

        asked = bruno.get(reverse("offers:before_undo", args=[done.pk])).content.decode()
        assert "Brouillons à retirer (2)" in asked
        assert "Offres laissées telles quelles (1)" in asked and "modifiée le" in asked
        assert Offer.objects.exclude(origin_key="").count() == 3, "looking writes nothing"

        undone = bruno.post(reverse("offers:undo_import", args=[done.pk]), follow=True)
        shown = undone.content.decode()
        assert "L’import est annulé : 2\u00a0brouillons retirés" in shown
        assert "par Bruno" in shown and "modifiée le" in shown
        assert "Importer 2\u00a0offres" in shown

        again = bruno.post(reverse("offers:undo_import", args=[done.pk]), follow=True)
        assert "déjà annulé" in again.content.decode()
        assert "annulé le" in bruno.get(reverse("offers:files")).content.decode()

        bruno.post(f"{address}confirmer/")
        assert Offer.objects.exclude(origin_key="").count() == 3

    def test_an_older_page_never_undoes_a_newer_import(self, client_of, world, people, now):
        first = imported(world, people, now)
        actions.undo_import(first, by=people.bruno, at=now)
        actions.confirm_file(first.file, by=people.bruno, at=now)

        client_of(people.bruno).post(reverse("offers:undo_import", args=[first.pk]))

        assert Offer.objects.exclude(origin_key="").count() == 3

    def test_a_file_imported_before_the_gesture_offers_no_button(
        self, client_of, world, people, now
    ):
        done = imported(world, people, now)
        done.offers.all().delete()
        done.delete()

        page = client_of(people.bruno).get(done.file.get_absolute_url()).content.decode()

        assert "Fichier importé" in page and "Annuler cet import" not in page

    def test_the_pages_ask_the_same_number_of_queries_whatever_the_length(
        self, client_of, world, people, now
    ):
        bruno = client_of(people.bruno)
        more = "".join(f"x-{n};Titre {n};;IT04;Ingénierie technique;\n" for n in range(40))
        counts = []
        for text in (LIST, LIST.replace("\na;", "\nz;") + more):
            done = imported(world, people, now, text)
            asked = []
            for address in (
                done.file.get_absolute_url(), reverse("offers:before_undo", args=[done.pk]),
            ):  # fmt: skip
                with CaptureQueriesContext(connection) as captured:
                    bruno.get(address)
                asked.append(len(captured))
            counts.append(asked)
        assert counts[0] == counts[1]
