"""What the cells of a line of offers mean in our lists. Pure.

Each reader takes the words of a cell, as catalogues write them, and answers codes of ours; a word
that means nothing to us is left out.
"""

import re
from collections.abc import Mapping
from datetime import date

from guichet.foundations.toolkit.sheets import clean, one_line
from guichet.foundations.toolkit.text import search_key

from .providers import place_in

ENGINEERING = (
    (r"ingenierie technique|assistance technique|^technique", "TECHNICAL"),
    (r"ingenierie financiere|^financiere", "FINANCIAL"),
    (r"ingenierie juridique|^juridique", "LEGAL"),
    (r"strateg", "STRATEGIC"),
)
PHASES = (
    (r"idee|reflexion|conception|etude|cadrage", "DESIGN"),
    (r"mise en oeuvre|realisation|operation|travaux", "DELIVERY"),
    (r"usage|valorisation|exploitation|suivi", "USE"),
)
BENEFICIARIES = (
    (r"^communes?\b|mairie", "COMMUNE"),
    (r"intercommunal|^epci|communaute", "EPCI"),
    (r"^departement", "DEPARTMENT_COUNCIL"),
    (r"^regions?\b", "REGION_COUNCIL"),
    (r"syndicat|petr", "SYNDICATE"),
)
ANY_AUTHORITY = r"collectivite"
PRICES = (
    (r"gratuit|sans frais", "FREE"),
    (r"adhe|cotisation", "MEMBERS"),
    (r"partag|cofinanc", "SHARED"),
    (r"payant|euro|ht\b|devis", "PAID"),
)
NO_PRICE = "UNKNOWN"
_COUNTRY = r"^national|^france|^europe|^international"
NATION = "pays-FR"


def parts(cell: str) -> list[str]:
    """The things that a cell lists, « ; », « | » or a line each."""
    return [one_line(part) for part in re.split(r"[;|\n]", clean(cell)) if part.strip()]


def codes(cell: str, table: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """In the order of the table."""
    keys = [search_key(part) for part in re.split(r"[;|,\n]", cell)]
    return tuple(code for mark, code in table if any(re.search(mark, key) for key in keys))


def beneficiaries(cell: str) -> tuple[str, ...] | None:
    """Kinds of authorities; none when all of them may benefit; None when no authority may."""
    found = codes(cell, BENEFICIARIES)
    keys = [search_key(part) for part in parts(cell)]
    if found or not keys or any(re.search(ANY_AUTHORITY, key) for key in keys):
        return found
    return None


def price(cell: str) -> str:
    found = codes(cell, PRICES)
    return found[0] if found else NO_PRICE


def places(cell: str, known: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The territories of a cell, and the words that name none that is known."""
    found: list[str] = []
    lost: list[str] = []
    for part in parts(cell):
        key = search_key(part)
        place = NATION if re.search(_COUNTRY, key) else known.get(key) or place_in(key, known)
        (found if place else lost).append(place or part)
    return tuple(dict.fromkeys(found)), tuple(lost)


def day(cell: str) -> date | None:
    """« 31/12/2022 » or « 2022-12-31 »; None when it is neither."""
    french = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b", cell)
    machine = re.match(r"(\d{4})-(\d{2})-(\d{2})\b", cell)
    try:
        if french:
            return date(int(french[3]), int(french[2]), int(french[1]))
        if machine:
            return date(int(machine[1]), int(machine[2]), int(machine[3]))
    except ValueError:
        pass
    return None


def prose(cell: str) -> str:
    """A description without its tags nor the wide spaces that stood for paragraphs."""
    untagged = re.sub(r"<(?:br|/p|/li)[^>]*>", "\n", cell)
    plain = clean(re.sub(r"<[^>]{1,200}>", " ", untagged))
    return re.sub(r"\n{3,}", "\n\n", plain)


def address(cell: str) -> str:
    written = one_line(cell)
    return written if re.fullmatch(r"https?://[^\s<>\"]{4,480}", written) else ""
