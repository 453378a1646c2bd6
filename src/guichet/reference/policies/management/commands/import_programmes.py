"""import_programmes --file pvd.csv --programme PVD --source « ANCT, août 2024 »."""

import gzip
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.policies.actions import import_programmes, load_taxonomy
from guichet.reference.policies.models import Programme


class Command(BaseCommand):
    help = "Inscrit les bénéficiaires d’un programme depuis une liste publiée par l’ANCT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", required=True, help="CSV, compressé ou non (.gz)")
        parser.add_argument("--programme", required=True, help="code : PVD, ACV, VA, TI…")
        parser.add_argument("--source", default="ANCT", help="qui publie la liste")
        parser.add_argument("--source-date", default="", help="date de la liste, AAAA-MM-JJ")
        parser.add_argument("--department", default="", help="ne garder que ce département")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        load_taxonomy(by=None, at=now)
        code = options["programme"].upper()
        programme = Programme.objects.filter(pk=code).order_by("pk").first()
        if programme is None:
            known = ", ".join(Programme.objects.order_by("pk").values_list("pk", flat=True))
            raise CommandError(f"Programme inconnu : {code}. Programmes connus : {known}.")
        try:
            with _opened(Path(options["file"])) as lines:
                report = import_programmes(
                    programme,
                    lines,
                    source=options["source"],
                    source_date=_day(options["source_date"]),
                    department=options["department"],
                    by=None,
                    at=now,
                )
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        for entry in report.redirected:
            self.stdout.write(f"ligne {entry.line}, reprise – {entry.sentence}")
        for entry in report.refused:
            self.stdout.write(f"ligne {entry.line}, refusée – {entry.sentence}")
        self.stdout.write(
            f"{programme} : {report.added} ajoutés, {report.changed} modifiés, "
            f"{report.unchanged} inchangés, {len(report.refused)} refusés."
        )


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if not path.is_file():
        raise CommandError(f"Le fichier {path} n’existe pas.")
    opener = gzip.open if path.suffix == ".gz" else open
    # utf-8-sig: some of these lists begin with a byte order mark.
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        yield lines


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"La date « {text} » ne s’écrit pas AAAA-MM-JJ.") from error
