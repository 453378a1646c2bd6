"""For whom the ANCT pays its engineering in full. Pure: a dated table and its sentence."""

from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.text import NBSP, number


@dataclass(frozen=True)
class Threshold:
    """A rule with its date: it applies from `since` until the next one in the table."""

    since: date
    commune: int
    epci: int
    basis: str

    def of(self, kind: str) -> int | None:
        """Below how many inhabitants, by kind of organisation; None where it is never free."""
        return {"COMMUNE": self.commune, "EPCI": self.epci}.get(kind)


# The board of the ANCT pays the engineering in full below these populations; above, the cost is
# shared according to the fragility of the territory, and the prefect may ask for a waiver.
ANCT_FREE_BELOW = (
    Threshold(
        since=date(2021, 3, 10),
        commune=3_500,
        epci=15_000,
        basis="Conseil d’administration de l’ANCT, 10 mars 2021",
    ),
)


def threshold_on(day: date) -> Threshold | None:
    """The rule in force that day, None before the first one."""
    past = [rule for rule in ANCT_FREE_BELOW if rule.since <= day]
    return past[-1] if past else None


def price_in_short(kind: str, population: int | None, *, on: date) -> str:
    """« gratuite (moins de 3 500 habitants) », for a line of facts; empty when nothing applies.

    `kind` is a code of OrganisationKind, `population` the one of that authority.
    """
    rule = threshold_on(on)
    limit = rule.of(kind) if rule else None
    if limit is None:
        return ""
    below = f"{number(limit)}{NBSP}habitants"
    if population is None:
        return f"gratuite sous {below} : population à vérifier"
    if population < limit:
        return f"gratuite (moins de {below})"
    return f"coût partagé ({below} ou plus)"
