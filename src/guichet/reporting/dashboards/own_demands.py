"""« Où en est ma demande ? », for each demand of the reader's own authority."""

from datetime import date

from guichet.casework.demands.models import Demand, DemandQuerySet
from guichet.casework.demands.next_step import NextStep, next_step

from .shapes import Standing


def standings_of(demands: DemandQuerySet, *, today: date, most: int) -> tuple[Standing, ...]:
    """The first open ones, in the words of whoever asked: one query."""
    return tuple(_standing(demand, today) for demand in demands.open().for_applicant()[:most])


def _standing(demand: Demand, today: date) -> Standing:
    step = next_step(demand.as_situation(), seen_by="APPLICANT", today=today)
    return Standing(
        reference=str(demand.reference),
        title=demand.title,
        url=demand.get_absolute_url(),
        stage=demand.get_status_display(),
        status=demand.status,
        sentence=_told(step),
        is_mine=step.holder == "APPLICANT",
    )


def _told(step: NextStep) -> str:
    deed = f"{step.title[:1].lower()}{step.title[1:]}"
    if step.holder == "APPLICANT":
        return f"C’est à vous : {deed}."
    return f"Prochaine étape : {deed} – {step.owner[:1].lower()}{step.owner[1:]}."
