"""People: they may exist without an account (a mayor who never signs in)."""

from django.conf import settings
from django.db import models


class Person(models.Model):
    """Somebody who acts for an organisation; personal data kept to the minimum."""

    name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )

    class Meta:
        verbose_name = "personne"

    def __str__(self) -> str:
        return self.name
