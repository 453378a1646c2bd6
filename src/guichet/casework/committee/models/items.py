"""What is on the agenda, who was there, and what was promised."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from guichet.casework.committee.choices import (
    AttendanceMode,
    ChairVote,
    ItemKind,
    Outcome,
    PromiseStatus,
)
from guichet.casework.committee.drafting.masking import MARKED
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of

from .bodies import Committee, OwedItem, Seat
from .meetings import Meeting, MeetingQuerySet

if TYPE_CHECKING:
    from .followup import PromiseNews

# What `drafting.is_masked` tells of a text, for the database, whose words end at « \y ».
MASKED = r"^\s*" + MARKED.pattern[1:].replace(r"\b", r"\y")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting)

    def of_demand(self, demand: Demand) -> Self:
        """What the committee was told of a demand, or of the support it led to."""
        return self.filter(Q(demand=demand) | Q(support__demand=demand))

    def in_meetings(self, meetings: MeetingQuerySet) -> Self:
        return self.filter(meeting__in=meetings)

    def reserved_cases(self, committee: Committee) -> frozenset[tuple[int, int | None]]:
        """(meeting, demand) wherever the agenda kept the case for the members."""
        found = (
            self.filter(meeting__committee=committee, is_restricted=True)
            .annotate(about=Coalesce("demand", "support__demand"))
            .exclude(about=None)
        )
        return frozenset(found.values_list("meeting", "about"))

    def without_outcome(self) -> Self:
        return self.filter(outcome="")

    def latest_first(self) -> Self:
        return self.select_related(
            "meeting__committee__department", "support__lead_provider"
        ).order_by("-meeting__scheduled_at", "rank", "pk")

    def in_order(self) -> Self:
        return self.select_related(
            "demand__requester",
            "demand__commune",
            "demand__department",
            "support__demand__commune",
            "support__lead_provider",
            "orientation__parent",
            "promise__holder",
            "returns_from__meeting",
        ).order_by("rank", "pk")

    def put_off_at(self, meeting: Meeting) -> Self:
        """What that meeting put off, or could not decide: it comes back at the next one."""
        put_off = (Outcome.DEFERRED, Outcome.NO_QUORUM)
        return self.filter(meeting=meeting, outcome__in=put_off).order_by("rank", "pk")


class AgendaItem(models.Model):
    """One item (glossary: point). It may point to a case, a support, an orientation, a promise."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField("ordre")
    kind = models.CharField("nature", max_length=20, choices=ItemKind)
    title = models.CharField("intitulé", max_length=200)
    brief = models.TextField("présentation", blank=True)
    figures = models.JSONField("chiffres", default=list, blank=True)
    demand = models.ForeignKey(
        "demands.Demand", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    support = models.ForeignKey(
        "support.Support", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    orientation = models.ForeignKey(
        "policies.StrategicOrientation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
    )
    promise = models.ForeignKey(
        "committee.Promise", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    # What the text of the body puts on each agenda.
    owed = models.ForeignKey(
        OwedItem, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    asks_vote = models.BooleanField("demande un vote", default=False)
    planned_minutes = models.PositiveSmallIntegerField("durée prévue, en minutes", default=10)
    is_restricted = models.BooleanField("réservé aux membres", default=False)
    # Added after the convocation: it is told, and decided only when its urgency is written down.
    is_late = models.BooleanField("point tardif", default=False)
    urgency_reason = models.TextField("motif d’urgence", blank=True)
    returns_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="returned_as",
        verbose_name="reporté de",
    )
    # A refresh rewrites what the machine wrote, never what a hand wrote.
    is_proposed = models.BooleanField("proposé par Guichet", default=False)
    is_edited = models.BooleanField("repris à la main", default=False)
    outcome = models.CharField("issue", max_length=25, choices=Outcome, blank=True)
    outcome_note = models.TextField("ce qui a été dit et décidé", blank=True)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)
    chair_vote = models.CharField(
        "vote de la présidence", max_length=10, choices=ChairVote, blank=True
    )
    result_sentence = models.TextField("résultat", blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "point de l’ordre du jour"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="item_kind_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]), name="item_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(chair_vote__in=["", *ChairVote.values]), name="item_chair_vote_known"
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None, abstentions=None)
                | Q(
                    votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False
                ),
                name="item_votes_are_counted_together",
            ),
        ]

    def __str__(self) -> str:
        return f"point #{self.pk}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting).order_by("pk")

    def for_record(self) -> Self:
        """The roll call as the minutes list it: families in the order of the law, then rank."""
        return self.select_related(
            "seat__organisation", "seat__college", "represented_by"
        ).order_by("seat__college__rank", "seat__college_id", "seat__rank", "seat__pk")


class Attendance(models.Model):
    """How one seat took part in one meeting (CRPA R133-3, R133-9, R133-10)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    mode = models.CharField("présence", max_length=12, choices=AttendanceMode)
    represented_by = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proxies_held",
        verbose_name="pouvoir donné à",
    )
    attendee_label = models.CharField("nom et qualité", max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_per_seat"),
            models.CheckConstraint(
                condition=Q(mode__in=AttendanceMode.values), name="attendance_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(mode="REPRESENTED", represented_by__isnull=False)
                | (~Q(mode="REPRESENTED") & Q(represented_by=None)),
                name="attendance_proxy_names_its_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"présence #{self.pk}"


class PromiseQuerySet(models.QuerySet["Promise"]):
    def due(self) -> Self:
        return self.filter(status=PromiseStatus.DUE)

    def real(self) -> Self:
        """Without those that were made in a rehearsal."""
        return self.filter(made_in__committee__is_rehearsal=False)

    def held_by(self, organisations: Iterable[int]) -> Self:
        """Those of these organisations that left the room: the meeting is over."""
        return self.filter(holder__in=list(organisations), made_in__closed_at__isnull=False)

    def visible_to(self, user: User) -> Self:
        """Whoever may see the meeting, and the people of the organisation that promised."""
        seen = Meeting.objects.visible_to(user).values("pk")
        grants = access_of(user).grants
        mine = Q(
            holder__in=[grant.organisation_id for grant in grants], made_in__closed_at__isnull=False
        )
        return self.real().filter(Q(made_in__in=seen) | mine).open_to(user)

    def open_to(self, user: User) -> Self:
        """Without those that are for the members, unless the person sits or promised.

        Those are about a case that the agenda kept for the members, or bear the mark « [non
        publié] » of a text that is not for everybody.
        """
        case = Q(demand=OuterRef("demand")) | Q(support__demand=OuterRef("demand"))
        kept = AgendaItem.objects.filter(case, meeting=OuterRef("made_in"), is_restricted=True)
        whole = Committee.objects.read_whole_by(user).values("pk")
        held = [grant.organisation_id for grant in access_of(user).grants]
        mine = Q(made_in__committee__in=whole) | Q(holder__in=held)
        return self.filter(mine | ~(Exists(kept) | Q(text__iregex=MASKED)))

    def with_news(self) -> Self:
        """With what was said of each, latest first, in one query more (`told`)."""
        return self.prefetch_related(models.Prefetch("news", to_attr="told"))

    def settled(self) -> Self:
        return self.exclude(status=PromiseStatus.DUE)

    def of_committee(self, committee: Committee) -> Self:
        return self.filter(made_in__committee=committee)

    def in_departments(self, codes: Iterable[str]) -> Self:
        return self.filter(made_in__committee__department__code__in=list(codes))

    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(made_in=meeting)

    def of_demand(self, demand: Demand) -> Self:
        return self.filter(demand=demand)

    def made_in_meetings(self, meetings: MeetingQuerySet) -> Self:
        return self.filter(made_in__in=meetings)

    def in_order(self) -> Self:
        return self.select_related(
            "holder", "made_in__committee__department", "demand__department"
        ).order_by("due_on", "pk")


class Promise(models.Model):
    """What somebody undertook in a meeting; shown at the next ones until kept or released."""

    made_in = models.ForeignKey(Meeting, models.PROTECT, related_name="promises")
    text = models.TextField("engagement")
    holder = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="promises", verbose_name="par"
    )
    demand = models.ForeignKey(
        "demands.Demand", models.PROTECT, null=True, blank=True, related_name="promises"
    )
    status = models.CharField(
        "état", max_length=10, choices=PromiseStatus, default=PromiseStatus.DUE
    )
    due_on = models.DateField("pour le")
    settled_on = models.DateField("réglé le", null=True, blank=True)
    settled_note = models.TextField("comment", blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = "engagement"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PromiseStatus.values), name="promise_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="RELEASED") | ~Q(settled_note=""),
                name="promise_released_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"engagement #{self.pk}"

    @property
    def department_code(self) -> str:
        return self.made_in.department_code

    @property
    def case_key(self) -> str:
        return self.demand.case_key if self.demand else ""

    @property
    def is_due(self) -> bool:
        return self.status == PromiseStatus.DUE

    @property
    def last_news(self) -> "PromiseNews | None":
        """Of a promise read `with_news`."""
        told: list[PromiseNews] = getattr(self, "told", [])
        return told[0] if told else None

    @property
    def awaited_on(self) -> date:
        """When news are due: the day that was said last, else the day of the promise itself."""
        last = self.last_news
        return last.next_on if last and last.next_on else self.due_on

    def is_late_on(self, day: date) -> bool:
        return self.is_due and self.due_on < day
