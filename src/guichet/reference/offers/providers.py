"""What the name of a body tells: its nature, its level, the territory that it speaks of. Pure.

Names are those of public catalogues (« Conseil départemental du Morbihan », « DDT de la Lozère »,
« Agence technique départementale de la Charente - ATD16… »). Where the name does not say, nothing
is guessed: the level is national and the territory empty, which the desk completes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from guichet.foundations.toolkit.text import search_key

# A piece of the name → nature, level. The first that is found speaks.
_MARKS: tuple[tuple[str, str, str], ...] = (
    (r"^id77\b", "TECHNICAL_AGENCY", "DEPARTMENTAL"),
    (r"conseil departemental|^departement ", "DEPARTMENT_COUNCIL", "DEPARTMENTAL"),
    (r"conseil regional|^region ", "REGION_COUNCIL", "REGIONAL"),
    (r"agence nationale de la cohesion|^anct\b", "NATIONAL_AGENCY", "ANCT"),
    (r"agences? (technique|departementale)|ingenierie|^adica|^atd|^adac", "TECHNICAL_AGENCY",
     "DEPARTMENTAL"),
    (r"\bcaue\b|conseil (d )?architecture", "CAUE", "DEPARTMENTAL"),
    (r"etablissements? publics? fonciers?|\bepfl?\b|\bsafer\b", "LAND_AGENCY", "REGIONAL"),
    (r"parc naturel|\bpnr\b", "NATURE_PARK", "LOCAL"),
    (r"^(communaute|metropole)|agglomeration", "EPCI", "LOCAL"),
    (r"syndicat|\bpetr\b|service public des energies", "SYNDICATE", "DEPARTMENTAL"),
    (r"\bddtm?\b|direction departementale|^prefecture", "STATE_SERVICE", "DEPARTMENTAL"),
    (r"\bdreal\b|\bdraaf?\b|\bdrac\b|direction regionale", "STATE_SERVICE", "REGIONAL"),
    (r"chambres? d", "CHAMBER", "DEPARTMENTAL"),
    (r"agences? d urbanisme|agences? locales?|agences? departementales|^alte\b", "ASSOCIATION",
     "DEPARTMENTAL"),
    (r"agence de l eau", "NATIONAL_AGENCY", "REGIONAL"),
    (r"ministere|direction generale|^mission|^mtes?\b|^mct\b|^maa\b|^dgpr|^cgdd", "STATE_SERVICE",
     "NATIONAL"),
    (r"banque des territoires|cerema|ademe|anah\b|agence nationale|\bbrgm\b|\bofb\b|\bafb\b|"
     r"\bign\b|meteo ?france|franceagrimer|bpifrance", "NATIONAL_OPERATOR", "NATIONAL"),
    (r"association|federation|fondation|\breseau\b|union", "ASSOCIATION", "NATIONAL"),
)  # fmt: skip
_NEARBY = frozenset({"LOCAL", "DEPARTMENTAL", "REGIONAL"})
_LEVEL_OF_PLACE = {"departement": "DEPARTMENTAL", "region": "REGIONAL", "epci": "LOCAL"}


@dataclass(frozen=True)
class Guess:
    """`place` is the key of a territory, empty when the name does not say where."""

    kind: str
    level: str
    place: str = ""


def guess(name: str, places: Mapping[str, str]) -> Guess:
    """`places` are search keys of departments and regions, « morbihan » → « departement-56 »."""
    key = search_key(name)
    kind, level = next(
        ((kind, level) for mark, kind, level in _MARKS if re.search(mark, key)),
        ("OTHER", "NATIONAL"),
    )
    place = place_in(key, places)
    if not place and level in {"NATIONAL", "ANCT"}:
        return Guess(kind, level, "pays-FR" if kind not in {"OTHER", "ASSOCIATION"} else "")
    if place and level == "NATIONAL" and kind != "STATE_SERVICE":
        level = _LEVEL_OF_PLACE.get(place.split("-")[0], level)
    return Guess(kind, level, place)


def place_in(key: str, places: Mapping[str, str]) -> str:
    """The longest name of a territory in the text; « ATD 54 », « SDE22 », « 19 - Conseil… » by
    their number."""
    inside = [name for name in places if f" {name} " in f" {key} " and not name.isdigit()]
    if inside:
        return places[max(inside, key=len)]
    number = re.search(r"\b[a-z]*[a-z ](\d\d)\b|^(\d\d) ", f"{key}")
    if number is None:
        return ""
    return places.get(number[1] or number[2] or "", "")
