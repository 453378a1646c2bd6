"""From a closed meeting to the pieces of its proof pack.

The records are read through the relations of the models, so that a new table that hangs from a
meeting enters the pack without being named here.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Q

from guichet.foundations.audit.actions import fact_of, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import local_day

from . import proof
from .models import AgendaItem, Extract, Invitation, Meeting, Minutes, SealedPack, Seat
from .paper import paper_of
from .pdf import minutes_pdf
from .proof import Chain, Piece

README = """Dossier de preuve d’une séance du comité

Pour le vérifier, sans réseau et sans logiciel à installer, avec Python 3.8 ou plus récent :

    1. extraire verify.py de ce dossier ;
    2. lancer : python3 verify.py dossier.zip

Le programme nomme chaque pièce dont un octet a été changé, retirée ou ajoutée. Demandez aussi à la
préfecture le sceau qu’elle garde et donnez-le après le nom du fichier : il prouve que le dossier
entier n’a pas été refait. Gardez l’archive telle quelle : extraite puis compressée de nouveau, elle
ne se vérifie plus.
"""
VERIFIER = Path(proof.__file__).parent / "verify.py"


def pack_of(meeting: Meeting, minutes: Minutes) -> bytes:
    """The archive of a closed meeting; the same records always give the same bytes."""
    chains, events = _chains(meeting)
    pieces = [
        Piece("LISEZMOI.txt", README.encode(), "comment vérifier ce dossier"),
        Piece("verify.py", VERIFIER.read_bytes(), "le programme de vérification"),
        Piece("proces-verbal.pdf", _paper(meeting, minutes), "le procès-verbal approuvé"),
        *_published(minutes),
        _json(
            "regles.json", meeting.rules, "les règles figées à la convocation, avec leurs textes"
        ),
        *_registers(meeting),
        _json("lettres.json", list(_letters(meeting)), "les lettres envoyées, avec leurs dates"),
        *events,
    ]
    return proof.seal(pieces, meeting=_header(meeting), chains=chains)


def pack_name(meeting: Meeting, *, number: int | None = None) -> str:
    """The name of the file: of today, or of a pack that was kept."""
    kept = f"-{number}" if number is not None else ""
    return f"preuve-comite-{meeting.department_code}-{meeting.day.isoformat()}{kept}.zip"


def _header(meeting: Meeting) -> dict[str, Any]:
    return {
        "committee": meeting.committee.name,
        "department": meeting.department_code,
        "day": meeting.day.isoformat(),
        "status": meeting.status,
        "rules": _version_of(meeting.rules),
    }


def _version_of(rules: Any) -> str:
    """The hash of the frozen rules: which version the meeting used."""
    return proof.link_of({"rules": rules}, previous="")


def _paper(meeting: Meeting, minutes: Minutes) -> bytes:
    approved_on = local_day(minutes.approved_at or minutes.drafted_at)
    return minutes_pdf(paper_of(meeting, minutes, on=approved_on))


def _published(minutes: Minutes) -> Iterator[Piece]:
    if minutes.document is not None:
        with minutes.document.file.open("rb") as file:
            yield Piece("publie/proces-verbal.pdf", file.read(), "le fichier publié")

    if minutes.adopted_document is not None:
        with minutes.adopted_document.file.open("rb") as file:
            name = "publie/proces-verbal-edition-2.pdf"
            yield Piece(name, file.read(), "le fichier publié avec son approbation")


def _registers(meeting: Meeting) -> Iterator[Piece]:
    """Every table that hangs from the meeting, its items, its minutes or its convocations."""
    day = meeting.day
    yield _register(Meeting.with_rehearsals.filter(pk=meeting.pk))
    yield _register(Seat.objects.of_committee(meeting.committee).in_force(day))
    items = AgendaItem.objects.of_meeting(meeting)
    seen: set[type[models.Model]] = set()
    for parent, rows in (
        (Meeting, [meeting.pk]),
        (AgendaItem, items),
        (Minutes, [meeting.minutes]),
        # What was sent, opened, revoked and answered hangs from each convocation.
        (Invitation, Invitation.objects.of_meeting(meeting)),
    ):
        for model, field in _hanging_from(parent):
            # A pack does not hold the packs that were kept before it.
            if model in seen or model in (Meeting, SealedPack):
                continue
            seen.add(model)
            found = model._base_manager.filter(**{f"{field}__in": rows})
            if found.exists():
                yield _register(found)


def _hanging_from(parent: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for relation in parent._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and model._meta.app_label == "committee":
            yield model, relation.field.name


def _register(rows: models.QuerySet[Any]) -> Piece:
    meta = rows.model._meta
    listed = [
        {field.name: field.value_from_object(row) for field in meta.concrete_fields}
        for row in rows.order_by("pk")
    ]
    name = f"registre/{meta.model_name}.json"
    return _json(name, listed, f"registre{' :'} {meta.verbose_name}")


def _letters(meeting: Meeting) -> Iterator[dict[str, object]]:
    about = Delivery.objects.filter(about=f"meeting:{meeting.pk}").order_by("pk")
    for letter in about:
        yield {
            "to": letter.to_email,
            "subject": letter.subject,
            "written_at": letter.created_at,
            "sent_at": letter.sent_at,
            "status": letter.status,
        }


def _chains(meeting: Meeting) -> tuple[list[Chain], list[Piece]]:
    """The chain of the meeting, those of its promises, those of the cases that heard of it."""
    promises = [stream_of(promise) for promise in meeting.promises.order_by("pk")]
    cases = [
        stream_of(extract.demand)
        for extract in Extract.objects.of_meeting(meeting).select_related("demand")
    ]
    streams = dict.fromkeys([stream_of(meeting), *promises])
    told = Event.objects.filter(Q(stream__in=cases, action__startswith="meeting."))
    chains, pieces = [], []
    for stream in streams:
        chain, piece = _chain(stream, Event.objects.of_stream(stream))
        chains.append(chain)
        pieces.append(piece)
    if cases:
        facts = [fact_of(event) | {"hash": event.hash} for event in told.order_by("pk")]
        pieces.append(_json("retours.json", facts, "les extraits renvoyés, lus dans les dossiers"))
    return chains, pieces


def _chain(stream: str, events: Iterable[Event]) -> tuple[Chain, Piece]:
    name = f"evenements/{stream.replace(':', '-').replace('committee.', '')}.jsonl"
    lines, head = [], ""
    for event in events:
        head = event.hash
        link = {"fact": fact_of(event), "previous_hash": event.previous_hash, "hash": head}
        lines.append(json.dumps(link, ensure_ascii=False, sort_keys=True))
    content = "".join(f"{line}\n" for line in lines).encode()
    return (
        Chain(stream=stream, piece=name, length=len(lines), head=head),
        Piece(name, content, f"la chaîne des événements de {stream}"),
    )


def _json(name: str, value: object, what: str) -> Piece:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=_plain)
    return Piece(name, f"{text}\n".encode(), what)


def _plain(value: Any) -> str:
    """Dates and instants in the ISO form, whatever else as it is written."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
