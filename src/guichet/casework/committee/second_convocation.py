"""Whether a second convocation frees the committee from the quorum. Pure Python.

CRPA R133-10: without quorum, the commission deliberates validly without any after a second
convocation « on the same agenda », which says that no quorum will be required. An agenda that has
gained a point is another agenda, and the freedom does not cover it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from guichet.foundations.toolkit.text import sentence_list

BASIS = "article R133-10 du CRPA"
MENTION = "Aucun quorum ne sera exigé"


@dataclass(frozen=True)
class Point:
    """What makes a point of the agenda the same: its kind, its title and what it bears on."""

    kind: str
    title: str
    about: str = ""


@dataclass(frozen=True)
class Check:
    frees: bool
    sentence: str
    basis: str = BASIS


def fingerprint(points: Iterable[Point]) -> str:
    """The same for the same points in the same order, whatever the spaces and the capitals."""
    plain = [[one.kind, " ".join(one.title.split()).casefold(), one.about] for one in points]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def check(
    first: Iterable[Point], second: Iterable[Point], *, letter: str, missed_quorum: bool
) -> Check:
    """Whether the second meeting may deliberate without quorum, and otherwise what to mend."""
    before, after = tuple(first), tuple(second)
    if not missed_quorum:
        return Check(False, f"La première séance avait le quorum : il reste exigé ({BASIS}).")
    if fingerprint(before) != fingerprint(after):
        added = [one.title for one in after if one not in before]
        removed = [one.title for one in before if one not in after]
        parts = []
        if added:
            parts.append(f"ajouté : {sentence_list(added)}")
        if removed:
            parts.append(f"retiré : {sentence_list(removed)}")
        what = " ; ".join(parts) or "l’ordre des points a changé"
        return Check(
            False,
            f"L’ordre du jour n’est plus celui de la première convocation ({what}) : le quorum "
            "reste exigé. Reprenez le même ordre du jour, ou convoquez une autre séance "
            f"({BASIS}).",
        )
    if MENTION.casefold() not in letter.casefold():
        return Check(
            False,
            "La seconde convocation doit dire qu’aucun quorum ne sera exigé : ajoutez la phrase "
            f"« {MENTION} » ({BASIS}).",
        )
    return Check(
        True, f"Seconde convocation sur le même ordre du jour : aucun quorum n’est exigé ({BASIS})."
    )
