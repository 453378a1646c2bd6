"""The schema that is announced is the one that is followed, by the fullest document we have."""

import json
import re
from typing import Any

import pytest

from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.public_schema import document_schema
from tests.casework.committee.factories import make_meeting
from tests.casework.committee.test_outlets import PAGE, read

S = MeetingStatus
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip


def wrong(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """What JSON Schema 2020-12 refuses, for the words that ours uses and for no other."""
    used = set(schema) - {"$schema", "$id", "title"}
    assert used <= {
        "type", "properties", "required", "additionalProperties", "items", "enum", "pattern",
        "minimum", "anyOf",
    }  # fmt: skip
    if "anyOf" in schema:
        return min((wrong(value, one, where) for one in schema["anyOf"]), key=len)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is TYPES[kind] for kind in kinds):
        return [f"{where}: {value!r} is no {kinds}"]
    found = [f"{where}.{key} is missing" for key in schema.get("required", ()) if key not in value]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is not foreseen")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{where}: {value!r} is not written so")
    if "minimum" in schema and value is not None and value < schema["minimum"]:
        found.append(f"{where}: {value} is too small")
    if isinstance(value, dict):
        known = schema["properties"]
        found += [f"{where}.{key} is unknown" for key in value if key not in known]
        pairs = [(key, one, known[key]) for key, one in value.items() if key in known]
        return found + [bad for key, one, its in pairs for bad in wrong(one, its, f"{where}.{key}")]
    if isinstance(value, list):
        return [bad for one in value for bad in wrong(one, schema["items"], f"{where}[]")]
    return found


@pytest.fixture
def document(world, people, client) -> dict[str, Any]:
    make_meeting(world, people, stage=S.PUBLISHED)
    return json.loads(read(client, f"{PAGE}seance.json"))


def test_a_published_meeting_follows_it(document, client):
    address = document["$schema"].partition("//")[2].partition("/")[2]

    schema = json.loads(read(client, f"/{address}"))

    assert schema["$id"] == document["$schema"]
    assert wrong(document, schema) == []
    kinds = {block["kind"] for part in document["sections"] for block in part["blocks"]}
    assert kinds == {"paragraph", "bullets"}
    assert document["decisions"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"day": "30/03/2026"}, "is not written so"),
        ({"form": "PAR_COURRIEL"}, "is not foreseen"),
        ({"is_partial": "non"}, "is no"),
        ({"nouveau": 1}, "is unknown"),
        ({"department": {"code": "04"}}, ".name is missing"),
        ({"editions": [{"number": 0, "url": "", "sha256": ""}]}, "is too small"),
        ({"sections": [{"key": "x"}]}, "is missing"),
    ],
)
def test_and_nothing_else_does(document, change, said):
    assert said in " ".join(wrong({**document, **change}, document_schema(address="x")))
