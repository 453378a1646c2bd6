"""What a rehearsal is played with: seats, functions and items that exist nowhere."""

from dataclasses import dataclass

from .choices import Family, ItemKind, SeatNature

CHAIR = "la présidence (rôle joué)"
NATURE = SeatNature


@dataclass(frozen=True)
class FakeSeat:
    family: str
    nature: str
    label: str


@dataclass(frozen=True)
class FakeItem:
    kind: str
    title: str
    brief: str = ""
    figures: tuple[tuple[str, int], ...] = ()
    asks_vote: bool = False


# Enough for a quorum to be missed, a proxy to be given and a vote to be tied.
SEATS = (
    FakeSeat(Family.STATE, NATURE.EX_OFFICIO, "Présidence (membre fictif)"),
    FakeSeat(Family.STATE, NATURE.EX_OFFICIO, "Service de l’État A (membre fictif)"),
    FakeSeat(Family.STATE, NATURE.EX_OFFICIO, "Service de l’État B (membre fictif)"),
    FakeSeat(Family.STATE, NATURE.EX_OFFICIO, "Opérateur national (membre fictif)"),
    FakeSeat(Family.LOCAL_AUTHORITIES, NATURE.ELECTED, "Maire de Valfictif (membre fictif)"),
    FakeSeat(Family.LOCAL_AUTHORITIES, NATURE.ELECTED, "Maire d’Exempleville (membre fictif)"),
    FakeSeat(Family.LOCAL_AUTHORITIES, NATURE.ELECTED, "Maire de Modèle-le-Haut (membre fictif)"),
    FakeSeat(Family.LOCAL_AUTHORITIES, NATURE.ELECTED, "Intercommunalité d’essai (membre fictif)"),
    FakeSeat(Family.LOCAL_AUTHORITIES, NATURE.ELECTED, "Conseil départemental (membre fictif)"),
    FakeSeat(Family.ENGINEERING, NATURE.EX_OFFICIO, "Agence technique d’essai (membre fictif)"),
    FakeSeat(Family.ENGINEERING, NATURE.EX_OFFICIO, "Conseil d’architecture (membre fictif)"),
    FakeSeat(Family.ENGINEERING, NATURE.QUALIFIED, "Personnalité qualifiée (membre fictif)"),
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
