"""Organisations of every kind, and what became of those that no longer exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from guichet.foundations.toolkit.text import search_key

from ..choices import LineageKind, OrganisationKind
from ..naming import Named, ancestry, succession
from ..registers import grouped


@dataclass(frozen=True)
class Answer:
    """Who answers today to the name of an organisation, and why it is not the one asked for."""

    asked: "Organisation"
    heirs: tuple["Organisation", ...]
    sentences: tuple[str, ...] = ()


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def living(self, on: date) -> Self:
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=on), Q(closed_on=None) | Q(closed_on__gt=on)
        )

    def matching(self, text: str) -> Self:
        """By name, acronym or SIREN, accents ignored."""
        key = search_key(text)
        return self.filter(
            Q(search_key__contains=key) | Q(acronym__iexact=text.strip()) | Q(siren=text.strip())
        )

    def closed(self, on: date) -> Self:
        return self.filter(closed_on__lte=on)

    def named(self, text: str) -> Self:
        """Bearing exactly this name, acronym or SIREN."""
        written = text.strip()
        return self.filter(
            Q(search_key=search_key(written))
            | Q(acronym__iexact=written)
            | Q(siren=written.replace(" ", ""))
        ).exclude(search_key="")

    def answering_to(self, text: str, on: date) -> list[Answer]:
        """Who answers on that day to a name, an acronym or a SIREN, living or not."""
        found = self.named(text).order_by("search_key", "pk")
        return [organisation.answer(on) for organisation in found]

    def who_may_sit(self, department: str) -> Self:
        """The bodies of a department and the national ones, in alphabetical order."""
        return self.filter(Q(department=department) | Q(department=None)).order_by(
            "search_key", "pk"
        )

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_department(self, code: str) -> Self:
        return self.filter(department__code=code)

    def for_index(self) -> Self:
        """All that one row of directory/index.html shows, in one query."""
        return self.select_related("territory", "department").order_by("search_key", "pk")


class Organisation(models.Model):
    """A body that asks, helps, funds or sits (glossary: organisme)."""

    kind = models.CharField("nature", max_length=20, choices=OrganisationKind)
    name = models.CharField("nom", max_length=200)
    acronym = models.CharField("sigle", max_length=30, blank=True)
    search_key = models.CharField(max_length=240, editable=False)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    territory = models.ForeignKey(
        "territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name="territoire où il intervient",
    )
    department = models.ForeignKey(
        "territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="département de rattachement (vide : national)",
    )
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    website = models.URLField("site", blank=True)
    presentation = models.TextField("présentation", blank=True)
    opened_on = models.DateField("créé le", null=True, blank=True)
    closed_on = models.DateField("fermé le", null=True, blank=True)
    source = models.CharField("source", max_length=200, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisme"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(kind__in=["COMMUNE", "EPCI", "DEPARTMENT_COUNCIL"]),
                name="organisation_one_authority_per_territory",
            ),
        ]
        indexes = [
            # Look-up by SIREN at sign-in and at import.
            models.Index(fields=["siren"], name="organisation_siren"),
            # The catalogue of offers: who bears this word in a name, or as an acronym.
            GinIndex(
                fields=["search_key"], opclasses=["gin_trgm_ops"], name="organisation_trigrams"
            ),
            models.Index(
                OpClass(Upper("acronym"), name="varchar_pattern_ops"), name="organisation_acronym"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:detail", args=[self.pk])

    def answer(self, on: date) -> Answer:
        """Itself while it lives; afterwards its heirs, with the sentences that lead to them."""
        descent = self.get_descent(on)
        heirs = tuple(body for body, steps in descent.items() if not steps)
        return Answer(self, heirs, tuple(s for steps in descent.values() for s in _told(steps)))

    def get_descent(self, on: date = date.max) -> "dict[Organisation, list[Lineage]]":
        """Itself and all that came after it, each with the steps by which it ended."""
        descent: dict[Organisation, list[Lineage]] = {}
        waiting = [self]
        while waiting:
            body = waiting.pop(0)
            if body not in descent:
                descent[body] = list(Lineage.objects.leaving(body, until=on))
                waiting += [step.successor for step in descent[body]]
        return descent

    def get_origins(self, on: date) -> list[str]:
        """Where it comes from, one sentence per day and kind of change."""
        steps = Lineage.objects.entering(self, until=on)
        return [
            ancestry(self.named, [step.predecessor.named for step in group], kind, day)
            for (day, kind), group in groupby(steps, key=lambda step: (step.happened_on, step.kind))
        ]

    def get_lineage_sources(self) -> list[str]:
        """The texts that made it or ended it, each once."""
        steps = Lineage.objects.touching(self).exclude(source="")
        return list(dict.fromkeys(steps.values_list("source", flat=True)))

    @property
    def named(self) -> Named:
        return Named(self.name, self.acronym)

    @property
    def at_head(self) -> str:
        """Its whole name, with the article that opens a sentence."""
        return Named(self.name).at_head

    @property
    def shown_siren(self) -> str:
        """« 210 400 701 », which does not break at the end of a line."""
        return grouped(self.siren)

    @property
    def short_name(self) -> str:
        return self.acronym or self.name

    @property
    def is_local_authority(self) -> bool:
        return self.kind in {
            OrganisationKind.COMMUNE,
            OrganisationKind.EPCI,
            OrganisationKind.DEPARTMENT_COUNCIL,
            OrganisationKind.REGION_COUNCIL,
            OrganisationKind.SYNDICATE,
        }


def _told(steps: "Iterable[Lineage]") -> list[str]:
    return [
        succession(members[0].predecessor.named, [m.successor.named for m in members], kind, day)
        for (day, kind), group in groupby(steps, key=lambda step: (step.happened_on, step.kind))
        for members in [list(group)]
    ]


class LineageQuerySet(models.QuerySet["Lineage"]):
    def leaving(self, organisation: Organisation, *, until: date) -> Self:
        return self.filter(predecessor=organisation, happened_on__lte=until)._in_order()

    def entering(self, organisation: Organisation, *, until: date) -> Self:
        return self.filter(successor=organisation, happened_on__lte=until)._in_order()

    def touching(self, organisation: Organisation) -> Self:
        return self.filter(Q(predecessor=organisation) | Q(successor=organisation))._in_order()

    def _in_order(self) -> Self:
        return self.select_related("predecessor", "successor").order_by(
            "happened_on", "kind", "predecessor__search_key", "successor__search_key", "pk"
        )


class Lineage(models.Model):
    """On that day, one organisation took over from another (glossary: filiation)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="ancestries")
    kind = models.CharField("nature", max_length=10, choices=LineageKind)
    happened_on = models.DateField("date")
    source = models.CharField("texte", max_length=200, blank=True)

    objects = LineageQuerySet.as_manager()

    class Meta:
        verbose_name = "filiation"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LineageKind.values), name="lineage_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="lineage_not_its_own_heir"
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="lineage_is_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"filiation #{self.pk}"
