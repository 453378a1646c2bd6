"""White zones: what was asked, and nobody could (glossary: zone blanche).

Read from events, like all the figures of an agenda: a demand whose every provider declined in the
period, and that none has accepted since. Whoever knows more of the supply answers better here.
"""

from collections import defaultdict
from datetime import datetime

from guichet.casework.demands.models import Demand
from guichet.foundations.audit.models import Event

from . import agenda_facts

DECLINED = "referral.refuse_referral"
ACCEPTED = "referral.accept_referral"
UNKNOWN_THEME = "à qualifier"


def white_zones(
    code: str, *, since: datetime | None, until: datetime
) -> tuple[agenda_facts.Gap, ...]:
    """The demands of that period for which nobody was found, by theme."""
    events = Event.objects.in_department(code)
    declined = set(events.between(since, until).of_actions(DECLINED).values_list("case", flat=True))
    accepted = set(events.between(None, until).of_actions(ACCEPTED).values_list("case", flat=True))
    keys = [int(case.partition(":")[2]) for case in declined - accepted]
    demands = (
        Demand.objects.filter(pk__in=keys)
        .select_related("requester", "qualification__theme", "theme_hint")
        .order_by("pk")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for demand in demands:
        found[_theme(demand)].append(demand.requester.name)
    return tuple(agenda_facts.Gap(theme, tuple(names)) for theme, names in sorted(found.items()))


def _theme(demand: Demand) -> str:
    if hasattr(demand, "qualification"):
        return demand.qualification.theme.label
    return demand.theme_hint.label if demand.theme_hint else UNKNOWN_THEME
