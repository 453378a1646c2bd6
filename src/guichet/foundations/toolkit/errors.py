"""Refusals that may be shown to people."""


class DomainError(Exception):
    """A foreseen refusal. Its text is French, names what is wrong and how to mend it.

    Anything else that is raised is a bug and becomes an error page.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
