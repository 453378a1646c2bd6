"""A workflow is one table: what may follow what, and the word on the button."""

from dataclasses import dataclass

from .errors import DomainError


class TransitionRefused(DomainError):
    """The case is no longer where the person thought it was."""


@dataclass(frozen=True)
class Transition:
    name: str
    sources: frozenset[str]
    target: str
    label: str


def rows(*table: tuple[str, set[str], str, str]) -> tuple[Transition, ...]:
    """Transitions from a table that a lawyer can read: name, from, to, button."""
    return tuple(
        Transition(name, frozenset(str(s) for s in sources), str(target), label)
        for name, sources, target, label in table
    )


@dataclass(frozen=True)
class Workflow:
    name: str
    initial: str
    transitions: tuple[Transition, ...]
    labels: tuple[tuple[str, str], ...] = ()

    def transition(self, name: str) -> Transition:
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise KeyError(f"{self.name} has no transition {name}")

    def target(self, name: str, *, current: str) -> str:
        """The next state. Raises TransitionRefused, in French, when the moment is wrong."""
        transition = self.transition(name)
        if current not in transition.sources:
            now = dict(self.labels).get(current, current)
            raise TransitionRefused(
                f"« {transition.label} » n’est plus possible : l’état est maintenant « {now} ». "
                "Quelqu’un l’a peut-être changé entre-temps ; rechargez la page."
            )
        return transition.target

    def available(self, current: str) -> tuple[Transition, ...]:
        return tuple(t for t in self.transitions if current in t.sources)

    def states(self) -> frozenset[str]:
        found = {str(self.initial)}
        for transition in self.transitions:
            found |= transition.sources | {transition.target}
        return frozenset(found)

    def as_mermaid(self) -> str:
        """The diagram for the documentation, in the order of the table."""
        names = dict(self.labels)
        places = {name: place for place, name in enumerate(names)}
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {code} : {label}" for code, label in names.items()]
        for transition in self.transitions:
            lines += [
                f"    {source} --> {transition.target} : {transition.label}"
                for source in sorted(transition.sources, key=lambda s: (places.get(s, 99), s))
            ]
        return "\n".join(lines) + "\n"
