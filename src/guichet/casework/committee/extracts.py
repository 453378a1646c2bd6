"""The way back: what the minutes say of each case, and whether the case has heard it.

A meeting is closed when its minutes are approved; it cannot be before every item about a case has
sent its extract back, in the words that the minutes bear on that day (ADR 0023).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from guichet.casework.demands.models import Demand
from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, plural, sentence_list

from .drafting import Finding, Section, without_masked
from .models import AgendaItem, Extract, Meeting


@dataclass(frozen=True)
class DraftExtract:
    """The extract of one item, as it would leave now."""

    item: AgendaItem
    demand: Demand
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Pending:
    """The extracts that the cases have not received in their present words."""

    extracts: tuple[DraftExtract, ...]
    total: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        if not self.total:
            return ()
        if not self.extracts:
            said = f"{plural(self.total, 'extrait renvoyé', 'extraits renvoyés')} aux dossiers."
            return (Finding("extracts", True, said, BASIS),)
        cases = sentence_list(one.demand.reference or "" for one in self.extracts)
        sentence = (
            f"L’extrait n’est pas renvoyé{NBSP}: {cases}. Renvoyez les extraits avant "
            "l’approbation : chaque demandeur doit savoir ce qui a été dit de son dossier."
        )
        return (Finding("extracts", False, sentence, BASIS),)


BASIS = "règle de clôture des séances"


def pending_extracts(meeting: Meeting, sections: Iterable[Section]) -> Pending:
    """Each item about a case whose present words did not go back; two queries."""
    drafts = extracts_of(meeting, sections)
    if not drafts:
        return Pending((), 0)
    sent = set(Extract.objects.of_meeting(meeting).values_list("item_id", "sha256"))
    left = tuple(one for one in drafts if (one.item.pk, one.sha256) not in sent)
    return Pending(left, len(drafts))


def extracts_of(meeting: Meeting, sections: Iterable[Section]) -> tuple[DraftExtract, ...]:
    """One per item that points to a demand, or to the support of one; none in a rehearsal."""
    if meeting.is_rehearsal:
        return ()
    parts = {part.key: part for part in sections}
    items = AgendaItem.objects.of_meeting(meeting).in_order()
    found = []
    for item in items.select_related("demand__department", "support__demand__department"):
        demand = item.demand or (item.support.demand if item.support else None)
        part = parts.get(f"item-{item.rank}")
        if demand is not None and part is not None:
            found.append(DraftExtract(item, demand, _text(meeting, item, part)))
    return tuple(found)


def _text(meeting: Meeting, item: AgendaItem, part: Section) -> str:
    """The words of the part; of a restricted one, the sense of the deliberation only."""
    said = f"Issue{NBSP}: {item.get_outcome_display().lower()}."
    body = said if part.restriction else without_masked(part.text)
    return "\n\n".join([
        f"Extrait du procès-verbal de la séance du {long_date(meeting.day)} "
        f"({meeting.committee.name}).",
        f"Point{NBSP}: {item.title}",
        body,
        f"Ce procès-verbal sera soumis à l’approbation {meeting.committee.noun.of()}.",
    ])  # fmt: skip
