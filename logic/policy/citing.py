"""Which places of a pack name another: what one must look at before a clause, a series or a committee can go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from logic.pack import Loc
from logic.pack.checks import needed
from logic.policy.places import value_at

# The keys under which a clause stands.
CLAUSE_KEYS = ("clause", "if_refused_clause", "also", "basis", "source")


def citing(loc: Loc, data: Any) -> list[Loc]:
    """The places of ``data`` that name the entry at ``loc``."""
    *around, id_ = loc
    found: list[Loc]
    match around:
        case ["clauses"]:
            return [one for one in _values(data, ()) if _is_clause(one) and id_ in _list(value_at(data, one))]
        case ["sources"]:
            return [
                ("clauses", key, "source") for key, clause in _entries(data, "clauses") if _has(clause, "source", id_)
            ]
        case ["series"]:
            found = [("specialties", key) for key, one in _entries(data, "specialties") if _has(one, "series", id_)]
            return [*found, *_there(data, ("recognition", "dates_elsewhere", id_))]
        case ["review", "committees"]:
            found = [
                ("series", key, "committee") for key, one in _entries(data, "series") if _has(one, "committee", id_)
            ]
            return [*found, *_there(data, ("beyond", id_))]
        case ["titles"]:
            return [
                ("specialties", key, "family") for key, one in _entries(data, "specialties") if _has(one, "family", id_)
            ]
        case ["matters"]:
            named = value_at(data, (*loc, "id"))
            return [
                ("questions", key, "matter") for key, one in _entries(data, "questions") if _has(one, "matter", named)
            ]
        case ["names"]:
            return [
                one
                for one in _values(data, ())
                if f"{{{id_}}}" in str(value_at(data, one))
                or (one[:2] == ("recognition", "approvers") and value_at(data, one) == id_)
            ]
    return []


def needed_by_the_rules(loc: Loc, data: Any) -> bool:
    """Whether the program itself cites the clause at ``loc``, so that a pack must have it."""
    return loc[:-1] == ("clauses",) and loc[-1] in needed(
        data.get("not_asked") or (), recognises=data.get("recognition") is not None
    )


def _is_clause(loc: Loc) -> bool:
    return loc[-1] in CLAUSE_KEYS and loc[0] != "clauses"


def _has(entry: dict[str, Any], key: str, value: Any) -> bool:
    return value is not None and entry.get(key) == value


def _there(data: Any, loc: Loc) -> list[Loc]:
    return [loc] if value_at(data, loc) is not None else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _entries(data: Any, name: str) -> Iterator[tuple[str | int, dict[str, Any]]]:
    part = data.get(name) or ()
    for key, one in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(one, dict):
            yield key, one


def _values(part: Any, loc: Loc) -> Iterator[Loc]:
    """Every place below ``part`` that holds no further places; a list of plain values is one place."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _values(value, (*loc, str(key)))
    elif isinstance(part, list) and any(isinstance(one, dict) for one in part):
        for place, value in enumerate(part):
            yield from _values(value, (*loc, place))
    else:
        yield loc
