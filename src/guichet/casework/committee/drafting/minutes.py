"""The minutes: what happened, in the order in which it happened (CRPA R133-13)."""

from collections.abc import Iterator
from dataclasses import replace

from guichet.casework.committee.wording import lowered
from guichet.foundations.toolkit.text import NBSP, capitalised, plural, sentence_list

from . import phrases
from .facts import EXCUSED, PRESENT, REPRESENTED, ItemFacts, MeetingRecord, Presence
from .texts import ITEM, Bullets, Paragraph, Section, Table, paragraphs, section


def minutes_of(record: MeetingRecord) -> tuple[Section, ...]:
    """The draft of the minutes; the same record always gives the same text."""
    return phrases.only_written(
        [
            _opening(record),
            phrases.agency_section(record),
            phrases.committee_section(record),
            attendance_section(record.presences, record.meeting.quorum_sentence, record.movements),
            _agenda(record),
            *(_item(record, item) for item in record.items),
            *_promises(record),
            phrases.closing_section(record.meeting),
            phrases.texts_section(record.meeting),
        ]
    )


def _opening(record: MeetingRecord) -> Section:
    meeting = record.meeting
    return section(
        "opening",
        "Ouverture de la séance",
        Paragraph(phrases.lead_sentence(meeting)),
        Paragraph(phrases.hours_sentence(meeting)),
        Paragraph(phrases.place_sentence(meeting)),
        Paragraph(phrases.convocation_sentence(meeting)),
    )


def attendance_section(
    presences: tuple[Presence, ...], quorum: str, movements: tuple[str, ...] = ()
) -> Section:
    """Name and quality of everybody, family by family, then who gave a proxy to whom."""
    return section(
        "attendance",
        "Membres présents, représentés et excusés",
        Paragraph(attendance_sentence(presences)),
        Paragraph(quorum),
        Bullets(movements),
        tables=[*_families(presences), _proxies(presences)],
    )


def attendance_sentence(presences: tuple[Presence, ...]) -> str:
    """« Sur 31 sièges, 20 sont présents, 2 représentés et 4 excusés. »"""
    if not presences:
        return ""
    modes = [presence.mode for presence in presences]
    present = sum(mode in PRESENT for mode in modes)
    counted = [(present, "présent"), (modes.count(REPRESENTED), "représenté")]
    counted += [(modes.count(EXCUSED), "excusé")]
    said = sentence_list(plural(count, word) for count, word in counted if count)
    return f"Sur {plural(len(presences), 'siège')}{NBSP}: {said or 'aucun membre présent'}."


def _families(presences: tuple[Presence, ...]) -> Iterator[Table]:
    for family in dict.fromkeys(presence.family for presence in presences):
        yield Table(
            family,
            ("Siège", "Présence", "Nom et qualité"),
            tuple(
                (one.seat, one.mode_label, _attendee(one))
                for one in presences
                if one.family == family
            ),
        )


def _attendee(presence: Presence) -> str:
    if presence.mode == REPRESENTED:
        return f"Pouvoir{NBSP}: {presence.proxy_holder}"
    return capitalised(presence.attendee) or "–"


def _proxies(presences: tuple[Presence, ...]) -> Table:
    given = [one for one in presences if one.mode == REPRESENTED]
    return Table(
        "Pouvoirs",
        ("Mandant", "Mandataire"),
        tuple((one.seat, one.proxy_holder) for one in given),
    )


def _agenda(record: MeetingRecord) -> Section:
    return section("agenda", "Ordre du jour", Bullets(tuple(item.title for item in record.items)))


def _item(record: MeetingRecord, item: ItemFacts) -> Section:
    place = record.items.index(item) + 1
    return section(
        f"item-{item.rank}",
        f"{place}. {item.title}",
        *phrases.presented(record, item),
        Paragraph(recusal_sentence(item)),
        Paragraph(item.quorum),
        Paragraph(sense_sentence(item)),
        *paragraphs(item.note),
        *disagreements(item),
        tables=[phrases.figures_table(item), phrases.colleges_table(item)],
        level=3,
        restriction=item.restriction,
    )


def _promises(record: MeetingRecord) -> Iterator[Section]:
    """Those about a restricted item stand apart: a part is published whole, or not at all."""
    open_ones = tuple(one for one in record.promises if not one.is_restricted)
    reserved = tuple(one for one in record.promises if one.is_restricted)
    yield phrases.promises_section(open_ones, title="Engagements pris")
    apart = phrases.promises_section(reserved, title="Engagements réservés aux membres")
    yield replace(apart, key="promises-reserved", restriction=ITEM)


def disagreements(item: ItemFacts) -> Iterator[Paragraph]:
    """Any member may ask that his disagreement be written down (CRPA R133-13)."""
    for one in item.disagreements:
        yield Paragraph(
            f"Désaccord noté à la demande de son auteur ({one.member}){NBSP}: {one.words}"
        )


def recusal_sentence(item: ItemFacts) -> str:
    """Who took no part, because of a personal interest in the matter (CRPA R133-12)."""
    if not item.recused:
        return ""
    verb = "ne prend" if len(item.recused) == 1 else "ne prennent"
    return (
        f"{capitalised(sentence_list(item.recused))} {verb} pas part à ce point, où un intérêt "
        "personnel est en cause (article R133-12 du CRPA)."
    )


def sense_sentence(item: ItemFacts) -> str:
    """Written for every item, even where its text says the same: the law asks for it."""
    said = phrases.outcome_sentence(item)
    return f"Sens de la délibération{NBSP}: {lowered(said)}" if said else ""
