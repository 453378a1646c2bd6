"""French words brought to a common form, so that two texts can be compared. Pure Python."""

import re
import unicodedata

from .text import search_key

# Words that say nothing of the subject, without accents: grammar, and the politeness of letters.
_SAID_OF_ANYTHING = """
a afin aide aider ainsi alors apres au aucun aussi autre autres aux avant avec avoir beaucoup
besoin bien bonjour car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme
comment communal communale commune communes contre d dans de deja demande demander depuis des
deux devant doit doivent donc dont du elle elles en encore entre est et etaient etait etant ete
etre eux faire fait faut font ici il ils j jusqu l la laquelle le lequel les leur leurs lors
lorsque lui m ma mairie mais me meme memes merci mes mieux moins mon municipal municipale n ne
ni non nos notre nous on ont ou par parce pas pendant peu peut peuvent plus plusieurs plutot
pour pourrait pouvoir pres projet projets puis qu quand que quel quelle quelles quels qui quoi s
sa sans savoir se sera serait ses si sinon soit son sont souhaite souhaitons sous sur t ta tant
tel telle tels tes toi ton tous tout toute toutes tres trop tu un une vers village voir vos
votre vous y
"""
STOP_WORDS = frozenset(_SAID_OF_ANYTHING.split())
# Longest first: what falls, what takes its place, how many letters must stay before it.
_ENDINGS = (
    ("issements", "", 4), ("issement", "", 4), ("ations", "", 4), ("ation", "", 4),
    ("ements", "", 4), ("ement", "", 4), ("euses", "", 4), ("euse", "", 4), ("ateurs", "", 4),
    ("ateur", "", 4), ("eaux", "eau", 1), ("aux", "al", 3), ("iques", "iqu", 3), ("eurs", "", 4),
    ("eur", "", 4), ("ables", "", 4), ("able", "", 4), ("ives", "iv", 4), ("ees", "", 4),
    ("ee", "", 4), ("er", "", 4), ("es", "", 4), ("e", "", 3), ("s", "", 3), ("x", "", 3),
)  # fmt: skip


def stem(word: str) -> str:
    """« rénovation », « rénover » and « rénovés » share one stem; so do « école » and « écoles ».

    A light stemmer on purpose: it cuts endings and never changes the beginning of a word, so that
    people recognise what was compared. Takes a word without accents nor case.
    """
    for ending, instead, least in _ENDINGS:
        kept = len(word) - len(ending)
        if word.endswith(ending) and kept >= least:
            return word[:kept] + instead
    return word


def stems(text: str) -> dict[str, str]:
    """The stems of the words that carry meaning, each with the first word that gave it.

    Words of one or two letters are left out, and so are numbers: a year is not a subject.
    """
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.lower())):
        key = search_key(word)
        if len(key) > 2 and not key.isdigit() and key not in STOP_WORDS:
            found.setdefault(stem(key), word)
    return found
