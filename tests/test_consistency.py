"""House rules that no linter knows: sizes, names, keys that climb, codes, unused templates."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from guichet.foundations.audit.history import vocabulary

HOUSE = Path(__file__).resolve().parents[1]
PACKAGE = HOUSE / "src" / "guichet"
SOURCES = sorted(
    path
    for root in (HOUSE / "src", HOUSE / "launcher")
    for path in root.rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted((HOUSE / "tests").rglob("*.py"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
REFUSED_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py"}


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def test_files_stay_small() -> None:
    long = [named(p) for p in [*SOURCES, HOUSE / "guichet"] if _lines(p) > 400]
    assert long == []


def test_test_files_stay_small() -> None:
    assert [named(p) for p in TESTS if _lines(p) > 600] == []


def test_no_file_is_a_catch_all() -> None:
    assert [named(p) for p in SOURCES if p.name in REFUSED_NAMES] == []


def test_foreign_keys_point_down() -> None:
    """import-linter cannot see ForeignKey("committee.Meeting"): a string imports nothing."""
    floor = {config.label: i for i, config in enumerate(apps.get_app_configs())}
    climbing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("guichet.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and isinstance(field.related_model, type)
        if floor[field.related_model._meta.app_label] > floor[model._meta.app_label]
    ]
    assert climbing == []


def test_apps_are_installed_from_the_ground_up() -> None:
    storeys = ["foundations", "reference", "casework", "reporting", "demonstration"]
    ours = [app.split(".")[1] for app in settings.INSTALLED_APPS if app.startswith("guichet.")]
    assert ours == sorted(ours, key=storeys.index)


def test_stored_codes_are_ascii_capitals_and_labels_french() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}: {code}"
        for model in apps.get_models()
        if model.__module__.startswith("guichet.")
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField) and field.choices
        for code, _ in field.flatchoices
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", str(code))
    ]
    assert wrong == []


def test_every_choice_is_bound_by_the_database() -> None:
    """Django's `choices` alone let a script store anything."""
    loose = []
    for model in apps.get_models():
        if not model.__module__.startswith("guichet."):
            continue
        bound = " ".join(
            str(c.condition)
            for c in model._meta.constraints
            if isinstance(c, models.CheckConstraint)
        )
        loose += [
            f"{model._meta.label}.{field.name}"
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField) and field.choices
            if f"'{field.name}__in'" not in bound
        ]
    assert loose == []


def test_every_event_code_has_its_sentence() -> None:
    """A code that history would show raw. Workflow codes are covered by their own test."""
    written = {
        code
        for path in SOURCES
        if path.parent.name == "actions" or path.name == "actions.py"
        for code in re.findall(r'action="([a-z_]+\.[a-z_]+)"', path.read_text())
    }
    assert written - set(vocabulary()) == set()


def test_no_template_is_forgotten() -> None:
    named_somewhere = "\n".join(p.read_text() for p in [*SOURCES, *TEMPLATES])
    forgotten = [
        str(path.relative_to(path.parents[1]))
        for path in TEMPLATES
        if f"{path.parent.name}/{path.name}" not in named_somewhere
    ]
    assert forgotten == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_templates_hold_no_script_no_style_no_query(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/)", text)
    assert not re.search(r"(?<!paginator)(?<!stage)\.(all|filter|count|exists)\b\s*[|%}]", text), (
        "a query in a template"
    )


def test_forms_ask_for_the_csrf_token() -> None:
    wrong = []
    for path in TEMPLATES:
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.S):
            if "csrf_token" not in form:
                wrong.append(named(path))
    assert wrong == []


def test_nothing_imports_inside_a_function() -> None:
    """A cycle hidden in a function is a cycle all the same."""
    found = [
        f"{named(path)}: {line.strip()}"
        for path in SOURCES
        if PACKAGE in path.parents
        for line in path.read_text().splitlines()
        if re.match(r"\s+(from \S+ import|import \S+)", line)
        if not re.match(r"\s+import_", line)
    ]
    allowed = [line for line in found if "TYPE_CHECKING" in line]
    guarded = _type_checking_imports()
    assert [line for line in found if line not in allowed and line not in guarded] == []


def test_nobody_names_a_registry_or_a_machine() -> None:
    forbidden = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/root/|/work/")
    suspects = [*SOURCES, *TESTS, *(HOUSE / "requirements").glob("*"), HOUSE / "pyproject.toml"]
    # The two tests that look for these names have to write them.
    looking = {Path(__file__).name, "test_docs.py"}
    guilty = [named(p) for p in suspects if p.name not in looking]
    assert [p for p in guilty if forbidden.search((HOUSE / p).read_text())] == []


def _type_checking_imports() -> set[str]:
    found = set()
    for path in SOURCES:
        for block in re.findall(r"if TYPE_CHECKING:\n((?:    .+\n|\n)+)", path.read_text()):
            found |= {f"{named(path)}: {line.strip()}" for line in block.splitlines() if line}
    return found


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
