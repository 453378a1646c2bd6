"""What a cell of a published list says of a territory: yes, no, an amount, or nothing sure. Pure.

Nobody's silence is a no: a word that was given no meaning is refused, a partial classification is
« à vérifier ».
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.money import parse_euros
from guichet.foundations.toolkit.text import search_key

LARGEST = 1_000_000
YES = frozenset({"oui", "o", "1", "x", "vrai", "true", "yes", "c", "adherent", "membre"})
NO = frozenset({"non", "n", "0", "faux", "false", "no", "aucun", "aucune"})
# What says yes by itself in a list of that kind, then what says no.
_NAMED = {
    "MOUNTAIN": r"montagne",
    "RURAL": r"\brura",
    "REVITALISATION": r"\bfrr\b",
    "RURAL_BY_LAW": r"\brura",
    "ASSISTED": r"eligible|beneficiaire",
    "MEMBERS": r"adherent|membre",
}
_CONTRARY = {"RURAL": r"urbain|petites villes"}
_NEVER = r"(?!)"
_NEGATION = re.compile(r"^(?:non|hors|pas)\b|\bnon class")
# Classified for a part only: not a yes, not a no either.
_PARTIAL = re.compile(r"partiel|\bpc\b|inconnu|verifier|ne sait pas")


class NotRead(DomainError):
    """The cell says something that nobody has given a meaning to."""


@dataclass(frozen=True)
class How:
    """How the cells of a list are to be read; words as they are written in it."""

    rule: str = "WORDS"
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    empty_is_no: bool = False


@dataclass(frozen=True)
class Said:
    """Yes, no, or not known (None); an amount where the list gives one."""

    holds: bool | None
    amount: int | None = None

    @property
    def words(self) -> str:
        if self.amount is not None:
            return "montant"
        return {True: "oui", False: "non", None: "à vérifier"}[self.holds]


NOTHING_SURE = Said(None)


def said(cell: str, how: How) -> Said:
    """What the cell says; NotRead when it says something else."""
    text = " ".join(cell.split())
    if how.rule == "LISTED":
        return Said(True)
    if not text:
        return Said(False) if how.empty_is_no and how.rule != "AMOUNT" else NOTHING_SURE
    if how.rule == "FILLED":
        return Said(True)
    if how.rule == "BROADER":
        return NOTHING_SURE
    if how.rule == "AMOUNT":
        return Said(True, _amount(text))
    return _in_words(text, how)


def parts(cell: str) -> list[str]:
    """The words of a cell that holds several: « Rurale|Montagne », one per line, with « ; »."""
    return [part.strip() for part in re.split(r"[;|\n]", cell) if part.strip()]


def guess(values: Iterable[str], *, kind: str, has_column: bool) -> How:
    """How such cells are probably to be read; shown to the person before anything is written."""
    if kind == "POTENTIAL":
        return How("AMOUNT")
    if not has_column:
        return How("LISTED") if kind == "MEMBERS" else How()
    filled = [value for value in values if value.strip()]
    if kind == "MOUNTAIN" and any("massif" in search_key(value) for value in filled):
        return How("BROADER", empty_is_no=True)
    several = any(len(parts(value)) > 1 for value in filled)
    found: dict[str, list[str]] = {"yes": [], "no": [], "unsure": []}
    for word in sorted({part for value in filled for part in parts(value)}):
        meaning = _meaning(search_key(word), kind)
        # In a column of several labels, the others say that this one is not given.
        if meaning or several:
            found[meaning or "no"].append(word)
    yes, no, unsure = (tuple(found[name]) for name in ("yes", "no", "unsure"))
    return How("WORDS", yes, no, unsure, empty_is_no=several)


def _meaning(key: str, kind: str) -> str:
    if _PARTIAL.search(key) or _is_unsure(key, kind):
        return "unsure"
    if key in NO or _NEGATION.search(key) or re.search(_CONTRARY.get(kind, _NEVER), key):
        return "no"
    return "yes" if key in YES or re.search(_NAMED.get(kind, _NEVER), key) else ""


def _is_unsure(key: str, kind: str) -> bool:
    """A member through its intercommunality is not one itself; a commune that left the former
    zoning keeps some effects of the new one (loi 2025-127, article 99) without its classification.
    """
    return (kind, key) == ("MEMBERS", "0") or (kind == "REVITALISATION" and "beneficiaire" in key)


@lru_cache(maxsize=4096)
def _in_words(text: str, how: How) -> Said:
    keys = {_key(part) for part in [text, *parts(text)]}
    for words, answer in ((how.yes, True), (how.unsure, None), (how.no, False)):
        if keys & {_key(word) for word in words}:
            return Said(answer)
    raise NotRead(
        f"« {text[:80]} » n’est dit ni oui, ni non, ni à vérifier : donnez-lui un sens dans "
        "« Corriger la lecture »."
    )


def _key(word: str) -> str:
    """« FRR+ » and « FRR » are two words, which the key of search would confuse."""
    return f"{search_key(word)}{'+' if word.rstrip().endswith('+') else ''}"


def _amount(text: str) -> int:
    # A machine's decimals, « 1234.5678 »; « 1.500 » stays refused, for it may be fifteen hundred.
    machine = re.fullmatch(r"(\d{4,}|\d+(?=[.,]\d{4,}))(?:[.,](\d+))?", text)
    try:
        euros = (
            Decimal(f"{machine[1]}.{machine[2] or 0}") if machine else parse_euros(text)
        ).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    except DomainError as refusal:
        raise NotRead(refusal.sentence) from refusal
    if euros > LARGEST:
        raise NotRead(
            f"« {text} » est trop grand pour un montant par habitant : vérifiez la colonne choisie."
        )
    return int(euros)
