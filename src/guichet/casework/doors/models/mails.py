from django.conf import settings
from django.db import models


class CapturedMail(models.Model):
    """A mail that became a demand; the same mail never makes two (glossary: courriel capté)."""

    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    # The Message-ID, or the fingerprint of the bytes when the mail has none.
    identity = models.CharField("identifiant du message", max_length=250)
    subject = models.CharField("objet", max_length=250, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    demand = models.OneToOneField("demands.Demand", models.CASCADE, related_name="captured_mail")
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    captured_at = models.DateTimeField("capté le")

    class Meta:
        verbose_name = "courriel capté"
        constraints = [
            models.UniqueConstraint(
                fields=["department", "identity"], name="captured_mail_is_there_once"
            ),
        ]

    def __str__(self) -> str:
        return f"courriel #{self.pk}"
