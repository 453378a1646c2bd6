"""What the public does not read, and small numbers: pure rules of `drafting`."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee.drafting import (
    Bullets,
    Figure,
    Paragraph,
    Section,
    Table,
    as_json,
    check_masks,
    compare,
    decisions_of,
    from_json,
    is_masked,
    merged,
    minutes_of,
    public_page_of,
    published,
)
from guichet.casework.committee.drafting.disclosure import THRESHOLD, protect
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
