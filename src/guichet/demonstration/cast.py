"""The people of the demonstration: functions, never names of living people.

Read by the sign-in page and by what fills the demonstration. `organisation` is the key by which
the latter names it: « commune-04018 » is the authority of that territory, others are its own.
"""

from dataclasses import dataclass

from guichet.reference.directory.choices import Role


@dataclass(frozen=True)
class CastMember:
    email: str
    name: str
    role: Role
    organisation: str
    sees: str

    @property
    def role_label(self) -> str:
        return str(self.role.label)


CAST = (
    CastMember(
        "secretariat@banon.example",
        "Secrétaire de mairie de Banon",
        Role.APPLICANT,
        "commune-04018",
        "Les demandes de sa commune : en déposer une, répondre au guichet, suivre la réponse.",
    ),
    CastMember(
        "secretariat@annot.example",
        "Secrétaire de mairie d’Annot",
        Role.APPLICANT,
        "commune-04008",
        "Les demandes d’Annot, et aucune de celles de Banon.",
    ),
    CastMember(
        "guichet@ddt04.example",
        "Chargée d’instruction à la DDT 04",
        Role.DESK_OFFICER,
        "ddt-04",
        "La file de toutes les demandes du département : qualifier, orienter, accompagner.",
    ),
    CastMember(
        "sous-prefet.forcalquier@prefecture04.example",
        "Sous-préfet de Forcalquier",
        Role.SUB_PREFECT,
        "sous-prefecture-forcalquier",
        "Les demandes de son arrondissement, et ses échanges avec le guichet.",
    ),
    CastMember(
        "prefet@prefecture04.example",
        "Préfet des Alpes-de-Haute-Provence",
        Role.PREFECT,
        "prefecture-04",
        "Tout le département : il préside le comité et approuve les procès-verbaux.",
    ),
    CastMember(
        "ingenieure@it04.example",
        "Ingénieure d’IT04",
        Role.PROVIDER,
        "it04",
        "Les demandes adressées à l’agence technique : les accepter, conduire l’accompagnement.",
    ),
    CastMember(
        "architecte@caue04.example",
        "Architecte conseil du CAUE 04",
        Role.PROVIDER,
        "caue-04",
        "Les demandes adressées au CAUE, et aucune de celles d’IT04.",
    ),
    CastMember(
        "maire@forcalquier.example",
        "Maire de Forcalquier, membre du comité",
        Role.COMMITTEE_MEMBER,
        "commune-04088",
        "Les séances du comité, leur ordre du jour et leurs suites.",
    ),
    CastMember(
        "secretariat-clct@prefecture04.example",
        "Secrétaire du comité à la préfecture",
        Role.COMMITTEE_SECRETARY,
        "prefecture-04",
        "Les séances à préparer, convoquer et tenir, les procès-verbaux à rédiger et publier.",
    ),
    CastMember(
        "observatoire@anct.example",
        "Chargé d’observation à l’ANCT",
        Role.NATIONAL_OBSERVER,
        "anct",
        "Les chiffres et les séances de tous les départements, sans pouvoir agir.",
    ),
    CastMember(
        "administration@guichet.example",
        "Administratrice de Guichet",
        Role.ADMINISTRATOR,
        "prefecture-04",
        "Les orientations nationales, les offres, les délais et les règles du département.",
    ),
)


def member_of(email: str) -> CastMember | None:
    """Only the cast can be played: any other address is a stranger here."""
    return next((member for member in CAST if member.email == email), None)
