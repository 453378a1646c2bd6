"""What one line of a file says, once its accidents are mended. Pure.

A mend that has a single reading is made and told; where two readings are possible nothing is
guessed and the text is kept as it was written.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.toolkit.money import LARGEST, parse_euros
from guichet.foundations.toolkit.sheets import Line, clean, one_line
from guichet.foundations.toolkit.text import search_key
from guichet.reference.territories.codes import is_insee, likely, tidy

from .columns import Mapped

# What only a machine writes. « 1.500 » is not there: it may be fifteen hundred.
_MACHINE = re.compile(r"\d+[.,]\d{1,2}|\d+[.,]\d{4,}|\d{4,}[.,]\d{3}")


@dataclass(frozen=True)
class Cells:
    """The line in clean values; `notices` say each mend, `kept` what could not be read."""

    number: int
    title: str = ""
    insee: str = ""
    commune: str = ""
    requester: str = ""
    requester_kind: str = ""
    siren: str = ""
    description: str = ""
    expected_help: str = ""
    budget: Decimal | None = None
    wanted_by: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    notices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes two lines the same project."""
        amount = "" if self.budget is None else f"{self.budget:.2f}"
        return "|".join(
            [search_key(self.title), self.insee or search_key(self.commune), self.siren,
             search_key(self.requester), search_key(self.description)[:200], amount]
        )  # fmt: skip


def read_line(line: Line, mapping: Mapped) -> Cells:
    """One line of the file through the columns that were recognised."""
    said = {target: clean(line.cell(rank)) for target, rank in mapping.items()}
    notices: list[str] = []
    insee, siren = _codes(said.get("insee", ""), said.get("siren", ""), notices)
    return Cells(
        number=line.number,
        title=one_line(said.get("title", "")),
        insee=insee,
        commune=one_line(said.get("commune", "")),
        requester=one_line(said.get("requester", "")),
        requester_kind=search_key(said.get("requester_kind", "")),
        siren=siren,
        description=said.get("description", ""),
        expected_help=said.get("expected_help", ""),
        budget=_budget(said.get("budget", ""), notices),
        wanted_by=_day(said.get("wanted_by", ""), notices),
        contact_name=one_line(said.get("contact_name", ""))[:150],
        contact_email=_email(said.get("contact_email", ""), notices),
        contact_phone=one_line(said.get("contact_phone", ""))[:20],
        notices=tuple(notices),
    )


def insee_code(text: str) -> tuple[str, str]:
    """The code that was meant and what was mended: « 4070 », « 0407O », « 04070.0 »."""
    written = tidy(_without_tail(text))
    if is_insee(written) or not written.strip("0"):
        return (written if is_insee(written) and written.strip("0") else ""), ""
    meant = likely(written)
    if meant:
        return meant, f"Code INSEE « {text} » lu {meant}."
    return written, ""


def siren_number(text: str) -> str:
    """The nine digits of a SIREN, or of the SIRET that begins with it; what else is written stays
    as it is, for the sentence that refuses it."""
    digits = re.sub(r"[\s.\-]", "", _without_tail(text))
    return digits[:9] if re.fullmatch(r"\d{14}", digits) else digits


def amount(text: str) -> Decimal:
    """Money as files write it: « 21 667,00 € », « 21667 », « 4000000.0 », « 1234.5678 »."""
    plain = text.strip()
    if _MACHINE.fullmatch(plain):
        # The sign is decimal, and thousandths of a cent are noise.
        return _machine(plain.replace(",", "."))
    return parse_euros(plain)


def _machine(plain: str) -> Decimal:
    try:
        value = Decimal(plain).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return LARGEST + 1
    return value


def _codes(insee: str, siren: str, notices: list[str]) -> tuple[str, str]:
    """A column of codes sometimes mixes communes and groupings: nine digits are a SIREN."""
    number = siren_number(siren) if siren else ""
    other = siren_number(insee) if insee else ""
    if re.fullmatch(r"\d{9}", other):
        return "", number or other
    code, notice = insee_code(insee) if insee else ("", "")
    if notice:
        notices.append(notice)
    return code, number


def _budget(text: str, notices: list[str]) -> Decimal | None:
    if not text:
        return None
    try:
        value = amount(text)
    except DomainError as refusal:
        notices.append(f"Montant « {text} » laissé de côté. {refusal.sentence}")
        return None
    if value > LARGEST:
        notices.append(f"Montant « {text} » laissé de côté : il est trop grand.")
        return None
    # Exports write 0 for an amount that nobody knows.
    return value or None


def _day(text: str, notices: list[str]) -> date | None:
    if not text:
        return None
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?", text)
    machine = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", text)
    try:
        if french:
            return date(int(french[3]), int(french[2]), int(french[1]))
        if machine:
            return date(int(machine[1]), int(machine[2]), int(machine[3]))
    except ValueError:
        pass
    notices.append(f"Date « {text} » illisible, laissée de côté : écrivez-la comme 31/12/2026.")
    return None


def _email(text: str, notices: list[str]) -> str:
    address = one_line(text)
    if not address or re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}", address):
        return address[:254]
    notices.append(f"Adresse « {address} » laissée de côté : ce n’est pas une adresse complète.")
    return ""


def _without_tail(text: str) -> str:
    """« 200071892.0 »: a column of numbers with one empty cell was read as decimals."""
    return re.sub(r"\.0+$", "", text.strip())
