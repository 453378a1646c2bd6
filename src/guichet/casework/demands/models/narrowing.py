"""The filters and the orders of the list of demands, one query whatever their number."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import PARIS

from ..filters import Filters
from .search import Found


class Narrowed(Found):
    def narrowed(self, filters: Filters, *, reader: User) -> Self:
        """The demands that answer to every filter but the stage; a search orders them too."""
        conditions = [
            condition(value)
            for name, condition in _CONDITIONS.items()
            if (value := getattr(filters, name))
        ]
        found = self.filter(*conditions)
        if filters.miennes:
            found = found.filter(officer__user=reader)
        if filters.since:
            found = found.filter(submitted_at__gte=_midnight(filters.since))
        if filters.until:
            found = found.filter(submitted_at__lt=_midnight(filters.until + timedelta(days=1)))
        return found.search(filters.texte, reader=reader) if filters.texte else found

    def for_board(self, *, most: int) -> Self:
        """The oldest of each stage, not more than `most`, in one query."""
        anew: Any = self.model._default_manager.filter(pk__in=self.order_by().values("pk"))
        rank = Window(
            RowNumber(), partition_by="status", order_by=[F("submitted_at").asc(), F("pk").asc()]
        )
        listed: Self = anew.select_related("requester", "officer").with_since()
        return listed.annotate(place=rank).filter(place__lte=most).order_by("submitted_at", "pk")

    def count_by_commune(self) -> QuerySet[Any, dict[str, Any]]:
        """How many demands each commune has, those with most first, in one query."""
        anew = self.model._default_manager.filter(pk__in=self.order_by().values("pk"))
        return (
            anew.values(
                "commune",
                "commune__code",
                "commune__name",
                "commune__department_code",
                "commune__longitude",
                "commune__latitude",
            )
            .annotate(total=Count("pk"))
            .order_by("-total", "commune__search_key", "commune")
        )

    def in_sorted_order(self, fields: Sequence[str], *, descending: bool) -> Self:
        """Empty cells last, whichever way; the number settles what is equal."""
        orders = [
            F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)
            for name in fields
        ]
        return self.order_by(*orders, "-submitted_at", "-pk")


def _on_theme(code: str) -> Q:
    """The theme that the desk chose; until then, the one that the applicant proposed."""
    return Q(qualification__theme=code) | Q(qualification=None, theme_hint=code)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=PARIS)


_CONDITIONS: dict[str, Callable[[str], Q]] = {
    "theme": _on_theme,
    "arrondissement": lambda code: Q(commune__district=code),
    "epci": lambda code: Q(commune__epci=code),
    "commune": lambda code: Q(commune=code),
    "programme": lambda code: Q(qualification__programme=code),
    "suivie": lambda code: Q(officer=int(code)),
    "complexite": lambda code: Q(qualification__complexity=code),
    "canal": lambda code: Q(channel=code),
    "urgente": lambda code: Q(qualification__is_urgent=True),
}
