from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from guichet.foundations.accounts.actions import create_account
from guichet.foundations.toolkit.errors import DomainError


class Command(BaseCommand):
    help = "Ouvre un compte ; --administrator pour la première personne d’une installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--administrator", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = create_account(
                options["email"],
                options["name"],
                by=None,
                at=timezone.now(),
                is_administrator=options["administrator"],
            )
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"Compte ouvert : {user.name} <{user.email}>")
