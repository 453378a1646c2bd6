"""Open another commission, give it its colleges, and say what a text puts on its agendas."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.forms import (
    BodyForm,
    ChangeCollegeForm,
    CollegeForm,
    CommissionForm,
    EndForm,
    OwedItemForm,
)
from guichet.casework.committee.models import College, Committee, OwedItem
from guichet.casework.committee.ruleset import COMMISSION, sentences
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out

from .members import composed_or_403, followed_or_404, members_page


@require_safe
def new_commission(request: Request) -> HttpResponse:
    """What a commission starts with: CRPA R133-3 to R133-13, line by line."""
    return _commission_page(request, CommissionForm(departments=_departments_or_403(request)))


@require_POST
def create_commission(request: Request) -> HttpResponse:
    form = CommissionForm(request.POST, departments=_departments_or_403(request))
    if not form.is_valid():
        return _commission_page(request, form, status=422)
    try:
        made = actions.create_commission(**form.cleaned_data, by=request.user, at=timezone.now())
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _commission_page(request, form, status=422)
    messages.success(
        request,
        f"« {made.name} » est créée. Ajoutez ses collèges et ses sièges ici, puis ses règles.",
    )
    return redirect(made.get_members_url())


@require_safe
def body(request: Request, code: str) -> HttpResponse:
    """Correct the name, the text or the chair of a body."""
    committee = composed_or_403(request, code)
    return _body_page(request, committee, BodyForm.of(committee))


@require_POST
def change_body(request: Request, code: str) -> HttpResponse:
    committee = composed_or_403(request, code)
    form = BodyForm(request.POST)
    if form.is_valid():
        try:
            actions.change_body(committee, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"« {committee.name} » est à jour.")
            return redirect("committee:members", code)
    if committee.is_local:
        form = form.without_publication()
    return _body_page(request, committee, form, status=422)


@require_POST
def add_college(request: Request, code: str) -> HttpResponse:
    committee = composed_or_403(request, code)
    form = CollegeForm(request.POST, auto_id="new_college_%s")
    if form.is_valid():
        try:
            made = actions.add_college(
                committee, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Le collège « {made.name} » est ajouté.")
            return redirect("committee:members", code)
    return members_page(request, committee, college_form=form, status=422)


@require_safe
def college(request: Request, code: str, pk: int) -> HttpResponse:
    committee = followed_or_404(request, code)
    found = _college_or_404(committee, pk)
    return _college_page(request, committee, found, ChangeCollegeForm.of(found))


@require_POST
def change_college(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    found = _college_or_404(committee, pk)
    form = ChangeCollegeForm(request.POST, auto_id="college_%s")
    if form.is_valid():
        try:
            actions.change_college(found, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Le collège « {found.name} » est à jour.")
            return redirect("committee:members", code)
    return _college_page(request, committee, found, form, status=422)


@require_POST
def remove_college(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    found = _college_or_404(committee, pk)
    carry_out(
        request,
        lambda: actions.remove_college(found, by=request.user, at=timezone.now()),
        success=f"Le collège « {found.name} » est retiré.",
    )
    return redirect("committee:members", code)


@require_safe
def owed_items(request: Request, code: str) -> HttpResponse:
    """What a text puts on each agenda of this body."""
    committee = followed_or_404(request, code)
    return _owed_page(request, committee, OwedItemForm(auto_id="owed_%s"))


@require_POST
def owe_item(request: Request, code: str) -> HttpResponse:
    committee = composed_or_403(request, code)
    form = OwedItemForm(request.POST, auto_id="owed_%s")
    if form.is_valid():
        try:
            made = actions.owe_item(
                committee, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"« {made.title} » sera à chaque ordre du jour.")
            return redirect("committee:owed_items", code)
    return _owed_page(request, committee, form, status=422)


@require_POST
def end_owed_item(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    owed = get_object_or_404(OwedItem.objects.of_committee(committee), pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Indiquez le dernier jour et le texte, puis recommencez.")
        return redirect("committee:owed_items", code)
    carry_out(
        request,
        lambda: actions.end_owed_item(
            owed,
            on=form.cleaned_data["on"],
            because=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        success=f"« {owed.title} » ne sera plus proposé après cette date.",
    )
    return redirect("committee:owed_items", code)


def _departments_or_403(request: Request) -> frozenset[str]:
    departments = permissions.may_open_commissions_in(request.user)
    if not departments:
        raise PermissionDenied
    return departments


def _commission_page(request: Request, form: CommissionForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "lines": sentences(COMMISSION, body="la commission")}
    return render(request, "committee/new_commission.html", context, status=status)


def _body_page(
    request: Request, committee: Committee, form: BodyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "committee": committee,
        "form": form,
        "trail": f"Membres|{committee.get_members_url()}",
    }
    return render(request, "committee/body.html", context, status=status)


def _college_page(
    request: Request,
    committee: Committee,
    found: College,
    form: ChangeCollegeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    today = local_day(timezone.now())
    context = {
        "committee": committee,
        "college": found,
        "seats": found.seats.in_force(today).for_roll_call(),
        "form": form,
        "can_change": permissions.can_set_rules(request.user, committee),
        "can_remove": not found.seats.exists(),
        "trail": f"Membres|{committee.get_members_url()}",
    }
    return render(request, "committee/college.html", context, status=status)


def _owed_page(
    request: Request, committee: Committee, form: OwedItemForm, *, status: int = 200
) -> HttpResponse:
    today = local_day(timezone.now())
    items = list(OwedItem.objects.of_committee(committee))
    context = {
        "committee": committee,
        "items": [one for one in items if one.ends_on is None or one.ends_on >= today],
        "ended": [one for one in items if one.ends_on is not None and one.ends_on < today],
        "today": today,
        "form": form,
        "can_change": permissions.can_set_rules(request.user, committee),
    }
    return render(request, "committee/owed_items.html", context, status=status)


def _college_or_404(committee: Committee, pk: int) -> College:
    return get_object_or_404(College.objects.of_committee(committee), pk=pk)
