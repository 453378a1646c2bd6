"""Memberships: who is in an agency, a park, a syndicate; several authorities at once."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.foundations.accounts.http import Request
from guichet.foundations.audit.actions import stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory

from .. import actions, answers
from ..chronology import Version
from ..fact_registers import authorities_of
from ..forms import AdherentFilterForm, TellAdherentsForm
from .found import desk_department

PAGE = 250
HISTORY = (
    "organisation.tell_adhesions", "organisation.end_adhesions",
    "organisation.retract_adhesions", "fact_list.import_facts",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An authority in the list, and the answer in force."""

    body: Organisation
    said: Version | None
    is_ticked: bool


@require_safe
def adhesions(request: Request) -> HttpResponse:
    department, others = desk_department(request)
    today = local_day(timezone.now())
    structures = answers.structures_for_index(department, today)
    context = {"department": department, "others": others, "structures": structures}
    return render(request, "policies/adhesions.html", context)


@require_safe
def adherents(request: Request, pk: int) -> HttpResponse:
    department, _ = desk_department(request)
    provider = _provider_or_404(department, pk)
    authorities = authorities_of(department, local_day(timezone.now()))
    return _page(request, department, provider, TellAdherentsForm(authorities=authorities))


@require_POST
def tell_adherents(request: Request, pk: int) -> HttpResponse:
    department, _ = desk_department(request)
    provider = _provider_or_404(department, pk)
    authorities = authorities_of(department, local_day(timezone.now()))
    form = TellAdherentsForm(request.POST, authorities=authorities.order_by("search_key", "pk"))
    if not form.is_valid():
        return _page(request, department, provider, form, status=422)
    members = list(form.cleaned_data["members"])
    done = carry_out(
        request,
        lambda: _tell(request, provider, members, form.cleaned_data),
        success=f"C’est enregistré pour {plural(len(members), 'collectivité')}.",
    )
    if not done:
        return _page(request, department, provider, form, status=422)
    page = reverse("policies:adherents", args=[provider.pk])
    return redirect(f"{page}?departement={department.code}")


def _tell(
    request: Request, provider: Organisation, members: list[Organisation], given: dict[str, Any]
) -> int:
    by, at = request.user, timezone.now()
    if given["answer"] == "ENDED":
        return actions.end_adhesions(
            provider, members, until=given["day"], because=given["because"], by=by, at=at
        )
    if given["answer"] == "UNKNOWN":
        return actions.retract_adhesions(provider, members, because=given["because"], by=by, at=at)
    is_member = given["answer"] == "MEMBER"
    return actions.tell_adhesions(
        provider,
        members if is_member else [],
        others=[] if is_member else members,
        since=given["day"],
        source=given["source"],
        source_date=given["source_date"],
        by=by,
        at=at,
    )


def _provider_or_404(department: Territory, pk: int) -> Organisation:
    found = answers.structures_in([department], local_day(timezone.now())).filter(pk=pk)
    provider = found.first()
    if provider is None:
        raise Http404
    return provider


def _page(
    request: Request,
    department: Territory,
    provider: Organisation,
    form: TellAdherentsForm,
    *,
    status: int = 200,
) -> HttpResponse:
    today = local_day(timezone.now())
    narrow = AdherentFilterForm(request.GET)
    narrow.is_valid()
    text = narrow.cleaned_data.get("q", "")
    answer = narrow.cleaned_data.get("reponse", "")
    found = answers.adherents_for_index(provider, department, today, text=text, answer=answer)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    known = answers.adhesions_of(provider, page, today)
    ticked = set(request.POST.getlist("members"))
    context = {
        "department": department,
        "provider": provider,
        "narrow": narrow,
        "is_narrowed": bool(text or answer),
        "page": page,
        "rows": [
            Row(
                body,
                known[body.pk].version if body.pk in known else None,
                str(body.pk) in ticked,
            )
            for body in page
        ],
        "form": form,
        "events": Event.objects.of_stream(stream_of(provider)).of_actions(*HISTORY),
    }
    return render(request, "policies/adherents.html", context, status=status)
