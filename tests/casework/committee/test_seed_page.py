"""The meeting of 17 November 2020, played by its own actions, told by its public page and PDF.

FACTS is the list of what the page of the prefecture says, one by one, with the place of the data
model where each is kept. The words are ours; the facts must all be there.
"""

import io
from contextlib import closing
from datetime import timedelta
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from guichet.casework.committee import actions
from guichet.casework.committee.models import AgendaItem, Committee, Meeting, Minutes, Seat
from guichet.demonstration import seed_meeting as seed
from guichet.reference.directory.actions import load_national
from guichet.reference.directory.models import Organisation
from guichet.reference.policies.actions import load_taxonomy
from guichet.reference.policies.choices import OrientationLevel, OrientationStatus
from guichet.reference.policies.models import StrategicOrientation
from tests.casework.demands.factories import make_demand
from tests.client import StrictClient

# (what the page of the prefecture says, where it comes from, how ours says it)
FACTS = (
    ("the title: a meeting of the committee, its date", "Meeting.scheduled_at",
     "Réunion du comité local de cohésion territoriale du 17 novembre 2020"),
    ("updated on 23 November 2020", "Meeting.published_at", "Mis à jour le 23/11/2020"),
    ("the committee and its acronym", "Committee.name",
     "comité local de cohésion territoriale (CLCT) des Alpes-de-Haute-Provence"),
    ("presided by the prefect", "Meeting.chair_label",
     "présidé par la préfète des Alpes-de-Haute-Provence"),
    ("and by the director general of the ANCT", "Meeting.co_chair_label",
     "et par le directeur général de l’Agence nationale de la cohésion des territoires (ANCT)"),
    ("held by video conference", "Meeting.form", "s’est tenu en visioconférence"),
    ("on a Tuesday", "Meeting.opened_at", "le mardi 17 novembre 2020"),
    ("the agency was created at the Government’s initiative", "Organisation.presentation",
     "Créée à l’initiative du Gouvernement"),
    ("it is a public body", "Organisation.presentation", "établissement public"),
    ("in place since 1 January 2020", "Lineage.happened_on", "Mise en place le 1er janvier 2020"),
    ("born of a merger", "Lineage.kind", "née de la fusion de trois organismes"),
    ("of the CGET", "Lineage.predecessor",
     "Commissariat général à l’égalité des territoires (CGET)"),
    ("of the EPARECA", "Lineage.predecessor",
     "Établissement public national d’aménagement et de restructuration des espaces commerciaux "
     "et artisanaux (EPARECA)"),
    ("of the Agence du numérique", "Lineage.predecessor", "Agence du numérique"),
    ("it acts on the whole national territory", "Organisation.presentation",
     "l’ensemble du territoire national"),
    ("in rural and in urban areas", "Organisation.presentation",
     "en zone rurale comme en zone urbaine"),
    ("it completes the engineering that exists", "Organisation.presentation",
     "Son principe est la complémentarité"),
    ("notably that of local authorities and their bodies", "Organisation.presentation",
     "celle des collectivités et de leurs établissements"),
    ("it targets complex projects and projets de territoire", "Organisation.presentation",
     "aux projets complexes et aux projets de territoire"),
    ("the committee defines common strategic orientations", "reference_texts.COMMITTEE_ROLE",
     "Le comité définit des orientations stratégiques communes"),
    ("in engineering, for local authorities and their groupings",
     "reference_texts.COMMITTEE_ROLE",
     "l’ingénierie se met au service des collectivités et de leurs groupements"),
    ("at the scale of the department", "reference_texts.COMMITTEE_ROLE", "dans le département"),
    ("within the national orientations", "reference_texts.NATIONAL_FRAME",
     "les orientations nationales"),
    ("validated by the board of the ANCT", "reference_texts.NATIONAL_FRAME",
     "que valide le conseil d’administration de l’ANCT"),
    ("an orientation adopted", "StrategicOrientation.title",
     "4. Tenir un guichet unique à la direction départementale des territoires"),
    ("and the national one it comes from", "StrategicOrientation.parent",
     "4. Offrir aux élus un interlocuteur unique"),
    ("the committee is informed of demands for support", "reference_texts.COMMITTEE_INFORMED",
     "Le comité est informé des demandes d’accompagnement"),
    ("from local authorities and their groupings", "reference_texts.COMMITTEE_INFORMED",
     "les collectivités territoriales et leurs groupements"),
    ("of the follow-up", "reference_texts.COMMITTEE_INFORMED", "la suite donnée à chacune"),
    ("and of the projects, where there are some", "reference_texts.COMMITTEE_INFORMED",
     "s’il y a lieu, de la mise en œuvre des projets"),
    ("the demands, counted", "AgendaItem.figures (DEMANDS)", "Demandes reçues"),
    ("their follow-up, counted", "AgendaItem.figures (FOLLOW_UP)",
     "Prises en charge par le guichet"),
    ("after Action cœur de ville", "AgendaItem.title", "après « Action cœur de ville »"),
    ("Petites villes de demain", "AgendaItem.title, Programme.summary",
     "Petites villes de demain (PVD)"),
    ("illustrates the support of local partners", "AgendaItem.brief", "les partenaires locaux"),
    ("on a complex project", "AgendaItem.brief", "autour d’un projet complexe"),
    ("one-stop shop of complex projects", "AgendaItem.brief",
     "Le guichet unique des projets complexes"),
    ("set up by the DDT", "AgendaItem.brief",
     "mis en place et tenu par la direction départementale des territoires (DDT)"),
    ("financial help of the State through the Banque des Territoires", "AgendaItem.brief",
     "L’État apporte un soutien financier à travers la Banque des Territoires"),
    ("the departmental agency IT04", "AgendaItem.brief",
     "L’agence départementale Ingénierie et territoires (IT04)"),
    ("of the departmental council", "AgendaItem.brief", "du conseil départemental"),
    ("well received by all local elected people", "AgendaItem.outcome_note",
     "un accueil favorable de l’ensemble des élus locaux"),
    ("because it meets the needs of local authorities", "AgendaItem.outcome_note",
     "il répond aux besoins des collectivités"),
    ("as the prefect said", "Meeting.closing_words", "La préfète donne le sens de la séance"),
    ("the State in « mode solution »", "Meeting.closing_words", "l’État « en mode solution »"),
    ("so that elected people carry out their projects", "Meeting.closing_words",
     "pour que leurs projets se réalisent"),
    ("with tailor-made support", "Meeting.closing_words", "un accompagnement sur mesure"),
)  # fmt: skip


@pytest.fixture
def seed_story(world, people) -> Meeting:
    """The packaged lists, the orientations and the meeting, as the seed data says."""
    make_demand(world, people, stage="ACKNOWLEDGED", at=seed.PREPARED_AT - timedelta(days=30))
    load_national(by=None, at=seed.PREPARED_AT)
    load_taxonomy(by=None, at=seed.PREPARED_AT)
    orientations(world)
    committee = world.committee
    Committee.objects.filter(pk=committee.pk).update(
        name=seed.COMMITTEE_NAME,
        order_reference=seed.ORDER_REFERENCE,
        order_date=seed.ORDER_DATE,
    )
    committee.refresh_from_db()
    Seat.objects.filter(committee=committee).delete()
    seats(committee)
    return played(committee, people)


def orientations(world) -> None:
    StrategicOrientation.objects.exclude(parent=None).delete()
    StrategicOrientation.objects.all().delete()
    national = {
        one.number: StrategicOrientation.objects.create(
            level=OrientationLevel.NATIONAL,
            status=OrientationStatus.ADOPTED,
            number=one.number,
            title=one.title,
            body=one.body,
            adopted_on=seed.NATIONAL_ADOPTED_ON,
            adopted_by=seed.NATIONAL_BOARD,
        )
        for one in seed.NATIONAL_ORIENTATIONS
    }
    for one in seed.DEPARTMENTAL_ORIENTATIONS:
        StrategicOrientation.objects.create(
            level=OrientationLevel.DEPARTMENTAL,
            number=one.number,
            title=one.title,
            body=one.body,
            department=world.d04,
            parent=national[one.parent] if one.parent else None,
        )


def seats(committee) -> None:
    colleges = actions.start_colleges(committee)
    for rank, one in enumerate(seed.SEATS, start=1):
        Seat.objects.create(
            committee=committee,
            college=colleges[one.family],
            nature=one.nature,
            label=one.label,
            rank=rank,
            is_chair=one.is_chair,
        )


def played(committee, people) -> Meeting:
    """From the preparation to the publication, each deed at its hour."""
    farid = people.farid
    meeting = actions.prepare_meeting(
        committee, scheduled_at=seed.SCHEDULED_AT, form=seed.FORM, place=seed.PLACE,
        chair_label=seed.CHAIR, co_chair_label=seed.CO_CHAIR, by=farid, at=seed.PREPARED_AT,
    )  # fmt: skip
    for one in seed.ITEMS:
        actions.add_item(
            meeting, kind=one.kind, title=one.title, brief=one.brief, by=farid, at=seed.PREPARED_AT
        )
    actions.convene(meeting, by=farid, at=seed.CONVENED_AT)
    actions.open_meeting(meeting, by=farid, at=seed.SCHEDULED_AT)
    by_label = {seat.label: seat for seat in Seat.objects.filter(committee=committee)}
    calls = [
        actions.Call(by_label[one.label], one.mode, by_label.get(one.proxy_to), one.attendee)
        for one in seed.SEATS
    ]
    actions.record_roll_call(meeting, calls, by=farid, at=seed.SCHEDULED_AT)
    said = {one.title: one for one in seed.ITEMS}
    for item in AgendaItem.objects.of_meeting(meeting).in_order():
        told = said.get(item.title, SimpleNamespace(outcome=seed.OUTCOMES.get(item.kind), note=""))
        actions.record_outcome(
            item, outcome=told.outcome, note=told.note, by=farid, at=seed.SCHEDULED_AT
        )
    organisations = {"DDT 04": "DDT 04", "IT04": "IT04"}
    for one in seed.PROMISES:
        holder = Organisation.objects.get(acronym=organisations[one.holder])
        actions.make_promise(
            meeting, text=one.text, holder=holder, due_on=one.due_on, by=farid, at=seed.SCHEDULED_AT
        )
    actions.close_meeting(meeting, closing_words=seed.CLOSING_WORDS, by=farid, at=seed.CLOSED_AT)
    actions.draft_minutes(meeting, by=farid, at=seed.CLOSED_AT)
    actions.approve_minutes(meeting, by=people.elise, at=seed.APPROVED_AT)
    actions.publish(meeting, by=farid, at=seed.PUBLISHED_AT)
    return meeting


def plain(text: str) -> str:
    """Spaces, markup and the breaks of lines left aside."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_public_page_bears_every_fact(seed_story, client):
    page = client.get("/comites/04/2020-11-17/").content.decode()
    words = plain(without_tags(page))

    assert [(fact, where) for fact, where, said in FACTS if plain(said) not in words] == []


def without_tags(html: str) -> str:
    kept, inside = [], False
    for letter in html.partition("<main")[2]:
        if letter in "<>":
            inside = letter == "<"
        elif not inside:
            kept.append(letter)
    return "".join(kept)


def test_the_pdf_bears_every_fact(seed_story):
    document = Minutes.objects.get(meeting=seed_story).document
    assert document is not None
    with document.file.open("rb") as content:
        reader = PdfReader(io.BytesIO(content.read()))
    told = squeezed(" ".join(page.extract_text() for page in reader.pages))

    missing = [
        fact
        for fact, _, said in FACTS
        # The minutes write the same day in full, and say an orientation in a sentence.
        if squeezed(IN_THE_MINUTES.get(said, said)) not in told
    ]
    assert missing == []


def squeezed(text: str) -> str:
    """Lines of a PDF end anywhere, words are cut with a hyphen."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "")


IN_THE_MINUTES = {
    "Mis à jour le 23/11/2020": "Mis à jour le 23 novembre 2020",
    "4. Tenir un guichet unique à la direction départementale des territoires": (
        "orientation n° 4, « Tenir un guichet unique à la direction départementale des "
        "territoires »"
    ),
    "4. Offrir aux élus un interlocuteur unique": (
        "orientation nationale n° 4, « Offrir aux élus un interlocuteur unique »"
    ),
}


def test_the_page_can_be_shared_and_found(seed_story, client):
    front = client.get("/").content.decode()

    assert 'href="/comites/04/2020-11-17/"' in front
    assert "mardi 17 novembre 2020" in front


def test_no_seat_of_the_seed_is_named_after_a_person():
    for seat in seed.SEATS:
        assert seat.attendee == "" or seat.attendee.startswith(("la ", "le ", "l’", "un "))


def test_the_seats_are_of_three_families_and_the_proxies_hold():
    families = {seat.family for seat in seed.SEATS}
    labels = [seat.label for seat in seed.SEATS]

    assert families == {"STATE", "LOCAL_AUTHORITIES", "ENGINEERING"}
    assert len(set(labels)) == len(labels) >= 30
    for seat in seed.SEATS:
        assert bool(seat.proxy_to) == (seat.mode == "REPRESENTED")
        assert seat.proxy_to in ["", *labels]


def test_a_visitor_needs_no_account(seed_story):
    with closing(StrictClient().get("/comites/04/2020-11-17/proces-verbal.pdf")) as answer:
        assert answer.status_code == 200
