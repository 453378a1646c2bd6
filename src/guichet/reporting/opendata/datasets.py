"""What is published, column by column: one definition for the file, its page and its test."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from guichet.casework.committee.models import Meeting
from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.foundations.toolkit.dates import local_day


@dataclass(frozen=True)
class Column:
    name: str
    sentence: str
    read: Callable[[Any], object]


@dataclass(frozen=True)
class Dataset:
    slug: str
    title: str
    sentence: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Any]]

    def lines(self) -> Iterator[list[object]]:
        """The header, then one list of values per row, read one by one."""
        yield [column.name for column in self.columns]
        for row in self.rows():
            yield [column.read(row) for column in self.columns]


def _published_meetings() -> Iterable[Meeting]:
    return (
        Meeting.objects.published()
        .for_index()
        .annotate(
            adopted=Count("items", filter=Q(items__outcome="ORIENTATION_ADOPTED")),
            points=Count("items"),
        )
    )


def _demands_by_year() -> Iterable[Any]:
    """Counts only: no name, no title, nothing that points to a person."""
    return (
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


DATASETS = (
    Dataset(
        "seances",
        "Séances publiées des comités",
        "Une ligne par séance dont le procès-verbal est publié.",
        (
            Column("departement", "code du département", lambda m: m.department_code),
            Column("date", "jour de la séance", lambda m: local_day(m.scheduled_at).isoformat()),
            Column("forme", "en salle ou à distance", lambda m: m.get_form_display()),
            Column("presidence", "qualité du président", lambda m: m.chair_label),
            Column("points", "points à l’ordre du jour", lambda m: m.points),
            Column("orientations_adoptees", "orientations adoptées", lambda m: m.adopted),
            Column(
                "publiee_le", "date de publication", lambda m: local_day(m.published_at).isoformat()
            ),
        ),
        _published_meetings,
    ),
    Dataset(
        "demandes-par-annee",
        "Demandes d’accompagnement par année",
        "Une ligne par département et par année de dépôt ; l’état est celui du jour.",
        (
            Column("departement", "code du département", lambda r: r["department__code"]),
            Column("annee", "année de dépôt", lambda r: r["submitted_at__year"]),
            Column("deposees", "demandes déposées", lambda r: r["deposited"]),
            Column("accompagnees", "aujourd’hui accompagnées", lambda r: r["supported"]),
            Column("sans_suite", "classées sans suite, avec un motif", lambda r: r["declined"]),
            Column("closes", "closes", lambda r: r["closed"]),
        ),
        _demands_by_year,
    ),
)
