"""An assessment as the JSON of the command line (contract: ``assess``).

A finding is shared by everybody it fits, so its JSON is written once and kept with it.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from logic.findings import Assessment, Finding, HoursResult, RouteResult
from logic.language import Text

Json = dict[str, Any]


def finding_json(finding: Finding) -> orjson.Fragment:
    """One finding, written once and remembered on the finding itself."""
    written = finding.__dict__.get("_json")
    if written is None:
        plain = {
            "criterion": finding.criterion,
            "verdict": finding.verdict,
            "barring": finding.barring,
            "clause": finding.clause,
            "actual": finding.actual,
            "required": finding.required,
            "gap": finding.gap,
            "available_from": finding.available_from,
            "missing": finding.missing,
            "text": finding.text,
            "remedy": finding.remedy,
            "ask": finding.ask,
        }
        written = finding.__dict__["_json"] = orjson.Fragment(orjson.dumps(plain))
    return written


def _hours(hours: HoursResult | None) -> Json | None:
    if hours is None:
        return None
    return {
        "verdict": hours.verdict,
        "years": hours.years,
        "gap_years": hours.gap_years,
        "uncovered_years": hours.uncovered_years,
        "general": hours.general.__dict__,
        "professional": hours.professional.__dict__,
    }


def _route(route: RouteResult) -> Json:
    plain = dict(route.__dict__)
    plain["window"] = None if route.window is None else route.window.__dict__
    plain["findings"] = [finding_json(finding) for finding in route.findings]
    return plain


def to_json(assessment: Assessment, id: Any = None) -> bytes:
    """One line of JSON, without the line's end."""
    plain = {
        "id": _echo(id),
        "policy": assessment.policy,
        "policy_sha256": assessment.policy_sha256,
        "as_of": assessment.as_of,
        "verdict": assessment.verdict,
        "recommended": assessment.recommended,
        "committee": assessment.committee,
        "level": assessment.level,
        "title": assessment.title,
        "missing": assessment.missing,
        "hours": _hours(assessment.hours),
        "warning": assessment.warning,
        "routes": [_route(route) for route in assessment.routes],
    }
    return orjson.dumps(plain)


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
    return orjson.dumps(plain)


def _proper(field: str) -> str:
    """A field's name as text that can be written; half a surrogate pair is shown as such."""
    return field.encode("utf-8", "backslashreplace").decode()
