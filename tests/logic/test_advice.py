"""Advice: what an assessment means for the person, read off it and the pack."""

from __future__ import annotations

import pytest
from hypothesis import given

from logic import advice
from logic.advice import committee, dates, day_to_try, headline, leads_to, next_steps, obstacles, reasons, subline
from logic.assess import assess
from logic.findings import Outcome
from logic.labels import COMMITTEE_NAMES, FACT_NAMES
from logic.pack import PACKS_DIR, Pack, parse
from logic.routes import ROUTE_CRITERIA
from tests.logic.applicants import GRADUATE, PACK, day, judge, read
from tests.logic.strategies import anybody, days

CLOSED = "这一次的申报已经截止"


@pytest.mark.parametrize(
    ("as_of", "title", "year_told", "warned"),
    [
        ("2022-12-31", "注意日期", True, True),
        ("2023-01-01", "正在按 2023 年 1 月 1 日查看", False, False),
        ("2023-10-22", "正在按 2023 年 10 月 22 日查看", False, False),  # review is closed, recognition is not
        ("2023-10-23", "正在按 2023 年 10 月 23 日查看", False, False),
        ("2023-10-24", CLOSED, False, True),
        ("2023-12-31", CLOSED, False, True),
        ("2024-01-01", CLOSED, True, True),
    ],
)
def test_whoever_begins_is_told_how_the_notice_s_dates_stand(as_of, title, year_told, warned):
    told = dates(PACK, day(as_of))
    assert (told.title.zh, told.warn) == (title, warned)
    assert (told.text is not None and "2023" in told.text.zh) is year_told
    assert (told.text is not None) is warned


def test_the_day_to_try_lies_within_both_windows():
    tried = day_to_try(PACK)
    assert PACK.recognition.window.status(tried) == PACK.review.window.status(tried) == "open"


@given(anybody, days)
def test_beside_the_answer_stands_what_is_in_the_way_and_beside_a_refusal_only_what_bars(facts, as_of):
    answer = judge(facts, as_of)
    told = reasons(answer)
    if answer.verdict == "ineligible":
        assert all(found.barring for found in told)
        assert len(told) != 1
    else:
        assert told == obstacles(answer.route)
        undone = {Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.CONFIRM}
        assert {id(f) for f in told} == {id(f) for f in answer.route.findings if f.verdict in undone}


def test_one_reason_for_a_refusal_stands_in_the_answer_already_and_two_are_listed():
    assert reasons(judge(GRADUATE, works_in_district=False, dishonesty_record=True)) == ()
    told = reasons(judge(GRADUATE, works_in_district=False, applied_elsewhere_this_year=True))
    assert [found.criterion for found in told] == ["location", "one_application"]


EVERY_SPECIALTY = [pytest.param(specialty, id=specialty.id) for specialty in PACK.specialties]


@pytest.mark.parametrize("specialty", EVERY_SPECIALTY)
def test_a_specialty_leads_to_the_district_s_committee_or_to_another_way(specialty):
    told = leads_to(specialty, PACK).zh
    series = PACK.series[specialty.series]
    assert (
        (f"归区里的{COMMITTEE_NAMES[specialty.committee].zh}评委会" in told)
        if specialty.committee
        else "归" not in told
    )
    assert ("新设专业" in told) is series.new
    assert (told == "由教育主管部门组织") is ("department_review" in series.routes)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ("工程系列", "走评审时选它")),
        ({"full_time_recognised": False}, ("工程系列", "网上申报时选它")),
        ({"specialty": "school_teaching"}, ("看教育主管部门", "由教育主管部门组织")),
        ({"specialty": "library"}, ("不在区里", "区里没有评委会，委托别处评审")),
        ({"specialty": "software"}, ("不在区里", "一般通过考试取得")),
        ({"title_level": "assistant", "title_same_series": True}, ("由市里安排", "看市里的通知")),
    ],
)
def test_who_reviews(facts, said):
    answer = judge(GRADUATE, **facts)
    told = committee(answer, PACK.by_id[{**GRADUATE, **facts}["specialty"]], PACK)
    assert told is not None
    assert tuple(text.zh for text in told) == said


def test_who_reviews_is_open_without_a_specialty():
    assert committee(judge(GRADUATE, specialty=None), None, PACK) is None


def test_every_route_that_can_end_in_asking_has_its_answer():
    for name in ROUTE_CRITERIA:
        if name not in ("initial_recognition", "junior_review", "undetermined"):
            assert advice._WAYS[name].answer is not None


# The same notice as another district, of another city, might have written it.
ELSEWHERE = {
    "谯城区": "甲县",
    "区人社局": "县人社局",
    "市人社局": "州人社局",
    "区教育局": "县教育局",
    "Qiaocheng": "Jia",
}


def _elsewhere() -> Pack:
    text = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")
    for here, there in ELSEWHERE.items():
        text = text.replace(here, there)
    return parse(text.encode(), "elsewhere.yaml")


THERE = _elsewhere()


@given(anybody, days)
def test_another_district_s_pack_names_its_own_offices(facts, as_of):
    answer = assess(read(facts, as_of), THERE, as_of)
    said = [headline(answer, THERE), subline(answer, THERE), *(step.what for step in next_steps(answer, THERE))]
    for result in answer.routes:
        said += [text for f in result.findings for text in (f.text, f.remedy, f.ask) if text]
    # The names of facts are those of a spreadsheet's columns, which every district has alike.
    label = FACT_NAMES["works_in_district"]
    for text in said:
        zh, en = text.zh.replace(label.zh, "").replace("县人社局", "县局"), text.en.replace(label.en, "")
        assert not [name for name in ELSEWHERE if name in zh or name in en]
        assert "{" not in zh + en


def test_whoever_lacks_one_thing_and_does_not_know_another_is_told_of_both():
    known = judge(GRADUATE, employment="public_institution", disciplinary_period=False, service_start=day("2023-07-01"))
    assert known.verdict == "not_yet"
    assert known.route.missing == ("post_vacancy",)
    said = " ".join(step.what.zh for step in next_steps(known, PACK))
    assert "有我要申报的空岗吗" in said


def test_whose_way_is_clear_is_not_sent_for_what_it_does_not_ask():
    known = judge(GRADUATE, major_related=None)
    assert (known.verdict, known.missing, known.route.missing) == ("eligible", ("major_related",), ())
    assert "算一致或相近吗" not in " ".join(step.what.zh for step in next_steps(known, PACK))
