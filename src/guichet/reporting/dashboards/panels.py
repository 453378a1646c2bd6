"""What each role finds on opening the product: what to do next first, figures after.

A panel is plain data; one template shows them all. One function per role, a few queries each.
"""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from guichet.casework.committee.models import Committee, Meeting
from guichet.casework.demands.choices import DemandStatus as S
from guichet.casework.demands.models import Demand
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.models import Opinion, Referral
from guichet.casework.support.choices import SupportStatus
from guichet.casework.support.models import Support
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.choices import DeliveryStatus
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import of, plural, sentence_list
from guichet.reference.directory.access import Access
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Absence, Membership, Organisation
from guichet.reference.offers.choices import OfferStatus
from guichet.reference.offers.models import Offer

from .desk_work import DeskWork, Piece, work_of
from .meetings import committee, member
from .own_demands import standings_of
from .shapes import SHOWN, Alarm, Figure, Panel, Task, map_link, supply_links


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
        for d in mine.own_drafts().order_by("-created_at", "-pk")[:SHOWN]
    ]
    counts = mine.aggregate(
        asked=Count("pk", filter=~Q(status=S.DRAFT)),
        supported=Count("pk", filter=Q(status=S.SUPPORTED)),
    )
    index = reverse("demands:index")
    return Panel(
        title=f"Vos demandes – {_organisations(access, Role.APPLICANT)}",
        tasks=tuple(tasks),
        quiet="Rien n’est attendu de vous : le guichet vous écrira dès qu’il y aura du nouveau.",
        figures=(
            Figure(counts["asked"], "demande déposée", "demandes déposées", index),
            Figure(counts["supported"], "projet accompagné", "projets accompagnés", index),
        ),
        standings=standings_of(mine, today=today, most=SHOWN),
        more=Task("Voir toutes vos demandes", index) if counts["asked"] > SHOWN else None,
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
        Task("Finir et déposer une saisie", d.get_absolute_url(), f"{d.requester} : {d.title}")
        for d in here.typed_by(user).for_index().order_by("-created_at", "-pk")[:SHOWN]
    ]
    tasks += [
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
            Figure(counts["submitted"], "à prendre en charge", url=f"{index}?etat=SUBMITTED"),
            Figure(counts["acknowledged"], "à qualifier", url=f"{index}?etat=ACKNOWLEDGED"),
            Figure(counts["qualified"], "à orienter", url=f"{index}?etat=QUALIFIED"),
            Figure(counts["returned"], "chez le demandeur", url=f"{index}?etat=RETURNED"),
            Figure(silent, "orientation sans réponse", "orientations sans réponse"),
            Figure(len(work.late()), "demande en retard", "demandes en retard"),
            Figure(
                len(work.without_owner()), "demande sans responsable", "demandes sans responsable"
            ),
        ),
        alarms=tuple(_alarms(work)),
        notes=tuple(_stand_in_note(absence) for absence in work.absences),
        can_be_away=True,
        links=supply_links(),
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
        tasks=(
            *(
                Task(f"Répondre pour {r.demand.reference}", r.get_absolute_url(), _whose(r.demand))
                for r in waiting[:SHOWN]
            ),
            *(
                Task(
                    f"Donner un avis sur {o.demand.reference}",
                    o.get_absolute_url(),
                    f"{_whose(o.demand)} – pour le {long_date(o.due_on)}",
                )
                for o in Opinion.objects.received_by(user).awaited().for_page()[:SHOWN]
            ),
        ),
        quiet="Aucune demande n’attend votre réponse.",
        figures=(
            Figure(counts["running"], "accompagnement en cours", "accompagnements en cours", index),
            Figure(counts["delivered"], "accompagnement livré", "accompagnements livrés", index),
        ),
        # A national operator belongs to no department: it reads the catalogue.
        links=(map_link(),) if access.departments([Role.PROVIDER]) else (),
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
            Figure(counts["open"], "demande ouverte", "demandes ouvertes", index),
            Figure(counts["supported"], "projet accompagné", "projets accompagnés", index),
        ),
        links=supply_links(),
    )


def observer(user: User, access: Access, today: date) -> Panel:
    held = Meeting.objects.filter(committee__in=Committee.objects.local()).closed()
    demands = Demand.objects.deposited()
    return Panel(
        title="Tous les départements",
        tasks=(
            Task("Lire les séances publiées", reverse("committee:public_index")),
            Task("Télécharger les chiffres", reverse("opendata:index")),
        ),
        quiet="",
        figures=(
            Figure(Committee.objects.local().count(), "comité installé", "comités installés"),
            Figure(
                held.filter(closed_at__year=today.year).count(),
                "séance tenue cette année",
                "séances tenues cette année",
            ),
            Figure(demands.count(), "demande déposée", "demandes déposées"),
            Figure(
                Support.objects.under_way().count(),
                "accompagnement en cours",
                "accompagnements en cours",
            ),
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
        links=_settings(access),
        figures=(
            Figure(
                Organisation.objects.count(), "organisme", "organismes", reverse("directory:index")
            ),
            Figure(
                Membership.objects.in_force(today).count(),
                "habilitation en vigueur",
                "habilitations en vigueur",
            ),
            Figure(
                Offer.objects.filter(status=OfferStatus.PUBLISHED).count(),
                "offre publiée",
                "offres publiées",
                reverse("offers:index"),
            ),
        ),
    )


def _settings(access: Access) -> tuple[Task, ...]:
    """What an administrator sets, by the pages where it is set."""
    everywhere = (
        Task("Orientations nationales", reverse("policies:national_orientations")),
        Task("Offres à vérifier", reverse("offers:to_check")),
        Task("Importer des offres", reverse("offers:files")),
    )
    if not access.departments([Role.ADMINISTRATOR]):
        return everywhere
    return (
        *everywhere,
        Task("Délais du guichet", reverse("policies:service_levels")),
        Task("Règles d’orientation", reverse("matching:rules")),
        Task("Qui suit quoi", reverse("policies:portfolios")),
        Task("Classements des communes", reverse("policies:facts")),
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
    # The support was delivered or abandoned.
    S.SUPPORTED: "Conclure",
}


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
    elif piece.owner is not None and not piece.is_mine:
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
