"""The supply of engineering: who helps whom, where, with what."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Expression, F, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.territories.choices import Trait

from ..choices import EngineeringType, Level, OfferOrigin, OfferStatus, Phase, PriceKind
from .catalogue import WORDS, Found, place_in_subsidiarity


class OfferQuerySet(Found):
    def visible_to(self, user: User | None) -> Self:
        """The catalogue is public; what is not published is for its provider and its checkers."""
        seen = Q(status=OfferStatus.PUBLISHED)
        if user is not None:
            access = access_of(user)
            seen |= Q(provider__in=access.organisations(Role.PROVIDER))
            desks = access.departments({Role.DESK_OFFICER})
            seen |= Q(provider__department__code__in=desks)
            if desks:
                # Brought in by a desk, of a body that belongs to no department.
                seen |= Q(provider__department=None) & ~Q(origin="")
            if access.has(Role.ADMINISTRATOR):
                return self.all()
        return self.filter(seen)

    def of_providers(self, organisations: Iterable[int]) -> Self:
        return self.filter(provider__in=list(organisations))

    def of_level(self, level: str) -> Self:
        return self.filter(level=level)

    def nearer_than(self, level: str) -> Self:
        """Those that subsidiarity puts before that level."""
        return self.filter(level__in=Level.values[: Level.values.index(level)])

    def about(self, theme: str) -> Self:
        """Those that name the theme, and those that take any."""
        return self.filter(Q(themes=theme) | Q(themes=None))

    def in_phase(self, phase: str) -> Self:
        """Those that name the phase, and those that take any."""
        return self.filter(Q(phases__contains=[phase]) | Q(phases=[]))

    def of_engineering(self, kind: str) -> Self:
        """Those that name the type of engineering, and those that give any."""
        return self.filter(Q(engineering_types__contains=[kind]) | Q(engineering_types=[]))

    def published(self) -> Self:
        return self.filter(status=OfferStatus.PUBLISHED)

    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
        )

    def reaching(self, places: Iterable[str]) -> Self:
        """With one of these territories in their perimeter, or with none at all."""
        return self.filter(Q(reach__places__overlap=list(places)) | Q(reach__places=[]))

    def for_index(self) -> Self:
        return (
            self.select_related("provider__department")
            .prefetch_related("themes", "perimeters")
            .order_by("title", "pk")
        )

    def for_cards(self) -> Self:
        """All that the catalogue shows of an offer, with what says whether it fits."""
        return self.select_related("provider").prefetch_related("perimeters", "programmes")

    def for_map(self) -> Self:
        """All that the table of the supply map shows."""
        return self.select_related("provider").prefetch_related("themes", "perimeters")

    def in_this_order(self, numbers: Iterable[int]) -> list["Offer"]:
        """The rows of a page whose numbers were put in order by another query."""
        found = {offer.pk: offer for offer in self.numbered(numbers).order_by()}
        return [found[number] for number in numbers if number in found]

    def to_check(self, day: date) -> Self:
        """Not vouched for by the desk since that day; never checked first, then the oldest."""
        stale = self.filter(Q(checked_on=None) | Q(checked_on__lt=day))
        return stale.select_related("provider").order_by(
            F("checked_on").asc(nulls_first=True), "title", "pk"
        )

    def nearest_first(self) -> Self:
        """In the order of subsidiarity, then of the alphabet."""
        return self.annotate(distance=place_in_subsidiarity(Level.values)).order_by(
            "distance", "title", "pk"
        )

    def unchecked_since(self, day: date) -> Self:
        """Published, and read again by nobody, desk or provider, since that day."""
        return self.published().filter(
            Q(checked_on=None) | Q(checked_on__lt=day),
            Q(confirmed_on=None) | Q(confirmed_on__lt=day),
        )

    def for_reminders(self) -> Self:
        return self.select_related("provider").order_by("provider", "title", "pk")

    def imported_drafts(self) -> Self:
        """Brought in by a file, and still to be completed."""
        found = self.filter(status=OfferStatus.DRAFT).exclude(origin="")
        return found.select_related("provider").order_by("title", "pk")

    def of_desk(self, departments: Iterable[str]) -> Self:
        """Those whose provider belongs to these departments."""
        return self.filter(provider__department__code__in=list(departments))

    def imported_from(self, origin: str, keys: Iterable[str]) -> dict[str, "Offer"]:
        """The offers already brought in from there, by their number there."""
        found = self.filter(origin=origin, origin_key__in=list(keys)).order_by("pk")
        return {offer.origin_key: offer for offer in found.select_related("provider__department")}

    def words(self) -> dict[str, dict[int, list[tuple[str, str]]]]:
        """The key and the label of each thing that the offers name, by relation then by offer.

        One query, and plain values: the engine reads thousands of them and keeps two words of each.
        Themes come in the order of the taxonomy, the others in that of their keys.
        """
        parts = [
            self._words_of("perimeters", "name", Value(0)),
            self._words_of("exclusions", "name", Value(0)),
            self._words_of("programmes", "name", Value(0)),
            self._words_of("themes", "label", F("themes__rank")),
        ]
        found: dict[str, dict[int, list[tuple[str, str]]]] = {}
        rows = parts[0].union(*parts[1:], all=True).order_by("relation", "place", "key")
        for relation, offer, _place, key, label in rows:
            found.setdefault(relation, {}).setdefault(offer, []).append((key, label))
        return found

    def _words_of(self, relation: str, label: str, place: Expression | F) -> Any:
        rows = self.filter(**{f"{relation}__isnull": False}).order_by()
        return rows.annotate(
            relation=Value(relation, output_field=models.TextField()),
            place=Cast(place, models.IntegerField()),
            key=Cast(f"{relation}__pk", models.TextField()),
            label=Cast(f"{relation}__{label}", models.TextField()),
        ).values_list("relation", "pk", "place", "key", "label")


class Offer(models.Model):
    """A service of engineering that a provider proposes (glossary: offre d’ingénierie)."""

    provider = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="offers", verbose_name="organisme"
    )
    status = models.CharField("état", max_length=10, choices=OfferStatus, default=OfferStatus.DRAFT)
    level = models.CharField("niveau", max_length=15, choices=Level)
    title = models.CharField("intitulé", max_length=200)
    summary = models.TextField("en quelques phrases", blank=True)
    themes = models.ManyToManyField(
        "policies.Theme", blank=True, related_name="offers", verbose_name="thèmes"
    )
    programmes = models.ManyToManyField(
        "policies.Programme",
        blank=True,
        related_name="offers",
        verbose_name="réservée aux bénéficiaires de",
    )
    engineering_types = ArrayField(
        models.CharField(max_length=15, choices=EngineeringType),
        default=list,
        verbose_name="types d’ingénierie",
    )
    phases = ArrayField(
        models.CharField(max_length=10, choices=Phase), default=list, verbose_name="phases"
    )
    beneficiary_kinds = ArrayField(
        models.CharField(max_length=20, choices=OrganisationKind),
        default=list,
        verbose_name="bénéficiaires",
    )
    population_min = models.PositiveIntegerField("population minimale", null=True, blank=True)
    population_max = models.PositiveIntegerField("population maximale", null=True, blank=True)
    perimeters = models.ManyToManyField(
        "territories.Territory", blank=True, related_name="offers", verbose_name="périmètre"
    )
    exclusions = models.ManyToManyField(
        "territories.Territory", blank=True, related_name="+", verbose_name="sauf"
    )
    members_only = models.BooleanField("réservée à ses adhérents", default=False)
    required_traits = ArrayField(
        models.CharField(max_length=20, choices=Trait),
        default=list,
        blank=True,
        verbose_name="réservée aux communes",
    )
    price_kind = models.CharField("coût", max_length=10, choices=PriceKind)
    price_note = models.CharField("précision sur le coût", max_length=300, blank=True)
    own_share = models.PositiveSmallIntegerField(
        "part à la charge du demandeur, en %", null=True, blank=True
    )
    yearly_capacity = models.PositiveSmallIntegerField(
        "dossiers possibles par an", null=True, blank=True
    )
    usual_days = models.PositiveSmallIntegerField("délai habituel en jours", null=True, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    link = models.URLField("page à consulter", max_length=500, blank=True)
    valid_from = models.DateField("depuis le", null=True, blank=True)
    valid_to = models.DateField("jusqu’au", null=True, blank=True)
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    # By the provider itself, when it has nothing to mend.
    confirmed_on = models.DateField("relue par l’organisme le", null=True, blank=True)
    source = models.CharField("source", max_length=300, blank=True)
    # Where an imported offer comes from and its number there: the next import updates it.
    origin = models.CharField("origine", max_length=20, choices=OfferOrigin, blank=True)
    origin_key = models.CharField("identifiant d’origine", max_length=120, blank=True)
    # Of the imported line: what has not changed there never undoes what was mended here.
    origin_digest = models.CharField("empreinte", max_length=64, blank=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "offre d’ingénierie"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OfferStatus.values), name="offer_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="offer_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(price_kind__in=PriceKind.values), name="offer_price_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(population_min=None)
                | Q(population_max=None)
                | Q(population_max__gte=models.F("population_min")),
                name="offer_population_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(own_share=None) | Q(own_share__lte=100), name="offer_share_is_a_percent"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["", *OfferOrigin.values]), name="offer_origin_is_known"
            ),
            models.UniqueConstraint(
                fields=["origin", "origin_key"],
                condition=~Q(origin_key=""),
                name="offer_is_imported_once",
            ),
        ]
        indexes = [
            # The public catalogue: three words in the title or the summary.
            GinIndex(WORDS, name="offer_words"),
            # The catalogue without words, and the supply map.
            models.Index(fields=["status", "level", "title"], name="offer_catalogue"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (#{self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("offers:detail", args=[self.pk])

    @property
    def department_code(self) -> str:
        return ""

    @property
    def engineering_labels(self) -> list[str]:
        return [EngineeringType(code).label for code in self.engineering_types]

    @property
    def phase_labels(self) -> list[str]:
        return [Phase(code).label for code in self.phases]

    @property
    def trait_labels(self) -> list[str]:
        return [Trait(code).label for code in self.required_traits]

    @property
    def beneficiary_labels(self) -> list[str]:
        return [OrganisationKind(code).label for code in self.beneficiary_kinds]
