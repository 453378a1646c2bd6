"""Who is in a programme: typed one by one, or brought line by line from a published list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.errors import DomainError
from guichet.reference.territories.models import Territory

from .. import listings
from ..listings import Member, Refusal
from ..models import Enrolment, Programme


class EnrolmentRefused(DomainError):
    """The enrolment contradicts itself."""


@dataclass
class ImportReport:
    """What came of each line; a second import of the same file only counts `unchanged`."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    redirected: list[Refusal] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@transaction.atomic
def enrol(
    programme: Programme,
    territory: Territory,
    *,
    since: date | None,
    until: date | None = None,
    source: str,
    source_date: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Enrolment:
    """Write down that a territory is in a programme, and who says so."""
    if not source.strip():
        raise EnrolmentRefused("Indiquez la source : une liste de bénéficiaires a un producteur.")
    if since and until and until < since:
        raise EnrolmentRefused(
            f"La sortie du programme ({long_date(until)}) précède l’entrée ({long_date(since)})."
        )
    enrolment, _ = Enrolment.objects.update_or_create(
        programme=programme,
        territory=territory,
        since=since,
        defaults={"until": until, "source": source.strip(), "source_date": source_date},
    )
    record(
        by=by, action="programme.enrol", target=programme, at=at,
        territory=territory.pk, since=str(since or ""), source=source.strip(),
    )  # fmt: skip
    return enrolment


@transaction.atomic
def import_programmes(
    programme: Programme,
    lines: Iterable[str],
    *,
    source: str,
    source_date: date | None,
    department: str = "",
    by: Actor | None,
    at: datetime,
) -> ImportReport:
    """Enrol the members of a file; a closed commune leads to its heir, an unknown one is refused.

    Nothing is removed: a list of one day does not say when somebody left.
    """
    report = ImportReport()
    members = []
    for entry in listings.read(lines):
        if isinstance(entry, Refusal):
            report.refused.append(entry)
        else:
            members.append(entry)
    found = _find(members, report)
    known = {
        row.territory_id: row
        for row in Enrolment.objects.filter(programme=programme).order_by("since", "pk")
    }
    for member, territory in found:
        if department and territory.department_code != department:
            continue
        _enrol(programme, territory, member, known, report, source=source, source_date=source_date)
    record(
        by=by,
        action="programme.import_programmes",
        target=programme,
        at=at,
        source=source,
        added=report.added,
        changed=report.changed,
        refused=len(report.refused),
    )
    return report


def _find(members: list[Member], report: ImportReport) -> list[tuple[Member, Territory]]:
    """Two queries for all that is in order; the others are looked at one by one."""
    codes = [member.code for member in members]
    living = Territory.objects.living().communes().filter(code__in=codes).in_order()
    by_code = {commune.code: commune for commune in living}
    holders = Territory.objects.living().filter(siren__in=codes).exclude(siren="").in_order()
    by_siren = {territory.siren: territory for territory in holders}
    found = []
    for member in members:
        territory = by_code.get(member.code) or by_siren.get(member.code)
        territory = territory or _inherited(member, report)
        if territory is not None:
            found.append((member, territory))
    return found


def _inherited(member: Member, report: ImportReport) -> Territory | None:
    shown = f"{member.name} ({member.code})" if member.name else member.code
    if len(member.code) == 9 and member.code.isdigit():
        report.refused.append(
            Refusal(
                member.line,
                f"{shown} : ce SIREN n’est celui d’aucune commune ni d’aucune intercommunalité "
                "d’aujourd’hui.",
            )
        )
        return None
    try:
        resolution = Territory.objects.resolve(member.code)
    except DomainError as refusal:
        report.refused.append(Refusal(member.line, f"{shown} : {refusal.sentence}"))
        return None
    report.redirected.append(Refusal(member.line, f"{shown} : {resolution.sentence}"))
    return resolution.territory


def _enrol(
    programme: Programme,
    territory: Territory,
    member: Member,
    known: dict[str, Enrolment],
    report: ImportReport,
    *,
    source: str,
    source_date: date | None,
) -> None:
    enrolment = known.get(territory.pk)
    if enrolment is None:
        known[territory.pk] = Enrolment.objects.create(
            programme=programme,
            territory=territory,
            since=member.since,
            source=source,
            source_date=source_date,
        )
        report.added += 1
        return
    since = member.since or enrolment.since
    if (enrolment.since, enrolment.source, enrolment.source_date) == (since, source, source_date):
        report.unchanged += 1
        return
    enrolment.since, enrolment.source, enrolment.source_date = since, source, source_date
    enrolment.save()
    report.changed += 1
