"""What is done to files while nobody waits."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .models import Document


@app.periodic(cron="17 * * * *")
@app.task(name="guichet.sweep_orphan_files", queueing_lock="sweep_orphan_files")
def sweep_orphan_files(timestamp: int) -> None:
    actions.sweep_orphans(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="guichet.scan_files_again", queueing_lock="scan_files_again")
def scan_files_again(timestamp: int) -> None:
    for document in Document.objects.awaiting_scan()[:50]:
        actions.scan_again(document, at=timezone.now())
