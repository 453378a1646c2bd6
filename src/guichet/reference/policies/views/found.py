"""Who asks, and about which department: what every page of policies wants to know first."""

from django.http import HttpRequest

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of

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
