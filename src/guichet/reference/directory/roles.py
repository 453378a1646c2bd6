"""What each role may do, in words: read by the access page and by the sign-in page."""

from .choices import Role

DESCRIPTIONS: dict[str, str] = {
    Role.APPLICANT: "Dépose les demandes de sa collectivité, répond au guichet, suit la réponse.",
    Role.DESK_OFFICER: (
        "Voit toutes les demandes du département, les qualifie, les oriente, ouvre les "
        "accompagnements."
    ),
    Role.SUB_PREFECT: "Voit les demandes de son arrondissement et échange avec le guichet.",
    Role.PREFECT: (
        "Voit tout le département, préside le comité, arrête l’ordre du jour et approuve les "
        "procès-verbaux."
    ),
    Role.PROVIDER: (
        "Voit les demandes qui lui sont adressées, les accepte ou les décline, conduit les "
        "accompagnements."
    ),
    Role.COMMITTEE_MEMBER: "Voit les séances du comité, leur ordre du jour et leurs suites.",
    Role.COMMITTEE_SECRETARY: (
        "Prépare, convoque et tient les séances, rédige et publie les procès-verbaux."
    ),
    Role.NATIONAL_OBSERVER: "Voit les chiffres et les séances de tous les départements, sans agir.",
    Role.ADMINISTRATOR: "Gère les comptes, les organismes, les offres et les paramètres.",
}
