"""The minutes as a document: title, dates, signature, and the name of the file."""

from dataclasses import replace
from datetime import date

from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.text import NBSP

from .drafting import (
    Adoption,
    adoption_sentence,
    from_json,
    heading_of,
    masks_something,
    published,
    with_adoption,
)
from .models import Meeting, Minutes
from .pdf import Paper

# Said once, wherever something is left out, without saying what.
NOT_PUBLISHED = (
    "Des passages ne sont pas publiés (articles L311-5 et L311-6 du code des relations entre le "
    "public et l’administration)."
)

SECOND_EDITION = "Seconde édition : le texte est celui de la première, suivi de son approbation."


def paper_of(
    meeting: Meeting, minutes: Minutes, *, on: date, adoption: Adoption | None = None
) -> Paper:
    """What is printed: `on` is the day of publication, or of the print when it is a draft."""
    committee = meeting.committee
    lines = [f"Mis à jour le {long_date(on)}"]
    if minutes.approved_at is None:
        lines.append("Projet de procès-verbal, non approuvé")
    sections = from_json(minutes.sections)
    if adoption is not None:
        lines.append(adoption_sentence(adoption))
        sections = with_adoption(sections, adoption)
    return Paper(
        title=f"{heading_of(meeting.day, committee.of_its_meetings)}{NBSP}: procès-verbal",
        author=committee.name,
        day=on,
        lines=tuple(lines),
        sections=sections,
        signature=signature_of(minutes),
        mark=meeting.page_banner,
        keywords=("procès-verbal", committee.name),
    )


def public_paper_of(meeting: Meeting, minutes: Minutes, *, on: date) -> Paper:
    """The file that everybody may open: nothing of it that is kept from the public."""
    whole = paper_of(meeting, minutes, on=on)
    return _opened(whole)


def adopted_paper_of(meeting: Meeting, minutes: Minutes, *, on: date, adoption: Adoption) -> Paper:
    """The second edition that everybody may open; amendments of hidden parts are not told."""
    shown = {part.key for part in published(from_json(minutes.sections))}
    told = tuple((key, title) for key, title in adoption.amended if key in shown)
    whole = paper_of(meeting, minutes, on=on, adoption=replace(adoption, amended=told))
    return _opened(replace(whole, lines=(*whole.lines, SECOND_EDITION)))


def _opened(whole: Paper) -> Paper:
    told = (NOT_PUBLISHED,) if masks_something(whole.sections) else ()
    return replace(whole, lines=(*whole.lines, *told), sections=published(whole.sections))


def signature_of(minutes: Minutes) -> str:
    if minutes.approved_at is None:
        return ""
    day = long_date(local_day(minutes.approved_at))
    return f"Procès-verbal approuvé le {day}. Signataire{NBSP}: {minutes.approved_by_label}."


def minutes_name(meeting: Meeting, *, edition: int = 1) -> str:
    again = f"-edition-{edition}" if edition > 1 else ""
    return f"proces-verbal-comite-{meeting.department_code}-{meeting.day.isoformat()}{again}.pdf"
