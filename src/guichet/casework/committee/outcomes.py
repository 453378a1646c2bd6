"""Which outcomes an item may have, and what each of them requires. Pure Python.

The committee informs and orients by default (CGCT L1232-2): a vote only where the item asks for
one. To be informed needs no quorum; to deliberate (approve, give an opinion, adopt, agree, vote)
does (CRPA R133-10). An item that members did not receive with their convocation may be told; it is
decided only in urgency, and the reason is written down (R133-8).
"""

INFORMED = "INFORMED"
TAKES_NOTE = "TAKES_NOTE"
CONSENSUS = "CONSENSUS"
APPROVED = "APPROVED"
ORIENTATION_ADOPTED = "ORIENTATION_ADOPTED"
OPINION_FAVOURABLE = "OPINION_FAVOURABLE"
OPINION_UNFAVOURABLE = "OPINION_UNFAVOURABLE"
VOTE_CARRIED = "VOTE_CARRIED"
VOTE_LOST = "VOTE_LOST"
DEFERRED = "DEFERRED"
WITHDRAWN = "WITHDRAWN"
NO_QUORUM = "NO_QUORUM"

# What may be recorded with a count of votes, and whether that count must carry or lose.
VOTED = {
    ORIENTATION_ADOPTED: True,
    APPROVED: True,
    OPINION_FAVOURABLE: True,
    OPINION_UNFAVOURABLE: False,
    VOTE_CARRIED: True,
    VOTE_LOST: False,
}
DELIBERATED = frozenset({*VOTED, CONSENSUS})
# Outcomes that leave the matter where it was.
UNDECIDED = frozenset({DEFERRED, WITHDRAWN, NO_QUORUM})
ALL = frozenset({*DELIBERATED, *UNDECIDED, INFORMED, TAKES_NOTE})

_PUT_OFF = (DEFERRED, WITHDRAWN)
_OPINIONS = (OPINION_FAVOURABLE, OPINION_UNFAVOURABLE)
_OPEN = (INFORMED, TAKES_NOTE, CONSENSUS, *_OPINIONS, *_PUT_OFF, NO_QUORUM)
_BY_CONSENSUS = {
    "PREVIOUS_MINUTES": (APPROVED, TAKES_NOTE, *_PUT_OFF, NO_QUORUM),
    "ORIENTATION": (
        ORIENTATION_ADOPTED, CONSENSUS, *_OPINIONS, TAKES_NOTE, *_PUT_OFF, NO_QUORUM,
    ),
    "CASE": _OPEN,
    "PROJECT": _OPEN,
    "GAPS": _OPEN,
    "TALK": (INFORMED, TAKES_NOTE, CONSENSUS, *_PUT_OFF),
    "FREE": _OPEN,
}  # fmt: skip
_BY_VOTE = {
    "PREVIOUS_MINUTES": (APPROVED, VOTE_LOST, *_PUT_OFF, NO_QUORUM),
    "ORIENTATION": (ORIENTATION_ADOPTED, VOTE_LOST, *_PUT_OFF, NO_QUORUM),
}
_ANY_VOTE = (VOTE_CARRIED, VOTE_LOST, *_OPINIONS, *_PUT_OFF, NO_QUORUM)


def allowed(kind: str, *, asks_vote: bool, only_told: bool = False) -> tuple[str, ...]:
    """The outcomes offered for an item, the usual one first. `only_told`: a late item without
    urgency, which the committee hears of and does not decide."""
    if only_told:
        return (INFORMED, TAKES_NOTE, *_PUT_OFF)
    if asks_vote:
        return _BY_VOTE.get(kind, _ANY_VOTE)
    return _BY_CONSENSUS.get(kind, (INFORMED, TAKES_NOTE, *_PUT_OFF))


def needs_votes(outcome: str, *, asks_vote: bool) -> bool:
    """A vote that was asked for is counted; putting the item off is not a vote."""
    return asks_vote and outcome in VOTED


def takes_votes(outcome: str) -> bool:
    return outcome in VOTED


def needs_quorum(outcome: str) -> bool:
    return outcome in DELIBERATED


def of_count(kind: str, *, asks_vote: bool, is_carried: bool) -> str:
    """The outcome that a count gives: what the screen proposes to the chair."""
    usual = allowed(kind, asks_vote=asks_vote)
    return next((code for code in usual if VOTED.get(code) is is_carried), "")
