"""The minutes as a document: title, dates, signature, and the name of the file."""

from dataclasses import replace
from datetime import date

from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.text import NBSP

from .drafting import from_json, heading_of, masks_something, published
from .models import Meeting, Minutes
from .pdf import Paper

# Said once, wherever something is left out, without saying what.
NOT_PUBLISHED = (
    "Des passages ne sont pas publiés (articles L311-5 et L311-6 du code des relations entre le "
    "public et l’administration)."
)


def paper_of(meeting: Meeting, minutes: Minutes, *, on: date) -> Paper:
    """What is printed: `on` is the day of publication, or of the print when it is a draft."""
    committee = meeting.committee
    lines = [f"Mis à jour le {long_date(on)}"]
    if minutes.approved_at is None:
        lines.append("Projet de procès-verbal, non approuvé")
    return Paper(
        title=f"{heading_of(meeting.day)}{NBSP}: procès-verbal",
        author=committee.name,
        day=on,
        lines=tuple(lines),
        sections=from_json(minutes.sections),
        signature=signature_of(minutes),
        mark=meeting.page_banner,
        keywords=("procès-verbal", "comité local de cohésion territoriale"),
    )


def public_paper_of(meeting: Meeting, minutes: Minutes, *, on: date) -> Paper:
    """The file that everybody may open: nothing of it that is kept from the public."""
    whole = paper_of(meeting, minutes, on=on)
    told = (NOT_PUBLISHED,) if masks_something(whole.sections) else ()
    return replace(whole, lines=(*whole.lines, *told), sections=published(whole.sections))


def signature_of(minutes: Minutes) -> str:
    if minutes.approved_at is None:
        return ""
    day = long_date(local_day(minutes.approved_at))
    return f"Procès-verbal approuvé le {day}. Signataire{NBSP}: {minutes.approved_by_label}."


def minutes_name(meeting: Meeting) -> str:
    return f"proces-verbal-comite-{meeting.department_code}-{meeting.day.isoformat()}.pdf"
