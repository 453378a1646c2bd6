"""The central object of the product."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role
from guichet.reference.territories.models import Territory

from ..choices import TYPED_BY_DESK, Bucket, Channel, DeclineReason, DemandStatus
from ..next_step import Situation
from .narrowing import Narrowed
from .search import OWN, TITLE

S = DemandStatus
# To acknowledge, to qualify, to refer, or to decide after the last word of a provider.
AWAITING_THE_DESK = Q(status__in=[S.SUBMITTED, S.ACKNOWLEDGED, S.QUALIFIED]) | Q(
    status__in=[S.REFERRED, S.SUPPORTED], is_answered=True
)
# What gives the ball back to the desk without moving the demand; written by the apps above.
LAST_WORDS = (
    "referral.accept_referral",
    "referral.refuse_referral",
    "referral.withdraw_referral",
    "support.deliver",
    "support.abandon",
)
_BUCKETS = {
    Bucket.TO_DO.value: AWAITING_THE_DESK,
    Bucket.OPEN.value: ~Q(status__in=[S.DRAFT, S.DECLINED, S.CLOSED]),
    Bucket.ALL.value: ~Q(status=S.DRAFT),
}


class DemandQuerySet(Narrowed):
    def visible_to(self, user: User) -> Self:
        """The demands this person may open; any other must look as if it did not exist.

        A draft belongs to whoever is writing it: its authority, or the officer who types it on
        behalf of one. Providers see the demands referred to them: the referral is above this
        app, so matching keeps `shared_with` up to date.
        """
        access = access_of(user)
        by_officer = Q(status=S.DRAFT, channel__in=TYPED_BY_DESK)
        own = Q(requester__in=access.organisations(Role.APPLICANT)) & ~by_officer
        typed = by_officer & Q(
            created_by=user, department__in=access.department_ids([Role.DESK_OFFICER])
        )
        desk = Q(department__in=access.department_ids(DESK))
        # Subqueries and not joins: a rule that this person has no use for costs nothing.
        communes = Territory.objects.filter(district__in=access.territories(Role.SUB_PREFECT))
        district = Q(commune__in=communes.order_by().values("pk"))
        shares = self.model.shared_with.through._default_manager.filter(
            organisation__in=access.organisations(Role.PROVIDER)
        )
        shared = Q(pk__in=shares.order_by().values("demand"))
        return self.filter(own | typed | (~Q(status=S.DRAFT) & (desk | district | shared)))

    def deposited(self) -> Self:
        return self.exclude(status=S.DRAFT)

    def drafts(self) -> Self:
        return self.filter(status=S.DRAFT)

    def own_drafts(self) -> Self:
        """Those that the authorities write themselves."""
        return self.drafts().exclude(channel__in=TYPED_BY_DESK)

    def typed_by(self, officer: User) -> Self:
        """The drafts that an officer has begun on behalf of an authority, and not deposited."""
        return self.drafts().filter(channel__in=TYPED_BY_DESK, created_by=officer)

    def open(self) -> Self:
        return self.exclude(status__in=[S.DRAFT, S.DECLINED, S.CLOSED])

    def in_department(self, code: str) -> Self:
        return self.filter(department__code=code)

    def awaiting_the_desk(self) -> Self:
        """The ball is with the desk."""
        return self.filter(AWAITING_THE_DESK)

    def awaiting_the_applicant(self) -> Self:
        return self.filter(status=S.RETURNED)

    def followed_by(self, user: User) -> Self:
        return self.filter(officer__user=user)

    def of_contact(self, email: str) -> "Demand | None":
        """The last demand whose contact has this address."""
        found = self.filter(contact_email__iexact=email).select_related("department")
        return found.order_by("-submitted_at", "-pk").first()

    def about(self, text: str) -> Self:
        """Every word is in the number, the title, or the name of the authority or the commune;
        accents and dashes are ignored. `search` looks further."""
        found = self
        for word in search_key(text).split():
            found = found.filter(Q(search_key__contains=word) | Q(reference__icontains=word))
        return found

    def in_bucket(self, bucket: str) -> Self:
        """A group of stages, or one stage by its code."""
        conditions = {**_BUCKETS, **{status: Q(status=status) for status in S.values}}
        return self.filter(conditions[bucket])

    def count_by_bucket(self) -> dict[str, int]:
        """How many in each group and at each stage, in one query."""
        conditions = {**_BUCKETS, **{status: Q(status=status) for status in S.values}}
        counts = {
            name.replace("-", "_"): models.Count("pk", filter=condition)
            for name, condition in conditions.items()
        }
        found = self.order_by().aggregate(**counts)
        return {name: found[name.replace("-", "_")] for name in conditions}

    def with_since(self) -> Self:
        """Adds `since`: when the ball came to whoever holds it, read from the history of the case.

        A move of the demand, or the last word of whoever was asked or helped.
        """
        key = Cast(models.OuterRef("pk"), models.CharField())
        moved = Q(
            stream=Concat(models.Value(f"{self.model._meta.label_lower}:"), key),
            changes__has_key="status",
        )
        passes = Event.objects.filter(case=Concat(models.Value("demand:"), key)).filter(
            moved | Q(action__in=LAST_WORDS)
        )
        return self.annotate(since=models.Subquery(passes.order_by("-at", "-pk").values("at")[:1]))

    def for_index(self) -> Self:
        """All that one row of demands/index.html shows, in one query."""
        return self.select_related(
            "requester",
            "commune__epci",
            "commune__district",
            "department",
            "qualification__theme",
            "qualification__programme",
            "theme_hint",
            "officer",
        ).order_by("-submitted_at", "-pk")

    def for_applicant(self) -> Self:
        """First what waits for the authority, then what goes on, then what is over."""
        rank = models.Case(
            models.When(status=S.RETURNED, then=0),
            models.When(status__in=[S.DECLINED, S.CLOSED], then=2),
            default=1,
        )
        return self.for_index().order_by(rank, "-submitted_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")

    def for_letters(self) -> Self:
        """All that a deed and its letters read of a demand, in one query."""
        return self.select_related(
            "requester", "commune", "department", "officer__user", "submitted_by"
        )

    def for_detail(self) -> Self:
        """All that the overview of a case shows, apart from its lists."""
        return self.select_related(
            "requester__territory",
            "requester__department",
            "commune__epci",
            "commune__district",
            "department",
            "theme_hint",
            "officer__user",
            "qualification__theme",
            "qualification__programme",
            "redirected_to",
            "submitted_by",
        )


class Demand(models.Model):
    """A local authority asks for engineering support (glossary: demande)."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField("numéro", max_length=20, unique=True, null=True, blank=True)
    status = models.CharField("état", max_length=15, choices=DemandStatus, default=S.DRAFT)
    channel = models.CharField("canal", max_length=10, choices=Channel, default=Channel.FORM)
    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    requester = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        related_name="demands",
        verbose_name="collectivité",
    )
    commune = models.ForeignKey(
        "territories.Territory",
        models.PROTECT,
        null=True,
        related_name="demands",
        verbose_name="commune du projet",
    )
    title = models.CharField("intitulé du projet", max_length=150, blank=True)
    description = models.TextField("votre besoin", blank=True)
    expected_help = models.TextField("aide attendue", blank=True)
    already_tried = models.TextField("ce qui a déjà été tenté, et avec qui", blank=True)
    budget = models.DecimalField(
        "budget estimé", max_digits=12, decimal_places=2, null=True, blank=True
    )
    wanted_by = models.DateField("échéance souhaitée", null=True, blank=True)
    theme_hint = models.ForeignKey(
        "policies.Theme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thème proposé par le demandeur",
    )
    contact_name = models.CharField("personne à contacter", max_length=150, blank=True)
    contact_title = models.CharField("sa fonction", max_length=100, blank=True)
    contact_email = models.EmailField("adresse électronique", blank=True)
    contact_phone = models.CharField("téléphone", max_length=20, blank=True)
    # What was typed in a draft and could not be read (« 31 juin », « douze mille »): field → text.
    # Nothing typed is lost; the key goes away as soon as the field is mended.
    draft_data = models.JSONField(default=dict, blank=True, editable=False)
    # Title, authority and commune without accents nor case, for the search of the queue.
    search_key = models.TextField(default="", blank=True, editable=False)
    officer = models.ForeignKey(
        "directory.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="demands_in_charge",
        verbose_name="suivie par",
    )
    shared_with = models.ManyToManyField(
        "directory.Organisation", blank=True, related_name="shared_demands"
    )
    # A referral is the business of matching, above; it says here that the ball came back.
    is_answered = models.BooleanField("réponse reçue de la structure sollicitée", default=False)
    missing_items = models.TextField("pièces ou précisions demandées", blank=True)
    missing_by = models.DateField("attendues pour le", null=True, blank=True)
    decline_reason = models.CharField(
        "motif du classement", max_length=30, choices=DeclineReason, blank=True
    )
    decline_note = models.TextField("explication donnée au demandeur", blank=True)
    redirected_to = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="transmise à",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField("commencée le")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField("déposée le", null=True, blank=True)
    # Counts the writes: a form sent with an older number is refused instead of overwriting.
    version = models.PositiveIntegerField(default=0)
    # Part of the signature of the applicant's link: another key, and every link sent is void.
    follow_key = models.CharField(max_length=16, default="", blank=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DemandStatus.values), name="demand_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="demand_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(decline_reason__in=["", *DeclineReason.values]),
                name="demand_decline_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="DRAFT")
                | (
                    Q(reference__isnull=False)
                    & Q(submitted_at__isnull=False)
                    & Q(commune__isnull=False)
                    & ~Q(title="")
                ),
                name="demand_deposited_has_number_date_commune_and_title",
            ),
            models.CheckConstraint(
                condition=~Q(status="RETURNED") | ~Q(missing_items=""),
                name="demand_returned_says_what_is_missing",
            ),
            models.CheckConstraint(
                condition=~Q(status="DECLINED") | ~Q(decline_reason=""),
                name="demand_declined_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decline_reason="WRONG_ADDRESSEE") | Q(redirected_to__isnull=False),
                name="demand_wrong_addressee_names_the_right_one",
            ),
        ]
        indexes = [
            # The desk's queue and the figures of the agenda.
            models.Index(fields=["department", "status", "submitted_at"], name="demand_queue"),
            # The search: words of the demand, words of its title, words that look alike.
            GinIndex(OWN, name="demand_words"),
            GinIndex(TITLE, name="demand_title_words"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="demand_trigrams"),
        ]

    def __str__(self) -> str:
        return self.reference or f"brouillon {self.uuid}"

    def get_absolute_url(self) -> str:
        if self.reference is None:
            return reverse("demands:intake", args=[self.uuid])
        return reverse("demands:detail", args=[self.reference])

    @property
    def department_code(self) -> str:
        return self.department.code

    @property
    def case_key(self) -> str:
        return f"demand:{self.pk}"

    def as_situation(self) -> Situation:
        """What the table of next steps reads; needs the officer loaded."""
        return Situation(
            self.status,
            officer=str(self.officer or ""),
            missing_by=self.missing_by,
            is_answered=self.is_answered,
        )

    @property
    def is_draft(self) -> bool:
        return self.status == S.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status not in {S.DRAFT, S.DECLINED, S.CLOSED}


class Counter(models.Model):
    """The last rank given in a department and a year: its row lock makes numbers gapless."""

    department = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "compteur de demandes"
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year"], name="counter_one_per_department_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"compteur #{self.pk}"
