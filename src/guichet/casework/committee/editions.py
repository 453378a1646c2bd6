"""What was sent to the members, frozen, and what changed since. Pure Python.

Each sending has its number. Its content is kept as plain values with their fingerprint, so that
the document can be set again, letter by letter, years later; a new sending says in plain words what
it changes (CRPA R133-8: members receive the agenda and the papers, not a riddle).
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from guichet.foundations.toolkit.text import sentence_list

from .drafting import without_masked

Content = Mapping[str, Any]

RESTRICTED = "Point réservé aux membres"
_LABELS = {"when": "Date et heure", "form": "Forme de la séance", "where": "Lieu ou lien"}


def fingerprint(content: Content) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def changes(before: Content, after: Content) -> tuple[str, ...]:
    """What a member who read the first sending must know of the second one, in sentences."""
    told = [
        *_points(before["points"], after["points"]),
        *_pieces(before["pieces"], after["pieces"]),
    ]
    return (*practical_changes(before, after), *told)


def practical_changes(before: Content, after: Content) -> tuple[str, ...]:
    """When, where and how: what a person who is only heard must know, and no more."""
    return tuple(
        f"{label} : {after[key] or 'à préciser'} (auparavant : {before[key] or 'à préciser'})."
        for key, label in _LABELS.items()
        if before[key] != after[key]
    )


def without_restricted(content: Content, reserved: Collection[str] = ()) -> dict[str, Any]:
    """The same, for whoever follows the committee without sitting in it; `reserved` are the numbers
    of the demands that a restricted point presents, which the annex does not name either."""
    points = [
        {**one, "title": RESTRICTED, "brief": "", "figures": []}
        if one["is_restricted"]
        else {**one, "brief": without_masked(one["brief"])}
        for one in content["points"]
    ]
    hidden = {rank for rank, one in enumerate(content["points"], 1) if one["is_restricted"]}
    pieces = [one for one in content["pieces"] if one.get("point") not in hidden]
    cases = [row for row in content["cases"] if row[0] not in reserved]
    return {**content, "points": points, "pieces": pieces, "cases": cases}


def _points(before: Sequence[Content], after: Sequence[Content]) -> list[str]:
    old, new = [one["title"] for one in before], [one["title"] for one in after]
    told = []
    added = [f"« {title} »" for title in new if title not in old]
    gone = [f"« {title} »" for title in old if title not in new]
    if added:
        told.append(f"Ajouté à l’ordre du jour : {sentence_list(added)}.")
    if gone:
        told.append(f"Retiré de l’ordre du jour : {sentence_list(gone)}.")
    if not added and not gone and old != new:
        told.append("Les points de l’ordre du jour changent d’ordre.")
    words = {one["title"]: (one["brief"], one["figures"]) for one in before}
    rewritten = [
        f"« {one['title']} »"
        for one in after
        if one["title"] in words and words[one["title"]] != (one["brief"], one["figures"])
    ]
    if rewritten:
        told.append(f"Présentation mise à jour : {sentence_list(rewritten)}.")
    return told


def _pieces(before: Sequence[Content], after: Sequence[Content]) -> list[str]:
    old = {one["name"]: one["sha256"] for one in before}
    new = {one["name"]: one["sha256"] for one in after}
    told = []
    added = [f"« {name} »" for name in new if name not in old]
    gone = [f"« {name} »" for name in old if name not in new]
    other = [f"« {name} »" for name in new if name in old and old[name] != new[name]]
    if added:
        told.append(f"Pièces ajoutées : {sentence_list(added)}.")
    if gone:
        told.append(f"Pièces retirées : {sentence_list(gone)}.")
    if other:
        told.append(f"Pièces remplacées : {sentence_list(other)}.")
    return told
