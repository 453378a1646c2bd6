"""The supply of engineering: who helps whom, where, with what."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.reference.directory.choices import OrganisationKind

from .choices import EngineeringType, Level, OfferStatus, Phase, PriceKind


class OfferQuerySet(models.QuerySet["Offer"]):
    def published(self) -> Self:
        return self.filter(status=OfferStatus.PUBLISHED)

    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
        )

    def for_index(self) -> Self:
        return (
            self.select_related("provider")
            .prefetch_related("themes", "perimeters")
            .order_by("title", "pk")
        )


class Offer(models.Model):
    """A service of engineering that a provider proposes (glossary: offre d’ingénierie)."""

    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="offers")
    status = models.CharField(
        "état", max_length=10, choices=OfferStatus, default=OfferStatus.DRAFT
    )
    level = models.CharField("niveau", max_length=15, choices=Level)
    title = models.CharField("intitulé", max_length=200)
    summary = models.TextField("en quelques phrases", blank=True)
    themes = models.ManyToManyField("policies.Theme", blank=True, related_name="offers")
    programmes = models.ManyToManyField(
        "policies.Programme",
        blank=True,
        related_name="offers",
        verbose_name="réservée aux bénéficiaires de",
    )
    engineering_types = ArrayField(
        models.CharField(max_length=15, choices=EngineeringType),
        default=list,
        verbose_name="types d’ingénierie",
    )
    phases = ArrayField(
        models.CharField(max_length=10, choices=Phase), default=list, verbose_name="phases"
    )
    beneficiary_kinds = ArrayField(
        models.CharField(max_length=20, choices=OrganisationKind),
        default=list,
        verbose_name="bénéficiaires",
    )
    population_min = models.PositiveIntegerField("population minimale", null=True, blank=True)
    population_max = models.PositiveIntegerField("population maximale", null=True, blank=True)
    perimeters = models.ManyToManyField(
        "territories.Territory", blank=True, related_name="offers", verbose_name="périmètre"
    )
    exclusions = models.ManyToManyField(
        "territories.Territory", blank=True, related_name="+", verbose_name="sauf"
    )
    price_kind = models.CharField("coût", max_length=10, choices=PriceKind)
    price_note = models.CharField("précision sur le coût", max_length=300, blank=True)
    usual_days = models.PositiveSmallIntegerField("délai habituel en jours", null=True, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    valid_from = models.DateField("depuis le", null=True, blank=True)
    valid_to = models.DateField("jusqu’au", null=True, blank=True)
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    source = models.CharField("source", max_length=300, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "offre d’ingénierie"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OfferStatus.values), name="offer_status_is_known"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="offer_level_is_known"),
            models.CheckConstraint(
                condition=Q(price_kind__in=PriceKind.values), name="offer_price_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(population_min=None)
                | Q(population_max=None)
                | Q(population_max__gte=models.F("population_min")),
                name="offer_population_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (#{self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("offers:detail", args=[self.pk])

    @property
    def department_code(self) -> str:
        return ""
