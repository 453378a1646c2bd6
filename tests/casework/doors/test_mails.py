"""A real mail, forwarded or not, becomes a draft; a bomb becomes a sentence."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guichet.casework.demands import actions as demands
from guichet.casework.demands.choices import Channel
from guichet.casework.demands.models import Demand
from guichet.casework.doors import actions
from guichet.casework.doors.envelope import (
    MailRefused,
    html_as_text,
    open_mail,
    plain_subject,
)
from guichet.casework.doors.models import CapturedMail
from guichet.foundations.documents import scan
from guichet.foundations.documents.choices import ScanResult
from guichet.foundations.notifications.models import Delivery
from tests.client import StrictClient
from tests.people import People
from tests.world import World

PDF = b"%PDF-1.4\n%%EOF\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def letter(text: str = "Bonjour,\nLe toit de l’école fuit.\n\nLe maire de Banon", html: str = "",
           **files: bytes) -> bytes:  # fmt: skip
    mail = EmailMessage()
    mail["From"] = "Mairie <mairie@commune.example>"
    mail["To"] = "guichet@example.fr"
    mail["Subject"] = "TR: Re: École à rénover"
    mail["Date"] = "Tue, 10 Mar 2026 09:00:00 +0100"
    mail["Message-ID"] = "<abc@commune.example>"
    mail.set_content(text) if text else None
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in files.items():
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream",
            filename=name.replace("_", "."),
        )  # fmt: skip
    return mail.as_bytes()


def captured(world: World, people: People, now: datetime, raw: bytes) -> actions.Captured:
    return actions.capture(
        open_mail(raw), raw, requester=world.banon_hall, department=world.d04,
        by=people.bruno, at=now,
    )  # fmt: skip


class TestEnvelope:
    def test_says_who_when_and_what(self) -> None:
        mail = open_mail(letter(plan_pdf=PDF))

        assert (mail.sender, mail.sender_name) == ("mairie@commune.example", "Mairie")
        assert mail.sent_at is not None and mail.sent_at.hour == 9
        assert plain_subject(mail.subject) == "École à rénover"
        assert "Le toit de l’école fuit." in mail.text
        assert [(one.name, one.content) for one in mail.files] == [("plan.pdf", PDF)]

    def test_html_becomes_words(self) -> None:
        page = (
            "<style>p{}</style><script>alert(1)</script><p>Bonjour,&nbsp;<b>le toit</b></p>"
            "<img src=x onerror=alert(1)><div>fuit &lt;ici&gt;</div>"
        )

        assert html_as_text(page).split() == ["Bonjour,", "le", "toit", "fuit", "<ici>"]
        assert open_mail(letter(text="", html=page)).text.startswith("Bonjour,")

    def test_a_wrong_encoding_still_gives_words(self) -> None:
        raw = b"From: a@b.fr\nSubject: x\nContent-Type: text/plain; charset=klingon\n\n\xc9cole\n"

        assert open_mail(raw).text == "École"

    def test_too_many_parts_or_too_deep_is_refused(self) -> None:
        wide = letter(**{f"f{n}_txt": b"x" for n in range(80)})
        deep = EmailMessage()
        deep["From"], deep["Subject"] = "a@b.fr", "x"
        deep.set_content("fin")
        for _ in range(12):
            outer = EmailMessage()
            outer["From"], outer["Subject"] = "a@b.fr", "x"
            outer.make_mixed()
            outer.attach(deep)
            deep = outer

        inside = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
                         for n in range(20_000))  # fmt: skip
        deepest = f"From: a@b.fr\nSubject: x\n{inside}\nfin\n".encode()

        for bomb in (wide, deep.as_bytes(), deepest):
            with pytest.raises(MailRefused, match="trop de parties imbriquées"):
                open_mail(bomb)

    def test_what_is_not_a_mail_is_said(self) -> None:
        with pytest.raises(MailRefused, match="n’est pas un courriel"):
            open_mail(PDF)


class TestCapture:
    def test_makes_a_draft_of_the_officer_with_all_its_files(
        self, world: World, people: People, now: datetime
    ) -> None:
        done = captured(world, people, now, letter(plan_pdf=PDF))

        demand = Demand.objects.get()
        assert (demand.title, demand.channel) == ("École à rénover", Channel.EMAIL)
        assert demand.contact_email == "mairie@commune.example"
        names = sorted(one.document.name for one in demand.attachments.for_panel())
        assert (names, done.refusals) == (["courriel.eml.txt", "plan.pdf"], ())
        assert Demand.objects.visible_to(people.bruno).get() == demand
        assert not Demand.objects.visible_to(people.anne).exists()

    def test_once_deposited_the_town_hall_is_told(
        self, world: World, people: People, now: datetime
    ) -> None:
        demand = captured(world, people, now, letter()).demand
        fields = {"expected_help": "Un conseil", "contact_name": "Le maire"}

        demands.submit(demand, by=people.bruno, at=now, fields=fields)

        assert Delivery.objects.filter(to_email=world.banon_hall.email).count() == 1
        assert demand.reference == "D-04-26-0001"

    def test_a_draft_left_by_its_officer_is_in_sight_and_recalled(
        self, world: World, people: People, now: datetime, client_of: Callable[..., StrictClient]
    ) -> None:
        draft = captured(world, people, now, letter()).demand

        home = client_of(people.bruno).get(reverse("dashboards:home")).content.decode()
        new = client_of(people.bruno).get(reverse("demands:new")).content.decode()
        mayor = client_of(people.anne).get(reverse("dashboards:home")).content.decode()
        recalled = actions.remind_abandoned(at=now + timedelta(days=8))

        assert "Finir et déposer une saisie" in home and "Vos saisies à finir" in new
        assert str(draft.uuid) in home and str(draft.uuid) in new
        assert str(draft.uuid) not in mayor
        assert recalled == 1
        assert Delivery.objects.get().to_email == people.bruno.email

    def test_the_same_mail_makes_one_draft(
        self, world: World, people: People, now: datetime
    ) -> None:
        captured(world, people, now, letter())

        with pytest.raises(MailRefused, match="a déjà été repris"):
            captured(world, people, now, letter())
        assert (Demand.objects.count(), CapturedMail.objects.count()) == (1, 1)

    def test_each_refused_file_is_told_and_the_mail_is_kept(
        self, world: World, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def scanner(content: object) -> ScanResult:
            found = EICAR in content.read()  # type: ignore[attr-defined]
            content.seek(0)  # type: ignore[attr-defined]
            return ScanResult.INFECTED if found else ScanResult.CLEAN

        monkeypatch.setattr(scan, "examine", scanner)
        done = captured(world, people, now, letter(virus_txt=EICAR, jeu_exe=b"MZ", plan_pdf=PDF))

        assert len(done.refusals) == 2
        assert "« virus.txt » contient un virus" in done.refusals[0]
        assert "« jeu.exe » n’est pas d’un type accepté" in done.refusals[1]
        names = sorted(one.document.name for one in done.demand.attachments.for_panel())
        assert names == ["courriel.eml.txt", "plan.pdf"]


class TestGuess:
    @pytest.mark.parametrize(
        ("text", "found"),
        [("Le maire de Banon", "Commune de Banon"), ("Banon et Forcalquier", None),
         ("Bonjour", None), ("banon-hall@example.fr vous écrit", "Commune de Banon")],
    )  # fmt: skip
    def test_never_one_of_two(self, text: str, found: str | None, world: World) -> None:
        guessed = actions.guess_requester(open_mail(letter(text)), world.d04)

        assert (guessed.name if guessed else None) == found


class TestScreen:
    def test_the_officer_lands_on_the_draft(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        browser = client_of(people.bruno)
        file = SimpleUploadedFile("message.eml", letter(jeu_exe=b"MZ"))

        answer = browser.post(reverse("doors:capture"), {"mail": file, "department": world.d04.pk})

        page = browser.get(answer["Location"]).content.decode()
        assert "repris pour Commune de Banon" in page
        assert "« jeu.exe » n’est pas d’un type accepté" in page

    def test_an_unknown_sender_asks_for_the_commune(
        self, world: World, people: People, client_of: Callable[..., StrictClient]
    ) -> None:
        browser = client_of(people.bruno)
        for commune, status in (("", 422), ("Forcalquier", 302)):
            file = SimpleUploadedFile("message.eml", letter("Bonjour"))
            data = {"mail": file, "department": world.d04.pk, "commune": commune}
            assert browser.post(reverse("doors:capture"), data).status_code == status
        assert Demand.objects.get().requester == world.forcalquier_hall

    def test_a_mail_too_heavy_is_refused_with_a_sentence(
        self, world: World, people: People, client_of: Callable[..., StrictClient],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr("guichet.casework.doors.forms.mails.HEAVIEST", 10)
        file = SimpleUploadedFile("message.eml", letter())

        answer = client_of(people.bruno).post(
            reverse("doors:capture"), {"mail": file, "department": world.d04.pk}
        )

        assert (answer.status_code, "pèse plus de 30 Mo" in answer.content.decode()) == (422, True)
