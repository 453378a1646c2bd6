from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from guichet.foundations.accounts.models import User

from ..filters import Filters
from .demand import Demand

KEPT_AFTER_DELETION = timedelta(days=30)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, user: User) -> Self:
        return self.filter(owner=user)

    def kept(self) -> Self:
        return self.filter(deleted_at=None).order_by("name", "pk")

    def restorable(self, *, at: datetime) -> Self:
        """Deleted not long ago: the gesture can be undone."""
        return self.filter(deleted_at__gt=at - KEPT_AFTER_DELETION).order_by("-deleted_at", "-pk")

    def with_alert(self) -> Self:
        """Those that owe a letter when a demand enters them, to an account still open."""
        watched = self.filter(deleted_at=None, has_alert=True, owner__is_active=True)
        return watched.select_related("owner").order_by("pk")


class SavedView(models.Model):
    """The filters of a list under a name (glossary: vue enregistrée)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField("nom de la vue", max_length=80)
    query = models.TextField("filtres")
    has_alert = models.BooleanField("alerte par courriel", default=False)
    # What the owner has been told of, or could see when the alert began: it is never told again,
    # even if a demand leaves the view and comes back.
    known = models.ManyToManyField(Demand, blank=True, related_name="+")
    created_at = models.DateTimeField("enregistrée le")
    deleted_at = models.DateTimeField("supprimée le", null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "vue enregistrée"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(deleted_at=None),
                name="saved_view_name_is_unique_per_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('demands:index')}?{self.query}"

    @property
    def filters(self) -> Filters:
        return Filters.read({name: str(value) for name, value in QueryDict(self.query).items()})
