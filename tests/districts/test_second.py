"""A second INVENTED district: the first one's pack without recognition, forestry and examinations."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given

from logic.advice import decides, headline, subline
from logic.assess import assess
from logic.criteria.base import Context
from logic.criteria.elsewhere import exam_series
from logic.facts import FIELDS, Applicant, read_applicant
from logic.pack import Pack, parse
from logic.policy.drawing import flow_of, mermaid
from logic.policy.map import Map
from logic.roster.posts import posts_table
from logic.roster.template import headings, write_template
from logic.routes import clause_of
from tests.districts.test_shili import EXAMPLES, FILE, FIRST, SHILI, everything_said
from tests.logic.applicants import PACK, as_kept
from tests.logic.strategies import anybody, days
from tests.pages.visitor import Visitor
from ui.questions.words import question


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
    plain = as_kept({**EXAMPLES["basis"], **facts})
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
    assert {finding.clause for result in answer.routes for finding in result.findings} <= set(SECOND.clauses)
    assert "国家基本标准" not in everything_said(answer, theirs.get("specialty"), SECOND)


def test_nothing_says_that_there_is_recognition():
    assert {clause_of(field, SECOND) for field in FIELDS} <= {*SECOND.clauses, ""}
    whys = "".join(question(field, SECOND).why.zh for field in ("title_level", "unit_assessment_passed"))
    assert whys and "认定" not in whys
    assert "认定" not in decides(SECOND).zh + "".join(head.zh for head in posts_table((), SECOND)[0])


def test_examination_is_stated_by_its_own_clause_where_the_title_is_not_known():
    by = SHILI.model_copy(update={"clauses": {id_: one for id_, one in SHILI.clauses.items() if id_ != "2.3"}})
    found = exam_series.find(Applicant(), Context(by, "examination", DAY))
    assert (found.missing, found.clause) == (("title_level",), by.ways["examination"].clause)


def test_skilled_workers_are_named_only_where_the_pack_names_them():
    nobody: dict[str, Any] = {"education": "below_secondary", "specialty": "nursing"}
    refused = judged(**nobody)
    assert refused.verdict == "ineligible"
    assert "高级工" not in everything_said(refused, "nursing", SECOND)


def test_its_flowchart_and_template_are_made(tmp_path):
    assert "初次认定" not in mermaid(flow_of(Map(SECOND)), "zh")
    write_template(tmp_path / "t.xlsx", SECOND, DAY)


@pytest.mark.parametrize(
    "page", ["start", "check", "hours", "answers", "result", "plan", "questions", "matters", "rules", "unit"]
)
def test_a_page_stands(page, monkeypatch):
    monkeypatch.setattr("ui.state.pack_for", lambda day, region: SECOND)
    known = as_kept(EXAMPLES["basis"])
    assert FIRST.findall(Visitor(page, as_of=DAY.isoformat(), answers=known).text) == []


def test_its_template_asks_for_nothing_that_it_does_not_read():
    columns = [one.field for one in headings(SECOND, DAY)]
    recognition_only = {"full_time_recognised", "diploma_outside_mainland", "major_related"}
    assert "post_ratio" in SECOND.not_asked
    assert not (recognition_only | {"post_vacancy"}) & set(columns)
    assert {"employment", "specialty", "education", "service_start", "title_level", "hours"} <= set(columns)
    assert {one.field for one in headings(PACK, DAY)} >= set(FIELDS)
