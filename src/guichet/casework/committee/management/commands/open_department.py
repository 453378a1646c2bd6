"""Open a real department in an empty installation: its authorities, its desk, its committee."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from guichet.casework.committee import actions as committee
from guichet.casework.committee.models import Committee
from guichet.foundations.accounts import actions as accounts
from guichet.reference.directory import actions as directory
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.directory.models import Organisation, Person
from guichet.reference.policies import actions as policies
from guichet.reference.territories.models import Territory


class Command(BaseCommand):
    help = "Ouvre un département : communes, EPCI, préfecture, DDT, comité, et un administrateur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="code du département, par exemple 04")
        parser.add_argument("--administrator", required=True, help="adresse électronique")

    def handle(self, *args: Any, **options: Any) -> None:
        code, email = options["code"].upper(), options["administrator"]
        department = Territory.objects.departments().filter(code=code).order_by("pk").first()
        if department is None:
            raise CommandError(f"Le département {code} n’existe pas : donnez par exemple 04.")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"« {email} » n’est pas une adresse électronique.") from error
        if Committee.objects.filter(department=department).exists():
            raise CommandError(f"Le département {code} est déjà ouvert.")
        self._open(department, email)
        self.stdout.write(f"Le département {code} est ouvert. {email} peut se connecter.")

    @transaction.atomic
    def _open(self, department: Territory, email: str) -> None:
        at = timezone.now()
        directory.load_national(by=None, at=at)
        policies.load_taxonomy(by=None, at=at)
        directory.register_local_authorities(department.code, by=None, at=at)
        prefecture = self._service(department, OrganisationKind.PREFECTURE, "Préfecture")
        self._service(
            department, OrganisationKind.STATE_SERVICE, "Direction départementale des territoires"
        )
        committee.create_committee(
            department,
            name=f"Comité local de cohésion territoriale – {department.name}",
            chair_title="le préfet du département",
            by=None,
            at=at,
        )
        user = accounts.create_account(email, name=email.partition("@")[0], by=None, at=at)
        person = Person.objects.create(name=user.name, email=email, user=user)
        directory.add_membership(
            person, prefecture, role=Role.ADMINISTRATOR, title="administrateur", by=None, at=at
        )

    def _service(self, department: Territory, kind: str, name: str) -> Organisation:
        return directory.register_organisation(
            kind=kind,
            name=f"{name} – {department.name}",
            territory=department,
            department=department,
            by=None,
            at=timezone.now(),
        )
