"""The committee, its seats in three families, and who holds them between two dates."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from guichet.casework.committee.choices import Family, MandateKind, SeatNature
from guichet.casework.committee.reminder import USUAL_DELAY
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Organisation


def in_order_of_families(path: str) -> Case:
    """State, local authorities, engineering: the order of R1232-10, not that of the alphabet."""
    places = [When(**{path: family}, then=Value(n)) for n, family in enumerate(Family.values)]
    return Case(*places, default=Value(len(places)))


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def in_departments(self, codes: Iterable[str]) -> Self:
        return (
            self.filter(department__code__in=list(codes))
            .select_related("department")
            .order_by("department__code")
        )

    def followed_by(self, user: User) -> Self:
        """Those of the person's departments; a national observer follows them all."""
        access = access_of(user)
        if access.has(Role.NATIONAL_OBSERVER):
            return self.select_related("department").order_by("department__code")
        roles = {*DESK, Role.COMMITTEE_MEMBER, Role.SUB_PREFECT}
        return self.in_departments(access.departments(roles))


_CommitteeManager = models.Manager.from_queryset(CommitteeQuerySet)


class CommitteeManager(_CommitteeManager["Committee"]):
    """The real ones: whoever forgets that rehearsals exist never sees one (ADR 0024)."""

    def get_queryset(self) -> CommitteeQuerySet:
        return CommitteeQuerySet(self.model, using=self._db).filter(is_rehearsal=False)


class Committee(models.Model):
    """A comité local de cohésion territoriale (CGCT L1232-2, R1232-10)."""

    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="committees"
    )
    is_rehearsal = models.BooleanField("répétition", default=False)
    name = models.CharField("nom", max_length=200)
    chair_title = models.CharField("présidé par", max_length=200)
    order_reference = models.CharField("arrêté de composition", max_length=200, blank=True)
    order_date = models.DateField("daté du", null=True, blank=True)
    # Working days before a meeting; empty, nobody is reminded unless a hand does it.
    reminder_days = models.PositiveSmallIntegerField(
        "relance, en jours ouvrés avant la séance", null=True, blank=True, default=USUAL_DELAY
    )

    objects = CommitteeManager()
    with_rehearsals = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "comité"
        constraints = [
            models.UniqueConstraint(
                fields=["department", "is_rehearsal"], name="committee_one_per_department"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def department_code(self) -> str:
        return self.department.code

    def get_members_url(self) -> str:
        return reverse("committee:members", args=[self.department_code])

    @property
    def in_a_sentence(self) -> str:
        """« le comité local de cohésion territoriale des Alpes-de-Haute-Provence »."""
        return f"le {self.name[:1].lower()}{self.name[1:]}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
        )

    def of_committee(self, committee: Committee) -> Self:
        return self.filter(committee=committee)

    def elected(self) -> Self:
        return self.filter(nature=SeatNature.ELECTED)

    def for_roll_call(self) -> Self:
        return (
            self.select_related("organisation")
            .alias(family_place=in_order_of_families("family"))
            .order_by("family_place", "rank", "pk")
        )


class Seat(models.Model):
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    family = models.CharField("famille", max_length=20, choices=Family)
    nature = models.CharField("nature", max_length=12, choices=SeatNature)
    label = models.CharField("siège", max_length=200)
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="seats"
    )
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    is_chair = models.BooleanField("préside", default=False)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "siège"
        constraints = [
            models.CheckConstraint(condition=Q(family__in=Family.values), name="seat_family_known"),
            models.CheckConstraint(
                condition=Q(nature__in=SeatNature.values), name="seat_nature_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} (#{self.pk})"


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def holders(self) -> Self:
        return self.filter(kind=MandateKind.HOLDER)

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Those with at least one day in common with that period."""
        found = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return found.filter(starts_on__lte=ends_on) if ends_on else found

    def of_committee(self, committee: Committee) -> Self:
        return self.filter(seat__committee=committee)

    def of_assembly(self, committee: Committee, assembly: Organisation) -> Self:
        return self.filter(seat__committee=committee, seat__organisation=assembly)

    def in_seats(self, seats: SeatQuerySet) -> Self:
        return self.filter(seat__in=seats)

    def newest_first(self) -> Self:
        return self.select_related("person").order_by("-starts_on", "-pk")

    def holders_first(self) -> Self:
        """HOLDER comes before ALTERNATE; then in the order of the people."""
        return self.select_related("person__user", "seat").order_by("-kind", "seat_id", "pk")


class Mandate(models.Model):
    """A person in a seat (glossary: titulaire, suppléant)."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="mandates")
    kind = models.CharField("qualité", max_length=10, choices=MandateKind)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MandateKind.values), name="mandate_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"mandat #{self.pk}"

    @property
    def is_holder(self) -> bool:
        return self.kind == MandateKind.HOLDER

    def is_in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)
