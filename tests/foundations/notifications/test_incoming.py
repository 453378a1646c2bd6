"""What a person wrote, whatever the mail program did to it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.notifications import incoming
from guichet.foundations.notifications.incoming import MailRefused, cut_quoted, read, text_of_html
from tests.foundations.notifications.mails import mail

QUOTED = "> Bonjour,\n> Le guichet a besoin du plan.\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Oui.\n\nLe 3 mars 2026 à 10:12, Guichet <g@x.fr> a écrit :\n" + QUOTED, "Oui."),
        ("Oui.\n\nLe mar. 3 mars 2026 à 10:12,\nGuichet <g@x.fr> a\nécrit :\n" + QUOTED, "Oui."),
        ("Oui.\n\nOn Tue, Mar 3, 2026 at 10:12 AM Guichet wrote:\n" + QUOTED, "Oui."),
        ("Le voici.\n\nLe 3 mars 2026, Guichet a écrit :\n" + QUOTED, "Le voici."),
        ("Le voici.\nLe 3 mars 2026, Guichet a écrit :\n" + QUOTED, "Le voici."),
        ("Oui.\n\n-----Message d'origine-----\nDe : Guichet\nLe plan manque.", "Oui."),
        (
            "Oui.\n\n________________________________\nDe : Guichet <g@x.fr>\n"
            "Envoyé : mardi 3 mars 2026\nÀ : Anne\nObjet : Votre demande\n\nLe plan manque.",
            "Oui.",
        ),
        ("Oui.\n\n-- \nAnne, secrétaire\n04 92 00 00 00", "Oui."),
        ("Oui.\n\nEnvoyé de mon iPhone\n", "Oui."),
        ("Le 3 mars, Guichet a écrit :\n> Le plan ?\nLe voici.\n> La date ?\nEn mai.",
         "Le voici.\nEn mai."),
        ("Le 3 mars, Guichet a écrit :\nLe plan.", "Le 3 mars, Guichet a écrit :\nLe plan."),
        ("Le maire a écrit au préfet.\nDe : la mairie, vers la gare.",
         "Le maire a écrit au préfet.\nDe : la mairie, vers la gare."),
        ("> tout est cité", "> tout est cité"),
        ("Oui.\n\n\n\nNon.", "Oui.\n\nNon."),
    ],
)  # fmt: skip
def test_only_what_was_quoted_is_cut(text: str, kept: str) -> None:
    assert cut_quoted(text) == kept


@given(st.lists(st.sampled_from(["Oui.", "> cité", "", "-- ", "De : x", "Envoyé de mon iPhone"])))
def test_something_written_is_never_cut_to_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert bool(cut_quoted(text)) is bool(text.strip())


def test_a_plain_answer() -> None:
    found = read(mail(files=(("plan.pdf", b"%PDF-1.4"),)))

    assert found.text == "Bonjour,\n\nLe plan est joint."
    assert (found.sender, found.sender_name) == ("anne@example.fr", "Anne")
    assert found.recipients == ("reponse+1-abc@guichet.example",)
    assert [(file.name, file.content) for file in found.files] == [("plan.pdf", b"%PDF-1.4")]
    assert not found.is_automatic


def test_a_page_becomes_its_words() -> None:
    page = (
        "<html><head><style>p{color:red}</style></head><body><p>Bonjour&nbsp;!</p>"
        "<script>alert(1)</script><div>Le <b>plan</b> est<br>joint.</div>"
        "<div>Le 3 mars 2026, Guichet a écrit :</div><blockquote><p>Le plan ?</p></blockquote>"
    )

    found = read(mail(html=page))

    assert found.text == "Bonjour !\n\nLe plan est\njoint."
    assert "> Le plan ?" in found.whole
    assert "alert" not in found.whole and "color" not in found.whole


def test_tags_typed_as_text_stay_text() -> None:
    assert text_of_html("<p>a &lt;script&gt; b</p>") == "a <script> b"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"},
        {"Return_Path": "<>"}, {"sender": "MAILER-DAEMON@example.fr"},
    ],
)  # fmt: skip
def test_machines_are_recognised(headers: dict[str, str]) -> None:
    assert read(mail(**headers)).is_automatic


def test_a_person_is_not_a_machine() -> None:
    assert not read(mail(Auto_Submitted="no", Precedence="normal")).is_automatic


def test_an_old_charset_and_a_false_one() -> None:
    head = b"From: Anne <anne@example.fr>\nContent-Type: text/plain; charset="
    assert read(head + b"iso-8859-15\n\nL'\xe9cole".replace(b"\n\n", b"\n\n")).text == "L'école"
    assert read(head + b"klingon\n\nL'\xe9cole").text == "L'école"


def test_a_mail_joined_to_the_mail_is_a_file() -> None:
    inner = mail("Le message d’avant.", mail_id="<0@example.fr>")
    raw = (
        b"From: anne@example.fr\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nVoir.\n'
        b"--x\nContent-Type: message/rfc822\n\n" + inner + b"\n--x--\n"
    )

    found = read(raw)

    assert found.text == "Voir."
    assert [file.content_type for file in found.files] == ["message/rfc822"]


def test_a_bomb_of_parts_or_of_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = b"--x\nContent-Type: text/plain\n\na\n" * (incoming.MOST_PARTS + 1)
    head = b'From: a@b.fr\nContent-Type: multipart/mixed; boundary="x"\n\n'
    with pytest.raises(MailRefused, match="parties"):
        read(head + parts + b"--x--\n")
    with pytest.raises(MailRefused, match="fichiers"):
        read(mail(files=tuple((f"{n}.pdf", b"%PDF") for n in range(incoming.MOST_FILES + 1))))
    monkeypatch.setattr(incoming, "MOST_BYTES", 10)
    with pytest.raises(MailRefused, match="trop lourd"):
        read(mail())


@pytest.mark.parametrize("levels", [200, 20_000])
@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=b{0}\n\n--b{0}", "message/rfc822\n"])
def test_a_mail_of_many_levels_is_refused_or_read_but_never_falls(kind: str, levels: int) -> None:
    inside = "".join(f"Content-Type: {kind.format(n)}\n" for n in range(levels))
    raw = f"From: a@b.fr\nSubject: x\n{inside}Content-Type: text/plain\n\nfin\n".encode()

    with contextlib.suppress(MailRefused):
        assert read(raw).sender == "a@b.fr"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for head in (b"", b"From: a@b.fr\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"):
        with contextlib.suppress(MailRefused):
            assert "\x00" not in read(head + raw).text
