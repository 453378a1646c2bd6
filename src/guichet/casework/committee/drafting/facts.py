"""What the drafting is told: plain facts of one meeting, without a database behind them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from guichet.casework.committee.wording import COMMITTEE, Noun
from guichet.foundations.toolkit.dates import full_date, local_day, long_date

# The codes of choices.py, repeated because a pure module may not import Django. A test compares.
IN_ROOM, VIDEO, REPRESENTED, EXCUSED, ABSENT = (
    "IN_ROOM",
    "VIDEO",
    "REPRESENTED",
    "EXCUSED",
    "ABSENT",
)
PRESENT = frozenset({IN_ROOM, VIDEO})


@dataclass(frozen=True)
class Ancestor:
    """An organisation that no longer exists, and the day on which another took over."""

    name: str
    acronym: str
    kind: str
    happened_on: date
    source: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


@dataclass(frozen=True)
class AgencyFacts:
    """The national agency, as the directory knows it."""

    name: str
    acronym: str
    presentation: str = ""
    opened_on: date | None = None
    ancestors: tuple[Ancestor, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


@dataclass(frozen=True)
class ProgrammeFacts:
    name: str
    acronym: str = ""
    summary: str = ""

    def is_named_in(self, text: str) -> bool:
        return self.name.casefold() in text.casefold()


@dataclass(frozen=True)
class OrientationFacts:
    number: int
    title: str
    body: str = ""
    parent_number: int | None = None
    parent_title: str = ""

    @property
    def label(self) -> str:
        return f"orientation n° {self.number}, « {self.title} »"

    @property
    def parent_label(self) -> str:
        if self.parent_number is None:
            return ""
        return f"orientation nationale n° {self.parent_number}, « {self.parent_title} »"


@dataclass(frozen=True)
class Presence:
    """How one seat took part; `seat` is the quality, `attendee` the name when it was given."""

    seat: str
    family: str
    mode: str
    mode_label: str
    attendee: str = ""
    proxy_holder: str = ""


@dataclass(frozen=True)
class Figure:
    label: str
    value: str


@dataclass(frozen=True)
class Votes:
    in_favour: int
    against: int
    abstentions: int


@dataclass(frozen=True)
class CollegeVotes:
    """How one college voted, the share that is asked of it, and whether it gave it."""

    college: str
    votes: Votes
    asked: str
    agrees: bool


@dataclass(frozen=True)
class CaseFacts:
    """The demand, or the support of a demand, that an item presents."""

    reference: str
    title: str
    requester: str
    place: str
    provider: str = ""

    @property
    def label(self) -> str:
        led = f", accompagnement par {self.provider}" if self.provider else ""
        where = "" if self.place in self.requester else f", à {self.place}"
        return f"{self.title} ({self.requester}{where}, demande {self.reference}){led}"


@dataclass(frozen=True)
class DisagreementFacts:
    """Written down at the request of the member (CRPA R133-13)."""

    member: str
    words: str


@dataclass(frozen=True)
class ItemFacts:
    rank: int
    kind: str
    title: str
    brief: str = ""
    figures: tuple[Figure, ...] = ()
    outcome: str = ""
    note: str = ""
    result: str = ""
    asks_vote: bool = False
    votes: Votes | None = None
    orientation: OrientationFacts | None = None
    case: CaseFacts | None = None
    # Reserved to the members: told in the minutes, never to the public.
    is_restricted: bool = False
    disagreements: tuple[DisagreementFacts, ...] = ()
    # Seats that left for this item (CRPA R133-12), and the quorum when a vote was taken on it.
    recused: tuple[str, ...] = ()
    quorum: str = ""
    # Where a text asks a share of the votes of some colleges.
    colleges: tuple[CollegeVotes, ...] = ()
    # Who informs itself, takes note, approves: « le comité », « la commission ».
    body: Noun = COMMITTEE

    @property
    def restriction(self) -> str:
        return "ITEM" if self.is_restricted else ""

    @property
    def words(self) -> str:
        """Everything that was written about it, to find the programmes it names."""
        return "\n".join([self.title, self.brief, self.note])


@dataclass(frozen=True)
class PromiseFacts:
    text: str
    holder: str
    due_on: date
    is_restricted: bool = False


@dataclass(frozen=True)
class MeetingFacts:
    committee: str
    department: str
    form: str
    scheduled_at: datetime
    chair: str
    co_chair: str = ""
    place: str = ""
    order_reference: str = ""
    order_date: date | None = None
    convened_at: datetime | None = None
    urgency_reason: str = ""
    is_second_convocation: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    quorum_sentence: str = ""
    closing_words: str = ""
    # Another commission is founded by another text, and is no matter of the agency.
    body: Noun = COMMITTEE
    is_local: bool = True
    legal_basis: str = ""

    @property
    def day(self) -> date:
        return local_day(self.opened_at or self.scheduled_at)

    @property
    def long_day(self) -> str:
        return long_date(self.day)

    @property
    def full_day(self) -> str:
        return full_date(self.day)


@dataclass(frozen=True)
class MeetingRecord:
    """Everything that the minutes and the public page of one meeting may say."""

    meeting: MeetingFacts
    agency: AgencyFacts | None = None
    programmes: tuple[ProgrammeFacts, ...] = ()
    presences: tuple[Presence, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    # Arrivals and departures after the roll call, as sentences.
    movements: tuple[str, ...] = ()
    # Who deposited a demand that no open item presents: not to be named with the white zones.
    unpresented: tuple[str, ...] = ()

    def for_the_public(self) -> "MeetingRecord":
        """The same record without what is reserved to the members."""
        return replace(
            self,
            items=tuple(item for item in self.items if not item.is_restricted),
            promises=tuple(one for one in self.promises if not one.is_restricted),
        )

    def programmes_of(self, item: ItemFacts) -> tuple[ProgrammeFacts, ...]:
        return tuple(one for one in self.programmes if one.is_named_in(item.words))

    def tells(self, programme: ProgrammeFacts) -> ItemFacts:
        """Where a programme that several items name is explained: in its own, else at first."""
        named = [item for item in self.items if programme.is_named_in(item.words)]
        own = [item for item in named if programme.is_named_in(item.title)]
        return (own or named)[0]
