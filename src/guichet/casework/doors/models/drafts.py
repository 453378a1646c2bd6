"""What a stranger has begun to type at the public door, and the one letter that recalls it."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q

# Never part of a signature, and safe in an address.
_SIGNER = Signer(salt="guichet.doors.draft", sep="~")


def _key_of(token: str) -> str:
    """Empty when the signature is not ours."""
    try:
        return _SIGNER.unsign(token)
    except BadSignature:
        return ""


class PublicDraftQuerySet(models.QuerySet["PublicDraft"]):
    def of_token(self, token: str) -> "PublicDraft | None":
        """The draft that a link opens; None when it was altered, or erased since."""
        key = _key_of(token)
        return self.filter(key=key).order_by("pk").first() if key else None

    def is_gone(self, token: str) -> bool:
        """Whether that link opened a draft that was sent or erased since."""
        key = _key_of(token)
        return bool(key) and not self.filter(key=key).exists()

    def opened_from(self, origin: str, *, since: datetime) -> Self:
        return self.filter(origin=origin, created_at__gt=since)

    def abandoned(self, *, before: datetime) -> Self:
        """Not touched since, never recalled, and somebody can be written to."""
        return self.filter(touched_at__lt=before, recalled_at=None).exclude(email="")

    def untouched(self, *, before: datetime) -> Self:
        return self.filter(touched_at__lt=before)


class PublicDraft(models.Model):
    """A public form as far as it is filled (glossary: brouillon sans compte)."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    # As it was typed, readable or not.
    typed = models.JSONField("saisie", default=dict)
    # Only once it is a whole address.
    email = models.CharField("adresse électronique", max_length=254, blank=True)
    # A keyed fingerprint, as for a knock.
    origin = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)

    objects = PublicDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon sans compte"
        constraints = [
            models.CheckConstraint(
                condition=Q(touched_at__gte=models.F("created_at")),
                name="public_draft_is_touched_after_it_is_opened",
            ),
        ]
        indexes = [
            # The nightly forgetting and the letters of recall.
            models.Index(fields=["touched_at"], name="public_draft_touched"),
            # The limit per hour.
            models.Index(fields=["origin", "created_at"], name="public_draft_origin"),
        ]

    def __str__(self) -> str:
        return f"brouillon sans compte #{self.pk}"

    @property
    def token(self) -> str:
        """What opens it: held by the page, the session and the letter, never kept here."""
        return _SIGNER.sign(str(self.key))
