from django.db import models


class ImportStatus(models.TextChoices):
    """A file is read first, and writes nothing until somebody has seen what it would write."""

    READ = "READ", "À confirmer"
    CONFIRMED = "CONFIRMED", "Importé"


class Outcome(models.TextChoices):
    """What became of a knock at the public door."""

    KEPT = "KEPT", "Gardée"
    ROBOT = "ROBOT", "Prise pour un robot"
    TOO_FAST = "TOO_FAST", "Trop rapide"
    TOO_MANY = "TOO_MANY", "Trop nombreuses"


class Arrival(models.TextChoices):
    """In which state the demands of a list arrive."""

    QUEUE = "QUEUE", "À prendre en charge"
    HISTORY = "HISTORY", "Historique, déjà close"
