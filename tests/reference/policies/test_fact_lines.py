"""Each line of a published list: taken, elsewhere, unsure, or refused with its reason."""

from datetime import date

from guichet.foundations.toolkit.sheets import read_workbook
from guichet.reference.policies.chronology import Version
from guichet.reference.policies.fact_cells import How, guess
from guichet.reference.policies.fact_columns import fault, recognise
from guichet.reference.policies.fact_lines import Known, Reading, Source, Subject, read

BANON, DIGNE = Subject("commune-04018", "Banon (04018)"), Subject("commune-04070", "Digne (04070)")
UBAYE = Subject("commune-04033", "Ubaye-Serre-Ponçon (04033)", "04198 est devenue 04033.")
KNOWN = Known(
    subjects={"04018": BANON, "04070": DIGNE, "04198": UBAYE, "210400180": BANON},
    department="04",
    everyone=(BANON, DIGNE),
)
SOURCE = Source("Arrêté", date(2026, 1, 1), date(2026, 1, 1))
AGENCY = Subject("7", "Agence")


def reading_of(
    text: str,
    *,
    kind: str = "MOUNTAIN",
    known: Known = KNOWN,
    how: How | None = None,
    is_whole: bool = False,
) -> Reading:
    found = recognise(read_workbook(text.encode(), name="liste.csv"), kind=kind)
    rank = found.mapping.get("value")
    values = [line.cell(rank) for line in found.lines] if rank is not None else []
    chosen = how or guess(values, kind=kind, has_column=rank is not None)
    wrong = fault(found.mapping, chosen, kind=kind, has_provider=known.provider is not None)
    assert wrong == ""
    return read(found, found.mapping, chosen, known, SOURCE, is_whole=is_whole)


def said(reading: Reading) -> list[tuple[str, bool | None]]:
    return [(one.subject.key, one.said.holds) for one in reading.taken]


HEAD = "code insee;nom;montagne\n"


class TestRead:
    def test_yes_no_unsure_and_elsewhere(self):
        reading = reading_of(HEAD + "04018;Banon;oui\n04070;Digne;partiellement\n05061;Gap;oui\n")

        assert said(reading) == [("commune-04018", True)]
        assert (reading.unsure, reading.elsewhere, reading.refused) == (1, 1, ())
        assert reading.summary() == (
            "3\u00a0lignes lues, 1\u00a0réponse nouvelle, 0\u00a0mise à jour, "
            "1\u00a0ligne sans réponse sûre, 1\u00a0ligne d’ailleurs, aucune refusée."
        )

    def test_an_old_code_leads_to_the_commune_of_today_and_says_so(self):
        [one] = reading_of(HEAD + "04198;La Bréole;oui\n").taken

        assert (one.subject, one.notices) == (UBAYE, ("04198 est devenue 04033.",))

    def test_a_zero_lost_by_a_spreadsheet_is_put_back_and_told(self):
        [one] = reading_of(HEAD + "4018;Banon;oui\n").taken

        assert (one.subject, one.notices) == (BANON, ("Code « 4018 » lu 04018.",))

    def test_a_siren_or_a_siret_is_a_code_too(self):
        assert said(reading_of("siren;nom;montagne\n21040018000015;Banon;oui\n")) == [
            ("commune-04018", True)
        ]

    def test_refusals_name_what_was_written_and_what_was_meant(self):
        reading = reading_of(
            HEAD + "0407O;Digne;oui\n04999;Nulle part;oui\n04018;Banon;peut-être\n;;\n",
            how=How("WORDS", yes=("oui",), no=("non",)),
        )

        assert [(one.line, one.kind) for one in reading.refused] == [
            (2, "code"), (3, "code"), (4, "cell"),
        ]  # fmt: skip
        assert "peut-être 04070 ?" in reading.refused[0].sentence
        assert "Aucune commune n’a ni n’a eu le code INSEE 04999" in reading.refused[1].sentence
        assert reading.lines == 3

    def test_two_lines_that_agree_are_one(self):
        reading = reading_of(HEAD + "04018;Banon;oui\n210400180;Banon;oui\n")

        assert said(reading) == [("commune-04018", True)]
        assert [one.sentence for one in reading.refused] == [
            "Répète la ligne 2 : la première suffit."
        ]

    def test_lines_that_contradict_each_other_answer_nothing(self):
        reading = reading_of(HEAD + "04018;Banon;oui\n210400180;Banon;non\n04018;Banon;oui\n")

        assert reading.taken == ()
        assert [(one.line, one.kind) for one in reading.refused] == [
            (2, "contrary"), (3, "contrary"), (4, "twice"),
        ]  # fmt: skip
        assert (reading.lines, reading.unsure) == (3, 0)

    def test_outside_a_massif_is_no_inside_is_to_be_checked(self):
        reading = reading_of(HEAD + "04018;Banon;03 - Massif des Alpes\n04070;Digne;\n")

        assert said(reading) == [("commune-04070", False)]
        assert reading.unsure == 1

    def test_whoever_a_whole_list_leaves_out_is_a_no_but_not_whom_it_names(self):
        text = HEAD + "04018;Banon;03 - Massif des Alpes\n"

        assert said(reading_of(text, is_whole=True)) == [("commune-04070", False)]
        # A line that is refused names its commune all the same.
        refused = reading_of(
            HEAD + "04018;Banon;peut-être\n", how=How("WORDS", yes=("oui",)), is_whole=True
        )
        assert said(refused) == [("commune-04070", False)]

    def test_what_is_known_already_changes_nothing(self):
        version = Version(True, None, date(2026, 1, 1), None, "Arrêté", date(2026, 1, 1), 3)
        known = Known({"04018": BANON}, "04", versions={("", BANON.key): (version,)})

        [one] = reading_of(HEAD + "04018;Banon;oui\n", known=known).taken

        assert (one.verb, one.change.writes) == ("inchangée", False)


class TestMembers:
    HEAD = "siren;ind_adhesion_directe;siren_membre\n"
    KNOWN = Known(
        {"210400180": BANON, "210400701": DIGNE}, "04", {"250400033": AGENCY},
        everyone=(BANON, DIGNE),
    )  # fmt: skip

    def test_a_direct_member_is_one_an_indirect_one_is_to_be_checked(self):
        reading = reading_of(
            self.HEAD + "250400033;1;210400180\n250400033;0;210400701\n250400033;1;210500617\n",
            kind="MEMBERS", known=self.KNOWN,
        )  # fmt: skip

        [one] = reading.taken
        assert (one.subject, one.provider, one.said.holds) == (BANON, AGENCY, True)
        assert (reading.unsure, reading.elsewhere) == (1, 1)

    def test_a_structure_that_the_directory_lacks_is_named(self):
        reading = reading_of(
            self.HEAD + "258402304;1;210400180\n", kind="MEMBERS", known=self.KNOWN
        )

        assert reading.taken == ()
        assert [one.sentence for one in reading.refused] == [
            "Le SIREN 258402304 n’est celui d’aucun organisme de l’annuaire."
        ]

    def test_a_whole_list_says_no_for_each_structure_that_it_names(self):
        reading = reading_of(
            self.HEAD + "250400033;1;210400180\n", kind="MEMBERS", known=self.KNOWN, is_whole=True
        )

        assert said(reading) == [(BANON.key, True), (DIGNE.key, False)]

    def test_a_list_of_members_alone_needs_its_structure(self):
        known = Known(self.KNOWN.subjects, "04", provider=AGENCY)

        assert said(reading_of("siren\n210400180\n", kind="MEMBERS", known=known)) == [
            (BANON.key, True)
        ]


class TestFault:
    def test_each_missing_thing_is_named(self):
        how = How("WORDS", yes=("oui",))

        def wrong(mapping, how=how, kind="MOUNTAIN"):
            return fault(mapping, how, kind=kind, has_provider=False)

        assert "quelle colonne donne le code INSEE" in wrong({"value": 1})
        assert "quelle colonne répond" in wrong({"code": 0})
        assert "SIREN de la structure" in wrong({"code": 0, "value": 1}, kind="MEMBERS")
        assert "La même colonne" in wrong({"code": 0, "value": 0})
        assert "quels mots" in wrong({"code": 0, "value": 1}, How("WORDS"))
        assert "comme un montant" in wrong({"code": 0, "value": 1}, kind="POTENTIAL")
        assert wrong({"code": 0, "value": 1}) == ""
