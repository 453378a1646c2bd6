"""What the JSON document of a published meeting holds, for whoever reads it with a machine.

JSON Schema, draft 2020-12 (https://json-schema.org/). Every property is always there, so that a
program never asks whether; what is unknown is an empty text, and votes that were not taken, null.
"""

from .choices import ItemKind, MeetingForm, Outcome

TEXT = {"type": "string"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
DAY_OR_NOT = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}
INSTANT = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$",
}
RANK = {"type": "integer", "minimum": 1}
VOTES = {"type": ["integer", "null"], "minimum": 0}


def document_schema(*, address: str) -> dict[str, object]:
    """The schema that the documents of `public_record` follow; `address` is its own."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Séance publiée d’un comité",
        **_record(
            {
                "$schema": TEXT,
                "id": TEXT,
                "type": {"type": "string", "enum": ["Meeting"]},
                "licence": TEXT,
                "name": TEXT,
                "body": TEXT,
                "department": _record({"code": TEXT, "name": TEXT}),
                "day": DAY,
                "form": {"type": "string", "enum": list(MeetingForm.values)},
                "chair": TEXT,
                "co_chair": TEXT,
                "published_at": INSTANT,
                "updated_at": INSTANT,
                "minutes": TEXT,
                "editions": _list(_record({"number": RANK, "url": TEXT, "sha256": TEXT})),
                "approved_by_committee_on": DAY_OR_NOT,
                "is_partial": {"type": "boolean"},
                "sections": _list(_section()),
                "decisions": _list(_decision()),
            }
        ),
    }


def _section() -> dict[str, object]:
    paragraph = {"kind": {"type": "string", "enum": ["paragraph"]}, "text": TEXT}
    bullets = {"kind": {"type": "string", "enum": ["bullets"]}, "items": _list(TEXT)}
    table = {"caption": TEXT, "headers": _list(TEXT), "rows": _list(_list(TEXT))}
    return _record(
        {
            "key": TEXT,
            "title": TEXT,
            "level": {"type": "integer", "enum": [2, 3]},
            "blocks": _list({"anyOf": [_record(paragraph), _record(bullets)]}),
            "tables": _list(_record(table)),
        }
    )


def _decision() -> dict[str, object]:
    return _record(
        {
            "rank": RANK,
            "kind": {"type": "string", "enum": list(ItemKind.values)},
            "title": TEXT,
            "outcome": {"type": "string", "enum": list(Outcome.values)},
            "sentence": TEXT,
            "votes_for": VOTES,
            "votes_against": VOTES,
            "abstentions": VOTES,
            "orientation": TEXT,
        }
    )


def _record(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}
