"""The demonstration: the Alpes-de-Haute-Provence from 2020 to today, the same every time."""

import csv
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from guichet.casework.committee import actions as committee
from guichet.casework.committee.choices import MeetingForm
from guichet.casework.committee.models import Committee
from guichet.foundations.notifications import actions as notifications
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.directory import actions as directory
from guichet.reference.directory.choices import OrganisationKind as Kind
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Membership, Organisation
from guichet.reference.policies import actions as policies
from guichet.reference.policies.models import Programme, StrategicOrientation, Theme
from guichet.reference.territories.models import Territory

from . import seed_meeting as seed
from .casebook import case_story
from .cast import CAST
from .facts import load_facts
from .in_hand import DESK, InHand, in_hand_story
from .offers import load_enrolments, load_offers
from .projects import ACV, PVD, REQUESTERS, Project, read_projects
from .sittings import seed_story, usual_story
from .stage import DEPARTMENT, Stage, actor, enrol
from .timeline import Timeline

FIRST_DEMAND = datetime(2020, 9, 7, 9, 0, tzinfo=PARIS)
DAYS_BETWEEN_DEMANDS = 19
SEED = 4
# Answers to convocations are played for the last meeting and the next one: the others are history.
ANSWERS_KEPT = 250

# The State in the department and the associations of mayors: functions, no name.
INSTITUTIONS = Path(__file__).parent / "data" / "institutions_04.csv"


@transaction.atomic
def load_demonstration(*, until: datetime, say: Callable[[str], None]) -> None:
    """Fill an empty base, wholly or not at all: a start that was cut begins again.

    Nothing happens after `until`; the dice are loaded with a constant."""
    rng = random.Random(SEED)  # noqa: S311 -- invents cases, guards nothing
    stage = set_stage()
    say("organismes et offres d’ingénierie : faits")
    timeline = Timeline(until)
    timeline.add(seed_story(stage))
    for day, form in _sitting_days(until.date()):
        dice = random.Random(day.toordinal())  # noqa: S311
        is_answered = day > until.date() - timedelta(days=ANSWERS_KEPT)
        timeline.add(usual_story(stage, dice, day, form, is_answered=is_answered))
    for start, requester, project in _cases(rng, until):
        dice = random.Random(f"{SEED}-{start.isoformat()}")  # noqa: S311
        timeline.add(case_story(stage, dice, requester, project, start))
    for dice, told, requester, project in _in_hand():
        timeline.add(in_hand_story(stage, dice, told, requester, project, until))
    say("six ans de demandes et de séances : en cours")
    with notifications.in_the_past(), _without_savepoints():
        timeline.run()


@transaction.atomic
def set_stage() -> Stage:
    """Who is there before any demand: authorities, offers, institutions, people, committee."""
    begin = datetime(2020, 1, 2, 9, 0, tzinfo=PARIS)
    directory.load_national(by=None, at=begin)
    policies.load_taxonomy(by=None, at=begin)
    directory.register_local_authorities(DEPARTMENT, by=None, at=begin)
    load_offers(by=None, at=begin)
    load_facts(by=None, at=begin)
    institutions = _institutions(begin)
    _programmes(begin)
    load_enrolments(by=None, at=begin)
    _orientations()
    body = _committee()
    _people(institutions)
    _mandates(body)
    _let_postgresql_count()
    stage = _stage(body)
    policies.assign_portfolio(
        stage.officer_person, department=body.department, starts_on=begin.date(), by=None, at=begin
    )
    return stage


def _let_postgresql_count() -> None:
    """Its own counting waits for the end of the transaction: until then it would plan blindly."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """One transaction holds it all: the savepoint of each nested action is half of the queries,
    and nothing here goes on after a refusal."""
    features = connection.features
    kept = features.uses_savepoints
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = kept


def _institutions(at: datetime) -> dict[str, Organisation]:
    """By their key; an institution that the offers already brought is taken as it is."""
    found = {}
    with INSTITUTIONS.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            acronym = row["acronym"]
            known = Organisation.objects.filter(acronym=acronym) if acronym else None
            found[row["key"]] = (known and known.first()) or directory.register_organisation(
                kind=row["kind"],
                name=row["name"],
                acronym=acronym,
                territory=_territory(row["territory"]),
                department=Territory.objects.get(pk=seed.DEPARTMENT),
                email=f"{row['key']}@demonstration.example",
                by=None,
                at=at,
            )
    return found


def _territory(key: str) -> Territory:
    kind, _, name = key.partition(":")
    if kind == "arrondissement":
        districts = Territory.objects.filter(kind="DISTRICT", department_code=DEPARTMENT)
        return districts.get(name=name)
    return Territory.objects.get(pk=key)


def _programmes(at: datetime) -> None:
    for code, codes, since in (("PVD", PVD, date(2020, 12, 11)), ("ACV", ACV, date(2018, 3, 27))):
        programme = Programme.objects.get(code=code)
        for commune in Territory.objects.communes().living().filter(code__in=codes).order_by("pk"):
            policies.enrol(
                programme,
                commune,
                since=since,
                source="ANCT, liste des bénéficiaires, 2024",
                source_date=date(2024, 8, 1),
                by=None,
                at=at,
            )


def _orientations() -> None:
    national: dict[int, StrategicOrientation] = {}
    for told in seed.NATIONAL_ORIENTATIONS:
        national[told.number] = policies.record_national(
            title=told.title,
            body=told.body,
            validated_on=seed.NATIONAL_ADOPTED_ON,
            source=seed.NATIONAL_SOURCE,
            by=None,
            at=datetime(2020, 5, 15, 9, 0, tzinfo=PARIS),
        )
    for told in seed.DEPARTMENTAL_ORIENTATIONS:
        policies.propose_orientation(
            title=told.title,
            body=told.body,
            parent=national[told.parent] if told.parent else None,
            department=Territory.objects.get(pk=seed.DEPARTMENT),
            by=None,
            at=datetime(2020, 10, 12, 9, 0, tzinfo=PARIS),
        )


def _committee() -> Committee:
    at = datetime(2020, 10, 12, 10, 0, tzinfo=PARIS)
    body = committee.create_committee(
        Territory.objects.get(pk=seed.DEPARTMENT),
        name=seed.COMMITTEE_NAME,
        chair_title=seed.CHAIR,
        order_reference=seed.ORDER_REFERENCE,
        order_date=seed.ORDER_DATE,
        by=None,
        at=at,
    )
    colleges = committee.start_colleges(body)
    for rank, told in enumerate(seed.SEATS, start=1):
        committee.add_seat(
            body,
            college=colleges[told.family],
            nature=told.nature,
            label=told.label,
            organisation=_sitting_body(told),
            rank=rank,
            is_chair=told.is_chair,
            starts_on=seed.ORDER_DATE,
            by=None,
            at=at,
        )
    return body


def _mandates(body: Committee) -> None:
    """Who sits: the prefect in the chair, the mayor of Forcalquier, IT04 and the CAUE from the
    cast; functions elsewhere, who are convened by mail and have no account."""
    at = datetime(2020, 10, 12, 11, 0, tzinfo=PARIS)
    roles = [Role.PREFECT, Role.COMMITTEE_MEMBER, Role.PROVIDER, Role.SUB_PREFECT]
    seated = Membership.objects.with_role(roles).select_related("person").order_by("pk")
    people = {membership.organisation_id: membership.person for membership in seated}
    for seat in body.seats.order_by("rank"):
        person = people.pop(seat.organisation_id or 0, None) or directory.register_person(
            seat.label, email=f"siege-{seat.rank:02}@demonstration.example", by=None, at=at
        )
        committee.give_mandate(seat, person=person, starts_on=seed.ORDER_DATE, by=None, at=at)


def _sitting_body(told: seed.SeatSeed) -> Organisation | None:
    if told.territory:
        kinds = [Kind.COMMUNE, Kind.EPCI, Kind.DEPARTMENT_COUNCIL, Kind.REGION_COUNCIL]
        here = Organisation.objects.filter(territory=told.territory, kind__in=kinds)
        return here.order_by("pk").first()
    named = Organisation.objects.filter(acronym=told.organisation)
    return (named | Organisation.objects.filter(name=told.organisation)).order_by("pk").first()


def _people(institutions: dict[str, Organisation]) -> None:
    for member in CAST:
        body = institutions.get(member.organisation) or _body_of(member.organisation)
        enrol(body, member.role, member.name, member.role_label, member.email)


def _body_of(key: str) -> Organisation:
    if key.startswith(("commune-", "epci-")):
        return Organisation.objects.get(territory=key, kind__in=[Kind.COMMUNE, Kind.EPCI])
    acronym = {"it04": "IT04", "caue-04": "CAUE 04", "anct": "ANCT"}[key]
    return Organisation.objects.get(acronym=acronym)


def _stage(body: Committee) -> Stage:
    officer = actor(Role.DESK_OFFICER)
    return Stage(
        committee=body,
        officer=officer,
        officer_person=officer.person,
        secretary=actor(Role.COMMITTEE_SECRETARY),
        prefect=actor(Role.PREFECT),
        themes={theme.code: theme for theme in Theme.objects.order_by("rank")},
    )


def _sitting_days(today: date) -> list[tuple[date, str]]:
    """The second Tuesday of June and of December, from 2021 until a month after today."""
    forms = (MeetingForm.HYBRID, MeetingForm.IN_PERSON, MeetingForm.VIDEO)
    days = []
    for year in range(2021, today.year + 2):
        for month in (6, 12):
            first = date(year, month, 1)
            day = first + timedelta(days=(1 - first.weekday()) % 7 + 7)
            if day <= today + timedelta(days=31):
                days.append(day)
    return [(day, forms[place % 3]) for place, day in enumerate(days)]


def _cases(rng: random.Random, until: datetime) -> list[tuple[datetime, Organisation, Project]]:
    projects = read_projects()
    rng.shuffle(projects)
    bodies = {
        body.territory.code: body
        for body in Organisation.objects.filter(
            territory__code__in=REQUESTERS, kind__in=[Kind.COMMUNE, Kind.EPCI]
        ).select_related("territory")
        if body.territory
    }
    cases = []
    start, rank = FIRST_DEMAND, 0
    while start <= until:
        # Two coprime strides: neighbours in time differ in place and in subject.
        requester = bodies[REQUESTERS[rank * 7 % len(REQUESTERS)]]
        cases.append((start, requester, projects[rank * 13 % len(projects)]))
        start += timedelta(days=DAYS_BETWEEN_DEMANDS)
        rank += 1
    return cases


def _in_hand() -> Iterator[tuple[random.Random, InHand, Organisation, Project]]:
    projects = {project.title: project for project in read_projects()}
    communes = Organisation.objects.filter(
        kind=Kind.COMMUNE, territory__code__in=[told.commune for told in DESK]
    ).select_related("territory")
    bodies = {body.territory.code: body for body in communes if body.territory}
    for told in DESK:
        dice = random.Random(f"{SEED}-{told.project}")  # noqa: S311 -- guards nothing
        yield dice, told, bodies[told.commune], projects[told.project]
