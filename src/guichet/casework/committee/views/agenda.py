"""The agenda page: what the facts propose, what hands change. Everything works by buttons."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, live
from guichet.casework.committee.forms import ItemForm, OrderForm
from guichet.casework.committee.models import AgendaItem, Meeting
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.text import duration
from guichet.foundations.ui.deeds import carry_out, kept

from . import addable
from .found import held_or_403, item_or_404, trail

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
    """One of some small forms, told by the kind of the item."""
    meeting = held_or_403(request, pk)
    form, name = addable.chosen(meeting, request.POST)
    kind = addable.KINDS.get(name)

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
    initial = {name: getattr(found, name) for name in ItemForm.base_fields}
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


@require_POST
def order_items(request: Request, pk: int, item: int) -> HttpResponse:
    """Where the item was dropped; the script fills this form, which may be filled without it."""
    meeting = held_or_403(request, pk)
    found = item_or_404(meeting, item)
    form = OrderForm(request.POST)
    done = kept(
        form,
        lambda: actions.order_items(found, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if done:
        messages.success(request, f"Le point « {found.title} » est déplacé.")
    else:
        told = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(told))
    return redirect(f"{meeting.get_absolute_url()}ordre-du-jour/#point-{found.pk}")


def _page(
    request: Request, meeting: Meeting, *, refused: dict[str, forms.Form] | None = None
) -> HttpResponse:
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "lines": live.timetable(items, start=meeting.scheduled_at),
        "total": duration(sum(item.planned_minutes for item in items)),
        **addable.forms_of(meeting),
        "opened": next(iter(refused), "") if refused else "",
        **(refused or {}),
    }
    return render(request, "committee/agenda.html", context, status=422 if refused else 200)


def _item_page(
    request: Request, meeting: Meeting, found: AgendaItem, form: ItemForm, *, status: int = 200
) -> HttpResponse:
    context = {"meeting": meeting, "item": found, "form": form, "trail": trail(meeting)}
    return render(request, "committee/item.html", context, status=status)
