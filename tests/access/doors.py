"""Columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now as wall_clock

from guichet.casework.demands.actions import receive_mail
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.following import follow_token
from guichet.casework.demands.models import UnfiledMail
from guichet.casework.doors import actions
from guichet.foundations.notifications.models import Delivery
from tests.access.table import Page, Scene
from tests.casework.demands.factories import make_demand

LIST = b"intitule;code insee\nRenover l'ecole;4018\nHalle;04088\nGare;05061\n"
ANSWERS = {
    "title": "Rénover l’école",
    "description": "Le toit fuit.",
    "expected_help": "Savoir par où commencer.",
    "contact_name": "Camille Exemple",
    "contact_title": "",
    "contact_email": "mairie@banon.example",
    "contact_phone": "",
}
ALL = "200" + " 200" * 10
LOST = "410" + " 410" * 10
AWAY = "302" + " 302" * 10
EMPTY = "422" + " 422" * 10


def a_list(scene: Scene) -> list[object]:
    upload = SimpleUploadedFile("liste.csv", LIST)
    file = actions.open_file(
        upload, department=scene.world.d04, by=scene.people.bruno, at=scene.now
    )
    return [file.pk]


def a_link(scene: Scene) -> list[object]:
    demand = make_demand(scene.world, scene.people, stage=DemandStatus.RETURNED, at=scene.now)
    return [follow_token(demand)]


def an_entry(scene: Scene) -> list[object]:
    """Left just now: the page reads the clock on the wall, and the link is good for two days."""
    actions.leave_entry(
        scene.world.banon_hall, commune=scene.world.banon, answers=ANSWERS, at=wall_clock()
    )
    return [Delivery.objects.latest("pk").link.rstrip("/").rsplit("/", 1)[-1]]


def a_mail(scene: Scene) -> list[object]:
    kept = receive_mail(
        b"From: mairie@commune.example\nSubject: Le toit\n\nIl fuit.\n",
        at=scene.now, department=scene.world.d04,
    )  # fmt: skip
    assert isinstance(kept, UnfiledMail)
    return [kept.pk]


def nothing(scene: Scene) -> list[object]:
    return []


def unknown(scene: Scene) -> list[object]:
    return ["inconnu"]


# fmt: off
ROWS = [
    ("imports", "get",        "302 403 200 403 403 403 403 403 200 403 403", nothing),
    ("open_file", "post",     "302 403 422 403 403 403 403 403 422 403 403", nothing),
    ("preview", "get",        "302 403 200 403 403 403 403 403 404 403 403", a_list),
    ("refused_lines", "get",  "302 403 200 403 403 403 403 403 404 403 403", a_list),
    ("map_columns", "post",   "302 403 302 403 403 403 403 403 404 403 403", a_list),
    ("confirm", "post",       "302 403 302 403 403 403 403 403 404 403 403", a_list),
    ("mails", "get",          "302 403 200 403 403 403 403 403 200 403 403", nothing),
    ("capture", "post",       "302 403 422 403 403 403 403 403 422 403 403", nothing),
    ("kept_mail", "get",      "302 403 200 403 403 403 403 403 404 403 403", a_mail),
    ("open_kept_mail", "post","302 403 422 403 403 403 403 403 404 403 403", a_mail),
    # The public door and the applicant's page ask nobody who they are.
    ("ask", "get",            ALL, nothing),
    ("leave_entry", "post",   EMPTY, nothing),
    ("keep_draft", "post",    EMPTY, nothing),
    ("send_draft_link", "post", EMPTY, nothing),
    ("erase_draft", "post",   AWAY, nothing),
    ("resume_draft", "get",   AWAY, unknown),
    ("entry_left", "get",     ALL, nothing),
    ("confirm_entry", "get",  ALL, an_entry),
    ("confirm_entry", "post", LOST, unknown),
    ("new_link", "get",       ALL, nothing),
    ("send_link", "post",     EMPTY, nothing),
    ("follow", "get",         ALL, a_link),
    ("follow", "get",         LOST, unknown),
    ("write", "post",         EMPTY, a_link),
]
# fmt: on

PAGES = [Page(f"doors:{name}", method, expect, args=args) for name, method, expect, args in ROWS]
