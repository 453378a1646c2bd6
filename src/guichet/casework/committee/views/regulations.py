"""The rules that a committee follows, line by line with their texts, and how they change."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.forms import RulesForm
from guichet.casework.committee.models import College, Committee, Regulation, Seat
from guichet.casework.committee.regulations import rules_of
from guichet.casework.committee.ruleset import RuleSet, sentences
from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError

from .members import composed_or_403, followed_or_404


@require_safe
def rules(request: Request, code: str) -> HttpResponse:
    committee = followed_or_404(request, code)
    current = rules_of(committee, on=local_day(timezone.now()))
    return _page(request, committee, current, _form(committee, current))


@require_POST
def set_rules(request: Request, code: str) -> HttpResponse:
    committee = composed_or_403(request, code)
    now = timezone.now()
    current = rules_of(committee, on=local_day(now))
    form = _form(committee, current, request.POST)
    if form.is_valid():
        try:
            made = actions.set_rules(
                committee,
                form.get_changes(),
                basis=form.cleaned_data["basis"],
                starts_on=form.cleaned_data["starts_on"],
                articles=form.get_articles(),
                by=request.user,
                at=now,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Les règles de « {made.basis} » sont enregistrées.")
            return redirect("committee:rules", code)
    return _page(request, committee, current, form, status=422)


@require_POST
def withdraw_rules(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    regulation = get_object_or_404(Regulation.objects.of_committee(committee), pk=pk)
    try:
        actions.withdraw_rules(regulation, by=request.user, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Ces règles sont retirées.")
    return redirect("committee:rules", code)


def _page(
    request: Request, committee: Committee, current: RuleSet, form: RulesForm, *, status: int = 200
) -> HttpResponse:
    today = local_day(timezone.now())
    texts = list(Regulation.objects.of_committee(committee).newest_first())
    context = {
        "committee": committee,
        "lines": sentences(current, body=committee.called),
        "texts": texts,
        "today": today,
        "form": form,
        "can_change": permissions.can_set_rules(request.user, committee),
        "events": Event.objects.of_stream(stream_of(committee)).of_actions(
            "committee.set_rules", "committee.withdraw_rules"
        ),
    }
    return render(request, "committee/rules.html", context, status=status)


def _form(
    committee: Committee, current: RuleSet, data: Mapping[str, object] | None = None
) -> RulesForm:
    seats = Seat.objects.of_committee(committee).in_force(local_day(timezone.now()))
    return RulesForm(
        data,
        current=current,
        colleges=College.objects.of_committee(committee).in_order(),
        seats=seats.for_roll_call(),
        body=committee.called,
    )
