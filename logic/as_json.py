"""An assessment as the JSON of the command line (contract: ``assess``).

A finding is shared by everybody it fits, so its JSON is written once and kept with it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import orjson

from logic.findings import Assessment, Finding, RouteResult
from logic.words.language import Text

Json = dict[str, Any]


def finding_json(finding: Finding) -> orjson.Fragment:
    """One finding, written once and remembered on the finding itself."""
    written: orjson.Fragment | None = finding.__dict__.get("_json")
    if written is None:
        written = finding.__dict__["_json"] = orjson.Fragment(orjson.dumps(finding, default=_text))
    return written


def _route(route: RouteResult) -> Json:
    return {
        **route.__dict__,
        "title": _title(route.title),
        "findings": [finding.__dict__.get("_json") or finding_json(finding) for finding in route.findings],
    }


def to_json(assessment: Assessment, id: Any = None) -> bytes:
    """One line of JSON, without the line's end."""
    plain = {
        "id": _echo(id),
        **assessment.__dict__,
        "title": _title(assessment.title),
        "routes": [_route(route) for route in assessment.routes],
    }
    return orjson.dumps(plain, default=_text)


@lru_cache(maxsize=256)
def _title(title: Text | None) -> orjson.Fragment | None:
    """A title, of which there are few."""
    return None if title is None else orjson.Fragment(orjson.dumps(title, default=_text))


def _text(value: object) -> Json:
    """A text in both languages; nothing else comes here."""
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    raise TypeError(type(value).__name__)


def _echo(id: Any) -> Any:
    """The id as it came: orjson takes neither integers over 64 bits nor exact decimals."""
    if id is None or (isinstance(id, str) and id.isascii()):
        return id
    # Escapes keep half a surrogate pair as it came.
    return orjson.Fragment(json.dumps(id, default=float, allow_nan=False))


def error_json(id: Any, line: int, errors: list[tuple[str, Text]]) -> bytes:
    """The line that stands for an applicant who could not be read. ``line`` counts from 1."""
    plain = {
        "id": _echo(id),
        "line": line,
        "errors": [{"field": _proper(field), "message": text.zh, "message_en": text.en} for field, text in errors],
    }
    return orjson.dumps(plain, default=_text)


def _proper(field: str) -> str:
    """A field's name as text that can be written; half a surrogate pair is shown as such."""
    return field.encode("utf-8", "backslashreplace").decode()
