"""What becomes of a promise until it is kept or released."""

from typing import Self

from django.db import models

from .items import Promise


class PromiseNewsQuerySet(models.QuerySet["PromiseNews"]):
    def of_promise(self, promise: Promise) -> Self:
        """Latest first, as everywhere."""
        return self.filter(promise=promise)


class PromiseNews(models.Model):
    """What the holder says of a promise, and when he will say more."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="news")
    words = models.TextField("nouvelles")
    next_on = models.DateField("prochaines nouvelles le", null=True, blank=True)
    said_at = models.DateTimeField("dites le")
    said_by_label = models.CharField("par", max_length=200)

    objects = PromiseNewsQuerySet.as_manager()

    class Meta:
        verbose_name = "nouvelles d’un engagement"
        ordering = ["-said_at", "-pk"]

    def __str__(self) -> str:
        return f"nouvelles #{self.pk}"
