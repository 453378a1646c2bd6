"""What the desk made of a demand: the facts that the matching engine reads."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet

from guichet.foundations.toolkit.text import sentence_list
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.policies.models import StrategicOrientation

from ..choices import Complexity
from ..complexity import QUESTIONS
from .demand import Demand


class Qualification(models.Model):
    demand = models.OneToOneField(Demand, models.CASCADE, related_name="qualification")
    theme = models.ForeignKey("policies.Theme", models.PROTECT, related_name="+")
    engineering_types = ArrayField(
        models.CharField(max_length=15, choices=EngineeringType),
        verbose_name="types d’ingénierie",
    )
    phase = models.CharField("phase", max_length=10, choices=Phase)
    complexity = models.CharField("complexité", max_length=10, choices=Complexity)
    complexity_grid = ArrayField(
        models.CharField(max_length=15), default=list, blank=True, verbose_name="grille"
    )
    is_urgent = models.BooleanField("urgente", default=False)
    programme = models.ForeignKey(
        "policies.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    orientations = models.ManyToManyField(
        "policies.StrategicOrientation", blank=True, related_name="+"
    )
    note = models.TextField("analyse du guichet", blank=True)
    qualified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    qualified_at = models.DateTimeField("qualifiée le")

    class Meta:
        verbose_name = "qualification"
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values), name="qualification_phase_is_known"
            ),
            models.CheckConstraint(
                condition=Q(complexity__in=Complexity.values),
                name="qualification_complexity_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"qualification #{self.pk}"

    def orientations_served(self) -> QuerySet[StrategicOrientation]:
        return self.orientations.order_by("number", "pk")

    @property
    def grid_questions(self) -> list[str]:
        """What made it complex, in the words of the grid."""
        return [words for code, words in QUESTIONS.items() if code in self.complexity_grid]

    @property
    def engineering_labels(self) -> str:
        """« Technique et financière », for a page."""
        labels = dict(EngineeringType.choices)
        return sentence_list(str(labels[code]) for code in self.engineering_types)
