"""import_facts --file montagne.csv --kind MOUNTAIN --source « ANCT » --source-date 2026-07-01."""

import gzip
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.directory.models import Organisation
from guichet.reference.policies.actions import import_facts
from guichet.reference.policies.choices import CellRule, ListKind
from guichet.reference.policies.fact_cells import How, parts
from guichet.reference.policies.fact_lines import Source
from guichet.reference.territories.models import Territory


class Command(BaseCommand):
    help = "Écrit ce qu’une liste publiée dit des communes, ou des adhésions à une structure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", required=True, help="CSV (ou .csv.gz), XLSX ou ODS")
        parser.add_argument("--kind", required=True, choices=ListKind.values)
        parser.add_argument("--source", required=True, help="qui publie la liste")
        parser.add_argument("--source-date", required=True, help="date de la liste, AAAA-MM-JJ")
        parser.add_argument("--since", default="", help="en vigueur depuis ; sinon, cette date")
        parser.add_argument("--department", default="", help="ne garder que ce département")
        parser.add_argument("--provider", default="", help="sigle ou SIREN de la structure")
        parser.add_argument("--code", default="", help="titre de la colonne du code")
        parser.add_argument("--value", default="", help="titre de la colonne qui répond")
        parser.add_argument("--rule", default="", choices=["", *CellRule.values])
        for name, words in (("yes", "oui"), ("no", "non"), ("unsure", "à vérifier")):
            parser.add_argument(f"--{name}", default="", help=f"mots qui disent {words} (a;b)")
        parser.add_argument("--empty-is-no", action="store_true", help="une cellule vide dit non")
        parser.add_argument("--whole", action="store_true", help="qui n’y est pas : non")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        day = _day(options["source_date"])
        try:
            reading = import_facts(
                _content(path),
                name=path.name.removesuffix(".gz"),
                kind=options["kind"],
                source=Source(
                    options["source"], day, _day(options["since"]) if options["since"] else day
                ),
                columns={name: options[name] for name in ("code", "value") if options[name]},
                how=_how(options),
                is_whole=options["whole"],
                department=_department(options["department"]),
                provider=_provider(options["provider"]),
                by=None,
                at=timezone.now(),
            )
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        for one in reading.taken:
            for notice in one.notices:
                self.stdout.write(f"ligne {one.line}, reprise – {notice}")
        for entry in reading.refused:
            self.stdout.write(f"ligne {entry.line}, refusée – {entry.sentence}")
        self.stdout.write(f"{ListKind(options['kind']).label} : {reading.summary()}")


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise CommandError(f"Le fichier {path} n’existe pas.")
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _how(options: dict[str, Any]) -> How | None:
    """As it is told, or guessed from the list when nothing is told."""
    words = {name: tuple(parts(options[name])) for name in ("yes", "no", "unsure")}
    if not options["rule"] and not any(words.values()):
        return None
    return How(options["rule"] or CellRule.WORDS, **words, empty_is_no=options["empty_is_no"])


def _department(code: str) -> Territory | None:
    if not code:
        return None
    found = Territory.objects.departments().filter(code=code).order_by("pk").first()
    if found is None:
        raise CommandError(f"Aucun département n’a le code {code}.")
    return found


def _provider(text: str) -> Organisation | None:
    if not text:
        return None
    found = list(Organisation.objects.named(text).order_by("pk")[:2])
    if len(found) != 1:
        raise CommandError(f"« {text} » ne désigne pas un seul organisme de l’annuaire.")
    return found[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"La date « {text} » ne s’écrit pas AAAA-MM-JJ.") from error
