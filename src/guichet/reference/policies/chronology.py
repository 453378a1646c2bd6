"""How a new answer enters what dated sources said before. Pure.

One subject, one question, answers that follow each other: yes until the end of June, no from July.
An answer lasts until the day before the next one; what is told again changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import NBSP, number


@dataclass(frozen=True)
class Version:
    """One answer between two days; no beginning: as far back as anybody remembers."""

    holds: bool
    amount: int | None = None
    since: date | None = None
    until: date | None = None
    source: str = ""
    source_date: date | None = None
    # Of the row that keeps it, once it is kept.
    pk: int | None = None

    @property
    def begins(self) -> date:
        return self.since or date.min

    @property
    def answer(self) -> str:
        """« oui », « non », « 912 € »."""
        if self.amount is not None:
            return f"{number(self.amount)}{NBSP}€"
        return "oui" if self.holds else "non"

    @property
    def period(self) -> str:
        """« depuis le 1er juillet 2024, jusqu’au 30 juin 2026 »."""
        since = f"depuis le {long_date(self.since)}" if self.since else "sans date de début"
        return f"{since}, jusqu’au {long_date(self.until)}" if self.until else since

    @property
    def told_by(self) -> str:
        """« DGCL, classement FRR, 10 juillet 2025 »."""
        day = f", {long_date(self.source_date)}" if self.source_date else ""
        return f"{self.source}{day}"

    def says_as(self, other: "Version") -> bool:
        return (self.holds, self.amount) == (other.holds, other.amount)

    def covers(self, day: date) -> bool:
        return self.begins <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True)
class Change:
    """What must be written: a row more, and rows as they become."""

    added: Version | None = None
    mended: tuple[Version, ...] = ()
    # The same answer, from another source.
    is_confirmed: bool = False
    # A newer source has spoken already: this one is left out.
    is_older: bool = False

    @property
    def writes(self) -> bool:
        return self.added is not None or bool(self.mended)


def enter(versions: Iterable[Version], new: Version) -> Change:
    """What `new` changes among the answers already known of the same subject.

    An end that somebody wrote by hand stays when the new source does not speak of an end.
    """
    known = sorted(versions, key=lambda version: version.begins)
    new = _until_the_next(known, new)
    same_day = next((one for one in known if one.since == new.since), None)
    if same_day is not None:
        kept = replace(new, pk=same_day.pk, until=new.until or same_day.until)
        return _mended(same_day, kept)
    before = [one for one in known if one.begins < new.begins and one.covers(new.begins)]
    if not before:
        return Change(added=new)
    last = before[-1]
    if last.says_as(new) and (new.until is None or new.until == last.until):
        # The same answer, confirmed by another source: the day it began does not move.
        return _mended(last, replace(last, source=new.source, source_date=new.source_date))
    ended = replace(last, until=new.begins - timedelta(days=1))
    return Change(added=new, mended=(ended,))


def current(versions: Iterable[Version], on: date) -> Version | None:
    """The answer in force that day: of several, the one that began last."""
    holding = [one for one in versions if one.covers(on)]
    return max(holding, key=lambda version: version.begins, default=None)


def _until_the_next(known: list[Version], new: Version) -> Version:
    following = next((one.since for one in known if one.begins > new.begins), None)
    if following is None:
        return new
    eve = following - timedelta(days=1)
    return replace(new, until=eve if new.until is None else min(new.until, eve))


def _mended(was: Version, becomes: Version) -> Change:
    if was == becomes:
        return Change()
    if was.source_date and becomes.source_date and becomes.source_date < was.source_date:
        return Change(is_older=True)
    return Change(mended=(becomes,), is_confirmed=was.says_as(becomes))
