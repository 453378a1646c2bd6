"""Columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules."""

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.filters import Filters
from guichet.casework.demands.models import Demand, UnfiledMail
from tests.access.table import Page, Scene
from tests.casework.demands.factories import make_demand, pdf

S = DemandStatus


def a_draft(scene: Scene) -> list[object]:
    return [_demand(scene, S.DRAFT).uuid]


def at(stage: str) -> object:
    return lambda scene: [_demand(scene, stage).reference]


def a_file(scene: Scene) -> list[object]:
    demand = _demand(scene, S.REFERRED)
    attachment = actions.attach(demand, upload=pdf(), by=scene.people.anne, at=scene.now)
    return [demand.reference, attachment.pk]


def _demand(scene: Scene, stage: str) -> Demand:
    return make_demand(scene.world, scene.people, stage=stage, at=scene.now)


def to_banon(scene: Scene) -> dict[str, object]:
    return {"requester": scene.world.banon_hall.pk}


def a_message(audience: str) -> object:
    return lambda scene: {"audience": audience, "body": "Bonjour"}


spoken = a_message("APPLICANT")
aside = a_message("INTERNAL")
submitted = at(S.SUBMITTED)
pending = at(S.ACKNOWLEDGED)
returned = at(S.RETURNED)
referred = at(S.REFERRED)
supported = at(S.SUPPORTED)
declined = at(S.DECLINED)


def a_mail(scene: Scene) -> list[object]:
    demand = _demand(scene, S.REFERRED)
    kept = UnfiledMail.objects.create(
        department=scene.world.d04,
        demand=demand,
        sender="anne@example.fr",
        subject="Re: votre demande",
        body="Bonjour",
        raw=b"",
        reason="Il ne vient pas de la bonne adresse.",
        received_at=scene.now,
    )
    return [kept.pk]


def waiting(scene: Scene) -> list[object]:
    a_mail(scene)
    return []


def nothing(scene: Scene) -> list[object]:
    return []


def unsent(scene: Scene) -> dict[str, object]:
    return {}


def as_csv(scene: Scene) -> list[object]:
    _demand(scene, S.REFERRED)
    return ["csv"]


def a_view(scene: Scene) -> list[object]:
    filters = Filters.read({"texte": "pont"})
    view = actions.save_view(
        "Ponts", filters=filters, has_alert=False, by=scene.people.bruno, at=scene.now
    )
    return [view.pk]


def named(scene: Scene) -> dict[str, object]:
    return {"name": "Ponts", "liste": "texte=pont"}


# fmt: off
ROWS = [
    ("index", "get",              "302 200 200 200 200 200 200 403 200 403 403", nothing, unsent),
    ("board", "get",              "302 403 200 200 200 200 200 403 200 403 403", nothing, unsent),
    ("atlas", "get",              "302 403 200 200 200 200 200 403 200 403 403", nothing, unsent),
    ("export", "post",            "302 403 200 200 200 200 200 403 200 403 403", as_csv, unsent),
    ("saved_views", "get",        "302 403 200 200 200 200 200 403 200 403 403", nothing, unsent),
    ("save_view", "post",         "302 403 302 302 302 302 302 403 302 403 403", nothing, named),
    # The view of Bruno: nobody else's.
    ("switch_alert", "post",      "302 403 302 404 404 404 404 403 404 403 403", a_view, unsent),
    ("delete_view", "post",       "302 403 302 404 404 404 404 403 404 403 403", a_view, unsent),
    ("restore_view", "post",      "302 403 302 404 404 404 404 403 404 403 403", a_view, unsent),
    ("new", "get",                "302 200 200 403 403 403 403 403 200 403 403", nothing, unsent),
    ("start", "post",             "302 302 302 403 403 403 403 403 302 403 403", nothing, to_banon),
    ("intake", "get",             "302 200 404 404 404 404 404 404 404 404 404", a_draft, unsent),
    ("save_draft", "post",        "302 302 404 404 404 404 404 404 404 404 404", a_draft, unsent),
    ("autosave", "post",          "422 200 404 404 404 404 404 404 404 404 404", a_draft, unsent),
    ("submit", "post",            "302 422 404 404 404 404 404 404 404 404 404", a_draft, unsent),
    ("discard", "post",           "302 302 404 404 404 404 404 404 404 404 404", a_draft, unsent),
    # A demand referred to IT04: the provider sees it, the officer of the 05 does not.
    ("detail", "get",             "302 200 200 200 200 200 200 404 404 404 404", referred, unsent),
    ("history", "get",            "302 200 200 200 200 200 200 404 404 404 404", referred, unsent),
    ("deadlines", "get",          "302 200 200 200 200 200 200 404 404 404 404", referred, unsent),
    ("mark_read", "post",         "302 302 302 302 302 302 302 404 404 404 404", referred, unsent),
    ("mails", "get",              "302 403 200 403 403 200 200 403 200 403 200", waiting, unsent),
    ("file_mail", "post",         "302 404 422 404 404 403 403 404 404 404 404", a_mail, unsent),
    ("dismiss_mail", "post",      "302 404 422 404 404 403 403 404 404 404 404", a_mail, unsent),
    ("conversation", "get",       "302 200 200 200 200 200 200 404 404 404 404", referred, unsent),
    ("attachment", "get",         "302 200 200 200 200 200 200 404 404 404 404", a_file, unsent),
    ("write_message", "post",     "302 302 302 302 403 302 302 404 404 404 404", referred, spoken),
    ("write_message", "post",     "302 403 302 403 302 302 302 404 404 404 404", referred, aside),
    ("attach", "post",            "302 422 422 403 403 403 403 404 404 404 404", referred, unsent),
    # Not yet referred: nobody outside the authority and the State sees it.
    ("detail", "get",             "302 200 200 404 200 200 200 404 404 404 404", submitted, unsent),
    ("acknowledge", "post",       "302 403 302 404 403 403 403 404 404 404 404", submitted, unsent),
    ("send_back", "post",         "302 403 422 404 403 403 403 404 404 404 404", submitted, unsent),
    ("complete", "post",          "302 422 403 404 403 403 403 404 404 404 404", returned, unsent),
    ("qualification", "get",      "302 403 200 404 403 403 403 404 404 404 404", pending, unsent),
    ("qualify", "post",           "302 403 422 404 403 403 403 404 404 404 404", pending, unsent),
    ("decline", "post",           "302 403 422 404 403 403 403 404 404 404 404", submitted, unsent),
    ("redirect", "post",          "302 403 422 404 403 403 403 404 404 404 404", submitted, unsent),
    ("reopen", "post",            "302 403 422 404 403 403 403 404 404 404 404", declined, unsent),
    ("close", "post",             "302 403 422 403 403 403 403 404 404 404 404", supported, unsent),
]
# fmt: on

PAGES = [
    Page(f"demands:{name}", method, expect, args=args, data=data)
    for name, method, expect, args, data in ROWS
]
