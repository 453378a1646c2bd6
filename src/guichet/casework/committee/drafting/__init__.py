"""From the record of a meeting to the text of its minutes and of its public page.

Pure: plain facts in, sections out; no database, no clock, no chance. What the committee is told
to have done comes from the record alone; the law comes from `reference_texts`.
"""

from .facts import (
    AgencyFacts,
    Ancestor,
    CaseFacts,
    Figure,
    ItemFacts,
    MeetingFacts,
    MeetingRecord,
    OrientationFacts,
    Presence,
    ProgrammeFacts,
    PromiseFacts,
    Votes,
)
from .mentions import Finding, blocking, check_mentions
from .minutes import minutes_of
from .public import heading_of, public_page_of
from .texts import (
    Bullets,
    Paragraph,
    Section,
    Table,
    as_json,
    blocks_of,
    from_json,
    keep_corrections,
    text_of,
)

__all__ = [
    "AgencyFacts",
    "Ancestor",
    "Bullets",
    "CaseFacts",
    "Figure",
    "Finding",
    "ItemFacts",
    "MeetingFacts",
    "MeetingRecord",
    "OrientationFacts",
    "Paragraph",
    "Presence",
    "ProgrammeFacts",
    "PromiseFacts",
    "Section",
    "Table",
    "Votes",
    "as_json",
    "blocking",
    "blocks_of",
    "check_mentions",
    "from_json",
    "heading_of",
    "keep_corrections",
    "minutes_of",
    "public_page_of",
    "text_of",
]
