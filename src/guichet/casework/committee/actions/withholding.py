"""A passage that should not have been published is taken away, and the page says that it was."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from guichet.casework.committee.adoption import adoption_of
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.drafting import (
    Passage,
    corrected,
    from_json,
    kept_decisions,
    passages_of,
    withheld,
)
from guichet.casework.committee.drafting import as_json as plain
from guichet.casework.committee.models import Meeting, Minutes
from guichet.casework.committee.paper import adopted_paper_of, minutes_name, public_paper_of
from guichet.casework.committee.pdf import Paper, minutes_pdf
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents.actions import store_made
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.documents.models import Document
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural

from .minutes import keep_version
from .sealing import seal_soon


class WithholdingRefused(DomainError):
    """Nothing is published, nothing was chosen, or the reason says what is taken away."""


@transaction.atomic
def withhold(
    meeting: Meeting, *, passages: Collection[str], because: str, by: User | None, at: datetime
) -> Minutes:
    """Mask these passages in the page, the files, the data and the feeds; make the files again.

    The texts and the files of before stay in the versions of the minutes and in the sealed packs,
    which only the desk opens. The words that are left are those that were approved.
    """
    lock_afresh(meeting)
    if meeting.status != MeetingStatus.PUBLISHED:
        raise WithholdingRefused("Cette séance n’est pas publiée : masquez dans le procès-verbal.")
    minutes = Minutes.objects.for_public_page().select_for_update(of=("self",)).get(meeting=meeting)
    sections, page = from_json(minutes.sections), from_json(minutes.public_sections)
    chosen = [one for one in passages_of(page, sections) if one.key in passages]
    _check(chosen, because)
    keys, day, because = {one.key for one in chosen}, local_day(at), because.strip()
    minutes.sections = plain(corrected(withheld(sections, keys), on=day, because=because))
    minutes.public_sections = plain(corrected(withheld(page, keys), on=day, because=because))
    minutes.public_decisions = kept_decisions(minutes.public_decisions, keys)
    _print_again(minutes, by=by, at=at)
    minutes.version += 1
    minutes.save()
    keep_version(minutes, what=f"Retiré de la publication : {because}", by=by, at=at)
    record(
        by=by, action="meeting.withhold", target=meeting, at=at, because=because,
        told=plural(len(chosen), "passage"),
        sha256=minutes.document.sha256 if minutes.document else "",
    )  # fmt: skip
    seal_soon(meeting, occasion="passage retiré de la publication")
    return minutes


def _check(chosen: Collection[Passage], because: str) -> None:
    if not chosen:
        raise WithholdingRefused("Cochez au moins un passage qui est encore publié.")
    if not because.strip():
        raise WithholdingRefused("Dites pourquoi : le motif est public, avec la date.")
    if any(one.text.casefold() in because.casefold() for one in chosen):
        raise WithholdingRefused("Le motif est public : n’y répétez pas ce que vous retirez.")


def _print_again(minutes: Minutes, *, by: User | None, at: datetime) -> None:
    """Each edition under its own address: the file of before is no longer served."""
    meeting, on = minutes.meeting, local_day(at)
    if minutes.document is not None:
        paper = public_paper_of(meeting, minutes, on=on)
        minutes.document = _kept(paper, minutes_name(meeting), by=by, at=at)
    if minutes.adopted_document is not None and minutes.adopted_in is not None:
        adoption = adoption_of(minutes, minutes.adopted_in, public=True)
        paper = adopted_paper_of(meeting, minutes, on=on, adoption=adoption)
        minutes.adopted_document = _kept(paper, minutes_name(meeting, edition=2), by=by, at=at)


def _kept(paper: Paper, name: str, *, by: User | None, at: datetime) -> Document:
    return store_made(minutes_pdf(paper), name=name, kind=DocumentKind.MINUTES, by=by, at=at)
