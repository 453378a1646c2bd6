"""The words of a letter before it has an address."""

from dataclasses import dataclass

# Mail programs fold what follows « -- » and a space.
SIGNATURE = (
    "-- \nGuichet, l’ingénierie territoriale, de la demande au comité\n"
    "Ce message est envoyé automatiquement : n’y répondez pas."
)


@dataclass(frozen=True)
class Message:
    """What an app wants said. `link` is a path of this site; `about` names the case."""

    subject: str
    body: str
    link: str = ""
    about: str = ""
    # Where an answer by mail would be filed; a word of the app that writes.
    thread: str = ""
    # For an address that has no account, when `link` is a page that asks for one.
    public_link: str = ""
    # What is true of that link alone; said to that address alone.
    public_note: str = ""
    # A meeting to put in a calendar (RFC 5545), joined to the mail.
    calendar: str = ""

    def body_for(self, *, has_account: bool) -> str:
        """The words, with what only an address without account needs to be told."""
        note = "" if has_account else self.public_note
        return "\n\n".join(filter(None, [self.body, note]))

    def one_line_subject(self) -> str:
        """Mail headers hold no line break, and the column 250 characters."""
        return " ".join(self.subject.split())[:250]


ANSWERED = (
    "-- \nGuichet, l’ingénierie territoriale, de la demande au comité\n"
    "Vous pouvez répondre à ce message : votre réponse rejoindra les échanges de la demande."
)


def as_text(*, body: str, link: str, base_url: str, answered: bool = False) -> str:
    """The letter as it is read in a mail program: plain text, one address, who speaks."""
    parts = [body.strip()]
    if link:
        parts.append(link if link.startswith("http") else base_url + link)
    parts.append(ANSWERED if answered else SIGNATURE)
    return "\n\n".join(parts) + "\n"
