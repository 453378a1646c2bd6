"""Files. Who may open one is decided by the app that owns its subject."""

import uuid
from collections.abc import Iterable
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.db import models

from .choices import DocumentKind, ScanResult


def storage_path(document: "Document", filename: str) -> str:
    """Named by its identifier: what a person typed never becomes a path."""
    return f"documents/{document.pk.hex[:2]}/{document.pk.hex}{PurePath(filename).suffix.lower()}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def awaiting_scan(self) -> Self:
        return self.filter(scan=ScanResult.PENDING).order_by("uploaded_at", "pk")

    def stored_at(self, paths: Iterable[str]) -> Self:
        return self.filter(file__in=list(paths))


class Document(models.Model):
    """One file, as it was handed over: never changed, only scanned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("nature", max_length=20, choices=DocumentKind)
    name = models.CharField("nom du fichier", max_length=200)
    file = models.FileField("fichier", upload_to=storage_path, max_length=200)
    content_type = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    scan = models.CharField(
        "analyse", max_length=10, choices=ScanResult, default=ScanResult.PENDING
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField("déposé le")
    keep_until = models.DateField("à conserver jusqu’au", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="document_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(scan__in=ScanResult.values), name="document_scan_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """« pdf »: that of the file as it is kept, whatever the name that was typed."""
        return PurePath(self.file.name or self.name).suffix.lower().removeprefix(".")
