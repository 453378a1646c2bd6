"""Who composes the committee: seats in their colleges, holders, alternates, and what changes."""

from collections import Counter, defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions, replacement
from guichet.casework.committee.forms import (
    CollegeForm,
    EndForm,
    MandateForm,
    RenewalForm,
    SeatForm,
)
from guichet.casework.committee.models import College, Committee, Mandate, Seat
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError


@require_safe
def members(request: Request, code: str) -> HttpResponse:
    return members_page(request, followed_or_404(request, code))


@require_POST
def add_seat(request: Request, code: str) -> HttpResponse:
    committee = composed_or_403(request, code)
    form = SeatForm(request.POST, committee=committee)
    if not form.is_valid():
        return members_page(request, committee, seat_form=form, status=422)
    labels = form.labels()
    try:
        actions.add_seats(
            committee, **form.what(), labels=labels, by=request.user, at=timezone.now()
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return members_page(request, committee, seat_form=form, status=422)
    told = f"Le siège « {labels[0]} » est ajouté."
    many = f"{len(labels)} sièges sont ajoutés, de « {labels[0]} » à « {labels[-1]} »."
    messages.success(request, told if len(labels) == 1 else many)
    return redirect("committee:members", code)


@require_POST
def renew(request: Request, code: str) -> HttpResponse:
    committee = composed_or_403(request, code)
    form = RenewalForm(request.POST, committee=committee)
    if form.is_valid():
        try:
            told = actions.renew_assembly(
                committee, form.cleaned_data["assembly"], on=form.cleaned_data["on"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            for sentence in told:
                messages.warning(request, sentence)
            return redirect("committee:members", code)
    return members_page(request, committee, renewal_form=form, status=422)


@require_safe
def seat(request: Request, code: str, pk: int) -> HttpResponse:
    committee = followed_or_404(request, code)
    return _seat_page(request, committee, seat_or_404(committee, pk))


@require_POST
def give_mandate(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    found = seat_or_404(committee, pk)
    form = MandateForm(request.POST)
    if form.is_valid():
        try:
            made = actions.designate(found, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            name = made.person.name
            messages.success(request, f"{name} est désigné au siège « {found.label} ».")
            return redirect("committee:seat", code, pk)
    return _seat_page(request, committee, found, mandate_form=form, status=422)


@require_POST
def end_seat(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    found = seat_or_404(committee, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.end_seat(
                found, on=given["on"], because=given["reason"], by=request.user, at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Le siège « {found.label} » est retiré.")
            return redirect("committee:members", code)
    return _seat_page(request, committee, found, end_form=form, status=422)


@require_POST
def end_mandate(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    mandate = get_object_or_404(
        Mandate.objects.of_committee(committee).select_related("seat__committee", "person"), pk=pk
    )
    form = EndForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            told = actions.end_mandate(
                mandate, on=given["on"], reason=given["reason"], by=request.user, at=timezone.now()
            )
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, told)
    else:
        messages.error(request, "Indiquez la date et la raison, puis recommencez.")
    return redirect("committee:seat", code, mandate.seat_id)


def members_page(
    request: Request,
    committee: Committee,
    *,
    seat_form: SeatForm | None = None,
    college_form: CollegeForm | None = None,
    renewal_form: RenewalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = local_day(timezone.now())
    seats = Seat.objects.of_committee(committee).in_force(today).for_roll_call()
    sitting: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.of_committee(committee).in_force(today).holders_first():
        sitting[mandate.seat_id].append(mandate)
    rows = [(seat, sitting[seat.pk]) for seat in seats]
    can_change = permissions.can_set_rules(request.user, committee)
    context = {
        "committee": committee,
        "rows": rows,
        "colleges": _colleges(committee, [seat for seat, _ in rows]),
        "vacant": sum(not any(one.is_holder for one in mandates) for _, mandates in rows),
        "can_change": can_change,
    }
    if can_change:
        context["seat_form"] = seat_form or SeatForm(committee=committee)
        context["college_form"] = college_form or CollegeForm(auto_id="new_college_%s")
        context["renewal_form"] = renewal_form or RenewalForm(committee=committee)
    return render(request, "committee/members.html", context, status=status)


def _colleges(committee: Committee, seats: list[Seat]) -> list[tuple[College, int]]:
    """Each college with how many seats it has today; those that wait for theirs too."""
    counts = Counter(seat.college_id for seat in seats)
    known = College.objects.of_committee(committee).in_order()
    return [(college, counts[college.pk]) for college in known]


def _seat_page(
    request: Request,
    committee: Committee,
    found: Seat,
    *,
    mandate_form: MandateForm | None = None,
    end_form: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = local_day(timezone.now())
    context = {
        "committee": committee,
        "seat": found,
        "rule": replacement.rule(found.nature),
        "mandates": [
            (mandate, mandate.is_in_force(today)) for mandate in found.mandates.newest_first()
        ],
        "can_change": permissions.can_set_rules(request.user, committee),
        "mandate_form": mandate_form or MandateForm(auto_id="mandate_%s"),
        "end_form": end_form or EndForm(auto_id="end_%s"),
        "today": today,
        "trail": f"Membres|{committee.get_members_url()}",
    }
    return render(request, "committee/seat.html", context, status=status)


def followed_or_404(request: Request, code: str) -> Committee:
    """The body at that address (« 04 », « 04-detr »), for whoever follows it."""
    followed = Committee.objects.followed_by(request.user).select_related("department")
    return get_object_or_404(followed, slug=code)


def composed_or_403(request: Request, code: str) -> Committee:
    """For whoever records orders, rules, seats and mandates."""
    committee = followed_or_404(request, code)
    if not permissions.can_set_rules(request.user, committee):
        raise PermissionDenied
    return committee


def seat_or_404(committee: Committee, pk: int) -> Seat:
    seats = Seat.objects.of_committee(committee).select_related(
        "organisation", "committee", "college"
    )
    return get_object_or_404(seats, pk=pk)
