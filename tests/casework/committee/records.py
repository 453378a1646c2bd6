"""A meeting told in plain facts, for the tests of what is drafted from it."""

from dataclasses import replace
from datetime import date, datetime

from guichet.casework.committee.drafting import (
    AgencyFacts,
    Ancestor,
    CaseFacts,
    Figure,
    ItemFacts,
    MeetingFacts,
    MeetingRecord,
    OrientationFacts,
    Presence,
    ProgrammeFacts,
    PromiseFacts,
    Votes,
)
from guichet.foundations.toolkit.dates import PARIS

MEETING = MeetingFacts(
    committee="Comité local de cohésion territoriale (CLCT) des Alpes-de-Haute-Provence",
    department="Alpes-de-Haute-Provence",
    form="VIDEO",
    scheduled_at=datetime(2020, 11, 17, 14, 30, tzinfo=PARIS),
    chair="la préfète des Alpes-de-Haute-Provence",
    co_chair="le directeur général de l’ANCT",
    place="https://visio.example/secret",
    order_reference="l’arrêté préfectoral de composition",
    order_date=date(2020, 10, 12),
    convened_at=datetime(2020, 11, 5, 9, 30, tzinfo=PARIS),
    opened_at=datetime(2020, 11, 17, 14, 32, tzinfo=PARIS),
    closed_at=datetime(2020, 11, 17, 16, 0, tzinfo=PARIS),
    quorum_sentence="Quorum atteint : 3 membres sur 4.",
    closing_words="L’État se met « en mode solution ».",
)
AGENCY = AgencyFacts(
    name="Agence nationale de la cohésion des territoires",
    acronym="ANCT",
    presentation="Un établissement public de l’État.",
    opened_on=date(2020, 1, 1),
    ancestors=(
        Ancestor("Commissariat général", "CGET", "MERGER", date(2020, 1, 1), "loi n° 2019-753"),
        Ancestor("Établissement national", "EPARECA", "MERGER", date(2020, 1, 1)),
        Ancestor("Agence du numérique", "", "MERGER", date(2020, 1, 1)),
    ),
)
PVD = ProgrammeFacts("Petites villes de demain", "PVD", "des centres à faire revivre.")
ORIENTATION = OrientationFacts(
    number=2,
    title="Aider sur mesure",
    body="Un chef de file et un plan.",
    parent_number=1,
    parent_title="Accompagner les projets complexes",
)
CASE = CaseFacts("D-04-20-0007", "Halle du marché", "Commune de Banon", "Banon", "IT04")
PRESENCES = (
    Presence("Le préfet", "État", "VIDEO", "En visioconférence", "la préfète"),
    Presence("Le maire de Banon", "Élus", "IN_ROOM", "En salle", "le maire"),
    Presence("Le maire de Digne", "Élus", "REPRESENTED", "Représenté", "", "Le maire de Banon"),
    Presence("IT04", "Ingénierie", "EXCUSED", "Excusé"),
)
ITEMS = (
    ItemFacts(
        1,
        "DEMANDS",
        "Demandes reçues",
        brief="Sept demandes depuis janvier.",
        figures=(Figure("Demandes reçues", "7"), Figure("Collectivités", "1 234")),
        outcome="INFORMED",
    ),
    ItemFacts(2, "PROJECT", "La halle de Banon", outcome="TAKES_NOTE", case=CASE),
    ItemFacts(
        3,
        "FREE",
        "Petites villes de demain",
        brief="Trois appuis :\n- le guichet unique ;\n- le financement.",
        outcome="TAKES_NOTE",
        note="Les élus y sont favorables.",
    ),
    ItemFacts(4, "ORIENTATION", "Orientation 2", outcome="ORIENTATION_ADOPTED",
              orientation=ORIENTATION),
    ItemFacts(5, "FREE", "Motion", outcome="VOTE_CARRIED", asks_vote=True, votes=Votes(3, 1, 0)),
)  # fmt: skip
RECORD = MeetingRecord(
    meeting=MEETING,
    agency=AGENCY,
    programmes=(PVD, ProgrammeFacts("Action cœur de ville", "ACV", "des villes moyennes.")),
    presences=PRESENCES,
    items=ITEMS,
    promises=(PromiseFacts("Publier l’adresse du guichet", "DDT 04", date(2021, 1, 31)),),
)


def record_with(**changes: object) -> MeetingRecord:
    return replace(RECORD, **changes)  # type: ignore[arg-type]


def items_with(rank: int, **changes: object) -> tuple[ItemFacts, ...]:
    """The same agenda, with one item changed."""
    return tuple(
        replace(item, **changes) if item.rank == rank else item  # type: ignore[arg-type]
        for item in ITEMS
    )
