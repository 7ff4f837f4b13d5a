"""The shape of a pack as JSON Schema, for editors that help while one types; made from the models."""

from __future__ import annotations

from functools import cache
from typing import Any

from logic.pack.faults import Loc
from logic.pack.model import Pack

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


@cache
def schema() -> dict[str, Any]:
    """The schema; ``sha256`` is no part of a file."""
    made = Pack.model_json_schema(mode="validation")
    del made["properties"]["sha256"]
    return {"$schema": SCHEMA_ID, **made}


def keys_at(loc: Loc) -> tuple[str, ...]:
    """The keys that can stand at ``loc``; none where any can."""
    node = schema()
    for place in loc:
        node = _whole(node)
        if isinstance(place, int):
            node = node.get("items", {})
        else:
            further = node.get("additionalProperties")
            node = node.get("properties", {}).get(place, further if isinstance(further, dict) else {})
    return tuple(_whole(node).get("properties", {}))


def _whole(node: dict[str, Any]) -> dict[str, Any]:
    """``node`` with what it refers to, of several the one with keys."""
    if "$ref" in node:
        found: dict[str, Any] = schema()["$defs"][node["$ref"].rpartition("/")[2]]
        return _whole(found)
    for one in node.get("anyOf", ()):
        whole = _whole(one)
        if "properties" in whole:
            return whole
    return node
