"""What a section of the minutes or of the public page is made of. Pure: text in, blocks out.

A section is kept as plain values so that the text can be corrected by hand, stored as JSON,
shown on a page and set in a PDF without ever being interpreted as markup.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from guichet.foundations.toolkit.text import NARROW_NBSP, NBSP

# French typography: what may not be parted by the end of a line.
_CLINGING = (
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]+»"), f"{NBSP}»"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]:(?=\s|$)"), f"{NBSP}:"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]([;?!])(?=\s|$)"), rf"{NARROW_NBSP}\1"),
)

# Who keeps a part from the public: the agenda, or a hand.
ITEM, HAND = "ITEM", "HAND"

BULLET = re.compile(r"^[-–•*][ \t]+(?=\S)")


def typographic(text: str) -> str:
    """« mot », deux points and the like keep their spaces from breaking; done twice, done once."""
    for pattern, clinging in _CLINGING:
        text = pattern.sub(clinging, text)
    return text


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]


Block = Paragraph | Bullets


@dataclass(frozen=True)
class Table:
    """A small table; its first column names the row."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled_rows(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each cell with the header that it stands under, for screens too narrow for columns."""
        return tuple(tuple(zip(self.headers, row, strict=True)) for row in self.rows)

    @property
    def is_wide(self) -> bool:
        return len(self.headers) > 2


@dataclass(frozen=True)
class Section:
    """`key` never changes, so that a correction made by hand finds its place in a new draft."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    level: int = 2
    # Why nothing of it is published: the item is restricted (ITEM), somebody said so (HAND).
    restriction: str = ""
    # The text as it was drafted: what differs from it was written by hand.
    drafted: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        return text_of(self.blocks)

    @property
    def is_corrected(self) -> bool:
        return self.drafted != self.text

    @property
    def is_wiped_out(self) -> bool:
        """It said something when it was drafted and says nothing now."""
        return bool(self.drafted) and not (self.blocks or self.tables)

    def corrected(self, text: str, *, hidden: bool | None = None) -> "Section":
        """The same section with the text that somebody typed; its tables stay facts.

        `hidden` says whether the part is kept from the public; None leaves it as it was. What the
        agenda restricts stays restricted: it is changed there.
        """
        restriction = self.restriction
        if hidden is not None and restriction != ITEM:
            restriction = HAND if hidden else ""
        return replace(self, blocks=blocks_of(text), restriction=restriction)


def section(
    key: str,
    title: str,
    *blocks: Block | None,
    tables: Iterable[Table | None] = (),
    level: int = 2,
    restriction: str = "",
) -> Section:
    """A freshly drafted section, without its absent or empty parts."""
    # Through the text and back: a section has one form only, whoever wrote it.
    kept = blocks_of(text_of(block for block in blocks if block and _says_something(block)))
    shown = tuple(_typographic_table(table) for table in tables if table and table.rows)
    return Section(key, typographic(title), kept, shown, level, restriction, drafted=text_of(kept))


def _typographic_table(table: Table) -> Table:
    return Table(
        typographic(table.caption),
        tuple(typographic(header) for header in table.headers),
        tuple(tuple(typographic(cell) for cell in row) for row in table.rows),
    )


def _says_something(block: Block) -> bool:
    return bool(block.text.strip() if isinstance(block, Paragraph) else block.items)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs are separated by an empty line; a line that begins with a dash is a bullet."""
    chunks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            chunks[-1].append(line.strip())
        elif chunks[-1]:
            chunks.append([])
    return tuple(block for chunk in chunks for block in _blocks_of_chunk(chunk))


def _blocks_of_chunk(lines: list[str]) -> Iterator[Block]:
    """The lines before the first bullet are one paragraph; later lines continue their bullet."""
    words: list[str] = []
    items: list[str] = []
    for line in lines:
        if BULLET.match(line):
            items.append(BULLET.sub("", line))
        elif items:
            items[-1] += f" {line}"
        else:
            words.append(line)
    if words:
        yield _paragraph(typographic(" ".join(words)))
    if items:
        yield Bullets(tuple(typographic(item) for item in items))


def _paragraph(text: str) -> Block:
    """A dash alone on its line, then words: read again, it would be a bullet; so it is one."""
    return Bullets((BULLET.sub("", text),)) if BULLET.match(text) else Paragraph(text)


def text_of(blocks: Iterable[Block]) -> str:
    """The text as a person corrects it: the exact reverse of `blocks_of`."""
    return "\n\n".join(
        block.text
        if isinstance(block, Paragraph)
        else "\n".join(f"– {item}" for item in block.items)
        for block in blocks
    )


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Blocks of several texts written by people, empty ones left out."""
    return tuple(block for text in texts for block in blocks_of(text))


def as_json(sections: Iterable[Section]) -> list[dict[str, Any]]:
    return [
        {
            "key": part.key,
            "title": part.title,
            "level": part.level,
            "restriction": part.restriction,
            "drafted": part.drafted,
            "blocks": [_block_as_json(block) for block in part.blocks],
            "tables": [
                {
                    "caption": table.caption,
                    "headers": list(table.headers),
                    "rows": [list(row) for row in table.rows],
                }
                for table in part.tables
            ],
        }
        for part in sections
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(
        Section(
            key=part["key"],
            title=part["title"],
            blocks=tuple(_block_from_json(block) for block in part["blocks"]),
            tables=tuple(
                Table(
                    table["caption"],
                    tuple(table["headers"]),
                    tuple(tuple(row) for row in table["rows"]),
                )
                for table in part["tables"]
            ),
            level=part["level"],
            restriction=part.get("restriction", ""),
            drafted=part["drafted"],
        )
        for part in stored
    )


def keep_corrections(drafted: Iterable[Section], before: Iterable[Section]) -> tuple[Section, ...]:
    """A new draft in which what was corrected by hand stays as it was corrected."""
    known = {part.key: part for part in before}
    return tuple(_kept(part, known.get(part.key)) for part in drafted)


def _kept(fresh: Section, before: Section | None) -> Section:
    if before is None:
        return fresh
    blocks = before.blocks if before.is_corrected else fresh.blocks
    hidden = HAND if before.restriction == HAND else ""
    return replace(fresh, blocks=blocks, restriction=fresh.restriction or hidden)


def _block_as_json(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": block.kind, "text": block.text}
    return {"kind": block.kind, "items": list(block.items)}


def _block_from_json(stored: Mapping[str, Any]) -> Block:
    if stored["kind"] == Paragraph.kind:
        return Paragraph(stored["text"])
    return Bullets(tuple(stored["items"]))
