"""Advice: what an assessment means for the person, read off it and the pack."""

from __future__ import annotations

import pytest
from hypothesis import given

from logic.advice import dates, day_to_try, obstacles, reasons
from logic.findings import Outcome
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
