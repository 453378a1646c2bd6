"""The life of a referral: sent to a provider, which takes it or declines it."""

from guichet.foundations.toolkit.workflow import Workflow, rows

from .choices import OpinionStatus as O
from .choices import ReferralStatus as S

# fmt: off
WORKFLOW = Workflow("referral", S.SENT, rows(
    # transition           from       to           button
    ("accept_referral",   {S.SENT},  S.ACCEPTED,  "Accepter"),
    ("refuse_referral",   {S.SENT},  S.REFUSED,   "Décliner"),
    ("withdraw_referral", {S.SENT},  S.WITHDRAWN, "Retirer l’envoi"),
), tuple(S.choices))

OPINION = Workflow("opinion", O.ASKED, rows(
    # transition          from       to            button
    ("give_opinion",     {O.ASKED},  O.GIVEN,      "Rendre l’avis"),
    ("withdraw_opinion", {O.ASKED},  O.WITHDRAWN,  "Retirer la demande d’avis"),
), tuple(O.choices))
# fmt: on
