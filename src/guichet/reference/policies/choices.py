from django.db import models


class OrientationLevel(models.TextChoices):
    NATIONAL = "NATIONAL", "Nationale"
    DEPARTMENTAL = "DEPARTMENTAL", "Départementale"


class OrientationStatus(models.TextChoices):
    PROPOSED = "PROPOSED", "Proposée"
    ADOPTED = "ADOPTED", "Adoptée"
    WITHDRAWN = "WITHDRAWN", "Retirée"
