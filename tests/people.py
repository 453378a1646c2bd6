"""The cast of the test suite. Same names everywhere: a test reads like a short story.

- Anne, secretary of the town hall of Banon (04): files demands.
- Bruno, officer of the desk at the DDT of the 04: qualifies and refers them.
- Claire, engineer at IT04: answers referrals, leads supports.
- Denis, sub-prefect of Forcalquier: follows his arrondissement (Banon is in it, Digne is not).
- Élise, prefect of the 04: chairs the committee, approves its minutes.
- Farid, secretary of the committee: prepares, holds, drafts, publishes.
- Gaëlle, mayor of Forcalquier: sits in the committee.
- Hugo, officer of the desk of the 05: must see nothing of the 04.
- Inès, observer at the ANCT: sees meetings and figures, acts on nothing.
- Jules, administrator.
- Léa, secretary of the town hall of Forcalquier: must see nothing of Banon.
"""

from dataclasses import dataclass

from guichet.foundations.accounts.models import User
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation, Person
from tests.world import World

# The columns of the access table, after « nobody ».
COLUMNS = ("anne", "bruno", "claire", "denis", "elise", "farid", "gaelle", "hugo", "ines", "jules")


@dataclass(frozen=True)
class People:
    anne: User
    bruno: User
    claire: User
    denis: User
    elise: User
    farid: User
    gaelle: User
    hugo: User
    ines: User
    jules: User
    lea: User


def build_people(world: World) -> People:
    return People(
        anne=_person("Anne", world.banon_hall, Role.APPLICANT, "secrétaire de mairie"),
        bruno=_person("Bruno", world.ddt, Role.DESK_OFFICER, "instructeur"),
        claire=_person("Claire", world.it04, Role.PROVIDER, "ingénieure"),
        denis=_person("Denis", world.sub_prefecture, Role.SUB_PREFECT, "sous-préfet"),
        elise=_person("Élise", world.prefecture, Role.PREFECT, "préfète"),
        farid=_person("Farid", world.prefecture, Role.COMMITTEE_SECRETARY, "secrétaire du comité"),
        gaelle=_person("Gaëlle", world.forcalquier_hall, Role.COMMITTEE_MEMBER, "maire"),
        hugo=_person("Hugo", world.ddt05, Role.DESK_OFFICER, "instructeur"),
        ines=_person("Inès", world.anct, Role.NATIONAL_OBSERVER, "observatrice"),
        jules=_person("Jules", world.prefecture, Role.ADMINISTRATOR, "administrateur"),
        lea=_person("Léa", world.forcalquier_hall, Role.APPLICANT, "secrétaire de mairie"),
    )


def _person(name: str, organisation: Organisation, role: str, title: str) -> User:
    email = f"{name.lower().translate(str.maketrans('éèë', 'eee'))}@example.fr"
    user = User.objects.create(email=email, name=name, is_administrator=role == Role.ADMINISTRATOR)
    person = Person.objects.create(name=name, email=email, user=user)
    Membership.objects.create(person=person, organisation=organisation, role=role, title=title)
    return user
