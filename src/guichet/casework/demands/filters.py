"""What a list of demands was narrowed to, as it is written in an address.

The list, the board, the map, the exports and the saved views all read the same words, so that an
address copied from one of them gives the same demands in another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from .choices import Bucket, Channel, Complexity, DemandStatus

STAGES = [choice for choice in DemandStatus.choices if choice[0] != DemandStatus.DRAFT]
BUCKETS = [*Bucket.choices, *STAGES]
YES = "on"


@dataclass(frozen=True)
class Filters:
    """Codes and identifiers only; an empty one does not narrow."""

    texte: str = ""
    theme: str = ""
    arrondissement: str = ""
    epci: str = ""
    commune: str = ""
    programme: str = ""
    suivie: str = ""
    complexite: str = ""
    canal: str = ""
    urgente: str = ""
    du: str = ""
    au: str = ""
    miennes: str = ""
    etat: str = ""

    @classmethod
    def read(cls, written: Mapping[str, str]) -> "Filters":
        """What cannot be read is ignored: an old address still shows something."""
        known = {name: written.get(name, "") for name in cls.__dataclass_fields__}
        for name, codes in _CLOSED.items():
            if known[name] not in codes:
                known[name] = ""
        for name in ("du", "au"):
            known[name] = known[name] if _day(known[name]) else ""
        if not known["suivie"].isdecimal():
            known["suivie"] = ""
        return cls(**{name: value[:100] for name, value in known.items()})

    @property
    def since(self) -> date | None:
        return _day(self.du)

    @property
    def until(self) -> date | None:
        return _day(self.au)

    def as_dict(self) -> dict[str, str]:
        """The filters in use, in the order of the form."""
        fields = self.__dataclass_fields__
        return {name: getattr(self, name) for name in fields if getattr(self, name)}

    def as_query(self, **changes: str) -> str:
        """The part of an address after « ? »; a change to nothing takes a filter away."""
        return urlencode({k: v for k, v in {**self.as_dict(), **changes}.items() if v})


_CLOSED = {
    "etat": {code for code, _ in BUCKETS},
    "complexite": set(Complexity.values),
    "canal": set(Channel.values),
    "urgente": {YES},
    "miennes": {YES},
}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
