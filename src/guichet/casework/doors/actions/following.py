"""A new link for whoever lost the one of its demand."""

from datetime import datetime, timedelta

from django.db import transaction

from guichet.casework.demands import actions as demands
from guichet.casework.demands.models import Demand
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.references import read_reference

# Asked again and again, the same letter would flood the contact.
LINK_AT_MOST_EVERY = timedelta(minutes=10)


@transaction.atomic
def send_link_again(reference: str, *, email: str, at: datetime) -> bool:
    """Send the link to the contact of the demand, if that is the address that asks.

    Answers whether a letter left, for the tests: the page says the same thing in both cases.
    """
    number = read_reference(reference)
    found = Demand.objects.deposited().for_letters().filter(reference=number)
    demand = found.order_by("pk").first() if number else None
    if demand is None or demand.contact_email.strip().lower() != email.strip().lower():
        return False
    # The lock makes the second of two clicks wait, and see the letter of the first.
    lock_afresh(demand)
    lately = Delivery.objects.filter(
        about=demand.case_key, created_at__gt=at - LINK_AT_MOST_EVERY, to_email__iexact=email
    )
    if lately.filter(subject__startswith="Votre lien pour suivre").exists():
        return False
    demands.send_link(demand, at=at)
    return True
