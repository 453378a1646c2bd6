"""What of a text everybody may read: whole parts, paragraphs and bullets are left out, small
numbers are told together.

A part is kept from the public by the agenda or by a hand (`Section.restriction`); a paragraph or a
bullet by the words « [non publié] » at its beginning, which travel with the text from one version
to the next. Sources: CRPA, L311-5 and L311-6 (what is not communicated), L312-1-2 (what is not
put on line). Left out means absent from the page, the file, the data and the feeds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .disclosure import protected_table
from .facts import MeetingRecord
from .mentions import Finding
from .texts import Block, Bullets, Paragraph, Section, Table, blocks_of, text_of

BASIS = "CRPA, articles L311-5 et L311-6"
MARK = "[non publié]"
MARKED = re.compile(r"^\[\s*non[\s-]+publi[ée]e?s?\b[^\]]*\]", re.IGNORECASE)
_MARKED_LATER = re.compile(rf"\S.*?{MARKED.pattern[1:]}", re.IGNORECASE | re.DOTALL)
# Where demands are told by their number: whoever is named there says whose one of them is.
_TOLD_IN_FIGURES = frozenset({"GAPS", "DEMANDS", "FOLLOW_UP", "PROJECTS", "PROMISES"})
PROMISES = "promises"
_COMMUNE = re.compile(r"^Commune (?:de la |de l’|de l'|de |d’|d'|du |des )", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(r"(?:maire|arrondissement) d(?:e la |e |’|'|u |es )$", re.IGNORECASE)
# Titles shorter than this could be found anywhere by chance.
SHORTEST_TITLE = 9


def is_masked(text: str) -> bool:
    """Whether a paragraph or a bullet begins with the mark, whatever its case or its reason."""
    return bool(MARKED.match(text.lstrip()))


def without_masked(text: str) -> str:
    """A text as it was typed, without its masked paragraphs and bullets."""
    blocks = blocks_of(text)
    kept = tuple(block for one in blocks if (block := _block(one, frozenset())) is not None)
    return text if kept == blocks else text_of(kept)


def published(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same text for everybody; a part that has nothing left to say goes with its heading."""
    listed = tuple(sections)
    titles = _restricted_titles(listed)
    kept: list[Section] = []
    for part in reversed([_opened(one, titles) for one in listed if not one.restriction]):
        if part.blocks or part.tables or (kept and kept[-1].level > part.level):
            kept.append(part)
    return tuple(reversed(kept))


def masks_something(sections: Iterable[Section]) -> bool:
    """Whether the public reads less than what is written."""
    return any(
        part.restriction or any(is_masked(text) for text in _texts(part)) for part in sections
    )


def check_masks(
    record: MeetingRecord, minutes: Iterable[Section], page: Iterable[Section]
) -> tuple[Finding, ...]:
    """What would be read although it was meant to be kept: empty when nothing would."""
    texts = [tuple(minutes), tuple(page)]
    titles = [item.title for item in record.items if item.is_restricted]
    titles += [part.title.partition(". ")[2] for part in texts[0] if part.restriction]
    found = [leak for text in texts for leak in _leaks(text, titles)]
    found += [doubt for text in texts for doubt in _doubts(text)]
    named = [name for text in texts for name in _named(record, text)]
    return (
        *(Finding("masks", False, sentence, BASIS) for sentence in dict.fromkeys(found)),
        *(Finding("masks", None, sentence, BASIS) for sentence in dict.fromkeys(named)),
    )


def _leaks(sections: Iterable[Section], titles: Iterable[str]) -> Iterator[str]:
    """The titles of restricted items that the published text still bears."""
    shown = published(sections)
    for title in titles:
        if len(title) < SHORTEST_TITLE:
            continue
        for part in shown:
            if any(_bare(title) in _bare(text) for text in (part.title, *_every_text(part))):
                yield (
                    f"« {title} » n’est pas publié, mais se lit encore dans la partie "
                    f"« {part.title} » : corrigez-la, ou masquez-la aussi."
                )


def _named(record: MeetingRecord, sections: Iterable[Section]) -> Iterator[str]:
    """Who is named where demands are told in figures, or promised of, without being presented."""
    ends = tuple(f"-{item.rank}" for item in record.items if item.kind in _TOLD_IN_FIGURES)
    for part in published(sections):
        if part.key != PROMISES and not part.key.endswith(ends):
            continue
        words = "\n".join(_every_text(part))
        for name in record.unpresented:
            if _is_told_of(name, words):
                yield (
                    f"« {name} » est nommé dans la partie « {part.title} », sans que sa demande "
                    f"soit présentée à cette séance : {_mend(part)}, ou présentez la demande."
                )


def _is_told_of(name: str, words: str) -> bool:
    """By its whole name, or « Annot » for « Commune d’Annot »: not its mayor, nor its district."""
    place = _COMMUNE.sub("", name)
    found = rf"(?<![\w-])(?:{re.escape(name)}|{re.escape(place)})(?![\w-])"
    return any(
        hit.group() == name or not _SOMEBODY_ELSE.search(words[: hit.start()])
        for hit in re.finditer(found, words)
    )


def _mend(part: Section) -> str:
    if part.key == PROMISES:
        return "masquez la partie"
    return f"commencez le paragraphe par « {MARK} »"


def _doubts(sections: Iterable[Section]) -> Iterator[str]:
    """A bracket at the beginning that is not the mark, or the mark too late: somebody meant it."""
    for part in sections:
        for text in _texts(part):
            if not is_masked(text) and _MARKED_LATER.search(text):
                yield (
                    f"Dans « {text[:40]}… », « {MARK} » n’est pas au début du paragraphe et ne "
                    "masque rien : mettez ce qui suit dans un paragraphe à part."
                )
            elif text.lstrip().startswith("[") and not is_masked(text):
                yield (
                    f"Le passage « {text[:40]}… » commence par un crochet : écrivez exactement "
                    f"« {MARK} » pour le masquer, ou retirez le crochet."
                )


def _restricted_titles(sections: Iterable[Section]) -> frozenset[str]:
    """« 3. La halle » is announced as « La halle » in the agenda."""
    found = (part.title.partition(". ")[2] for part in sections if part.restriction)
    return frozenset(_bare(title) for title in found if title)


def _opened(part: Section, titles: frozenset[str]) -> Section:
    blocks = (
        _block(block, titles if part.key == "agenda" else frozenset()) for block in part.blocks
    )
    return replace(
        part,
        blocks=tuple(block for block in blocks if block is not None),
        tables=tuple(table for one in part.tables if (table := _table(one)).rows),
        drafted="",
    )


def _block(block: Block, titles: frozenset[str]) -> Block | None:
    if isinstance(block, Paragraph):
        return None if is_masked(block.text) else block
    items = tuple(item for item in block.items if not is_masked(item) and _bare(item) not in titles)
    return Bullets(items) if items else None


def _table(table: Table) -> Table:
    """Without the rows that a mark begins, and with the figures that everybody may read."""
    rows = tuple(row for row in table.rows if not is_masked(row[0]))
    return protected_table(replace(table, rows=rows))


def _texts(part: Section) -> Iterator[str]:
    for table in part.tables:
        yield from (row[0] for row in table.rows)
    for block in part.blocks:
        yield from (block.text,) if isinstance(block, Paragraph) else block.items


def _every_text(part: Section) -> Iterator[str]:
    yield from _texts(part)
    for table in part.tables:
        yield table.caption
        for row in table.rows:
            yield from row


def _bare(text: str) -> str:
    """Without spaces, which typography changes, nor capitals."""
    return "".join(text.split()).casefold()
