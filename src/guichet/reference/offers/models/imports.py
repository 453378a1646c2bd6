"""Files of offers: what each was, and what came of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from ..choices import Fate, ImportStatus, OfferOrigin


class OfferFileQuerySet(models.QuerySet["OfferFile"]):
    def visible_to(self, user: User) -> Self:
        """The files of the departments whose desk the person holds; all, for the administrator."""
        access = access_of(user)
        if access.has(Role.ADMINISTRATOR):
            return self.all()
        return self.filter(department__code__in=access.departments([Role.DESK_OFFICER]))

    def for_index(self) -> Self:
        return self.for_detail().prefetch_related("imports__undone_by")

    def for_detail(self) -> Self:
        """Adds `was_imported`: whether there are imports to look for."""
        known = OfferImport.objects.filter(file=OuterRef("pk"))
        return (
            self.select_related("document", "department", "uploaded_by")
            .annotate(was_imported=Exists(known))
            .order_by("-uploaded_at", "-pk")
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

    @property
    def undone_imports(self) -> list["OfferImport"]:
        """Needs `imports` loaded."""
        return [one for one in self.imports.all() if one.undone_at is not None]


class OfferImportQuerySet(models.QuerySet["OfferImport"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(file__in=OfferFile.objects.visible_to(user))

    def of_file(self, file: OfferFile) -> Self:
        return self.filter(file=file).select_related("confirmed_by", "undone_by")

    def for_page(self) -> Self:
        return self.select_related(
            "file__document", "file__department", "confirmed_by", "undone_by"
        ).order_by("pk")


class OfferImport(models.Model):
    """One confirmation of a file: what it wrote, and who undid it. A file may be imported again
    once its import is undone."""

    file = models.ForeignKey(OfferFile, models.PROTECT, related_name="imports")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("importé le")
    same_lines = models.PositiveIntegerField("lignes inchangées", default=0)
    refused_lines = models.PositiveIntegerField("lignes refusées", default=0)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField("annulé le", null=True)

    objects = OfferImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import d’offres"
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="offer_import_undone_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["file"],
                condition=Q(undone_at=None),
                name="offer_import_one_stands_per_file",
            ),
        ]

    def __str__(self) -> str:
        return f"import d’offres #{self.pk}"


class ImportedOfferQuerySet(models.QuerySet["ImportedOffer"]):
    def in_order(self) -> Self:
        return self.select_related("offer").order_by("title", "pk")

    def left(self) -> Self:
        return self.filter(fate=Fate.LEFT)


class ImportedOffer(models.Model):
    """An offer that an import created or updated, with what it takes to undo it."""

    made_in = models.ForeignKey(OfferImport, models.PROTECT, related_name="offers")
    # Empty once the draft is withdrawn.
    offer = models.ForeignKey("offers.Offer", models.SET_NULL, null=True, related_name="+")
    title = models.CharField("intitulé", max_length=200)
    is_new = models.BooleanField("créée par l’import")
    # The values that the import replaced, by field.
    before = models.JSONField("valeurs d’avant", default=dict)
    # The rank of the import in the history of the offer: whatever comes after touched it.
    rank = models.PositiveIntegerField("rang")
    fate = models.CharField("suite", max_length=10, choices=Fate, blank=True)
    left_because = models.CharField("laissée parce que", max_length=500, blank=True)

    objects = ImportedOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "offre importée"
        constraints = [
            models.CheckConstraint(
                condition=Q(fate__in=["", *Fate.values]), name="imported_offer_fate_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(fate="LEFT") & ~Q(left_because=""))
                | (~Q(fate="LEFT") & Q(left_because="")),
                name="imported_offer_left_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"offre importée #{self.pk}"
