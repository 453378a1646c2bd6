"""measure_themes --file titres.csv.gz --text texte --label theme --territory code_territoire."""

import csv
import gzip
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guichet.reference.policies.measurement import Row, Trial, measure, trials


class Command(BaseCommand):
    help = "Mesure la reconnaissance des thèmes sur un fichier de textes classés."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", required=True, help="CSV, compressé ou non (.gz)")
        parser.add_argument("--text", default="texte", help="colonne du texte")
        parser.add_argument("--label", default="theme", help="colonne du thème")
        parser.add_argument("--territory", default="code_territoire", help="colonne du territoire")
        parser.add_argument(
            "--choose",
            action="store_true",
            help="essaie d’abord les réglages, sur les seuls territoires qui apprennent (minutes)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (options["text"], options["label"], options["territory"])
        rows = _rows(Path(options["file"]), columns)
        if options["choose"]:
            self._tell(trials(rows))
        found = measure(rows)
        self.stdout.write(
            f"{found.taught} textes appris, {found.judged} jugés (d’autres territoires), "
            f"{found.labels} thèmes"
        )
        self.stdout.write(f"{'méthode':<22}{'parmi':>6}{'exactitude':>12}{'macro-F1':>10}")
        for one in found.figures:
            self.stdout.write(
                f"{one.method:<22}{one.depth:>6}{one.accuracy:>11.1%}{one.macro_f1:>10.1%}"
            )

    def _tell(self, tried: list[Trial]) -> None:
        self.stdout.write(f"{'lissage':<10}{'fréquence':>10}{'exactitude':>12}{'macro-F1':>10}")
        for one in tried:
            self.stdout.write(
                f"{one.smoothing:<10}{one.weight_of_frequency:>10}{one.accuracy:>11.1%}"
                f"{one.macro_f1:>10.1%}"
            )


def _rows(path: Path, columns: tuple[str, str, str]) -> list[Row]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as stream:
            lines = csv.DictReader(stream)
            missing = set(columns) - set(lines.fieldnames or ())
            if missing:
                raise CommandError(f"Colonnes absentes du fichier : {', '.join(sorted(missing))}.")
            text, label, territory = columns
            return [(row[text], row[label], row[territory]) for row in lines]
    except OSError as error:
        raise CommandError(f"Le fichier {path} ne s’ouvre pas : {error.strerror}.") from error
