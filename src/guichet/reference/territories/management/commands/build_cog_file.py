"""Maintainer's command, once a year: never needed to run or to test the application."""

import lzma
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guichet.reference.territories import cog, vintage


class Command(BaseCommand):
    help = "Rebuild the packaged file of the official geographic code from its producers' files."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", type=Path, required=True, help="unpacked npm package")
        parser.add_argument("--movements", type=Path, help="INSEE movements of communes (CSV)")
        parser.add_argument(
            "--earlier",
            action="append",
            default=[],
            metavar="YEAR=DIR",
            help="unpacked package of an earlier vintage, to know the EPCI that closed since",
        )
        parser.add_argument("--output", type=Path, default=cog.PACKAGED)

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["source"] / "data" / "communes.json").exists():
            raise CommandError(f"No data/communes.json in {options['source']}.")
        earlier = {}
        for pair in options["earlier"]:
            year, _, folder = pair.partition("=")
            earlier[int(year)] = Path(folder)
        rows = vintage.rows(options["source"], movements=options["movements"], earlier=earlier)
        with lzma.open(options["output"], "wt", encoding="utf-8", newline="", preset=9) as stream:
            count = cog.write(rows, stream)
        size = options["output"].stat().st_size // 1024
        self.stdout.write(f"{count} territories, {size} kB: {options['output']}")
