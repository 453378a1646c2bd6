"""The life of a demand in five words, for whoever has never seen a workflow. Pure."""

from dataclasses import dataclass

_STAGES: tuple[tuple[str, frozenset[str]], ...] = (
    ("Reçue", frozenset({"SUBMITTED"})),
    ("Étudiée par le guichet", frozenset({"ACKNOWLEDGED", "RETURNED", "QUALIFIED"})),
    ("Confiée à qui peut aider", frozenset({"REFERRED"})),
    ("Accompagnée", frozenset({"SUPPORTED"})),
    ("Terminée", frozenset({"CLOSED", "DECLINED"})),
)


@dataclass(frozen=True)
class Stage:
    label: str
    is_done: bool
    is_current: bool


def stages_of(status: str) -> tuple[Stage, ...]:
    """Where the demand is; a refusal ends the line without pretending that help was given."""
    shown = [row for row in _STAGES if status != "DECLINED" or row[0] in {"Reçue", "Terminée"}]
    here = next((rank for rank, (_, codes) in enumerate(shown) if status in codes), 0)
    return tuple(
        Stage(label, is_done=rank < here, is_current=rank == here)
        for rank, (label, _) in enumerate(shown)
    )
