"""Who can sign in. For whom they act is said by their memberships (directory)."""

from datetime import datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def who_may_sign_in(self, email: str) -> "User | None":
        """The open account of that address, whatever its capitals."""
        return self.filter(email__iexact=email, is_active=True).order_by("pk").first()


class User(AbstractBaseUser):
    """A sign-in by e-mail. No password is ever asked or kept."""

    email = models.EmailField("adresse électronique", max_length=254)
    name = models.CharField("nom affiché", max_length=150)
    is_active = models.BooleanField("actif", default=True)
    is_administrator = models.BooleanField("administrateur", default=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = "compte"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class MagicLinkQuerySet(models.QuerySet["MagicLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=now, user__is_active=True)

    def of_token_hash(self, token_hash: str) -> Self:
        return self.filter(token_hash=token_hash)


class MagicLink(models.Model):
    """A single-use sign-in link. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="magic_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    next_path = models.CharField(max_length=300, blank=True)

    objects = MagicLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien de connexion"

    def __str__(self) -> str:
        return f"lien #{self.pk}"


class LinkRequestQuerySet(models.QuerySet["LinkRequest"]):
    def of_address(self, email: str) -> Self:
        return self.filter(email=email)

    def asked_since(self, instant: datetime) -> Self:
        return self.filter(asked_at__gt=instant)

    def asked_before(self, instant: datetime) -> Self:
        return self.filter(asked_at__lt=instant)


class LinkRequest(models.Model):
    """Somebody asked for a link, from an address that may be known or not.

    Both leave the same row and the same job, so that neither the answer, nor the time it takes,
    nor the limit tells a stranger who has an account. Forgotten after a day.
    """

    email = models.EmailField("adresse en minuscules", max_length=254)
    next_path = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True)

    objects = LinkRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de lien"
        indexes = [
            # The limit per address, and the daily forgetting.
            models.Index(fields=["email", "asked_at"], name="link_request_email_asked"),
            models.Index(fields=["asked_at"], name="link_request_asked"),
        ]

    def __str__(self) -> str:
        return f"demande de lien #{self.pk}"
