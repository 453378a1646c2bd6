"""What a home page is made of: plain data that one template shows."""

from dataclasses import dataclass

from django.urls import reverse

from guichet.foundations.toolkit.text import agreed

# How many lines of a list a home page names before sending to the whole list.
SHOWN = 5


@dataclass(frozen=True)
class Task:
    """One thing to do, one link to do it."""

    words: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Figure:
    """A number and what it counts, said in the singular or in the plural."""

    value: int
    one: str
    many: str = ""
    url: str = ""

    @property
    def words(self) -> str:
        return agreed(self.value, self.one, self.many)


@dataclass(frozen=True)
class Standing:
    """Where one of the reader's own demands is: its stage, who holds it, what comes next."""

    reference: str
    title: str
    url: str
    stage: str
    status: str
    sentence: str
    is_mine: bool


@dataclass(frozen=True)
class Panel:
    title: str
    tasks: tuple[Task, ...]
    quiet: str
    figures: tuple[Figure, ...] = ()
    can_ask: bool = False
    # The authority for which one click starts a demand; 0 when the person must choose.
    asks_for: int = 0
    alarms: tuple["Alarm", ...] = ()
    notes: tuple[str, ...] = ()
    can_be_away: bool = False
    # Where to look further, once what is to be done is done.
    links: tuple[Task, ...] = ()
    standings: tuple["Standing", ...] = ()
    # The rest of the list, when only its beginning is shown.
    more: "Task | None" = None


@dataclass(frozen=True)
class Alarm:
    """Cases that should not be as they are: the goal is none. The first few are named."""

    title: str
    tasks: tuple[Task, ...]


def supply_links() -> tuple[Task, ...]:
    """For those who may read the white zones too (`permissions.READERS`), and nobody else."""
    return (
        map_link(),
        Task("Où personne ne répond : les zones blanches", reverse("dashboards:white_zones")),
    )


def map_link() -> Task:
    """For those who may read the supply map (`permissions.MAP_READERS`)."""
    words = "Qui peut aider, sur quoi et où : la carte de l’offre"
    return Task(words, reverse("dashboards:supply"))
