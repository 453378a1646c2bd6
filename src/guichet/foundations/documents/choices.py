from django.db import models


class DocumentKind(models.TextChoices):
    ATTACHMENT = "ATTACHMENT", "Pièce jointe"
    DELIVERABLE = "DELIVERABLE", "Livrable"
    MINUTES = "MINUTES", "Procès-verbal"
    PROOF = "PROOF", "Dossier de preuve"


class ScanResult(models.TextChoices):
    PENDING = "PENDING", "Analyse en cours"
    CLEAN = "CLEAN", "Sain"
    INFECTED = "INFECTED", "Refusé : virus détecté"
