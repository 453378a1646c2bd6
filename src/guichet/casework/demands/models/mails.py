"""Mails that answered a letter and could not be filed in a thread: kept until somebody has."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import RowNumber

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of

from .demand import Demand


class UnfiledMailQuerySet(models.QuerySet["UnfiledMail"]):
    def visible_to(self, user: User) -> Self:
        """The desk of the department that the mail points to; when it points to none, the
        administrators, for a stranger's mail is nobody else's business."""
        seen = Q(department__code__in=access_of(user).departments(DESK))
        if user.is_administrator:
            seen |= Q(department=None)
        return self.filter(seen)

    def waiting(self) -> Self:
        return self.filter(settled_at=None)

    def beside(self, mail: "UnfiledMail") -> Self:
        """The others of the same sender, at the same desk."""
        return self.filter(sender=mail.sender, department=mail.department_id).exclude(pk=mail.pk)

    def first_of_each_sender(self, most: int) -> Self:
        """At most so many per sender, so that one who sends hundreds hides nobody: `siblings`
        tells how many there are."""
        one = ["sender", "department"]
        return self.annotate(
            rank_of_sender=models.Window(
                RowNumber(), partition_by=one, order_by=["received_at", "pk"]
            ),
            siblings=models.Window(models.Count("pk"), partition_by=one),
        ).filter(rank_of_sender__lte=most)

    def for_list(self) -> Self:
        return (
            self.defer("raw").select_related("demand", "department").order_by("received_at", "pk")
        )


class UnfiledMail(models.Model):
    """A mail that nobody may lose (glossary: courriel à classer)."""

    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, related_name="+"
    )
    # The case it was about, when the address said so but something else was wrong.
    demand = models.ForeignKey(Demand, models.CASCADE, null=True, related_name="+")
    mail_id = models.CharField("identifiant", max_length=250, blank=True)
    sender = models.CharField("de", max_length=250, blank=True)
    subject = models.CharField("objet", max_length=250, blank=True)
    body = models.TextField("texte", blank=True)
    # The mail as it came, so that its files are still there on the day somebody files it.
    raw = models.BinaryField("courriel entier")
    reason = models.CharField("pourquoi il n’est pas classé", max_length=300)
    received_at = models.DateTimeField("reçu le")
    settled_at = models.DateTimeField("traité le", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # Annotated by first_of_each_sender.
    rank_of_sender: int
    siblings: int

    objects = UnfiledMailQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel à classer"
        constraints = [
            models.UniqueConstraint(
                fields=["mail_id"], condition=~Q(mail_id=""), name="unfiled_mail_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"courriel #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.department.code if self.department else ""

    @property
    def case_key(self) -> str:
        return self.demand.case_key if self.demand else ""
