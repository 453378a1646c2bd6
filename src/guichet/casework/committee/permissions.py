"""Who may do what to a meeting. Pure questions: no exception, no write.

Seeing is `Meeting.objects.visible_to`; each predicate here supposes that the person may see. The
desk of the department (officers, secretary of the committee, prefect) prepares, convenes and
holds; members, sub-prefects and national observers read, from the convocation on.
"""

from datetime import date

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from . import roll_call
from .answers import Terms
from .choices import InvitationKind, MeetingStatus, ReplyKind
from .models import Committee, Invitation, Meeting, Minutes, Promise

READERS = frozenset({Role.COMMITTEE_MEMBER, Role.SUB_PREFECT, Role.NATIONAL_OBSERVER})


def can_see_index(user: User) -> bool:
    return access_of(user).has(*READERS, *DESK) or Committee.objects.seating(user).exists()


def can_prepare_somewhere(user: User) -> bool:
    return access_of(user).has(*DESK)


def can_prepare(user: User, committee: Committee) -> bool:
    return committee.department_code in access_of(user).departments(DESK)


def can_hold(user: User, meeting: Meeting) -> bool:
    """Prepare, convene, call the roll, write outcomes and promises, close."""
    return meeting.department_code in access_of(user).departments(DESK)


def can_see_restricted(user: User, meeting: Meeting) -> bool:
    """Items for the members alone: those who sit, and the desk."""
    # The desk, which opens these pages all day, costs no question to the database.
    if meeting.department_code in access_of(user).departments(DESK):
        return True
    return Committee.objects.read_whole_by(user).filter(pk=meeting.committee_id).exists()


WRITERS = frozenset({Role.COMMITTEE_SECRETARY, Role.PREFECT})


def may_open_commissions_in(user: User) -> frozenset[str]:
    """The departments where the person may open another commission: its rules will be hers."""
    return access_of(user).departments(WRITERS)


def can_set_rules(user: User, committee: Committee) -> bool:
    """Record orders, internal rules, seats and mandates: the secretary of the committee and its
    chair."""
    return committee.department_code in access_of(user).departments(WRITERS)


def can_settle(user: User, promise: Promise) -> bool:
    return promise.department_code in access_of(user).departments(DESK)


def can_tell_news(user: User, promise: Promise) -> bool:
    """The desk, and the people of the organisation that promised."""
    held = any(grant.organisation_id == promise.holder_id for grant in access_of(user).grants)
    return held or can_settle(user, promise)


def can_write_minutes(user: User, meeting: Meeting) -> bool:
    """Draft, correct and publish: the secretary of the committee and its chair."""
    return meeting.department_code in access_of(user).departments(WRITERS)


def can_approve_minutes(user: User, meeting: Meeting) -> bool:
    """Only who presides vouches for the text; in a rehearsal, whoever plays that part."""
    if meeting.is_rehearsal:
        return can_write_minutes(user, meeting)
    return meeting.department_code in access_of(user).departments({Role.PREFECT})


def can_amend(user: User, meeting: Meeting, minutes: Minutes, *, on: date) -> bool:
    """Read the draft and ask for changes: the desk, and while the delay runs those who attended or
    were represented. Whoever was not there cannot say what was said."""
    if can_hold(user, meeting):
        return True
    return minutes.takes_amendments_on(on) and roll_call.took_part(user, meeting)


def can_read_minutes(user: User, meeting: Meeting) -> bool:
    """A draft is for the desk; members and observers read what was approved."""
    return meeting.has_approved_minutes or can_hold(user, meeting)


def ways_to_answer(invitation: Invitation, terms: Terms) -> frozenset[str]:
    """The answers that the page of a convocation offers; none when the time is over."""
    if invitation.meeting.status != MeetingStatus.CONVENED:
        return frozenset()
    found = {ReplyKind.ABSENT.value}
    found |= {ReplyKind.IN_ROOM.value} if terms.in_room else set()
    found |= {ReplyKind.VIDEO.value} if terms.video else set()
    if invitation.kind == InvitationKind.MEMBER:
        found |= {ReplyKind.ALTERNATE.value}
        found |= {ReplyKind.PROXY.value} if terms.proxies_per_holder else set()
    return frozenset(found)
