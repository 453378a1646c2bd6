"""The seats to fill, with their letters."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions, permissions
from guichet.casework.committee import vacancies as found
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out

from .members import composed_or_403, followed_or_404, seat_or_404


@require_safe
def vacancies(request: Request, code: str) -> HttpResponse:
    committee = followed_or_404(request, code)
    context = {
        "committee": committee,
        "rows": found.of_committee(committee, on=local_day(timezone.now())),
        "can_change": permissions.can_set_rules(request.user, committee),
        "trail": f"Membres|{committee.get_members_url()}",
    }
    return render(request, "committee/vacancies.html", context)


@require_POST
def ask_designation(request: Request, code: str, pk: int) -> HttpResponse:
    committee = composed_or_403(request, code)
    seat = seat_or_404(committee, pk)
    carry_out(
        request,
        lambda: actions.ask_designation(seat, by=request.user, at=timezone.now()),
        success=f"La demande est envoyée pour le siège « {seat.label} ».",
    )
    return redirect("committee:vacancies", code)
