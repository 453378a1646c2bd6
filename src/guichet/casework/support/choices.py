from django.db import models


class SupportStatus(models.TextChoices):
    OPEN = "OPEN", "Ouvert"
    RUNNING = "RUNNING", "En cours"
    DELIVERED = "DELIVERED", "Livré"
    ABANDONED = "ABANDONED", "Abandonné"
