"""Which rules apply: the only bridge from the database to ruleset.py."""

from collections.abc import Sequence
from datetime import date

from .models import Committee, Meeting, Regulation
from .ruleset import COMMISSION, DEFAULT, RuleSet, thaw


def default_of(committee: Committee) -> RuleSet:
    """The code alone: only the local committee owes its two meetings a year to the law."""
    return DEFAULT if committee.is_local else COMMISSION


def rules_of(committee: Committee, *, on: date) -> RuleSet:
    """The rules of a committee on a day; those of the code when no text has changed them."""
    found = Regulation.objects.of_committee(committee).in_force(on).first()
    return thaw(found.rules) if found else default_of(committee)


def rules_of_each(committees: Sequence[Committee], *, on: date) -> list[RuleSet]:
    """The same for several committees, in one query and in their order."""
    found: dict[int, RuleSet] = {}
    rows = Regulation.objects.filter(committee__in=committees).in_force(on)
    for row in rows:
        found.setdefault(row.committee_id, thaw(row.rules))
    return [found.get(committee.pk) or default_of(committee) for committee in committees]


def rules_for(meeting: Meeting) -> RuleSet:
    """Those that the meeting was convened under, whatever changed since; until then, today's."""
    return thaw(meeting.rules) if meeting.rules else rules_of(meeting.committee, on=meeting.day)
