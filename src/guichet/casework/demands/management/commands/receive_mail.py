"""The door of answers by mail: a mail server pipes each mail to it, one per call."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ... import actions
from ...models import UnfiledMail


class Command(BaseCommand):
    help = "Classe le courriel lu sur l’entrée standard dans l’échange de sa demande."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends well even when the mail could not be filed: it is kept, the server may forget it."""
        done = actions.receive_mail(sys.stdin.buffer.read(), at=timezone.now())
        if done is None:
            self.stdout.write("ignoré : envoi automatique, ou déjà reçu")
        elif isinstance(done, UnfiledMail):
            self.stdout.write(f"à classer : {done.reason}")
        else:
            self.stdout.write(f"classé dans {done.demand.reference}")
