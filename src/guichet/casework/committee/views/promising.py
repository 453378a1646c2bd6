"""What is undertaken on the fly, from a typed form to the action."""

from datetime import datetime

from guichet.casework.committee import actions
from guichet.casework.committee.forms import PromiseForm
from guichet.casework.committee.models import Meeting
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.references import read_reference


def promise(request: Request, meeting: Meeting, form: PromiseForm, *, at: datetime) -> None:
    """Make the promise; the demand is one that the person may see, named by its number."""
    typed = dict(form.cleaned_data)
    reference = read_reference(typed.pop("reference"))
    demand = None
    if form.cleaned_data["reference"].strip():
        demand = Demand.objects.visible_to(request.user).filter(reference=reference).first()
        if reference is None or demand is None:
            raise actions.PromiseRefused(
                "Aucune demande ne porte ce numéro : vérifiez-le, ou laissez le champ vide."
            )
    actions.make_promise(meeting, **typed, demand=demand, by=request.user, at=at)
