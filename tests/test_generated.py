"""Generated pages are checked, not trusted."""

from pathlib import Path

import pytest

from guichet.foundations.ui.management.commands.write_docs import generated_pages

HOUSE = Path(__file__).resolve().parents[1]
PAGES = generated_pages(HOUSE)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_page_on_disk_is_current(path: Path) -> None:
    assert path.is_file() and path.read_text() == PAGES[path], "lancez ./guichet docs"


def test_no_workflow_page_is_left_behind() -> None:
    folder = HOUSE / "docs" / "architecture" / "workflows"
    assert set(folder.glob("*.md")) == {p for p in PAGES if p.parent == folder}
