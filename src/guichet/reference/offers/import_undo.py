"""What may be undone of an import, offer by offer. Pure: no database, no clock.

Undoing never takes away what somebody did since: an offer that was edited, published, vouched for
or asked stays as it is, and the reason is told with its name and its day.
"""

from dataclasses import dataclass
from datetime import date

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import plural, sentence_list

_DEEDS = {
    "offer.save_offer": "modifiée",
    "offer.publish_offer": "publiée",
    "offer.archive_offer": "archivée",
    "offer.check_offer": "vérifiée",
    "offer.confirm_offer": "relue par son organisme",
}
# A letter that asks to read the sheet again changes nothing of it.
TOUCHES = frozenset(_DEEDS)


@dataclass(frozen=True)
class Touch:
    """The last deed on an offer since its import."""

    action: str
    who: str
    on: date


@dataclass(frozen=True)
class Since:
    """What happened to an imported offer since; `is_draft` is its state of now."""

    is_new: bool
    is_draft: bool
    touch: Touch | None = None
    # Demands sent to its provider through it.
    asked: int = 0


def why_left(since: Since) -> str:
    """Why the offer must stay as it is, as the end of a sentence; empty when it can be undone."""
    reasons = []
    if since.touch is not None:
        deed = _DEEDS[since.touch.action]
        reasons.append(f"{deed} le {long_date(since.touch.on)} par {since.touch.who}")
    elif since.is_new and not since.is_draft:
        reasons.append("elle n’est plus un brouillon")
    if since.asked:
        times = plural(since.asked, "demande")
        reasons.append(f"sollicitée depuis pour {times}")
    return sentence_list(reasons)
