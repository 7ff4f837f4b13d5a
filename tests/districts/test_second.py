"""A second INVENTED district: the first one's pack without recognition, forestry and examinations."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given

from logic.advice import headline, subline
from logic.assess import assess
from logic.facts import read_applicant
from logic.pack import Pack, parse
from logic.policy.flow import mermaid
from logic.roster.template import write_template
from tests.districts.test_shili import FILE, FIRST, TOLD
from tests.logic.strategies import anybody, days
from tests.pages.visitor import Visitor


def _left_out(text: str) -> str:
    """Without recognition, forestry and examinations, and all that speaks of them."""
    text = re.sub(r"^recognition:\n(?:  .*\n|\n)+", "", text, flags=re.M)
    text = re.sub(r"^    forestry:\n(?:      .*\n)+", "", text, flags=re.M)
    text = re.sub(r"^  - id: recognition_papers\n(?:    .*\n)+", "", text, flags=re.M)
    text = re.sub(r"^  examination:\n(?:    .*\n)+", "", text, flags=re.M)
    gone = ("series: forestry", "series: exam,", "forestry: {name", "exam: {name", "id: forestry, name", '"2.3"')
    text = "".join(line for line in text.splitlines(keepends=True) if not any(one in line for one in gone))
    text = text.replace("[initial_recognition, ", "[").replace("[schools, entrusted, exam]", "[schools, entrusted]")
    return text.replace("shili", "er").replace("示例县", "某某县")


def second() -> Pack:
    return parse(_left_out(FILE.read_text(encoding="utf-8")).encode(), "er-2027.yaml")


SECOND = second()
SPECIALTIES = sorted(SECOND.by_id)
DAY = dt.date(2027, 4, 10)


def judged(as_of: dt.date = DAY, **facts: Any):
    plain = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in {**TOLD["basis"], **facts}.items()}
    return assess(read_applicant(plain, as_of=as_of, specialties=SECOND.by_id), SECOND, as_of)


def test_it_is_what_it_should_be():
    assert SECOND.recognition is None
    assert list(SECOND.review.committees) == ["health"]


def test_a_first_title_comes_by_review_only():
    answer = judged(specialty="nursing", education="college", service_start="2025-07-01")
    assert [result.route for result in answer.routes] == ["junior_review"]
    assert (answer.verdict, answer.level) == ("eligible", "technician")


@given(anybody, days)
def test_everybody_has_an_answer(facts, as_of):
    theirs = dict(facts)
    if theirs.get("specialty") is not None:
        theirs["specialty"] = SPECIALTIES[len(theirs["specialty"]) % len(SPECIALTIES)]
    answer = assess(read_applicant(theirs, as_of=as_of, specialties=SECOND.by_id), SECOND, as_of)
    said = headline(answer, SECOND).zh + subline(answer, SECOND).zh
    assert said and not FIRST.findall(said) and "初次认定" not in said


def test_its_flowchart_and_template_are_made(tmp_path):
    assert "初次认定" not in mermaid(SECOND, DAY)
    write_template(tmp_path / "t.xlsx", SECOND, DAY)


@pytest.mark.parametrize(
    "page", ["start", "check", "hours", "answers", "result", "plan", "questions", "matters", "rules", "unit"]
)
def test_a_page_stands(page, monkeypatch):
    monkeypatch.setattr("ui.state.pack_for", lambda day, region: SECOND)
    known = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in TOLD["basis"].items()}
    assert FIRST.findall(Visitor(page, as_of=DAY.isoformat(), answers=known).text) == []
