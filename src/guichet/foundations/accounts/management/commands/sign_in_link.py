from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from guichet.foundations.accounts.actions import issue_link_for
from guichet.foundations.accounts.models import User


class Command(BaseCommand):
    help = "Affiche un lien de connexion, quand aucun courriel ne peut partir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.who_may_sign_in(options["email"])
        if user is None:
            raise CommandError(f"Aucun compte ouvert pour {options['email']}.")
        link = issue_link_for(user, at=timezone.now())
        self.stdout.write(settings.BASE_URL + reverse("accounts:redeem", args=[link.token]))
