"""Documents are part of the change: what they name exists, and what exists is named."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from launcher.options import ALLOWED

HOUSE = Path(__file__).resolve().parents[1]
SRC = HOUSE / "src"
PACKAGE = SRC / "guichet"
PAGES = sorted(
    path
    for root, pattern in ((HOUSE, "*.md"), (HOUSE / "docs", "**/*.md"), (SRC, "**/*.md"))
    for path in root.glob(pattern)
)
ENVIRONMENT = (HOUSE / "docs" / "operations" / "environment.md").read_text()


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def code() -> str:
    kept = [*SRC.rglob("*.py"), *SRC.rglob("*.html")]
    return "\n".join(path.read_text() for path in kept if "migrations" not in path.parts)


def without_blocks(page: Path) -> str:
    return re.sub(r"```.*?```", "", page.read_text(), flags=re.S)


def test_every_app_is_told_in_one_line() -> None:
    told = (PACKAGE / "README.md").read_text()
    labels = [c.label for c in apps.get_app_configs() if c.name.startswith("guichet.")]
    assert [label for label in labels if f"| `{label}` |" not in told] == []


def test_every_storey_has_its_row_in_the_same_order_as_the_code() -> None:
    told = (PACKAGE / "README.md").read_text()
    rows = re.findall(r"^\| (foundations|reference|casework|reporting|roof) ", told, re.M)
    assert rows == ["foundations", "reference", "casework", "reporting", "roof"]


def variables() -> set[str]:
    """Every variable read by the settings, the launcher or the tests."""
    read = re.compile(r"(?:read_\w+|environ\.get|environ\.setdefault)\(\s*\"([A-Z][A-Z0-9_]+)\"")
    indexed = re.compile(r"environ\[\"([A-Z][A-Z0-9_]+)\"\]")
    found: set[str] = set()
    for root in (SRC, HOUSE / "launcher", HOUSE / "tests"):
        for path in root.rglob("*.py"):
            text = path.read_text()
            found |= {*read.findall(text), *indexed.findall(text)}
    # The system's own, and Django's own switch for the browser tests.
    return found - {"PATH", "HOME", "TMPDIR", "LANG", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def test_every_variable_of_the_environment_is_documented() -> None:
    assert {name for name in variables() if f"`{name}`" not in ENVIRONMENT} == set()


def test_no_variable_is_documented_that_nobody_reads() -> None:
    told = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", ENVIRONMENT, re.M))
    assert told - variables() - {"DJANGO_SETTINGS_MODULE"} == set()


def test_every_identifier_of_the_glossary_exists() -> None:
    text = code()
    rows = re.findall(
        r"^\| [^|]+ \| ((?:`\w+`(?:, )?)+) \|", (HOUSE / "docs/glossary.md").read_text(), re.M
    )
    identifiers = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(identifiers) > 80
    assert {name for name in identifiers if not re.search(rf"\b{name}\b", text)} == set()


def test_every_term_said_in_a_docstring_is_in_the_glossary() -> None:
    glossary = (HOUSE / "docs" / "glossary.md").read_text().lower()
    terms = {
        term.strip()
        for told in re.findall(r"\(glossary: ([^)]+)\)", code())
        for term in told.split(",")
    }
    assert {term for term in terms if term.lower() not in glossary} == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
class TestPage:
    def test_links_resolve(self, page: Path) -> None:
        links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", without_blocks(page))
        local = [link for link in links if not re.match(r"[a-z]+:", link)]
        assert [link for link in local if not (page.parent / link).exists()] == []

    def test_files_named_exist(self, page: Path) -> None:
        names = re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|md|html|txt|toml))`", without_blocks(page))
        roots = (HOUSE, SRC, PACKAGE, PACKAGE / "foundations/ui/templates", page.parent)
        assert [n for n in names if not any((root / n).exists() for root in roots)] == []

    def test_commands_exist(self, page: Path) -> None:
        commands = set(re.findall(r"\./guichet ([a-z]+)", page.read_text()))
        assert commands - set(ALLOWED) - {"alone"} == set()

    def test_names_no_machine_and_no_registry(self, page: Path) -> None:
        forbidden = r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|/root/|/work/|/tmp/"
        assert not re.search(forbidden, page.read_text())


def test_decisions_are_numbered_without_a_gap_and_all_listed() -> None:
    folder = HOUSE / "docs" / "adr"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text()
    assert [int(name[:4]) for name in pages] == list(range(len(pages)))
    assert [name for name in pages if not name.startswith("0000") and name not in index] == []


@pytest.mark.parametrize("part", ["Status:", "## Context", "## Decision", "## Consequences"])
def test_every_decision_has_its_parts(part: str) -> None:
    folder = HOUSE / "docs" / "adr"
    assert [p.name for p in folder.glob("[0-9]*.md") if part not in p.read_text()] == []


def test_the_licence_is_the_one_that_is_announced() -> None:
    assert "Apache License" in (HOUSE / "LICENSE").read_text()[:200]
    assert 'license = "Apache-2.0"' in (HOUSE / "pyproject.toml").read_text()
    assert "license: Apache-2.0" in (HOUSE / "publiccode.yml").read_text()
