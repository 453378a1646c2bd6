"""The words of the two histories that a decision enters, and of the refusal of a merge."""

from guichet.casework.demands.models import Demand

HISTORY: dict[str, str] = {
    "duplicates.link": "a lié cette demande à {twin}",
    "duplicates.merge": "a réuni {gone} à {kept}",
    "duplicates.set_apart": "a noté que cette demande et {twin} sont distinctes",
    "duplicates.undo": "est revenu sur sa décision au sujet de {twin}",
}


def merged(kept: Demand, other: Demand, *, note: str) -> str:
    """What the applicant of the demand that stops reads. The number of a demand is told to its own
    authority only."""
    if kept.requester_id == other.requester_id:
        first = (
            f"Cette demande rejoint la demande {kept.reference}, « {kept.title} », que vous avez "
            "aussi déposée : c’est elle qui continue. Vos messages et vos pièces y sont repris."
        )
    else:
        first = (
            "Une autre collectivité a déposé la même demande, que le guichet suit déjà : les deux "
            "sont instruites ensemble."
        )
    return "\n\n".join(part for part in (first, note) if part)
