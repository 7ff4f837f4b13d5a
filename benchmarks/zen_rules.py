"""A small rule set like ours for zen-engine: who is in scope, recognition, the review ladder, the hours.

It decides the verdict, the route and the level of applicants in the district's own series, and explains nothing.
Whatever has to be worked out beforehand (full years, totals) is handed to it ready made, outside the time measured.
Weights are ours: 0 eligible, 1 confirm, 3 not yet, 4 ineligible.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import count
from typing import Any

from zen import ZenDecision, ZenEngine

from logic.assess import assess
from logic.criteria.continuing_education import hours_of
from logic.dates import after_years
from logic.facts import Applicant
from logic.findings import Assessment
from logic.pack import Pack

VERDICTS = {0: "eligible", 1: "confirm", 3: "not_yet", 4: "ineligible"}

Row = tuple[dict[str, str], dict[str, str]]


def _table(name: str, inputs: dict[str, str], outputs: list[str], rows: list[Row]) -> dict[str, Any]:
    """A decision table: the first row whose conditions all hold. ``inputs``: id to expression."""
    written = []
    for number, (conditions, results) in enumerate(rows):
        cells = {key: conditions.get(key, "") for key in inputs}
        written.append({"_id": f"{name}-{number}", **cells, **results})
    return {
        "id": name,
        "name": name,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": key, "name": key, "field": field} for key, field in inputs.items()],
            "outputs": [{"id": f"{name}_{key}", "name": key, "field": f"{name}_{key}"} for key in outputs],
            "rules": written,
        },
    }


def _is(*values: str) -> str:
    return ", ".join(f'"{value}"' for value in values)


_SKILLED = ("skilled_intermediate", "skilled_senior", "skilled_technician")
_SECONDARY = _is("secondary", "skilled_intermediate")
_COLLEGE = _is("college", "skilled_senior")
_BACHELOR = _is("bachelor", "skilled_technician")
_HIGHER = _is("second_bachelor", "master", "doctor")
_LOW = _is("secondary", "skilled_intermediate", "high_school")


def _scope() -> dict[str, Any]:
    inputs = {
        name: name
        for name in (
            *("employment", "works_in_district", "under_contract", "in_technical_post", "residency", "foreign_permit"),
            *("disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record"),
        )
    }
    conditions = [
        ({"employment": _is("civil_servant", "civil_service_managed", "retired")}, 4),
        ({"works_in_district": "false"}, 4),
        ({"residency": _is("foreign"), "foreign_permit": _is("none")}, 4),
        ({"applied_elsewhere_this_year": "true"}, 4),
        ({"employment": _is("not_employed")}, 3),
        ({"under_contract": "false"}, 3),
        ({"in_technical_post": "false"}, 3),
        ({"disciplinary_period": "true"}, 3),
        ({"employment": _is("other_organisation")}, 1),
        ({"dishonesty_record": "true"}, 1),
        ({}, 0),
    ]
    return _table("scope", inputs, ["weight"], [(c, {"scope_weight": str(w)}) for c, w in conditions])


def _recognition() -> dict[str, Any]:
    inputs = {
        "education": "education",
        "part_time": "not full_time_recognised and not diploma_outside_mainland",
        "outside": "diploma_outside_mainland",
        "major": "major_related",
        "years": "recognition_years",
        "assessed": "unit_assessment_passed",
        "employment": "employment",
        "title": "title_level",
    }
    conditions = [
        ({"education": _is("below_secondary", "high_school")}, 4),
        ({"education": f"not in [{_is(*_SKILLED)}]", "part_time": "true"}, 4),
        ({"major": "false"}, 4),
        ({"education": _SECONDARY, "years": "< 1"}, 3),
        ({"education": _COLLEGE, "years": "< 3"}, 3),
        ({"education": f'{_BACHELOR}, "second_bachelor"', "years": "< 1"}, 3),
        ({"employment": f"not in [{_is('freelancer')}]", "assessed": "false"}, 3),
        ({"education": _is(*_SKILLED)}, 1),
        ({"outside": "true"}, 1),
        ({"employment": _is("freelancer")}, 1),
        ({"title": _is("technician")}, 1),
        ({}, 0),
    ]
    return _table("recognition", inputs, ["weight"], [(c, {"recognition_weight": str(w)}) for c, w in conditions])


def _review() -> dict[str, Any]:
    inputs = {
        "ladder": "ladder",
        "education": "education",
        "title": "title_level",
        "service": "review_years",
        "since": "title_years",
        "assessed": "assessed",
    }
    assistant, technician = '"assistant"', '"technician"'
    engineering, agriculture, none, held = _is("engineering"), _is("agriculture"), _is("none"), _is("technician")
    conditions: list[tuple[dict[str, str], str, int]] = [
        ({"education": _is("below_secondary")}, "null", 4),
        ({"ladder": engineering, "education": _is("high_school")}, "null", 4),
        ({"education": _HIGHER}, assistant, 0),
        ({"ladder": engineering, "education": _BACHELOR, "service": ">= 1", "assessed": "true"}, assistant, 0),
        ({"ladder": agriculture, "education": _BACHELOR, "service": ">= 1"}, assistant, 0),
        ({"education": _BACHELOR, "title": none}, technician, 0),
        ({"education": _BACHELOR}, assistant, 3),
        # Agriculture's years stand in one copy only.
        ({"ladder": agriculture, "education": _COLLEGE, "title": held, "since": ">= 2"}, assistant, 1),
        ({"ladder": agriculture, "education": _LOW, "title": held, "since": ">= 4"}, assistant, 1),
        ({"education": _COLLEGE, "title": held, "since": ">= 2"}, assistant, 0),
        ({"education": _LOW, "title": held, "since": ">= 4"}, assistant, 0),
        ({"title": held}, assistant, 3),
        ({"ladder": engineering, "service": ">= 1", "assessed": "true"}, technician, 0),
        ({"ladder": agriculture, "service": ">= 1"}, technician, 0),
        ({}, technician, 3),
    ]
    rows = [(c, {"review_level": level, "review_weight": str(weight)}) for c, level, weight in conditions]
    return _table("review", inputs, ["level", "weight"], rows)


def _hours() -> dict[str, Any]:
    """In tenths, as ours. The fields ``*_over``: how far the largest year exceeds the whole period's need."""
    inputs = {
        "years": "hours_years",
        "general": "general_total - hours_years * 300",
        "professional": "professional_total - hours_years * 600",
        "general_over": "general_largest - hours_years * 300",
        "general_rest": "general_total - general_largest",
        "general_share": "general_total - general_largest - (hours_years - 1) * 300",
        "professional_over": "professional_largest - hours_years * 600",
        "professional_rest": "professional_total - professional_largest",
        "professional_share": "professional_total - professional_largest - (hours_years - 1) * 600",
        "title": "title_level",
        "left_out": "years_left_out",
    }
    bad: list[dict[str, str]] = [
        {"general": "< 0"},
        {"professional": "< 0"},
        {"years": ">= 2", "general_over": ">= 0", "general_rest": "== 0"},
        {"years": ">= 2", "professional_over": ">= 0", "professional_rest": "== 0"},
    ]
    conditions: list[tuple[dict[str, str], int]] = []
    for condition in bad:
        conditions += [({**condition, "title": _is("none")}, 1), (condition, 3)]
    conditions += [
        ({"years": ">= 2", "general_over": ">= 0", "general_share": "< 0"}, 1),
        ({"years": ">= 2", "professional_over": ">= 0", "professional_share": "< 0"}, 1),
        ({"left_out": "> 0"}, 1),
        ({}, 0),
    ]
    return _table("hours", inputs, ["weight"], [(c, {"hours_weight": str(w)}) for c, w in conditions])


# The two routes put together: the better verdict, on a tie the higher level, then recognition first.
_WHOLE = {
    "no_post": "employment == 'public_institution' and post_vacancy == false",
    "recognition": "max([scope_weight, recognition_weight, $.no_post or new_specialty ? 1 : 0])",
    "moved": "title_level == 'technician' and not title_same_series",
    "review": "max([scope_weight, review_weight, hours_weight, $.no_post ? 3 : 0, new_specialty or $.moved ? 1 : 0])",
    "recognition_level": "$.recognition == 4 ? null : education == 'doctor' ? 'intermediate' : "
    f"education in [{_SECONDARY}] ? 'technician' : 'assistant'",
    "level_of_review": "$.review == 4 ? null : review_level",
    "lifts": "($.level_of_review == 'assistant' ? 2 : $.level_of_review == 'technician' ? 1 : 0) > "
    "($.recognition_level == 'intermediate' ? 3 : $.recognition_level == 'assistant' ? 2 : "
    "$.recognition_level == 'technician' ? 1 : 0)",
    "by_review": "(title_level == 'technician' and title_same_series) or $.review < $.recognition or "
    "($.review == $.recognition and $.lifts)",
    "route": "$.by_review ? 'junior_review' : 'initial_recognition'",
    "weight": "$.by_review ? $.review : $.recognition",
    "level": "$.by_review ? $.level_of_review : $.recognition_level",
}


def decision() -> ZenDecision:
    """The compiled rule set; made once."""
    number = count()

    def edge(source: str, target: str) -> dict[str, str]:
        return {"id": f"e{next(number)}", "type": "edge", "sourceId": source, "targetId": target}

    tables = [_scope(), _recognition(), _review(), _hours()]
    expressions = [{"id": f"x{i}", "key": key, "value": value} for i, (key, value) in enumerate(_WHOLE.items())]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        *tables,
        {"id": "whole", "name": "whole", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [edge("in", "whole"), edge("whole", "out")]
    for table in tables:
        edges += [edge("in", table["id"]), edge(table["id"], "whole")]
    return ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def _full_years(start: dt.date | None, deadline: dt.date) -> int | None:
    if start is None:
        return None
    years = 0
    while after_years(start, years + 1) <= deadline:
        years += 1
    return years


def _closes(pack: Pack, route: str, as_of: dt.date) -> dt.date:
    window = pack.window(route, as_of)
    return window.closes if window else as_of


def context(applicant: Applicant, pack: Pack, as_of: dt.date) -> dict[str, Any]:
    """What the engine is given: the facts, and the figures worked out from dates and hours."""
    plain: dict[str, Any] = applicant.plain()
    series = pack.series[pack.by_id[plain.pop("specialty")].series]
    general = [row.general or 0 for row in applicant.hours or ()]
    professional = [row.professional or 0 for row in applicant.hours or ()]
    return plain | {
        "ladder": series.committee,
        "new_specialty": series.new is not None,
        "recognition_years": _full_years(applicant.service_start, _closes(pack, "initial_recognition", as_of)),
        "review_years": _full_years(applicant.service_start, _closes(pack, "junior_review", as_of)),
        "title_years": _full_years(applicant.title_date, _closes(pack, "junior_review", as_of)),
        "assessed": plain["employment"] == "freelancer" or bool(plain["unit_assessment_passed"]),
        "hours_years": len(general),
        "years_left_out": len(hours_of(applicant, pack, as_of).uncovered_years),
        "diploma_outside_mainland": bool(applicant.diploma_outside_mainland),
        "general_total": sum(general),
        "general_largest": max(general),
        "professional_total": sum(professional),
        "professional_largest": max(professional),
    }


def agrees(answer: dict[str, Any], ours: Assessment) -> bool:
    """Whether the engine came to the verdict, the route and the level that we came to."""
    level = ours.level.value if ours.level else None
    return (VERDICTS[answer["weight"]], answer["route"], answer.get("level")) == (ours.verdict, ours.recommended, level)


def disagreements(compiled: ZenDecision, people: list[Applicant], pack: Pack, as_of: dt.date) -> list[Applicant]:
    """Those on whom the two differ."""
    return [
        person
        for person in people
        if not agrees(compiled.evaluate(context(person, pack, as_of))["result"], assess(person, pack, as_of))
    ]
