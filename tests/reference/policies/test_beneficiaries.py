"""Lists of beneficiaries: what is read, what is refused and why."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from guichet.foundations.audit.models import Event
from guichet.reference.policies.actions import EnrolmentRefused, enrol, import_programmes
from guichet.reference.policies.listings import Member, Refusal, UnreadableListing, read
from guichet.reference.policies.models import Enrolment, Programme
from guichet.reference.territories.models import Territory
from tests.conftest import SHARED

HEAD = "id_territoire,lib_territoire,date_signature,lib_membre,code_membre,lon,lat\n"


class TestRead:
    def test_one_line_per_member(self):
        lines = [HEAD, "pvd-1,Banon,2021-05-26,Banon,04018,5.6,44.0\n"]

        assert list(read(lines)) == [Member(2, "04018", "Banon", date(2021, 5, 26))]

    def test_several_members_in_a_cell(self):
        lines = [
            "id_ami,lib_groupement,siren_groupement\n",
            'a,"Allos, Annot","210400065, 210400081"\n',
        ]

        assert [(m.code, m.name) for m in read(lines)] == [
            ("210400065", "Allos"),
            ("210400081", "Annot"),
        ]

    def test_a_comma_in_a_name_drops_the_names_and_keeps_the_codes(self):
        lines = ["id,lib_groupement,siren_groupement\n", 'a,"CA Béthune, Artois, X","1, 2"\n']

        assert [(m.code, m.name) for m in read(lines)] == [("1", ""), ("2", "")]

    def test_an_empty_code_or_an_odd_date_is_refused_with_its_line(self):
        lines = [HEAD, "a,b,,Banon,,,\n", "a,b,26/05/2021,Annot,04008,,\n"]

        assert list(read(lines)) == [
            Refusal(2, "Banon : le code du bénéficiaire est vide."),
            Refusal(3, "Annot (04008) : la date « 26/05/2021 » ne se lit pas."),
        ]

    def test_another_file_is_refused_whole(self):
        with pytest.raises(UnreadableListing, match="code_membre"):
            list(read(["a,b\n", "1,2\n"]))


class TestEnrol:
    def test_keeps_the_source(self, world, people, now):
        enrolment = enrol(
            world.pvd, world.digne, since=date(2021, 1, 1), source="ANCT", by=people.jules, at=now
        )

        assert Enrolment.objects.in_force(date(2026, 1, 1)).filter(pk=enrolment.pk).exists()
        assert Event.objects.get(action="programme.enrol").data["territory"] == "commune-04070"

    def test_refuses_dates_that_contradict_and_an_unsaid_source(self, world, people, now):
        with pytest.raises(EnrolmentRefused, match="précède"):
            enrol(
                world.pvd, world.digne, since=date(2022, 1, 1), until=date(2021, 1, 1),
                source="ANCT", by=people.jules, at=now,
            )  # fmt: skip
        with pytest.raises(EnrolmentRefused, match="source"):
            enrol(world.pvd, world.digne, since=None, source=" ", by=people.jules, at=now)


class TestImportProgrammes:
    def test_adds_once_and_reports_each_refusal(self, world, people, now):
        lines = [
            HEAD,
            "a,b,2021-05-26,Digne-les-Bains,04070,,\n",
            "a,b,,Nulle-Part,04999,,\n",
            "a,b,,Bizarre,0407O,,\n",
            "a,b,,Un syndicat,250400000,,\n",
        ]

        def imported():
            return import_programmes(
                world.pvd, lines, source="ANCT", source_date=date(2024, 8, 1), by=None, at=now
            )

        first, again = imported(), imported()

        assert (first.added, first.unchanged, again.added, again.unchanged) == (1, 0, 0, 1)
        assert [refusal.line for refusal in first.refused] == [3, 4, 5]
        assert "la lettre O" in first.refused[1].sentence

    def test_a_closed_commune_leads_to_its_heir(self, world, now):
        Territory.objects.create(
            id="commune-04999", kind="COMMUNE", code="04999", name="Ancienne",
            search_key="ancienne", department_code="04", valid_to=date(2019, 1, 1),
            successor=world.digne,
        )  # fmt: skip

        report = import_programmes(
            world.pvd, [HEAD, "a,b,,Ancienne,04999,,\n"], source="ANCT", source_date=None,
            by=None, at=now,
        )  # fmt: skip

        assert report.added == 1
        assert "fait aujourd’hui partie" in report.redirected[0].sentence
        assert world.digne.enrolments.count() == 1

    def test_keeps_only_the_department_asked(self, world, now):
        lines = [HEAD, "a,b,,Gap,05061,,\n", "a,b,,Digne,04070,,\n"]

        report = import_programmes(
            world.pvd, lines, source="ANCT", source_date=None, department="04", by=None, at=now
        )

        assert report.added == 1


class TestCommand:
    def test_says_what_it_did(self, world, tmp_path):
        path = tmp_path / "pvd.csv"
        path.write_text("\ufeff" + HEAD + "a,b,,Digne,04070,,\na,b,,Rien,04999,,\n")
        out = StringIO()

        call_command("import_programmes", file=str(path), programme="pvd", stdout=out)

        assert "ligne 3, refusée" in out.getvalue()
        assert "1 ajoutés" in out.getvalue()

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"file": "/nulle/part.csv", "programme": "PVD"}, "n’existe pas"),
            ({"file": "/nulle/part.csv", "programme": "XYZ"}, "Programme inconnu"),
        ],
    )
    def test_refuses_in_a_sentence(self, world, options, words):
        with pytest.raises(CommandError, match=words):
            call_command("import_programmes", **options)

    @pytest.mark.shared
    @pytest.mark.parametrize(
        ("programme", "name", "expected"),
        [("PVD", "pvd_2024-08.csv", 11), ("ACV", "acv_2024-09.csv", 2)],
    )
    def test_reads_the_real_lists_of_the_department(self, db, now, programme, name, expected):
        """Only the communes of the 04 are loaded: the others are refused, each with its line."""
        communes = SHARED / "territoires" / "communes_2026_dep04.csv"
        for line in communes.read_text().splitlines()[1:]:
            code, label = line.split(",")[:2]
            Territory.objects.create(
                id=f"commune-{code}", kind="COMMUNE", code=code, name=label,
                search_key=label.lower(), department_code="04",
            )  # fmt: skip
        out = StringIO()

        call_command(
            "import_programmes", file=str(SHARED / "programmes" / name), programme=programme,
            source_date="2024-08-01", stdout=out,
        )  # fmt: skip

        assert Enrolment.objects.filter(programme=programme).count() == expected
        assert re.search(
            rf"{expected} ajoutés, 0 modifiés, 0 inchangés, \d+ refusés", out.getvalue()
        )


class TestProgrammesPage:
    def test_lists_the_beneficiaries_of_a_department(self, client, world):
        page = client.get(reverse("policies:programmes") + "?departement=04").content.decode()

        assert "Banon (04018)" in page and "Forcalquier (04088)" in page

    def test_a_person_sees_first_the_department_where_she_works(self, client_of, world, people):
        page = client_of(people.hugo).get(reverse("policies:programmes")).content.decode()

        assert "Aucun bénéficiaire enregistré dans ce département" in page

    def test_asks_the_same_number_of_queries_for_three_and_thirty(
        self, client, world, django_assert_num_queries
    ):
        for first, count in ((0, 1), (1, 27)):
            for rank in range(first, first + count):
                programme = Programme.objects.create(code=f"P{rank}", name=f"Programme {rank}")
                Enrolment.objects.create(programme=programme, territory=world.banon, source="X")
            with django_assert_num_queries(4):
                client.get(reverse("policies:programmes") + "?departement=04")
