"""Around the text of the minutes: its versions, the amendments, the extracts sent back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.drafting import Section, compare, from_json, heading_of
from guichet.casework.committee.extracts import extracts_of, pending_extracts
from guichet.casework.committee.forms import (
    AmendmentAnswerForm,
    AmendmentForm,
    AmendmentWindowForm,
    DisagreementForm,
)
from guichet.casework.committee.models import (
    AgendaItem,
    Amendment,
    Meeting,
    Minutes,
    MinutesVersion,
)
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out

from .found import item_or_404, trail, visible_or_404


@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """Who saved what and when, and how two versions differ, word by word."""
    meeting, minutes = _read_or_refused(request, pk)
    listed = list(MinutesVersion.objects.of_minutes(minutes).for_list())
    newer, older = _chosen(request, listed)
    public = request.GET.get("partie") == "page-publique"
    context = {
        **_page(meeting),
        "versions": listed,
        "newer": newer,
        "older": older,
        "part": "page-publique" if public else "proces-verbal",
        "changes": compare(_text(older, public=public), _text(newer, public=public))
        if newer and older
        else (),
    }
    return render(request, "committee/versions.html", context)


@require_safe
def extracts(request: Request, pk: int) -> HttpResponse:
    """What goes back to each case, and what has already gone."""
    meeting, minutes = _written_or_refused(request, pk)
    sections = from_json(minutes.sections)
    left = {one.item.pk for one in pending_extracts(meeting, sections).extracts}
    context = {
        **_page(meeting),
        "rows": [(one, one.item.pk in left) for one in extracts_of(meeting, sections)],
        "left": len(left),
        "may_send": bool(left) and meeting.takes_corrections,
    }
    return render(request, "committee/extracts.html", context)


@require_POST
def send_extracts(request: Request, pk: int) -> HttpResponse:
    meeting, _ = _written_or_refused(request, pk)
    carry_out(
        request,
        lambda: actions.send_extracts(meeting, by=request.user, at=timezone.now()),
        success="Les extraits sont renvoyés : ils sont dans l’échange de chaque demande.",
    )
    return redirect("committee:extracts", pk)


@require_safe
def amendments(request: Request, pk: int) -> HttpResponse:
    """What members ask to change, part by part; the secretary answers here."""
    meeting, minutes = _sat_or_refused(request, pk)
    if not _may_amend(request, meeting, minutes):
        return _only_those_who_attended(request, meeting)
    return render(request, "committee/amendments.html", _amending(request, meeting, minutes))


@require_POST
def open_amendments(request: Request, pk: int) -> HttpResponse:
    meeting, _ = _written_or_refused(request, pk)
    form = AmendmentWindowForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Indiquez jusqu’à quel jour les membres peuvent répondre.")
        return redirect("committee:amendments", pk)
    until = form.cleaned_data["until"]
    carry_out(
        request,
        lambda: actions.open_amendments(meeting, until=until, by=request.user, at=timezone.now()),
        success="Le projet est envoyé aux membres qui ont participé à la séance.",
    )
    return redirect("committee:amendments", pk)


@require_POST
def propose_amendment(request: Request, pk: int) -> HttpResponse:
    meeting, minutes = _sat_or_refused(request, pk)
    if not _may_amend(request, meeting, minutes):
        return _only_those_who_attended(request, meeting)
    form = AmendmentForm(request.POST)
    if not form.is_valid():
        context = _amending(request, meeting, minutes, form=form)
        return render(request, "committee/amendments.html", context, status=422)
    carry_out(
        request,
        lambda: actions.propose_amendment(
            meeting, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        success="Votre proposition est enregistrée : le secrétariat vous répondra.",
    )
    return redirect("committee:amendments", pk)


@require_POST
def accept_amendment(request: Request, pk: int, amendment: int) -> HttpResponse:
    found = _amendment_or_404(request, pk, amendment)
    form = AmendmentAnswerForm(request.POST)
    carry_out(
        request,
        lambda: actions.accept_amendment(
            found, answer=form.words(), by=request.user, at=timezone.now()
        ),
        success="L’amendement est accepté : le texte est à jour.",
    )
    return redirect("committee:amendments", pk)


@require_POST
def refuse_amendment(request: Request, pk: int, amendment: int) -> HttpResponse:
    found = _amendment_or_404(request, pk, amendment)
    form = AmendmentAnswerForm(request.POST)
    carry_out(
        request,
        lambda: actions.refuse_amendment(
            found, answer=form.words(), by=request.user, at=timezone.now()
        ),
        success="L’amendement est refusé ; son auteur en est averti.",
    )
    return redirect("committee:amendments", pk)


@require_POST
def record_disagreement(request: Request, pk: int) -> HttpResponse:
    meeting, minutes = _written_or_refused(request, pk)
    items = AgendaItem.objects.of_meeting(meeting).in_order()
    form = DisagreementForm(request.POST, items=items)
    if not form.is_valid():
        context = _amending(request, meeting, minutes, disagreement=form)
        return render(request, "committee/amendments.html", context, status=422)
    item = item_or_404(meeting, form.cleaned_data["item"].pk)
    carry_out(
        request,
        lambda: actions.record_disagreement(
            item,
            member=form.cleaned_data["member"],
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        ),
        success="Le désaccord est noté. Reprenez le procès-verbal depuis la séance : il y sera.",
    )
    return redirect("committee:amendments", pk)


def _amending(
    request: Request,
    meeting: Meeting,
    minutes: Minutes,
    *,
    form: AmendmentForm | None = None,
    disagreement: DisagreementForm | None = None,
) -> dict[str, object]:
    today = local_day(timezone.now())
    sections = from_json(minutes.sections)
    asked = str(form.data.get("section", "")) if form else request.GET.get("partie", "")
    chosen = next((part for part in sections if part.key == asked), None)
    may_write = permissions.can_write_minutes(request.user, meeting) and meeting.takes_corrections
    items = AgendaItem.objects.of_meeting(meeting).in_order()
    if chosen is not None and form is None:
        form = AmendmentForm(initial={"section": chosen.key, "text": chosen.text})
    return {
        **_page(meeting),
        "minutes": minutes,
        "sections": sections,
        "chosen": chosen,
        "form": form if chosen else None,
        "amendments": Amendment.objects.of_minutes(minutes),
        "may_answer": may_write,
        "may_propose": meeting.takes_corrections and minutes.takes_amendments_on(today),
        "window_form": AmendmentWindowForm(),
        "disagreement_form": disagreement or DisagreementForm(items=items),
    }


def _page(meeting: Meeting) -> dict[str, object]:
    return {
        "meeting": meeting,
        "heading": heading_of(meeting.day, meeting.committee.of_its_meetings),
        "trail": trail(meeting),
    }


def _chosen(
    request: Request, listed: list[MinutesVersion]
) -> tuple[MinutesVersion | None, MinutesVersion | None]:
    """The two versions asked for; by default the last one and the one before it."""
    known = {str(version.number): version for version in listed}
    newer = known.get(request.GET.get("a", "")) or (listed[0] if listed else None)
    before = [one for one in listed if newer and one.number < newer.number]
    older = known.get(request.GET.get("de", "")) or (before[0] if before else None)
    return newer, older


def _text(version: MinutesVersion, *, public: bool) -> tuple[Section, ...]:
    return from_json(version.public_sections if public else version.sections)


def _minutes_or_404(meeting: Meeting) -> Minutes:
    minutes = Minutes.objects.of_meeting(meeting)
    if minutes is None:
        raise Http404("Le procès-verbal n’est pas encore rédigé.")
    return minutes


def _read_or_refused(request: Request, pk: int) -> tuple[Meeting, Minutes]:
    """The working versions are for those who write: they hold what is not published."""
    meeting = visible_or_404(request, pk)
    if not permissions.can_hold(request.user, meeting):
        raise PermissionDenied
    return meeting, _minutes_or_404(meeting)


def _written_or_refused(request: Request, pk: int) -> tuple[Meeting, Minutes]:
    meeting = visible_or_404(request, pk)
    if not permissions.can_write_minutes(request.user, meeting):
        raise PermissionDenied
    return meeting, _minutes_or_404(meeting)


def _sat_or_refused(request: Request, pk: int) -> tuple[Meeting, Minutes]:
    """For whoever may amend, and for the members who were not there: they are told why not."""
    meeting = visible_or_404(request, pk)
    minutes = Minutes.objects.of_meeting(meeting)
    if minutes is None:
        raise PermissionDenied
    is_open = minutes.takes_amendments_on(local_day(timezone.now()))
    is_told = is_open and permissions.can_see_restricted(request.user, meeting)
    if not is_told and not _may_amend(request, meeting, minutes):
        raise PermissionDenied
    return meeting, minutes


def _may_amend(request: Request, meeting: Meeting, minutes: Minutes) -> bool:
    return permissions.can_amend(request.user, meeting, minutes, on=local_day(timezone.now()))


def _only_those_who_attended(request: Request, meeting: Meeting) -> HttpResponse:
    messages.error(
        request,
        "Le projet de procès-verbal est relu par les membres qui étaient présents ou représentés à "
        "cette séance, et votre siège ne l’était pas. Vous le lirez dès qu’il sera approuvé ; pour "
        "une erreur qui vous concerne, écrivez au secrétariat.",
    )
    return redirect(meeting)


def _amendment_or_404(request: Request, pk: int, amendment: int) -> Amendment:
    _, minutes = _written_or_refused(request, pk)
    waiting = Amendment.objects.of_minutes(minutes)
    return get_object_or_404(waiting.select_related("minutes__meeting__committee"), pk=amendment)
