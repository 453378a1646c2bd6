"""Columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules."""

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
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


# fmt: off
PAGES = [
    #                                        nobody anne bruno claire denis elise farid gaelle hugo ines jules
    Page("demands:index", "get",             "302 200 200 200 200 200 200 403 200 403 403"),
    Page("demands:new", "get",               "302 200 200 403 403 403 403 403 200 403 403"),
    Page("demands:start", "post",            "302 302 302 403 403 403 403 403 302 403 403", data=to_banon),
    Page("demands:intake", "get",            "302 200 404 404 404 404 404 404 404 404 404", args=a_draft),
    Page("demands:save_draft", "post",       "302 302 404 404 404 404 404 404 404 404 404", args=a_draft),
    Page("demands:autosave", "post",         "422 200 404 404 404 404 404 404 404 404 404", args=a_draft),
    Page("demands:submit", "post",           "302 422 404 404 404 404 404 404 404 404 404", args=a_draft),
    Page("demands:discard", "post",          "302 302 404 404 404 404 404 404 404 404 404", args=a_draft),
    # A demand referred to IT04: the provider sees it, the officer of the 05 does not.
    Page("demands:detail", "get",            "302 200 200 200 200 200 200 404 404 404 404", args=at(S.REFERRED)),
    Page("demands:history", "get",           "302 200 200 200 200 200 200 404 404 404 404", args=at(S.REFERRED)),
    Page("demands:conversation", "get",      "302 200 200 200 200 200 200 404 404 404 404", args=at(S.REFERRED)),
    Page("demands:attachment", "get",        "302 200 200 200 200 200 200 404 404 404 404", args=a_file),
    Page("demands:write_message", "post",    "302 302 302 302 403 302 302 404 404 404 404", args=at(S.REFERRED),
         data=a_message("APPLICANT")),
    Page("demands:write_message", "post",    "302 403 302 403 302 302 302 404 404 404 404", args=at(S.REFERRED),
         data=a_message("INTERNAL")),
    Page("demands:attach", "post",           "302 422 422 403 403 403 403 404 404 404 404", args=at(S.REFERRED)),
    # Not yet referred: nobody outside the authority and the State sees it.
    Page("demands:detail", "get",            "302 200 200 404 200 200 200 404 404 404 404", args=at(S.SUBMITTED)),
    Page("demands:acknowledge", "post",      "302 403 302 404 403 403 403 404 404 404 404", args=at(S.SUBMITTED)),
    Page("demands:send_back", "post",        "302 403 422 404 403 403 403 404 404 404 404", args=at(S.SUBMITTED)),
    Page("demands:complete", "post",         "302 422 403 404 403 403 403 404 404 404 404", args=at(S.RETURNED)),
    Page("demands:qualification", "get",     "302 403 200 404 403 403 403 404 404 404 404", args=at(S.ACKNOWLEDGED)),
    Page("demands:qualify", "post",          "302 403 422 404 403 403 403 404 404 404 404", args=at(S.ACKNOWLEDGED)),
    Page("demands:decline", "post",          "302 403 422 404 403 403 403 404 404 404 404", args=at(S.SUBMITTED)),
    Page("demands:reopen", "post",           "302 403 422 404 403 403 403 404 404 404 404", args=at(S.DECLINED)),
    Page("demands:close", "post",            "302 403 422 403 403 403 403 404 404 404 404", args=at(S.SUPPORTED)),
]
# fmt: on
