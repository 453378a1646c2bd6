"""A body that meets: its colleges, its seats, and who holds them between two dates."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from guichet.casework.committee.choices import BodyKind, MandateKind, SeatNature
from guichet.casework.committee.reminder import USUAL_DELAY
from guichet.casework.committee.wording import COMMITTEE, Noun, lowered, noun_of
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Organisation


def seen_by(user: User, path: str = "") -> Q:
    """The bodies of which the person follows the meetings; `path` leads from the rows to them.

    The local committee: whoever has a role about it. Another commission: the desk and the
    sub-prefects of its department, and those who hold a seat in it today.
    """
    access = access_of(user)
    served = access.departments({*DESK, Role.SUB_PREFECT})
    member = access.departments({Role.COMMITTEE_MEMBER})
    found = Q(**{f"{path}department__code__in": served})
    local = Q(**{f"{path}kind": BodyKind.LOCAL})
    found |= local & Q(**{f"{path}department__code__in": member})
    if access.has(Role.NATIONAL_OBSERVER):
        found |= local
    if access.grants:
        found |= Q(**{f"{path}pk__in": Committee.objects.seating(user).values("pk")})
    return found


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def in_departments(self, codes: Iterable[str]) -> Self:
        return (
            self.filter(department__code__in=list(codes))
            .select_related("department")
            .order_by("department__code", "-kind", "slug")
        )

    def local(self) -> Self:
        """The comités locaux de cohésion territoriale, without the other commissions."""
        return self.filter(kind=BodyKind.LOCAL)

    def seating(self, user: User) -> Self:
        """Those where the person holds a seat today, as a holder or as an alternate."""
        sitting = Mandate.objects.in_force(local_day(timezone.now())).filter(person__user=user)
        return self.filter(pk__in=sitting.values("seat__committee"))

    def read_whole_by(self, user: User) -> Self:
        """Those whose restricted items the person reads: the desk, and those who sit."""
        access = access_of(user)
        desk = Q(department__code__in=access.departments(DESK))
        # In the local committee, the role says that the person sits.
        member = Q(department__code__in=access.departments({Role.COMMITTEE_MEMBER}))
        sits = Q(pk__in=Committee.objects.seating(user).values("pk"))
        return self.filter(desk | sits | (member & Q(kind=BodyKind.LOCAL)))

    def followed_by(self, user: User) -> Self:
        """Those of the person's departments; a national observer follows every local committee."""
        found = self.filter(seen_by(user)).select_related("department")
        return found.order_by("department__code", "-kind", "slug")


_CommitteeManager = models.Manager.from_queryset(CommitteeQuerySet)


class CommitteeManager(_CommitteeManager["Committee"]):
    """The real ones: whoever forgets that rehearsals exist never sees one (ADR 0024)."""

    def get_queryset(self) -> CommitteeQuerySet:
        return CommitteeQuerySet(self.model, using=self._db).filter(is_rehearsal=False)


class Committee(models.Model):
    """A comité local de cohésion territoriale (CGCT L1232-2, R1232-10), or another consultative
    commission of the department, whose seats, colleges and rules are data like those of the first.
    """

    kind = models.CharField("nature", max_length=12, choices=BodyKind, default=BodyKind.LOCAL)
    # Its address: the code of the department for the local committee, « 04-detr » for another.
    slug = models.SlugField("adresse", max_length=40)
    department = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="committees"
    )
    is_rehearsal = models.BooleanField("répétition", default=False)
    name = models.CharField("nom", max_length=200)
    legal_basis = models.CharField("texte qui l’institue", max_length=200, blank=True)
    # What is not published is announced nowhere either: its debates are not public by default.
    is_public = models.BooleanField("séances publiées", default=True)
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
                fields=["department", "is_rehearsal"],
                condition=Q(kind="LOCAL"),
                name="committee_one_per_department",
            ),
            models.UniqueConstraint(fields=["slug", "is_rehearsal"], name="committee_one_address"),
            models.CheckConstraint(
                condition=Q(kind__in=BodyKind.values), name="committee_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def department_code(self) -> str:
        return self.department.code

    @property
    def is_local(self) -> bool:
        """The committee of CGCT L1232-2, which is informed of the demands and of the projects."""
        return self.kind == BodyKind.LOCAL

    @property
    def noun(self) -> Noun:
        """What it is in a sentence, with its articles: « le comité », « de la commission »."""
        return COMMITTEE if self.is_local else noun_of(self.name)

    @property
    def called(self) -> str:
        return self.noun.the()

    def get_members_url(self) -> str:
        return reverse("committee:members", args=[self.slug])

    @property
    def plain_name(self) -> str:
        """The name as it stands after an article."""
        return lowered(self.name)

    @property
    def in_a_sentence(self) -> str:
        """« le comité local de cohésion territoriale des Alpes-de-Haute-Provence »."""
        return self.noun.the(self.plain_name)

    @property
    def of_itself(self) -> str:
        """« du comité local de cohésion territoriale des Alpes-de-Haute-Provence »."""
        return self.noun.of(self.plain_name)

    @property
    def of_its_meetings(self) -> str:
        """What a meeting is called by on its page and its minutes, where the department is told
        beside it: « du comité local de cohésion territoriale », or another body by its name."""
        return "du comité local de cohésion territoriale" if self.is_local else self.of_itself


class CollegeQuerySet(models.QuerySet["College"]):
    def of_committee(self, committee: Committee) -> Self:
        return self.filter(committee=committee)

    def in_order(self) -> Self:
        return self.order_by("rank", "pk")


class College(models.Model):
    """A family of members of one body (glossary: collège). Rules name it: its name is its key.

    It says nothing of who may replace whom: that is the nature of each seat (CRPA R133-3).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="colleges")
    name = models.CharField("nom", max_length=150)
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    planned_seats = models.PositiveSmallIntegerField(
        "sièges prévus par le texte", null=True, blank=True
    )

    objects = CollegeQuerySet.as_manager()

    class Meta:
        verbose_name = "collège"
        constraints = [
            models.UniqueConstraint(fields=["committee", "name"], name="college_one_name"),
        ]

    def __str__(self) -> str:
        return self.name


class OwedItemQuerySet(models.QuerySet["OwedItem"]):
    def of_committee(self, committee: Committee) -> Self:
        return self.filter(committee=committee).order_by("rank", "pk")

    def in_force(self, on: date) -> Self:
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class OwedItem(models.Model):
    """What a text puts on every agenda of a body (glossary: point dû)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="owed_items")
    title = models.CharField("intitulé", max_length=200)
    brief = models.TextField("présentation", blank=True)
    basis = models.CharField("texte", max_length=300)
    asks_vote = models.BooleanField("demande un vote", default=False)
    rank = models.PositiveSmallIntegerField("ordre", default=0)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = OwedItemQuerySet.as_manager()

    class Meta:
        verbose_name = "point dû"

    def __str__(self) -> str:
        return f"point dû #{self.pk}"


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
        return self.select_related("organisation", "college").order_by(
            "college__rank", "college_id", "rank", "pk"
        )


class Seat(models.Model):
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    college = models.ForeignKey(College, models.PROTECT, related_name="seats")
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
