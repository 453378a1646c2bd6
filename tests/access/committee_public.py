"""Minutes, and what everybody may read of a meeting once it is published.

A draft is for the desk; Élise and Farid write it; Élise alone approves. Members read what was
approved. A visitor reads what was published, and nothing before.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus
from tests.access.table import Page, Scene
from tests.casework.committee.factories import DAY, LATER, make_meeting

Args = Callable[[Scene], Sequence[object]]
S = MeetingStatus


def _meeting(stage: str) -> Args:
    return lambda scene: [make_meeting(scene.world, scene.people, stage=stage).pk]


def _address(stage: str) -> Args:
    """The department and the day: what a visitor may guess."""

    def args(scene: Scene) -> Sequence[object]:
        meeting = make_meeting(scene.world, scene.people, stage=stage)
        return [meeting.department_code, meeting.day.isoformat()]

    return args


def _approved_by_the_next(scene: Scene) -> Sequence[object]:
    """Published, and approved by a later meeting that is published too."""
    first = make_meeting(scene.world, scene.people, stage=S.PUBLISHED)
    make_meeting(scene.world, scene.people, stage=S.PUBLISHED, day=DAY + timedelta(days=60))
    return [first.department_code, first.day.isoformat()]


def _amendment(scene: Scene) -> Sequence[object]:
    meeting = make_meeting(scene.world, scene.people, stage=S.MINUTED)
    actions.open_amendments(meeting, until=LATER.date(), by=scene.people.farid, at=DAY)
    made = actions.propose_amendment(
        meeting, section="opening", text="Autrement.", by=scene.people.gaelle, at=DAY
    )
    return [meeting.pk, made.pk]


def _kept_pack(scene: Scene) -> Sequence[object]:
    meeting = make_meeting(scene.world, scene.people, stage=S.APPROVED)
    kept = actions.seal_meeting(meeting, occasion="clôture", by=None, at=LATER)
    return [meeting.pk, kept.number]


# nobody anne bruno claire denis elise farid gaelle hugo ines jules
EVERYBODY = " ".join(["200"] * 11)
NOBODY = " ".join(["404"] * 11)
DRAFT_READ = "302 404 200 404 403 200 200 403 404 403 404"
APPROVED_READ = "302 404 200 404 200 200 200 200 404 200 404"
HELD_READ = "302 404 200 404 403 200 200 403 404 403 404"
HELD_WRITE = "302 404 302 404 403 302 302 403 404 403 404"
HELD_REFUSED = "302 404 422 404 403 422 422 403 404 403 404"
WRITE_READ = "302 404 403 404 403 200 200 403 404 403 404"
WRITE = "302 404 403 404 403 302 302 403 404 403 404"
WRITE_REFUSED = "302 404 403 404 403 422 422 403 404 403 404"
CHAIR = "302 404 403 404 403 302 403 403 404 403 404"

PAGES = [
    Page("committee:minutes", "get", DRAFT_READ, args=_meeting(S.HELD)),
    Page("committee:minutes", "get", DRAFT_READ, args=_meeting(S.MINUTED)),
    Page("committee:minutes", "get", APPROVED_READ, args=_meeting(S.APPROVED)),
    Page("committee:draft_minutes", "post", WRITE, args=_meeting(S.HELD)),
    Page("committee:edit_minutes", "get", WRITE_READ, args=_meeting(S.MINUTED)),
    Page("committee:save_minutes", "post", WRITE_REFUSED, args=_meeting(S.MINUTED)),
    Page("committee:approve_minutes", "post", CHAIR, args=_meeting(S.MINUTED)),
    Page("committee:publish", "post", WRITE, args=_meeting(S.APPROVED)),
    Page("committee:minutes_pdf", "get", DRAFT_READ, args=_meeting(S.MINUTED)),
    Page("committee:evidence", "get", HELD_READ, args=_meeting(S.APPROVED)),
    Page("committee:evidence_pack", "get", HELD_READ, args=_meeting(S.APPROVED)),
    Page("committee:kept_pack", "get", HELD_READ, args=_kept_pack),
    Page("committee:seal_pack", "post", HELD_WRITE, args=_meeting(S.APPROVED)),
    Page("committee:publication", "get", WRITE_READ, args=_meeting(S.PUBLISHED)),
    Page("committee:withhold", "post", WRITE_REFUSED, args=_meeting(S.PUBLISHED)),
    Page("committee:minutes_docx", "get", DRAFT_READ, args=_meeting(S.MINUTED)),
    Page("committee:versions", "get", HELD_READ, args=_meeting(S.MINUTED)),
    Page("committee:extracts", "get", WRITE_READ, args=_meeting(S.MINUTED)),
    Page("committee:send_extracts", "post", WRITE, args=_meeting(S.MINUTED)),
    Page("committee:amendments", "get", HELD_READ, args=_meeting(S.MINUTED)),
    Page("committee:open_amendments", "post", WRITE, args=_meeting(S.MINUTED)),
    Page("committee:propose_amendment", "post", HELD_REFUSED, args=_meeting(S.MINUTED)),
    Page("committee:accept_amendment", "post", WRITE, args=_amendment),
    Page("committee:refuse_amendment", "post", WRITE, args=_amendment),
    Page("committee:record_disagreement", "post", WRITE_REFUSED, args=_meeting(S.MINUTED)),
    Page("committee:offline_worker", "get", EVERYBODY),
    Page("committee:front", "get", EVERYBODY),
    Page("committee:public_index", "get", EVERYBODY),
    Page("committee:public_meeting", "get", EVERYBODY, args=_address(S.PUBLISHED)),
    Page("committee:public_meeting", "get", NOBODY, args=_address(S.APPROVED)),
    Page("committee:public_pdf", "get", EVERYBODY, args=_address(S.PUBLISHED)),
    Page("committee:public_pdf", "get", NOBODY, args=_address(S.APPROVED)),
    Page("committee:public_second_edition", "get", EVERYBODY, args=_approved_by_the_next),
    Page("committee:public_second_edition", "get", NOBODY, args=_address(S.PUBLISHED)),
    Page("committee:public_schema", "get", EVERYBODY),
    Page("committee:public_json", "get", EVERYBODY, args=_address(S.PUBLISHED)),
    Page("committee:public_json", "get", NOBODY, args=_address(S.APPROVED)),
    Page("committee:public_roadmap", "get", EVERYBODY, args=lambda scene: ["04"]),
    Page("committee:public_roadmap_pdf", "get", EVERYBODY, args=lambda scene: ["04"]),
    Page("committee:public_list", "get", EVERYBODY),
    Page("committee:feed", "get", EVERYBODY),
    Page("committee:calendar", "get", EVERYBODY),
]
