"""Who may sit instead of a member (glossary: suppléant). Pure Python.

CRPA R133-3: members who sit by virtue of their functions are replaced by somebody of the same
service or body; elected members only by an elected member of the same assembly; qualified persons
by nobody.
"""

BASIS = "article R133-3 du CRPA"

EX_OFFICIO = "EX_OFFICIO"
ELECTED = "ELECTED"
QUALIFIED = "QUALIFIED"

_RULES = {
    EX_OFFICIO: "par une personne du même service ou du même organisme",
    ELECTED: "seulement par un élu de la même assemblée délibérante",
    QUALIFIED: "par personne",
}


def rule(nature: str) -> str:
    """The rule of a seat, in one sentence."""
    return f"Ce membre peut être suppléé {_RULES[nature]} ({BASIS})."


def objection(nature: str, *, same_body: bool) -> str:
    """Why this person may not replace that member; empty when he may.

    `same_body`: they belong to the same service, body or assembly. Whether somebody was elected is
    the secretary's knowledge: the directory does not hold it.
    """
    if nature == QUALIFIED:
        return f"Une personnalité qualifiée ne peut pas être suppléée ({BASIS})."
    if same_body:
        return ""
    return (
        f"Ce membre ne peut être suppléé que {_RULES[nature].removeprefix('seulement ')} ({BASIS})."
    )
