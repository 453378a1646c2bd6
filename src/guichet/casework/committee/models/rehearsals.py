"""What a rehearsal would have sent: shown on its own page, erased with it."""

from typing import Self

from django.db import models

from .meetings import Meeting


class RehearsalLetterQuerySet(models.QuerySet["RehearsalLetter"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting).order_by("-at", "pk")


class RehearsalLetter(models.Model):
    """A letter that never leaves. It is no `Delivery`: the queue cannot come upon it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rehearsal_letters")
    to = models.CharField("destinataire", max_length=254)
    subject = models.CharField("objet", max_length=250)
    body = models.TextField("texte")
    link = models.CharField("lien", max_length=500, blank=True)
    at = models.DateTimeField("écrite le")

    objects = RehearsalLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre de répétition"

    def __str__(self) -> str:
        return f"lettre de répétition #{self.pk}"
