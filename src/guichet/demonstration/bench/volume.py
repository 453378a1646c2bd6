"""Two thousand demands with their events, messages and files, stored in bulk.

Through no action: nothing of it is a story, and its chains of events bear no valid hash. Only a
base made to be thrown away may receive it.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection

from guichet.casework.demands.choices import Channel, Complexity, DeclineReason, DemandStatus
from guichet.casework.demands.choices import MessageAudience as Audience
from guichet.casework.demands.models import Attachment, Demand, Message, Qualification
from guichet.demonstration.stage import DEPARTMENT, Stage
from guichet.foundations.audit.models import Event
from guichet.foundations.documents.choices import DocumentKind, ScanResult
from guichet.foundations.documents.models import Document
from guichet.foundations.toolkit.dates import PARIS
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.territories.models import Territory

S = DemandStatus
FIRST = datetime(2020, 1, 6, 9, 0, tzinfo=PARIS)
AT_ONCE = 2000
_SUBJECTS = (
    "l’ancienne école", "la toiture de la mairie", "le réseau d’eau potable", "la place du village",
    "le pont de la rivière", "la salle des fêtes", "la friche de la gare", "l’éclairage public",
    "le gîte communal", "la voirie du hameau", "la station d’épuration", "le cœur de bourg",
    "la maison de santé", "le groupe scolaire", "la chaufferie", "le cimetière",
)  # fmt: skip
_VERBS = ("Rénover", "Étudier", "Chiffrer", "Reprendre", "Déplacer", "Sécuriser", "Financer")
_TEXT = (
    "la commune souhaite savoir par où commencer et avec quel financement le diagnostic de 2019 "
    "est incomplet le conseil municipal a délibéré une étude préalable paraît nécessaire le "
    "bâtiment est vide depuis plusieurs années les riverains demandent un calendrier le budget "
    "reste à préciser avec le département et la région l’architecte conseil est venu une fois le "
    "foncier appartient à la commune une parcelle reste à acquérir les entreprises tardent"
)
_WORDS = _TEXT.split()
_QUALIFIED = {S.QUALIFIED, S.REFERRED, S.SUPPORTED, S.CLOSED}


def fill(stage: Stage, *, demands: int, events: int) -> None:
    """As many messages as events; the same every time."""
    dice = random.Random(demands)  # noqa: S311 -- invents cases, guards nothing
    made = Demand.objects.bulk_create(_demands(stage, dice, demands), batch_size=AT_ONCE)
    Qualification.objects.bulk_create(_qualifications(stage, dice, made), batch_size=AT_ONCE)
    each = max(1, events // max(1, demands))
    Event.objects.bulk_create(_events(made, each), batch_size=AT_ONCE)
    Message.objects.bulk_create(_messages(dice, made, each), batch_size=AT_ONCE)
    files = Document.objects.bulk_create(_documents(dice, made), batch_size=AT_ONCE)
    Attachment.objects.bulk_create(
        [Attachment(demand=d, document=f) for d, f in zip(made, files, strict=True)],
        batch_size=AT_ONCE,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _demands(stage: Stage, dice: random.Random, count: int) -> Iterator[Demand]:
    department = Territory.objects.departments().get(code=DEPARTMENT)
    halls = list(
        Organisation.objects.filter(
            department=department, territory__in=Territory.objects.living().communes()
        )
        .select_related("territory")
        .order_by("pk")
    )
    themes = list(stage.themes.values())
    statuses = [status for status in S if status != S.DRAFT]
    for rank in range(count):
        hall = dice.choice(halls)
        commune = hall.territory
        title = f"{dice.choice(_VERBS)} {dice.choice(_SUBJECTS)}"
        at = FIRST + timedelta(hours=rank * 26)
        status = dice.choice(statuses)
        yield Demand(
            reference=f"D-{DEPARTMENT}-{at:%y}-{rank + 5000}",
            status=status,
            channel=Channel.FORM,
            department=department,
            requester=hall,
            commune=commune,
            title=title,
            description=_prose(dice, 60),
            expected_help=_prose(dice, 15),
            search_key=search_key(f"{title} {hall.name} {commune}"),
            theme_hint=dice.choice(themes),
            officer=stage.officer_person if status != S.SUBMITTED else None,
            missing_items="Le plan." if status == S.RETURNED else "",
            decline_reason=DeclineReason.DUPLICATE if status == S.DECLINED else "",
            created_at=at,
            submitted_at=at,
        )


def _qualifications(
    stage: Stage, dice: random.Random, demands: list[Demand]
) -> Iterator[Qualification]:
    themes = list(stage.themes.values())
    for demand in demands:
        if demand.status in _QUALIFIED:
            yield Qualification(
                demand=demand,
                theme=dice.choice(themes),
                engineering_types=[dice.choice(EngineeringType.values)],
                phase=dice.choice(Phase.values),
                complexity=dice.choice(Complexity.values),
                is_urgent=dice.random() < 0.1,
                qualified_at=demand.created_at,
            )


def _events(demands: list[Demand], each: int) -> Iterator[Event]:
    for demand in demands:
        for seq in range(1, each + 1):
            moved = {"status": ["SUBMITTED", demand.status]} if seq in (1, 3) else {}
            yield Event(
                stream=f"demands.demand:{demand.pk}",
                seq=seq,
                at=demand.created_at + timedelta(days=seq),
                actor_label="Mesure",
                action="demand.submit" if seq == 1 else "message.write",
                department=DEPARTMENT,
                case=demand.case_key,
                changes=moved,
                data={"reference": demand.reference, "thread": "…"},
                hash="0" * 64,
            )


def _messages(dice: random.Random, demands: list[Demand], each: int) -> Iterator[Message]:
    for demand in demands:
        for rank in range(each):
            yield Message(
                demand=demand,
                audience=Audience.INTERNAL if rank % 3 == 0 else Audience.APPLICANT,
                author_label="Mesure",
                body=_prose(dice, 25),
                written_at=demand.created_at + timedelta(days=rank + 1),
            )


def _documents(dice: random.Random, demands: list[Demand]) -> Iterator[Document]:
    for demand in demands:
        name = f"{search_key(dice.choice(_SUBJECTS)).replace(' ', '_')}-v{dice.randint(1, 9)}.pdf"
        pk = uuid.UUID(int=dice.getrandbits(128), version=4)
        yield Document(
            id=pk,
            kind=DocumentKind.ATTACHMENT,
            name=name,
            file=f"documents/{pk.hex[:2]}/{pk.hex}.pdf",
            content_type="application/pdf",
            size=1000,
            sha256=pk.hex * 2,
            scan=ScanResult.CLEAN,
            uploaded_at=demand.created_at,
        )


def _prose(dice: random.Random, words: int) -> str:
    """Half of the texts name a subject, so that a search finds much and not everything."""
    text = " ".join(dice.choices(_WORDS, k=words))
    return f"{text} {dice.choice(_SUBJECTS)}." if dice.random() < 0.5 else f"{text}."
