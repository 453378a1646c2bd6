"""What the public does not read, and small numbers: pure rules of `drafting`."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee.drafting import (
    Bullets,
    Figure,
    MeetingRecord,
    Paragraph,
    Section,
    Table,
    as_json,
    check_masks,
    compare,
    decisions_of,
    from_json,
    is_masked,
    masks_something,
    merged,
    minutes_of,
    public_page_of,
    published,
    without_masked,
)
from guichet.casework.committee.drafting.disclosure import protect
from guichet.foundations.toolkit.small_numbers import THRESHOLD
from tests.casework.committee.records import RECORD, items_with, record_with

CANARY = "canari-7391"


class TestMarks:
    @pytest.mark.parametrize(
        "text",
        [
            "[non publié] Le voisin.",
            "[Non publié] Le voisin.",
            "[NON PUBLIÉ : vie privée] Le voisin.",
            "[non publiée] La voisine.",
            "[ non publie ] Le voisin.",
            "[non-publié] Le voisin.",
        ],
    )
    def test_are_read_however_they_are_typed(self, text):
        assert is_masked(text)

    @pytest.mark.parametrize("text", ["Le projet [non publié].", "[publié] Oui.", "(non publié) x"])
    def test_and_nothing_else_is(self, text):
        assert not is_masked(text)

    def test_a_bracket_that_is_not_the_mark_is_told(self):
        parts = (Section("a", "A", (Paragraph("[non publi é] Oups."),)),)

        [finding] = check_masks(RECORD, parts, ())

        assert finding.held is False
        assert "[non publié]" in finding.sentence


class TestPublished:
    def test_leaves_out_paragraphs_bullets_and_whole_parts(self):
        parts = (
            Section("a", "A", (Paragraph(f"[non publié] {CANARY}"), Paragraph("Reste."))),
            Section("b", "B", (Bullets((f"[non publié] {CANARY}", "Reste.")),)),
            Section("c", CANARY, (Paragraph(CANARY),), (Table(CANARY, ("x",), ((CANARY,),)),),
                    restriction="HAND"),
        )  # fmt: skip

        shown = published(parts)

        assert CANARY not in str(shown)
        assert [part.key for part in shown] == ["a", "b"]

    def test_a_part_with_nothing_left_goes_with_its_heading(self):
        parts = (
            Section("a", "A"),
            Section("a1", "A1", (Paragraph("[non publié] x"),), level=3),
            Section("b", "B", (Paragraph("Reste."),)),
        )

        assert [part.key for part in published(parts)] == ["b"]

    def test_a_restricted_item_is_nowhere(self):
        record = record_with(
            items=items_with(
                3, title=f"Motion {CANARY}", brief=CANARY, note=CANARY, is_restricted=True
            ),
            promises=(replace(RECORD.promises[0], text=CANARY, is_restricted=True),),
        )
        minutes, page = minutes_of(record), public_page_of(record)
        assert CANARY in str(minutes)

        assert CANARY not in str(published(minutes))
        assert CANARY not in str(published(page))
        assert CANARY not in str(decisions_of(record, minutes, page))
        assert check_masks(record, minutes, page) == ()

    def test_the_title_of_a_restricted_item_written_elsewhere_is_told(self):
        record = record_with(items=items_with(3, title="Affaire Untel", is_restricted=True))
        closing = Section("closing", "Conclusion", (Paragraph("Sur l’affaire Untel, rien."),))

        [finding] = check_masks(record, (*minutes_of(record), closing), ())

        assert "Affaire Untel" in finding.sentence
        assert "Conclusion" in finding.sentence

    def test_a_part_hidden_by_hand_takes_its_decision_along(self):
        minutes = tuple(
            part.corrected(part.text, hidden=True) if part.key == "item-5" else part
            for part in minutes_of(RECORD)
        )

        found = decisions_of(RECORD, minutes, ())

        assert [one.title for one in found] == [i.title for i in RECORD.items if i.rank != 5]
        assert [one.rank for one in found] == [1, 2, 3, 4]

    @given(st.lists(st.sampled_from(["dit", "tu"]), max_size=6))
    def test_is_idempotent_and_survives_storage(self, words):
        blocks = tuple(
            Paragraph("[non publié] tu" if word == "tu" else f"dit {n}")
            for n, word in enumerate(words)
        )
        parts = (Section("a", "A", blocks),)

        once = published(from_json(as_json(parts)))

        assert published(once) == once
        assert "tu" not in str([part.text for part in once])


def figures(*counts: int) -> tuple[Figure, ...]:
    total = Figure("Demandes reçues", str(sum(counts)))
    return (total, *(Figure(f"Arrondissement {n}", str(c)) for n, c in enumerate(counts)))


class TestSmallNumbers:
    def test_large_counts_are_published(self):
        assert protect(figures(3, 12)) == figures(3, 12)

    def test_a_lone_small_count_is_told_with_a_second_one(self):
        shown = [(figure.label, figure.value) for figure in protect(figures(1, 4, 9))]

        assert shown == [
            ("Demandes reçues", "14"),
            ("Autres arrondissements", "5"),
            ("Arrondissement 2", "9"),
        ]

    def test_zero_says_nothing_of_anybody(self):
        assert protect(figures(0, 5)) == figures(0, 5)

    @pytest.mark.parametrize("counts", [(1, 1), (2,), (1, 4), (2, 1), (1, 1, 1)])
    def test_a_breakdown_of_which_nothing_else_is_left_is_not_published(self, counts):
        assert protect(figures(*counts)) == figures(*counts)[:1]

    def test_totals_of_the_department_are_kept(self):
        kept = (Figure("Classées sans suite", "1"), Figure("Closes", "2"))

        assert protect(kept) == kept

    @given(st.lists(st.integers(0, 9), max_size=6))
    def test_no_small_count_is_read_nor_worked_out(self, counts):
        """Slow oracle: whatever fills the lines that are told together, several ways do."""
        shown = protect(figures(*counts))[1:]

        told = {f.label: int(f.value) for f in shown}
        other = told.pop("Autres arrondissements", None)
        assert not any(0 < count < THRESHOLD for count in told.values())
        assert all(count == counts[int(label.split()[1])] for label, count in told.items())
        if other is not None:
            apart = [c for n, c in enumerate(counts) if f"Arrondissement {n}" not in told]
            assert len([count for count in apart if count]) > 1
            assert other == sum(apart) >= THRESHOLD
        elif told:
            assert sum(told.values()) == sum(counts)

    def test_a_demand_without_a_place_is_not_worked_out(self):
        """The total minus the lines would give one: it is told with another line."""
        shown = protect((Figure("Demandes reçues", "10"), *figures(5, 4)[1:]))

        assert [(f.label, f.value) for f in shown[1:]] == [
            ("Arrondissement 0", "5"),
            ("Autres arrondissements", "5"),
        ]

    @given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 4))
    def test_done_twice_is_done_once(self, counts, unseen):
        total = Figure("Demandes reçues", str(sum(counts) + unseen))

        once = protect((total, *figures(*counts)[1:]))

        assert protect(once) == once

    def test_the_minutes_that_everybody_reads_are_protected_too(self):
        """The members’ text keeps its figures; the file that is published does not."""
        record = record_with(items=items_with(1, figures=figures(1, 4, 9)))
        minutes = minutes_of(record)

        [kept] = next(part.tables for part in minutes if part.key == "item-1")
        [shown] = next(part.tables for part in published(minutes) if part.key == "item-1")

        assert ("Arrondissement 0", "1") in kept.rows
        assert ("Autres arrondissements", "5") in shown.rows
        assert "Arrondissement 0" not in str(shown)


class TestWhiteZones:
    def record(self, note: str) -> MeetingRecord:
        gaps = items_with(5, kind="GAPS", title="Zones blanches", note=note)
        return record_with(items=gaps, unpresented=("Commune d’Annot", "Riez"))

    @pytest.mark.parametrize(
        ("note", "names"),
        [
            ("La Commune d’Annot attend.", ["Commune d’Annot"]),
            ("[non publié] La Commune d’Annot attend.", []),
            ("Riez et Rieznant : rien.", ["Riez"]),
            ("Les Riezois, non.", []),
            ("La Commune de Banon, dont la halle est au point 2.", []),
        ],
    )
    def test_who_is_named_without_being_presented_is_pointed_out(self, note, names):
        record = self.record(note)

        found = check_masks(record, minutes_of(record), public_page_of(record))

        assert {name for one in found for name in ["Commune d’Annot", "Riez"]
                if one.sentence.startswith(f"« {name} »")} == set(names)  # fmt: skip
        assert not [one for one in found if one.held is False], "a person decides"

    def test_the_same_name_elsewhere_is_nobody_s_demand(self):
        record = record_with(unpresented=("Commune de Banon",))

        assert check_masks(record, minutes_of(record), public_page_of(record)) == ()


class TestWordsThatNameACase:
    """Free words beside figures, and promises: a name there says whose demand one of them is."""

    def found(self, words: str, kind: str = "FOLLOW_UP") -> list[str]:
        record = record_with(
            items=items_with(5, kind=kind, title="Suites données", note=words),
            unpresented=("Commune d’Annot", "Commune des Mées", "Commune de Forcalquier"),
        )
        return [one.sentence for one in check_masks(record, (), public_page_of(record))]

    @pytest.mark.parametrize(
        "words",
        [
            "La commune d’Annot est classée sans suite.",
            "Refus : Annot (voirie).",
            "On rappellera la mairie des Mées.",
            "Forcalquier attend, dans l’arrondissement de Forcalquier.",
        ],
    )
    @pytest.mark.parametrize("kind", ["FOLLOW_UP", "DEMANDS", "PROJECTS", "PROMISES", "GAPS"])
    def test_are_pointed_out_by_the_bare_name_too(self, words, kind):
        [sentence] = self.found(words, kind)

        assert "sans que sa demande soit présentée" in sentence

    @pytest.mark.parametrize(
        "words",
        [
            "Le maire d’Annot remercie.",
            "Rien dans l’arrondissement de Forcalquier.",
            "Annot-sur-Mer, Annotation.",
            "[non publié] Annot attend.",
        ],
    )
    def test_and_nobody_else_is(self, words):
        assert self.found(words) == []

    def test_a_promise_is_told_with_its_own_mend(self):
        promise = replace(RECORD.promises[0], text="Rappeler la mairie d’Annot")
        record = record_with(promises=(promise,), unpresented=("Commune d’Annot",))

        [one] = check_masks(record, (), public_page_of(record))

        assert one.held is None
        assert "masquez la partie" in one.sentence

    def test_a_promise_that_bears_the_mark_is_for_the_members(self):
        part = Section("promises", "Engagements", tables=(
            Table("Engagements", ("Engagement", "Par"), (
                (f"[non publié] {CANARY}", "IT04"), ("Écrire", "CAUE"))),
        ))  # fmt: skip

        [shown] = published([part])

        assert shown.tables[0].rows == (("Écrire", "CAUE"),)
        assert masks_something([part])
        only = replace(part, tables=(replace(part.tables[0], rows=part.tables[0].rows[:1]),))
        assert published([only]) == ()


class TestTypedText:
    @pytest.mark.parametrize(
        ("typed", "left"),
        [
            ("Rien à masquer.\r\nDeux lignes.", "Rien à masquer.\r\nDeux lignes."),
            ("Public.\r\n\r\n[non publié] Secret.", "Public."),
            ("- Public\n- [non publié] Secret\n  et sa suite", "– Public"),
            ("[non publié : vie privée] Secret", ""),
        ],
    )
    def test_whoever_is_only_heard_reads_no_masked_passage(self, typed, left):
        assert without_masked(typed) == left

    def test_a_mark_that_comes_too_late_blocks_the_approval(self):
        """It would mask nothing, and somebody meant it."""
        late = (Section("x", "X", (Paragraph("Public. [non publié] Secret."),)),)

        [finding] = check_masks(RECORD, late, ())

        assert finding.held is False
        assert "n’est pas au début" in finding.sentence


class TestComparison:
    def test_says_word_by_word_what_changed(self):
        before = (Section("a", "A", (Paragraph("La séance est longue."),)),)
        after = (Section("a", "A", (Paragraph("La séance est courte."),)),)

        [change] = compare(before, after)

        assert [(piece.kind, piece.text) for piece in change.pieces] == [
            ("SAME", "La séance est "),
            ("GONE", "longue."),
            ("NEW", "courte."),
        ]

    @given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
    def test_gives_both_texts_back(self, one, other):
        old = Section("a", "A").corrected(one)
        new = Section("a", "A").corrected(other)

        for change in compare((old,), (new,)):
            kept = "".join(piece.text for piece in change.pieces if not piece.is_new)
            typed = "".join(piece.text for piece in change.pieces if not piece.is_gone)
            assert (kept, typed) == (old.text, new.text)

    def test_a_new_part_a_part_gone_and_a_part_masked(self):
        before = (Section("a", "A", (Paragraph("x"),)), Section("b", "B", (Paragraph("y"),)))
        after = (before[0].corrected("x", hidden=True), Section("c", "C", (Paragraph("z"),)))

        found = {change.title: change for change in compare(before, after)}

        assert set(found) == {"A", "B", "C"}
        assert found["A"].publication == "Masquée au public."

    @given(
        st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "un", "deux"])),
        st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "un", "deux"])),
    )
    def test_joining_two_corrections_loses_neither(self, mine, theirs):
        base = tuple(Section(key, key, (Paragraph("un"),)) for key in "abc")
        now = tuple(p.corrected(theirs[p.key]) if p.key in theirs else p for p in base)

        joined = merged(base, now, mine, {})

        for part, old, new in zip(joined.sections, base, now, strict=True):
            typed = mine.get(part.key, old.text)
            expected = new.text if typed == old.text else typed
            assert part.text == expected
            both = typed != old.text and new.text != old.text and typed != new.text
            assert (part.title in joined.conflicts) == both
