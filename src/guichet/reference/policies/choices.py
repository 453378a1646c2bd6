from django.db import models


class OrientationLevel(models.TextChoices):
    NATIONAL = "NATIONAL", "Nationale"
    DEPARTMENTAL = "DEPARTMENTAL", "Départementale"


class OrientationStatus(models.TextChoices):
    PROPOSED = "PROPOSED", "Proposée"
    ADOPTED = "ADOPTED", "Adoptée"
    WITHDRAWN = "WITHDRAWN", "Retirée"


class ServiceKind(models.TextChoices):
    """What the desk and its partners promise to do in time, in the order of a case."""

    ACKNOWLEDGE = "ACKNOWLEDGE", "Prise en charge de la demande"
    FIRST_ANSWER = "FIRST_ANSWER", "Première réponse sur le fond"
    ORIENTATION = "ORIENTATION", "Orientation vers une structure"
    PARTNER_ANSWER = "PARTNER_ANSWER", "Réponse de la structure sollicitée"
    OUTCOME = "OUTCOME", "Aboutissement : accompagnement ou réponse motivée"
    FOLLOW_UP = "FOLLOW_UP", "Point d’étape de l’accompagnement"


class DelayUnit(models.TextChoices):
    """The units of toolkit.clocks, with their words."""

    WORKING_DAYS = "WORKING_DAYS", "jours ouvrés"
    CALENDAR_DAYS = "CALENDAR_DAYS", "jours"
    MONTHS = "MONTHS", "mois"


class FactKind(models.TextChoices):
    """What a dated source says of a territory, and on which a right or an offer depends."""

    MOUNTAIN = "MOUNTAIN", "En zone de montagne"
    RURAL = "RURAL", "Rurale (grille de densité de l’Insee)"
    REVITALISATION = "REVITALISATION", "France ruralités revitalisation (FRR)"
    RURAL_BY_LAW = "RURAL_BY_LAW", "Commune rurale (CGCT, article D3334-8-1)"
    ASSISTED = "ASSISTED", "Droit à l’assistance technique du département"
    POTENTIAL = "POTENTIAL", "Potentiel financier par habitant, en euros"
