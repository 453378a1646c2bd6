"""Hand-made mails, as the programs of town halls write them."""

from email.message import EmailMessage

LETTER = "Guichet <ne-pas-repondre@guichet.example>"


def mail(
    text: str = "Bonjour,\n\nLe plan est joint.\n",
    *,
    sender: str = "Anne <anne@example.fr>",
    to: str = "reponse+1-abc@guichet.example",
    subject: str = "Re: Votre demande",
    mail_id: str = "<1@example.fr>",
    html: str = "",
    files: tuple[tuple[str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if mail_id:
        message["Message-ID"] = mail_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if html:
        message.set_content(html, subtype="html")
    else:
        message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
