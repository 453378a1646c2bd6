"""Amounts of money as French people type them, read into exact cents.

A town hall pastes « 12 500,50 € » with any kind of space from a quotation or a spreadsheet, and
sometimes « 12500.50 » from an English one. Nothing is guessed where two readings are possible:
« 1.500 » may be fifteen hundred or one and a half, so the person is asked to say.
"""

import re
import unicodedata
from decimal import Decimal

from .errors import DomainError
from .text import NBSP

# Ten digits before the comma and two after: the column holds twelve digits in all.
MAX_WHOLE_DIGITS = 10
LARGEST = Decimal("9999999999.99")

_CURRENCY = re.compile(r"\s*(?:€|euros?|eur)$", re.IGNORECASE)
_WHOLE = re.compile(r"\d+|\d{1,3}(?: \d{3})+")
_THOUSANDS_WITH_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_THOUSANDS_WITH_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_EXAMPLE = f"« 12{NBSP}500,50 »"


class MoneyRefused(DomainError):
    """What was typed is not an amount that can be kept."""


def parse_euros(text: str) -> Decimal:
    """The exact amount in what somebody typed, with two decimals.

    Zero is an amount; whoever needs a positive one says so itself. Raises MoneyRefused with a
    French sentence that names the mend.
    """
    typed = _plain(text)
    if not typed:
        raise MoneyRefused(f"Indiquez un montant en euros, par exemple {_EXAMPLE}.")
    if typed.startswith("-"):
        raise MoneyRefused("Le montant ne peut pas être négatif : retirez le signe « - ».")
    amount = _read(typed, text.strip())
    if amount > LARGEST:
        raise MoneyRefused(
            "Le montant est trop grand : au plus dix chiffres avant la virgule. "
            "Vérifiez qu’il est bien en euros."
        )
    return amount


def _plain(text: str) -> str:
    """Any space as one plain space, any dash as a hyphen, no currency."""
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", text))
    dashed = re.sub("[\u2010-\u2015\u2212]", "-", spaced)
    bare = _CURRENCY.sub("", dashed.strip())
    return re.sub(r" +", " ", bare).strip()


def _read(typed: str, shown: str) -> Decimal:
    if _THOUSANDS_WITH_DOTS.fullmatch(typed) or _THOUSANDS_WITH_COMMAS.fullmatch(typed):
        raise MoneyRefused(
            f"« {shown} » peut se lire de deux façons : séparez les milliers par une espace "
            f"et les centimes par une virgule, par exemple {_EXAMPLE}."
        )
    whole, _, cents = typed.replace(".", ",").partition(",")
    whole = whole.strip()
    if not _WHOLE.fullmatch(whole) or not typed.isascii():
        raise MoneyRefused(
            f"« {shown} » n’est pas un montant : écrivez seulement des chiffres, par exemple "
            f"{_EXAMPLE}."
        )
    if not re.fullmatch(r"\d{0,2}", cents):
        raise MoneyRefused(
            "Un montant a au plus deux chiffres après la virgule (les centimes) : "
            f"par exemple {_EXAMPLE}."
        )
    if len(whole.replace(" ", "").lstrip("0")) > MAX_WHOLE_DIGITS:
        return LARGEST + 1
    return Decimal(f"{whole.replace(' ', '')}.{cents or '0'}").quantize(Decimal("0.01"))
