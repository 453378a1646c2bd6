"""The agenda page: what the facts propose, what hands change. Everything works by buttons."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ItemKind
from guichet.casework.committee.forms import (
    AddOrientationForm,
    AddProjectForm,
    FreeItemForm,
    ItemForm,
)
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.casework.support.models import Support, SupportQuerySet
from guichet.foundations.accounts.http import Request
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.policies.models import (
    StrategicOrientation,
    StrategicOrientationQuerySet,
)

from .found import held_or_403, item_or_404, trail
from .preparation import kept

TOO_LATE = "L’ordre du jour est parti avec la convocation : il ne change plus."


@require_safe
def agenda(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    if not meeting.is_being_prepared:
        messages.error(request, TOO_LATE)
        return redirect(meeting)
    return _page(request, meeting)


@require_POST
def refresh_agenda(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    carry_out(
        request,
        lambda: actions.refresh_agenda(meeting, by=request.user, at=timezone.now()),
        success="L’ordre du jour est actualisé. Ce que vous aviez modifié est conservé.",
    )
    return redirect("committee:agenda", pk)


@require_POST
def add_item(request: Request, pk: int) -> HttpResponse:
    """One of three small forms, told by the kind of the item."""
    meeting = held_or_403(request, pk)
    form, name = _chosen_form(request, meeting)
    kind = {"project_form": ItemKind.PROJECT, "orientation_form": ItemKind.ORIENTATION}.get(name)

    def deed() -> None:
        typed = dict(form.cleaned_data)
        actions.add_item(
            meeting,
            kind=kind or typed.pop("kind"),
            **typed,
            by=request.user,
            at=timezone.now(),
        )

    if kept(form, deed):
        messages.success(request, "Le point est ajouté à l’ordre du jour.")
        return redirect("committee:agenda", pk)
    if not meeting.is_being_prepared:
        messages.error(request, TOO_LATE)
        return redirect(meeting)
    return _page(request, meeting, refused={name: form})


@require_safe
def item(request: Request, pk: int, item: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    initial = {"title": found.title, "brief": found.brief, "asks_vote": found.asks_vote}
    return _item_page(request, meeting, found, ItemForm(initial=initial))


@require_POST
def edit_item(request: Request, pk: int, item: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    form = ItemForm(request.POST)
    done = kept(
        form,
        lambda: actions.edit_item(found, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if done:
        messages.success(request, "Le point est modifié.")
        return redirect("committee:agenda", pk)
    return _item_page(request, meeting, found, form, status=422)


@require_POST
def remove_item(request: Request, pk: int, item: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    again = " Actualisez l’ordre du jour pour le retrouver." if found.is_proposed else ""
    carry_out(
        request,
        lambda: actions.remove_item(found, by=request.user, at=timezone.now()),
        success=f"Le point « {found.title} » est retiré.{again}",
    )
    return redirect("committee:agenda", pk)


@require_POST
def move_item(request: Request, pk: int, item: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    carry_out(
        request,
        lambda: actions.move_item(
            found,
            towards="up" if request.POST.get("towards") == "up" else "down",
            by=request.user,
            at=timezone.now(),
        ),
        success=f"Le point « {found.title} » est déplacé.",
    )
    return redirect(f"{meeting.get_absolute_url()}ordre-du-jour/#point-{found.pk}")


def _chosen_form(request: Request, meeting: Meeting) -> tuple[forms.Form, str]:
    if request.POST.get("kind") == ItemKind.PROJECT:
        return AddProjectForm(request.POST, supports=_supports(meeting)), "project_form"
    if request.POST.get("kind") == ItemKind.ORIENTATION:
        return (
            AddOrientationForm(request.POST, orientations=_orientations(meeting)),
            "orientation_form",
        )
    return FreeItemForm(request.POST, auto_id="free_%s"), "free_form"


def _supports(meeting: Meeting) -> SupportQuerySet:
    """Projects that may be presented: under way, and not on the agenda yet."""
    standing = AgendaItem.objects.of_meeting(meeting).filter(support__isnull=False)
    return (
        Support.objects.in_department(meeting.department_code)
        .under_way()
        .exclude(pk__in=standing.values("support"))
        .select_related("demand__requester", "lead_provider", "plan")
        .order_by("demand__requester__search_key", "pk")
    )


def _orientations(meeting: Meeting) -> StrategicOrientationQuerySet:
    standing = AgendaItem.objects.of_meeting(meeting).filter(orientation__isnull=False)
    return (
        StrategicOrientation.objects.of_department(meeting.department_code)
        .proposed()
        .exclude(pk__in=standing.values("orientation"))
        .order_by("number", "pk")
    )


def _page(
    request: Request, meeting: Meeting, *, refused: dict[str, forms.Form] | None = None
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "items": list(AgendaItem.objects.of_meeting(meeting).in_order()),
        "free_form": FreeItemForm(auto_id="free_%s"),
        "project_form": AddProjectForm(supports=_supports(meeting)),
        "orientation_form": AddOrientationForm(orientations=_orientations(meeting)),
        "opened": next(iter(refused), "") if refused else "",
        **(refused or {}),
    }
    return render(request, "committee/agenda.html", context, status=422 if refused else 200)


def _item_page(
    request: Request, meeting: Meeting, found: AgendaItem, form: ItemForm, *, status: int = 200
) -> HttpResponse:
    context = {"meeting": meeting, "item": found, "form": form, "trail": trail(meeting)}
    return render(request, "committee/item.html", context, status=status)
