"""Convocations and answers: the desk follows them, whoever holds a link answers."""

from collections.abc import Callable, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.models import AgendaItem, Invitation, Meeting, Piece
from guichet.casework.committee.reply_links import piece_path, token_of
from tests.access.table import Page, Scene
from tests.casework.committee.factories import PREPARED_AT, make_meeting, seat_people

Args = Callable[[Scene], Sequence[object]]
S = MeetingStatus

ALL = "200 200 200 200 200 200 200 200 200 200 200"
ALL_REFUSED = "422 422 422 422 422 422 422 422 422 422 422"
ALL_SILENT = "204 204 204 204 204 204 204 204 204 204 204"
ALL_LOST = "410 410 410 410 410 410 410 410 410 410 410"
READ = "302 404 200 404 200 200 200 200 404 200 404"
# nobody anne bruno claire denis elise farid gaelle hugo ines jules
RESERVED = "302 404 200 404 404 200 200 200 404 404 404"
# A meeting that members may see: they are told no.
DESK = "302 404 200 404 403 200 200 403 404 403 404"
DEED = "302 404 302 404 403 302 302 403 404 403 404"
REFUSED = "302 404 422 404 403 422 422 403 404 403 404"
# A meeting that only the desk sees.
DESK_DEED = "302 404 302 404 404 302 302 404 404 404 404"
DESK_REFUSED = "302 404 422 404 404 422 422 404 404 404 404"


def _meeting(stage: str) -> Args:
    return lambda scene: [make_meeting(scene.world, scene.people, stage=stage).pk]


def _convened(scene: Scene) -> Invitation:
    seat_people(scene.world, scene.people)
    make_meeting(scene.world, scene.people, stage=S.CONVENED)
    return Invitation.objects.get(email="gaelle@example.fr")


def _link(scene: Scene) -> Sequence[object]:
    return [token_of(_convened(scene))]


def _invitation(scene: Scene) -> Sequence[object]:
    invitation = _convened(scene)
    return [invitation.meeting_id, invitation.pk]


def _heard(scene: Scene) -> Sequence[object]:
    meeting = make_meeting(scene.world, scene.people)
    made = actions.invite(meeting, name="A", quality="B", by=scene.people.farid, at=PREPARED_AT)
    return [meeting.pk, made.pk]


def _joined(scene: Scene, stage: str) -> tuple[Meeting, int]:
    meeting = make_meeting(scene.world, scene.people, stage=stage)
    upload = SimpleUploadedFile("carte.csv", b"commune;demandes\nBanon;2\n")
    piece = actions.join_piece(
        meeting, title="Carte", upload=upload, by=scene.people.farid, at=scene.now
    )
    return meeting, piece.pk


def _piece(stage: str) -> Args:
    def args(scene: Scene) -> Sequence[object]:
        meeting, piece = _joined(scene, stage)
        return [meeting.pk, piece]

    return args


def _piece_of_link(scene: Scene) -> Sequence[object]:
    seat_people(scene.world, scene.people)
    meeting, piece = _joined(scene, S.CONVENED)
    invitation = Invitation.objects.get(meeting=meeting, email="gaelle@example.fr")
    return [token_of(invitation), piece]


def _reserved_piece(scene: Scene) -> Sequence[object]:
    """On a point for the members alone: the observer and the sub-prefect do not open it."""
    meeting, piece = _joined(scene, S.CONVENED)
    item = AgendaItem.objects.of_meeting(meeting).in_order()[0]
    AgendaItem.objects.filter(pk=item.pk).update(is_restricted=True)
    Piece.objects.filter(pk=piece).update(item=item)
    return [meeting.pk, piece]


def _piece_of_document(scene: Scene) -> Sequence[object]:
    seat_people(scene.world, scene.people)
    meeting, piece = _joined(scene, S.CONVENED)
    invitation = Invitation.objects.get(meeting=meeting, email="gaelle@example.fr")
    return [piece_path(invitation, piece).split("/")[-2]]


def _revoked_link(scene: Scene) -> Sequence[object]:
    invitation = _convened(scene)
    token = token_of(invitation)
    actions.revoke_link(invitation, because="Perdu.", by=scene.people.farid, at=scene.now)
    return [token]


def _vacant_seat(scene: Scene) -> Sequence[object]:
    return ["04", scene.world.it04_seat.pk]


PAGES = [
    Page("committee:vacancies", "get", READ, args=lambda scene: ["04"]),
    Page(
        "committee:ask_designation",
        "post",
        "302 404 403 404 403 302 302 403 404 403 404",
        args=_vacant_seat,
    ),
    Page("committee:reply", "get", ALL, args=_link),
    Page("committee:reply", "get", ALL_LOST, args=lambda scene: ["personne~signature"]),
    Page("committee:reply", "get", ALL_LOST, args=_revoked_link),
    Page("committee:answer", "post", ALL_REFUSED, args=_link),
    Page("committee:answer", "post", ALL_LOST, args=_revoked_link),
    Page("committee:check_answer", "get", ALL, args=_link),
    Page("committee:open_convocation", "post", ALL_SILENT, args=_link),
    Page("committee:reply_pack", "get", ALL, args=_link),
    Page("committee:reply_calendar", "get", ALL, args=_link),
    Page("committee:reply_piece", "get", ALL, args=_piece_of_link),
    Page("committee:reply_archive", "get", ALL, args=_link),
    Page("committee:reply_archive", "get", ALL_LOST, args=_revoked_link),
    Page("committee:piece_by_link", "get", ALL, args=_piece_of_document),
    Page("committee:piece_by_link", "get", ALL_LOST, args=_link),
    Page("committee:replies", "get", DESK, args=_meeting(S.CONVENED)),
    Page("committee:remind", "post", DEED, args=_meeting(S.CONVENED)),
    Page("committee:send_again", "post", REFUSED, args=_meeting(S.CONVENED)),
    Page("committee:note_answer", "get", DESK, args=_invitation),
    Page("committee:answer_for", "post", REFUSED, args=_invitation),
    Page("committee:note_delivery", "post", DEED, args=_invitation),
    Page("committee:link", "get", DESK, args=_invitation),
    Page("committee:revoke_link", "post", REFUSED, args=_invitation),
    Page("committee:renew_link", "post", REFUSED, args=_invitation),
    Page("committee:set_reminder", "post", REFUSED, args=_meeting(S.CONVENED)),
    Page("committee:stop_reminder", "post", DEED, args=_meeting(S.CONVENED)),
    Page("committee:invite", "post", DESK_REFUSED, args=_meeting(S.PREPARED)),
    Page("committee:withdraw_invitation", "post", DESK_DEED, args=_heard),
    Page("committee:join_piece", "post", REFUSED, args=_meeting(S.CONVENED)),
    Page("committee:piece", "get", READ, args=_piece(S.CONVENED)),
    Page("committee:remove_piece", "post", DESK_DEED, args=_piece(S.PREPARED)),
    Page("committee:piece", "get", RESERVED, args=_reserved_piece),
    Page("committee:pack", "get", READ, args=_meeting(S.CONVENED)),
    Page("committee:pack_archive", "get", READ, args=_meeting(S.CONVENED)),
    Page("committee:briefing", "get", DESK, args=_meeting(S.CONVENED)),
]
