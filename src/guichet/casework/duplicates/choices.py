from django.db import models


class Verdict(models.TextChoices):
    LINKED = "LINKED", "Liées : chacune suit son cours"
    MERGED = "MERGED", "Réunies : l’une est classée, l’autre continue"
    DISTINCT = "DISTINCT", "Distinctes : ne plus proposer"
