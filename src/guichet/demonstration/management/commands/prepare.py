"""Bring the base to where the product can start: schema, territories, demonstration."""

import gc
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from guichet.casework.committee.models import Committee
from guichet.demonstration.cast import CAST
from guichet.demonstration.load import load_demonstration
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.models import ServiceLevel
from guichet.reference.territories.actions import load_cog
from guichet.reference.territories.models import Territory


class Command(BaseCommand):
    help = "Prépare la base : schéma, territoires, et données de démonstration si la base est vide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="sans données de démonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate()
        # A base of an earlier version has its territories, but not their points.
        if not Territory.objects.located().exists():
            self._timed("Territoires", lambda: load_cog(by=None, at=timezone.now()))
        wanted = settings.DEMONSTRATION and not options["empty"]
        if wanted and not Committee.objects.exists():
            self._timed(
                "Démonstration",
                lambda: load_demonstration(until=timezone.now(), say=self.stdout.write),
            )
        if not ServiceLevel.objects.exists():
            # Also a base prepared before delays existed: every open case must have its date.
            self._timed("Thèmes et délais", lambda: load_taxonomy(by=None, at=timezone.now()))
        self._write_cast(wanted)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._timed("Schéma", lambda: call_command("migrate", verbosity=0, interactive=False))

    def _timed(self, what: str, work: Any) -> None:
        # Hundreds of thousands of short-lived rows: walking them for cycles finds none.
        gc.disable()
        start = monotonic()
        self.stdout.write(f"{what}…")
        work()
        gc.enable()
        self.stdout.write(f"{what} : fait en {monotonic() - start:.1f} s")

    def _write_cast(self, wanted: bool) -> None:
        """The accounts that the launcher prints under its last line."""
        lines = []
        if wanted:
            lines = ["Comptes de démonstration (page « Se connecter », sans mot de passe) :"]
            lines += [f"  {m.name} <{m.email}> — {m.sees}" for m in CAST]
        text = "\n".join(lines) + ("\n" if lines else "")
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / "cast.txt").write_text(text, encoding="utf-8")
