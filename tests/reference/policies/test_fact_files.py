"""From a published list to dated answers: previewed, whole or not at all, once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from guichet.foundations.toolkit.spreadsheets import xlsx_pieces
from guichet.reference.policies import actions
from guichet.reference.policies.actions import ListRefused
from guichet.reference.policies.models import Adhesion, FactFile, TerritoryFact

LIST = (
    "code insee;nom;zone de montagne\n"
    "04018;Banon;oui\n"
    "04088;Forcalquier;non\n"
    "04070;Digne-les-Bains;partiellement\n"
    "05061;Gap;oui\n"
    "O4018;Banon ?;oui\n"
)
DAY = date(2026, 1, 1)


def opened(world, people, now, text=LIST, **options):
    wanted = {
        "department": world.d04, "kind": "MOUNTAIN", "source": "Arrêté", "source_date": DAY,
        "by": people.bruno, "at": now, **options,
    }  # fmt: skip
    return actions.open_fact_file(SimpleUploadedFile("liste.csv", text.encode()), **wanted)


def told() -> dict[str, bool]:
    rows = TerritoryFact.objects.select_related("territory").order_by("pk")
    return {row.territory.name: row.holds for row in rows}


class TestConfirm:
    def test_writes_what_is_sure_with_its_source_and_its_day(self, world, people, now):
        file = opened(world, people, now)
        assert told() == {}

        reading = actions.confirm_fact_file(file, by=people.bruno, at=now)

        assert told() == {"Banon": True, "Forcalquier": False}
        fact = TerritoryFact.objects.get(territory=world.banon)
        assert (fact.since, fact.source, fact.source_date) == (DAY, "Arrêté", DAY)
        assert (reading.unsure, reading.elsewhere, len(reading.refused)) == (1, 1, 1)
        file.refresh_from_db()
        assert (file.added_answers, file.mended_answers, file.read_lines) == (2, 0, 5)

    def test_nothing_is_half_imported(self, world, people, now, monkeypatch):
        file = opened(world, people, now)

        def breaks(*args, **kwargs):
            write(*args, **kwargs)
            raise OSError

        write = actions.fact_files.write_facts
        monkeypatch.setattr(actions.fact_files, "write_facts", breaks)
        with pytest.raises(OSError):
            actions.confirm_fact_file(file, by=people.bruno, at=now)

        file.refresh_from_db()
        assert told() == {} and not file.is_confirmed

    def test_the_same_list_again_adds_nothing(self, world, people, now):
        file = opened(world, people, now)
        actions.confirm_fact_file(file, by=people.bruno, at=now)

        with pytest.raises(ListRefused, match="déjà importée"):
            actions.confirm_fact_file(file, by=people.bruno, at=now)
        with pytest.raises(ListRefused, match="rien de neuf"):
            actions.confirm_fact_file(opened(world, people, now), by=people.bruno, at=now)
        assert TerritoryFact.objects.count() == 2

    def test_the_next_list_ends_what_it_contradicts(self, world, people, now):
        actions.confirm_fact_file(opened(world, people, now), by=people.bruno, at=now)
        changed = LIST.replace("Banon;oui", "Banon;non")
        file = opened(world, people, now, changed, source_date=date(2027, 1, 1))

        reading = actions.confirm_fact_file(file, by=people.bruno, at=now)

        rows = TerritoryFact.objects.filter(territory=world.banon).order_by("since")
        assert (reading.added, reading.mended) == (1, 1)
        assert [(row.holds, row.until) for row in rows] == [
            (True, date(2026, 12, 31)), (False, None),
        ]  # fmt: skip

    def test_a_workbook_is_read_like_a_text_file(self, world, people, now):
        rows = [line.split(";") for line in LIST.splitlines()]
        content = b"".join(xlsx_pieces("Liste", rows[0], rows[1:]))
        file = actions.open_fact_file(
            SimpleUploadedFile("liste.xlsx", content), department=world.d04, kind="MOUNTAIN",
            source="Arrêté", source_date=DAY, by=people.bruno, at=now,
        )  # fmt: skip

        actions.confirm_fact_file(file, by=people.bruno, at=now)

        assert told() == {"Banon": True, "Forcalquier": False}

    def test_members_of_a_structure_by_their_number_or_their_code(self, world, people, now):
        file = opened(
            world, people, now, "code insee;nom\n04018;Banon\n05061;Gap\n", kind="MEMBERS",
            provider=world.it04,
        )  # fmt: skip

        actions.confirm_fact_file(file, by=people.bruno, at=now)

        [row] = Adhesion.objects.all()
        assert (row.provider, row.member, row.holds) == (world.it04, world.banon_hall, True)

    def test_an_amount_per_head(self, world, people, now):
        text = "codgeo;potentiel financier par habitant\n04018;1 234,50\n04070;inconnu\n"
        file = opened(world, people, now, text, kind="POTENTIAL")

        reading = actions.confirm_fact_file(file, by=people.bruno, at=now)

        assert TerritoryFact.objects.get().amount == 1235
        assert [one.kind for one in reading.refused] == ["cell"]


class TestPages:
    def test_from_the_upload_to_the_answers(self, client_of, world, people):
        bruno = client_of(people.bruno)
        answer = bruno.post(
            reverse("policies:open_fact_file"),
            {
                "file": SimpleUploadedFile(
                    "liste.csv", LIST.replace("partiellement", "à moitié").encode()
                ),
                "kind": "MOUNTAIN", "source": "Arrêté", "source_date": "2026-01-01",
                "department": world.d04.pk,
            },
            follow=True,
        )  # fmt: skip
        page, address = answer.content.decode(), answer.request["PATH_INFO"]
        assert "« à moitié » n’est dit ni oui, ni non, ni à vérifier" in page
        assert "1\u00a0ligne d’ailleurs" in page and "peut-être 04018" in page

        corrected = {
            "code": "0", "value": "2", "rule": "WORDS", "yes_words": "oui", "no_words": "non",
            "unsure_words": "à moitié",
        }  # fmt: skip
        page = bruno.post(f"{address}corriger/", corrected, follow=True).content.decode()
        assert "1\u00a0ligne sans réponse sûre" in page

        done = bruno.post(f"{address}confirmer/", follow=True).content.decode()
        assert "2\u00a0réponses nouvelles" in done
        assert told() == {"Banon": True, "Forcalquier": False}

    def test_a_word_said_twice_is_told_and_nothing_typed_is_lost(
        self, client_of, world, people, now
    ):
        file = opened(world, people, now)
        answer = client_of(people.bruno).post(
            reverse("policies:adjust_fact_file", args=[file.pk]),
            {"code": "0", "value": "2", "rule": "WORDS", "yes_words": "oui;peut-être",
             "no_words": "peut-être"},
        )  # fmt: skip

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Le même mot est écrit deux fois" in page and 'value="oui;peut-être"' in page

    def test_a_list_of_massifs_says_on_the_page_what_it_cannot_say(
        self, client_of, world, people, now
    ):
        text = LIST.replace("oui", "03 - Massif des Alpes")
        file = opened(world, people, now, text)

        page = client_of(people.bruno).get(file.get_absolute_url()).content.decode()

        assert "plus large que la zone de montagne" in page
        assert file.rule == "BROADER"

    def test_a_file_that_is_not_one_is_told_on_the_form(self, client_of, world, people):
        answer = client_of(people.bruno).post(
            reverse("policies:open_fact_file"),
            {
                "file": SimpleUploadedFile("liste.csv", b"1;2\n"), "kind": "MOUNTAIN",
                "source": "Essai", "source_date": "2026-01-01", "department": world.d04.pk,
            },
        )  # fmt: skip

        assert answer.status_code == 422
        assert "Aucun titre de colonne" in answer.content.decode()
        assert not FactFile.objects.exists()

    def test_the_preview_asks_the_same_number_of_queries_whatever_its_length(
        self, client_of, world, people, now, django_assert_num_queries
    ):
        bruno = client_of(people.bruno)
        more = "".join(f"05{n:03};Ailleurs {n};oui\n" for n in range(990))
        for text in (LIST, LIST + more):
            file = opened(world, people, now, text)
            with django_assert_num_queries(7):
                bruno.get(file.get_absolute_url())


class TestCommand:
    def run(self, path, capsys, **options):
        call_command(
            "import_facts", file=str(path), kind="MOUNTAIN", source="Arrêté",
            source_date="2026-01-01", department="04", **options,
        )  # fmt: skip
        return capsys.readouterr().out

    def test_tells_what_it_wrote_then_writes_nothing_more(self, world, tmp_path, capsys):
        path = tmp_path / "liste.csv"
        path.write_text(LIST)

        assert "2\u00a0réponses nouvelles" in self.run(path, capsys)
        assert "2\u00a0inchangées" in self.run(path, capsys)
        assert told() == {"Banon": True, "Forcalquier": False}

    def test_words_may_be_told(self, world, tmp_path, capsys):
        path = tmp_path / "liste.csv"
        path.write_text("insee;statut\n04018;C\n04088;NC\n04070;PC\n")

        self.run(path, capsys, value="statut", yes="C", no="NC", unsure="PC")

        assert told() == {"Banon": True, "Forcalquier": False}

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ({"department": "99"}, "Aucun département n’a le code 99"),
            ({"value": "altitude"}, "Aucune colonne « altitude »"),
            ({"since": "hier"}, "ne s’écrit pas AAAA-MM-JJ"),
            ({"provider": "Personne"}, "ne désigne pas un seul organisme"),
        ],
    )
    def test_refusals_are_sentences(self, world, tmp_path, capsys, options, sentence):
        path = tmp_path / "liste.csv"
        path.write_text(LIST)

        with pytest.raises(CommandError, match=sentence):
            call_command(
                "import_facts", **{
                    "file": str(path), "kind": "MOUNTAIN", "source": "Arrêté",
                    "source_date": "2026-01-01", **options,
                },
            )  # fmt: skip
