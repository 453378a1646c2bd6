"""What a rehearsal is played with: seats, functions and items that exist nowhere."""

from dataclasses import dataclass

from .choices import Family, ItemKind, ReplyKind, SeatNature

CHAIR = "la présidence (rôle joué)"
NATURE = SeatNature
ANSWER = ReplyKind


@dataclass(frozen=True)
class FakeSeat:
    family: str
    nature: str
    label: str
    # What its member answers when the secretary asks the fake members to; empty, nothing, so that
    # somebody is left to remind.
    answer: str = ""


@dataclass(frozen=True)
class FakeItem:
    kind: str
    title: str
    brief: str = ""
    figures: tuple[tuple[str, int], ...] = ()
    asks_vote: bool = False


# Enough for a quorum to be missed, a proxy to be given and a vote to be tied.
STATE, LOCAL, ENGINEERING = Family.STATE, Family.LOCAL_AUTHORITIES, Family.ENGINEERING
SEATS = (
    FakeSeat(STATE, NATURE.EX_OFFICIO, "Présidence (membre fictif)", ANSWER.IN_ROOM),
    FakeSeat(STATE, NATURE.EX_OFFICIO, "Service de l’État A (membre fictif)", ANSWER.VIDEO),
    FakeSeat(STATE, NATURE.EX_OFFICIO, "Service de l’État B (membre fictif)", ANSWER.IN_ROOM),
    FakeSeat(STATE, NATURE.EX_OFFICIO, "Opérateur national (membre fictif)"),
    FakeSeat(LOCAL, NATURE.ELECTED, "Maire de Valfictif (membre fictif)", ANSWER.IN_ROOM),
    FakeSeat(LOCAL, NATURE.ELECTED, "Maire d’Exempleville (membre fictif)", ANSWER.PROXY),
    FakeSeat(LOCAL, NATURE.ELECTED, "Maire de Modèle-le-Haut (membre fictif)", ANSWER.ABSENT),
    FakeSeat(LOCAL, NATURE.ELECTED, "Intercommunalité d’essai (membre fictif)", ANSWER.ALTERNATE),
    FakeSeat(LOCAL, NATURE.ELECTED, "Conseil départemental (membre fictif)", ANSWER.VIDEO),
    FakeSeat(
        ENGINEERING, NATURE.EX_OFFICIO, "Agence technique d’essai (membre fictif)", ANSWER.IN_ROOM
    ),
    FakeSeat(ENGINEERING, NATURE.EX_OFFICIO, "Conseil d’architecture (membre fictif)"),
    FakeSeat(
        ENGINEERING, NATURE.QUALIFIED, "Personnalité qualifiée (membre fictif)", ANSWER.IN_ROOM
    ),
)
ITEMS = (
    FakeItem(
        ItemKind.DEMANDS,
        "Demandes d’accompagnement reçues (chiffres fictifs)",
        "Douze demandes fictives, pour l’exercice.",
        (("Demandes reçues", 12), ("Collectivités concernées", 9)),
    ),
    FakeItem(ItemKind.FREE, "La halle de Valfictif", "Un projet inventé, à présenter."),
    FakeItem(
        ItemKind.FREE,
        "Motion d’exercice",
        "Pour s’entraîner à compter les voix, et à départager.",
        asks_vote=True,
    ),
    FakeItem(ItemKind.FREE, "Tour de table"),
)

# The proxy goes to the mayor of Valfictif, who comes; the deputy sits for the intercommunality.
PROXY_HOLDER = 5
DEPUTY = "Suppléante fictive"


def name_of(rank: int) -> str:
    return f"Membre fictif {rank}"


def address_of(rank: int) -> str:
    """In a domain that can never exist (RFC 2606): even a mistake would reach nobody."""
    return f"membre-{rank}@repetition.invalid"
