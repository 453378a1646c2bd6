"""From cells to demands: what is mended, what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.doors.cells import amount, insee_code, read_line, siren_number
from guichet.casework.doors.columns import fault, recognise
from guichet.casework.doors.lines import Body, Gazetteer, Place, Reading, Refused, read
from guichet.foundations.toolkit.money import MoneyRefused
from guichet.foundations.toolkit.sheets import (
    Line,
    Recognised,
    SheetRefused,
    Table,
    clean,
    read_workbook,
)

BANON = Place("commune-04018", "Banon (04018)", "Banon", "04")
DIGNE = Place("commune-04070", "Digne-les-Bains (04070)", "Digne-les-Bains", "04")
GAP = Place("commune-05061", "Gap (05061)", "Gap", "05")
OLD = Place(BANON.pk, BANON.label, BANON.name, "04", "Vieux-Banon fait partie de Banon.")
HALL = Body(1, "Commune de Banon", "04", BANON.pk)
EPCI = Body(2, "CC du Pays", "04", DIGNE.pk)
KNOWN = Gazetteer(
    department="04",
    department_name="Alpes-de-Haute-Provence",
    places={"04018": BANON, "04070": DIGNE, "05061": GAP, "04999": OLD, BANON.pk: BANON,
            DIGNE.pk: DIGNE},
    names={"banon": (BANON,), "saint martin": (BANON, DIGNE)},
    halls={BANON.pk: HALL},
    by_siren={"200000017": EPCI},
    by_name={"commune de banon": HALL, "banon": HALL, "cc du pays": EPCI},
)  # fmt: skip


def table(text: str) -> Recognised:
    return recognise(read_workbook(text.encode(), name="liste.csv"))


def reading(text: str, known: Gazetteer = KNOWN) -> Reading:
    found = table(text)
    assert fault(found.mapping) == ""
    return read(found, found.mapping, known)


def refusal(text: str) -> Refused:
    result = reading(text)
    assert result.taken == ()
    return result.refused[0]


class TestCells:
    @pytest.mark.parametrize(
        ("written", "code"),
        [("4070", "04070"), ("0407O", "04070"), ("04070.0", "04070"), ("04 070", "04070"),
         ("4070.0", "04070"), ("2a004", "2A004"), ("0", ""), ("", ""), ("ZZZZZ", "ZZZZZ")],
    )  # fmt: skip
    def test_codes_are_mended_when_they_have_one_reading(self, written: str, code: str) -> None:
        assert insee_code(written)[0] == code

    def test_a_mend_is_told(self) -> None:
        assert insee_code("0407O")[1] == "Code INSEE « 0407O » lu 04070."
        assert insee_code("04070")[1] == ""

    @pytest.mark.parametrize(
        ("written", "value"),
        [("21 667,00 €", "21667.00"), ("21667", "21667.00"), ("4000000.0", "4000000.00"),
         ("3\u00a0504\u202f500", "3504500.00"), ("571428,571428571", "571428.57"),
         ("23828.9", "23828.90"), ("19 180", "19180.00")],
    )  # fmt: skip
    def test_amounts(self, written: str, value: str) -> None:
        assert amount(written) == Decimal(value)

    @pytest.mark.parametrize("written", ["1.500", "1,500", "douze mille", "-5"])
    def test_an_amount_of_two_readings_is_not_guessed(self, written: str) -> None:
        with pytest.raises(MoneyRefused):
            amount(written)

    @given(st.decimals(min_value=0, max_value=9_999_999_999, places=2, allow_nan=False))
    def test_the_two_ways_of_writing_an_amount_agree(self, value: Decimal) -> None:
        french = f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",") + " €"

        assert amount(french) == amount(f"{value:.2f}") == value

    @pytest.mark.parametrize("written", ["NULL", "null", "#N/A", "  ", "N/A", "nan", "-"])
    def test_words_for_nothing(self, written: str) -> None:
        assert clean(written) == ""

    def test_a_siret_gives_its_siren_and_a_tail_goes(self) -> None:
        assert siren_number("20007189200015") == siren_number("200071892.0") == "200071892"

    def test_a_column_that_mixes_codes_and_sirens(self) -> None:
        cells = read_line(Line(2, ("École", "257 803 023")), {"title": 0, "insee": 1})

        assert (cells.insee, cells.siren) == ("", "257803023")

    def test_what_cannot_be_read_is_told_and_left(self) -> None:
        line = Line(2, ("École", "1.500", "31/06/2026", "mairie"))
        mapping = {"title": 0, "budget": 1, "wanted_by": 2, "contact_email": 3}

        cells = read_line(line, mapping)

        assert (cells.budget, cells.wanted_by, cells.contact_email) == (None, None, "")
        assert len(cells.notices) == 3

    def test_dates(self) -> None:
        mapping = {"title": 0, "wanted_by": 1}

        for written in ("31/12/2026", "2026-12-31", "31.12.2026"):
            assert read_line(Line(2, ("École", written)), mapping).wanted_by == date(2026, 12, 31)


class TestColumns:
    def test_headings_below_a_title_are_found(self) -> None:
        found = table("Liste 2026;;\n;;\nIntitulé du projet;Code INSEE;Coût HT\nÉcole;04018;5\n")

        assert found.heading.number == 3
        assert found.mapping == {"title": 0, "insee": 1, "budget": 2}

    def test_a_file_without_headings_is_refused(self) -> None:
        with pytest.raises(SheetRefused, match="Aucun titre de colonne"):
            table("a;b\nc;d\n")

    def test_the_sheet_of_projects_is_chosen_among_others(self) -> None:
        notice = Table("Lisez-moi", (Line(1, ("Table des projets",)), Line(2, ("Projet",))))
        projects = Table("Projets", (Line(1, ("intitule", "commune")), Line(2, ("École", "Banon"))))

        assert recognise([notice, projects]).table.name == "Projets"

    def test_what_is_missing_is_said(self) -> None:
        assert "l’intitulé" in fault({"commune": 1})
        assert "la collectivité" in fault({"title": 1})
        assert "deux fois" in fault({"title": 1, "commune": 1})


class TestLines:
    def test_a_line_becomes_a_demand_and_loses_nothing(self) -> None:
        text = "intitule;code insee;cout ht;dispositif;annee\nÉcole;4018;12 500,50 €;DETR;2023\n"
        [taken] = reading(text).taken

        assert (taken.line, taken.requester, taken.commune) == (2, 1, "commune-04018")
        assert taken.budget == Decimal("12500.50")
        assert "dispositif : DETR" in taken.description
        assert "annee : 2023" in taken.description
        assert taken.notices == ("Code INSEE « 4018 » lu 04018.",)

    def test_an_old_code_leads_to_the_commune_of_today_and_says_so(self) -> None:
        [taken] = reading("intitule;code insee\nÉcole;04999\n").taken

        assert taken.commune == "commune-04018"
        assert taken.notices == ("Vieux-Banon fait partie de Banon.",)

    def test_a_town_hall_is_found_by_its_name(self) -> None:
        [taken] = reading("intitule;beneficiaire\nÉcole;COMMUNE DE BANON\n").taken

        assert (taken.requester, taken.commune) == (1, "commune-04018")

    def test_a_grouping_is_found_by_its_siren_and_its_project_put_at_its_seat(self) -> None:
        [taken] = reading("intitule;siren\nPiscine;200000017.0\n").taken

        assert (taken.requester, taken.commune) == (2, "commune-04070")

    def test_a_long_title_is_cut_at_a_word_and_kept_whole_below(self) -> None:
        long = "Rénovation énergétique " * 12
        [taken] = reading(f"intitule;commune\n{long};Banon\n").taken

        assert len(taken.title) <= 150
        assert taken.title.endswith("énergétique…") or taken.title.endswith("Rénovation…")
        assert " ".join(long.split()) in taken.description

    @pytest.mark.parametrize(
        ("text", "kind", "words"),
        [
            ("intitule;commune\n;Banon\n", "title", "n’a pas d’intitulé"),
            ("intitule;code insee\nHalle;05061\n", "elsewhere", "Gap (05061) n’est pas dans le"),
            ("intitule;code insee\nHalle;ZZZZZ\n", "place", "code INSEE ZZZZZ"),
            ("intitule;commune\nHalle;Atlantis\n", "place", "ne s’appelle « Atlantis »"),
            ("intitule;commune\nHalle;Saint-Martin\n", "place", "Plusieurs communes"),
            ("intitule;commune;porteur\nHalle;Banon;Club de boules\n", "requester",
             "« Club de boules » n’est pas une collectivité"),
            ("intitule;code insee\nHalle;257803023\n", "place", "Aucune commune"),
        ],
    )  # fmt: skip
    def test_refusals_say_why(self, text: str, kind: str, words: str) -> None:
        found = refusal(text)

        assert (found.kind, found.line) == (kind, 2)
        assert words in found.sentence

    def test_a_line_that_repeats_another_is_refused_once(self) -> None:
        text = "intitule;commune\nÉcole;Banon\nHalle;Banon\nECOLE;banon\n"
        result = reading(text)

        assert [one.line for one in result.taken] == [2, 3]
        assert result.refused[0].sentence == "Répète la ligne 2 : la première suffit."
        assert result.summary() == (
            "3\u00a0lignes lues, 2\u00a0reprises, 1\u00a0refusée (1 : en double dans le fichier)."
        )

    def test_a_line_imported_by_another_file_is_refused_with_its_number(self) -> None:
        [taken] = reading("intitule;commune\nÉcole;Banon\n").taken
        known = Gazetteer(**{**KNOWN.__dict__, "imported": {taken.key: "D-04-26-0001"}})

        [found] = reading("commune;intitule\nBanon;École\n", known).refused

        assert found.sentence == "Déjà importée : c’est la demande D-04-26-0001."
