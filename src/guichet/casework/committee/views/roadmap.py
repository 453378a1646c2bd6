"""The feuille de route: one page for the desk, one for everybody, one file of each."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee.drafting import roadmap_of, title_of
from guichet.casework.committee.forms import (
    IndicatorForm,
    LinkOrientationForm,
    ProposeOrientationForm,
    ReadingForm,
    WithdrawOrientationForm,
)
from guichet.casework.committee.models import Committee
from guichet.casework.committee.pdf import minutes_pdf
from guichet.casework.committee.roadmaps import paper_of_roadmap, roadmap_facts
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.policies.actions import link_orientation as link
from guichet.reference.policies.actions import propose_orientation as propose
from guichet.reference.policies.actions import withdraw_orientation as withdraw
from guichet.reference.policies.models import StrategicOrientation


@require_safe
def roadmap(request: Request, code: str) -> HttpResponse:
    """Orientations, indicators, and every case that serves them, or none of them."""
    committee = _followed_or_404(request, code)
    return render(request, "committee/roadmap.html", _context(request, committee))


@require_safe
def roadmap_pdf(request: Request, code: str) -> HttpResponse:
    return _file(_followed_or_404(request, code), public=False)


@require_POST
def propose_orientation(request: Request, code: str) -> HttpResponse:
    committee = _written_or_403(request, code)
    form = ProposeOrientationForm(request.POST)
    if not form.is_valid():
        context = _context(request, committee, orientation_form=form)
        return render(request, "committee/roadmap.html", context, status=422)
    carry_out(
        request,
        lambda: propose(
            department=committee.department, **form.cleaned_data,
            by=request.user, at=timezone.now(),
        ),
        success="L’orientation est proposée : elle sera à l’ordre du jour de la prochaine séance.",
    )  # fmt: skip
    return redirect("committee:roadmap", code)


@require_POST
def link_orientation(request: Request, code: str) -> HttpResponse:
    """After a review: it comes from another national orientation, or from none."""
    committee = _written_or_403(request, code)
    form = LinkOrientationForm(request.POST, department=code)
    if not form.is_valid():
        context = _context(request, committee, link_form=form)
        return render(request, "committee/roadmap.html", context, status=422)
    given = form.cleaned_data
    carry_out(
        request,
        lambda: link(
            given["orientation"], given["parent"], because=given["because"],
            by=request.user, at=timezone.now(),
        ),
        success="L’orientation est rattachée.",
    )  # fmt: skip
    return redirect("committee:roadmap", code)


@require_POST
def withdraw_orientation(request: Request, code: str) -> HttpResponse:
    committee = _written_or_403(request, code)
    form = WithdrawOrientationForm(request.POST, department=code)
    if not form.is_valid():
        context = _context(request, committee, withdrawal_form=form)
        return render(request, "committee/roadmap.html", context, status=422)
    given = form.cleaned_data
    carry_out(
        request,
        lambda: withdraw(
            given["orientation"], on=given["on"], because=given["because"],
            by=request.user, at=timezone.now(),
        ),
        success="L’orientation est retirée.",
    )  # fmt: skip
    return redirect("committee:roadmap", code)


@require_POST
def add_indicator(request: Request, code: str) -> HttpResponse:
    committee = _written_or_403(request, code)
    form = IndicatorForm(request.POST, department=code)
    if not form.is_valid():
        context = _context(request, committee, indicator_form=form)
        return render(request, "committee/roadmap.html", context, status=422)
    carry_out(
        request,
        lambda: actions.add_indicator(**form.cleaned_data, by=request.user, at=timezone.now()),
        success="L’indicateur est ajouté.",
    )
    return redirect("committee:roadmap", code)


@require_POST
def read_indicator(request: Request, code: str) -> HttpResponse:
    committee = _written_or_403(request, code)
    form = ReadingForm(request.POST, department=code)
    if not form.is_valid():
        context = _context(request, committee, reading_form=form)
        return render(request, "committee/roadmap.html", context, status=422)
    carry_out(
        request,
        lambda: actions.read_indicator(**form.cleaned_data, by=request.user, at=timezone.now()),
        success="La valeur est enregistrée.",
    )
    return redirect("committee:roadmap", code)


@require_safe
@login_not_required
def public_roadmap(request: HttpRequest, department: str) -> HttpResponse:
    """What the committee adopted, in counts that point to nobody."""
    committee = _installed_or_404(department)
    facts = roadmap_facts(committee, on=local_day(timezone.now()))
    context = {
        "committee": committee,
        "heading": title_of(facts),
        "sections": roadmap_of(facts, public=True),
    }
    return render(request, "committee/public_roadmap.html", context)


@require_safe
@login_not_required
def public_roadmap_pdf(request: HttpRequest, department: str) -> HttpResponse:
    return _file(_installed_or_404(department), public=True)


def _file(committee: Committee, *, public: bool) -> HttpResponse:
    facts = roadmap_facts(committee, on=local_day(timezone.now()))
    name = f"feuille-de-route-{committee.department_code}-{facts.day.isoformat()}.pdf"
    return HttpResponse(
        minutes_pdf(paper_of_roadmap(facts, public=public)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _context(
    request: Request,
    committee: Committee,
    *,
    orientation_form: ProposeOrientationForm | None = None,
    link_form: LinkOrientationForm | None = None,
    withdrawal_form: WithdrawOrientationForm | None = None,
    indicator_form: IndicatorForm | None = None,
    reading_form: ReadingForm | None = None,
) -> dict[str, object]:
    facts = roadmap_facts(committee, on=local_day(timezone.now()))
    code = committee.department_code
    return {
        "committee": committee,
        "heading": title_of(facts),
        "sections": roadmap_of(facts, public=False),
        "may_write": permissions.can_set_rules(request.user, committee),
        "orientation_form": orientation_form or ProposeOrientationForm(auto_id="orientation_%s"),
        "to_review": StrategicOrientation.objects.of_department(code).to_review().for_index(),
        "link_form": link_form or LinkOrientationForm(auto_id="link_%s", department=code),
        "withdrawal_form": withdrawal_form
        or WithdrawOrientationForm(auto_id="withdrawal_%s", department=code),
        "indicator_form": indicator_form or IndicatorForm(auto_id="indicator_%s", department=code),
        "reading_form": reading_form or ReadingForm(auto_id="reading_%s", department=code),
    }


def _followed_or_404(request: Request, code: str) -> Committee:
    """Those who prepare or sit; it names cases that nobody else may read."""
    followed = Committee.objects.local().followed_by(request.user)
    return get_object_or_404(followed, slug=code)


def _written_or_403(request: Request, code: str) -> Committee:
    committee = _followed_or_404(request, code)
    if not permissions.can_set_rules(request.user, committee):
        raise PermissionDenied
    return committee


def _installed_or_404(department: str) -> Committee:
    return get_object_or_404(
        Committee.objects.local().select_related("department"), department__code=department
    )
