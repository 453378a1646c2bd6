"""The gestures of the secretary's screen, one address for all of them.

A form of the page that carries `data-gesture` is sent here by meeting.js, with a key; without the
script it goes to its own address. Either way the same forms and the same actions decide.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, correspondents, roll_call
from guichet.casework.committee.actions import Count
from guichet.casework.committee.forms import (
    EnvelopeForm,
    LateItemForm,
    OutcomeForm,
    PromiseForm,
    RecusalForm,
)
from guichet.casework.committee.models import AgendaItem, Meeting, Seat
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import plural, typeset
from guichet.foundations.ui.deeds import carry_out

from . import promising, roll
from .found import held_or_403, item_or_404

F = TypeVar("F", bound=forms.Form)
Deed = Callable[[Request, Meeting, datetime], str]


class GestureRefused(DomainError):
    """The gesture cannot be read, or names something that is not there."""


@require_POST
def gesture(request: Request, pk: int) -> JsonResponse:
    """Done once, whatever the network did. 422: refused, with the sentence that says why."""
    meeting = held_or_403(request, pk)
    envelope = EnvelopeForm(request.POST)
    if not envelope.is_valid() or envelope.cleaned_data["kind"] not in KINDS:
        return _answer("Ce geste ne peut pas être lu : rechargez la page.", status=422)
    told = envelope.cleaned_data
    deed = KINDS[told["kind"]]
    try:
        sentence = actions.once(
            meeting,
            key=told["key"],
            kind=told["kind"],
            made_at=told["made_at"].replace(tzinfo=UTC),
            received_at=timezone.now(),
            deed=lambda at: deed(request, meeting, at),
        )
    except DomainError as refusal:
        return _answer(refusal.sentence, status=422)
    return _answer(sentence)


@require_safe
def tally(request: Request, pk: int, item: int) -> HttpResponse:
    """What the count that is being typed gives: the sentence that the chair confirms."""
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    form = OutcomeForm(request.GET, item=found)
    form.full_clean()
    context: dict[str, object] = {"proposed": "", "sentence": ""}
    try:
        code, context["sentence"] = actions.preview(found, _count(form))
        context["proposed"] = code
    except DomainError as refusal:
        context["sentence"] = refusal.sentence
    return render(request, "committee/tally.html", context)


def _count(form: OutcomeForm) -> Count:
    typed = form.cleaned_data
    return Count(
        typed.get("votes_for"),
        typed.get("votes_against"),
        typed.get("abstentions"),
        typed.get("chair_vote", ""),
        form.college_votes(),
    )


@require_POST
def take_up(request: Request, pk: int) -> HttpResponse:
    return _by_form(request, pk, "take_up", "Le point est en cours.")


@require_POST
def record_recusal(request: Request, pk: int) -> HttpResponse:
    return _by_form(request, pk, "recusal", "Le déport est noté.")


@require_POST
def lift_recusal(request: Request, pk: int) -> HttpResponse:
    return _by_form(request, pk, "lift_recusal", "Le déport est levé.")


@require_POST
def add_late_item(request: Request, pk: int) -> HttpResponse:
    return _by_form(request, pk, "late_item", "Le point tardif est ajouté.")


def _by_form(request: Request, pk: int, kind: str, success: str) -> HttpResponse:
    """The same gesture without the script: now, then back to its place on the page."""
    meeting = held_or_403(request, pk)
    carry_out(request, lambda: KINDS[kind](request, meeting, timezone.now()), success=success)
    item = _number(request, "item")
    anchor = f"#point-{item}" if item else "#points"
    return redirect(f"{meeting.get_absolute_url()}en-cours/{anchor}")


def _attendance(request: Request, meeting: Meeting, at: datetime) -> str:
    seat = _number(request, "seat")
    rows = roll.rows_of(meeting, request.POST, only=seat)
    call = rows[0].call() if rows else None
    if call is None:
        raise GestureRefused("Choisissez comment ce membre participe.")
    actions.record_attendance(
        meeting,
        call.seat,
        mode=call.mode,
        represented_by=call.represented_by,
        attendee_label=call.attendee_label,
        by=request.user,
        at=at,
    )
    return f"Noté : {call.seat.label}."


def _roll_call(request: Request, meeting: Meeting, at: datetime) -> str:
    calls = roll.calls_of(roll.rows_of(meeting, request.POST))
    if calls is None:
        raise GestureRefused(roll.INVALID)
    changed = actions.record_roll_call(meeting, calls, by=request.user, at=at)
    told = plural(changed, "présence enregistrée", "présences enregistrées")
    return f"{told}." if changed else "Aucune présence n’a changé."


def _take_up(request: Request, meeting: Meeting, at: datetime) -> str:
    item = _item(request, meeting)
    actions.take_up(item, by=request.user, at=at)
    return f"Point en cours : « {item.title} »."


def _note(request: Request, meeting: Meeting, at: datetime) -> str:
    item = _item(request, meeting)
    note = request.POST.get(f"item-{item.pk}-note", "")
    actions.note_item(item, note=note, by=request.user, at=at)
    return f"La note est enregistrée : « {item.title} »."


def _outcome(request: Request, meeting: Meeting, at: datetime) -> str:
    item = _item(request, meeting)
    form = _valid(OutcomeForm(request.POST, item=item))
    actions.record_outcome(item, **form.what(), by=request.user, at=at)
    return f"{item.get_outcome_display()} : « {item.title} ». {item.result_sentence}".strip()


def _recusal(request: Request, meeting: Meeting, at: datetime) -> str:
    item = _item(request, meeting)
    seats = roll_call.seats_of(meeting)
    form = _valid(RecusalForm(request.POST, items=[item], seats=seats))
    seat = seats[int(form.cleaned_data["seat"])]
    reason = form.cleaned_data["reason"]
    actions.record_recusal(item, seat, reason=reason, by=request.user, at=at)
    again = " L’issue était déjà notée : notez-la de nouveau." if item.outcome else ""
    return f"« {seat.label} » se retire du point « {item.title} ».{again}"


def _lift_recusal(request: Request, meeting: Meeting, at: datetime) -> str:
    item = _item(request, meeting)
    seat = Seat.objects.of_committee(meeting.committee).filter(pk=_number(request, "seat")).first()
    if seat is None:
        raise GestureRefused("Ce siège n’existe pas : rechargez la page.")
    actions.lift_recusal(item, seat, by=request.user, at=at)
    return f"Le déport de « {seat.label} » est levé."


def _promise(request: Request, meeting: Meeting, at: datetime) -> str:
    organisations = correspondents.who_may_promise(meeting)
    form = _valid(PromiseForm(request.POST, organisations=organisations))
    promising.promise(request, meeting, form, at=at)
    return "L’engagement est noté."


def _late_item(request: Request, meeting: Meeting, at: datetime) -> str:
    form = _valid(LateItemForm(request.POST))
    item = actions.add_late_item(meeting, **form.cleaned_data, by=request.user, at=at)
    return f"Le point tardif « {item.title} » est ajouté."


KINDS: dict[str, Deed] = {
    "attendance": _attendance,
    "roll_call": _roll_call,
    "take_up": _take_up,
    "note": _note,
    "outcome": _outcome,
    "recusal": _recusal,
    "lift_recusal": _lift_recusal,
    "promise": _promise,
    "late_item": _late_item,
}


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdigit() else 0


def _item(request: Request, meeting: Meeting) -> AgendaItem:
    try:
        return item_or_404(meeting, _number(request, "item"))
    except Http404 as gone:
        raise GestureRefused("Ce point n’est plus à l’ordre du jour ; rechargez la page.") from gone


def _valid(form: F) -> F:
    """The form, or the first thing that is wrong with it."""
    if form.is_valid():
        return form
    field, errors = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    raise GestureRefused(f"{label} : {errors[0]}" if label else str(errors[0]))


def _answer(sentence: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse({"sentence": typeset(sentence)}, status=status)
