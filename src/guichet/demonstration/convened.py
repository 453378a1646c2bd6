"""How members answer a convocation: what will be called at the meeting, some days before."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from guichet.casework.committee import actions as committee
from guichet.casework.committee.actions import Call
from guichet.casework.committee.choices import AttendanceMode, ReplyKind
from guichet.casework.committee.models import Invitation, Meeting

# Whoever will be absent without a word does not answer.
_SAID = {
    AttendanceMode.IN_ROOM: ReplyKind.IN_ROOM,
    AttendanceMode.VIDEO: ReplyKind.VIDEO,
    AttendanceMode.EXCUSED: ReplyKind.ABSENT,
    AttendanceMode.REPRESENTED: ReplyKind.PROXY,
}
_DAYS = 11


def with_a_proxy(calls: Sequence[Call]) -> list[Call]:
    """The first member who is excused gives a proxy to whoever presides."""
    chair = next(call.seat for call in calls if call.seat.is_chair)
    excused = [call.seat.pk for call in calls if call.mode == AttendanceMode.EXCUSED][:1]
    return [
        Call(call.seat, AttendanceMode.REPRESENTED, chair) if call.seat.pk in excused else call
        for call in calls
    ]


def answers_to(meeting: Meeting, calls: Sequence[Call], sent_at: datetime) -> Iterator[datetime]:
    """Some answers each day: those who come, those who say that they will not."""
    invited = {
        one.seat_id: one for one in Invitation.objects.of_meeting(meeting).members().in_order()
    }
    for number in range(_DAYS):
        at = sent_at + timedelta(days=number, hours=5)
        yield at
        for call in calls[number::_DAYS]:
            invitation = invited.get(call.seat.pk)
            if invitation is not None:
                committee.open_convocation(invitation, at=at)
                if call.mode in _SAID:
                    committee.answer(
                        invitation,
                        kind=_SAID[AttendanceMode(call.mode)],
                        proxy_to=call.represented_by,
                        at=at,
                    )
