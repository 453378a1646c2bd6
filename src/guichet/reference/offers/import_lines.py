"""Each line of a file of offers against what the registers know: taken, or refused with its
reason. Pure: nothing is written before the whole file has been read."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.sheets import (
    Line,
    Recognised,
    Refused,
    by_kind,
    clean,
    one_line,
)
from guichet.foundations.toolkit.text import plural, search_key, sentence_list
from guichet.reference.policies.suggestion import Lexicon

from . import import_cells as cells
from .providers import Guess, guess
from .theme_labels import Mapped, map_themes

LONGEST_TITLE, LONGEST_NAME, LONGEST_KEY = 200, 200, 120
KINDS = {
    "title": "sans intitulé",
    "provider": "sans organisme connu",
    "closed": "déjà closes",
    "engineering": "sans ingénierie (une aide financière seule)",
    "beneficiaries": "pas pour les collectivités",
    "elsewhere": "proposées ailleurs",
    "twice": "en double dans le fichier",
}


@dataclass(frozen=True)
class Body:
    """An organisation of the directory, and where it works."""

    pk: int
    name: str
    level: str
    place: str


@dataclass(frozen=True)
class Existing:
    """An offer that this source brought before."""

    pk: int
    digest: str


@dataclass(frozen=True)
class Known:
    """What must be known to read a file, loaded beforehand in a few queries."""

    today: date
    lexicon: Lexicon
    labels: Mapping[str, tuple[str, ...]]
    # Search keys and numbers of departments and regions; the names of their keys.
    places: Mapping[str, str]
    place_names: Mapping[str, str]
    bodies: Mapping[str, Body]
    existing: Mapping[str, Existing] = field(default_factory=dict)
    # The department whose desk imports, and every territory that touches it; empty: anywhere.
    department: str = ""
    touching: frozenset[str] = frozenset()
    makes_providers: bool = False
    default_provider: str = ""
    key_prefix: str = ""


@dataclass(frozen=True)
class Taken:
    """A line that can become an offer, or mend one."""

    line: int
    key: str
    digest: str
    title: str
    summary: str
    provider: str
    body: int | None
    guess: Guess
    places: tuple[str, ...]
    themes: Mapped
    engineering: tuple[str, ...]
    phases: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    price: str
    contact: str
    link: str
    closes_on: date | None
    offer: int | None
    is_new: bool
    is_changed: bool
    notices: tuple[str, ...]

    @property
    def verb(self) -> str:
        if self.is_new:
            return "à créer"
        return "à mettre à jour" if self.is_changed else "inchangée"


@dataclass(frozen=True)
class Reading:
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]

    @property
    def total(self) -> int:
        return len(self.taken) + len(self.refused)

    @property
    def to_create(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.is_new)

    @property
    def to_update(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.is_changed and not one.is_new)

    @property
    def to_write(self) -> int:
        return len(self.to_create) + len(self.to_update)

    def by_kind(self) -> list[tuple[str, int]]:
        return by_kind(self.refused, KINDS)

    def new_providers(self) -> list[tuple[str, Guess, int]]:
        """Bodies that the directory lacks, and how many offers each brings."""
        missing = [one for one in self.to_create if one.body is None]
        counts = Counter(one.provider for one in missing)
        guesses = {one.provider: one.guess for one in missing}
        return [(name, guesses[name], counts[name]) for name in sorted(counts)]

    def theme_labels(self) -> list[tuple[str, tuple[str, ...], int]]:
        """Each theme that the file names, ours for it, and on how many lines."""
        counts = Counter(label for one in self.taken for label, _ in one.themes.labels)
        codes = {label: found for one in self.taken for label, found in one.themes.labels}
        return [(label, codes[label], counts[label]) for label, _ in counts.most_common()]

    def summary(self) -> str:
        same = len(self.taken) - self.to_write
        said = [
            plural(self.total, "ligne lue", "lignes lues"),
            plural(len(self.to_create), "offre à créer", "offres à créer"),
            plural(len(self.to_update), "à mettre à jour", "à mettre à jour"),
            *([plural(same, "inchangée")] if same else []),
        ]
        if not self.refused:
            return f"{', '.join(said)}, aucune refusée."
        why = sentence_list(f"{count} {label}" for label, count in self.by_kind())
        return f"{', '.join(said)}, {plural(len(self.refused), 'refusée')} ({why})."


class _Refusal(Exception):
    def __init__(self, kind: str, sentence: str) -> None:
        self.kind, self.sentence = kind, sentence


def read(found: Recognised, mapping: Mapping[str, int], known: Known) -> Reading:
    """Every line of the file, in its order; a line that repeats another is refused."""
    taken: list[Taken] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for line in found.lines:
        said = {target: clean(line.cell(rank)) for target, rank in mapping.items()}
        try:
            one = _read_one(line, said, known)
            if one.key in seen:
                raise _Refusal("twice", f"Répète la ligne {seen[one.key]} : la première suffit.")
        except _Refusal as refusal:
            title = one_line(said.get("title", ""))
            refused.append(Refused(line.number, refusal.kind, title, refusal.sentence))
            continue
        seen[one.key] = line.number
        taken.append(one)
    return Reading(tuple(taken), tuple(refused))


def key_of(said: Mapping[str, str], prefix: str) -> str:
    """Its number in the source, else what is written of it; after the name of the source."""
    number = one_line(said.get("key", ""))
    if not number:
        written = f"{search_key(said.get('title', ''))}|{search_key(said.get('provider', ''))}"
        number = hashlib.sha256(written.encode()).hexdigest()[:32]
    return f"{prefix}{number}"[:LONGEST_KEY]


def _read_one(line: Line, said: Mapping[str, str], known: Known) -> Taken:
    title = one_line(said.get("title", ""))
    if not title:
        raise _Refusal("title", "La ligne n’a pas d’intitulé.")
    notices: list[str] = []
    key = key_of(said, known.key_prefix)
    existing = known.existing.get(key)
    beneficiaries = _beneficiaries(said)
    engineering = _engineering(said)
    closes_on = _closing(said, known, is_new=existing is None, notices=notices)
    name, body, guessed = _provider(said, known, notices, is_new=existing is None)
    places = _places(said, known, body, guessed, notices)
    link, price = _link(said, notices), _price(said, notices)
    summary = cells.prose(said.get("summary", ""))
    if len(title) > LONGEST_TITLE:
        summary = f"{title}\n\n{summary}".strip()
        title = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
        notices.append("Intitulé raccourci ; il est entier dans la description.")
    digest = hashlib.sha256("\x1f".join(line.cells).encode()).hexdigest()
    return Taken(
        line=line.number,
        key=key,
        digest=digest,
        title=title,
        summary=summary,
        provider=name,
        body=body.pk if body else None,
        guess=guessed,
        places=places,
        themes=map_themes(
            (said.get("sub_themes", ""), said.get("themes", "")),
            (title, summary), known.lexicon, known.labels,
        ),
        engineering=engineering,
        phases=cells.codes(said.get("phases", ""), cells.PHASES),
        beneficiaries=beneficiaries,
        price=price,
        contact=one_line(said.get("contact", ""))[:200],
        link=link,
        closes_on=closes_on,
        offer=existing.pk if existing else None,
        is_new=existing is None,
        is_changed=existing is None or existing.digest != digest,
        notices=tuple(notices),
    )  # fmt: skip


def _beneficiaries(said: Mapping[str, str]) -> tuple[str, ...]:
    found = cells.beneficiaries(said.get("beneficiaries", ""))
    if found is None:
        who = sentence_list(part.lower() for part in cells.parts(said["beneficiaries"]))
        raise _Refusal("beneficiaries", f"S’adresse à d’autres que les collectivités : {who}.")
    return found


def _engineering(said: Mapping[str, str]) -> tuple[str, ...]:
    cell = said.get("engineering", "")
    found = cells.codes(cell, cells.ENGINEERING)
    if cell and not found:
        kinds = sentence_list(part.lower() for part in cells.parts(cell))
        raise _Refusal("engineering", f"N’apporte pas d’ingénierie, mais : {kinds}.")
    return found


def _link(said: Mapping[str, str], notices: list[str]) -> str:
    written = one_line(said.get("link", ""))
    found = cells.address(written)
    if written and not found:
        notices.append(
            f"Page à consulter « {written[:80]} » laissée de côté : il faut une seule adresse, qui "
            "commence par https://."
        )
    return found


def _price(said: Mapping[str, str], notices: list[str]) -> str:
    written = one_line(said.get("price", ""))
    found = cells.price(written)
    if written and found == cells.NO_PRICE:
        notices.append(f"Coût « {written[:80]} » non compris : à compléter avant de publier.")
    return found


def _closing(
    said: Mapping[str, str], known: Known, *, is_new: bool, notices: list[str]
) -> date | None:
    written = said.get("closes_on", "")
    if not written:
        return None
    day = cells.day(written)
    if day is None:
        notices.append(f"Date de clôture « {written} » illisible, laissée de côté.")
        return None
    if day < known.today and is_new:
        raise _Refusal("closed", f"Close depuis le {long_date(day)}.")
    return day


def _provider(
    said: Mapping[str, str], known: Known, notices: list[str], *, is_new: bool
) -> tuple[str, Body | None, Guess]:
    named = cells.parts(said.get("provider", "")) or cells.parts(known.default_provider)
    if not named:
        raise _Refusal("provider", "La ligne ne nomme aucun organisme.")
    if len(named) > 1:
        notices.append(f"Avec {sentence_list(named[1:])} : seul le premier est repris.")
    name = named[0][:LONGEST_NAME]
    body = known.bodies.get(search_key(name))
    guessed = guess(name, known.places)
    if body is None and is_new and not known.makes_providers:
        raise _Refusal("provider", f"« {name} » n’est pas dans l’annuaire.")
    return name, body, guessed


def _places(
    said: Mapping[str, str], known: Known, body: Body | None, guessed: Guess, notices: list[str]
) -> tuple[str, ...]:
    found, lost = cells.places(said.get("perimeter", ""), known.places)
    if lost:
        notices.append(f"Territoire non reconnu : {sentence_list(lost)}.")
    if not found and not lost:
        own = (body.place if body else "") or guessed.place
        found = (own,) if own else ()
        if own and body is None:
            where = known.place_names.get(own, own)
            notices.append(f"Périmètre lu dans le nom de l’organisme : {where}.")
    if not found:
        notices.append("Périmètre à compléter avant de publier.")
    elif known.department and not known.touching & set(found):
        where = sentence_list(known.place_names.get(place, place) for place in found)
        raise _Refusal("elsewhere", f"Proposée ailleurs : {where}.")
    return found
