"""Measure the product on a base that is made for it, and thrown away afterwards."""

import gc
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from guichet.demonstration.bench.catalogue import offer_subjects
from guichet.demonstration.bench.measures import Measure, Subject, measure, table
from guichet.demonstration.bench.orientation import orientation_measures
from guichet.demonstration.bench.subjects import subjects
from guichet.demonstration.bench.volume import fill
from guichet.demonstration.load import set_stage
from guichet.demonstration.stage import DEPARTMENT
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.actions import load_cog
from guichet.reference.territories.models import Territory

BANON = "commune-04018"


class Command(BaseCommand):
    help = "Mesure chaque page sur 2 000 demandes et 50 000 offres, dans une base jetable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="figures for a machine")
        parser.add_argument("--runs", type=int, default=20, help="timed runs of each page")
        parser.add_argument("--demands", type=int, default=2000)
        parser.add_argument("--events", type=int, default=20_000)
        parser.add_argument("--offers", type=int, default=50_000)
        parser.add_argument("--only", default="", help="names begin so, with commas")

    def handle(self, *args: Any, **options: Any) -> None:
        # As in production: a journal of every query is not part of what is measured.
        with override_settings(DEBUG=False), throw_away_database():
            self._say(options, "Base jetable : territoires, organismes, demandes…")
            load_cog(by=None, at=timezone.now())
            stage = set_stage()
            fill(stage, demands=options["demands"], events=options["events"])
            hall = Organisation.objects.select_related("territory").get(territory=BANON)
            measures = self._measured(subjects(stage, hall), options)
            # As `config.wsgi` does, once all is loaded.
            gc.collect()
            gc.freeze()
            # The pages first: fifty thousand offers are for what reads them.
            self._say(options, f"  orientation, jusqu’à {options['offers']} offres")
            measures += orientation_measures(runs=options["runs"], offers=options["offers"])
            measures += self._measured(offer_subjects(DEPARTMENT, _commune_of(hall)), options)
        self._tell(measures, options)
        if not all(one.is_kept for one in measures):
            sys.exit(1)

    def _measured(self, asked: list[Subject], options: dict[str, Any]) -> list[Measure]:
        measures = []
        for subject in asked:
            if subject.name.startswith(tuple(options["only"].split(","))):
                self._say(options, f"  {subject.name}")
                measures.append(measure(subject, runs=options["runs"]))
        return measures

    def _tell(self, measures: list[Measure], options: dict[str, Any]) -> None:
        if options["json"]:
            figures = {
                "demands": options["demands"],
                "events": options["events"],
                "messages": options["events"],
                "offers": options["offers"],
                "runs": options["runs"],
                "pages": [one.as_json() for one in measures],
            }
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1))
            return
        for line in table(measures):
            self.stdout.write(line)

    def _say(self, options: dict[str, Any], line: str) -> None:
        # The standard output of --json is for a machine.
        (self.stderr if options["json"] else self.stdout).write(line)


def _commune_of(hall: Organisation) -> Territory:
    return Territory.objects.get(pk=hall.territory_id)


@contextmanager
def throw_away_database() -> Iterator[None]:
    """A new base beside the real one, on the same server, gone at the end whatever happens."""
    settings = connection.settings_dict
    kept = (settings["NAME"], settings["OPTIONS"])
    connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL only
    settings["OPTIONS"] = {k: v for k, v in settings["OPTIONS"].items() if k != "pool"}
    settings["TEST"]["NAME"] = f"guichet_bench_{os.getpid()}"
    connection.close()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(kept[0], verbosity=0)
        settings["NAME"], settings["OPTIONS"] = kept
