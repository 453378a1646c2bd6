"""What the State and the committees want: public pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import permissions
from ..models import Programme, StrategicOrientation
from .found import department_of, person_of


@login_not_required
@require_safe
def orientations(request: HttpRequest) -> HttpResponse:
    """The national orientations, and what each department made of them."""
    form, department = department_of(request)
    person = person_of(request)
    orphans = StrategicOrientation.objects.without_parent().visible_to(person)
    context = {
        "form": form,
        "department": department,
        "national": StrategicOrientation.objects.for_orientations(person, department),
        "can_record": person is not None and permissions.can_record_national(person),
        "own": orphans.of_department(department).for_index() if department else (),
    }
    return render(request, "policies/orientations.html", context)


@login_not_required
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The State's programmes, and who benefits from them in a department."""
    form, department = department_of(request)
    context = {
        "form": form,
        "department": department,
        "programmes": Programme.objects.for_programmes(department),
    }
    return render(request, "policies/programmes.html", context)
