"""French words on screens: search keys, plurals, lists, money, non-breaking spaces."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

# The Imprimerie nationale's lexicon: a whole space inside guillemets and before the colon, a narrow
# one before « ; ! ? ».
_WIDE = re.compile(r"(?<=«) | (?=»)| (?=:(?:\s|$))")
_HIGH = re.compile(r" (?=[;?!](?:\s|$|[.»)]))")

_CONTRACTIONS = tuple(
    (re.compile(rf"\b{apart}"), joined)
    for apart, joined in (
        ("de Le ", "du "), ("de Les ", "des "), ("à Le ", "au "), ("à Les ", "aux "),
        ("de (?=[AEIOUÀÂÉÈÊÎÔ])", "d’"),
    )
)  # fmt: skip

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": " ", "'": " "})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


def search_key(text: str) -> str:
    """The accent-blind, case-blind form used both to store a name and to look for it.

    « St-André-les-Alpes » and « SAINT ANDRE LES ALPES » have the same key. Separators become
    one space; « st » and « ste » are spelt out because town halls write both.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    words = re.findall(r"[a-z0-9]+", letters)
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def plural(count: int, one: str, many: str = "") -> str:
    """« 1 demande », « 2 demandes », « 0 demande »: French puts zero in the singular."""
    return f"{number(count)}{NBSP}{agreed(count, one, many or f'{one}s')}"


def agreed(count: int, one: str, many: str = "") -> str:
    """The words alone, in the number that the count asks for; `many` when it differs."""
    return one if abs(count) < 2 else (many or one)


def number(value: int | Decimal) -> str:
    """A whole number or a decimal as French prints it: « 1 234 », « 12,5 »."""
    return f"{value:,}".replace(",", NARROW_NBSP).replace(".", ",")


def duration(minutes: int) -> str:
    """« 45 minutes », « 1 h 25 », « 2 heures »."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return plural(left, "minute")
    return f"{hours}{NBSP}h{NBSP}{left:02d}" if left else plural(hours, "heure")


def euros(amount: Decimal) -> str:
    """« 12 500 € », with cents only when there are some."""
    whole = amount == amount.to_integral_value()
    shown = amount.quantize(Decimal(1)) if whole else amount.quantize(Decimal("0.01"))
    return f"{number(shown)}{NBSP}€"


def sentence_list(words: Iterable[str], last: str = "et") -> str:
    """« a, b et c »."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def of(name: str) -> str:
    """« de Banon », « d’Oraison », « du Brusquet », « des Mées »: the elision a letter needs."""
    told = contracted(f"de {name}")
    # Of a name that stands alone, a mute « h » and a « y » are elided too.
    vowel = search_key(name)[:1] in "aeiouyh"
    return f"d’{name}" if vowel and told.startswith("de ") else told


def at(name: str) -> str:
    """« à Banon », « au Brusquet », « aux Mées »."""
    return contracted(f"à {name}")


def contracted(sentence: str) -> str:
    """A sentence in which names were put after « de » or « à »: « de Le maire » is « du maire »,
    « à Les Mées » is « aux Mées », « de IT04 » is « d’IT04 »."""
    for apart, joined in _CONTRACTIONS:
        sentence = apart.sub(joined, sentence)
    return sentence


def capitalised(text: str) -> str:
    """First letter in capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def uncapitalised(label: str) -> str:
    """A label inside a sentence: « service de l’État », but « CAUE »."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def typeset(text: str) -> str:
    """French spacing: a space before « : ; ? ! » » and after « « » never ends a line.

    Only a space that is there is changed; none is added, so that an address or a clock time stays
    what it is. What is typeset already is given back as it is.
    """
    return _HIGH.sub(NARROW_NBSP, _WIDE.sub(NBSP, text))
