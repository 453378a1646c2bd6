"""The proof packs that are kept: made once, never changed, whatever becomes of the meeting."""

from typing import Self

from django.db import models

from .meetings import Meeting


class SealedPackQuerySet(models.QuerySet["SealedPack"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting).select_related("document").order_by("-number")


class SealedPack(models.Model):
    """A pack as it was that day, with its seal (glossary: dossier de preuve)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sealed_packs")
    number = models.PositiveSmallIntegerField("numéro")
    # What the meeting had come to: the minutes approved, published, and what came of the promises.
    occasion = models.CharField("à l’occasion de", max_length=100)
    seal = models.CharField("sceau", max_length=64)
    pieces = models.PositiveIntegerField("pièces")
    events = models.PositiveIntegerField("événements")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField("scellé le")
    sealed_by_label = models.CharField("par", max_length=200)

    objects = SealedPackQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier de preuve scellé"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="pack_is_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"dossier scellé n° {self.number} (#{self.pk})"
