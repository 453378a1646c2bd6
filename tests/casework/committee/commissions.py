"""A consultative commission as its secretary makes it, screen after screen, then holds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from guichet.casework.committee import actions
from guichet.casework.committee.choices import AttendanceMode, ItemKind
from guichet.casework.committee.choices import MeetingForm as Form
from guichet.casework.committee.models import AgendaItem, College, Committee, Meeting, Seat
from guichet.foundations.toolkit.dates import local_day
from tests.client import StrictClient
from tests.people import People

ORDER = "arrêté préfectoral du 12 octobre 2026"
RULES = {
    "basis": ORDER, "notice_days": "5", "share": "1/2", "number": "", "vacancies_count": "yes",
    "recused": "PRESENT", "second_convocation": "yes", "proxies_per_holder": "1", "remote": "yes",
    "majority": "CAST", "abstentions_count": "no", "casting_vote": "yes", "meetings_per_year": "0",
}  # fmt: skip
R, V, A = AttendanceMode.IN_ROOM, AttendanceMode.VIDEO, AttendanceMode.ABSENT


@dataclass(frozen=True)
class Screens:
    """What the secretary types, screen after screen, for one body."""

    browser: StrictClient
    code: str

    @property
    def body(self) -> Committee:
        return Committee.objects.get(slug=self.code)

    def post(self, path: str, **typed: object) -> None:
        answer = self.browser.post(f"/seances/{path}", typed)
        assert answer.status_code == 302, answer.content.decode()

    def college(self, name: str, *seats: tuple[str, str, int, bool]) -> None:
        self.post(
            f"membres/{self.code}/colleges/ajouter/",
            name=name, planned_seats=sum(number for _, _, number, _ in seats),
        )  # fmt: skip
        college = College.objects.get(committee=self.body, name=name)
        for label, nature, number, is_chair in seats:
            typed: dict[str, object] = {"is_chair": "on"} if is_chair else {}
            self.post(
                f"membres/{self.code}/ajouter/", label=label, college=college.pk, nature=nature,
                organisation="", number=number, starts_on="2026-01-01", **typed,
            )  # fmt: skip

    def rules(self, **changes: object) -> None:
        today = local_day(timezone.now()).isoformat()
        typed = {**RULES, "starts_on": today, **changes}
        self.post(f"regles/{self.code}/enregistrer/", **typed)

    def seat(self, label: str) -> Seat:
        return Seat.objects.get(committee=self.body, label=label)

    def page(self, path: str) -> str:
        return self.browser.get(f"/seances/{path}").content.decode()


def open_meeting(screens: Screens, people: People, *, form: str = Form.HYBRID) -> Meeting:
    """Prepared for in a month, and opened on its day; it votes on one item."""
    now = timezone.now()
    meeting = actions.prepare_meeting(
        screens.body, scheduled_at=now + timedelta(days=30), form=form, place="Préfecture",
        chair_label="", by=people.farid, at=now,
    )  # fmt: skip
    actions.add_item(
        meeting, kind=ItemKind.FREE, title="Avis", asks_vote=True, by=people.farid, at=now
    )
    actions.convene(meeting, by=people.farid, at=now)
    actions.open_meeting(meeting, by=people.farid, at=meeting.scheduled_at)
    return meeting


def call(meeting: Meeting, people: People, modes: dict[str, str], at: datetime) -> None:
    seats = {seat.label: seat for seat in Seat.objects.of_committee(meeting.committee)}
    calls = [actions.Call(seats[label], mode) for label, mode in modes.items()]
    actions.record_roll_call(meeting, calls, by=people.farid, at=at)


def vote(meeting: Meeting, people: People, at: datetime, **counted: object) -> AgendaItem:
    item = AgendaItem.objects.get(meeting=meeting, title="Avis")
    actions.record_outcome(item, by=people.farid, at=at, **counted)  # type: ignore[arg-type]
    item.refresh_from_db()
    return item


Opener = Callable[[str, str, str, str], Screens]
