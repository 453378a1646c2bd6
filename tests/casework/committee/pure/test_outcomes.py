from guichet.casework.committee import outcomes
from guichet.casework.committee.choices import ItemKind, Outcome


def test_codes_are_those_of_the_database() -> None:
    assert set(Outcome.values) == outcomes.ALL


def test_every_kind_may_be_put_off_and_offers_known_outcomes() -> None:
    for kind in ItemKind.values:
        for asks_vote in (False, True):
            offered = outcomes.allowed(kind, asks_vote=asks_vote)
            assert outcomes.DEFERRED in offered
            assert set(offered) <= outcomes.ALL


def test_the_committee_informs_by_default() -> None:
    for kind in ("DEMANDS", "FOLLOW_UP", "PROJECTS", "PROMISES", "NATIONAL_NEWS", "FREE"):
        assert outcomes.allowed(kind, asks_vote=False)[0] == outcomes.INFORMED


def test_a_vote_only_where_the_item_asks_for_one() -> None:
    for kind in ItemKind.values:
        quiet = set(outcomes.allowed(kind, asks_vote=False))
        assert not quiet & {outcomes.VOTE_CARRIED, outcomes.VOTE_LOST}
        assert outcomes.VOTE_LOST in outcomes.allowed(kind, asks_vote=True)


def test_only_an_orientation_is_adopted_and_only_minutes_are_approved() -> None:
    for asks_vote in (False, True):
        for kind in ItemKind.values:
            offered = outcomes.allowed(kind, asks_vote=asks_vote)
            assert (outcomes.ORIENTATION_ADOPTED in offered) == (kind == "ORIENTATION")
            assert (outcomes.APPROVED in offered) == (kind == "PREVIOUS_MINUTES")


def test_to_be_informed_needs_no_quorum_and_to_deliberate_does() -> None:
    free = {code for code in outcomes.ALL if not outcomes.needs_quorum(code)}

    assert free == {outcomes.INFORMED, outcomes.TAKES_NOTE, *outcomes.UNDECIDED}


def test_votes_are_counted_when_asked_for_and_never_for_information() -> None:
    assert outcomes.needs_votes(outcomes.ORIENTATION_ADOPTED, asks_vote=True)
    assert not outcomes.needs_votes(outcomes.ORIENTATION_ADOPTED, asks_vote=False)
    assert not outcomes.needs_votes(outcomes.DEFERRED, asks_vote=True)
    assert not outcomes.takes_votes(outcomes.INFORMED)


def test_a_late_item_without_urgency_is_told_and_never_decided() -> None:
    """CRPA R133-8: members receive the agenda five days before, « sauf urgence »."""
    for kind in ItemKind.values:
        for asks_vote in (False, True):
            told = outcomes.allowed(kind, asks_vote=asks_vote, only_told=True)
            assert not set(told) & outcomes.DELIBERATED


def test_the_count_proposes_the_outcome() -> None:
    def proposed(kind: str, is_carried: bool) -> str:
        return outcomes.of_count(kind, asks_vote=True, is_carried=is_carried)

    assert proposed("FREE", True) == outcomes.VOTE_CARRIED
    assert proposed("FREE", False) == outcomes.VOTE_LOST
    assert proposed("ORIENTATION", True) == outcomes.ORIENTATION_ADOPTED
    assert proposed("PREVIOUS_MINUTES", False) == outcomes.VOTE_LOST
