"""What the next meeting says of minutes: approved on that day, in which words, and the amendments
that were kept. Pure: nothing of it changes the text that was approved before."""

from dataclasses import dataclass
from datetime import date

from guichet.casework.committee.wording import COMMITTEE, Noun
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP

from .texts import Bullets, Paragraph, Section, paragraphs, section

KEY = "adoption"


@dataclass(frozen=True)
class Adoption:
    """The day of the meeting that approved them, its words, the parts that members amended."""

    day: date
    note: str = ""
    # (key of the part, its title), for each amendment that was accepted.
    amended: tuple[tuple[str, str], ...] = ()
    body: Noun = COMMITTEE


def adoption_sentence(adoption: Adoption) -> str:
    who = adoption.body.the()
    return f"Procès-verbal approuvé par {who} à la séance du {long_date(adoption.day)}."


def with_adoption(sections: tuple[Section, ...], adoption: Adoption) -> tuple[Section, ...]:
    """The same text, followed by what became of it; amendments of parts that are not there are
    not told."""
    keys = {part.key for part in sections}
    titles = dict.fromkeys(title for key, title in adoption.amended if key in keys)
    told = (
        (Paragraph(f"Amendements des membres retenus dans ce texte{NBSP}:"), Bullets(tuple(titles)))
        if titles
        else ()
    )
    said = Paragraph(adoption_sentence(adoption))
    return (
        *sections,
        section(
            KEY, f"Approbation par {adoption.body.the()}", said, *paragraphs(adoption.note), *told
        ),
    )
