"""The columns of the list and of its exports: one table for both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from guichet.foundations.toolkit.dates import local_day, long_date

from .models import Demand
from .next_step import holder_of

Value = str | int | date | None


@dataclass(frozen=True)
class Column:
    """`value` is what a spreadsheet receives; `sort`, the fields that order by it."""

    code: str
    label: str
    value: Callable[[Demand], Value]
    sort: tuple[str, ...] = ()
    # Only in a file: a page says it otherwise.
    in_files_only: bool = False
    in_pages_only: bool = False

    def said(self, demand: Demand) -> str:
        """The value as a page shows it."""
        value = self.value(demand)
        if isinstance(value, date):
            return long_date(value)
        return "–" if value in (None, "") else str(value)


def theme_of(demand: Demand) -> str:
    """What the desk settled; until then, what the applicant proposed."""
    qualification = getattr(demand, "qualification", None)
    if qualification is not None:
        return str(qualification.theme.label)
    return f"{demand.theme_hint.label} (proposé)" if demand.theme_hint else ""


def _qualified(name: str) -> Callable[[Demand], Value]:
    """A fact of the qualification, empty before it."""

    def value(demand: Demand) -> Value:
        qualification: Any = getattr(demand, "qualification", None)
        found = getattr(qualification, name) if qualification else ""
        return found() if callable(found) else str(found or "")

    return value


def _urgent(demand: Demand) -> str:
    qualification: Any = getattr(demand, "qualification", None)
    return "Urgente" if qualification and qualification.is_urgent else ""


def _place(name: str) -> Callable[[Demand], Value]:
    def value(demand: Demand) -> Value:
        found = getattr(demand.commune, name, None)
        return str(found) if found else ""

    return value


def _day(name: str) -> Callable[[Demand], Value]:
    def value(demand: Demand) -> Value:
        moment = getattr(demand, name, None)
        return local_day(moment) if moment else None

    return value


def _officer(demand: Demand) -> str:
    return demand.officer.name if demand.officer else ""


COLUMNS = (
    Column("numero", "Demande", lambda d: d.reference or "", ("reference",)),
    Column("etat", "État", lambda d: d.get_status_display(), ("status",), in_files_only=True),
    Column("projet", "Projet", lambda d: d.title, ("title",)),
    Column("collectivite", "Collectivité", lambda d: d.requester.name, ("requester__name",)),
    Column("commune", "Commune", _place("name"), ("commune__search_key",)),
    Column("insee", "Code INSEE", _place("code"), in_files_only=True),
    Column("epci", "Intercommunalité", _place("epci"), ("commune__epci__search_key",)),
    Column(
        "arrondissement", "Arrondissement", _place("district"), ("commune__district__search_key",)
    ),
    Column("theme", "Thème", theme_of, ("qualification__theme__rank", "theme_hint__rank")),
    Column(
        "complexite",
        "Complexité",
        _qualified("get_complexity_display"),
        ("qualification__complexity",),
    ),
    Column("urgence", "Urgence", _urgent, ("qualification__is_urgent",)),
    Column("programme", "Programme", _qualified("programme"), ("qualification__programme__name",)),
    Column("canal", "Canal", lambda d: d.get_channel_display(), ("channel",)),
    Column("deposee", "Déposée", _day("submitted_at"), ("submitted_at",)),
    Column("main", "La main est à", lambda d: holder_of(d.status, is_answered=d.is_answered)),
    Column("depuis", "À cette étape depuis", _day("since"), ("since",), in_files_only=True),
    # Read from the history when the page is drawn (deadlines.py), never sorted by the database.
    Column("echeance", "Échéance", lambda d: "", in_pages_only=True),
    Column("suivie", "Suivie par", _officer, ("officer__name",)),
)
BY_CODE = {column.code: column for column in COLUMNS}
IN_FILES = tuple(column for column in COLUMNS if not column.in_pages_only)
FIXED = ("numero", "projet")
USUAL = ("deposee", "main", "echeance", "suivie")
CHOSEN = [c for c in COLUMNS if c.code not in FIXED and not c.in_files_only]
SORTS = {column.code: column.sort for column in COLUMNS if column.sort}
