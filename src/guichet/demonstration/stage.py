"""Who is on stage: the organisations, people and offers that the stories call by name."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from guichet.casework.committee.models import Committee
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import PARIS, is_working_day, local_day
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation, Person
from guichet.reference.policies.models import Theme

from .cast import CAST

DEPARTMENT = "04"


@dataclass
class Stage:
    """Everything a story may need, found once."""

    committee: Committee
    officer: User
    officer_person: Person
    secretary: User
    prefect: User
    themes: dict[str, Theme]
    clerks: dict[int, User] = field(default_factory=dict)
    engineers: dict[int, User] = field(default_factory=dict)

    def clerk_of(self, organisation: Organisation) -> User:
        """The secretary who writes for an authority; one account each, made when first needed."""
        name = f"Secrétariat – {organisation.name}"
        return self._account(self.clerks, organisation, Role.APPLICANT, name, "secrétaire")

    def engineer_of(self, organisation: Organisation) -> User:
        name = f"Référent – {organisation.short_name}"
        return self._account(self.engineers, organisation, Role.PROVIDER, name, "référent")

    def _account(
        self, known: dict[int, User], organisation: Organisation, role: str, name: str, title: str
    ) -> User:
        if organisation.pk not in known:
            held = Membership.objects.filter(organisation=organisation, role=role)
            first = held.select_related("person__user").order_by("pk").first()
            user = first.person.user if first else None
            known[organisation.pk] = user or enrol(organisation, role, name, title, _email(name))
        return known[organisation.pk]


def enrol(organisation: Organisation, role: str, name: str, title: str, email: str) -> User:
    """An account, its person and its role; an account that is there is only given the role."""
    user, _ = User.objects.get_or_create(
        email=email,
        defaults={"name": name[:150], "is_administrator": role == Role.ADMINISTRATOR},
    )
    person, _ = Person.objects.get_or_create(
        user=user, defaults={"name": name[:150], "email": email}
    )
    Membership.objects.get_or_create(
        person=person, organisation=organisation, role=role, defaults={"title": title}
    )
    return user


def actor(role: str) -> User:
    """The member of the cast who holds that role first."""
    member = next(member for member in CAST if member.role == role)
    return User.objects.get(email=member.email)


def office_hours(at: datetime, rng: random.Random) -> datetime:
    """A plausible moment of work on that day or the next working one."""
    day = local_day(at)
    while not is_working_day(day, department=DEPARTMENT):
        day += timedelta(days=1)
    return datetime(
        day.year, day.month, day.day, rng.randint(9, 16), rng.randint(0, 59), tzinfo=PARIS
    )


def later(at: datetime, rng: random.Random, low: int, high: int) -> datetime:
    """Between `low` and `high` days after, in office hours."""
    return office_hours(at + timedelta(days=rng.randint(low, high)), rng)


def _email(name: str) -> str:
    return f"{search_key(name).replace(' ', '-')[:60]}@demonstration.example"
