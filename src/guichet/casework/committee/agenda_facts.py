"""What the agenda is written from: what happened since the last meeting, in plain values. Pure."""

from dataclasses import dataclass, field
from datetime import date

from guichet.foundations.toolkit.dates import long_date

USUAL_MINUTES = 10


@dataclass(frozen=True)
class Received:
    """A demand deposited in the period."""

    demand: int
    requester: str
    district: str
    theme: str = ""


@dataclass(frozen=True)
class FollowUp:
    """What became of demands in the period: how many demands each thing happened to."""

    acknowledged: int = 0
    returned: int = 0
    qualified: int = 0
    referred: int = 0
    accepted: int = 0
    supported: int = 0
    delivered: int = 0
    declined: int = 0
    closed: int = 0
    awaiting: int = 0


@dataclass(frozen=True)
class UnderWay:
    """A support that runs at the end of the period."""

    support: int
    provider: str
    is_new: bool
    is_late: bool


@dataclass(frozen=True)
class Orientation:
    """Proposed to the committee, or adopted and to be reviewed: its parent was withdrawn."""

    orientation: int
    number: int
    title: str
    parent: str = ""
    parent_withdrawn_on: date | None = None
    is_adopted: bool = False


@dataclass(frozen=True)
class Owed:
    """What a text puts on each agenda of the body (glossary: point dû)."""

    owed: int
    title: str
    basis: str
    brief: str = ""
    asks_vote: bool = False


@dataclass(frozen=True)
class Due:
    """A promise neither kept nor released."""

    promise: int
    text: str
    holder: str
    made_on: date
    due_on: date
    # About a case that was kept from the public: what comes of it is too.
    is_restricted: bool = False


@dataclass(frozen=True)
class Programme:
    name: str
    starts_on: date


@dataclass(frozen=True)
class Gap:
    """Demands of one theme for which nobody was found (glossary: zone blanche)."""

    theme: str
    requesters: tuple[str, ...]


@dataclass(frozen=True)
class Returning:
    """An item that the last meeting put off, or could not decide for want of a quorum."""

    item: int
    kind: str
    title: str
    brief: str
    put_off_on: date
    asks_vote: bool = False
    minutes: int = USUAL_MINUTES
    is_restricted: bool = False
    demand: int | None = None
    support: int | None = None
    # Owed at each meeting, or still to be reviewed: the facts write it anew.
    is_owed: bool = False


@dataclass(frozen=True)
class Facts:
    """What happened after `since` (None: the committee never met) and up to `until`."""

    committee: str
    since: date | None
    until: date
    minutes_to_approve: tuple[date, ...] = ()
    promises: tuple[Due, ...] = ()
    programmes: tuple[Programme, ...] = ()
    received: tuple[Received, ...] = ()
    follow_up: FollowUp = field(default_factory=FollowUp)
    under_way: tuple[UnderWay, ...] = ()
    gaps: tuple[Gap, ...] = ()
    orientations: tuple[Orientation, ...] = ()
    returning: tuple[Returning, ...] = ()
    owed: tuple[Owed, ...] = ()
    # The committee of CGCT L1232-2, which is told of the demands; another commission is not.
    is_local: bool = True

    @property
    def is_first_meeting(self) -> bool:
        return self.since is None

    @property
    def period(self) -> str:
        if self.since is None:
            return f"depuis l’ouverture du guichet et jusqu’au {long_date(self.until)}"
        return f"entre le {long_date(self.since)} et le {long_date(self.until)}"
