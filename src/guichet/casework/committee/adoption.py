"""From the records to the adoption of some minutes: read from the meeting that approved them."""

from .choices import AmendmentStatus, ItemKind, Outcome
from .drafting import Adoption, blocks_of, from_json, published, text_of
from .models import AgendaItem, Amendment, Meeting, Minutes


def adopted_at(meeting: Meeting) -> Meeting | None:
    """The first later meeting that approved these minutes, if one did."""
    if meeting.closed_at is None or meeting.is_rehearsal:
        return None
    return Meeting.objects.adopting(
        committee=meeting.committee_id, closed_at=meeting.closed_at
    ).first()


def adoption_of(minutes: Minutes, adopting: Meeting, *, public: bool) -> Adoption:
    """What to print; in public, only words that the minutes of that meeting publish themselves."""
    item = (
        AgendaItem.objects.of_meeting(adopting)
        .filter(kind=ItemKind.PREVIOUS_MINUTES, outcome=Outcome.APPROVED)
        .in_order()
        .first()
    )
    note = item.outcome_note if item else ""
    accepted = Amendment.objects.of_minutes(minutes).filter(status=AmendmentStatus.ACCEPTED)
    return Adoption(
        day=adopting.day,
        body=minutes.meeting.committee.noun,
        note=_published_words(note, item, adopting) if item and public else note,
        amended=tuple(accepted.values_list("section_key", "section_title")),
    )


def _published_words(note: str, item: AgendaItem, adopting: Meeting) -> str:
    """A passage that was masked, hidden or corrected there is not said here."""
    minutes = Minutes.objects.of_meeting(adopting)
    parts = published(from_json(minutes.sections)) if minutes else ()
    read = next((part.blocks for part in parts if part.key == f"item-{item.rank}"), ())
    return text_of(block for block in blocks_of(note) if block in read)
