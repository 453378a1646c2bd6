"""Take hold of a row for the rest of the transaction, and read it again."""

from django.db import connection, models


def lock_afresh(row: models.Model) -> None:
    """Lock the row, then read its columns again; a relation that has not changed stays loaded.

    Two deeds on the same row come one after the other, the second one seeing what the first wrote.
    Objects reached through a foreign key are kept only while the key is the same, and are not read
    again: a deed that writes to one of them locks it too.
    """
    _read(row, type(row)._base_manager.select_for_update(of=("self",)))


def hold_name(kind: str, name: str) -> None:
    """Lock something that has no row yet, for the rest of the transaction: whoever asks for the
    same name waits, and finds the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"{kind}:{name}"])


def read_afresh(row: models.Model) -> None:
    """Read the columns of a row again, as `lock_afresh` does, without holding it."""
    _read(row, type(row)._base_manager.all())


def _read(row: models.Model, queryset: models.QuerySet[models.Model]) -> None:
    keys = [field for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    known = [
        (key, getattr(row, key.attname), key.get_cached_value(row))
        for key in keys
        if key.is_cached(row)
    ]
    row.refresh_from_db(from_queryset=queryset)
    for key, value, related in known:
        if getattr(row, key.attname) == value:
            key.set_cached_value(row, related)
