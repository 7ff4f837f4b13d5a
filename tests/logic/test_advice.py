"""Advice: what an assessment means for the person, read off it and the pack."""

from __future__ import annotations

import pytest
from hypothesis import given

from logic import advice
from logic.advice import committee, dates, day_to_try, leads_to, obstacles, reasons
from logic.findings import Outcome
from logic.labels import COMMITTEE_NAMES
from logic.routes import ROUTE_CRITERIA
from tests.logic.applicants import GRADUATE, PACK, day, judge
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
