"""The only writer of the geography: it replaces the whole, from one file, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.toolkit.text import search_key

from . import cog
from .models import Containment, Territory

COLUMNS = (
    "id", "kind", "code", "name", "search_key", "siren", "population", "postal_codes",
    "department_code", "legal_kind", "epci_id", "district_id", "seat_id",
    "valid_from", "valid_to", "successor_id", "article",
    "longitude", "latitude",
)  # fmt: skip
_NOWHERE = (None, None)


def load_cog(
    stream: Iterable[str] | None = None,
    *,
    by: Actor | None,
    at: datetime,
    progress: Callable[[str], None] = lambda line: None,
) -> int:
    """Bring the territories to the state of the file, and answer how many it holds.

    Without a stream, the file of the package. Running it again changes nothing; a territory that
    the file no longer lists is kept, since cases may point to it.
    """
    if stream is not None:
        return _load(stream, by=by, at=at, progress=progress)
    with cog.open_packaged() as packaged:
        return _load(packaged, by=by, at=at, progress=progress)


@transaction.atomic
def _load(
    stream: Iterable[str], *, by: Actor | None, at: datetime, progress: Callable[[str], None]
) -> int:
    rows = list(cog.read(stream))
    progress(f"Territoires : {len(rows)} lignes lues.")
    points = cog.points()
    _write_territories(_columns(row, points) for row in rows)
    progress("Territoires : inclusions des communes.")
    inclusions = list(containments(rows))
    _write_containments(inclusions)
    _settle()
    progress(f"Territoires : {len(inclusions)} inclusions.")
    record(
        by=by,
        action="territory.load_cog",
        target=Territory.objects.get(pk=cog.identifier("COUNTRY", "FR")),
        at=at,
        vintage=cog.VINTAGE,
        territories=len(rows),
        containments=len(inclusions),
    )
    return len(rows)


def containments(rows: Iterable[cog.Row]) -> Iterator[tuple[str, str]]:
    """(outer, inner) for each living commune: itself and every level above it."""
    listed = list(rows)
    regions = {row.code: row.region for row in listed if row.kind == "DEPARTMENT"}
    for row in listed:
        if row.kind != "COMMUNE" or row.successor or row.valid_to:
            continue
        inner = cog.identifier("COMMUNE", row.code)
        yield inner, inner
        for kind, code in (
            ("EPCI", row.epci),
            ("DISTRICT", row.district),
            ("DEPARTMENT", row.department),
            ("REGION", regions.get(row.department, "")),
            ("COUNTRY", "FR"),
        ):
            if code:
                yield cog.identifier(kind, code), inner


def _columns(row: cog.Row, points: Mapping[str, tuple[float, float]]) -> tuple[object, ...]:
    def key(kind: str, code: str) -> str | None:
        return cog.identifier(kind, code) if code else None

    is_place = row.kind == "COMMUNE" and not row.successor and not row.valid_to
    return (
        cog.identifier(row.kind, row.code),
        row.kind,
        row.code,
        row.name,
        search_key(row.name),
        row.siren,
        int(row.population) if row.population else None,
        row.postal_codes.split(),
        row.department,
        row.legal_kind,
        key("EPCI", row.epci),
        key("DISTRICT", row.district),
        key("COMMUNE", row.seat),
        row.valid_from or None,
        row.valid_to or None,
        key("EPCI" if row.kind == "EPCI" else "COMMUNE", row.successor),
        row.article,
        *(points.get(row.code, _NOWHERE) if is_place else _NOWHERE),
    )


def _write_territories(rows: Iterable[tuple[object, ...]]) -> None:
    """COPY into an empty table; otherwise insert what is new and update only what differs."""
    listed = ", ".join(COLUMNS)
    others = COLUMNS[1:]
    update = ", ".join(f"{column} = excluded.{column}" for column in others)
    before = ", ".join(f"known.{column}" for column in others)
    after = ", ".join(f"excluded.{column}" for column in others)
    with connection.cursor() as cursor:
        if not Territory.objects.exists():
            return _copy(cursor, "territories_territory", COLUMNS, rows)
        _copy_beside(cursor, "territories_territory", COLUMNS, rows)
        cursor.execute(
            f"INSERT INTO territories_territory AS known ({listed}) "  # noqa: S608
            f"SELECT {listed} FROM incoming ON CONFLICT (id) DO UPDATE SET {update} "
            f"WHERE ({before}) IS DISTINCT FROM ({after})"
        )


def _write_containments(pairs: Iterable[tuple[str, str]]) -> None:
    """The table holds exactly these pairs afterwards."""
    columns = ("outer_id", "inner_id")
    with connection.cursor() as cursor:
        if not Containment.objects.exists():
            return _copy(cursor, "territories_containment", columns, pairs)
        _copy_beside(cursor, "territories_containment", columns, pairs)
        cursor.execute(
            "DELETE FROM territories_containment AS known WHERE NOT EXISTS ("
            " SELECT FROM incoming WHERE incoming.outer_id = known.outer_id"
            " AND incoming.inner_id = known.inner_id)"
        )
        cursor.execute(
            "INSERT INTO territories_containment (outer_id, inner_id) "
            "SELECT outer_id, inner_id FROM incoming ON CONFLICT DO NOTHING"
        )


def _copy_beside(
    cursor: CursorWrapper,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
) -> None:
    """Stream rows into the temporary table `incoming`, shaped like `table`."""
    cursor.execute("DROP TABLE IF EXISTS incoming")
    cursor.execute(f"CREATE TEMPORARY TABLE incoming (LIKE {table}) ON COMMIT DROP")
    _copy(cursor, "incoming", columns, rows)


def _copy(
    cursor: CursorWrapper,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _settle() -> None:
    """Leave the tables as fast to search as they will ever be, without waiting for autovacuum."""
    with connection.cursor() as cursor:
        # A load in bulk stays in the waiting list of these indexes, which every search then reads.
        for index in ("territory_key_trigram", "territory_postal_codes"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE territories_territory, territories_containment")
