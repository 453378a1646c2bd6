"""What is published, column by column: one definition for the file, its page and its test."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from guichet.casework.committee.choices import ItemKind, Outcome
from guichet.casework.committee.models import Minutes
from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.small_numbers import cells

ALL = 10_000
STATES = ("supported", "declined", "closed")


@dataclass(frozen=True)
class Column:
    name: str
    sentence: str
    read: Callable[[Any], object]
    kind: str = "string"
    # A cell that may stay empty: a small number, a vote that was not taken.
    may_be_empty: bool = False


@dataclass(frozen=True)
class Dataset:
    slug: str
    title: str
    sentence: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Any]]

    def schema(self) -> dict[str, object]:
        """The columns for a machine: Table Schema, which schema.data.gouv.fr and others read."""
        return {
            "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
            "name": self.slug,
            "title": self.title,
            "description": self.sentence,
            "missingValues": [""],
            "fields": [
                {
                    "name": column.name,
                    "type": column.kind,
                    "description": column.sentence,
                    "constraints": {"required": not column.may_be_empty},
                }
                for column in self.columns
            ],
        }

    def lines(self) -> Iterator[list[object]]:
        """The header, then one list of values per row, read one by one."""
        yield [column.name for column in self.columns]
        for row in self.rows():
            yield [column.read(row) for column in self.columns]


def _published_meetings() -> Iterator[dict[str, Any]]:
    """Counted among the published items: the difference with « decisions » would say how many
    others there were."""
    for minutes in Minutes.objects.published_last(ALL):
        decided = minutes.public_decisions
        adopted = [one for one in decided if one["outcome"] == Outcome.ORIENTATION_ADOPTED]
        yield {"meeting": minutes.meeting, "points": len(decided), "adopted": len(adopted)}


def _demands_by_year() -> Iterator[dict[str, Any]]:
    """Counts only, without the small ones nor what would give them (toolkit.small_numbers)."""
    years = (
        Demand.objects.deposited()
        .values("department__code", "submitted_at__year")
        .annotate(
            deposited=Count("pk"),
            supported=Count("pk", filter=Q(status=S.SUPPORTED)),
            declined=Count("pk", filter=Q(status=S.DECLINED)),
            closed=Count("pk", filter=Q(status=S.CLOSED)),
        )
        .order_by("department__code", "submitted_at__year")
    )
    for year in years:
        told = cells([year[state] for state in STATES], total=year["deposited"])
        yield {**year, **dict(zip(STATES, told, strict=True))}


def _decisions() -> Iterator[dict[str, Any]]:
    """Read from what was published on the day of publication, never from today's records."""
    for minutes in Minutes.objects.published_last(ALL):
        for decision in minutes.public_decisions:
            yield {**decision, "meeting": minutes.meeting}


DATASETS = (
    Dataset(
        "seances",
        "Séances publiées des comités",
        "Une ligne par séance dont le procès-verbal est publié.",
        (
            Column("departement", "code du département", lambda m: m["meeting"].department_code),
            Column("date", "jour de la séance", lambda m: m["meeting"].day.isoformat(), "date"),
            Column("forme", "en salle ou à distance", lambda m: m["meeting"].get_form_display()),
            Column(
                "presidence",
                "qualité du président",
                lambda m: m["meeting"].chair_label,
                may_be_empty=True,
            ),
            Column("points", "points publiés de l’ordre du jour", lambda m: m["points"], "integer"),
            Column(
                "orientations_adoptees", "orientations adoptées", lambda m: m["adopted"], "integer"
            ),
            Column(
                "publiee_le",
                "date de publication",
                lambda m: local_day(m["meeting"].published_at).isoformat(),
                "date",
            ),
        ),
        _published_meetings,
    ),
    Dataset(
        "decisions",
        "Décisions des comités",
        "Une ligne par point publié de chaque séance publiée, dans l’ordre de l’ordre du jour.",
        (
            Column("departement", "code du département", lambda d: d["meeting"].department_code),
            Column("date", "jour de la séance", lambda d: d["meeting"].day.isoformat(), "date"),
            Column("numero", "rang parmi les points publiés", lambda d: d["rank"], "integer"),
            Column("nature", "nature du point", lambda d: ItemKind(d["kind"]).label),
            Column("objet", "intitulé du point", lambda d: d["title"]),
            Column("issue", "ce que le comité en a fait", lambda d: Outcome(d["outcome"]).label),
            Column("sens", "sens de la délibération, en une phrase", lambda d: d["sentence"]),
            Column(
                "pour",
                "voix pour, s’il y a eu vote",
                lambda d: d["votes_for"],
                "integer",
                may_be_empty=True,
            ),
            Column(
                "contre",
                "voix contre, s’il y a eu vote",
                lambda d: d["votes_against"],
                "integer",
                may_be_empty=True,
            ),
            Column(
                "abstentions",
                "abstentions, s’il y a eu vote",
                lambda d: d["abstentions"],
                "integer",
                may_be_empty=True,
            ),
            Column(
                "orientation",
                "orientation concernée",
                lambda d: d["orientation"],
                may_be_empty=True,
            ),
        ),
        _decisions,
    ),
    Dataset(
        "demandes-par-annee",
        "Demandes d’accompagnement par année",
        "Une ligne par département et par année de dépôt ; l’état est celui du jour. Un état qui "
        "ne compte qu’une ou deux demandes est laissé vide, et un autre avec lui quand une "
        "soustraction le donnerait.",
        (
            Column("departement", "code du département", lambda r: r["department__code"]),
            Column("annee", "année de dépôt", lambda r: r["submitted_at__year"], "integer"),
            Column("deposees", "demandes déposées", lambda r: r["deposited"], "integer"),
            Column(
                "accompagnees",
                "aujourd’hui accompagnées",
                lambda r: r["supported"],
                "integer",
                may_be_empty=True,
            ),
            Column(
                "sans_suite",
                "classées sans suite, avec un motif",
                lambda r: r["declined"],
                "integer",
                may_be_empty=True,
            ),
            Column("closes", "closes", lambda r: r["closed"], "integer", may_be_empty=True),
        ),
        _demands_by_year,
    ),
)
