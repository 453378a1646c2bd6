"""Minutes are drafted from the record, corrected, approved, then told to everybody."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from guichet.casework.committee import notifications
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.drafting import (
    Finding,
    Section,
    as_json,
    blocking,
    check_masks,
    check_mentions,
    decisions_of,
    from_json,
    keep_corrections,
    merged,
    minutes_of,
    public_page_of,
)
from guichet.casework.committee.extracts import pending_extracts
from guichet.casework.committee.models import (
    AgendaItem,
    Meeting,
    Minutes,
    MinutesVersion,
    Promise,
)
from guichet.casework.committee.paper import minutes_name, public_paper_of
from guichet.casework.committee.pdf import minutes_pdf
from guichet.casework.committee.sources import record_of
from guichet.casework.committee.workflow import WORKFLOW
from guichet.casework.demands.correspondents import applicant_to_tell
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import moving, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.documents.actions import store_made
from guichet.foundations.documents.choices import DocumentKind
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from .sealing import seal_soon
from .second_editions import issue_editions
from .telling import tell

# Which text is corrected: the minutes themselves, or the page that everybody reads.
MINUTES, PUBLIC = "minutes", "public"
_COLUMNS = {MINUTES: "sections", PUBLIC: "public_sections"}


class MinutesIncomplete(DomainError):
    """A mention that minutes must bear is missing (CRPA R133-13)."""


class MinutesChanged(DomainError):
    """Somebody else saved the text first; what was typed is still on the screen."""


class MinutesClosed(DomainError):
    """The minutes are not written yet, or are approved and no longer change."""


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: User | None, at: datetime) -> Minutes:
    """Write both texts from the record of the meeting; what was corrected by hand stays."""
    with moving(meeting, WORKFLOW, "draft_minutes", by=by, at=at):
        facts = record_of(meeting)
        undecided = [f"« {item.title} »" for item in facts.items if not item.outcome]
        if undecided:
            raise MinutesIncomplete(
                "Le procès-verbal ne peut pas être rédigé : il manque l’issue de "
                f"{', de '.join(undecided)}."
            )
        minutes = Minutes.objects.of_meeting(meeting)
        if minutes is None:
            minutes = Minutes(meeting=meeting, version=0)
        before, public_before = from_json(minutes.sections), from_json(minutes.public_sections)
        minutes.sections = as_json(keep_corrections(minutes_of(facts), before))
        minutes.public_sections = as_json(keep_corrections(public_page_of(facts), public_before))
        minutes.drafted_at = at
        minutes.version += 1
        minutes.save()
        keep_version(minutes, what="Rédigé depuis la séance", by=by, at=at)
    return minutes


@transaction.atomic
def save_minutes(
    meeting: Meeting,
    *,
    part: str,
    texts: Mapping[str, str],
    version: int,
    hidden: Mapping[str, bool] | None = None,
    by: User | None,
    at: datetime,
) -> Minutes:
    """Keep the text typed for some sections, and which of them the public does not read.

    Somebody who saved other sections meanwhile loses nothing: both corrections are kept. The same
    section changed twice is refused, and both texts are shown to whoever comes second.
    """
    minutes = writable(meeting)
    name = _COLUMNS[part]
    now = from_json(getattr(minutes, name))
    base = now if minutes.version == version else text_as_of(minutes, version, part)
    joined = merged(base, now, texts, hidden or {})
    if joined.conflicts:
        raise MinutesChanged(
            "Ce texte n’a pas été enregistré : quelqu’un en a enregistré un autre pendant que "
            "vous écriviez. Le vôtre est toujours là, ci-dessous ; comparez, puis enregistrez de "
            "nouveau pour remplacer l’autre."
        )
    changed = [new.title for old, new in zip(now, joined.sections, strict=True) if new != old]
    if not changed:
        return minutes
    setattr(minutes, name, as_json(joined.sections))
    minutes.version += 1
    minutes.save(update_fields=[name, "version"])
    keep_version(minutes, what=", ".join(changed), by=by, at=at)
    record(by=by, action="meeting.save_minutes", target=meeting, at=at, parts=", ".join(changed))
    return minutes


def keep_version(minutes: Minutes, *, what: str, by: User | None, at: datetime) -> None:
    """Both texts as they now are, with who saved them and what changed."""
    MinutesVersion.objects.create(
        minutes=minutes,
        number=minutes.version,
        sections=minutes.sections,
        public_sections=minutes.public_sections,
        saved_at=at,
        saved_by_label=str(by) if by else "Guichet",
        what=what[:2000],
    )


def text_as_of(minutes: Minutes, version: int, part: str) -> tuple[Section, ...]:
    """The text that somebody began to correct; nothing at all when that version is unknown."""
    kept = MinutesVersion.objects.of_minutes(minutes).filter(number=version).first()
    return from_json(getattr(kept, _COLUMNS[part])) if kept else ()


@transaction.atomic
def approve_minutes(meeting: Meeting, *, by: User | None, at: datetime) -> Minutes:
    """The chair vouches for the text; from now on it does not change.

    The meeting is then closed (glossary: clôture), which supposes that each case heard what the
    committee said of it: no item is closed before its extract went back (ADR 0023).
    """
    with moving(meeting, WORKFLOW, "approve_minutes", by=by, at=at):
        minutes = Minutes.objects.get(meeting=meeting)
        missing = blocking(findings_of(meeting, minutes))
        if missing:
            raise MinutesIncomplete(
                "Le procès-verbal ne peut pas encore être approuvé. "
                + " ".join(finding.sentence for finding in missing)
            )
        minutes.approved_at = at
        minutes.approved_by_label = _signature(by, meeting)
        minutes.version += 1
        minutes.save(update_fields=["approved_at", "approved_by_label", "version"])
        keep_version(minutes, what="Approuvé", by=by, at=at)
    seal_soon(meeting, occasion="clôture de la séance")
    return minutes


def findings_of(meeting: Meeting, minutes: Minutes) -> tuple[Finding, ...]:
    """All that stands between a draft and its approval, in the order of the page."""
    facts = record_of(meeting)
    sections = from_json(minutes.sections)
    return (
        *check_mentions(facts, sections),
        *check_masks(facts, sections, from_json(minutes.public_sections)),
        *pending_extracts(meeting, sections).findings,
    )


@transaction.atomic
def publish(meeting: Meeting, *, by: User | None, at: datetime) -> Minutes:
    """Make the accessible file, open the public page, and tell those whose case was presented."""
    if not meeting.committee.is_public:
        raise MinutesClosed(
            f"Les séances de « {meeting.committee.name} » ne se publient pas : le procès-verbal "
            "approuvé est pour ses membres."
        )
    with moving(meeting, WORKFLOW, "publish", by=by, at=at):
        meeting.published_at = at
        minutes = Minutes.objects.get(meeting=meeting)
        if not meeting.is_rehearsal:
            minutes = render_minutes(meeting, by=by, at=at)
        decided = decisions_of(
            record_of(meeting),
            from_json(minutes.sections),
            from_json(minutes.public_sections),
        )
        minutes.public_decisions = [decision.as_json() for decision in decided]
        minutes.save(update_fields=["public_decisions"])
    issue_editions(meeting, by=by, at=at)
    day = long_date(meeting.day)
    for demand, outcome in _presented(meeting):
        record(by=by, action="meeting.told", target=demand, at=at, day=day, outcome=outcome)
        letter = notifications.told(demand, meeting, outcome=outcome)
        tell(meeting, applicant_to_tell(demand), letter, at=at)
    seal_soon(meeting, occasion="publication du procès-verbal")
    return minutes


@transaction.atomic
def render_minutes(meeting: Meeting, *, by: User | None, at: datetime) -> Minutes:
    """Make the file once; a second run (a job replayed) keeps the one that is there."""
    minutes = Minutes.objects.select_for_update(of=("self",)).get(meeting=meeting)
    if minutes.document_id is None:
        minutes.document = store_made(
            minutes_pdf(public_paper_of(meeting, minutes, on=local_day(at))),
            name=minutes_name(meeting),
            kind=DocumentKind.MINUTES,
            by=by,
            at=at,
        )
        minutes.save(update_fields=["document"])
    return minutes


def writable(meeting: Meeting) -> Minutes:
    """The text that is being corrected; the meeting is locked first, as every move does."""
    lock_afresh(meeting)
    minutes = Minutes.objects.of_meeting(meeting)
    if minutes is None:
        raise MinutesClosed("Le procès-verbal n’est pas encore rédigé : commencez par le rédiger.")
    if meeting.status != MeetingStatus.MINUTED:
        raise MinutesClosed(
            "Le procès-verbal n’est plus modifiable : l’état de la séance est maintenant "
            f"« {meeting.get_status_display()} »."
        )
    return minutes


def _presented(meeting: Meeting) -> list[tuple[Demand, str]]:
    """Each demand that an item or a promise pointed to, once, with what the committee did of it."""
    found: dict[int, tuple[Demand, str]] = {}
    if meeting.is_rehearsal:
        return []
    items = AgendaItem.objects.of_meeting(meeting).in_order()
    for item in items.select_related("demand__department", "support__demand__department"):
        demand = item.demand or (item.support.demand if item.support else None)
        if demand is not None:
            found.setdefault(demand.pk, (demand, str(item.get_outcome_display()).lower()))
    promises = Promise.objects.of_meeting(meeting).in_order()
    for promise in promises.select_related("demand__department"):
        if promise.demand is not None:
            outcome = f"un engagement a été pris par {promise.holder}"
            found.setdefault(promise.demand.pk, (promise.demand, outcome))
    return list(found.values())


def _signature(by: User | None, meeting: Meeting) -> str:
    """The quality in which the person approves; the name alone when there is none."""
    grants = access_of(by).grants if by else ()
    titles = [
        grant.title
        for grant in grants
        if grant.role == Role.PREFECT and grant.department_code == meeting.department_code
    ]
    return ", ".join(filter(None, [str(by) if by else "Guichet", *titles[:1]]))
