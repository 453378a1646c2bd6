"""Who is expected at a meeting, from the answers given: the bridge to answers.py and quorum.py."""

from collections import defaultdict
from dataclasses import dataclass

from . import answers, rehearsal, roll_call
from .choices import MeetingForm
from .models import Attendance, Mandate, Meeting, Reply, Seat
from .proxies import Objection, objections
from .quorum import Quorum
from .regulations import rules_for


@dataclass(frozen=True)
class Expected:
    """The answers of a meeting and what they announce."""

    seats: dict[int, Seat]
    members: dict[int, answers.Member]
    standing: dict[int, answers.Answer]
    replies: dict[int, Reply]
    terms: answers.Terms
    # The quorum if nobody else answers, and if all the silent ones came.
    quorum: Quorum
    at_best: Quorum
    lost_proxies: tuple[Objection, ...]

    @property
    def silent(self) -> list[Seat]:
        return [seat for pk, seat in self.seats.items() if pk not in self.standing]

    def number_of(self, *kinds: str) -> int:
        return sum(one.kind in kinds for one in self.standing.values())


def members_of(meeting: Meeting, seats: dict[int, Seat]) -> dict[int, answers.Member]:
    """The seats in force with who holds them that day; alternates are nobody's double."""
    names: dict[int, list[str]] = defaultdict(list)
    mandates = Mandate.objects.filter(seat__in=list(seats)).in_force(meeting.day).holders()
    for seat, name in mandates.order_by("pk").values_list("seat_id", "person__name"):
        names[seat].append(name)
    if meeting.is_rehearsal:
        names |= {pk: [rehearsal.name_of(seat.rank)] for pk, seat in seats.items()}
    return {
        pk: answers.Member(
            seat=pk,
            label=seat.label,
            nature=seat.nature,
            names=tuple(names[pk]),
            body=seat.organisation.name if seat.organisation else "",
        )
        for pk, seat in seats.items()
    }


def terms_of(meeting: Meeting) -> answers.Terms:
    rules = rules_for(meeting)
    # Where a text does not admit distance, that text is what the member reads.
    basis = {} if rules.remote else {"video_basis": rules.bases["remote"]}
    return answers.Terms(
        in_room=meeting.form != MeetingForm.VIDEO,
        video=rules.remote and meeting.form != MeetingForm.IN_PERSON,
        proxies_per_holder=rules.proxies_per_holder,
        proxy_basis=rules.bases["proxies_per_holder"],
        **basis,
    )


def answer_of(reply: Reply) -> answers.Answer:
    seat = reply.invitation.seat_id or 0
    return answers.Answer(seat, reply.kind, reply.proxy_to_id, reply.deputy_name)


def expected_at(meeting: Meeting) -> Expected:
    """Seven queries, whatever the number of seats."""
    seats = roll_call.seats_of(meeting)
    replies = {one.invitation.seat_id or 0: one for one in Reply.objects.last_of_each_seat(meeting)}
    standing = {seat: answer_of(one) for seat, one in replies.items() if seat in seats}
    rules = rules_for(meeting)
    everybody = _roll(meeting, standing)
    present = {one.seat_id for one in everybody}
    silent = [
        Attendance(meeting=meeting, seat=seat, mode=_usual_mode(meeting))
        for pk, seat in seats.items()
        if pk not in present
    ]
    return Expected(
        seats=seats,
        members=members_of(meeting, seats),
        standing=standing,
        replies=replies,
        terms=terms_of(meeting),
        quorum=roll_call.quorum_from(meeting, seats, everybody),
        at_best=roll_call.quorum_from(meeting, seats, [*everybody, *silent]),
        lost_proxies=objections(
            {pk: seat.label for pk, seat in seats.items()},
            [roll_call.presence(one) for one in everybody],
            per_holder=rules.proxies_per_holder,
            basis=rules.bases["proxies_per_holder"],
        ),
    )


def _roll(meeting: Meeting, standing: dict[int, answers.Answer]) -> list[Attendance]:
    """The roll call that the answers announce; nothing is stored."""
    found = answers.presences(standing.values(), at_a_distance=meeting.form == MeetingForm.VIDEO)
    return [
        Attendance(meeting=meeting, seat_id=one.seat, mode=one.mode, represented_by_id=one.holder)
        for one in found
    ]


def _usual_mode(meeting: Meeting) -> str:
    return answers.VIDEO if meeting.form == MeetingForm.VIDEO else answers.IN_ROOM


def announced(meeting: Meeting) -> dict[int, tuple[Attendance, str]]:
    """What pre-fills the roll call: for each seat that answered, its line and who will sit."""
    replies = {one.invitation.seat_id or 0: one for one in Reply.objects.last_of_each_seat(meeting)}
    standing = {seat: answer_of(one) for seat, one in replies.items()}
    return {
        line.seat_id: (line, replies[line.seat_id].deputy_name) for line in _roll(meeting, standing)
    }
