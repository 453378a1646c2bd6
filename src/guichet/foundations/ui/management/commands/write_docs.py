"""Draw the documentation that the code already knows: workflows, roles, access table."""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from guichet.foundations.toolkit.workflow import Workflow

HEADER = "<!-- Engendré par ./guichet docs : ne pas modifier à la main. -->\n\n"


class Command(BaseCommand):
    help = "Écrit les pages engendrées de docs/architecture."

    def handle(self, *args: Any, **options: Any) -> None:
        for path, text in generated_pages(Path(settings.BASE_DIR)).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))


def generated_pages(house: Path) -> dict[Path, str]:
    """Every generated page and what it should hold today."""
    folder = house / "docs" / "architecture"
    pages = {folder / "workflows" / f"{w.name}.md": workflow_page(w) for w in workflows()}
    pages[folder / "access.md"] = HEADER + access_page(house)
    return pages


def workflows() -> Iterator[Workflow]:
    for config in apps.get_app_configs():
        name = f"{config.name}.workflow"
        if config.name.startswith("guichet.") and importlib.util.find_spec(name):
            module = importlib.import_module(name)
            yield from (w for w in vars(module).values() if isinstance(w, Workflow))


def workflow_page(workflow: Workflow) -> str:
    rows = "\n".join(
        f"| `{t.name}` | {', '.join(sorted(t.sources))} | {t.target} | {t.label} |"
        for t in workflow.transitions
    )
    return (
        f"{HEADER}# `{workflow.name}`\n\n```mermaid\n{workflow.as_mermaid()}```\n\n"
        f"| action | from | to | button |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def access_page(house: Path) -> str:
    """The access table is written where it is tested: this page reads it there."""
    if str(house) not in sys.path:
        sys.path.insert(0, str(house))
    return str(importlib.import_module("tests.access.document").as_markdown())
