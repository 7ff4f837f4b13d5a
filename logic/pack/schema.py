"""The shape of a pack as JSON Schema, for editors that help while one types; made from the models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

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
    return tuple(_whole(_node(loc)).get("properties", {}))


FieldKind = Literal["words", "text", "number", "flag", "choice", "texts", "choices", "list", "mapping", "part"]


_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Shape:
    """What can stand at a place: ``words`` are a text in both languages, ``part`` has keys of its own.

    ``options``: what can be chosen; ``needed``: the keys that a part must have; ``least`` and ``most``: of a number.
    """

    kind: FieldKind
    options: tuple[str, ...] = ()
    needed: frozenset[str] = frozenset()
    least: int = 0
    most: int = _MOST


def shape_at(loc: Loc) -> Shape:
    """The shape of what stands at ``loc``."""
    node = _whole(_node(loc))
    kind = node.get("type")
    if "enum" in node:
        return Shape("choice", tuple(node["enum"]))
    if kind == "array":
        of = _whole(node.get("items", {}))
        if "enum" in of:
            return Shape("choices", tuple(of["enum"]))
        return Shape("texts" if of.get("type") == "string" else "list")
    if kind == "object":
        keys = node.get("properties", {})
        if set(keys) == {"zh", "en"}:
            return Shape("words")
        return Shape("part" if keys else "mapping", tuple(keys), frozenset(node.get("required", ())))
    if kind == "integer":
        return Shape("number", least=node.get("minimum", 0), most=node.get("maximum", _MOST))
    return Shape("flag" if kind == "boolean" else "text")


def blank_at(loc: Loc) -> Any:
    """What a new entry at ``loc`` begins as: all that it must have, and nothing in it."""
    shape = shape_at(loc)
    match shape.kind:
        case "words":
            return {"zh": "", "en": ""}
        case "part":
            return {key: blank_at((*loc, key)) for key in shape.options if key in shape.needed}
        case "list" | "texts" | "choices":
            return []
        case "mapping":
            return {}
        case "number" | "flag":
            return None
    return ""


def _node(loc: Loc) -> dict[str, Any]:
    node = schema()
    for place in loc:
        node = _whole(node)
        if isinstance(place, int):
            node = node.get("items", {})
        else:
            further = node.get("additionalProperties")
            node = node.get("properties", {}).get(place, further if isinstance(further, dict) else {})
    return node


def _whole(node: dict[str, Any]) -> dict[str, Any]:
    """``node`` with what it refers to; of several the one with keys, or else the one that is anything."""
    if "$ref" in node:
        found: dict[str, Any] = schema()["$defs"][node["$ref"].rpartition("/")[2]]
        return _whole(found)
    several = [_whole(one) for one in node.get("anyOf", ()) if one.get("type") != "null"]
    return next((one for one in several if "properties" in one), several[0] if several else node)
