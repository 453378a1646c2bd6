"""The secretary's board: each convocation with its proofs and its answer, in a fixed number of
queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from guichet.foundations.notifications.choices import DeliveryStatus
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.text import plural

from .choices import ProofKind
from .models import Invitation, Meeting, Proof, Reply
from .notice import Notice
from .regulations import rules_for
from .ruleset import RuleSet

_SENDINGS = {ProofKind.SENT, ProofKind.SENT_AGAIN, ProofKind.POSTED, ProofKind.RENEWED}
_TROUBLES = {
    DeliveryStatus.FAILED: "courriel non parti, nouvel essai prévu",
    DeliveryStatus.ABANDONED: "courriel non remis : adresse refusée",
}


@dataclass
class Row:
    invitation: Invitation
    proofs: list[Proof] = field(default_factory=list)
    reply: Reply | None = None
    trouble: str = ""
    # What R133-8 says of a convocation received too late; empty when it is not, or in urgency.
    late: str = ""

    @property
    def sent_at(self) -> datetime | None:
        return next((one.at for one in self.proofs if one.kind in _SENDINGS), None)

    @property
    def opened_at(self) -> datetime | None:
        return next((one.at for one in self.proofs if one.kind == ProofKind.OPENED), None)

    @property
    def revoked_at(self) -> datetime | None:
        """When its last link was revoked, as long as no other one was sent."""
        links = [one for one in self.proofs if one.kind in {ProofKind.REVOKED, ProofKind.RENEWED}]
        last = links[-1] if links else None
        return last.at if last and last.kind == ProofKind.REVOKED else None

    @property
    def reminded_at(self) -> datetime | None:
        found = [one.at for one in self.proofs if one.kind == ProofKind.REMINDED]
        return found[-1] if found else None


def rows_of(meeting: Meeting) -> list[Row]:
    """Members in the order of the roll call, then heard persons. Four queries."""
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for proof in Proof.objects.of_meeting(meeting):
        proofs[proof.invitation_id].append(proof)
    by_seat: dict[int | None, Reply] = {}
    by_invitation: dict[int | None, Reply] = {}
    replies = Reply.objects.of_meeting(meeting).select_related("invitation", "proxy_to")
    for reply in replies:
        by_seat[reply.invitation.seat_id] = reply
        by_invitation[reply.invitation_id] = reply
    troubles = _troubles([one for found in proofs.values() for one in found])
    rules, rows = rules_for(meeting), []
    for invitation in Invitation.objects.of_meeting(meeting).in_order():
        mine = proofs[invitation.pk]
        trouble = next((troubles[one.letter] for one in mine if one.letter in troubles), "")
        said = by_seat if invitation.is_member else by_invitation
        key = invitation.seat_id if invitation.is_member else invitation.pk
        row = Row(invitation, mine, said.get(key), trouble)
        row.late = _late(row, meeting, rules)
        rows.append(row)
    return rows


def _late(row: Row, meeting: Meeting, rules: RuleSet) -> str:
    """By mail it is received the day it leaves; by post or by hand, the day that was noted."""
    if row.sent_at is None or not row.invitation.is_member or meeting.urgency_reason:
        return ""
    days, basis = rules.notice_days, rules.bases["notice_days"]
    notice = Notice(local_day(row.sent_at), meeting.day, days, basis)
    return "" if notice.is_held else f"moins de {plural(days, 'jour')} avant la séance ({basis})"


def _troubles(proofs: list[Proof]) -> dict[int | None, str]:
    letters = Delivery.objects.filter(
        pk__in=[one.letter for one in proofs if one.letter], status__in=list(_TROUBLES)
    )
    return {
        pk: _TROUBLES[DeliveryStatus(status)] for pk, status in letters.values_list("pk", "status")
    }
