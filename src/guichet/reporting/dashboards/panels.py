"""What each role finds on opening the product: what to do next first, figures after.

A panel is plain data; one template shows them all. One function per role, a few queries each.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import Committee, Meeting, Promise
from guichet.casework.committee.regulations import rules_of
from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.models import Referral
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.choices import DeliveryStatus
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.text import of, plural, sentence_list
from guichet.reference.directory.access import Access
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Absence, Membership, Organisation
from guichet.reference.offers.choices import OfferStatus
from guichet.reference.offers.models import Offer

from .desk_work import DeskWork, Piece, work_of

SHOWN = 5


@dataclass(frozen=True)
class Task:
    """One thing to do, one link to do it."""

    words: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Figure:
    value: int
    words: str
    url: str = ""


@dataclass(frozen=True)
class Panel:
    title: str
    tasks: tuple[Task, ...]
    quiet: str
    figures: tuple[Figure, ...] = ()
    can_ask: bool = False
    # The authority for which one click starts a demand; 0 when the person must choose.
    asks_for: int = 0
    alarms: tuple["Alarm", ...] = ()
    notes: tuple[str, ...] = ()
    can_be_away: bool = False


@dataclass(frozen=True)
class Alarm:
    """Cases that should not be as they are: the goal is none. The first few are named."""

    title: str
    tasks: tuple[Task, ...]


def panels_for(user: User, access: Access, *, today: date) -> list[Panel]:
    """One panel per role held, the most hands-on first; none for an account without a role."""
    return [build(user, access, today) for role, build in BUILDERS.items() if access.has(role)]


def applicant(user: User, access: Access, today: date) -> Panel:
    bodies = access.organisations(Role.APPLICANT)
    mine = Demand.objects.filter(requester__in=bodies)
    tasks = [
        Task(f"Compléter la demande {d.reference}", d.get_absolute_url(), d.title)
        for d in mine.awaiting_the_applicant().for_index()[:SHOWN]
    ]
    tasks += [
        Task("Reprendre un brouillon", d.get_absolute_url(), d.title or "sans intitulé")
        for d in mine.drafts().order_by("-created_at", "-pk")[:SHOWN]
    ]
    counts = mine.aggregate(
        asked=Count("pk", filter=~Q(status=S.DRAFT)),
        supported=Count("pk", filter=Q(status=S.SUPPORTED)),
    )
    index = reverse("demands:index")
    return Panel(
        title=f"Vos demandes – {_organisations(access, Role.APPLICANT)}",
        tasks=tuple(tasks),
        quiet="Rien n’attend de vous : le guichet vous écrira dès qu’il y aura du nouveau.",
        figures=(
            Figure(counts["asked"], "demandes déposées", index),
            Figure(counts["supported"], "projets accompagnés", index),
        ),
        can_ask=True,
        asks_for=min(bodies) if len(bodies) == 1 else 0,
    )


def desk(user: User, access: Access, today: date) -> Panel:
    codes = access.departments({Role.DESK_OFFICER})
    here = Demand.objects.filter(department__code__in=codes)
    counts = here.aggregate(
        submitted=Count("pk", filter=Q(status=S.SUBMITTED)),
        acknowledged=Count("pk", filter=Q(status=S.ACKNOWLEDGED)),
        qualified=Count("pk", filter=Q(status=S.QUALIFIED)),
        returned=Count("pk", filter=Q(status=S.RETURNED)),
    )
    silent = Referral.objects.filter(
        demand__department__code__in=codes, status=ReferralStatus.SENT
    ).count()
    ready = (
        Referral.objects.filter(
            demand__department__code__in=codes, status=ReferralStatus.ACCEPTED, support=None
        )
        .exclude(demand__status__in=[S.DECLINED, S.CLOSED])
        .for_index()[:SHOWN]
    )
    work = work_of(user, codes, today=today)
    index = reverse("demands:index")
    tasks = [
        _piece(p, f"{_VERBS[p.demand.status]} {p.demand.reference}") for p in work.to_do()[:SHOWN]
    ]
    tasks += [
        Task(
            f"Ouvrir l’accompagnement de {r.demand.reference}",
            reverse("support:of_demand", args=[r.demand.reference]),
            f"{r.provider.short_name} a accepté",
        )
        for r in ready
    ]
    return Panel(
        title="Le guichet aujourd’hui",
        tasks=tuple(tasks),
        quiet="Aucune demande n’attend le guichet.",
        figures=(
            Figure(counts["submitted"], "à prendre en charge", f"{index}?etat=SUBMITTED"),
            Figure(counts["acknowledged"], "à qualifier", f"{index}?etat=ACKNOWLEDGED"),
            Figure(counts["qualified"], "à orienter", f"{index}?etat=QUALIFIED"),
            Figure(counts["returned"], "chez le demandeur", f"{index}?etat=RETURNED"),
            Figure(silent, "orientations sans réponse"),
            Figure(len(work.late()), "demandes en retard"),
            Figure(len(work.without_owner()), "demandes sans responsable"),
        ),
        alarms=tuple(_alarms(work)),
        notes=tuple(_stand_in_note(absence) for absence in work.absences),
        can_be_away=True,
    )


def provider(user: User, access: Access, today: date) -> Panel:
    bodies = access.organisations(Role.PROVIDER)
    waiting = Referral.objects.filter(provider__in=bodies).awaiting_an_answer().for_index()
    led = Support.objects.filter(lead_provider__in=bodies)
    counts = led.aggregate(
        running=Count("pk", filter=Q(status__in=[SupportStatus.OPEN, SupportStatus.RUNNING])),
        delivered=Count("pk", filter=Q(status=SupportStatus.DELIVERED)),
    )
    index = reverse("support:index")
    return Panel(
        title=f"Ce qui vous est adressé – {_organisations(access, Role.PROVIDER)}",
        tasks=tuple(
            Task(f"Répondre pour {r.demand.reference}", r.get_absolute_url(), _whose(r.demand))
            for r in waiting[:SHOWN]
        ),
        quiet="Aucune demande n’attend votre réponse.",
        figures=(
            Figure(counts["running"], "accompagnements en cours", index),
            Figure(counts["delivered"], "accompagnements livrés", index),
        ),
    )


def sub_prefect(user: User, access: Access, today: date) -> Panel:
    here = Demand.objects.deposited().filter(
        commune__district__in=access.territories(Role.SUB_PREFECT)
    )
    counts = here.aggregate(
        open=Count("pk", filter=~Q(status__in=[S.DECLINED, S.CLOSED])),
        supported=Count("pk", filter=Q(status=S.SUPPORTED)),
    )
    index = reverse("demands:index")
    return Panel(
        title=f"Votre arrondissement – {_organisations(access, Role.SUB_PREFECT)}",
        tasks=tuple(
            Task(f"Lire {d.reference}", d.get_absolute_url(), _whose(d))
            for d in here.filter(status__in=[S.SUBMITTED, S.ACKNOWLEDGED]).for_index()[:SHOWN]
        ),
        quiet="Aucune demande nouvelle dans l’arrondissement.",
        figures=(
            Figure(counts["open"], "demandes ouvertes", index),
            Figure(counts["supported"], "projets accompagnés", index),
        ),
    )


def committee(user: User, access: Access, today: date) -> Panel:
    """The secretary and the prefect: meetings to carry one step further, promises due."""
    codes = access.departments({Role.COMMITTEE_SECRETARY, Role.PREFECT})
    living = Meeting.objects.filter(committee__department__code__in=codes).exclude(
        status__in=[MeetingStatus.PUBLISHED, MeetingStatus.CANCELLED]
    )
    tasks = [
        Task(
            f"{_MEETING_VERBS[m.status]} la séance du {long_date(local_day(m.scheduled_at))}",
            m.get_absolute_url(),
            m.get_status_display(),
        )
        for m in living.for_index()[:SHOWN]
    ]
    promises = Promise.objects.real().due().in_departments(codes)
    late = promises.filter(due_on__lt=today)
    tasks += [
        Task(f"Relancer {p.holder.short_name}", p.made_in.get_absolute_url(), p.text)
        for p in late.in_order()[:SHOWN]
    ]
    tasks += [task for code in sorted(codes) for task in _duty(code, today)]
    return Panel(
        title="Le comité",
        tasks=tuple(tasks),
        quiet="Les séances de l’année sont tenues et publiées.",
        figures=(
            Figure(promises.count(), "engagements à tenir"),
            Figure(late.count(), "engagements en retard"),
        ),
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
            Figure(seen.published().count(), "séances publiées", reverse("committee:public_index")),
        ),
    )


def observer(user: User, access: Access, today: date) -> Panel:
    held = Meeting.objects.exclude(closed_at=None)
    demands = Demand.objects.deposited()
    return Panel(
        title="Tous les départements",
        tasks=(
            Task("Lire les séances publiées", reverse("committee:public_index")),
            Task("Télécharger les chiffres", reverse("opendata:index")),
        ),
        quiet="",
        figures=(
            Figure(Committee.objects.count(), "comités installés"),
            Figure(held.filter(closed_at__year=today.year).count(), "séances tenues cette année"),
            Figure(demands.count(), "demandes déposées"),
            Figure(Support.objects.under_way().count(), "accompagnements en cours"),
        ),
    )


def administrator(user: User, access: Access, today: date) -> Panel:
    failed = Delivery.objects.filter(status=DeliveryStatus.FAILED).count()
    tasks = [Task("Vérifier l’annuaire", reverse("directory:index"))]
    if failed:
        words = plural(failed, "courriel n’est pas parti", "courriels ne sont pas partis")
        tasks.insert(0, Task(words, reverse("dashboards:home"), "Un nouvel essai est prévu."))
    return Panel(
        title="Administration",
        tasks=tuple(tasks),
        quiet="",
        figures=(
            Figure(Organisation.objects.count(), "organismes", reverse("directory:index")),
            Figure(Membership.objects.in_force(today).count(), "habilitations en vigueur"),
            Figure(
                Offer.objects.filter(status=OfferStatus.PUBLISHED).count(),
                "offres publiées",
                reverse("offers:index"),
            ),
        ),
    )


BUILDERS = {
    Role.APPLICANT: applicant,
    Role.DESK_OFFICER: desk,
    Role.PROVIDER: provider,
    Role.SUB_PREFECT: sub_prefect,
    Role.COMMITTEE_SECRETARY: committee,
    Role.PREFECT: committee,
    Role.COMMITTEE_MEMBER: member,
    Role.NATIONAL_OBSERVER: observer,
    Role.ADMINISTRATOR: administrator,
}

_VERBS: dict[str, str] = {
    S.SUBMITTED: "Prendre en charge",
    S.ACKNOWLEDGED: "Qualifier",
    S.QUALIFIED: "Orienter",
    # Every structure asked has declined: the ball is back with the desk.
    S.REFERRED: "Réorienter",
}
_MEETING_VERBS: dict[str, str] = {
    MeetingStatus.PREPARED: "Convoquer",
    MeetingStatus.CONVENED: "Ouvrir",
    MeetingStatus.OPENED: "Tenir",
    MeetingStatus.HELD: "Rédiger le procès-verbal de",
    MeetingStatus.MINUTED: "Approuver le procès-verbal de",
    MeetingStatus.APPROVED: "Publier",
}


def _duty(code: str, today: date) -> list[Task]:
    """At least two meetings a year in each department (CGCT L1232-2)."""
    body = Committee.objects.filter(department__code=code).order_by("pk").first()
    if body is None:
        return []
    held = body.meetings.filter(closed_at__year=today.year).count()
    owed = rules_of(body, on=today).meetings_per_year
    missing = owed - held
    if missing <= 0:
        return []
    planned = body.meetings.filter(
        scheduled_at__year=today.year,
        status__in=[MeetingStatus.PREPARED, MeetingStatus.CONVENED, MeetingStatus.OPENED],
    ).count()
    if planned >= missing:
        return []
    return [
        Task(
            "Prévoir une séance avant la fin de l’année",
            reverse("committee:prepare"),
            f"{plural(held, 'séance tenue', 'séances tenues')} en {today.year} sur "
            f"{owed} dues (article L1232-2 du CGCT)",
        )
    ]


def _alarms(work: DeskWork) -> list[Alarm]:
    """Late, held by nobody, or without a date: those that are empty are not shown."""
    found = (
        ("en retard", work.late()),
        ("sans responsable", work.without_owner()),
        ("sans échéance", work.without_date()),
    )
    return [
        Alarm(
            f"{plural(len(pieces), 'demande')} {what}",
            tuple(_piece(p, f"{p.demand.reference} : {p.title.lower()}") for p in pieces[:SHOWN]),
        )
        for what, pieces in found
        if pieces
    ]


def _piece(piece: Piece, words: str) -> Task:
    """« Rénover l’école – projet de Banon – échéance le 24 mars 2026 – Bruno »."""
    parts = [_whose(piece.demand)]
    if piece.due.is_late:
        parts.append(piece.due.words)
    elif piece.due.day:
        parts.append(f"échéance le {long_date(piece.due.day)}")
    if piece.owner is not None and piece.acting != piece.owner:
        parts.append(f"{piece.owner}, remplacement : {piece.acting}")
    elif piece.owner is not None:
        parts.append(str(piece.owner))
    return Task(words, piece.demand.get_absolute_url(), " – ".join(parts))


def _stand_in_note(absence: Absence) -> str:
    return (
        f"Vous remplacez {absence.person} jusqu’au {long_date(absence.ends_on)} : ses demandes "
        "sont avec les vôtres."
    )


def _organisations(access: Access, role: str) -> str:
    return sentence_list(g.organisation_name for g in access.grants if g.role == role)


def _whose(demand: Demand) -> str:
    place = demand.commune.name if demand.commune else demand.requester.name
    return f"{demand.title} – projet {of(place)}"
