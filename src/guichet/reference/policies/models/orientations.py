"""What the State and the committee want: themes, programmes, strategic orientations."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.territories.models import Territory

from ..choices import OrientationLevel, OrientationStatus

# Who may read what the committee has not adopted yet: preparatory papers (CRPA, L311-2).
PREPARING = DESK | {Role.COMMITTEE_MEMBER, Role.SUB_PREFECT}


class ThemeQuerySet(models.QuerySet["Theme"]):
    def in_order(self) -> Self:
        return self.order_by("rank", "code")


class Theme(models.Model):
    """An entry of the closed taxonomy by which demands and offers meet."""

    code = models.CharField("code", max_length=30, primary_key=True)
    label = models.CharField("intitulé", max_length=100)
    rank = models.PositiveSmallIntegerField("ordre", default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thème"

    def __str__(self) -> str:
        return self.label


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def for_programmes(self, department: str) -> Self:
        """Each programme with its number of beneficiaries, and those of a department by name."""
        here = Enrolment.objects.in_department(department).for_list()
        return (
            self.annotate(total=Count("enrolments"))
            .prefetch_related(Prefetch("enrolments", queryset=here, to_attr="here"))
            .order_by("starts_on", "code")
        )

    def in_order(self) -> Self:
        return self.order_by("name", "code")


class Programme(models.Model):
    """A State programme with its beneficiaries (Petites villes de demain…)."""

    code = models.CharField("code", max_length=30, primary_key=True)
    name = models.CharField("nom", max_length=150)
    acronym = models.CharField("sigle", max_length=20, blank=True)
    starts_on = models.DateField("lancé le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    summary = models.TextField("en deux phrases", blank=True)
    source = models.CharField("source", max_length=200, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "programme"

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))

    def in_department(self, code: str) -> Self:
        """With a commune in the department: some intercommunalities straddle its border."""
        return self.filter(territory__in=Territory.objects.touching(code))

    def holding(self, territories: Iterable[str]) -> Self:
        return self.filter(territory__in=list(territories))

    def with_programme(self) -> Self:
        return self.select_related("programme").order_by("programme", "pk")

    def for_list(self) -> Self:
        return self.select_related("territory").order_by("territory__search_key", "since", "pk")


class Enrolment(models.Model):
    """A territory is in a programme between two dates, says a dated source."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="enrolments")
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="enrolments"
    )
    since = models.DateField("depuis le", null=True, blank=True)
    until = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source", max_length=200)
    source_date = models.DateField("date de la source", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bénéficiaire d’un programme"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "territory", "since"],
                nulls_distinct=False,
                name="enrolment_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"bénéficiaire #{self.pk}"


class StrategicOrientationQuerySet(models.QuerySet["StrategicOrientation"]):
    def national(self) -> Self:
        return self.filter(level=OrientationLevel.NATIONAL)

    def of_department(self, code: str) -> Self:
        return self.filter(level=OrientationLevel.DEPARTMENTAL, department__code=code)

    def without_parent(self) -> Self:
        """Departmental ones of the committee's own making, or whose national one is gone."""
        alone = Q(parent=None) | Q(parent__status=OrientationStatus.WITHDRAWN)
        return self.filter(alone, level=OrientationLevel.DEPARTMENTAL)

    def living(self) -> Self:
        return self.exclude(status=OrientationStatus.WITHDRAWN)

    def adopted(self) -> Self:
        return self.filter(status=OrientationStatus.ADOPTED)

    def proposed(self) -> Self:
        return self.filter(status=OrientationStatus.PROPOSED)

    def to_review(self) -> Self:
        """Adopted in a department, and whose national orientation was withdrawn since."""
        return self.adopted().filter(parent__status=OrientationStatus.WITHDRAWN)

    def visible_to(self, user: User | None) -> Self:
        """What is adopted is public; what is only proposed, for those who prepare committees."""
        seen = Q(status=OrientationStatus.ADOPTED)
        if user is not None:
            seen |= Q(department__code__in=access_of(user).departments(PREPARING))
        return self.filter(seen)

    def with_children(self) -> Self:
        """National ones, withdrawn ones too, each with those that come from it (`declined`)."""
        children = type(self)(self.model).living().select_related("department")
        return self.prefetch_related(
            Prefetch(
                "children",
                queryset=children.order_by("department__code", "number", "pk"),
                to_attr="declined",
            )
        ).order_by("withdrawn_on", "number", "pk")

    def for_index(self) -> Self:
        return self.select_related("parent", "department").order_by("level", "number", "pk")

    def for_orientations(self, user: User | None, department: str) -> Self:
        """National orientations, each with its children that this person may read."""
        children = type(self)(self.model).visible_to(user)
        if department:
            children = children.of_department(department)
        children = children.select_related("department").prefetch_related("themes")
        return (
            self.national()
            .visible_to(user)
            .prefetch_related(
                Prefetch(
                    "children",
                    queryset=children.order_by("department__code", "number", "pk"),
                    to_attr="declined",
                )
            )
            .order_by("number", "pk")
        )


class StrategicOrientation(models.Model):
    """What the agency's board wants, or what the committee declines from it in a department."""

    level = models.CharField("niveau", max_length=15, choices=OrientationLevel)
    status = models.CharField(
        "état", max_length=10, choices=OrientationStatus, default=OrientationStatus.PROPOSED
    )
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("intitulé", max_length=200)
    body = models.TextField("texte", blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="orientation nationale dont elle découle",
    )
    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="orientations")
    adopted_on = models.DateField("adoptée le", null=True, blank=True)
    adopted_by = models.CharField("par", max_length=200, blank=True)
    # Where it may be read: the board's deliberation, or an address.
    source = models.CharField("source", max_length=300, blank=True)
    withdrawn_on = models.DateField("retirée le", null=True, blank=True)

    objects = StrategicOrientationQuerySet.as_manager()

    class Meta:
        verbose_name = "orientation stratégique"
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=OrientationLevel.values), name="orientation_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OrientationStatus.values),
                name="orientation_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(level="NATIONAL", department=None, parent=None)
                | Q(level="DEPARTMENTAL", department__isnull=False),
                name="orientation_departmental_has_a_department",
            ),
            models.CheckConstraint(
                condition=~Q(status="ADOPTED") | (Q(adopted_on__isnull=False) & ~Q(adopted_by="")),
                name="orientation_adopted_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def department_code(self) -> str:
        return self.department.code if self.department else ""

    @property
    def is_adopted(self) -> bool:
        return self.status == OrientationStatus.ADOPTED

    @property
    def is_to_review(self) -> bool:
        """Its national orientation is gone, and the committee has not said what becomes of it."""
        parent_is_gone = self.parent is not None and self.parent.withdrawn_on is not None
        return self.is_adopted and parent_is_gone
