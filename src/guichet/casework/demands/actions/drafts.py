"""From the first click to the deposit: nothing typed is lost, one number, one receipt."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import record
from guichet.foundations.notifications.actions import notify
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.references import make_reference
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.access import access_of
from guichet.reference.directory.choices import OrganisationKind, Role
from guichet.reference.directory.models import Organisation, Person
from guichet.reference.territories.models import Territory

from .. import intake, notifications
from ..choices import TYPED_BY_DESK, Channel
from ..correspondents import applicant_of, applicant_to_tell, authority_to_tell, desk_of
from ..deadlines import promised
from ..models import Counter, Demand
from ..workflow import WORKFLOW
from .files import remove_files
from .steps import hold, step


class RequesterRefused(DomainError):
    """This organisation cannot ask, today."""


class NotADraft(DomainError):
    """The demand was deposited or is gone: the form no longer has anything to write to."""


class CommuneElsewhere(DomainError):
    """The project is in a department whose desk is another."""


class DemandIncomplete(DomainError):
    """A required answer is missing or unreadable."""


@transaction.atomic
def start_draft(
    requester: Organisation, *, by: User | None, at: datetime, channel: Channel | None = None
) -> Demand:
    """Open a draft filled with what is already known; a second click gives the same draft.

    A draft that its author has not touched yet is given back instead of a twin.
    """
    # The lock makes two simultaneous clicks come one after the other.
    requester = (
        Organisation.objects.select_for_update(of=("self",))
        .select_related("territory", "department")
        .get(pk=requester.pk)
    )
    department = _department_of(requester, on=local_day(at))
    if by is not None and channel is None:
        untouched = Demand.objects.drafts().filter(requester=requester, created_by=by, version=0)
        twin = untouched.order_by("pk").first()
        if twin is not None:
            return twin
    demand = Demand(
        department=department,
        requester=requester,
        channel=channel or _channel(requester, by),
        created_by=by,
        created_at=at,
        **_known(requester, by),
    )
    demand.search_key = search_key_of(demand)
    demand.save()
    record(by=by or applicant_of(demand), action="demand.start_draft", target=demand, at=at)
    return demand


@transaction.atomic
def save_draft(
    demand: Demand,
    fields: Mapping[str, object],
    *,
    by: User | None,
    at: datetime,
    unread: Mapping[str, str] | None = None,
    version: int | None = None,
) -> None:
    """Keep the answers given so far: values in `fields`, unreadable texts in `unread`.

    A key that is in neither keeps its value. Nothing changed: nothing is written.
    """
    hold(demand, by=by, version=version)
    _refuse_unless_draft(demand)
    changed = _write(demand, fields, unread or {})
    if not changed:
        return
    demand.version += 1
    demand.save()
    record(
        by=by,
        action="demand.save_draft",
        target=demand,
        at=at,
        # The names of the fields only: history keeps no text that the author may still erase.
        fields=sorted(changed),
        version=demand.version,
    )


@transaction.atomic
def discard_draft(demand: Demand, *, by: User | None, at: datetime) -> None:
    """Erase a draft and its files for good; only the fact that it existed stays."""
    hold(demand)
    _refuse_unless_draft(demand)
    record(by=by, action="demand.discard_draft", target=demand, at=at)
    remove_files(demand, by=by, at=at)
    demand.delete()


@transaction.atomic
def submit(
    demand: Demand,
    *,
    by: User | None,
    at: datetime,
    fields: Mapping[str, object] | None = None,
    version: int | None = None,
) -> None:
    """Hand the demand to the department's desk, which from now on owes an answer.

    `fields` are the last answers of the form, written in the same transaction as the deposit.
    """
    hold(demand, by=by, version=version)
    WORKFLOW.target("submit", current=demand.status)
    _department_of(demand.requester, on=local_day(at))
    _write(demand, fields or {}, {})
    _refuse_if_incomplete(demand)
    reference = next_reference(demand.department, year=local_day(at).year)
    who = by or applicant_of(demand)
    with step(demand, "submit", by=who, at=at, reference=reference, channel=demand.channel):
        demand.reference = reference
        demand.submitted_at = at
        demand.submitted_by = by
    desk = desk_of(demand, on=local_day(at))
    receipt = notifications.received(
        demand, desk=desk.organisation, promises=promised(demand, at=at)
    )
    notify(applicant_to_tell(demand), receipt, at=at)
    if demand.channel in TYPED_BY_DESK:
        told = notifications.filed_for_you(demand, desk=desk.organisation)
        notify(authority_to_tell(demand), told, at=at)
    notify(desk.officers, notifications.to_instruct(demand), at=at)


def desk_for(requester: Organisation, commune: Territory) -> Territory:
    """The department whose desk instructs a project of `requester` in `commune`.

    It is the requester's, or the commune's when the perimeter of an authority straddles two
    departments and holds that commune. Raises CommuneElsewhere otherwise.
    """
    home = requester.department
    if home is not None and commune.department_code == home.code:
        return home
    there = Territory.objects.departments().get(code=commune.department_code)
    if requester.territory is not None and requester.territory.contains(commune):
        return there
    here = f"celui du département {home.code} ({home})" if home else "un guichet départemental"
    raise CommuneElsewhere(
        f"{commune.name} est dans le département {there.code} ({there}), et ce guichet est "
        f"{here}. Vérifiez la commune ; si le projet est bien là-bas, adressez-vous au guichet "
        f"de ce département."
    )


def _department_of(requester: Organisation, *, on: date) -> Territory:
    if requester.closed_on is not None and requester.closed_on <= on:
        raise RequesterRefused(_closed_sentence(requester, requester.closed_on))
    if not requester.is_local_authority:
        raise RequesterRefused(
            f"{requester} n’est pas une collectivité : le guichet reçoit les demandes des "
            "communes, de leurs groupements et des conseils départementaux ou régionaux."
        )
    if requester.department is None:
        raise RequesterRefused(
            f"{requester} n’est rattachée à aucun département : demandez à l’administrateur "
            "de compléter sa fiche dans l’annuaire."
        )
    return requester.department


def _closed_sentence(requester: Organisation, closed_on: date) -> str:
    lineage = requester.successions.select_related("successor").order_by("-happened_on", "pk")
    heirs = [str(link.successor) for link in lineage]
    told = f"{requester} n’existe plus depuis le {long_date(closed_on)}"
    if heirs:
        return f"{told} : la demande doit être déposée par {' ou '.join(heirs)}."
    return f"{told} : demandez au guichet qui peut déposer à sa place."


def _channel(requester: Organisation, by: User | None) -> Channel:
    own = by is None or requester.pk in access_of(by).organisations(Role.APPLICANT)
    return Channel.FORM if own else Channel.OFFICER


def _known(requester: Organisation, by: User | None) -> dict[str, object]:
    """What the directory already holds is never asked again."""
    known: dict[str, object] = {}
    if requester.kind == OrganisationKind.COMMUNE:
        known["commune"] = requester.territory
    title = _title_in(requester, by)
    person = Person.objects.filter(user=by).order_by("pk").first() if by else None
    if title is None or person is None or by is None:
        return {**known, "contact_email": requester.email, "contact_phone": requester.phone}
    return {
        **known,
        "contact_name": person.name,
        "contact_title": title[:100],
        "contact_email": person.email or by.email,
        "contact_phone": person.phone or requester.phone,
    }


def _title_in(requester: Organisation, by: User | None) -> str | None:
    """The person's function in that authority; None when it is not theirs."""
    grants = access_of(by).grants if by else ()
    titles = [g.title for g in grants if g.organisation_id == requester.pk]
    return titles[0] if titles else None


def _write(demand: Demand, fields: Mapping[str, object], unread: Mapping[str, str]) -> set[str]:
    """Put the answers on the demand and say which changed."""
    stray = (set(fields) | set(unread)) - intake.KEYS
    if stray:
        raise ValueError(f"not questions of the intake form: {sorted(stray)}")
    answers = {**fields, **{key: intake.EMPTY[key] for key in unread}}
    changed = {key for key, value in answers.items() if getattr(demand, key) != value}
    for key in changed:
        setattr(demand, key, answers[key])
    kept = {key: text for key, text in demand.draft_data.items() if key not in answers}
    kept.update(unread)
    if kept != demand.draft_data:
        changed |= {key for key in intake.KEYS if kept.get(key) != demand.draft_data.get(key)}
        demand.draft_data = kept
    if demand.commune is not None:
        demand.department = desk_for(demand.requester, demand.commune)
    demand.search_key = search_key_of(demand)
    return changed


def search_key_of(demand: Demand) -> str:
    parts = [demand.title, demand.requester.name, demand.commune.name if demand.commune else ""]
    return search_key(" ".join(parts))


def _refuse_unless_draft(demand: Demand) -> None:
    if not demand.is_draft:
        raise NotADraft(
            f"Cette demande est déjà déposée, sous le numéro {demand.reference} : elle ne se "
            "modifie plus ici. Écrivez au guichet depuis sa page pour ajouter une précision."
        )


def _refuse_if_incomplete(demand: Demand) -> None:
    unanswered = intake.missing({key: getattr(demand, key) for key in intake.KEYS})
    if unanswered:
        raise DemandIncomplete(intake.wanted_sentence(unanswered))
    unread = [q.label for q in intake.QUESTIONS if q.key in demand.draft_data]
    if unread:
        raise DemandIncomplete(f"À corriger avant le dépôt : {' ; '.join(unread)}.")


def next_reference(department: Territory, *, year: int) -> str:
    return next_references(department, year=year, count=1)[0]


def next_references(department: Territory, *, year: int, count: int) -> list[str]:
    """The next numbers of the department and the year, without a gap nor a twin.

    The row lock is kept until the deposit commits; if it fails the ranks are not used up.
    """
    counters = Counter.objects.select_for_update(of=("self",))
    counter, _ = counters.get_or_create(department=department, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return [
        make_reference("D", department=department.code, year=year, rank=rank)
        for rank in range(first, first + count)
    ]
