"""Everything that can happen to a committee and its meetings: one function, one transaction.

An action trusts its caller for the right to act (permissions.py) and the workflow for the right
moment (workflow.py). One file per noun; this one names what the others may call.
"""

from .agenda import (
    AgendaRefused,
    add_item,
    edit_item,
    move_item,
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
from .bodies import add_seat, create_committee
from .extracts import send_extracts
from .holding import (
    ItemsLeft,
    OutcomeRefused,
    close_meeting,
    convene_again,
    open_meeting,
    record_outcome,
)
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
from .preparation import NoticeTooShort, cancel, change_meeting, convene, prepare_meeting
from .promises import PromiseRefused, keep_promise, make_promise, release_promise
from .regulations import RegulationRefused, set_rules, withdraw_rules
from .rehearsals import RehearsalRefused, erase_rehearsal, start_rehearsal
from .roadmap import IndicatorRefused, add_indicator, read_indicator

__all__ = [
    "AgendaRefused",
    "AmendmentRefused",
    "AttendanceRefused",
    "Call",
    "IndicatorRefused",
    "ItemsLeft",
    "MandateRefused",
    "MeetingRefused",
    "MinutesChanged",
    "MinutesClosed",
    "MinutesIncomplete",
    "NoticeTooShort",
    "OutcomeRefused",
    "PromiseRefused",
    "RegulationRefused",
    "RehearsalRefused",
    "accept_amendment",
    "add_indicator",
    "add_item",
    "add_seat",
    "approve_minutes",
    "cancel",
    "change_meeting",
    "close_meeting",
    "convene",
    "convene_again",
    "create_committee",
    "designate",
    "draft_minutes",
    "edit_item",
    "end_mandate",
    "end_seat",
    "erase_rehearsal",
    "give_mandate",
    "keep_promise",
    "make_promise",
    "move_item",
    "open_amendments",
    "open_meeting",
    "prepare_meeting",
    "propose_amendment",
    "publish",
    "read_indicator",
    "record_attendance",
    "record_disagreement",
    "record_outcome",
    "record_roll_call",
    "refresh_agenda",
    "refuse_amendment",
    "release_promise",
    "remind_of_promises",
    "remove_item",
    "render_minutes",
    "renew_assembly",
    "save_minutes",
    "send_extracts",
    "set_rules",
    "start_rehearsal",
    "tell_news",
    "withdraw_rules",
]
