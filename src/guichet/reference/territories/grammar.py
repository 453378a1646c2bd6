"""How French ties a place name to the word before it. Pure.

INSEE gives each name a digit (« type de nom en clair », TNCC), which settles what spelling cannot:
« d’Hyères » but « de Hautes-Duyes », « de la Lozère » but « de Paris ».
"""

from guichet.foundations.toolkit.text import of

# digit → the article, when the name itself carries it; what « de » becomes before the name.
LINKS = {
    "0": ("", "de "),
    "1": ("", "d’"),
    "2": ("Le ", "du "),
    "3": ("La ", "de la "),
    "4": ("Les ", "des "),
    "5": ("L’", "de l’"),
    "6": ("Aux ", "des "),
    "7": ("Las ", "de las "),
    "8": ("Los ", "de los "),
}
CONTRACTED = {"2", "4", "6"}


def linked(name: str, digit: str) -> str:
    """« de » and the name. A commune carries its article (Le Brusquet), a department does not."""
    if digit not in LINKS:
        return of(name)
    article, link = LINKS[digit]
    if not article or not name.startswith(article):
        return f"{link}{name}"
    return f"{link}{name.removeprefix(article)}" if digit in CONTRACTED else f"de {name}"
