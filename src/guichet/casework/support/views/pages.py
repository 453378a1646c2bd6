"""The list of supports and the page of one."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day

from .. import permissions
from ..forms import SupportFilterForm
from ..models import Support, SupportQuerySet
from ..reports import current_step
from .detail import show

PER_PAGE = 25


@require_safe
def index(request: Request) -> HttpResponse:
    if not permissions.can_see_index(request.user):
        raise PermissionDenied
    today = local_day(timezone.now())
    visible = Support.objects.visible_to(request.user)
    form = SupportFilterForm(request.GET, leads=visible.leads())
    found = _filtered(visible, form, today)
    page = Paginator(found.for_index(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [_row(support, today) for support in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "support/index.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    return show(request, pk)


def _filtered(visible: SupportQuerySet, form: SupportFilterForm, today: date) -> SupportQuerySet:
    """A filter that cannot be read filters nothing, and says so on the form."""
    asked = form.cleaned_data if form.is_valid() else {}
    found = visible.in_state(asked.get("state", ""), on=today)
    if asked.get("lead"):
        found = found.led_by(int(asked["lead"]))
    if asked.get("q"):
        found = found.about(asked["q"])
    return found


def _row(support: Support, today: date) -> dict[str, object]:
    facts = support.get_facts(on=today)
    return {
        "support": support,
        "step": current_step(facts) if support.is_under_way else "",
        "is_late": facts.is_late or support.is_overdue_on(today),
    }
