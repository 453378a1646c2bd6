"""What is sent to the members: its frozen content, its document, its calendar, its letters.

The bridge between the models and the pure modules `editions` and `drafting`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from guichet.casework.demands.models import Demand
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.actions import Message as Letter
from guichet.foundations.toolkit.dates import clock_time, full_date, long_date
from guichet.foundations.toolkit.text import agreed, plural, sentence_list

from . import notifications
from .choices import InvitationKind
from .drafting import Bullets, Paragraph, Section, Table
from .drafting.texts import paragraphs, section
from .editions import Content
from .expected import terms_of
from .facts import RECEIVED
from .ics import USUAL_LENGTH, calendar_of
from .live import timetable
from .models import AgendaItem, Edition, Invitation, Meeting, Piece
from .numbering import numbers_of, weight
from .pdf import Link, Paper
from .regulations import rules_for
from .reply_links import reply_path
from .ruleset import sentences

# The text of a calendar, by the kind of invitation.
Calendars = Mapping[str, str]


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Everything that members receive, in plain values: frozen with each sending."""
    return {
        "committee": meeting.committee.name,
        "day": meeting.day.isoformat(),
        "when": f"{full_date(meeting.day)} à {clock_time(meeting.scheduled_at)}",
        "form": meeting.get_form_display(),
        "where": meeting.place,
        "chair": meeting.chair_label,
        "co_chair": meeting.co_chair_label,
        "is_second": meeting.is_second_convocation,
        "urgency": meeting.urgency_reason,
        "rules": list(sentences(rules_for(meeting), body=meeting.committee.called)),
        "points": _points(meeting),
        "cases": _cases(meeting),
        "pieces": _pieces(meeting),
    }


def _pieces(meeting: Meeting) -> list[dict[str, Any]]:
    """By number; `point` is the rank of its point, 0 for the whole meeting."""
    items = AgendaItem.objects.of_meeting(meeting).in_order().values_list("pk", flat=True)
    ranks = {pk: rank for rank, pk in enumerate(items, start=1)}
    pieces = list(Piece.objects.of_meeting(meeting))
    points = {one.pk: ranks.get(one.item_id or 0, 0) for one in pieces}
    numbers = numbers_of(points.items())
    listed = [
        {
            "key": one.pk,
            "number": numbers[one.pk],
            "point": points[one.pk],
            "name": one.title,
            "format": one.document.extension,
            "size": one.document.size,
            "sha256": one.document.sha256,
        }
        for one in pieces
    ]
    return sorted(listed, key=lambda one: str(one["number"]))


def _points(meeting: Meeting) -> list[dict[str, Any]]:
    items = list(AgendaItem.objects.of_meeting(meeting).in_order())
    return [
        {
            "title": line.item.title,
            "hours": line.hours,
            "brief": line.item.brief,
            "figures": [[str(cell) for cell in figure] for figure in line.item.figures],
            "asks_vote": line.item.asks_vote,
            "is_restricted": line.item.is_restricted,
        }
        for line in timetable(items, start=meeting.scheduled_at)
    ]


def _cases(meeting: Meeting) -> list[list[str]]:
    """The demands that the figures of the agenda count, one line each (CGCT L1232-2)."""
    if meeting.counted_until is None or not meeting.committee.is_local:
        return []
    happened = (
        Event.objects.in_department(meeting.department_code)
        .between(meeting.counted_since, meeting.counted_until)
        .of_actions(RECEIVED)
        .values_list("case", flat=True)
    )
    keys = {int(case.partition(":")[2]) for case in happened}
    demands = Demand.objects.filter(pk__in=keys).select_related("requester").order_by("reference")
    return [
        [one.reference or "", one.requester.name, one.title, str(one.get_status_display())]
        for one in demands
    ]


def paper_of(
    content: Content,
    *,
    number: int,
    made_on: date,
    mark: str = "",
    path_of: Callable[[int], str] | None = None,
) -> Paper:
    """The pack: convocation, agenda, presentation of each point, annexes, rules of the meeting.

    The pieces are listed with their numbers and `path_of` each, which opens it. They are not
    merged into this file: pages that come from elsewhere have no tags, or others, and the whole
    would no longer be PDF/UA. The archive of the meeting holds them beside it (dossier.py).
    """
    day = date.fromisoformat(content["day"])
    lines = [f"Envoi n° {number} du {long_date(made_on)}"]
    if content["is_second"]:
        lines.append("Seconde convocation : aucun quorum ne sera exigé")
    return Paper(
        title=f"Séance du {long_date(day)} : dossier de séance",
        author=content["committee"],
        day=made_on,
        lines=tuple(lines),
        sections=_sections(content),
        mark=mark,
        links_title="Annexe : pièces jointes",
        links_words=_HOW_PIECES_OPEN,
        links=tuple(_link(one, path_of) for one in content["pieces"]),
        keywords=("convocation", "ordre du jour", content["committee"]),
    )


def _sections(content: Content) -> tuple[Section, ...]:
    points = content["points"]
    return (
        section("convocation", "Convocation", *_summons(content)),
        section(
            "agenda",
            "Ordre du jour",
            Bullets(tuple(_line(rank, one) for rank, one in enumerate(points, start=1))),
        ),
        section("points", "Présentation des points"),
        *(_of_point(rank, one, content) for rank, one in enumerate(points, start=1)),
        *_annexes(content),
        section(
            "rules", "Règles de la séance", Bullets(tuple(content["rules"]))
        ),
    )  # fmt: skip


def _line(rank: int, point: Content) -> str:
    reserved = " (réservé aux membres)" if point["is_restricted"] else ""
    return f"{point['hours']}, point {rank} : {point['title']}{reserved}"


def _summons(content: Content) -> list[Paragraph | None]:
    co_chair = f" et {content['co_chair']}" if content["co_chair"] else ""
    where = f"Lieu ou lien de connexion : {content['where']}." if content["where"] else ""
    urgent = f"Convocation en urgence : {content['urgency']}" if content["urgency"] else ""
    told = (
        f"La séance se tient le {content['when']}, présidée par {content['chair']}{co_chair}.",
        f"Forme de la séance : {content['form'].lower()}.",
        where,
        urgent,
    )
    return [Paragraph(one) if one else None for one in told]


def _of_point(rank: int, point: Content, content: Content) -> Section:
    vote = (Paragraph("Un vote est demandé sur ce point."),) if point["asks_vote"] else ()
    joined = [one for one in content["pieces"] if one.get("point") == rank]
    named = sentence_list(f"{one['number']} « {one['name']} »" for one in joined)
    told = (Paragraph(f"{agreed(len(joined), 'Pièce jointe', 'Pièces jointes')} : {named}."),)
    pieces = told if joined else ()
    figures = [tuple(figure) for figure in point["figures"]]
    table = Table(f"Chiffres du point {rank}", ("Mesure", "Valeur"), tuple(figures))
    blocks = paragraphs(point["brief"]) or (Paragraph("Présenté en séance."),)
    title = f"Point {rank} : {point['title']}"
    return section(f"point-{rank}", title, *blocks, *vote, *pieces, tables=[table], level=3)


def _link(piece: Content, path_of: Callable[[int], str] | None) -> Link:
    """What was frozen before pieces had numbers is named, and opens nothing."""
    key = piece.get("key")
    kind = f"{piece['format'].upper()}, " if piece.get("format") else ""
    return Link(
        number=piece.get("number", ""),
        title=piece["name"],
        note=f"({kind}{weight(piece['size'])})",
        url=f"{settings.BASE_URL}{path_of(key)}" if path_of and key else "",
    )


def _annexes(content: Content) -> list[Section]:
    found = []
    if content["cases"]:
        table = Table(
            "Demandes reçues depuis la dernière séance",
            ("Numéro", "Demandeur", "Objet", "État"),
            tuple(tuple(row) for row in content["cases"]),
        )
        told = f"{plural(len(content['cases']), 'demande reçue', 'demandes reçues')}."
        found.append(section("cases", "Annexe : demandes reçues", Paragraph(told), tables=[table]))
    return found


def pack_name(meeting: Meeting) -> str:
    """Without what follows the dot: the document and the archive have the same name."""
    return f"dossier-comite-{meeting.department_code}-{meeting.day.isoformat()}"


def calendar_for(
    meeting: Meeting, *, number: int, at: datetime, path: str = "", with_agenda: bool = True
) -> str:
    """The meeting for a calendar; those who are only heard do not receive the agenda."""
    host = settings.BASE_URL.partition("://")[2].partition(":")[0] or "guichet"
    items = AgendaItem.objects.of_meeting(meeting).in_order()
    known = list(items.values_list("title", "planned_minutes"))
    length = timedelta(minutes=sum(minutes for _, minutes in known))
    return calendar_of(
        uid=f"seance-{meeting.pk}@{host}",
        title=meeting.committee.name,
        starts_at=meeting.scheduled_at,
        place=meeting.place,
        points=[title for title, _ in known] if with_agenda else [],
        length=length or USUAL_LENGTH,
        sequence=number - 1,
        written_at=at,
        url=f"{settings.BASE_URL}{path}" if path else "",
    )


def calendars_for(meeting: Meeting, *, number: int, at: datetime) -> Calendars:
    """One text for the members, one for the heard: written once, whatever their number."""
    return {
        InvitationKind.MEMBER.value: calendar_for(meeting, number=number, at=at),
        InvitationKind.HEARD.value: calendar_for(meeting, number=number, at=at, with_agenda=False),
    }


_HOW_PIECES_OPEN = (
    "Chaque intitulé ouvre sa pièce. Ce dossier et toutes ses pièces se téléchargent aussi d’un "
    "coup, avec un sommaire, depuis la page de la séance."
)


def _how_to_answer(meeting: Meeting) -> str:
    return (
        f"Répondez en un clic par le lien ci-dessous, sans compte : {terms_of(meeting).ways}. Le "
        "dossier de séance (PDF) est sur la même page. Ce lien est personnel : ne le faites pas "
        "suivre."
    )


def letter_of(invitation: Invitation, items: Sequence[AgendaItem], calendars: Calendars) -> Letter:
    """The convocation of one member, or the invitation of one heard person."""
    meeting = invitation.meeting
    calendar = calendars[invitation.kind]
    if invitation.is_member:
        nature = invitation.seat.nature if invitation.seat else ""
        base = notifications.convened(meeting, items, nature=nature)
        who = "suppléant" if invitation.is_alternate else "titulaire"
        seat = f"Vous êtes convoqué pour le siège « {invitation.seat_label} » ({who})."
        return with_link(invitation, base, seat, _how_to_answer(meeting), calendar=calendar)
    return with_link(invitation, notifications.invited(meeting, invitation.item),
                      calendar=calendar)  # fmt: skip


def preview_of(meeting: Meeting, items: Sequence[AgendaItem]) -> Letter:
    """The convocation as it will leave, before anybody is named."""
    base = notifications.convened(meeting, items)
    seat = "Vous êtes convoqué pour le siège « … » (le siège de chaque destinataire)."
    return replace(base, body="\n\n".join([base.body, seat, _how_to_answer(meeting)]))


def letter_again(
    invitation: Invitation,
    items: Sequence[AgendaItem],
    calendars: Calendars,
    *,
    changes: Sequence[str],
    because: str,
) -> Letter:
    """The same letter once more, headed by what it changes."""
    letter = letter_of(invitation, items, calendars)
    told = "\n".join(["Ce qui change depuis l’envoi précédent :", *(f"– {one}" for one in changes)])
    asked = "Votre réponse déjà donnée reste valable ; changez-la si besoin par le même lien."
    head = "\n\n".join(part for part in (told, because, asked) if part)
    return replace(
        letter, subject=f"Modification. {letter.subject}", body=f"{head}\n\n{letter.body}"
    )


def letter_renewed(
    invitation: Invitation, items: Sequence[AgendaItem], calendars: Calendars
) -> Letter:
    """The same letter with the new link, headed by what became of the old one."""
    letter = letter_of(invitation, items, calendars)
    told = (
        "Voici un nouveau lien pour répondre : celui qui vous avait été envoyé auparavant ne "
        "fonctionne plus. Si vous aviez déjà répondu, votre réponse reste enregistrée."
    )
    return replace(
        letter, subject=f"Nouveau lien. {letter.subject}", body=f"{told}\n\n{letter.body}"
    )


def reminder_of(invitation: Invitation) -> Letter:
    return with_link(
        invitation, notifications.reminded(invitation.meeting, is_heard=not invitation.is_member)
    )


def with_link(invitation: Invitation, letter: Letter, *more: str, calendar: str = "") -> Letter:
    body = "\n\n".join([letter.body, *more])
    return replace(letter, body=body, link=reply_path(invitation), calendar=calendar)


def digest_of(letter: Letter, edition: Edition) -> str:
    """What was sent to one person: the words of the letter, and the edition it opens."""
    text = "\n".join([letter.subject, letter.body, letter.link, edition.digest])
    return hashlib.sha256(text.encode()).hexdigest()
