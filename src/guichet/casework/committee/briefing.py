"""What the prefect reads before the meeting: the agenda, who comes, the quorum, what is sensitive,
what is due. Nothing here is stored: it is the state of today."""

from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import plural, sentence_list

from . import answers, recusal
from .choices import ItemKind, ReplyKind
from .expected import Expected, expected_at
from .models import AgendaItem, Invitation, Meeting, Promise, Seat


@dataclass(frozen=True)
class FamilyRow:
    """How one family answers: its name, its seats, and how many in each case."""

    name: str
    seats: int
    coming: int
    proxies: int
    absent: int
    silent: int


@dataclass(frozen=True)
class Briefing:
    expected: Expected
    families: tuple[FamilyRow, ...]
    away: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    heard: tuple[Invitation, ...]
    sensitive: tuple[str, ...]
    promises: tuple[Promise, ...]


def briefing_of(meeting: Meeting, *, today: date) -> Briefing:
    items = tuple(
        AgendaItem.objects.of_meeting(meeting)
        .in_order()
        .select_related("support__demand__requester")
    )
    promises = tuple(Promise.objects.of_committee(meeting.committee).due().in_order())
    known = expected_at(meeting)
    return Briefing(
        expected=known,
        families=_families(known),
        away=_away(known),
        items=items,
        heard=tuple(Invitation.objects.of_meeting(meeting).heard().in_order()),
        sensitive=(
            *_of_the_quorum(known),
            *_of_the_items(items),
            *_of_interests(items, known.seats),
            *_of_promises(promises, today),
        ),
        promises=promises,
    )


def _families(known: Expected) -> tuple[FamilyRow, ...]:
    rows = []
    # The seats come in the order of the roll call, hence of their colleges.
    for college in dict.fromkeys(seat.college.name for seat in known.seats.values()):
        seats = [pk for pk, seat in known.seats.items() if seat.college.name == college]
        kinds = [known.standing[pk].kind if pk in known.standing else "" for pk in seats]
        rows.append(
            FamilyRow(
                name=college,
                seats=len(seats),
                coming=sum(kind in answers.SITS for kind in kinds),
                proxies=kinds.count(ReplyKind.PROXY),
                absent=kinds.count(ReplyKind.ABSENT),
                silent=kinds.count(""),
            )
        )
    return tuple(rows)


def _away(known: Expected) -> tuple[str, ...]:
    """« Le maire de Manosque (donne pouvoir à …) »: who is absent, replaced or represented."""
    kinds = {ReplyKind.ABSENT, ReplyKind.PROXY, ReplyKind.ALTERNATE}
    told = ((seat.label, known.replies.get(pk)) for pk, seat in known.seats.items())
    return tuple(
        f"{label} ({reply.told[:1].lower()}{reply.told[1:]})"
        for label, reply in told
        if reply is not None and reply.kind in kinds
    )


def _of_the_quorum(known: Expected) -> list[str]:
    told = []
    quorum = known.quorum
    if not quorum.is_reached and not quorum.is_second_convocation:
        silent = plural(len(known.silent), "membre n’a", "membres n’ont")
        told.append(
            f"Le quorum n’est pas assuré par les réponses reçues : il manque "
            f"{plural(quorum.missing, 'membre')}, et {silent} pas encore répondu."
        )
    told += [one.sentence for one in known.lost_proxies]
    return told


def _of_the_items(items: tuple[AgendaItem, ...]) -> list[str]:
    told = []
    votes = [f"« {one.title} »" for one in items if one.asks_vote]
    if votes:
        told.append(f"Un vote est demandé : {sentence_list(votes)}.")
    adopted = [f"« {one.title} »" for one in items if one.kind == ItemKind.ORIENTATION]
    if adopted:
        told.append(f"À adopter, ce qui demande le quorum : {sentence_list(adopted)}.")
    return told


def _of_interests(items: tuple[AgendaItem, ...], seats: dict[int, Seat]) -> list[str]:
    sitters = [
        recusal.Sitter(
            pk,
            seat.label,
            seat.organisation_id,
            (seat.organisation.territory_id or "") if seat.organisation else "",
        )
        for pk, seat in seats.items()
    ]
    return [
        f"Point « {item.title} » : {found.sentence}"
        for item in items
        for found in recusal.suggest(sitters, _matter(item))
    ]


def _matter(item: AgendaItem) -> recusal.Matter:
    support = item.support
    demand = support.demand if support else item.demand
    if demand is None:
        return recusal.Matter()
    place = {demand.commune_id} if demand.commune_id else set()
    lead = {support.lead_provider_id} if support else set()
    return recusal.Matter(
        requester=demand.requester_id,
        territories=frozenset(place),
        providers=frozenset(lead),
    )


def _of_promises(promises: tuple[Promise, ...], today: date) -> list[str]:
    late = [one for one in promises if one.due_on < today]
    return [
        f"Engagement en retard : {one.text} ({one.holder.short_name}, pour le "
        f"{long_date(one.due_on)})."
        for one in late
    ]
