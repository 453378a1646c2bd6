"""Each line of a published list against what the registers know: taken, elsewhere, or refused
with its reason. Pure: nothing is written before the whole list has been read."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from guichet.foundations.toolkit.sheets import Recognised, Refused, by_kind, one_line
from guichet.foundations.toolkit.text import plural, sentence_list
from guichet.reference.territories import codes

from .chronology import Change, Version, enter
from .fact_cells import How, NotRead, Said, said

KINDS = {
    "code": "code illisible ou inconnu",
    "provider": "structure absente de l’annuaire",
    "cell": "réponse illisible",
    "contrary": "qui se contredisent",
    "twice": "en double dans la liste",
}


@dataclass(frozen=True)
class Subject:
    """Who a line speaks of: a territory, or an authority of the directory, by its key."""

    key: str
    label: str
    # How an old code leads to it.
    sentence: str = ""


@dataclass(frozen=True)
class Known:
    """What must be known to read a list, loaded beforehand in a few queries."""

    # By INSEE code, old or present, and by SIREN.
    subjects: Mapping[str, Subject]
    # The department of the desk; none: the whole country.
    department: str = ""
    # By SIREN, and the one that the whole list is about.
    providers: Mapping[str, Subject] = field(default_factory=dict)
    provider: Subject | None = None
    # Those of whom a whole list says no by leaving them out.
    everyone: tuple[Subject, ...] = ()
    # By structure (or nothing) and subject: what dated sources have said already.
    versions: Mapping[tuple[str, str], tuple[Version, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Who says it, when, and from which day it holds."""

    name: str
    day: date | None = None
    since: date | None = None


@dataclass(frozen=True)
class Taken:
    """A line that answers, and what its answer changes; line 0: left out of a whole list."""

    line: int
    subject: Subject
    provider: Subject | None
    said: Said
    change: Change
    notices: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        if self.change.is_older:
            return "laissée : une source plus récente répond déjà"
        if self.change.added:
            return "nouvelle"
        if self.change.is_confirmed:
            return "confirmée, avec cette source"
        return "corrigée" if self.change.mended else "inchangée"


@dataclass(frozen=True)
class Reading:
    taken: tuple[Taken, ...] = ()
    refused: tuple[Refused, ...] = ()
    # Lines of other departments; lines that say nothing sure.
    elsewhere: int = 0
    unsure: int = 0
    lines: int = 0

    @property
    def to_write(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.change.writes)

    @property
    def added(self) -> int:
        return sum(one.change.added is not None for one in self.taken)

    @property
    def mended(self) -> int:
        return len(self.to_write) - self.added

    def by_kind(self) -> list[tuple[str, int]]:
        return by_kind(self.refused, KINDS)

    def answers(self) -> list[tuple[str, int]]:
        """How many yes, no, amounts."""
        return Counter(one.said.words for one in self.taken).most_common()

    def summary(self) -> str:
        same = len(self.taken) - len(self.to_write)
        told = [
            plural(self.lines, "ligne lue", "lignes lues"),
            plural(self.added, "réponse nouvelle", "réponses nouvelles"),
            plural(self.mended, "mise à jour", "mises à jour"),
            *([plural(same, "inchangée")] if same else []),
            *([f"{plural(self.unsure, 'ligne')} sans réponse sûre"] if self.unsure else []),
            *([f"{plural(self.elsewhere, 'ligne')} d’ailleurs"] if self.elsewhere else []),
        ]
        if not self.refused:
            return f"{', '.join(told)}, aucune refusée."
        why = sentence_list(f"{count} {label}" for label, count in self.by_kind())
        return f"{', '.join(told)}, {plural(len(self.refused), 'refusée')} ({why})."


@dataclass(frozen=True)
class _Answer:
    line: int
    subject: Subject
    provider: Subject | None
    said: Said
    notices: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return (self.provider.key if self.provider else "", self.subject.key)


class _Elsewhere(Exception):
    """The line speaks of another department."""


class _Refusal(Exception):
    def __init__(self, kind: str, sentence: str) -> None:
        self.kind, self.sentence = kind, sentence


def read(
    found: Recognised,
    mapping: Mapping[str, int],
    how: How,
    known: Known,
    source: Source,
    *,
    is_whole: bool = False,
) -> Reading:
    """Every line of the list, in its order.

    `is_whole`: those of the department that the list does not name are a no. A subject of which
    two lines say different things gets no answer.
    """
    reader = _Reader(how, known)
    for line in found.lines:
        cells = {target: line.cell(rank).strip() for target, rank in mapping.items()}
        if any(cells.values()):
            reader.hear(line.number, cells)
    told = [one for one in reader.sure() if one.said.holds is not None]
    if is_whole:
        told += reader.left_out()
    return Reading(
        taken=tuple(_taken(one, known, source) for one in told),
        refused=tuple(sorted(reader.refused, key=lambda one: one.line)),
        elsewhere=reader.elsewhere,
        unsure=sum(one.said.holds is None for one in reader.sure()),
        lines=len(reader.sure()) + len(reader.refused) + reader.elsewhere,
    )


def code_of(cell: str) -> tuple[str, str]:
    """The code that a cell gives and what was mended: a zero lost at the beginning, a SIRET."""
    written = re.sub(r"\.0+$", "", re.sub(r"\s", "", cell)).upper()
    if re.fullmatch(r"\d{4}", written):
        return f"0{written}", f"Code « {cell} » lu 0{written}."
    return (written[:9], "") if re.fullmatch(r"\d{14}", written) else (written, "")


class _Reader:
    """What the lines read so far have answered."""

    def __init__(self, how: How, known: Known) -> None:
        self.how, self.known = how, known
        self.answers: dict[tuple[str, str], _Answer] = {}
        # Named by a line, even one that was refused: never « left out ».
        self.named: set[tuple[str, str]] = set()
        self.disputed: set[tuple[str, str]] = set()
        self.refused: list[Refused] = []
        self.elsewhere = 0

    def hear(self, number: int, cells: Mapping[str, str]) -> None:
        try:
            self._keep(self._read_one(number, cells))
        except _Elsewhere:
            self.elsewhere += 1
        except _Refusal as refusal:
            shown = one_line(f"{cells.get('name', '')} {cells.get('code', '')}")
            self.refused.append(Refused(number, refusal.kind, shown, refusal.sentence))

    def sure(self) -> list[_Answer]:
        return [one for key, one in self.answers.items() if key not in self.disputed]

    def left_out(self) -> list[_Answer]:
        """Those of the department that a whole list does not name."""
        providers: dict[str, Subject | None] = {"": None}
        if self.known.provider is not None:
            providers = {self.known.provider.key: self.known.provider}
        elif any(provider for provider, _ in self.named):
            providers = {
                one.provider.key: one.provider for one in self.answers.values() if one.provider
            }
        silent = [
            _Answer(0, subject, provider, Said(False))
            for provider in providers.values()
            for subject in self.known.everyone
        ]
        return [one for one in silent if one.key not in self.named]

    def _read_one(self, number: int, cells: Mapping[str, str]) -> _Answer:
        code, notice = code_of(cells.get("code", ""))
        subject = _subject(code, self.known)
        provider = _provider(cells, self.known)
        self.named.add((provider.key if provider else "", subject.key))
        try:
            answer = said(cells.get("value", ""), self.how)
        except NotRead as refusal:
            raise _Refusal("cell", refusal.sentence) from refusal
        notices = tuple(filter(None, (notice, subject.sentence)))
        return _Answer(number, subject, provider, answer, notices)

    def _keep(self, one: _Answer) -> None:
        first = self.answers.setdefault(one.key, one)
        if first is one:
            return
        if first.said == one.said:
            raise _Refusal("twice", f"Répète la ligne {first.line} : la première suffit.")
        if one.key not in self.disputed:
            self.disputed.add(one.key)
            sentence = _contrary(one.line, one.subject)
            self.refused.append(Refused(first.line, "contrary", one.subject.label, sentence))
        raise _Refusal("contrary", _contrary(first.line, one.subject))


def _contrary(line: int, subject: Subject) -> str:
    return (
        f"Ne dit pas comme la ligne {line} pour {subject.label} : aucune des deux n’est reprise, "
        "la réponse reste à vérifier."
    )


def _subject(code: str, known: Known) -> Subject:
    found = known.subjects.get(code)
    if found is not None:
        return found
    is_siren = re.fullmatch(r"\d{9}", code) is not None
    is_insee = codes.is_insee(code)
    if known.department and (is_siren or (is_insee and not code.startswith(known.department))):
        raise _Elsewhere
    if is_siren:
        raise _Refusal("code", f"Le SIREN {code} n’est celui d’aucune collectivité connue.")
    if is_insee:
        raise _Refusal("code", f"Aucune commune n’a ni n’a eu le code INSEE {code}.")
    meant = codes.likely(code)
    maybe = f" ; peut-être {meant} ?" if meant else "."
    raise _Refusal("code", f"« {code} » n’est pas un code INSEE : {codes.fault(code)}{maybe}")


def _provider(cells: Mapping[str, str], known: Known) -> Subject | None:
    if known.provider is not None or "provider" not in cells:
        return known.provider
    siren, _ = code_of(cells["provider"])
    found = known.providers.get(siren)
    if found is None:
        raise _Refusal("provider", f"Le SIREN {siren} n’est celui d’aucun organisme de l’annuaire.")
    return found


def _taken(one: _Answer, known: Known, source: Source) -> Taken:
    new = Version(
        holds=bool(one.said.holds), amount=one.said.amount, since=source.since,
        source=source.name, source_date=source.day,
    )  # fmt: skip
    change = enter(known.versions.get(one.key, ()), new)
    return Taken(one.line, one.subject, one.provider, one.said, change, one.notices)
