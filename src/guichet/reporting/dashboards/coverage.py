"""Where help is asked for and where it is offered, commune by commune. Pure.

A white zone is a commune that has asked for help on a theme that no offer covers there. Its
opposite is an offer that nobody has asked for: help exists, the commune has never come.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from guichet.foundations.toolkit.text import plural, sentence_list

# The theme of a generalist offer, and of a demand that nobody has qualified.
ANY = ""

Ids = frozenset[int]
# (territory, theme) → the offers proposed in that whole territory on that theme.
Supply = Mapping[tuple[str, str], Ids]
# (commune, theme) → the number of demands.
Demands = Mapping[tuple[str, str], int]
NOTHING: Ids = frozenset()


class State(StrEnum):
    WHITE = "WHITE"
    SERVED = "SERVED"
    DORMANT = "DORMANT"
    BARE = "BARE"


STATES = {
    State.WHITE: "Demande sans offre",
    State.SERVED: "Demande et offre",
    State.DORMANT: "Offre jamais demandée",
    State.BARE: "Ni offre ni demande",
}


@dataclass(frozen=True)
class Ground:
    """A commune, and the territories that hold it, itself among them."""

    key: str
    name: str
    within: frozenset[str]
    epci: str = ""
    epci_name: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Zone:
    """A commune seen with its offers and its demands; `unmet` are themes asked for in vain."""

    ground: Ground
    asked: int
    offers: int
    unmet: tuple[tuple[str, int], ...] = ()

    @property
    def state(self) -> State:
        if self.unmet:
            return State.WHITE
        if self.asked:
            return State.SERVED
        return State.DORMANT if self.offers else State.BARE

    @property
    def label(self) -> str:
        return STATES[self.state]

    def sentence(self, labels: Mapping[str, str]) -> str:
        """Why it is in that state."""
        offers = plural(self.offers, "offre")
        match self.state:
            case State.WHITE:
                told = (
                    f"{labels.get(theme, 'sans thème')} ({plural(count, 'demande')})"
                    for theme, count in self.unmet
                )
                return f"Aucune offre pour : {sentence_list(told)}."
            case State.SERVED:
                return f"{plural(self.asked, 'demande')} ; {offers} ici, au moins une pour chacune."
            case State.DORMANT:
                return f"{offers}, aucune demande."
        return "Aucune offre, aucune demande."


@dataclass(frozen=True)
class Group:
    """An intercommunality: how many of its communes are in each state."""

    key: str
    name: str
    zones: tuple[Zone, ...] = field(default_factory=tuple)

    @property
    def asked(self) -> int:
        return sum(zone.asked for zone in self.zones)

    @property
    def counts(self) -> list[int]:
        """In the order of the states."""
        return [sum(1 for zone in self.zones if zone.state == state) for state in State]


def zones_of(
    grounds: Iterable[Ground],
    supply: Supply,
    excluded: Mapping[str, Ids],
    demands: Demands,
    *,
    theme: str = ANY,
) -> tuple[Zone, ...]:
    """Each commune with its state; with a theme, that theme alone is looked at."""
    themes = sorted({name for _, name in supply} | {name for _, name in demands})
    looked_at = [theme] if theme else themes
    weave = _Weave(supply, excluded, looked_at)
    return tuple(_zone(ground, looked_at, weave, demands) for ground in grounds)


def grouped(zones: Sequence[Zone]) -> tuple[Group, ...]:
    """By intercommunality, the one with the most white zones first."""
    by_epci: dict[str, list[Zone]] = {}
    for zone in zones:
        by_epci.setdefault(zone.ground.epci, []).append(zone)
    groups = [
        Group(key, found[0].ground.epci_name or "Hors intercommunalité", tuple(found))
        for key, found in by_epci.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.counts[0], group.name)))


def _zone(ground: Ground, themes: Sequence[str], weave: "_Weave", demands: Demands) -> Zone:
    offers = weave.offers(ground)
    asked = {name: demands[ground.key, name] for name in themes if (ground.key, name) in demands}
    unmet = [
        (name, count)
        for name, count in asked.items()
        # A demand without a theme is served by whatever is there; a generalist offer serves all.
        if not (offers.everything if name == ANY else offers.about(name))
    ]
    return Zone(ground, sum(asked.values()), len(offers.everything), tuple(unmet))


@dataclass(frozen=True)
class _Offers:
    """What is offered somewhere: by theme, and in all."""

    by_theme: Mapping[str, Ids]
    everything: Ids

    def about(self, theme: str) -> bool:
        return bool(self.by_theme.get(theme) or self.by_theme.get(ANY))

    def without(self, left_out: Ids) -> "_Offers":
        if not left_out:
            return self
        kept = {theme: ids - left_out for theme, ids in self.by_theme.items()}
        return _Offers(kept, self.everything - left_out)


class _Weave:
    """Offers of a commune by theme. The communes of an intercommunality are held by the same
    territories: what those offer is gathered once, and what is offered in one commune is added."""

    def __init__(self, supply: Supply, excluded: Mapping[str, Ids], themes: Iterable[str]) -> None:
        self.supply: dict[str, dict[str, Ids]] = {}
        wanted = {*themes, ANY}
        for (place, theme), ids in supply.items():
            if theme in wanted:
                self.supply.setdefault(place, {})[theme] = ids
        self.excluded = excluded
        self.known: dict[frozenset[str], tuple[_Offers, Ids]] = {}

    def offers(self, ground: Ground) -> _Offers:
        around = ground.within - {ground.key}
        if around not in self.known:
            self.known[around] = self._gather(around)
        offers, left_out = self.known[around]
        if ground.key not in self.supply and ground.key not in self.excluded:
            return offers
        own, own_left_out = self._gather({ground.key})
        return _joined((offers, own)).without(left_out | own_left_out)

    def _gather(self, places: Iterable[str]) -> tuple[_Offers, Ids]:
        """What is offered in all of these territories, and what one of them is left out of."""
        parts = [
            _Offers(self.supply[place], NOTHING.union(*self.supply[place].values()))
            for place in places
            if place in self.supply
        ]
        left_out = NOTHING.union(*(self.excluded.get(place, NOTHING) for place in places))
        return _joined(parts).without(left_out), left_out


def _joined(parts: Sequence[_Offers]) -> _Offers:
    by_theme: dict[str, Ids] = {}
    for part in parts:
        for theme, ids in part.by_theme.items():
            by_theme[theme] = by_theme.get(theme, NOTHING) | ids
    return _Offers(by_theme, NOTHING.union(*(part.everything for part in parts)))
