"""What people decided about two demands that look alike."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day

from .choices import Verdict
from .score import Likeness, Summary, compare

# How many rows one comparison reads; the nearest titles come first.
MOST_COMPARED = 60
MOST_SHOWN = 5


@dataclass(frozen=True)
class Candidate:
    demand: Demand
    likeness: Likeness


class DecisionQuerySet(models.QuerySet["Decision"]):
    def about(self, demand: Demand) -> Self:
        return self.filter(Q(kept=demand) | Q(other=demand))

    def between(self, one: Demand, two: Demand) -> Self:
        return self.filter(Q(kept=one, other=two) | Q(kept=two, other=one))

    def merges(self) -> Self:
        return self.filter(verdict=Verdict.MERGED)

    def shown_to(self, user: User) -> Self:
        """Those whose two demands this person may open: the number of a neighbour's is not told."""
        seen = Demand.objects.visible_to(user).values("pk")
        return self.filter(kept__in=seen, other__in=seen)

    def for_panel(self) -> Self:
        return self.select_related(
            "kept__requester", "other__requester", "kept__department", "other__department"
        ).order_by("decided_at", "pk")


class Decision(models.Model):
    """Two demands were looked at together (glossary: doublon).

    A decision lasts until it is taken back; what was decided before stays in the history of both.
    """

    kept = models.ForeignKey("demands.Demand", models.CASCADE, related_name="+")
    other = models.ForeignKey("demands.Demand", models.CASCADE, related_name="+")
    verdict = models.CharField("décision", max_length=10, choices=Verdict)
    score = models.PositiveSmallIntegerField("ressemblance ce jour-là")
    note = models.TextField("précision", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "décision sur un doublon"
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="decision_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("other")), name="decision_is_about_two_demands"
            ),
            models.UniqueConstraint(
                Least("kept", "other"), Greatest("kept", "other"), name="decision_one_per_pair"
            ),
            models.UniqueConstraint(
                fields=["other"], condition=Q(verdict="MERGED"), name="decision_merged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"décision #{self.pk}"

    def twin_of(self, demand: Demand) -> Demand:
        return self.other if self.kept_id == demand.pk else self.kept


def summary_of(demand: Demand) -> Summary:
    """Needs commune, epci, theme and qualification loaded."""
    place = demand.commune
    done = getattr(demand, "qualification", None)
    theme = done.theme if done else demand.theme_hint
    return Summary(
        commune=place.pk if place else "",
        epci=(place.epci_id or "") if place else "",
        theme=theme.pk if theme else "",
        title=demand.title,
        description=demand.description,
        on=local_day(demand.submitted_at or demand.created_at),
        commune_label=place.name if place else "",
        epci_label=place.epci.name if place and place.epci else "",
        theme_label=theme.label if theme else "",
    )


def candidates_for(demand: Demand) -> list[Candidate]:
    """Those worth looking at, the most alike first: one query, then the pure comparison.

    In the same department, in the same commune or its intercommunality, or of the same authority;
    never one that somebody already decided about.
    """
    if demand.commune is None or not demand.title:
        return []
    near = Q(commune=demand.commune) | Q(requester=demand.requester_id)
    if demand.commune.epci_id:
        near |= Q(commune__epci=demand.commune.epci_id)
    decided = Decision.objects.about(demand)
    found = (
        Demand.objects.deposited()
        .filter(near, department=demand.department_id)
        .exclude(pk=demand.pk)
        .exclude(pk__in=decided.values("kept"))
        .exclude(pk__in=decided.values("other"))
        .select_related(
            "commune__epci", "theme_hint", "qualification__theme", "requester", "department"
        )
        .annotate(nearness=TrigramSimilarity("search_key", demand.search_key))
        .order_by("-nearness", "-pk")[:MOST_COMPARED]
    )
    mine = summary_of(demand)
    compared = [Candidate(one, compare(mine, summary_of(one))) for one in found]
    worth = [one for one in compared if one.likeness.is_worth_showing]
    worth.sort(key=lambda one: (-one.likeness.score, -one.demand.pk))
    return worth[:MOST_SHOWN]
