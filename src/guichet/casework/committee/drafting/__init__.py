"""From the record of a meeting to the text of its minutes and of its public page.

Pure: plain facts in, sections out; no database, no clock, no chance. What the committee is told
to have done comes from the record alone; the law comes from `reference_texts`.
"""

from .adoption import Adoption, adoption_sentence, with_adoption
from .comparison import Change, Merged, compare, merged
from .decisions import Decision, decisions_of
from .facts import (
    AgencyFacts,
    Ancestor,
    CaseFacts,
    CollegeVotes,
    DisagreementFacts,
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
from .masking import (
    MARK,
    PROMISES,
    check_masks,
    is_masked,
    masks_something,
    published,
    without_masked,
)
from .mentions import Finding, blocking, check_mentions
from .minutes import minutes_of
from .public import heading_of, public_page_of
from .roadmap import Aim, Measured, Roadmap, Served, roadmap_of, title_of
from .texts import (
    HAND,
    ITEM,
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
from .withholding import (
    CORRECTIONS,
    Passage,
    corrected,
    kept_decisions,
    passages_of,
    withheld,
)

__all__ = [
    "CORRECTIONS",
    "HAND",
    "ITEM",
    "MARK",
    "PROMISES",
    "Adoption",
    "AgencyFacts",
    "Aim",
    "Ancestor",
    "Bullets",
    "CaseFacts",
    "Change",
    "CollegeVotes",
    "Decision",
    "DisagreementFacts",
    "Figure",
    "Finding",
    "ItemFacts",
    "Measured",
    "MeetingFacts",
    "MeetingRecord",
    "Merged",
    "OrientationFacts",
    "Paragraph",
    "Passage",
    "Presence",
    "ProgrammeFacts",
    "PromiseFacts",
    "Roadmap",
    "Section",
    "Served",
    "Table",
    "Votes",
    "adoption_sentence",
    "as_json",
    "blocking",
    "blocks_of",
    "check_masks",
    "check_mentions",
    "compare",
    "corrected",
    "decisions_of",
    "from_json",
    "heading_of",
    "is_masked",
    "keep_corrections",
    "kept_decisions",
    "masks_something",
    "merged",
    "minutes_of",
    "passages_of",
    "public_page_of",
    "published",
    "roadmap_of",
    "text_of",
    "title_of",
    "with_adoption",
    "withheld",
    "without_masked",
]
