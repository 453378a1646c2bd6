"""Organisations of every kind, and what became of those that no longer exist."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.toolkit.text import search_key

from ..choices import LineageKind, OrganisationKind


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

    def for_index(self) -> Self:
        """All that one row of directory/index.html shows, in one query."""
        return self.select_related("territory").order_by("search_key", "pk")


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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:detail", args=[self.pk])

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


class Lineage(models.Model):
    """On that day, one organisation took over from another (glossary: filiation)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="ancestries")
    kind = models.CharField("nature", max_length=10, choices=LineageKind)
    happened_on = models.DateField("date")
    source = models.CharField("texte", max_length=200, blank=True)

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
