"""Who asks, and about which department: what every page of policies wants to know first."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from guichet.foundations.accounts.http import Request
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.territories.models import Territory

from .. import permissions
from ..forms import DepartmentForm


def person_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def department_of(request: HttpRequest) -> tuple[DepartmentForm, str]:
    """The department asked for, else the one where the person works, else none."""
    asked = request.GET if "departement" in request.GET else {"departement": home_of(request)}
    form = DepartmentForm(asked)
    chosen = form.cleaned_data["departement"] if form.is_valid() else None
    return form, chosen.code if chosen else ""


def home_of(request: HttpRequest) -> str:
    person = person_of(request)
    if person is None:
        return ""
    codes = {grant.department_code for grant in access_of(person).grants if grant.department_code}
    return min(codes, default="")


def desk_department(request: Request) -> tuple[Territory, list[str]]:
    """The department whose desk the person holds: the one asked for, or the first; and the others.

    Whoever holds none is forbidden; a department that is not theirs is not found.
    """
    codes = permissions.fact_departments(request.user)
    if not codes:
        raise PermissionDenied
    code = request.GET.get("departement") or min(codes)
    if code not in codes:
        raise Http404
    place = get_object_or_404(Territory.objects.departments(), code=code)
    return place, sorted(codes - {code})
