"""How an INSEE commune code is read, and what is said when it cannot be. Pure.

Files and hands write « 4070 », « 0407O », « 04 070 », « 2a004 »: spaces and lower case have only
one reading and are accepted; the rest is refused with the code that was probably meant.
"""

import re

SHAPE = re.compile(r"(?:\d\d|2[AB])\d{3}", re.ASCII)
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2"})
RANKS = ("premier", "deuxième", "troisième", "quatrième", "dernier")


def tidy(code: str) -> str:
    """« 04 070 » is 04070 and « 2a004 » is 2A004."""
    return re.sub(r"\s", "", code).upper()


def is_insee(code: str) -> bool:
    return SHAPE.fullmatch(code) is not None


def likely(code: str) -> str:
    """The well-formed code that was probably meant; empty when nothing can be guessed."""
    if len(re.findall(r"\d", code)) < 2:
        return ""
    mended = "".join(
        # The second sign of a Corsican code is the only letter that belongs there.
        sign if sign in "AB" and rank == 1 and code.startswith("2") else sign.translate(LOOKALIKES)
        for rank, sign in enumerate(code)
    )
    if re.fullmatch(r"\d{4}", mended):
        mended = f"0{mended}"
    return mended if is_insee(mended) and mended != code else ""


def fault(code: str) -> str:
    """What is wrong with a code that is not one: « le dernier caractère est la lettre O »."""
    if not code:
        return "il est vide"
    if re.fullmatch(r"\d{4}", code):
        return "il n’a que quatre chiffres, le zéro du début manque sans doute"
    if len(code) != 5:
        return "un code INSEE a cinq caractères"
    for rank, sign in enumerate(code):
        corsican = rank == 1 and code[0] == "2" and sign in "AB"
        if sign.isalpha() and not corsican:
            return f"le {RANKS[rank]} caractère est la lettre {sign}"
    return "un code INSEE s’écrit avec cinq chiffres (2A ou 2B en Corse)"
