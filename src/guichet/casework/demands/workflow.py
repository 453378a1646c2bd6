"""The life of a demand, from its draft to its closing."""

from guichet.foundations.toolkit.workflow import Workflow, rows

from .choices import DemandStatus as S

# fmt: off
WORKFLOW = Workflow("demand", S.DRAFT, rows(
    # transition     from                                            to              button
    ("submit",      {S.DRAFT},                                       S.SUBMITTED,    "Déposer la demande"),
    ("file_away",   {S.DRAFT},                                       S.CLOSED,       "Reprendre en historique"),
    ("acknowledge", {S.SUBMITTED},                                   S.ACKNOWLEDGED, "Prendre en charge"),
    ("send_back",   {S.SUBMITTED, S.ACKNOWLEDGED},                   S.RETURNED,     "Demander un complément"),
    ("complete",    {S.RETURNED},                                    S.ACKNOWLEDGED, "Envoyer le complément"),
    ("qualify",     {S.ACKNOWLEDGED},                                S.QUALIFIED,    "Qualifier"),
    ("refer",       {S.QUALIFIED},                                   S.REFERRED,     "Orienter"),
    ("support",     {S.REFERRED},                                    S.SUPPORTED,    "Ouvrir l’accompagnement"),
    ("decline",     {S.SUBMITTED, S.ACKNOWLEDGED, S.RETURNED, S.QUALIFIED, S.REFERRED},
                                                                     S.DECLINED,     "Classer sans suite"),
    ("reopen",      {S.DECLINED},                                    S.ACKNOWLEDGED, "Rouvrir la demande"),
    ("close",       {S.SUPPORTED, S.REFERRED},                       S.CLOSED,       "Clore"),
), tuple(S.choices))
# fmt: on
