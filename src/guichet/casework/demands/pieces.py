"""What a desk most often asks for, as sentences that an authority can answer. Pure."""

USUAL: dict[str, str] = {
    "COUNCIL": "La délibération du conseil sur le projet, ou la date prévue.",
    "MAP": "Un plan de situation et les références des parcelles.",
    "FUNDING": "Le plan de financement envisagé, même partiel.",
    "CALENDAR": "Le calendrier souhaité : décision, appel à projets, travaux.",
    "STUDIES": "Les études, diagnostics ou devis déjà obtenus.",
    "PHOTOS": "Des photographies de l’état actuel.",
    "PEOPLE": "L’élu et l’agent qui suivent le projet, avec leur téléphone.",
    "TRIED": "Ce qui a déjà été tenté, auprès de qui, et la réponse reçue.",
}


def listed(codes: list[str], free: str) -> str:
    """One line per piece, in the order of the table, then what the officer wrote."""
    lines = [f"– {sentence}" for code, sentence in USUAL.items() if code in codes]
    return "\n".join([*lines, free.strip()]).strip()
