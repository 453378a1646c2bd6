"""What the law says of the committee, in our own sentences, with article, source and date.

Pure: plain values, quoted by the minutes, the public page and the PDF.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReferenceText:
    """One article: how it is cited, what it says in plain words, where and when it was read."""

    citation: str
    sentence: str
    source: str
    read_on: date


_CODE = "code général des collectivités territoriales (CGCT)"
_CRPA = "code des relations entre le public et l’administration (CRPA)"
_READ_ON = date(2026, 8, 20)

AGENCY_MISSION = ReferenceText(
    f"Article L1231-2 du {_CODE}",
    "L’agence conseille et soutient les collectivités territoriales et leurs groupements dans la "
    "conception, la définition et la réalisation de leurs projets, et leur facilite l’accès à "
    "l’ingénierie juridique, financière et technique qu’elle recense.",
    "CGCT, partie législative",
    _READ_ON,
)
COMMITTEE_INFORMED = ReferenceText(
    f"Article L1232-2 du {_CODE}",
    "Le comité est informé des demandes d’accompagnement que déposent les collectivités "
    "territoriales et leurs groupements, de la suite donnée à chacune et, s’il y a lieu, de la "
    "mise en œuvre des projets. Le préfet, délégué territorial de l’agence, le réunit au moins "
    "deux fois par an.",
    "CGCT, partie législative",
    _READ_ON,
)
COMMITTEE_COMPOSITION = ReferenceText(
    f"Article R1232-10 du {_CODE}",
    "Nommés par arrêté préfectoral, ses membres forment trois familles : l’État et ses "
    "établissements publics, dont les cinq opérateurs nationaux partenaires de l’agence ; les "
    "collectivités territoriales ; les structures qui apportent de l’ingénierie aux collectivités.",
    "CGCT, partie réglementaire",
    _READ_ON,
)
MINUTES_MENTIONS = ReferenceText(
    f"Article R133-13 du {_CRPA}",
    "Le procès-verbal indique le nom et la qualité des membres présents, les questions traitées, "
    "le sens de chaque délibération et, s’il y a lieu, le nom des mandataires et des mandants.",
    "CRPA, texte consolidé",
    _READ_ON,
)
SECOND_CONVOCATION = ReferenceText(
    f"Article R133-10 du {_CRPA}",
    "Faute de quorum, le comité délibère sur seconde convocation sans condition de quorum.",
    "CRPA, texte consolidé",
    _READ_ON,
)

# What the committee is for beyond the duty of information: doctrine of the agency (instruction
# of 15 May 2020), as prefectures present it.
COMMITTEE_ROLE = (
    "Le comité définit des orientations stratégiques communes : comment, dans le département, "
    "l’ingénierie se met au service des collectivités et de leurs groupements."
)
NATIONAL_FRAME = (
    "Ces orientations déclinent les orientations nationales que valide le conseil "
    "d’administration de l’ANCT."
)

QUOTED = (AGENCY_MISSION, COMMITTEE_INFORMED, COMMITTEE_COMPOSITION, MINUTES_MENTIONS)
