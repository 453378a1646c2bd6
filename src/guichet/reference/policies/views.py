"""What the State and the committees want: public pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of

from .forms import DepartmentForm
from .models import Programme, StrategicOrientation


@login_not_required
@require_safe
def orientations(request: HttpRequest) -> HttpResponse:
    """The national orientations, and what each department made of them."""
    form, department = _department(request)
    person = _person(request)
    orphans = StrategicOrientation.objects.without_parent().visible_to(person)
    context = {
        "form": form,
        "department": department,
        "national": StrategicOrientation.objects.for_orientations(person, department),
        "own": orphans.of_department(department).for_index() if department else (),
    }
    return render(request, "policies/orientations.html", context)


@login_not_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The State's programmes, and who benefits from them in a department."""
    form, department = _department(request)
    context = {
        "form": form,
        "department": department,
        "programmes": Programme.objects.for_programmes(department),
    }
    return render(request, "policies/programmes.html", context)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _department(request: HttpRequest) -> tuple[DepartmentForm, str]:
    """The department asked for, else the one where the person works, else none."""
    asked = request.GET if "departement" in request.GET else {"departement": _home(request)}
    form = DepartmentForm(asked)
    chosen = form.cleaned_data["departement"] if form.is_valid() else None
    return form, chosen.code if chosen else ""


def _home(request: HttpRequest) -> str:
    person = _person(request)
    if person is None:
        return ""
    codes = {grant.department_code for grant in access_of(person).grants if grant.department_code}
    return min(codes, default="")
