"""Applicants for tests: the typical ones of ``tests/cases/basis.yaml``, and short ways to assess them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from logic.advice import word
from logic.assess import assess
from logic.facts import Applicant, read_applicant
from logic.findings import Assessment, Finding, RouteResult
from logic.pack import load

CASES = Path(__file__).resolve().parent.parent / "cases"
BASIS: dict[str, dict[str, Any]] = yaml.load((CASES / "basis.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
GRADUATE = BASIS["企业本科毕业生"]
TECHNICIAN = BASIS["企业大专技术员"]
PUBLIC = BASIS["事业单位本科毕业生"]
FREELANCER = BASIS["自由职业本科毕业生"]
PACK = load("qiaocheng-2023")
AS_OF = dt.date(2023, 10, 10)  # both windows are open

Facts = dict[str, Any]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def read(facts: Facts, as_of: dt.date = AS_OF) -> Applicant:
    return read_applicant(facts, as_of=as_of, specialties=PACK.by_id)


def as_kept(facts: Facts) -> Facts:
    """``facts`` as a visit and a file of answers hold them: days as text, and nothing of what is unknown."""
    texts = {fact: value.isoformat() if isinstance(value, dt.date) else value for fact, value in facts.items()}
    return {fact: value for fact, value in texts.items() if value is not None}


def judge(basis: Facts, as_of: dt.date = AS_OF, **facts: Any) -> Assessment:
    """``basis`` with ``facts`` laid over it, assessed; None makes a fact unknown."""
    return assess(read({**basis, **facts}, as_of), PACK, as_of)


def route(assessment: Assessment, name: str) -> RouteResult:
    return next(result for result in assessment.routes if result.route == name)


def finding(assessment: Assessment, route_name: str, criterion: str) -> Finding:
    return next(found for found in route(assessment, route_name).findings if found.criterion == criterion)


def outcome(found: Finding) -> str:
    """``barring`` stands for a ``not_met`` that nothing cures this year."""
    return "barring" if found.barring else found.verdict


def outcomes(result: RouteResult) -> dict[str, str]:
    return {found.criterion: outcome(found) for found in result.findings}


def whole_outcome(assessment: Assessment) -> tuple[Any, ...]:
    """What ``missing`` is about: the verdict and, for anyone not barred, route, level and committee."""
    if assessment.verdict == "ineligible":
        return ("ineligible",)
    return assessment.verdict, assessment.recommended, assessment.level, assessment.committee


def main_answer(answer: Assessment) -> dict[str, Any]:
    """What a case or a story expects of an answer, under the names it has there."""
    best = answer.route
    return {
        "verdict": answer.verdict.value,
        "recommended": answer.recommended,
        "level": answer.level.value if answer.level else None,
        "title": answer.title.zh if answer.title else None,
        "committee": answer.committee,
        "approver": best.approver,
        "missing": list(answer.missing),
        "earliest": best.earliest,
        "window": best.window.status if best.window else None,
        "hours": answer.hours.verdict.value if answer.hours else None,
        "routes": {result.route: result.verdict.value for result in answer.routes},
        "word": word(answer).zh,
    }
