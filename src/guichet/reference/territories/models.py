"""Territories of the official geographic code, and which communes each of them holds.

Nobody edits them by hand: they come whole from the packaged file (`actions.load_cog`).
"""

import re
from dataclasses import dataclass
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import search_key

from . import codes
from .choices import TerritoryKind
from .grammar import linked
from .ranking import by_code, by_name

# « Digne-les-Bains (04070) »: how a territory is shown in a list, typed back into a form.
LABELLED = re.compile(r"\((\w{2,9})\)\s*$")


class UnknownCommune(DomainError):
    """No living commune answers to what was written; says why and what to write instead."""


@dataclass(frozen=True)
class Resolution:
    """The commune that answers today to a code, and how it came to answer."""

    territory: "Territory"
    former: "Territory | None" = None
    sentence: str = ""


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def living(self) -> Self:
        """Those that exist today: neither closed nor absorbed."""
        return self.filter(valid_to=None, successor=None)

    def communes(self) -> Self:
        return self.filter(kind=TerritoryKind.COMMUNE)

    def epcis(self) -> Self:
        return self.filter(kind=TerritoryKind.EPCI)

    def departments(self) -> Self:
        return self.filter(kind=TerritoryKind.DEPARTMENT)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def of_department(self, code: str) -> Self:
        """Communes and arrondissements of a department, EPCI mainly in it, and itself."""
        return self.filter(department_code=code)

    def touching(self, *codes: str) -> Self:
        """Territories with at least one commune in these departments, such as straddling EPCI."""
        inside = Containment.objects.filter(inner__department_code__in=codes)
        return self.filter(pk__in=inside.values("outer_id"))

    def inside(self, outer: "Territory") -> Self:
        """The living communes that a territory holds."""
        held = Containment.objects.filter(outer=outer)
        return self.filter(pk__in=held.values("inner_id"))

    def containing(self, commune: "Territory") -> Self:
        """The commune itself, its EPCI, arrondissement, department, region and country."""
        holders = Containment.objects.filter(inner=commune)
        return self.filter(pk__in=holders.values("outer_id"))

    def located(self) -> Self:
        """Those that a map can show."""
        return self.exclude(longitude=None).exclude(latitude=None)

    def points_of(self, department: str) -> list[tuple[float, float]]:
        """Longitude and latitude of every living commune of a department: its shape on a map."""
        found = self.living().communes().of_department(department).located()
        points = found.order_by("pk").values_list("longitude", "latitude")
        return [(x, y) for x, y in points if x is not None and y is not None]

    def around(self, commune: "Territory") -> dict[str, bool]:
        """Every territory with a commune of its department, and whether it has this one."""
        here = Containment.objects.filter(inner__department_code=commune.department_code)
        mine = Containment.objects.filter(inner=commune, outer=models.OuterRef("pk"))
        found = self.filter(pk__in=here.values("outer_id")).annotate(holds=models.Exists(mine))
        return dict(found.order_by("pk").values_list("pk", "holds"))

    def in_order(self) -> Self:
        """Alphabetical as French sorts: accents and case do not count."""
        return self.order_by("search_key", "pk")

    def search(self, text: str, *, limit: int = 10) -> Self:
        """Search as you type: name, postal code, INSEE code, SIREN. One query, best first."""
        written = codes.tidy(text)
        if re.fullmatch(r"\d{2,9}|2[AB]\d{0,3}", written):
            return by_code(self, written)[:limit]
        # What was chosen from the list and is searched again: the name is enough.
        key = search_key(LABELLED.sub("", text))
        return by_name(self, key, typed=text.lower())[:limit] if key else self.none()

    def answered_for(self) -> Self:
        """Communes, and the former ones whose name still leads to one: what a person may type."""
        return self.filter(
            Q(successor=None, valid_to=None) | ~Q(successor=None),
            kind__in=[TerritoryKind.COMMUNE, TerritoryKind.DELEGATED],
        ).select_related("successor__successor__successor")

    def named(self, name: str) -> Self:
        """Bearing exactly this name, accents, case and separators ignored."""
        return self.filter(search_key=search_key(name)).order_by("code", "pk")

    def with_postal_code(self, code: str) -> Self:
        return self.filter(postal_codes__contains=[code]).order_by("search_key", "pk")

    def resolve(self, code: str) -> Resolution:
        """The living commune behind an INSEE code, old or present; UnknownCommune otherwise."""
        written = codes.tidy(code)
        if not codes.is_insee(written):
            raise UnknownCommune(self._ill_written(code, written))
        found = self._bearing(written)
        if found is None:
            raise UnknownCommune(
                f"Aucune commune n’a ni n’a eu le code INSEE {written} : vérifiez-le, "
                "ou écrivez le nom de la commune."
            )
        living = found.heir()
        if living.valid_to is not None:
            raise UnknownCommune(
                f"{living} n’est plus une commune depuis le {long_date(living.valid_to)} : "
                "son territoire a été partagé entre plusieurs autres. Écrivez le nom de "
                "celle qui est concernée aujourd’hui."
            )
        return found.resolution()

    def _bearing(self, code: str) -> "Territory | None":
        # One code belongs to one row of these two kinds: boroughs have codes of their own.
        return (
            self.filter(kind__in=[TerritoryKind.COMMUNE, TerritoryKind.BOROUGH], code=code)
            .select_related("successor__successor__successor")
            .order_by("pk")
            .first()
        )

    def _ill_written(self, code: str, written: str) -> str:
        sentence = f"Le code {code.strip()} n’est pas un code INSEE : {codes.fault(written)}"
        meant = codes.likely(written)
        if meant and self._bearing(meant):
            return f"{sentence} ; peut-être {meant} ?"
        return f"{sentence}. Écrivez par exemple 04070, ou le nom de la commune."


class Territory(models.Model):
    """A place of the official geographic code, at any level (glossary: territoire)."""

    id = models.CharField("identifiant", primary_key=True, max_length=40)
    kind = models.CharField("niveau", max_length=10, choices=TerritoryKind)
    code = models.CharField("code", max_length=9)
    name = models.CharField("nom", max_length=150)
    search_key = models.CharField(max_length=160, editable=False)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    article = models.CharField("type de nom (INSEE)", max_length=1, blank=True)
    population = models.IntegerField("population (vide : inconnue)", null=True, blank=True)
    postal_codes = ArrayField(
        models.CharField(max_length=5), verbose_name="codes postaux", default=list, blank=True
    )
    department_code = models.CharField("département (principal)", max_length=3, blank=True)
    # Where a map puts a commune: its town hall, or the middle of it. Degrees, WGS 84.
    longitude = models.FloatField("longitude", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    legal_kind = models.CharField("catégorie juridique", max_length=8, blank=True)
    # On a text key Django would make two indexes per foreign key; Meta names the useful ones.
    epci = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="members",
        verbose_name="EPCI",
    )
    district = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="arrondissement",
    )
    seat = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="chef-lieu",
    )
    valid_from = models.DateField("créé le (vide : avant 1943)", null=True, blank=True)
    valid_to = models.DateField("disparu le", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="predecessors",
        verbose_name="successeur",
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TerritoryKind.values), name="territory_kind_is_known"
            ),
            models.UniqueConstraint(fields=["kind", "code"], name="territory_code_is_unique"),
            models.CheckConstraint(
                condition=Q(population=None) | Q(population__gte=0),
                name="territory_population_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="territory_point_is_on_earth",
            ),
        ]
        indexes = [
            # Search as you type: « chateau a » by its beginning, « arnoux » and misspellings.
            models.Index(
                fields=["search_key"],
                opclasses=["varchar_pattern_ops"],
                name="territory_key_prefix",
            ),
            GinIndex(
                fields=["search_key"], opclasses=["gin_trgm_ops"], name="territory_key_trigram"
            ),
            # Search by postal code.
            GinIndex(fields=["postal_codes"], name="territory_postal_codes"),
            # Search by the beginning of a code, and look-up of an INSEE code.
            models.Index(fields=["code"], opclasses=["varchar_pattern_ops"], name="territory_code"),
            # Lists of a department.
            models.Index(fields=["department_code", "kind"], name="territory_department"),
            # Members of an EPCI; former communes of a commune.
            models.Index(fields=["epci"], name="territory_epci"),
            models.Index(fields=["successor"], name="territory_successor"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """« Digne-les-Bains (04070) »: tells homonyms apart, and can be typed back."""
        return f"{self.name} ({self.code})"

    @property
    def of_name(self) -> str:
        """« de Banon », « d’Aiglun », « du Brusquet », « des Alpes-de-Haute-Provence »."""
        return linked(self.name, self.article)

    @property
    def is_living(self) -> bool:
        return self.valid_to is None and self.successor_id is None

    def heir(self) -> "Territory":
        """Who answers today: itself, or the last of its successors."""
        heir = self
        while heir.successor is not None:
            heir = heir.successor
        return heir

    def resolution(self) -> Resolution:
        heir = self.heir()
        if heir == self:
            return Resolution(self)
        return Resolution(heir, former=self, sentence=inheritance(self, heir))

    def contains(self, commune: "Territory") -> bool:
        """Whether this perimeter holds that commune: one look-up in one index."""
        return Containment.objects.filter(outer_id=self.pk, inner_id=commune.pk).exists()


class Containment(models.Model):
    """`inner`, a living commune, lies in `outer` (glossary: inclusion). Derived, never edited.

    The database does not check the two keys: two hundred thousand checks would triple the time of
    the only writer, `load_cog`, which builds both sides from the same rows.
    """

    # The commune first: the file is in that order, which halves the cost of filling the index.
    pk = models.CompositePrimaryKey("inner", "outer")
    outer = models.ForeignKey(
        Territory, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    inner = models.ForeignKey(
        Territory, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = "inclusion"
        indexes = [
            # The communes of a perimeter; the other direction is the primary key.
            models.Index(fields=["outer"], name="containment_outer"),
        ]

    def __str__(self) -> str:
        return f"{self.inner_id} dans {self.outer_id}"


def inheritance(former: Territory, living: Territory) -> str:
    """What happened to a code, in one French sentence."""
    if former.kind == TerritoryKind.BOROUGH:
        return f"{former.code} est le code d’un arrondissement municipal : {living.label}."
    since = f" depuis le {long_date(former.valid_to)}" if former.valid_to else ""
    if former.search_key == living.search_key:
        return f"{living} a changé de code : {former.code} est devenu {living.code}{since}."
    return (
        f"{former.label} n’est plus une commune{since} : elle fait aujourd’hui partie "
        f"{living.of_name} ({living.code})."
    )
