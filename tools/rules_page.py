"""The tables of docs/rules.md, made from the code that runs; ``python -m tools.rules_page`` writes them anew.

What stands between two marks (``<!-- facts -->`` … ``<!-- /facts -->``) is replaced; the rest is written by hand. A
test fails where the file is not what this would write.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from logic.criteria.base import Criterion
from logic.criteria.scope import COMMON
from logic.facts import CHOICES, FACT, FACTS, Fact
from logic.labels import CHOICE_NAMES, CRITERION_NAMES, FACT_NAMES, ROUTE_NAMES
from logic.routes import ROUTE_CRITERIA

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _named(value: Any) -> str:
    return f"`{value.value if isinstance(value, StrEnum) else str(value).lower()}`"


def _asked_when(fact: Fact) -> str:
    """Of which answers to the deciding question the fact is asked."""
    if fact.gate is None:
        return ""
    answers = list(CHOICES[fact.gate]) if fact.gate in CHOICES else [True, False]
    asked = [one for one in answers if fact.asked_if(one)]
    others = [one for one in answers if one not in asked]
    if fact.while_gate_open:
        return f"`{fact.gate}` not {', '.join(map(_named, others))}, or not known"
    if len(others) < len(asked):
        return f"`{fact.gate}` not {', '.join(map(_named, others))}"
    return f"`{fact.gate}` is {', '.join(map(_named, asked))}"


def _values(field: str) -> str:
    if field in CHOICES:
        names = CHOICE_NAMES[field]
        return ", ".join(f"`{one.value}` {names[one.value].zh}" for one in CHOICES[field])
    return {"specialty": "an id of the pack’s `specialties`", "hours": "`{year, general, professional}` a year"}.get(
        field, "a date" if field in ("title_date", "service_start") else "`true`, `false`"
    )


def facts() -> str:
    """Every fact in asking order."""
    head = [_row("field", "事实", "values", "asked when"), _row(*["---"] * 4)]
    rows = (_row(f"`{one.field}`", FACT_NAMES[one.field].zh, _values(one.field), _asked_when(one)) for one in FACTS)
    return "\n".join([*head, *rows])


def criteria() -> str:
    """Every criterion with its routes; those that all routes share first."""
    head = [_row("id", "条件", "clause", "routes", "looks at", "what it asks"), _row(*["---"] * 6)]
    routes: dict[Criterion, list[str]] = {one: [] for one in COMMON}
    for route, own in ROUTE_CRITERIA.items():
        for one in own:
            routes.setdefault(one, []).append(ROUTE_NAMES[route].zh)
    rows = (
        _row(
            f"`{one.id}`",
            CRITERION_NAMES[one.id].zh,
            one.clause,
            "、".join(where) or "all",
            ", ".join(f"`{field}`" for field in one.reads if field in FACT),
            (one.judge.__doc__ or "").strip().splitlines()[0].replace("|", "/"),
        )
        for one, where in routes.items()
    )
    return "\n".join([*head, *rows])


def renewed(text: str) -> str:
    """The page ``text`` with its tables as they are now."""
    for name, table in (("facts", facts()), ("criteria", criteria())):
        mark = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
        assert mark.search(text), f"no mark {name}"
        text = mark.sub(lambda found, table=table: f"{found[1]}\n{table}\n{found[2]}", text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
