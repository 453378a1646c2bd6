"""The sections that the minutes and the public page share, each written from the same facts."""

from collections.abc import Iterable

from guichet.casework.committee import reference_texts as law
from guichet.casework.committee.wording import Noun, lowered
from guichet.foundations.toolkit.dates import clock_time, local_day, long_date
from guichet.foundations.toolkit.text import NBSP, capitalised, number, plural, sentence_list

from .facts import AgencyFacts, ItemFacts, MeetingFacts, MeetingRecord, PromiseFacts, Votes
from .texts import Block, Bullets, Paragraph, Section, Table, paragraphs, section

FORMS = {
    "IN_PERSON": "en salle",
    "VIDEO": "en visioconférence",
    "HYBRID": "en salle et en visioconférence",
}

# The codes of choices.Outcome. A test checks that none is missing.
OUTCOMES = {
    "INFORMED": "{the} est informé{e}.",
    "TAKES_NOTE": "{the} prend acte.",
    "CONSENSUS": "{the} constate son accord, sans vote.",
    "APPROVED": "{the} approuve.",
    "ORIENTATION_ADOPTED": "{the} adopte l’orientation stratégique proposée.",
    "OPINION_FAVOURABLE": "{the} rend un avis favorable.",
    "OPINION_UNFAVOURABLE": "{the} rend un avis défavorable.",
    "VOTE_CARRIED": "Mis aux voix, le point est adopté.",
    "VOTE_LOST": "Mis aux voix, le point est rejeté.",
    "DEFERRED": "Le point est reporté à une prochaine séance.",
    "WITHDRAWN": "Le point est retiré de l’ordre du jour.",
    "NO_QUORUM": "Faute de quorum, {the} ne délibère pas sur ce point.",
}


def lead_sentence(meeting: MeetingFacts) -> str:
    """Who sat, under whose chair, in which form and on which day."""
    form = FORMS[meeting.form]
    chairs = sentence_list(f"par {one}" for one in (meeting.chair, meeting.co_chair) if one.strip())
    chaired = f", présidé{meeting.body.e} {chairs}," if chairs else ""
    body = meeting.body
    who = capitalised(body.the(lowered(meeting.committee)))
    return f"{who}{chaired} s’est tenu{body.e} {form} le {meeting.full_day}."


def hours_sentence(meeting: MeetingFacts) -> str:
    if meeting.opened_at and meeting.closed_at:
        opened, closed = clock_time(meeting.opened_at), clock_time(meeting.closed_at)
        return f"La séance est ouverte à {opened} et levée à {closed}."
    if meeting.opened_at:
        return f"La séance est ouverte à {clock_time(meeting.opened_at)}."
    return ""


def place_sentence(meeting: MeetingFacts) -> str:
    """The room. A link to a video conference is not for those who read about it afterwards."""
    if meeting.form == "VIDEO" or "://" in meeting.place or not meeting.place:
        return ""
    return f"Lieu{NBSP}: {meeting.place}."


def convocation_sentence(meeting: MeetingFacts) -> str:
    """When members were convened; urgency and second convocation with their basis (CRPA R133-8)."""
    if meeting.convened_at is None:
        return ""
    said = [f"Les membres ont été convoqués le {long_date(local_day(meeting.convened_at))}."]
    if meeting.urgency_reason:
        said.append(f"La convocation a été faite en urgence{NBSP}: {meeting.urgency_reason}")
    if meeting.is_second_convocation:
        law_says = law.SECOND_CONVOCATION.sentence.replace("le comité", meeting.body.the())
        said.append(f"Il s’agit d’une seconde convocation. {law_says}")
    return " ".join(said)


def agency_section(record: MeetingRecord) -> Section:
    """What the national agency is and where it comes from, as the directory keeps its lineage: the
    local committee is that of the agency (CGCT L1232-2), no other commission is."""
    agency = record.agency
    if not record.meeting.is_local:
        return section("agency", "")
    if agency is None:
        return section(
            "agency",
            "L’Agence nationale de la cohésion des territoires",
            Paragraph(law.AGENCY_MISSION.sentence),
        )
    intro, ancestors = lineage(agency)
    return section(
        "agency",
        f"L’{agency.label}" if agency.name[:1] in "AEIOUYÉ" else capitalised(agency.label),
        *paragraphs(agency.presentation or law.AGENCY_MISSION.sentence),
        Paragraph(intro),
        Bullets(ancestors),
    )


def lineage(agency: AgencyFacts) -> tuple[str, tuple[str, ...]]:
    """« Au 1er janvier 2020, elle a pris la suite de… », and those it took over from."""
    merged = [one for one in agency.ancestors if one.kind == "MERGER"] or list(agency.ancestors)
    if not merged:
        opened = f"Elle existe depuis le {long_date(agency.opened_on)}." if agency.opened_on else ""
        return opened, ()
    by_merger = merged[0].kind == "MERGER"
    how = "est née de la fusion de" if by_merger and len(merged) > 1 else "a pris la suite de"
    many = f"{in_letters(len(merged))} organisme{'s' if len(merged) > 1 else ''}"
    source = f" ({lowered(merged[0].source)})" if merged[0].source else ""
    day = long_date(merged[0].happened_on)
    intro = f"Mise en place le {day}, elle {how} {many}{source}{NBSP}:"
    return intro, tuple(capitalised(one.label) for one in merged)


def in_letters(count: int) -> str:
    """Small numbers are written in words inside a sentence."""
    words = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
    return words[count] if count < len(words) else number(count)


def committee_section(record: MeetingRecord) -> Section:
    """What the committee is for, with the articles that say so (CGCT L1232-2, R1232-10); of another
    commission, the text that founds it."""
    meeting = record.meeting
    if not meeting.is_local:
        body, basis = meeting.body, lowered(meeting.legal_basis)
        founded = f"{capitalised(body.the())} est institué{body.e} par{NBSP}: {basis}."
        return section(
            "committee",
            f"Le cadre {body.of()}",
            Paragraph(founded if basis else ""),
            Paragraph(_composition_order(meeting)),
        )
    return section(
        "committee",
        "Le rôle du comité",
        Paragraph(f"{law.COMMITTEE_ROLE} {law.NATIONAL_FRAME}"),
        Paragraph(law.COMMITTEE_INFORMED.sentence),
        Paragraph(law.COMMITTEE_COMPOSITION.sentence),
        Paragraph(_composition_order(meeting)),
    )


def _composition_order(meeting: MeetingFacts) -> str:
    if not meeting.order_reference:
        return ""
    dated = f", en date du {long_date(meeting.order_date)}" if meeting.order_date else ""
    return f"Sa composition actuelle est fixée par {meeting.order_reference}{dated}."


def outcome_sentence(item: ItemFacts) -> str:
    """The sense of the deliberation, in one sentence (CRPA R133-13)."""
    if not item.outcome:
        return ""
    counted = item.result or (votes_sentence(item.votes) if item.votes else "")
    return f"{_sense(item)} {counted}".strip()


def _sense(item: ItemFacts) -> str:
    if item.outcome == "ORIENTATION_ADOPTED" and item.orientation:
        parent = item.orientation.parent_label
        declines = f", qui décline l’{parent}" if parent else ""
        return f"{capitalised(item.body.the())} adopte l’{item.orientation.label}{declines}."
    return outcome_words(item.outcome, item.body)


def outcome_words(outcome: str, body: Noun) -> str:
    """« La commission rend un avis favorable. »"""
    return capitalised(OUTCOMES[outcome].format(the=body.the(), e=body.e))


def votes_sentence(votes: Votes) -> str:
    return (
        f"{plural(votes.in_favour, 'voix', 'voix')} pour, {votes.against} contre, "
        f"{plural(votes.abstentions, 'abstention')}."
    )


def colleges_table(item: ItemFacts) -> Table:
    """How each college voted of which a text asks a share: the sentence says it, this shows it."""
    return Table(
        f"Voix par collège{NBSP}: {item.title}",
        ("Collège", "Pour", "Contre", "Abstentions", "Part demandée", "Atteinte"),
        tuple(
            (
                one.college,
                str(one.votes.in_favour),
                str(one.votes.against),
                str(one.votes.abstentions),
                one.asked,
                "oui" if one.agrees else "non",
            )
            for one in item.colleges
        ),
    )


def figures_table(item: ItemFacts) -> Table | None:
    if not item.figures:
        return None
    return Table(
        f"{item.title}, en chiffres",
        ("Mesure", "Nombre"),
        tuple((figure.label, figure.value) for figure in item.figures),
    )


def programme_paragraphs(record: MeetingRecord, item: ItemFacts) -> tuple[Paragraph, ...]:
    """A word on each programme that the policies know, told once: where it is the subject."""
    return tuple(
        Paragraph(
            f"{one.name}{f' ({one.acronym})' if one.acronym else ''}{NBSP}: {lowered(one.summary)}"
        )
        for one in record.programmes_of(item)
        if one.summary and record.tells(one) == item
    )


def presented(record: MeetingRecord, item: ItemFacts) -> tuple[Block, ...]:
    """What was put before the committee: the case, the text, the programmes that it names."""
    case = paragraphs(f"Dossier{NBSP}: {item.case.label}." if item.case else "")
    body = item.orientation.body if item.orientation else ""
    texts = paragraphs(item.brief, body if body != item.brief else "")
    return (*case, *texts, *programme_paragraphs(record, item))


def promises_section(promises: Iterable[PromiseFacts], *, title: str) -> Section:
    rows = tuple((one.text, one.holder, long_date(one.due_on)) for one in promises)
    table = Table("Engagements pris en séance", ("Engagement", "Par", "Pour le"), rows)
    intro = (
        f"{plural(len(rows), 'engagement a été pris', 'engagements ont été pris')} pendant la "
        "séance. La prochaine dira ce qui en a été fait."
    )
    return section("promises", title, Paragraph(intro) if rows else None, tables=[table])


def closing_section(meeting: MeetingFacts) -> Section:
    return section("closing", "Conclusion de la séance", *paragraphs(meeting.closing_words))


def texts_section(meeting: MeetingFacts) -> Section:
    """The articles quoted, so that whoever reads may check."""
    own = (capitalised(meeting.legal_basis),) if meeting.legal_basis else ()
    quoted = [text.citation for text in law.QUOTED]
    other = (*own, law.MINUTES_MENTIONS.citation)
    return section(
        "texts",
        "Textes de référence",
        Bullets(tuple(quoted) if meeting.is_local else other),
    )


def only_written(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections that have something to say, or under which another one says it."""
    listed = tuple(sections)
    followers = (*listed[1:], None)
    return tuple(
        one
        for one, follower in zip(listed, followers, strict=True)
        if one.blocks or one.tables or (follower is not None and follower.level > one.level)
    )
