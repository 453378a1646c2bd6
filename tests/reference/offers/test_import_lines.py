"""Lines of files of offers: what is taken, what is refused and why."""

from datetime import date

import pytest

from guichet.foundations.toolkit.sheets import SheetRefused, headings, read_workbook
from guichet.reference.offers.import_columns import HEADINGS, fault, recognise
from guichet.reference.offers.import_lines import Body, Existing, Known, Reading, read
from guichet.reference.offers.providers import guess
from guichet.reference.offers.theme_labels import map_themes, packaged_labels
from guichet.reference.policies.taxonomy import read_lexicon, read_themes

PLACES = {
    "alpes de haute provence": "departement-04", "04": "departement-04",
    "morbihan": "departement-56", "56": "departement-56", "rhone": "departement-69",
    "occitanie": "region-76", "nouvelle aquitaine": "region-75", "aude": "departement-11",
    "drome": "departement-26", "lozere": "departement-48", "meurthe et moselle": "departement-54",
    "54": "departement-54", "cotes d armor": "departement-22", "22": "departement-22",
}  # fmt: skip
HEADING = (
    "id;titre;descriptif;organisme;thèmes;types d'aide;bénéficiaires;périmètre;date de clôture"
)


def reading_of(*lines: str, **changes: object) -> Reading:
    content = "\n".join([HEADING, *lines]).encode()
    found = recognise(read_workbook(content, name="offres.csv"))
    known = Known(
        **{  # type: ignore[arg-type]
            "today": date(2026, 3, 10),
            "lexicon": read_lexicon(),
            "labels": packaged_labels(),
            "places": PLACES,
            "place_names": {"departement-56": "Morbihan"},
            "bodies": {"it04": Body(1, "Ingénierie et territoires 04", "DEPARTMENTAL",
                                    "departement-04")},
            "makes_providers": True,
            **changes,
        }
    )  # fmt: skip
    return read(found, found.mapping, known)


class TestRead:
    def test_a_whole_line_becomes_a_draft(self):
        reading = reading_of(
            "a1;Diagnostic de pont;Une visite;IT04;Voirie et réseaux;Ingénierie technique;"
            "Communes|Intercommunalités / Pays;Alpes-de-Haute-Provence;31/12/2026"
        )

        [one] = reading.taken
        assert (one.title, one.body, one.places) == ("Diagnostic de pont", 1, ("departement-04",))
        assert one.themes.codes == ("VOIRIE",)
        assert (one.engineering, one.beneficiaries) == (("TECHNICAL",), ("COMMUNE", "EPCI"))
        assert (one.closes_on, one.verb) == (date(2026, 12, 31), "à créer")
        assert "aucune refusée" in reading.summary()

    @pytest.mark.parametrize(
        ("line", "kind", "words"),
        [
            ("a;;texte;IT04;;;;;", "title", "pas d’intitulé"),
            ("a;Titre;texte;;;;;;", "provider", "ne nomme aucun organisme"),
            ("a;Titre;texte;IT04;;Subvention;;;", "engineering", "mais : subvention"),
            ("a;Titre;texte;IT04;;;Entreprise|Association;;", "beneficiaries", "association"),
            ("a;Titre;texte;IT04;;;;;31/12/2022", "closed", "Close depuis le 31 décembre 2022"),
        ],
    )
    def test_a_refusal_says_why(self, line, kind, words):
        [one] = reading_of(line).refused

        assert one.kind == kind
        assert words in one.sentence.replace("\u00a0", " ")

    def test_a_desk_takes_only_what_is_proposed_in_its_department(self):
        reading = reading_of(
            "a;Ailleurs;;Conseil départemental du Morbihan;;;;;",
            "b;Partout;;Cerema;;;;;",
            "c;Sans lieu;;Association inconnue;;;;;",
            department="departement-04",
            touching=frozenset({"departement-04", "pays-FR"}),
        )

        assert [(one.kind, one.sentence) for one in reading.refused] == [
            ("elsewhere", "Proposée ailleurs : Morbihan.")
        ]
        assert [one.places for one in reading.taken] == [("pays-FR",), ()]
        assert reading.taken[1].notices == ("Périmètre à compléter avant de publier.",)

    def test_an_unknown_body_is_made_only_when_asked(self):
        line = "a;Titre;;Agence du Val;;;;;"

        assert reading_of(line, makes_providers=False).refused[0].kind == "provider"
        [(name, _, count)] = reading_of(line).new_providers()
        assert (name, count) == ("Agence du Val", 1)

    def test_the_same_number_twice_is_refused_once(self):
        reading = reading_of("a;Un;;IT04;;;;;", "a;Deux;;IT04;;;;;")

        assert len(reading.taken) == 1
        assert reading.refused[0].sentence == "Répète la ligne 2 : la première suffit."

    def test_what_the_source_brought_before_is_updated_or_left(self):
        first = reading_of("a;Un;;IT04;;;;;").taken[0]
        known = {"a": Existing(7, first.digest)}

        same = reading_of("a;Un;;IT04;;;;;", existing=known)
        changed = reading_of("a;Un, mieux;;IT04;;;;;", existing=known)

        assert (same.taken[0].verb, same.to_write) == ("inchangée", 0)
        assert (changed.taken[0].verb, changed.taken[0].offer) == ("à mettre à jour", 7)

    def test_a_default_provider_speaks_for_lines_that_name_none(self):
        assert reading_of("a;Titre;;;;;;;", default_provider="IT04").taken[0].body == 1


class TestColumns:
    def test_headings_of_the_shared_files_are_known(self):
        found = headings.columns_of(
            ["id", "serviceName", "description", "status", "leviers"], HEADINGS
        )

        assert found == {"key": 0, "title": 1, "summary": 2, "themes": 4, "phases": 3}

    def test_a_file_without_headings_is_refused(self):
        with pytest.raises(SheetRefused, match="Aucun titre de colonne"):
            recognise(read_workbook(b"1;2\n3;4\n", name="x.csv"))

    def test_what_is_missing_is_said(self):
        assert "intitulé" in fault({"key": 0})
        assert "deux fois" in fault({"title": 0, "key": 0})


@pytest.mark.parametrize(
    ("name", "kind", "level", "place"),
    [
        ("Conseil départemental du Morbihan", "DEPARTMENT_COUNCIL", "DEPARTMENTAL",
         "departement-56"),
        ("DDT de la Lozère", "STATE_SERVICE", "DEPARTMENTAL", "departement-48"),
        ("Établissement public foncier d'Occitanie (EPF)", "LAND_AGENCY", "REGIONAL", "region-76"),
        ("Agence technique départementale de Meurthe et Moselle (ATD 54)", "TECHNICAL_AGENCY",
         "DEPARTMENTAL", "departement-54"),
        ("Syndicat Départemental d'Énergie des Côtes d'Armor - SDE22", "SYNDICATE", "DEPARTMENTAL",
         "departement-22"),
        ("Cerema", "NATIONAL_OPERATOR", "NATIONAL", "pays-FR"),
        ("Banque des Territoires", "NATIONAL_OPERATOR", "NATIONAL", "pays-FR"),
        ("Agence nationale de la cohésion des territoires (ANCT)", "NATIONAL_AGENCY", "ANCT",
         "pays-FR"),
        ("Hellio Solutions", "OTHER", "NATIONAL", ""),
    ],
)  # fmt: skip
def test_a_name_tells_nature_level_and_place(name, kind, level, place):
    found = guess(name, PLACES)

    assert (found.kind, found.level, found.place) == (kind, level, place)


class TestThemes:
    def test_every_label_of_the_table_leads_to_a_theme_of_ours(self):
        ours = {theme.code for theme in read_themes()}

        assert {code for codes in packaged_labels().values() for code in codes} <= ours

    @pytest.mark.parametrize(
        ("cell", "codes"),
        [
            ("Énergie, air et climat", ("ENERGIE",)),
            ("Politique de l'énergie > Energie éolienne", ("ENERGIE",)),
            ("Énergies / Déchets|Eau et milieux aquatiques", ("ENERGIE", "EAU")),
            ("Sobriété foncière, Covoiturage", ("FONCIER", "MOBILITES")),
        ],
    )
    def test_the_file_is_believed_first(self, cell, codes):
        found = map_themes([cell], ["école"], read_lexicon(), packaged_labels())

        assert found.codes == codes
        assert not found.is_from_text

    def test_the_text_speaks_when_the_file_does_not(self):
        found = map_themes(["Divers"], ["Réparer", "La toiture"], read_lexicon(), packaged_labels())

        assert found.codes[0] == "ENERGIE"
        assert found.sentence() == "thèmes lus dans le texte (toiture)"

    def test_the_title_is_enough_when_it_speaks(self):
        texts = ["Réparer la toiture", "Un service public pour l’école"]

        assert map_themes([], texts, read_lexicon(), packaged_labels()).words == ("toiture",)


class TestNothingIsLostInSilence:
    """A cell that means nothing to us is told, beside the line that is taken all the same."""

    def line_of(self, heading: str, cell: str) -> tuple[str, ...]:
        content = f"id;titre;organisme;périmètre;{heading}\na;Conseil;IT04;04;{cell}".encode()
        found = recognise(read_workbook(content, name="offres.csv"))
        known = Known(
            today=date(2026, 3, 10), lexicon=read_lexicon(), labels=packaged_labels(),
            places=PLACES, place_names={},
            bodies={"it04": Body(1, "Ingénierie et territoires 04", "DEPARTMENTAL",
                                 "departement-04")},
        )  # fmt: skip
        [one] = read(found, found.mapping, known).taken
        return one.notices

    @pytest.mark.parametrize(
        ("heading", "cell", "told"),
        [
            ("lien", "https://exemple.fr/offre", ()),
            ("lien", "", ()),
            ("lien", "www.exemple.fr", (
                "Page à consulter « www.exemple.fr » laissée de côté : il faut une seule adresse, "
                "qui commence par https://.",
            )),
            ("coût", "Gratuit", ()),
            ("coût", "à voir", ("Coût « à voir » non compris : à compléter avant de publier.",)),
        ],
    )  # fmt: skip
    def test_a_link_and_a_price(self, heading, cell, told):
        assert self.line_of(heading, cell) == told
