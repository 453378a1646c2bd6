"""The mentions that minutes must bear, and the sentence for each that is missing.

CRPA R133-13: name and quality of the members present, matters dealt with, sense of each
deliberation and, where there are some, those who gave and those who held a proxy.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guichet.foundations.toolkit.text import NBSP, plural, sentence_list

from .facts import PRESENT, REPRESENTED, MeetingRecord
from .texts import Section

BASIS = "CRPA, article R133-13"


@dataclass(frozen=True)
class Finding:
    """`held` is True, False (the minutes may not be approved) or None (to be looked at)."""

    rule: str
    held: bool | None
    sentence: str
    basis: str = BASIS


def presided(record: MeetingRecord) -> Finding:
    held = bool(record.meeting.chair.strip())
    said = f"La séance est présidée par {record.meeting.chair}."
    return Finding("chair", held, said if held else "Il manque la fonction de qui préside.")


def members_present(record: MeetingRecord) -> Finding:
    present = [one for one in record.presences if one.mode in PRESENT]
    if not present:
        missing = "Aucun membre n’est noté présent : le procès-verbal doit dire qui l’était."
        return Finding("present", False, missing)
    count = plural(len(present), "membre présent est cité", "membres présents sont cités")
    return Finding("present", True, f"{count} avec la qualité de chacun.")


def names_of_the_present(record: MeetingRecord) -> Finding:
    """A seat gives the quality; the name is what somebody typed at the roll call."""
    unnamed = [
        one.seat for one in record.presences if one.mode in PRESENT and not one.attendee.strip()
    ]
    if not unnamed:
        return Finding("names", True, "Le nom ou la fonction de chaque personne présente est dit.")
    sentence = (
        f"La qualité est dite, mais pas le nom de la personne venue pour "
        f"{plural(len(unnamed), 'siège')}{NBSP}: {_first(unnamed)}. Vous pouvez écrire les noms "
        "dans le texte de la partie « Membres présents, représentés et excusés »."
    )
    return Finding("names", None, sentence)


def _first(seats: list[str], count: int = 5) -> str:
    """« a », « b » et 14 autres."""
    shown = [f"« {seat} »" for seat in seats[:count]]
    left = len(seats) - len(shown)
    return sentence_list([*shown, plural(left, "autre")] if left else shown)


def proxies_named(record: MeetingRecord) -> Finding:
    orphans = [
        one.seat
        for one in record.presences
        if one.mode == REPRESENTED and not one.proxy_holder.strip()
    ]
    if orphans:
        missing = f"Il manque à qui le pouvoir est donné{NBSP}: {_first(orphans)}."
        return Finding("proxies", False, missing)
    return Finding("proxies", True, "Chaque pouvoir dit qui le donne et qui le tient.")


def matters(record: MeetingRecord) -> Finding:
    if not record.items:
        return Finding("matters", False, "L’ordre du jour est vide : il manque les points traités.")
    count = plural(len(record.items), "point traité est cité", "points traités sont cités")
    return Finding("matters", True, f"{count}.")


def sense_of_each_deliberation(record: MeetingRecord) -> Finding:
    undecided = [f"« {item.title} »" for item in record.items if not item.outcome]
    if undecided:
        titles = sentence_list(undecided)
        return Finding("sense", False, f"Il manque l’issue de{NBSP}: {titles}.")
    return Finding("sense", True, "Le sens de chaque délibération est dit.")


def votes_counted(record: MeetingRecord) -> Finding:
    """A vote without its count cannot be checked by those who lost it (CRPA R133-11)."""
    uncounted = [
        f"« {item.title} »"
        for item in record.items
        if item.outcome.startswith("VOTE_") and item.votes is None and not item.result
    ]
    if uncounted:
        titles = sentence_list(uncounted)
        sentence = f"Il manque le compte des voix{NBSP}: {titles}."
        return Finding("votes", False, sentence, "CRPA, article R133-11")
    return Finding("votes", True, "Chaque vote est compté.", "CRPA, article R133-11")


def quorum_stated(record: MeetingRecord) -> Finding:
    said = record.meeting.quorum_sentence.strip()
    missing = "Le constat du quorum n’est pas écrit."
    return Finding("quorum", True if said else None, said or missing, "CRPA, article R133-10")


def disagreements_written(record: MeetingRecord) -> Finding:
    """Any member may have his disagreement recorded: each one that was asked for is told."""
    asked = [one for item in record.items for one in item.disagreements]
    if not asked:
        return Finding("disagreements", True, "Aucun membre n’a demandé d’y écrire un désaccord.")
    count = plural(len(asked), "désaccord demandé est noté", "désaccords demandés sont notés")
    return Finding("disagreements", True, f"{count}.")


# The order is the order of the sentences on the page.
MENTIONS: tuple[Callable[[MeetingRecord], Finding], ...] = (
    presided,
    members_present,
    names_of_the_present,
    proxies_named,
    quorum_stated,
    matters,
    sense_of_each_deliberation,
    votes_counted,
    disagreements_written,
)


def check_mentions(record: MeetingRecord, sections: Iterable[Section] = ()) -> tuple[Finding, ...]:
    """Every compulsory mention, then what a correction by hand may have wiped out."""
    emptied = [
        f"« {part.title} »"
        for part in sections
        if part.drafted and not (part.blocks or part.tables)
    ]
    findings = tuple(mention(record) for mention in MENTIONS)
    if not emptied:
        return findings
    sentence = f"Texte effacé à la main{NBSP}: {sentence_list(emptied)}."
    return (*findings, Finding("written", False, sentence))


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.held is False)
