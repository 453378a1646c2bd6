"""Is every part alive? Short questions, answered in words."""

from django.db import Error, connection
from procrastinate.contrib.django.models import ProcrastinateWorker

# procrastinate's workers beat every ten seconds; two misses and a pause mean that it is gone.
SILENT_AFTER_SECONDS = 35


def database_state() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return f"la base de données ne répond pas ({type(error).__name__})"
    return "ok"


def worker_state() -> str:
    """« ok » when a worker gave a sign of life lately, by the database's own clock."""
    alive = ProcrastinateWorker.objects.extra(
        where=["last_heartbeat > now() - make_interval(secs => %s)"], params=[SILENT_AFTER_SECONDS]
    )
    if alive.exists():
        return "ok"
    return "aucun exécutant de tâches ne donne signe de vie"
