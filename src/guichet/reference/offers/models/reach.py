"""Where an offer acts and about what, in one row: what makes it found among fifty thousand.

A copy of the relations of the offer, kept by the database itself (triggers of the migration
`0005_near_rows`): whoever writes a perimeter or a theme, in whatever way, cannot forget it. Nothing
else writes here.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

# Stands for the theme of the offers that name none: they take any.
ANY_THEME = "*"


class Reach(models.Model):
    """The keys of what an offer names, in order; read only."""

    offer = models.OneToOneField(
        "offers.Offer", models.CASCADE, primary_key=True, related_name="reach"
    )
    places = ArrayField(models.CharField(max_length=40), default=list)
    left_out = ArrayField(models.CharField(max_length=40), default=list)
    themes = ArrayField(models.CharField(max_length=40), default=list)
    programmes = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        verbose_name = "portée d’une offre"
        indexes = [GinIndex(fields=["places", "themes"], name="offer_reach")]

    def __str__(self) -> str:
        return f"portée #{self.pk}"
