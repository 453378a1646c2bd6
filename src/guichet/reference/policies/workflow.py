"""The life of a strategic orientation: proposed, adopted by the committee, withdrawn."""

from guichet.foundations.toolkit.workflow import Workflow, rows

from .choices import OrientationStatus as S

# fmt: off
WORKFLOW = Workflow("orientation", S.PROPOSED, rows(
    # transition              from                        to           button
    ("adopt_orientation",    {S.PROPOSED},               S.ADOPTED,   "Adopter l’orientation"),
    ("withdraw_orientation", {S.PROPOSED, S.ADOPTED},    S.WITHDRAWN, "Retirer l’orientation"),
), tuple(S.choices))
# fmt: on
