"""Files of offers: what each was, and what came of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from ..choices import ImportStatus, OfferOrigin


class OfferFileQuerySet(models.QuerySet["OfferFile"]):
    def visible_to(self, user: User) -> Self:
        """The files of the departments whose desk the person holds; all, for the administrator."""
        access = access_of(user)
        if access.has(Role.ADMINISTRATOR):
            return self.all()
        return self.filter(department__code__in=access.departments([Role.DESK_OFFICER]))

    def for_index(self) -> Self:
        return self.select_related("document", "department", "uploaded_by").order_by(
            "-uploaded_at", "-pk"
        )


class OfferFile(models.Model):
    """A file of offers handed to the desk. The file is kept as it came; it is read again each
    time its preview is shown, against the registers of that day."""

    # Only offers proposed there are taken; empty for the administrator: from everywhere.
    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    origin = models.CharField("origine", max_length=20, choices=OfferOrigin)
    # « Aides-territoires, novembre 2022 »: shown on each offer, as its licence asks.
    source = models.CharField("source", max_length=150)
    status = models.CharField(
        "état", max_length=10, choices=ImportStatus, default=ImportStatus.READ
    )
    # Which column says what, once somebody has corrected it: name → rank of the column.
    mapping = models.JSONField("colonnes", default=dict)
    default_provider = models.CharField("organisme par défaut", max_length=200, blank=True)
    makes_providers = models.BooleanField("les organismes absents sont créés", default=False)
    read_lines = models.PositiveIntegerField("lignes lues", default=0)
    created_offers = models.PositiveIntegerField("offres créées", default=0)
    updated_offers = models.PositiveIntegerField("offres mises à jour", default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("déposé le")
    confirmed_at = models.DateTimeField("importé le", null=True, blank=True)

    objects = OfferFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier d’offres"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="offer_file_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=OfferOrigin.values), name="offer_file_origin_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="READ", confirmed_at=None)
                | Q(status="CONFIRMED", confirmed_at__isnull=False),
                name="offer_file_confirmed_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"fichier d’offres #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("offers:preview_file", args=[self.pk])

    @property
    def department_code(self) -> str:
        return self.department.code if self.department else ""

    @property
    def is_confirmed(self) -> bool:
        return self.status == ImportStatus.CONFIRMED
