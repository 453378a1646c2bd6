"""The minutes of a meeting: read, draft, correct, approve, publish."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.actions.minutes import MINUTES, PUBLIC, findings_of, text_as_of
from guichet.casework.committee.adoption import adopted_at, adoption_of
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.docx_paper import CONTENT_TYPE
from guichet.casework.committee.docx_paper import minutes_docx as make_docx
from guichet.casework.committee.drafting import from_json, heading_of
from guichet.casework.committee.forms import ConfirmForm, SectionsForm
from guichet.casework.committee.models import Meeting, Minutes
from guichet.casework.committee.paper import minutes_name, paper_of
from guichet.casework.committee.pdf import Paper
from guichet.casework.committee.pdf import minutes_pdf as make_pdf
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out

# The word of the address for each text.
PARTS = {"proces-verbal": MINUTES, "page-publique": PUBLIC}
READ_AGAIN = "Cochez la case pour dire que vous avez relu le texte, puis recommencez."


@require_safe
def minutes(request: Request, pk: int) -> HttpResponse:
    """Both texts, what is still missing, and the next deed."""
    meeting = _visible_or_404(request, pk)
    if not permissions.can_read_minutes(request.user, meeting):
        raise PermissionDenied
    kept = _minutes_of(meeting)
    may_write = permissions.can_write_minutes(request.user, meeting)
    is_draft = meeting.status == MeetingStatus.MINUTED
    part = _part(request)
    context = {
        "meeting": meeting,
        "heading": heading_of(meeting.day, meeting.committee.of_its_meetings),
        "minutes": kept,
        "part": part,
        "sections": from_json(_stored(kept, PARTS[part])) if kept else (),
        "findings": findings_of(meeting, kept) if kept and is_draft else (),
        "may_draft": may_write and meeting.status in {MeetingStatus.HELD, MeetingStatus.MINUTED},
        "may_correct": may_write and is_draft,
        "may_approve": permissions.can_approve_minutes(request.user, meeting) and is_draft,
        "may_publish": may_write
        and meeting.status == MeetingStatus.APPROVED
        and meeting.committee.is_public,
        "adopted": adopted_at(meeting),
        "may_hold": permissions.can_hold(request.user, meeting),
        "may_write": may_write,
        "is_published": meeting.status == MeetingStatus.PUBLISHED,
    }
    return render(request, "committee/minutes.html", context)


@require_safe
def edit_minutes(request: Request, pk: int) -> HttpResponse:
    """The text of each section in its own field; tables come from the record and stay."""
    meeting = _writable_or_refused(request, pk)
    kept = _minutes_of(meeting)
    if kept is None or meeting.status != MeetingStatus.MINUTED:
        messages.error(request, "Le texte n’est pas, ou n’est plus, modifiable.")
        return redirect("committee:minutes", pk)
    part = _part(request)
    form = SectionsForm(from_json(_stored(kept, PARTS[part])), version=kept.version)
    return render(request, "committee/edit_minutes.html", _editing(meeting, part, form))


@require_POST
def save_minutes(request: Request, pk: int) -> HttpResponse:
    meeting = _writable_or_refused(request, pk)
    kept = _minutes_of(meeting)
    if kept is None:
        messages.error(request, "Le procès-verbal n’est pas encore rédigé.")
        return redirect("committee:minutes", pk)
    part = _part(request)
    sections = from_json(_stored(kept, PARTS[part]))
    form = SectionsForm(sections, data=request.POST, version=kept.version)
    if not form.is_valid():
        context = _editing(meeting, part, form)
        return render(request, "committee/edit_minutes.html", context, status=422)
    try:
        actions.save_minutes(
            meeting,
            part=PARTS[part],
            texts=form.texts(),
            hidden=form.hidden(),
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        base = text_as_of(kept, form.cleaned_data["version"], PARTS[part])
        again = form.again(sections, base=base, version=kept.version)
        context = _editing(meeting, part, again)
        return render(request, "committee/edit_minutes.html", context, status=409)
    messages.success(request, "Le texte est enregistré.")
    return redirect(_address(pk, part))


@require_POST
def draft_minutes(request: Request, pk: int) -> HttpResponse:
    meeting = _writable_or_refused(request, pk)
    carry_out(
        request,
        lambda: actions.draft_minutes(meeting, by=request.user, at=timezone.now()),
        success="Le procès-verbal et la page publique sont rédigés. Relisez-les.",
    )
    return redirect("committee:minutes", pk)


@require_POST
def approve_minutes(request: Request, pk: int) -> HttpResponse:
    meeting = _visible_or_404(request, pk)
    if not permissions.can_approve_minutes(request.user, meeting):
        raise PermissionDenied
    if _is_confirmed(request):
        carry_out(
            request,
            lambda: actions.approve_minutes(meeting, by=request.user, at=timezone.now()),
            success="Le procès-verbal est approuvé. Il ne change plus ; il peut être publié.",
        )
    return redirect("committee:minutes", pk)


@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    meeting = _writable_or_refused(request, pk)
    if _is_confirmed(request):
        carry_out(
            request,
            lambda: actions.publish(meeting, by=request.user, at=timezone.now()),
            success="La séance est publiée. Les demandeurs dont le dossier a été présenté en "
            "sont avertis.",
        )
    return redirect("committee:minutes", pk)


@require_safe
def minutes_pdf(request: Request, pk: int) -> HttpResponse:
    """The print of a text that is not published: nothing is kept of it."""
    meeting = _readable_or_404(request, pk)
    paper = _printable(request, meeting)
    if paper is None:
        return redirect("committee:minutes", pk)
    content = make_pdf(paper)
    name = minutes_name(meeting)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_safe
def minutes_docx(request: Request, pk: int) -> HttpResponse:
    """The same text for a word processor, to be annotated; nothing is kept of it."""
    meeting = _readable_or_404(request, pk)
    paper = _printable(request, meeting)
    if paper is None:
        return redirect("committee:minutes", pk)
    content = make_docx(paper)
    name = minutes_name(meeting).replace(".pdf", ".docx")
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _visible_or_404(request: Request, pk: int) -> Meeting:
    return get_object_or_404(Meeting.with_rehearsals.visible_to(request.user).for_index(), pk=pk)


def _writable_or_refused(request: Request, pk: int) -> Meeting:
    meeting = _visible_or_404(request, pk)
    if not permissions.can_write_minutes(request.user, meeting):
        raise PermissionDenied
    return meeting


def _minutes_of(meeting: Meeting) -> Minutes | None:
    return Minutes.objects.of_meeting(meeting)


def _stored(kept: Minutes, part: str) -> list[dict[str, object]]:
    stored: list[dict[str, object]] = kept.sections if part == MINUTES else kept.public_sections
    return stored


def _part(request: Request) -> str:
    asked = request.GET.get("partie", "")
    return asked if asked in PARTS else "proces-verbal"


def _editing(meeting: Meeting, part: str, form: SectionsForm) -> dict[str, object]:
    return {
        "meeting": meeting,
        "heading": heading_of(meeting.day, meeting.committee.of_its_meetings),
        "part": part,
        "form": form,
        "differing": form.differing() if form.is_bound else [],
    }


def _address(pk: int, part: str) -> str:
    return f"{reverse('committee:minutes', args=[pk])}?partie={part}"


def _is_confirmed(request: Request) -> bool:
    confirmed = ConfirmForm(request.POST).is_valid()
    if not confirmed:
        messages.error(request, READ_AGAIN)
    return confirmed


def _readable_or_404(request: Request, pk: int) -> Meeting:
    meeting = _visible_or_404(request, pk)
    if not permissions.can_read_minutes(request.user, meeting):
        raise PermissionDenied
    return meeting


def _printable(request: Request, meeting: Meeting) -> Paper | None:
    """The text as it will be printed; when there is none, the next page says so."""
    kept = _minutes_of(meeting)
    if kept is None:
        messages.error(request, "Le procès-verbal n’est pas encore rédigé.")
        return None
    adopting = adopted_at(meeting)
    adoption = adoption_of(kept, adopting, public=False) if adopting else None
    return paper_of(meeting, kept, on=local_day(timezone.now()), adoption=adoption)
