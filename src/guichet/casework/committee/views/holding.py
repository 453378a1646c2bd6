"""The meeting in progress: roll call, quorum light, outcomes, promises, closing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, correspondents, roll_call
from guichet.casework.committee.forms import (
    AgainForm,
    ClosingForm,
    LateItemForm,
    OutcomeForm,
    PromiseForm,
)
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.deeds import carry_out, kept

from . import bench, promising, roll
from .found import held_or_403, item_or_404, trail
from .versions import unless_known

NOT_OPEN = "La séance n’est pas en cours."


@require_POST
def open_meeting(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    done = carry_out(
        request,
        lambda: actions.open_meeting(meeting, by=request.user, at=timezone.now()),
        success="La séance est ouverte. Faites l’appel.",
    )
    return redirect("committee:holding", pk) if done else redirect(meeting)


@require_safe
def holding(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    if not meeting.is_open:
        messages.error(request, NOT_OPEN)
        return redirect(meeting)
    return _page(request, meeting)


@require_safe
def holding_state(request: Request, pk: int) -> HttpResponse:
    """The parts of the page that facts change; the forms, and what is being typed, stay."""
    meeting = held_or_403(request, pk)

    def draw(version: str) -> HttpResponse:
        context = {**bench.state_of(meeting), "presences": bench.presences(meeting)}
        return render(request, "committee/holding_state.html", context)

    return unless_known(request, meeting, draw, reader=request.user.pk)


@require_POST
def record_roll_call(request: Request, pk: int) -> HttpResponse:
    """Every row at once: proxies are judged on the final picture."""
    meeting = held_or_403(request, pk)
    rows = roll.rows_of(meeting, request.POST)
    calls = roll.calls_of(rows)
    if calls is None:
        return _page(request, meeting, rows=rows, alert=roll.INVALID)
    changed: list[int] = []
    done = roll.carried(
        rows,
        lambda: changed.append(
            actions.record_roll_call(meeting, calls, by=request.user, at=timezone.now())
        ),
    )
    if done:
        told = plural(changed[0], "présence enregistrée", "présences enregistrées")
        messages.success(request, f"{told}." if changed[0] else "Aucune présence n’a changé.")
        return redirect("committee:holding", pk)
    return _refused(request, meeting, rows)


@require_POST
def record_attendance(request: Request, pk: int, seat: int) -> HttpResponse:
    """One row, by its own button."""
    meeting = held_or_403(request, pk)
    rows = roll.rows_of(meeting, request.POST)
    row = next((row for row in rows if row.seat.pk == seat), None)
    if row is None:
        raise Http404
    done = roll.carried([row], lambda: _record_row(request, meeting, row))
    if done:
        messages.success(request, f"Présence enregistrée : {row.seat.label}.")
        return redirect(f"{meeting.get_absolute_url()}en-cours/#siege-{seat}")
    return _refused(request, meeting, rows)


@require_POST
def record_outcome(request: Request, pk: int, item: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    form = OutcomeForm(request.POST, item=found)
    done = kept(
        form,
        lambda: actions.record_outcome(found, **form.what(), by=request.user, at=timezone.now()),
    )
    if done:
        told = f"{found.get_outcome_display()} : « {found.title} »."
        messages.success(request, f"{told} {found.result_sentence}".strip())
        return redirect(f"{meeting.get_absolute_url()}en-cours/#point-{found.pk}")
    return _refused(request, meeting, None, outcome_form=(found.pk, form))


@require_POST
def make_promise(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = PromiseForm(request.POST, organisations=correspondents.who_may_promise(meeting))
    if kept(form, lambda: promising.promise(request, meeting, form, at=timezone.now())):
        messages.success(request, "L’engagement est noté.")
        return redirect(f"{meeting.get_absolute_url()}en-cours/#engagements")
    return _refused(request, meeting, None, promise_form=form)


@require_POST
def close_meeting(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = ClosingForm(request.POST)
    done = kept(
        form,
        lambda: actions.close_meeting(
            meeting, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
    )
    if done:
        messages.success(request, "La séance est levée. Vous pouvez rédiger le procès-verbal.")
        return redirect(meeting)
    return _refused(request, meeting, None, closing_form=form)


@require_safe
def second_convocation(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    if not meeting.is_open:
        messages.error(request, NOT_OPEN)
        return redirect(meeting)
    form = AgainForm(initial={"form": meeting.form, "place": meeting.place})
    return _again_page(request, meeting, form)


@require_POST
def convene_again(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = AgainForm(request.POST)
    made: list[Meeting] = []
    done = kept(
        form,
        lambda: made.append(
            actions.convene_again(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
        ),
    )
    if done:
        messages.success(request, "La séance est levée, et les membres sont convoqués à nouveau.")
        return redirect(made[0])
    return _again_page(request, held_or_403(request, pk), form, status=422)


def _record_row(request: Request, meeting: Meeting, row: roll.Row) -> None:
    call = row.call()
    if call is None:
        raise actions.AttendanceRefused("Choisissez comment ce membre participe.")
    actions.record_attendance(
        meeting,
        call.seat,
        mode=call.mode,
        represented_by=call.represented_by,
        attendee_label=call.attendee_label,
        by=request.user,
        at=timezone.now(),
    )


def _refused(
    request: Request, meeting: Meeting, rows: list[roll.Row] | None, **refused: Any
) -> HttpResponse:
    """The page again with what was typed; a meeting that is over has its own page."""
    fresh = held_or_403(request, meeting.pk)
    if not fresh.is_open:
        messages.error(request, NOT_OPEN)
        return redirect(fresh)
    return _page(request, fresh, rows=rows, status=422, **refused)


def _page(
    request: Request,
    meeting: Meeting,
    *,
    rows: list[roll.Row] | None = None,
    alert: str = "",
    outcome_form: tuple[int, OutcomeForm] | None = None,
    promise_form: PromiseForm | None = None,
    closing_form: ClosingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: Mapping[str, object] = {
        "trail": trail(meeting),
        "rows": rows if rows is not None else roll.rows_of(meeting),
        "alert": alert,
        "promise_form": promise_form
        or PromiseForm(organisations=correspondents.who_may_promise(meeting)),
        "late_form": LateItemForm(),
        "closing_form": closing_form or ClosingForm(auto_id="closing_%s"),
        **bench.page_of(meeting, refused=dict([outcome_form]) if outcome_form else {}),
    }
    return render(request, "committee/holding.html", context, status=422 if alert else status)


def _again_page(
    request: Request, meeting: Meeting, form: AgainForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "form": form,
        "quorum": roll_call.quorum_of(meeting),
        "items": AgendaItem.objects.of_meeting(meeting).in_order(),
    }
    return render(request, "committee/second_convocation.html", context, status=status)
