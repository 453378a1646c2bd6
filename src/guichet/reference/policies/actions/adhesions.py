"""Who is a member of an agency, a park, a syndicate; who is not, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from guichet.foundations.audit.actions import Actor, record
from guichet.foundations.audit.rows import lock_afresh
from guichet.foundations.toolkit.dates import local_day, long_date
from guichet.foundations.toolkit.text import plural, sentence_list
from guichet.reference.directory.models import Organisation

from ..chronology import Change, Version, enter
from ..models import Adhesion
from .facts import FactRefused, refuse_without_a_source

# Named in the journal one by one; beyond, counted.
MOST_NAMED = 5


@transaction.atomic
def tell_adhesions(
    provider: Organisation,
    members: Iterable[Organisation],
    *,
    others: Iterable[Organisation] = (),
    since: date | None = None,
    source: str,
    source_date: date | None = None,
    by: Actor | None,
    at: datetime,
) -> int:
    """Write who is a member of a provider and, when the list is known to be whole, who is not.

    Answers how many lines changed something.
    """
    refuse_without_a_source(source)
    lock_afresh(provider)
    told = {member.pk: True for member in members} | {other.pk: False for other in others}
    known = _known(provider, told)
    changes = {
        (provider.pk, pk): enter(
            known[pk], Version(holds, None, since, None, source.strip(), source_date)
        )
        for pk, holds in told.items()
    }
    write_adhesions(changes)
    record(
        by=by, action="organisation.tell_adhesions", target=provider, at=at,
        members=sum(told.values()), others=len(told) - sum(told.values()), source=source.strip(),
    )  # fmt: skip
    return sum(change.writes for change in changes.values())


@transaction.atomic
def end_adhesions(
    provider: Organisation,
    members: Sequence[Organisation],
    *,
    until: date,
    because: str,
    by: Actor | None,
    at: datetime,
) -> int:
    """The last day of these memberships. Answers how many end; whoever is no member is refused."""
    lock_afresh(provider)
    rows = {row.member_id: row for row in _in_force(provider, members, until) if row.holds}
    strangers = [member.name for member in members if member.pk not in rows]
    if strangers:
        who = sentence_list(strangers[:MOST_NAMED])
        raise FactRefused(
            f"N’adhère pas au {long_date(until)} : {who}. Décochez, ou choisissez un autre jour."
        )
    for row in rows.values():
        row.until = until
    Adhesion.objects.bulk_update(rows.values(), fields=["until"])
    record(
        by=by, action="organisation.end_adhesions", target=provider, at=at,
        because=because.strip(), changes={"until": [None, until.isoformat()]},
        who=_who(members), until=long_date(until), members=[row.member_id for row in rows.values()],
    )  # fmt: skip
    return len(rows)


@transaction.atomic
def retract_adhesions(
    provider: Organisation,
    members: Sequence[Organisation],
    *,
    because: str,
    by: Actor | None,
    at: datetime,
) -> int:
    """Take back what should not have been written: the membership is « à vérifier » again."""
    lock_afresh(provider)
    rows = _in_force(provider, members, local_day(at))
    if not rows:
        raise FactRefused("De ces collectivités, rien n’est écrit aujourd’hui : rien à retirer.")
    record(
        by=by, action="organisation.retract_adhesions", target=provider, at=at,
        because=because.strip(), who=_who(members),
        changes={
            str(row.member_id): [f"{'oui' if row.holds else 'non'} ({row.source})", None]
            for row in rows
        },
    )  # fmt: skip
    Adhesion.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def write_adhesions(changes: Mapping[tuple[int, int], Change]) -> None:
    """Carry out what a reading found, by provider and member. Two queries."""
    Adhesion.objects.bulk_create(
        [
            Adhesion(provider_id=provider, member_id=member, **_fields(change.added))
            for (provider, member), change in changes.items()
            if change.added is not None
        ],
        batch_size=1000,
    )
    Adhesion.objects.bulk_update(
        [
            Adhesion(pk=version.pk, **_fields(version))
            for change in changes.values()
            for version in change.mended
        ],
        fields=["holds", "since", "until", "source", "source_date"],
        batch_size=1000,
    )


def _fields(version: Version) -> dict[str, object]:
    return {
        "holds": version.holds,
        "since": version.since,
        "until": version.until,
        "source": version.source,
        "source_date": version.source_date,
    }


def _known(provider: Organisation, members: Iterable[int]) -> dict[int, list[Version]]:
    known: dict[int, list[Version]] = defaultdict(list)
    rows = Adhesion.objects.filter(provider=provider, member__in=list(members)).order_by("pk")
    for row in rows:
        known[row.member_id].append(row.version)
    return known


def _in_force(provider: Organisation, members: Sequence[Organisation], on: date) -> list[Adhesion]:
    keys = [member.pk for member in members]
    rows = Adhesion.objects.current(on).filter(provider=provider, member__in=keys)
    return list(rows.order_by("pk"))


def _who(members: Sequence[Organisation]) -> str:
    if len(members) > MOST_NAMED:
        return plural(len(members), "collectivité")
    return sentence_list(member.name for member in members)
