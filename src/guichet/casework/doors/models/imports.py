"""Files that the desk imported: what each was, and which line made which demand."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from ..choices import ImportStatus


class ImportedFileQuerySet(models.QuerySet["ImportedFile"]):
    def visible_to(self, user: User) -> Self:
        """The files of the departments whose desk the person holds."""
        return self.filter(department__code__in=access_of(user).departments([Role.DESK_OFFICER]))

    def confirmed(self) -> Self:
        return self.filter(status=ImportStatus.CONFIRMED)

    def same_as(self, fingerprint: str, *, department_id: str) -> Self:
        return self.filter(fingerprint=fingerprint, department_id=department_id)

    def for_index(self) -> Self:
        """All that the list of imports shows, in one query."""
        return self.select_related("document", "department", "uploaded_by").order_by(
            "-uploaded_at", "-pk"
        )


class ImportedFile(models.Model):
    """A spreadsheet handed to the desk (glossary: import)."""

    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    # Of the bytes: the same file imports nothing twice.
    fingerprint = models.CharField("empreinte", max_length=64)
    status = models.CharField(
        "état", max_length=10, choices=ImportStatus, default=ImportStatus.READ
    )
    # Which column says what, once an officer has corrected it: name → rank of the column.
    mapping = models.JSONField("colonnes", default=dict)
    tells = models.BooleanField("chaque collectivité est prévenue", default=False)
    read_lines = models.PositiveIntegerField("lignes lues", default=0)
    taken_lines = models.PositiveIntegerField("lignes reprises", default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("déposé le")
    confirmed_at = models.DateTimeField("importé le", null=True, blank=True)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier importé"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="imported_file_status_is_known"
            ),
            models.UniqueConstraint(
                fields=["department", "fingerprint"], name="imported_file_is_there_once"
            ),
            models.CheckConstraint(
                condition=Q(status="READ", confirmed_at=None)
                | Q(status="CONFIRMED", confirmed_at__isnull=False),
                name="imported_file_confirmed_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"import #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("doors:preview", args=[self.pk])

    @property
    def department_code(self) -> str:
        return self.department.code

    @property
    def is_confirmed(self) -> bool:
        return self.status == ImportStatus.CONFIRMED


class ImportedLineQuerySet(models.QuerySet["ImportedLine"]):
    def of_department(self, code: str) -> Self:
        return self.filter(file__department__code=code)

    def references_by_key(self) -> dict[str, str]:
        """The number of the demand that each line already imported became."""
        pairs = self.order_by("pk").values_list("key", "demand__reference")
        return {key: reference or "" for key, reference in pairs}


class ImportedLine(models.Model):
    """Which line of which file a demand comes from."""

    file = models.ForeignKey(ImportedFile, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField("ligne")
    # What makes two lines the same project, whatever the file.
    key = models.CharField(max_length=64)
    demand = models.OneToOneField("demands.Demand", models.CASCADE, related_name="imported_line")

    objects = ImportedLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne importée"
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="imported_line_is_there_once"),
        ]

    def __str__(self) -> str:
        return f"ligne {self.number} de l’import #{self.file_id}"
