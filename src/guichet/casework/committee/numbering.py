"""The number of each piece of a pack: two digits for the point, two for its place. Pure Python.

« 0301 » is the first piece of the third point; « 0001 » goes with the whole meeting. What was sent
under a number keeps it, whatever joins later.
"""

from collections.abc import Iterable, Mapping

from guichet.foundations.toolkit.text import NBSP, search_key

NAME_LENGTH = 60


def numbers_of(
    pieces: Iterable[tuple[int, int]], known: Mapping[int, str] | None = None
) -> dict[int, str]:
    """A number for each (piece, rank of its point or 0), in the order given."""
    found = dict(known or {})
    taken = set(found.values())
    for piece, rank in pieces:
        place = 1
        while piece not in found:
            number = f"{rank:02}{place:02}"
            if number not in taken:
                found[piece] = number
                taken.add(number)
            place += 1
    return found


def file_name(number: str, title: str, extension: str) -> str:
    """« 0301-carte-des-demandes.pdf »: read the same by every system, sorted by itself."""
    plain = search_key(title.removesuffix(f".{extension}")).replace(" ", "-")
    words = plain[:NAME_LENGTH].strip("-")
    return f"{number}-{words or 'piece'}.{extension}"


def weight(size: int) -> str:
    """« 12 ko », « 1,4 Mo »: rounded up, so that nothing weighs nothing."""
    kilobytes = -(-size // 1000)
    if kilobytes < 1000:
        return f"{kilobytes}{NBSP}ko"
    whole, tenth = divmod(-(-size // 100_000), 10)
    return f"{whole},{tenth}{NBSP}Mo" if tenth else f"{whole}{NBSP}Mo"
