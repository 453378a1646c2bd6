import hashlib
import io
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.documents import actions, scan
from guichet.foundations.documents.choices import DocumentKind, ScanResult
from guichet.foundations.documents.http import serve
from guichet.foundations.documents.models import Document
from tests.foundations.documents.files import CSV, EXE, PDF, PNG, office

ATTACHMENT = DocumentKind.ATTACHMENT


@pytest.fixture
def anne(db: None) -> User:
    return User.objects.create(email="anne@banon.example", name="Anne")


def upload(name: str = "plan de la halle.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def files_on_disk() -> list[Path]:
    root = Path(default_storage.path("documents"))
    return [path for path in root.rglob("*") if path.is_file()]


@contextmanager
def scanner(settings: Any, answer: bytes) -> Iterator[list[bytes]]:
    """A virus scanner that says always the same."""
    heard: list[bytes] = []

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(self.rfile.read(4), "big"):
                heard.append(self.rfile.read(size))
            self.wfile.write(answer)

    with socketserver.TCPServer(("127.0.0.1", 0), Conversation) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        yield heard
        server.shutdown()


class TestStore:
    def test_keeps_the_file_its_name_and_its_fingerprint(self, anne: User, now: datetime) -> None:
        document = actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)

        document.refresh_from_db()
        assert document.name == "plan de la halle.pdf"
        assert document.content_type == "application/pdf"
        assert document.size == len(PDF)
        assert document.sha256 == hashlib.sha256(PDF).hexdigest()
        assert document.scan == ScanResult.PENDING
        assert document.file.read() == PDF
        document.file.close()
        assert Event.objects.get().action == "document.store"

    def test_what_is_typed_never_becomes_a_path(self, anne: User, now: datetime) -> None:
        document = actions.store(
            upload("../../../etc/cron.d/x.pdf"), kind=ATTACHMENT, by=anne, at=now
        )

        hexadecimal = document.pk.hex
        assert document.file.name == f"documents/{hexadecimal[:2]}/{hexadecimal}.pdf"

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("vide.pdf", b"", "« vide.pdf » est vide"),
            ("virus.exe", EXE, "Types acceptés : PDF, ODT"),
            ("plan.pdf", EXE, "n’est pas celui d’un fichier PDF"),
            ("a.docx", office("word", **{"word/vbaProject.bin": b"x"}), "macros"),
            ("sans type", PDF, "Types acceptés"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(
        self, anne: User, now: datetime, name: str, content: bytes, sentence: str
    ) -> None:
        with pytest.raises(actions.FileRefused, match=sentence):
            actions.store(upload(name, content), kind=ATTACHMENT, by=anne, at=now)

        assert not Document.objects.exists()
        assert files_on_disk() == []

    def test_gives_the_size_and_the_limit(self, anne: User, now: datetime, settings: Any) -> None:
        settings.MAX_UPLOAD_BYTES = 1024 * 1024
        exact = PDF + bytes(1024 * 1024 - len(PDF))

        actions.store(upload(content=exact), kind=ATTACHMENT, by=anne, at=now)
        with pytest.raises(actions.FileRefused) as refusal:
            actions.store(upload(content=exact + b"x"), kind=ATTACHMENT, by=anne, at=now)

        assert "pèse 1,1\u00a0Mo : la limite est de 1\u00a0Mo" in refusal.value.sentence

    def test_the_limit_is_twenty_megabytes(self, settings: Any) -> None:
        assert actions.megabytes(settings.MAX_UPLOAD_BYTES) == "20\u00a0Mo"

    def test_keeps_what_guichet_made_as_clean(self, anne: User, now: datetime) -> None:
        document = actions.store_made(
            PDF, name="Procès-verbal.pdf", kind=DocumentKind.MINUTES, by=anne, at=now
        )

        assert document.scan == ScanResult.CLEAN
        assert document.size == len(PDF)


class TestScan:
    def test_a_clean_file_is_called_clean(self, anne: User, now: datetime, settings: Any) -> None:
        with scanner(settings, b"stream: OK\0") as heard:
            document = actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)

        assert document.scan == ScanResult.CLEAN
        assert b"".join(heard) == PDF

    def test_an_infected_file_is_refused(self, anne: User, now: datetime, settings: Any) -> None:
        with (
            scanner(settings, b"stream: Eicar FOUND\0"),
            pytest.raises(actions.FileRefused, match="contient un virus"),
        ):
            actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)

        assert files_on_disk() == []

    def test_the_test_file_is_refused_even_without_a_scanner(
        self, anne: User, now: datetime, caplog: pytest.LogCaptureFixture
    ) -> None:
        sample = SimpleUploadedFile("essai.txt", scan.EICAR + b"\r\n")

        with pytest.raises(actions.FileRefused, match="contient un virus"):
            actions.store(sample, kind=ATTACHMENT, by=anne, at=now)

        assert files_on_disk() == []
        # The log says that it came, from whom and why it was refused; not its name.
        assert f"account {anne.pk}, 70 bytes): « … » contient un virus" in caplog.text

    def test_a_scanner_that_is_down_stops_nobody(
        self, anne: User, now: datetime, settings: Any
    ) -> None:
        with scanner(settings, b""):
            pass
        document = actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)
        assert document.scan == ScanResult.PENDING

        with scanner(settings, b"stream: OK\0"):
            actions.scan_again(document, at=now)

        document.refresh_from_db()
        assert document.scan == ScanResult.CLEAN

    def test_an_answer_that_is_not_understood_proves_nothing(self, settings: Any) -> None:
        with scanner(settings, b"INSTREAM size limit exceeded. ERROR\0"):
            assert scan.examine(io.BytesIO(PDF)) == ScanResult.PENDING


class TestOrphans:
    @pytest.mark.django_db(transaction=True)
    def test_an_undone_transaction_leaves_no_file_for_long(self) -> None:
        at = timezone.now()
        kept = actions.store(upload(), kind=ATTACHMENT, by=None, at=at)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            actions.store(upload(), kind=ATTACHMENT, by=None, at=at)
            _ = 1 / 0
        assert len(files_on_disk()) == 2

        assert actions.sweep_orphans(at=at + timedelta(minutes=30)) == 0
        assert actions.sweep_orphans(at=at + timedelta(hours=2)) == 1

        assert [path.name for path in files_on_disk()] == [f"{kept.pk.hex}.pdf"]

    def test_there_may_be_nothing_to_sweep(self, db: None) -> None:
        assert actions.sweep_orphans(at=timezone.now()) == 0

    def test_a_row_never_comes_without_its_file(
        self, anne: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(name: str, content: object) -> str:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(default_storage, "_save", full)
        with pytest.raises(OSError, match="No space"):
            actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)

        assert not connection.needs_rollback
        assert not Document.objects.exists()


class TestServe:
    def test_hands_over_a_download_that_nobody_else_keeps(self, anne: User, now: datetime) -> None:
        document = actions.store(upload("étude.csv", CSV), kind=ATTACHMENT, by=anne, at=now)

        response = serve(document, inline=True)

        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]
        assert "sandbox" in response["Content-Security-Policy"]
        assert b"".join(response.streaming_content) == CSV  # type: ignore[arg-type]
        response.file_to_stream.close()

    @pytest.mark.parametrize(
        ("verdict", "inline", "shown"),
        [
            (ScanResult.CLEAN, True, "inline"),
            (ScanResult.CLEAN, False, "attachment"),
            (ScanResult.PENDING, True, "attachment"),
        ],
    )
    def test_shows_only_what_was_found_clean(
        self, anne: User, now: datetime, verdict: str, inline: bool, shown: str
    ) -> None:
        document = actions.store(upload("vue.png", PNG), kind=ATTACHMENT, by=anne, at=now)
        document.scan = verdict

        response = serve(document, inline=inline)
        response.close()

        assert response["Content-Disposition"].split(";")[0] == shown

    def test_never_hands_over_a_virus(self, anne: User, now: datetime) -> None:
        document = actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)
        document.scan = ScanResult.INFECTED

        with pytest.raises(PermissionDenied):
            serve(document)

    def test_says_that_a_file_is_gone(self, anne: User, now: datetime) -> None:
        document = actions.store(upload(), kind=ATTACHMENT, by=anne, at=now)
        default_storage.delete(document.file.name)

        with pytest.raises(Http404):
            serve(document)
