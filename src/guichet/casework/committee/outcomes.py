"""Which outcomes an item may have, and what each of them requires. Pure Python.

The committee informs and orients by default (CGCT L1232-2): a vote only where the item asks for
one. To be informed needs no quorum; to deliberate (approve, give an opinion, adopt, vote) does
(CRPA R133-10).
"""

INFORMED = "INFORMED"
TAKES_NOTE = "TAKES_NOTE"
APPROVED = "APPROVED"
ORIENTATION_ADOPTED = "ORIENTATION_ADOPTED"
OPINION_FAVOURABLE = "OPINION_FAVOURABLE"
OPINION_UNFAVOURABLE = "OPINION_UNFAVOURABLE"
VOTE_CARRIED = "VOTE_CARRIED"
VOTE_LOST = "VOTE_LOST"
DEFERRED = "DEFERRED"

ALL = frozenset({
    INFORMED, TAKES_NOTE, APPROVED, ORIENTATION_ADOPTED, OPINION_FAVOURABLE,
    OPINION_UNFAVOURABLE, VOTE_CARRIED, VOTE_LOST, DEFERRED,
})  # fmt: skip

# What may be recorded with a count of votes, and whether that count must carry or lose.
VOTED = {
    ORIENTATION_ADOPTED: True,
    APPROVED: True,
    OPINION_FAVOURABLE: True,
    OPINION_UNFAVOURABLE: False,
    VOTE_CARRIED: True,
    VOTE_LOST: False,
}
DELIBERATED = frozenset(VOTED)

_OPINIONS = (OPINION_FAVOURABLE, OPINION_UNFAVOURABLE)
_BY_CONSENSUS = {
    "PREVIOUS_MINUTES": (APPROVED, TAKES_NOTE, DEFERRED),
    "ORIENTATION": (ORIENTATION_ADOPTED, *_OPINIONS, TAKES_NOTE, DEFERRED),
    "PROJECT": (INFORMED, TAKES_NOTE, *_OPINIONS, DEFERRED),
    "FREE": (INFORMED, TAKES_NOTE, *_OPINIONS, DEFERRED),
}
_BY_VOTE = {
    "PREVIOUS_MINUTES": (APPROVED, VOTE_LOST, DEFERRED),
    "ORIENTATION": (ORIENTATION_ADOPTED, VOTE_LOST, DEFERRED),
}


def allowed(kind: str, *, asks_vote: bool) -> tuple[str, ...]:
    """The outcomes offered for an item, the usual one first."""
    if asks_vote:
        return _BY_VOTE.get(kind, (VOTE_CARRIED, VOTE_LOST, *_OPINIONS, DEFERRED))
    return _BY_CONSENSUS.get(kind, (INFORMED, TAKES_NOTE, DEFERRED))


def needs_votes(outcome: str, *, asks_vote: bool) -> bool:
    """A vote that was asked for is counted; putting the item off is not a vote."""
    return asks_vote and outcome in VOTED


def takes_votes(outcome: str) -> bool:
    return outcome in VOTED


def needs_quorum(outcome: str) -> bool:
    return outcome in DELIBERATED
