"""The life of a meeting, and of a promise made in one."""

from guichet.foundations.toolkit.workflow import Workflow, rows

from .choices import MeetingStatus as S
from .choices import PromiseStatus as P

# fmt: off
WORKFLOW = Workflow("meeting", S.PREPARED, rows(
    # transition           from                        to           button
    ("convene",           {S.PREPARED},               S.CONVENED,  "Convoquer"),
    ("open_meeting",      {S.CONVENED},               S.OPENED,    "Ouvrir la séance"),
    ("close_meeting",     {S.OPENED},                 S.HELD,      "Lever la séance"),
    ("draft_minutes",     {S.HELD, S.MINUTED},        S.MINUTED,   "Rédiger le procès-verbal"),
    ("approve_minutes",   {S.MINUTED},                S.APPROVED,  "Approuver le procès-verbal"),
    ("publish",           {S.APPROVED},               S.PUBLISHED, "Publier"),
    ("cancel",            {S.PREPARED, S.CONVENED},   S.CANCELLED, "Annuler la séance"),
), tuple(S.choices))

PROMISE_WORKFLOW = Workflow("promise", P.DUE, rows(
    # transition         from       to           button
    ("keep_promise",    {P.DUE},   P.KEPT,      "Marquer tenu"),
    ("release_promise", {P.DUE},   P.RELEASED,  "Lever l’engagement"),
), tuple(P.choices))
# fmt: on
