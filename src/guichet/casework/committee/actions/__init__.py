"""Everything that can happen to a committee and its meetings: one function, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). One file per noun; this one names what the others may call.
"""

from .agenda import (
    AgendaRefused,
    add_item,
    edit_item,
    move_item,
    order_items,
    refresh_agenda,
    remove_item,
)
from .amendments import (
    AmendmentRefused,
    accept_amendment,
    open_amendments,
    propose_amendment,
    record_disagreement,
    refuse_amendment,
)
from .attendance import AttendanceRefused, Call, record_attendance, record_roll_call
from .bodies import (
    BodyRefused,
    add_seat,
    add_seats,
    change_body,
    create_commission,
    create_committee,
)
from .colleges import (
    CollegeRefused,
    add_college,
    change_college,
    remove_college,
    start_colleges,
)
from .extracts import send_extracts
from .floor import FloorRefused, add_late_item, lift_recusal, record_recusal, take_up
from .gestures import once
from .holding import ItemsLeft, close_meeting, convene_again, open_meeting
from .links import LinkRefused, renew_link, revoke_link
from .mandates import (
    MandateRefused,
    designate,
    end_mandate,
    end_seat,
    give_mandate,
    renew_assembly,
)
from .minutes import (
    MinutesChanged,
    MinutesClosed,
    MinutesIncomplete,
    approve_minutes,
    draft_minutes,
    publish,
    render_minutes,
    save_minutes,
)
from .moments import MeetingRefused
from .news import remind_of_promises, tell_news
from .owed import OwedRefused, end_owed_item, owe_item
from .preparation import NoticeTooShort, cancel, change_meeting, convene, prepare_meeting
from .promises import PromiseRefused, keep_promise, make_promise, release_promise
from .regulations import RegulationRefused, set_rules, withdraw_rules
from .rehearsals import RehearsalRefused, erase_rehearsal, play_answers, start_rehearsal
from .reminders import send_reminders, set_reminder, stop_reminder
from .replies import (
    ReplyRefused,
    answer,
    answer_for,
    invite,
    join_piece,
    remove_piece,
    withdraw_invitation,
)
from .roadmap import IndicatorRefused, add_indicator, read_indicator
from .rulings import (
    CollegeCount,
    Count,
    OutcomeRefused,
    note_item,
    offered,
    preview,
    record_outcome,
)
from .sealing import SealRefused, seal_meeting
from .second_editions import issue_editions
from .sending import SendingRefused, note_delivery, open_convocation, remind, send_again
from .vacancies import ask_designation
from .withholding import WithholdingRefused, withhold

__all__ = [
    "AgendaRefused",
    "AmendmentRefused",
    "AttendanceRefused",
    "BodyRefused",
    "Call",
    "CollegeCount",
    "CollegeRefused",
    "Count",
    "FloorRefused",
    "IndicatorRefused",
    "ItemsLeft",
    "LinkRefused",
    "MandateRefused",
    "MeetingRefused",
    "MinutesChanged",
    "MinutesClosed",
    "MinutesIncomplete",
    "NoticeTooShort",
    "OutcomeRefused",
    "OwedRefused",
    "PromiseRefused",
    "RegulationRefused",
    "RehearsalRefused",
    "ReplyRefused",
    "SealRefused",
    "SendingRefused",
    "WithholdingRefused",
    "accept_amendment",
    "add_college",
    "add_indicator",
    "add_item",
    "add_late_item",
    "add_seat",
    "add_seats",
    "answer",
    "answer_for",
    "approve_minutes",
    "ask_designation",
    "cancel",
    "change_body",
    "change_college",
    "change_meeting",
    "close_meeting",
    "convene",
    "convene_again",
    "create_commission",
    "create_committee",
    "designate",
    "draft_minutes",
    "edit_item",
    "end_mandate",
    "end_owed_item",
    "end_seat",
    "erase_rehearsal",
    "give_mandate",
    "invite",
    "issue_editions",
    "join_piece",
    "keep_promise",
    "lift_recusal",
    "make_promise",
    "move_item",
    "note_delivery",
    "note_item",
    "offered",
    "once",
    "open_amendments",
    "open_convocation",
    "open_meeting",
    "order_items",
    "owe_item",
    "play_answers",
    "prepare_meeting",
    "preview",
    "propose_amendment",
    "publish",
    "read_indicator",
    "record_attendance",
    "record_disagreement",
    "record_outcome",
    "record_recusal",
    "record_roll_call",
    "refresh_agenda",
    "refuse_amendment",
    "release_promise",
    "remind",
    "remind_of_promises",
    "remove_college",
    "remove_item",
    "remove_piece",
    "render_minutes",
    "renew_assembly",
    "renew_link",
    "revoke_link",
    "save_minutes",
    "seal_meeting",
    "send_again",
    "send_extracts",
    "send_reminders",
    "set_reminder",
    "set_rules",
    "start_colleges",
    "start_rehearsal",
    "stop_reminder",
    "take_up",
    "tell_news",
    "withdraw_invitation",
    "withdraw_rules",
    "withhold",
]
