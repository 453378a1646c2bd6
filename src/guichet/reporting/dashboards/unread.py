"""What was written to a person and not read yet, case by case."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from guichet.casework.demands.models import Message, UnfiledMail
from guichet.casework.demands.permissions import can_see_mails
from guichet.foundations.accounts.models import User
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

MOST_SHOWN = 5


@dataclass(frozen=True)
class Unread:
    threads: list[dict[str, Any]]
    mails: int


def unread_for(user: User) -> Unread:
    """In the open cases that are the person’s own: those that he follows, those of his authority or
    of his organisation, and wherever he is named. Two queries at most."""
    access = access_of(user)
    spoken = Q(audience="APPLICANT")
    own = spoken & Q(demand__requester__in=access.organisations(Role.APPLICANT))
    own |= spoken & Q(demand__shared_with__in=access.organisations(Role.PROVIDER))
    own |= Q(demand__officer__user=user)
    own |= Q(mentions=user)
    mails = 0
    if can_see_mails(user):
        mails = UnfiledMail.objects.visible_to(user).waiting().count()
    if not access.has(Role.APPLICANT, Role.PROVIDER, Role.SUB_PREFECT, *DESK):
        return Unread([], mails)
    found = (
        Message.objects.filter(own)
        .in_open_cases()
        .unread_by(user)
        .values("demand__reference", "demand__title")
        .annotate(count=Count("pk", distinct=True), newest=Max("pk"))
        .order_by("-newest")
    )
    threads = [
        {"reference": r["demand__reference"], "title": r["demand__title"], "messages": r["count"]}
        for r in found[:MOST_SHOWN]
    ]
    return Unread(threads, mails)
