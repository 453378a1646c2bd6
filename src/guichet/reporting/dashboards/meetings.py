"""The home of those who prepare the committee, and of those who sit in it."""

from datetime import date, datetime, time

from django.db.models import Count, Q
from django.urls import reverse

from guichet.casework.committee import duties
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import Committee, Meeting, Promise
from guichet.casework.demands.choices import Bucket
from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import PARIS, local_day, long_date
from guichet.reference.directory.access import Access
from guichet.reference.directory.choices import Role

from .shapes import SHOWN, Figure, Panel, Task, supply_links

_MEETING_VERBS: dict[str, str] = {
    MeetingStatus.PREPARED: "Convoquer",
    MeetingStatus.CONVENED: "Ouvrir",
    MeetingStatus.OPENED: "Tenir",
    MeetingStatus.HELD: "Rédiger le procès-verbal de",
    MeetingStatus.MINUTED: "Approuver le procès-verbal de",
    MeetingStatus.APPROVED: "Publier",
}


def committee(user: User, access: Access, today: date) -> Panel:
    """The secretary and the prefect: meetings to carry one step further, promises due."""
    codes = access.departments({Role.COMMITTEE_SECRETARY, Role.PREFECT})
    living = Meeting.objects.filter(committee__department__code__in=codes).exclude(
        status__in=[MeetingStatus.PUBLISHED, MeetingStatus.CANCELLED]
    )
    tasks = [
        Task(_meeting_words(m, today), m.get_absolute_url(), m.get_status_display())
        for m in living.for_index()[:SHOWN]
    ]
    promises = Promise.objects.real().due().in_departments(codes)
    late = promises.filter(due_on__lt=today)
    tasks += [
        Task(f"Relancer {p.holder.short_name}", p.made_in.get_absolute_url(), p.text)
        for p in late.in_order()[:SHOWN]
    ]
    tasks += _duty(codes, today)
    kept = reverse("committee:promises")
    return Panel(
        title="Le comité",
        tasks=tuple(tasks),
        quiet="Les séances de l’année sont tenues et publiées.",
        figures=(
            *_year(codes, today),
            Figure(promises.count(), "engagement à tenir", "engagements à tenir", kept),
            Figure(late.count(), "engagement en retard", "engagements en retard", kept),
        ),
        links=supply_links(),
    )


def member(user: User, access: Access, today: date) -> Panel:
    seen = Meeting.objects.visible_to(user)
    coming = seen.filter(status__in=[MeetingStatus.CONVENED, MeetingStatus.OPENED]).for_index()
    return Panel(
        title="Le comité où vous siégez",
        tasks=tuple(
            Task(
                f"Lire l’ordre du jour du {long_date(local_day(m.scheduled_at))}",
                m.get_absolute_url(),
                m.get_form_display(),
            )
            for m in coming[:SHOWN]
        ),
        quiet="Aucune séance n’est convoquée pour l’instant.",
        figures=(
            Figure(
                seen.published().count(),
                "séance publiée",
                "séances publiées",
                reverse("committee:public_index"),
            ),
        ),
    )


def _meeting_words(meeting: Meeting, today: date) -> str:
    """« Convoquer la séance du 8 juin 2026 »; a meeting opens on its day, not before."""
    day = local_day(meeting.scheduled_at)
    waits = meeting.status == MeetingStatus.CONVENED and day > today
    verb = "Préparer" if waits else _MEETING_VERBS[meeting.status]
    return f"{verb} la séance du {long_date(day)}"


def _year(codes: frozenset[str], today: date) -> tuple[Figure, ...]:
    """What the prefect is asked about in the corridor: the year of the department."""
    here = Demand.objects.deposited().filter(department__code__in=codes)
    counts = here.aggregate(
        received=Count("pk", filter=Q(submitted_at__year=today.year)),
        open=Count("pk", filter=~Q(status__in=[S.DECLINED, S.CLOSED])),
        supported=Count("pk", filter=Q(status=S.SUPPORTED)),
    )
    index = reverse("demands:index")
    return (
        Figure(
            counts["received"],
            "demande reçue cette année",
            "demandes reçues cette année",
            f"{index}?etat={Bucket.ALL}",
        ),
        Figure(
            counts["open"], "demande ouverte", "demandes ouvertes", f"{index}?etat={Bucket.OPEN}"
        ),
        Figure(
            counts["supported"],
            "projet accompagné",
            "projets accompagnés",
            f"{index}?etat={S.SUPPORTED}",
        ),
    )


def _duty(codes: frozenset[str], today: date) -> list[Task]:
    """The meetings that a text owes: two a year for the local committee (CGCT L1232-2), what its
    rules say for another commission. The same count, and the same sentence with its last safe day,
    as on the page of the meetings."""
    committees = list(Committee.objects.in_departments(codes))
    morning = datetime.combine(today, time.min, tzinfo=PARIS)
    return [
        Task(
            "Prévoir une séance avant la fin de l’année",
            reverse("committee:prepare"),
            one.sentence if body.is_local else f"{body.name}. {one.sentence}",
        )
        for body, one in duties.of_committees(committees, at=morning)
        if one.to_plan
    ]
