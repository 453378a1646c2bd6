"""The meeting of 17 November 2020 in the Alpes-de-Haute-Provence, as data for the loader.

What happened that day is public (page of the prefecture, updated on 23 November 2020); the words
here are ours. Functions instead of names. Who sat, who was absent and what was promised is made up
for the demonstration: that page does not say it. The agency with its lineage, and the programmes,
come from the packaged lists of `directory` and `policies`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from guichet.foundations.toolkit.dates import PARIS

SOURCE = "Page de la préfecture des Alpes-de-Haute-Provence, mise à jour le 23 novembre 2020"
DEPARTMENT = "departement-04"


@dataclass(frozen=True)
class OrientationSeed:
    """National when `parent` is None; `parent` is the number of a national orientation."""

    number: int
    title: str
    body: str
    parent: int | None = None


@dataclass(frozen=True)
class SeatSeed:
    """`territory` finds the authority by its territory; else `organisation` is acronym or name."""

    family: str
    nature: str
    label: str
    organisation: str = ""
    territory: str = ""
    is_chair: bool = False
    mode: str = "VIDEO"
    attendee: str = ""
    proxy_to: str = ""


@dataclass(frozen=True)
class ItemSeed:
    """`orientation` is the number of a departmental orientation adopted by this item."""

    kind: str
    title: str
    outcome: str
    brief: str = ""
    note: str = ""
    orientation: int | None = None


@dataclass(frozen=True)
class PromiseSeed:
    text: str
    holder: str
    due_on: date


NATIONAL_BOARD = "le conseil d’administration de l’ANCT"
NATIONAL_SOURCE = "d’après la page de la préfecture sur la séance du 17 novembre 2020"
NATIONAL_ADOPTED_ON = date(2020, 5, 15)
NATIONAL_ORIENTATIONS = (
    OrientationSeed(
        1,
        "Compléter l’ingénierie locale sans la remplacer",
        "L’agence intervient après les ingénieries locales et les opérateurs de l’État, là où "
        "elles ne suffisent pas.",
    ),
    OrientationSeed(
        2,
        "Accompagner sur mesure les projets complexes",
        "Un projet à plusieurs volets et à plusieurs partenaires reçoit un appui bâti pour lui.",
    ),
    OrientationSeed(
        3,
        "Déployer les programmes nationaux au plus près des territoires",
        "Cœurs de ville, petites villes, services au public, numérique : chaque programme est "
        "adapté au département par son délégué territorial.",
    ),
    OrientationSeed(
        4,
        "Offrir aux élus un interlocuteur unique",
        "Le préfet, délégué territorial, réunit autour de chaque projet l’État, ses opérateurs et "
        "les financeurs.",
    ),
)

DEPARTMENTAL_ORIENTATIONS = (
    OrientationSeed(
        1,
        "Mobiliser d’abord l’ingénierie du département",
        "Chaque demande est d’abord proposée aux structures locales : IT04, CAUE, parcs naturels, "
        "intercommunalités.",
        parent=1,
    ),
    OrientationSeed(
        2,
        "Bâtir un accompagnement sur mesure pour les projets complexes",
        "Un projet complexe a un chef de file, des étapes et un plan de financement suivis en "
        "comité.",
        parent=2,
    ),
    OrientationSeed(
        3,
        "Faire vivre les centres des petites villes",
        "Le programme « Petites villes de demain » est le premier terrain de ce travail en commun.",
        parent=3,
    ),
    OrientationSeed(
        4,
        "Tenir un guichet unique à la direction départementale des territoires",
        "Une collectivité s’adresse à un seul endroit et sait à tout moment où en est sa demande.",
        parent=4,
    ),
)

COMMITTEE_NAME = "Comité local de cohésion territoriale (CLCT) des Alpes-de-Haute-Provence"
CHAIR = "la préfète des Alpes-de-Haute-Provence"
CO_CHAIR = "le directeur général de l’Agence nationale de la cohésion des territoires (ANCT)"
ORDER_REFERENCE = "l’arrêté préfectoral portant composition du comité"
ORDER_DATE = date(2020, 10, 12)

PREPARED_AT = datetime(2020, 10, 26, 10, 0, tzinfo=PARIS)
CONVENED_AT = datetime(2020, 11, 5, 9, 30, tzinfo=PARIS)
SCHEDULED_AT = datetime(2020, 11, 17, 14, 30, tzinfo=PARIS)
CLOSED_AT = datetime(2020, 11, 17, 16, 30, tzinfo=PARIS)
APPROVED_AT = datetime(2020, 11, 20, 17, 0, tzinfo=PARIS)
PUBLISHED_AT = datetime(2020, 11, 23, 10, 0, tzinfo=PARIS)
FORM = "VIDEO"
PLACE = ""


def _state(
    label: str,
    organisation: str,
    *,
    mode: str = "VIDEO",
    is_chair: bool = False,
    attendee: str = "",
) -> SeatSeed:
    return SeatSeed(
        "STATE", "EX_OFFICIO", label, organisation, is_chair=is_chair, mode=mode, attendee=attendee
    )


def _elected(
    label: str,
    territory: str = "",
    *,
    organisation: str = "",
    mode: str = "VIDEO",
    attendee: str = "",
    proxy_to: str = "",
) -> SeatSeed:
    return SeatSeed(
        "LOCAL_AUTHORITIES",
        "ELECTED",
        label,
        organisation,
        territory,
        mode=mode,
        attendee=attendee,
        proxy_to=proxy_to,
    )


def _engineering(
    label: str, organisation: str, *, mode: str = "VIDEO", attendee: str = ""
) -> SeatSeed:
    return SeatSeed("ENGINEERING", "EX_OFFICIO", label, organisation, mode=mode, attendee=attendee)


_MANOSQUE = "Le maire de Manosque"
_AMF = "L’association des maires du département"

# The three families of CGCT R1232-10. The rank of a seat is its place here.
SEATS = (
    _state(
        "Le préfet, délégué territorial de l’ANCT",
        "Préfecture des Alpes-de-Haute-Provence",
        is_chair=True,
        attendee="la préfète",
    ),
    _state("Le délégué territorial adjoint", "DDT 04", attendee="le directeur départemental"),
    _state(
        "Le sous-préfet de Barcelonnette",
        "Sous-préfecture de Barcelonnette",
        attendee="le sous-préfet",
    ),
    _state(
        "Le sous-préfet de Castellane", "Sous-préfecture de Castellane", attendee="la sous-préfète"
    ),
    _state(
        "Le sous-préfet de Forcalquier",
        "Sous-préfecture de Forcalquier",
        attendee="la sous-préfète",
    ),
    _state("L’unité départementale de la DREAL", "DREAL PACA", mode="EXCUSED"),
    _state(
        "L’unité départementale de l’architecture et du patrimoine",
        "UDAP 04",
        attendee="l’architecte des bâtiments de France",
    ),
    _state(
        "Le directeur départemental des finances publiques",
        "DDFiP 04",
        attendee="la directrice départementale",
    ),
    _state(
        "L’Agence nationale pour la rénovation urbaine",
        "ANRU",
        attendee="le chargé de mission territorial",
    ),
    _state("L’Agence nationale de l’habitat", "Anah", attendee="la déléguée locale adjointe"),
    _state("L’Agence de la transition écologique", "ADEME", attendee="le directeur régional"),
    _state("Le Cerema", "Cerema", attendee="la directrice territoriale"),
    _state(
        "La Caisse des dépôts, Banque des Territoires",
        "Banque des Territoires",
        attendee="le directeur territorial",
    ),
    _elected("Le président du conseil départemental", DEPARTMENT, attendee="la vice-présidente"),
    _elected("Le président du conseil régional", "region-93", mode="EXCUSED"),
    _elected(_AMF, organisation="AMF 04", attendee="le président"),
    _elected("L’association des maires ruraux", organisation="AMR 04", mode="ABSENT"),
    _elected("Le maire de Digne-les-Bains", "commune-04070", attendee="la maire"),
    _elected(_MANOSQUE, "commune-04112", attendee="le maire"),
    _elected("Le maire de Forcalquier", "commune-04088", attendee="le maire"),
    _elected("Le maire de Barcelonnette", "commune-04019", mode="REPRESENTED", proxy_to=_AMF),
    _elected("Le maire de Castellane", "commune-04039", attendee="un adjoint au maire"),
    _elected(
        "Le président de Provence-Alpes-Agglomération", "epci-200067437", attendee="la présidente"
    ),
    _elected(
        "Le président de Durance-Lubéron-Verdon Agglomération",
        "epci-200034700",
        mode="REPRESENTED",
        proxy_to=_MANOSQUE,
    ),
    _elected(
        "Le président du Pays de Forcalquier et Montagne de Lure",
        "epci-240400440",
        attendee="le président",
    ),
    _elected(
        "Le président d’Alpes-Provence-Verdon",
        "epci-200068625",
        attendee="le directeur général des services",
    ),
    _engineering(
        "L’agence départementale Ingénierie et territoires", "IT04", attendee="le directeur"
    ),
    _engineering(
        "Le conseil d’architecture, d’urbanisme et de l’environnement",
        "CAUE 04",
        attendee="la directrice",
    ),
    _engineering(
        "L’établissement public foncier", "EPF PACA", attendee="le directeur du développement"
    ),
    _engineering("Le parc naturel régional du Verdon", "PNR du Verdon", attendee="la directrice"),
    _engineering("Le parc naturel régional du Luberon", "PNR du Luberon", mode="EXCUSED"),
    _engineering(
        "La chambre de commerce et d’industrie", "CCI 04", attendee="un élu de la chambre"
    ),
    _engineering("La chambre de métiers et de l’artisanat", "CMAR PACA", mode="ABSENT"),
)

# Beside what the agenda proposes by itself (demands, follow-up, projects, orientations).
ITEMS = (
    ItemSeed(
        "FREE",
        "« Petites villes de demain », après « Action cœur de ville »",
        "TAKES_NOTE",
        brief=(
            "Le programme « Petites villes de demain », qui vient après « Action cœur de ville », "
            "montre ce que l’accompagnement veut dire : les partenaires locaux réunis autour d’un "
            "projet complexe.\n\n"
            "– Le guichet unique des projets complexes, mis en place et tenu par la direction "
            "départementale des territoires (DDT), reçoit et oriente les demandes.\n"
            "– L’État apporte un soutien financier à travers la Banque des Territoires.\n"
            "– L’agence départementale Ingénierie et territoires (IT04), du conseil départemental, "
            "intervient auprès des communes."
        ),
        note=(
            "Le programme reçoit déjà un accueil favorable de l’ensemble des élus locaux, parce "
            "qu’il répond aux besoins des collectivités."
        ),
    ),
)
# What the committee did of the items that the agenda proposed, by their kind.
OUTCOMES = {
    "NATIONAL_NEWS": "INFORMED",
    "DEMANDS": "INFORMED",
    "FOLLOW_UP": "INFORMED",
    "PROJECTS": "INFORMED",
    "ORIENTATION": "ORIENTATION_ADOPTED",
}

PROMISES = (
    PromiseSeed(
        "Publier l’adresse du guichet unique et le délai dans lequel il répond",
        "DDT 04",
        date(2021, 1, 31),
    ),
    PromiseSeed(
        "Présenter au comité les prestations ouvertes aux communes et leurs conditions",
        "IT04",
        date(2021, 6, 30),
    ),
)

CLOSING_WORDS = (
    "La préfète donne le sens de la séance : mettre l’État « en mode solution » et donner aux "
    "élus un accompagnement sur mesure, pour que leurs projets se réalisent."
)
