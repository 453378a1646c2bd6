"""The minutes and the public page: same facts, same text. No database."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.casework.committee import reference_texts
from guichet.casework.committee.choices import AttendanceMode, MeetingForm, Outcome
from guichet.casework.committee.drafting import (
    Bullets,
    Paragraph,
    Section,
    as_json,
    blocking,
    blocks_of,
    check_mentions,
    from_json,
    heading_of,
    keep_corrections,
    minutes_of,
    public_page_of,
    text_of,
)
from guichet.casework.committee.drafting import facts as codes
from guichet.casework.committee.drafting.minutes import attendance_sentence
from guichet.casework.committee.drafting.phrases import FORMS, OUTCOMES, lead_sentence, lineage
from tests.casework.committee.records import (
    AGENCY,
    MEETING,
    PRESENCES,
    RECORD,
    items_with,
    record_with,
)

GOLDEN = Path(__file__).parent / "golden"


def as_words(sections: tuple[Section, ...]) -> str:
    """Sections as somebody would read them aloud."""
    lines = []
    for section in sections:
        lines += ["#" * section.level + " " + section.title, "", section.text, ""]
        for table in section.tables:
            lines += [f"[{table.caption}]", " | ".join(table.headers)]
            lines += [" | ".join(row) for row in table.rows] + [""]
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip() + "\n"


def section_of(sections: tuple[Section, ...], key: str) -> Section:
    return next(section for section in sections if section.key == key)


class TestGolden:
    """Whoever changes a sentence sees it here, and decides."""

    def test_minutes(self):
        assert as_words(minutes_of(RECORD)) == (GOLDEN / "minutes.txt").read_text("utf-8")

    def test_public_page(self):
        assert as_words(public_page_of(RECORD)) == (GOLDEN / "public.txt").read_text("utf-8")

    def test_the_same_facts_give_the_same_text(self):
        assert as_json(minutes_of(RECORD)) == as_json(minutes_of(RECORD))


class TestSentences:
    def test_who_presides_how_and_when(self):
        assert lead_sentence(MEETING) == (
            "Le comité local de cohésion territoriale (CLCT) des Alpes-de-Haute-Provence, présidé "
            "par la préfète des Alpes-de-Haute-Provence et par le directeur général de l’ANCT, "
            "s’est tenu en visioconférence le mardi 17 novembre 2020."
        )

    def test_one_chair(self):
        alone = replace(MEETING, co_chair="", form="IN_PERSON")

        assert "présidé par la préfète des Alpes-de-Haute-Provence, s’est tenu en salle" in (
            lead_sentence(alone)
        )

    def test_title(self):
        assert heading_of(date(2021, 4, 1)) == (
            "Réunion du comité local de cohésion territoriale du 1er avril 2021"
        )

    def test_the_agency_comes_from_three_organisations(self):
        intro, ancestors = lineage(AGENCY)

        assert intro == (
            "Mise en place le 1er janvier 2020, elle est née de la fusion de trois organismes "
            "(loi n° 2019-753)\u00a0:"
        )
        assert ancestors == (
            "Commissariat général (CGET)",
            "Établissement national (EPARECA)",
            "Agence du numérique",
        )

    def test_an_agency_without_ancestors(self):
        assert lineage(replace(AGENCY, ancestors=())) == (
            "Elle existe depuis le 1er janvier 2020.",
            (),
        )

    def test_an_unknown_agency_leaves_the_law(self):
        sections = minutes_of(record_with(agency=None))

        assert section_of(sections, "agency").text == reference_texts.AGENCY_MISSION.sentence

    def test_a_video_link_is_never_told(self):
        hybrid = record_with(meeting=replace(MEETING, form="HYBRID"))

        for record in (RECORD, hybrid):
            assert "visio.example" not in as_words(minutes_of(record))
            assert "visio.example" not in as_words(public_page_of(record))

    def test_a_room_is_told(self):
        room = replace(MEETING, form="IN_PERSON", place="préfecture, salle Alpes")

        assert "Lieu\u00a0: préfecture, salle Alpes." in as_words(
            minutes_of(record_with(meeting=room))
        )

    def test_a_second_convocation_says_that_no_quorum_is_needed(self):
        again = replace(MEETING, is_second_convocation=True)

        assert "sans condition de quorum" in as_words(minutes_of(record_with(meeting=again)))

    def test_attendance(self):
        assert attendance_sentence(PRESENCES) == (
            "Sur 4\u00a0sièges\u00a0: 2\u00a0présents, 1\u00a0représenté et 1\u00a0excusé."
        )

    def test_a_vote_without_a_result_is_counted(self):
        assert (
            "mis aux voix, le point est adopté. 3\u00a0voix pour, 1 contre, 0\u00a0abstention."
            in (section_of(minutes_of(RECORD), "item-5").text)
        )

    def test_the_result_of_the_vote_wins(self):
        voted = record_with(items=items_with(5, result="Vote : 3 pour, 1 contre."))

        assert (
            "adopté. Vote\u00a0: 3 pour, 1 contre." in section_of(minutes_of(voted), "item-5").text
        )
        assert "voix pour" not in section_of(minutes_of(voted), "item-5").text


class TestPublicPage:
    def test_names_nobody_who_attended(self):
        told = as_words(public_page_of(RECORD))

        assert "le maire" not in told.replace("Le maire", "")
        assert "État | 1 | 1 | 0" in told

    def test_an_orientation_that_was_put_off_is_not_adopted(self):
        record = record_with(items=items_with(4, outcome="DEFERRED"))
        told = public_page_of(record)

        assert "orientations" not in [section.key for section in told]
        assert "reporté à une prochaine séance" in section_of(told, "others-4").text

    def test_a_programme_that_an_item_names_is_explained(self):
        text = section_of(public_page_of(RECORD), "projects-3").text

        assert "Petites villes de demain (PVD)\u00a0: des centres à faire revivre." in text
        assert "villes moyennes" not in text

    def test_a_programme_named_twice_is_explained_where_it_is_the_subject(self):
        record = record_with(items=items_with(1, brief="Petites villes de demain commence."))
        told = as_words(public_page_of(record))

        assert told.count("des centres à faire revivre") == 1
        assert "faire revivre" in section_of(public_page_of(record), "projects-3").text

    def test_every_item_is_somewhere(self):
        told = as_words(public_page_of(RECORD))

        for words in ("Sept demandes", "La halle de Banon", "Aider sur mesure", "Motion"):
            assert words in told


class TestMentions:
    """CRPA R133-13: what must be written, and the sentence for what is missing."""

    def test_a_whole_record_misses_nothing(self):
        assert blocking(check_mentions(RECORD)) == ()

    @pytest.mark.parametrize(
        ("record", "rule", "words"),
        [
            (record_with(presences=()), "present", "Aucun membre n’est noté présent"),
            (record_with(items=()), "matters", "L’ordre du jour est vide"),
            (record_with(items=items_with(2, outcome="")), "sense", "« La halle de Banon »"),
            (record_with(items=items_with(5, votes=None)), "votes", "« Motion »"),
            (record_with(meeting=replace(MEETING, chair=" ")), "chair", "qui préside"),
            (
                record_with(presences=(*PRESENCES[:2], replace(PRESENCES[2], proxy_holder=""))),
                "proxies",
                "Le maire de Digne",
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_says_what_is_missing(self, record, rule, words):
        [finding] = blocking(check_mentions(record))

        assert finding.rule == rule
        assert words in finding.sentence
        assert finding.basis.startswith("CRPA")

    def test_a_missing_name_is_shown_but_does_not_block(self):
        unnamed = record_with(presences=(replace(PRESENCES[0], attendee=""), *PRESENCES[1:]))
        findings = {finding.rule: finding for finding in check_mentions(unnamed)}

        assert findings["names"].held is None
        assert "Le préfet" in findings["names"].sentence
        assert blocking(findings.values()) == ()

    def test_a_text_wiped_out_by_hand_is_missing(self):
        emptied = tuple(
            part.corrected("") if part.key == "item-2" else part for part in minutes_of(RECORD)
        )
        [finding] = blocking(check_mentions(RECORD, emptied))

        assert "2. La halle de Banon" in finding.sentence


class TestTexts:
    def test_paragraphs_and_bullets(self):
        assert blocks_of("Un mot\nsur deux lignes.\n\n- un\n– deux\n  et sa suite\n\n• trois") == (
            Paragraph("Un mot sur deux lignes."),
            Bullets(("un", "deux et sa suite")),
            Bullets(("trois",)),
        )

    def test_a_dash_inside_a_sentence_is_no_bullet(self):
        assert blocks_of("Alpes - Provence\n-5 °C") == (Paragraph("Alpes - Provence -5 °C"),)

    def test_french_spaces_do_not_break(self):
        [paragraph] = blocks_of("Dit : « oui » ; pourquoi ? À 14:30.")

        assert paragraph == Paragraph(
            "Dit\u00a0: «\u00a0oui\u00a0»\u202f; pourquoi\u202f? À 14:30."
        )

    @given(st.text(alphabet=st.sampled_from("a «»:;?!\u00a0\u202f-–\n")))
    def test_typography_done_twice_is_done_once(self, text):
        once = blocks_of(text)

        assert blocks_of(text_of(once)) == once

    @given(st.text())
    def test_a_text_read_back_does_not_change(self, text):
        once = blocks_of(text)

        assert blocks_of(text_of(once)) == once

    def test_json_and_back(self):
        sections = minutes_of(RECORD)
        read = from_json(as_json(sections))

        assert read == sections
        assert [part.drafted for part in read] == [part.drafted for part in sections]

    def test_nothing_freshly_drafted_looks_corrected(self):
        drafted = (*minutes_of(RECORD), *public_page_of(RECORD))

        assert [part.key for part in drafted if part.is_corrected] == []

    def test_a_new_draft_keeps_what_was_corrected_by_hand(self):
        before = tuple(
            part.corrected("Dit autrement.") if part.key == "item-2" else part
            for part in minutes_of(RECORD)
        )
        fresh = minutes_of(record_with(items=items_with(1, note="Un mot de plus.")))

        after = keep_corrections(fresh, before)

        assert section_of(after, "item-2").text == "Dit autrement."
        assert section_of(after, "item-2").is_corrected
        assert "Un mot de plus." in section_of(after, "item-1").text


class TestCodes:
    """A pure module repeats the codes of choices.py; this is what keeps them the same."""

    def test_outcomes(self):
        assert set(OUTCOMES) == set(Outcome.values)

    def test_forms(self):
        assert set(FORMS) == set(MeetingForm.values)

    def test_attendance_modes(self):
        modes = {codes.IN_ROOM, codes.VIDEO, codes.REPRESENTED, codes.EXCUSED, codes.ABSENT}

        assert modes == set(AttendanceMode.values)


def test_texts_of_the_law_say_where_they_come_from():
    for text in reference_texts.QUOTED:
        assert text.citation.startswith("Article ")
        assert text.source
        assert text.read_on <= date(2026, 12, 31)
