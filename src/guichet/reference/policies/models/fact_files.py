"""Published lists handed to the desk: what each was, how it is read, what came of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import Role

from ..choices import CellRule, ImportStatus, ListKind
from ..fact_cells import How, parts


class FactFileQuerySet(models.QuerySet["FactFile"]):
    def visible_to(self, user: User) -> Self:
        """The lists of the departments whose desk the person holds."""
        codes = access_of(user).departments([Role.DESK_OFFICER, Role.ADMINISTRATOR])
        return self.filter(department__code__in=codes)

    def for_index(self) -> Self:
        return self.select_related("document", "department", "provider", "uploaded_by").order_by(
            "-uploaded_at", "-pk"
        )


class FactFile(models.Model):
    """A published list, dated (glossary: liste publiée). The file is kept as it came; it is read
    again each time its preview is shown, against the registers of that day."""

    # Only what it says of this department is taken.
    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    kind = models.CharField("nature", max_length=20, choices=ListKind)
    # Of a list of members: the one structure that it is about, when it names none.
    provider = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField("source", max_length=200)
    source_date = models.DateField("date de la source")
    since = models.DateField("en vigueur depuis le")
    status = models.CharField(
        "état", max_length=10, choices=ImportStatus, default=ImportStatus.READ
    )
    # Which column says what: name → rank of the column.
    mapping = models.JSONField("colonnes", default=dict)
    rule = models.CharField("lecture", max_length=10, choices=CellRule, default=CellRule.WORDS)
    # Separated by « ; », as they are written in the list.
    yes_words = models.CharField("mots qui disent oui", max_length=500, blank=True)
    no_words = models.CharField("mots qui disent non", max_length=500, blank=True)
    unsure_words = models.CharField("mots qui laissent à vérifier", max_length=500, blank=True)
    empty_is_no = models.BooleanField("une cellule vide dit non", default=False)
    is_whole = models.BooleanField("qui n’est pas dans la liste : non", default=False)
    read_lines = models.PositiveIntegerField("lignes lues", default=0)
    added_answers = models.PositiveIntegerField("réponses nouvelles", default=0)
    mended_answers = models.PositiveIntegerField("réponses mises à jour", default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("déposée le")
    confirmed_at = models.DateTimeField("importée le", null=True, blank=True)

    objects = FactFileQuerySet.as_manager()

    class Meta:
        verbose_name = "liste publiée"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="fact_file_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ListKind.values), name="fact_file_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rule__in=CellRule.values), name="fact_file_rule_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="READ", confirmed_at=None)
                | Q(status="CONFIRMED", confirmed_at__isnull=False),
                name="fact_file_confirmed_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(provider=None) | Q(kind="MEMBERS"),
                name="fact_file_provider_has_members",
            ),
        ]

    def __str__(self) -> str:
        return f"liste publiée #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("policies:preview_fact_file", args=[self.pk])

    @property
    def department_code(self) -> str:
        return self.department.code

    @property
    def is_confirmed(self) -> bool:
        return self.status == ImportStatus.CONFIRMED

    @property
    def is_of_members(self) -> bool:
        return self.kind == ListKind.MEMBERS

    @property
    def how(self) -> How:
        yes, no, unsure = (
            tuple(parts(text)) for text in (self.yes_words, self.no_words, self.unsure_words)
        )
        return How(self.rule, yes, no, unsure, self.empty_is_no)
