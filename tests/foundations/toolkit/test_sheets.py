"""Files from real life, read into lines of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit.sheets import SheetRefused, read_workbook
from guichet.foundations.toolkit.sheets.text import decoded, separator_of
from tests.foundations.toolkit.workbooks import ods, xlsx, zipped


def cells(content: bytes, name: str = "liste.csv") -> list[tuple[int, tuple[str, ...]]]:
    [table] = read_workbook(content, name=name)
    return [(line.number, line.cells) for line in table.lines]


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
    def test_finds_the_encoding(self, encoding: str) -> None:
        written = "Intitulé;Commune\nÉcole d’été;Thoard\n"

        assert cells(written.encode(encoding))[1] == (2, ("École d’été", "Thoard"))

    @pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
    def test_finds_the_separator(self, separator: str) -> None:
        row = separator.join(["titre", '"Halle, marché ; place"', "12"])

        assert cells(f"{row}\n{row}\n".encode())[0][1] == ("titre", "Halle, marché ; place", "12")

    def test_a_line_break_inside_quotes_keeps_the_number_of_the_line(self) -> None:
        assert cells(b'a;b\n"un\ndeux";x\nfin;y\n') == [
            (1, ("a", "b")), (2, ("un\ndeux", "x")), (4, ("fin", "y")),
        ]  # fmt: skip

    def test_an_endless_quote_is_refused_with_its_line(self) -> None:
        with pytest.raises(SheetRefused, match="à partir de la ligne 2"):
            read_workbook(b'a;b\n"' + b"x" * 200_000, name="liste.csv")

    @given(st.lists(st.lists(st.text('abé,;"\n x', max_size=6), min_size=2, max_size=4)))
    def test_reads_any_bytes_without_falling(self, rows: list[list[str]]) -> None:
        text = "\n".join(";".join(row) for row in rows)

        assert separator_of(text) in ";,\t|"
        assert decoded(text.encode("utf-8")) == text


class TestXlsx:
    def test_a_declared_million_of_lines_costs_what_it_holds(self) -> None:
        lone = '<row r="1048576"></row>'
        content = xlsx(["Intitulé"], ["École"], extra=lone, dimension="A1:N1048576")

        assert cells(content, "liste.xlsx") == [(1, ("Intitulé",)), (2, ("École",))]

    def test_numbers_dates_and_float_noise(self) -> None:
        row = [
            '<c t="n"><v>23828.900000000001</v></c>', '<c t="n"><v>4000000</v></c>',
            '<c s="1"><v>44047</v></c>', '<c t="e"><v>#REF!</v></c>', '<c t="b"><v>1</v></c>',
        ]  # fmt: skip

        assert cells(xlsx(row), "l.xlsx")[0][1] == (
            "23828.9", "4000000", "2020-08-04", "", "oui",
        )  # fmt: skip

    def test_a_merged_cell_speaks_for_its_lines(self) -> None:
        content = xlsx(
            ["Commune", "Projet"], ["Banon", "École"], ["", "Halle"],
            after='<mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>',
        )  # fmt: skip
        small = xlsx(
            ["Commune", "Projet"], ["Banon", "École"], ["", "Halle"],
            after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
        )  # fmt: skip

        assert cells(small, "l.xlsx")[2] == (3, ("Banon", "Halle"))
        # A block merged down to the end of the sheet is a mistake, not a thousand Banons.
        assert cells(content, "l.xlsx")[2] == (3, ("", "Halle"))

    def test_entities_are_refused(self) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'

        with pytest.raises(SheetRefused, match="aucun tableur"):
            read_workbook(zipped({"xl/workbook.xml": bomb}), name="l.xlsx")

    def test_a_zip_bomb_stops_early(self) -> None:
        content = xlsx(*([["x" * 200]] * 400))

        with pytest.raises(SheetRefused, match="dépasse 200 Mo"):
            read_workbook(content, name="l.xlsx", limit=20_000)
        assert read_workbook(content, name="l.xlsx", limit=2_000_000)

    def test_a_damaged_archive_is_said(self) -> None:
        with pytest.raises(SheetRefused, match="abîmé"):
            read_workbook(b"PK\x03\x04" + b"\0" * 50, name="l.xlsx")

    def test_a_zip_of_something_else_is_said(self) -> None:
        with pytest.raises(SheetRefused, match="pas un classeur"):
            read_workbook(zipped({"a.txt": "bonjour"}), name="l.xlsx")

    def test_an_old_workbook_is_said(self) -> None:
        with pytest.raises(SheetRefused, match="ancien classeur"):
            read_workbook(b"\xd0\xcf\x11\xe0" + b"\0" * 50, name="l.xls")


class TestOds:
    def test_values_repeats_and_spans(self) -> None:
        content = ods(
            "<t:table-row><t:table-cell><x:p>Commune</x:p></t:table-cell>"
            "<t:table-cell><x:p>Coût</x:p></t:table-cell></t:table-row>"
            '<t:table-row><t:table-cell t:number-rows-spanned="2" o:value-type="string">'
            "<o:annotation><x:p>à voir</x:p></o:annotation><x:p>Banon</x:p></t:table-cell>"
            '<t:table-cell o:value-type="float" o:value="12500.5"><x:p>12 500,50</x:p>'
            "</t:table-cell></t:table-row>"
            '<t:table-row><t:covered-table-cell/><t:table-cell o:value-type="date"'
            ' o:date-value="2026-03-10T00:00:00"><x:p>10/03/26</x:p></t:table-cell></t:table-row>'
            '<t:table-row t:number-rows-repeated="1048573"><t:table-cell'
            ' t:number-columns-repeated="16384"/></t:table-row>'
        )

        assert cells(content, "l.ods") == [
            (1, ("Commune", "Coût")), (2, ("Banon", "12500.5")), (3, ("Banon", "2026-03-10")),
        ]  # fmt: skip

    def test_a_line_repeated_a_million_times_is_refused(self) -> None:
        row = "<t:table-cell><x:p>x</x:p></t:table-cell>"
        with pytest.raises(SheetRefused, match="plus de 60000 lignes"):
            read_workbook(
                ods(f'<t:table-row t:number-rows-repeated="1048576">{row}</t:table-row>'),
                name="l.ods",
            )
