"""Two commissions, opened, composed and ruled from the screens. What their orders say is imaginary;
the names come from CGCT L2334-37 and CRPM L112-1-1."""

import pytest

from tests.people import People
from tests.world import World

from .commissions import ORDER, Opener, Screens


@pytest.fixture
def opened(people: People, world: World, client_of) -> Opener:
    """A commission of the 04, created on the screen."""

    def open_one(acronym: str, name: str, basis: str, chair: str) -> Screens:
        screens = Screens(client_of(people.farid), f"04-{acronym.lower()}")
        screens.post(
            "commissions/creer/valider/", department=world.d04.pk, name=name, acronym=acronym,
            legal_basis=basis, chair_title=chair, order_reference=ORDER, order_date="2026-10-12",
        )  # fmt: skip
        return screens

    return open_one


@pytest.fixture
def detr(opened: Opener) -> Screens:
    """Four mayors, three presidents of intercommunalities, two members of Parliament; the order
    asks half of all and half of the mayors, and more than half of the mayors' votes."""
    screens = opened(
        "DETR", "Commission des élus de la dotation d’équipement des territoires ruraux",
        "article L2334-37 du CGCT", "la préfète du département",
    )  # fmt: skip
    screens.college("Maires", ("Maire", "ELECTED", 4, False))
    screens.college("Présidents d’intercommunalité", ("Président", "ELECTED", 3, False))
    screens.college("Parlementaires", ("Parlementaire", "EX_OFFICIO", 2, False))
    screens.rules(
        quorum_of_0="1/2", votes_of_0=">1/2", meetings_per_year="1",
        article_quorum=f"{ORDER}, article 3", article_college_votes=f"{ORDER}, article 5",
    )  # fmt: skip
    return screens


@pytest.fixture
def cdpenaf(opened: Opener) -> Screens:
    """Ten seats in four colleges; the order wants more than half, the chair there, nobody at a
    distance, no proxy, and abstentions that count."""
    screens = opened(
        "CDPENAF",
        "Commission départementale de préservation des espaces naturels, agricoles et forestiers",
        "article L112-1-1 du code rural et de la pêche maritime", "la préfète du département",
    )  # fmt: skip
    screens.college(
        "État",
        ("Préfète", "EX_OFFICIO", 1, True),
        ("Directeur départemental", "EX_OFFICIO", 1, False),
    )
    screens.college("Collectivités", ("Élu", "ELECTED", 3, False))
    screens.college("Profession agricole", ("Représentant agricole", "QUALIFIED", 3, False))
    screens.college("Associations", ("Association", "QUALIFIED", 2, False))
    screens.rules(
        share=">1/2", necessary=[screens.seat("Préfète").pk], remote="no", proxies_per_holder="0",
        majority="PRESENT", abstentions_count="yes", notice_days="8",
        article_remote=f"{ORDER}, article 6",
    )  # fmt: skip
    screens.post(
        f"regles/{screens.code}/points-dus/ajouter/", title="Bilan de la consommation d’espaces",
        basis=f"{ORDER}, article 7", brief="", starts_on="2026-01-01",
    )  # fmt: skip
    return screens
