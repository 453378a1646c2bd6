"""The story of the committee: the meeting of 17 November 2020, then two a year."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from guichet.casework.committee import actions as committee
from guichet.casework.committee.actions import Call
from guichet.casework.committee.choices import (
    AttendanceMode,
    ItemKind,
    MeetingForm,
    Outcome,
    PromiseStatus,
)
from guichet.casework.committee.models import Meeting, Promise, Seat
from guichet.casework.committee.roll_call import quorum_of
from guichet.casework.support.models import Support
from guichet.foundations.toolkit.dates import PARIS, local_day
from guichet.reference.directory.models import Organisation

from . import seed_meeting as seed
from .convened import answers_to, with_a_proxy
from .stage import Stage

USUAL = {
    ItemKind.PREVIOUS_MINUTES: Outcome.TAKES_NOTE,
    ItemKind.PROMISES: Outcome.TAKES_NOTE,
    ItemKind.ORIENTATION: Outcome.ORIENTATION_ADOPTED,
}


def seed_story(stage: Stage) -> Iterator[datetime]:
    """The meeting that the product comes from, by video, with the facts of its public page."""
    yield seed.PREPARED_AT
    meeting = committee.prepare_meeting(
        stage.committee,
        scheduled_at=seed.SCHEDULED_AT,
        form=seed.FORM,
        place=seed.PLACE,
        chair_label=seed.CHAIR,
        co_chair_label=seed.CO_CHAIR,
        by=stage.secretary,
        at=seed.PREPARED_AT,
    )
    for item in seed.ITEMS:
        committee.add_item(
            meeting,
            kind=item.kind,
            title=item.title,
            brief=item.brief,
            by=stage.secretary,
            at=seed.PREPARED_AT,
        )
    yield seed.CONVENED_AT
    committee.refresh_agenda(meeting, by=stage.secretary, at=seed.CONVENED_AT)
    committee.convene(meeting, by=stage.secretary, at=seed.CONVENED_AT)
    yield seed.SCHEDULED_AT
    committee.open_meeting(meeting, by=stage.secretary, at=seed.SCHEDULED_AT)
    _seed_roll_call(stage, meeting)
    known = {item.title: item for item in seed.ITEMS}
    for line in meeting.items.order_by("rank", "pk"):
        told = known.get(line.title)
        committee.record_outcome(
            line,
            outcome=told.outcome if told else seed.OUTCOMES.get(line.kind, Outcome.INFORMED),
            note=told.note if told else "",
            by=stage.secretary,
            at=seed.SCHEDULED_AT + timedelta(minutes=60),
        )
    for promise in seed.PROMISES:
        committee.make_promise(
            meeting,
            text=promise.text,
            holder=_organisation(promise.holder),
            due_on=promise.due_on,
            by=stage.secretary,
            at=seed.SCHEDULED_AT + timedelta(minutes=90),
        )
    yield seed.CLOSED_AT
    committee.close_meeting(
        meeting, closing_words=seed.CLOSING_WORDS, by=stage.secretary, at=seed.CLOSED_AT
    )
    yield from _minuted(stage, meeting, seed.APPROVED_AT, seed.PUBLISHED_AT)


def usual_story(
    stage: Stage, rng: random.Random, day: date, form: str, *, is_answered: bool = False
) -> Iterator[datetime]:
    """An ordinary meeting: prepared four weeks ahead, convened two weeks ahead, published after."""
    scheduled_at = datetime(day.year, day.month, day.day, 14, 30, tzinfo=PARIS)
    at = scheduled_at - timedelta(days=28, hours=4)
    yield at
    meeting = committee.prepare_meeting(
        stage.committee,
        scheduled_at=scheduled_at,
        form=form,
        place="" if form == MeetingForm.VIDEO else "Préfecture, Digne-les-Bains, salle Verdon",
        chair_label=seed.CHAIR,
        by=stage.secretary,
        at=at,
    )
    _present_a_project(stage, meeting, at)
    at = scheduled_at - timedelta(days=14, hours=3)
    yield at
    committee.refresh_agenda(meeting, by=stage.secretary, at=at)
    committee.convene(meeting, by=stage.secretary, at=at)
    calls = []
    for seat in Seat.objects.filter(committee=stage.committee).in_force(day).for_roll_call():
        mode = _presence(rng, seat, form)
        calls.append(Call(seat, mode, attendee_label=_quality(seat)))
    if is_answered:
        calls = with_a_proxy(calls)
        yield from answers_to(meeting, calls, at)
    yield scheduled_at
    committee.open_meeting(meeting, by=stage.secretary, at=scheduled_at)
    committee.record_roll_call(
        meeting, calls, by=stage.secretary, at=scheduled_at + timedelta(minutes=5)
    )
    for line in meeting.items.order_by("rank", "pk"):
        committee.record_outcome(
            line,
            outcome=_usual(meeting, line.kind),
            note="",
            by=stage.secretary,
            at=scheduled_at + timedelta(minutes=70),
        )
    _settle_promises(stage, rng, scheduled_at + timedelta(minutes=80))
    committee.make_promise(
        meeting,
        text=rng.choice(UNDERTAKINGS),
        holder=_organisation(rng.choice(["DDT 04", "IT04", "CAUE 04"])),
        due_on=day + timedelta(days=150),
        by=stage.secretary,
        at=scheduled_at + timedelta(minutes=90),
    )
    closed_at = scheduled_at + timedelta(hours=2)
    yield closed_at
    committee.close_meeting(
        meeting, closing_words="La séance est levée.", by=stage.secretary, at=closed_at
    )
    yield from _minuted(
        stage, meeting, scheduled_at + timedelta(days=9), scheduled_at + timedelta(days=13)
    )


def _present_a_project(stage: Stage, meeting: Meeting, at: datetime) -> None:
    """The support that began last: what is said of it goes back to its case."""
    supports = Support.objects.in_department(stage.committee.department_code).under_way()
    latest = supports.filter(opened_at__lt=at).order_by("-opened_at", "-pk").first()
    if latest is not None:
        committee.add_item(
            meeting, kind=ItemKind.PROJECT, support=latest, by=stage.secretary, at=at
        )


def _usual(meeting: Meeting, kind: str) -> str:
    """Without a quorum the committee takes note; the minutes come back at the next meeting."""
    if kind == ItemKind.PREVIOUS_MINUTES and quorum_of(meeting).may_deliberate:
        return Outcome.APPROVED
    return USUAL.get(ItemKind(kind), Outcome.INFORMED)


UNDERTAKINGS = (
    "Visiter chaque commune dont la demande attend depuis plus de deux mois",
    "Publier la liste des structures qui peuvent aider, avec leurs conditions",
    "Réunir les secrétaires de mairie de l’arrondissement pour présenter le guichet",
    "Présenter un retour d’expérience à la prochaine séance",
)


def _minuted(
    stage: Stage, meeting: Meeting, approved_at: datetime, published_at: datetime
) -> Iterator[datetime]:
    drafted_at = approved_at - timedelta(days=1)
    yield drafted_at
    committee.draft_minutes(meeting, by=stage.secretary, at=drafted_at)
    committee.send_extracts(meeting, by=stage.secretary, at=drafted_at + timedelta(hours=1))
    yield approved_at
    committee.approve_minutes(meeting, by=stage.prefect, at=approved_at)
    yield published_at
    committee.publish(meeting, by=stage.secretary, at=published_at)


def _quality(seat: Seat) -> str:
    """Functions, never names: the seat says who speaks."""
    return f"{seat.label[:1].lower()}{seat.label[1:]}"


def _presence(rng: random.Random, seat: Seat, form: str) -> str:
    if seat.is_chair:
        return AttendanceMode.VIDEO if form == MeetingForm.VIDEO else AttendanceMode.IN_ROOM
    dice = rng.random()
    if dice < 0.18:
        return AttendanceMode.ABSENT
    if dice < 0.28:
        return AttendanceMode.EXCUSED
    at_distance = form == MeetingForm.VIDEO or (form == MeetingForm.HYBRID and dice < 0.55)
    return AttendanceMode.VIDEO if at_distance else AttendanceMode.IN_ROOM


def _seed_roll_call(stage: Stage, meeting: Meeting) -> None:
    seats = {seat.label: seat for seat in Seat.objects.filter(committee=stage.committee)}
    calls = [
        Call(
            seats[told.label],
            told.mode,
            represented_by=seats[told.proxy_to] if told.proxy_to else None,
            attendee_label=told.attendee or _quality(seats[told.label]),
        )
        for told in seed.SEATS
    ]
    committee.record_roll_call(
        meeting, calls, by=stage.secretary, at=seed.SCHEDULED_AT + timedelta(minutes=5)
    )


def _settle_promises(stage: Stage, rng: random.Random, at: datetime) -> None:
    """Most promises that are due are kept; the others come back on the next agenda."""
    today = local_day(at)
    due = Promise.objects.filter(status=PromiseStatus.DUE, due_on__lte=today).order_by("pk")
    for promise in due:
        if rng.random() < 0.8:
            committee.keep_promise(promise, on=today, note="Fait.", by=stage.secretary, at=at)


def _organisation(acronym: str) -> Organisation:
    return Organisation.objects.get(acronym=acronym)
