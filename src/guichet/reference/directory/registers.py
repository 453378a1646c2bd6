"""How a SIREN or a SIRET is read, and what is said when it cannot be. Pure.

The check digit catches one wrong figure in ten thousand files; the sentence says which of the usual
accidents happened: a SIRET for a SIREN, figures missing, a spreadsheet's rounding, a typing slip.
"""

import re

from stdnum.fr import siren as siren_rule
from stdnum.fr import siret as siret_rule

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.text import NBSP

SIREN_LENGTH, SIRET_LENGTH = 9, 14


class UnreadableNumber(DomainError):
    """A SIREN or a SIRET that is not one."""


def read_siren(text: str) -> str:
    """Nine digits; spaces, dots and dashes are nothing."""
    digits = _digits("SIREN", text)
    if len(digits) == SIRET_LENGTH and siret_rule.is_valid(digits):
        raise UnreadableNumber(
            f"Le numéro {text.strip()} est un SIRET : le SIREN en est le début, "
            f"{grouped(digits[:SIREN_LENGTH])}."
        )
    return _checked("SIREN", digits, SIREN_LENGTH, siren_rule.is_valid(digits))


def read_siret(text: str) -> str:
    """Fourteen digits: the SIREN of the body, then the number of its establishment."""
    digits = _digits("SIRET", text)
    if len(digits) == SIREN_LENGTH and siren_rule.is_valid(digits):
        raise UnreadableNumber(
            f"Le numéro {text.strip()} est un SIREN : ajoutez les cinq chiffres de l’établissement "
            "pour en faire un SIRET."
        )
    return _checked("SIRET", digits, SIRET_LENGTH, siret_rule.is_valid(digits))


def grouped(digits: str) -> str:
    """« 210 400 701 », « 210 400 701 00013 », with spaces that do not break."""
    parts = [digits[start : start + 3] for start in range(0, SIREN_LENGTH, 3)]
    return NBSP.join(part for part in [*parts, digits[SIREN_LENGTH:]] if part)


def _digits(name: str, text: str) -> str:
    compact = re.sub(r"[\s.\-]", "", text)
    if not compact:
        raise UnreadableNumber(f"Le {name} est vide.")
    if re.search(r"\dE\+?\d", compact, re.IGNORECASE):
        raise UnreadableNumber(
            f"Le {name} {text.strip()} a été arrondi par un tableur : mettez la colonne en texte "
            "et reprenez le numéro entier."
        )
    wrong = re.search(r"[^0-9]", compact)
    if wrong:
        raise UnreadableNumber(
            f"Le {name} {text.strip()} contient « {wrong[0]} » : il ne s’écrit qu’avec des "
            "chiffres."
        )
    return compact


def _checked(name: str, digits: str, length: int, is_valid: bool) -> str:
    if len(digits) != length:
        raise UnreadableNumber(
            f"Le {name} {digits} a {len(digits)} chiffres : il en faut {length}."
        )
    if not is_valid:
        raise UnreadableNumber(
            f"Le {name} {grouped(digits)} n’existe pas : sa clé de contrôle est fausse. "
            "Un chiffre est sans doute mal recopié."
        )
    return digits
