"""What the authority says of the help it had: shared with the structure and the desk."""

from django.db import models
from django.db.models import Q

from ..choices import Usefulness
from .referrals import Referral


class Satisfaction(models.Model):
    """One short answer for each structure that helped; it may be corrected."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="satisfaction")
    usefulness = models.CharField(
        "cette aide a-t-elle été utile", max_length=10, choices=Usefulness
    )
    comment = models.CharField("en une phrase", max_length=500, blank=True)
    given_label = models.CharField("donnée par", max_length=150)
    given_at = models.DateTimeField("donnée le")

    class Meta:
        verbose_name = "satisfaction"
        constraints = [
            models.CheckConstraint(
                condition=Q(usefulness__in=Usefulness.values), name="satisfaction_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"satisfaction #{self.pk}"
