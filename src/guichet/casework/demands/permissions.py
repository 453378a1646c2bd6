"""Who may do what to a demand. Pure questions: no exception, no write.

Seeing is `Demand.objects.visible_to`; each predicate here supposes that the person may see.
The desk officers of the department act; the prefect and the secretary of the committee see all
and write in both threads; the sub-prefect sees his arrondissement and writes to the services;
a provider sees what was referred to it and writes in the thread of the applicant.
"""

from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from .choices import ANSWERED_BY_DESK, TYPED_BY_DESK, MessageAudience
from .models import Demand, UnfiledMail


def can_see_index(user: User) -> bool:
    return access_of(user).has(Role.APPLICANT, Role.SUB_PREFECT, Role.PROVIDER, *DESK)


def can_see_queue(user: User) -> bool:
    """The list with its filters, the board, the map, the exports; an authority has its cards."""
    return access_of(user).has(Role.SUB_PREFECT, Role.PROVIDER, *DESK)


def can_start(user: User) -> bool:
    return access_of(user).has(Role.APPLICANT, Role.DESK_OFFICER)


def types_for_others(user: User) -> bool:
    """An officer types the demand of an authority that wrote or telephoned."""
    return access_of(user).has(Role.DESK_OFFICER)


def can_edit(user: User, demand: Demand) -> bool:
    """Whoever may write the draft may also deposit or discard it."""
    return is_applicant(user, demand) or _typed_it(user, demand)


def can_instruct(user: User, demand: Demand) -> bool:
    """Acknowledge, send back, qualify, decline, reopen, close."""
    return demand.department_code in access_of(user).departments([Role.DESK_OFFICER])


def can_complete(user: User, demand: Demand) -> bool:
    """The authority answers; the desk may write the answer of one that has no account."""
    by_desk = demand.channel in ANSWERED_BY_DESK and can_instruct(user, demand)
    return is_applicant(user, demand) or by_desk


def can_attach(user: User, demand: Demand) -> bool:
    if demand.is_draft:
        return can_edit(user, demand)
    return is_applicant(user, demand) or can_instruct(user, demand)


def can_write(user: User, demand: Demand, *, audience: str) -> bool:
    if audience == MessageAudience.INTERNAL:
        return can_read_internal(user, demand)
    return is_applicant(user, demand) or is_desk(user, demand) or is_provider(user)


def can_read_internal(user: User, demand: Demand) -> bool:
    """The thread between services, and the desk's analysis: never the applicant or a provider."""
    if is_desk(user, demand):
        return True
    district = demand.commune.district_id if demand.commune else None
    return district in access_of(user).territories(Role.SUB_PREFECT)


def can_see_mails(user: User) -> bool:
    return access_of(user).has(*DESK, Role.ADMINISTRATOR)


def can_open_demand(user: User) -> bool:
    """Make a new demand of a mail: whoever holds a desk (doors checks it again)."""
    return access_of(user).has(Role.DESK_OFFICER)


def can_settle_mail(user: User, mail: UnfiledMail) -> bool:
    """The officers of the department; the administrator for a mail that points to none."""
    if mail.department is None:
        return user.is_administrator
    return mail.department_code in access_of(user).departments([Role.DESK_OFFICER])


def is_applicant(user: User, demand: Demand) -> bool:
    return demand.requester_id in access_of(user).organisations(Role.APPLICANT)


def is_desk(user: User, demand: Demand) -> bool:
    return demand.department_code in access_of(user).departments(DESK)


def is_provider(user: User) -> bool:
    """Enough for a demand that the person sees as a provider; asked after `visible_to`."""
    return access_of(user).has(Role.PROVIDER)


def _typed_it(user: User, demand: Demand) -> bool:
    is_theirs = demand.channel in TYPED_BY_DESK and demand.created_by_id == user.pk
    return is_theirs and can_instruct(user, demand)
