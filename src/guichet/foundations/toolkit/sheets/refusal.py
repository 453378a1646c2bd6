from guichet.foundations.toolkit.errors import DomainError


class SheetRefused(DomainError):
    """The file as a whole cannot be read; the sentence says why and what to do."""
