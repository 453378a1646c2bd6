"""Each line of a file against what the registers know: taken, or refused with its reason. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from guichet.foundations.toolkit.sheets import Recognised, Refused, by_kind, one_line
from guichet.foundations.toolkit.text import number, plural, search_key, sentence_list
from guichet.reference.territories.codes import is_insee

from .cells import Cells, read_line
from .columns import Mapped

LONGEST_TITLE = 150
# Words before the name of a commune on the line of its town hall.
_HALL = re.compile(r"^(?:commune|mairie|ville|village)(?: (?:de la|de l|des|du|de|d))? ")
_COMMUNAL = frozenset({"commune", "communes", "com"})


@dataclass(frozen=True)
class Place:
    """A commune that exists today, and how an old code leads to it."""

    pk: str
    label: str
    name: str
    department: str
    sentence: str = ""


@dataclass(frozen=True)
class Body:
    """An authority of the directory."""

    pk: int
    name: str
    department: str
    seat: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """What must be known to read a file, loaded beforehand in a few queries."""

    department: str
    department_name: str
    places: Mapping[str, Place] = field(default_factory=dict)
    names: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    halls: Mapping[str, Body] = field(default_factory=dict)
    by_siren: Mapping[str, Body] = field(default_factory=dict)
    by_name: Mapping[str, Body] = field(default_factory=dict)
    # Keys of lines imported before, with the number that the demand bears.
    imported: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """A line that can become a demand."""

    line: int
    key: str
    title: str
    description: str
    expected_help: str
    requester: int
    requester_name: str
    commune: str
    commune_label: str
    budget: Decimal | None
    wanted_by: date | None
    contact_name: str
    contact_email: str
    contact_phone: str
    notices: tuple[str, ...]


KINDS = {
    "title": "sans intitulé",
    "elsewhere": "dans un autre département",
    "place": "commune introuvable",
    "requester": "collectivité introuvable dans l’annuaire",
    "twice": "en double dans le fichier",
    "known": "déjà importées",
}


@dataclass(frozen=True)
class Reading:
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]

    @property
    def total(self) -> int:
        return len(self.taken) + len(self.refused)

    def by_kind(self) -> list[tuple[str, int]]:
        return by_kind(self.refused, KINDS)

    def summary(self) -> str:
        said = f"{plural(self.total, 'ligne lue', 'lignes lues')}, "
        said += f"{plural(len(self.taken), 'reprise')}"
        if not self.refused:
            return f"{said}, aucune refusée."
        why = " ; ".join(f"{number(count)} : {label}" for label, count in self.by_kind())
        return f"{said}, {plural(len(self.refused), 'refusée')} ({why})."


def read_cells(found: Recognised, mapping: Mapped) -> Iterable[Cells]:
    for line in found.lines:
        yield read_line(line, mapping)


def read(found: Recognised, mapping: Mapped, known: Gazetteer) -> Reading:
    """Every line of the file, in its order; a line that repeats another is refused once more."""
    taken: list[Taken] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for line in found.lines:
        cells = read_line(line, mapping)
        answer = _read_one(cells, known)
        if isinstance(answer, Taken):
            answer = _once(answer, seen, known)
        if isinstance(answer, Taken):
            seen[answer.key] = answer.line
            others = _others(found, line.cells, mapping)
            taken.append(_with_others(answer, others))
        else:
            refused.append(answer)
    return Reading(tuple(taken), tuple(refused))


def _once(one: Taken, seen: Mapping[str, int], known: Gazetteer) -> Taken | Refused:
    if one.key in seen:
        sentence = f"Répète la ligne {seen[one.key]} : la première suffit."
        return Refused(one.line, "twice", one.title, sentence)
    if one.key in known.imported:
        number = known.imported[one.key]
        return Refused(one.line, "known", one.title, f"Déjà importée : c’est la demande {number}.")
    return one


def _read_one(cells: Cells, known: Gazetteer) -> Taken | Refused:
    if not cells.title:
        return Refused(cells.number, "title", "", "La ligne n’a pas d’intitulé.")
    place, fault = _place(cells, known)
    body = known.by_siren.get(cells.siren) or known.by_name.get(search_key(cells.requester))
    if fault and not (body and not cells.insee and not cells.commune):
        return _refusal(cells, *fault)
    if place is None and body is not None:
        place = known.places.get(body.seat)
    if place is None:
        sentence = "Aucune commune n’est indiquée : ajoutez son code INSEE ou son nom."
        return _refusal(cells, "place", sentence)
    if place.department != known.department:
        return _refusal(cells, "elsewhere", _elsewhere(place.label, known))
    body = body or _hall(cells, place, known)
    if body is None:
        who = f"« {cells.requester or cells.siren} »"
        sentence = (
            f"{who} n’est pas une collectivité connue de l’annuaire du département. Ajoutez-la à "
            "l’annuaire, ou écrivez le nom de la commune."
        )
        return _refusal(cells, "requester", sentence)
    return _taken(cells, place, body)


def _elsewhere(what: str, known: Gazetteer) -> str:
    here = f"{known.department_name} ({known.department})"
    return f"{what} n’est pas dans le département de ce guichet, {here}."


def _refusal(cells: Cells, kind: str, sentence: str) -> Refused:
    return Refused(cells.number, kind, cells.title, sentence)


def _place(cells: Cells, known: Gazetteer) -> tuple[Place | None, tuple[str, str] | None]:
    if cells.insee:
        found = known.places.get(cells.insee)
        if found is None:
            if is_insee(cells.insee) and not cells.insee.startswith(known.department):
                return None, ("elsewhere", _elsewhere(cells.insee, known))
            sentence = f"Aucune commune n’a ni n’a eu le code INSEE {cells.insee}."
            return None, ("place", sentence)
        return found, None
    name = cells.commune or (_called(cells.requester) if not cells.siren else "")
    if not name:
        return None, ("place", "Aucune commune n’est indiquée : ajoutez son code INSEE.")
    found_by_name = known.names.get(search_key(name), ())
    if len({place.pk for place in found_by_name}) == 1:
        return found_by_name[0], None
    if found_by_name:
        labels = sentence_list((place.label for place in found_by_name), last="ou")
        return None, ("place", f"Plusieurs communes s’appellent « {name} » : {labels}.")
    sentence = f"Aucune commune du département ne s’appelle « {name} »."
    return None, ("place", sentence)


def _hall(cells: Cells, place: Place, known: Gazetteer) -> Body | None:
    """The commune itself, when the line says so or names nobody else."""
    hall = known.halls.get(place.pk)
    named = search_key(_called(cells.requester))
    is_commune = not named or cells.requester_kind in _COMMUNAL or named == search_key(place.name)
    if cells.siren and not cells.requester and not cells.requester_kind:
        # A number that nobody bears here is somebody: never put down to the commune.
        return None
    return hall if is_commune else None


def _called(requester: str) -> str:
    """« COMMUNE DE BANON » is called Banon."""
    return _HALL.sub("", search_key(requester))


def _taken(cells: Cells, place: Place, body: Body) -> Taken:
    notices = [*cells.notices, *([place.sentence] if place.sentence else [])]
    title, description = cells.title, cells.description
    if len(title) > LONGEST_TITLE:
        description = f"{title}\n\n{description}".strip()
        title = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    key = hashlib.sha256(f"{body.pk}|{place.pk}|{cells.key}".encode()).hexdigest()
    return Taken(
        line=cells.number,
        key=key,
        title=title,
        description=description,
        expected_help=cells.expected_help,
        requester=body.pk,
        requester_name=body.name,
        commune=place.pk,
        commune_label=place.label,
        budget=cells.budget,
        wanted_by=cells.wanted_by,
        contact_name=cells.contact_name,
        contact_email=cells.contact_email,
        contact_phone=cells.contact_phone,
        notices=tuple(notices),
    )


def _others(found: Recognised, cells: tuple[str, ...], mapping: Mapped) -> str:
    """The columns that became no field, « heading : text »: nothing of the line is lost."""
    used = {rank for target, rank in mapping.items() if target not in {"budget", "wanted_by"}}
    headings = found.headings
    return "\n".join(
        f"{headings[rank] if rank < len(headings) else f'colonne {rank + 1}'} : {one_line(text)}"
        for rank, text in enumerate(cells)
        if rank not in used and text.strip()
    )


def _with_others(one: Taken, others: str) -> Taken:
    told = "\n\n".join(part for part in (one.description, others) if part)
    return Taken(**{**one.__dict__, "description": told})
