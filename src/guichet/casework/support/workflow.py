"""The life of a support: opened, running, delivered or abandoned."""

from guichet.foundations.toolkit.workflow import Workflow, rows

from .choices import SupportStatus as S

# fmt: off
WORKFLOW = Workflow("support", S.OPEN, rows(
    # transition  from                     to            button
    ("start",    {S.OPEN},                S.RUNNING,   "Démarrer l’accompagnement"),
    ("deliver",  {S.RUNNING},             S.DELIVERED, "Déclarer livré"),
    ("abandon",  {S.OPEN, S.RUNNING},     S.ABANDONED, "Abandonner"),
), tuple(S.choices))
# fmt: on
