"""The answer in words: what is said holds, and nothing is said more surely than it is known."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from logic.advice import headline, other_way, paths, route_word, subline, word
from logic.advice.standing import file_from, only_hours_missing, waits_until
from logic.findings import Verdict
from tests.logic.applicants import GRADUATE, PACK, TECHNICIAN, day, judge
from tests.logic.strategies import VALUES, anybody, days

# In order where they do not hold.
NOT_SO = ("disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record")
# Hours of so many years are enough whatever the period.
PLENTY = [{"year": year, "general": 40, "professional": 80} for year in range(2016, 2026)]


# Nothing stands in these people's way but, perhaps, years, diploma, hours and what has to be asked.
_OPEN = ("education", "service_start", "title_date", "title_same_series", "unit_assessment_passed", "hours")
hopeful = st.fixed_dictionaries(
    {
        "specialty": st.sampled_from(["mechanical", "agronomy", "big_data", "school_teaching"]),
        "employment": st.sampled_from(["enterprise", "public_institution", "freelancer", "other_organisation"]),
        "title_level": st.sampled_from(["none", "technician"]),
        "residency": st.just("mainland"),
        **{field: VALUES[field] for field in _OPEN},
        **{
            field: st.just(field not in NOT_SO)
            for field in (
                *("works_in_district", "under_contract", "in_technical_post", "full_time_recognised", "major_related"),
                *("post_vacancy", *NOT_SO),
            )
        },
    }
)
# What holds or not.
SO_OR_NOT = (
    *("works_in_district", "under_contract", "in_technical_post", "disciplinary_period", "post_vacancy", "hours"),
    *("applied_elsewhere_this_year", "dishonesty_record", "full_time_recognised", "major_related"),
    "unit_assessment_passed",
)


def card(answer):
    """Headline and the lines beneath it, in Chinese."""
    other = other_way(answer)
    return headline(answer, PACK).zh + subline(answer, PACK).zh + (other.zh if other else "")


@given(anybody, days)
def test_nobody_is_refused_on_a_blank(facts, as_of):
    answer = judge(facts, as_of)
    assume(answer.verdict is Verdict.INCOMPLETE)
    assert not re.search("不能申报|不行|还要等|赶不上", headline(answer, PACK).zh + subline(answer, PACK).zh)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(hopeful, days)
def test_what_is_said_of_enough_hours_comes_true(facts, as_of):
    answer = judge(facts | {"hours": None}, as_of)
    assume(answer.verdict is Verdict.INCOMPLETE and only_hours_missing(answer.route))
    filled = judge(facts | {"hours": PLENTY}, as_of)
    mine = next(route for route in filled.routes if route.route == answer.recommended)
    assert mine.verdict in (Verdict.ELIGIBLE, Verdict.CONFIRM)
    assert (mine.level, mine.title) == (answer.level, answer.title)
    said = headline(answer, PACK).zh
    assert ("现在就能" in said) is (mine.verdict is Verdict.ELIGIBLE and "现在就能" in headline(filled, PACK).zh)
    if filled.recommended == mine.route and mine.verdict is Verdict.ELIGIBLE and "现在就能" in said:
        # The second half of the sentence is then the whole answer.
        assert headline(filled, PACK).zh == "您" + said.split("够的话，")[1]


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(hopeful, st.sets(st.sampled_from(SO_OR_NOT), min_size=1, max_size=2), days)
def test_what_is_said_of_a_few_facts_in_order_comes_true(facts, unknown, as_of):
    facts = {field: value for field, value in facts.items() if field not in unknown}
    answer = judge(facts, as_of)
    said = subline(answer, PACK).zh
    assume("没有问题的话" in said)
    in_order = {field: field not in NOT_SO for field in answer.route.missing if field != "hours"}
    filled = judge({**facts, **in_order, **({"hours": PLENTY} if "hours" in answer.route.missing else {})}, as_of)
    mine = next(route for route in filled.routes if route.route == answer.recommended)
    assert mine.verdict in (Verdict.ELIGIBLE, Verdict.CONFIRM)
    assert (mine.verdict is Verdict.CONFIRM) is ("要先问清" in said.split("没有问题的话")[1])
    assert mine.level == answer.level


@given(anybody, days)
def test_one_can_apply_only_where_the_dates_are_not_over(facts, as_of):
    answer = judge(facts, as_of)
    for route in answer.routes:
        window = route.window
        if route_word(route).zh == "可以申报":
            assert window
            assert window.status in ("open", "upcoming")
        elif route.verdict is Verdict.ELIGIBLE:
            assert route_word(route).zh == "符合条件"
            assert window is None or window.status == "closed"
    if word(answer).zh == "符合条件" and answer.route.window:
        # One sentence says both.
        assert "符合" in headline(answer, PACK).zh
        assert "截止" in headline(answer, PACK).zh


@given(anybody, days)
def test_now_is_said_only_of_what_is_open_today(facts, as_of):
    answer = judge(facts, as_of)
    said = card(answer)
    first = file_from(answer.route)
    if "现在就能" in said:
        assert first is not None
        assert first <= as_of
        assert not answer.route.earliest or answer.route.earliest <= as_of
    if first is not None and first > as_of and answer.verdict is Verdict.ELIGIBLE:
        assert f"{first.year} 年 {first.month} 月 {first.day} 日起" in headline(answer, PACK).zh


@given(anybody, days)
def test_two_ways_are_stated_side_by_side_where_the_later_leads_higher(facts, as_of):
    answer = judge(facts, as_of)
    both = paths(answer, PACK)
    other = other_way(answer)
    if not both:
        return
    sooner, later = both
    assert other is not None
    assert sooner.route.level
    assert later.route.level
    order = ["technician", "assistant", "intermediate"]
    assert order.index(sooner.route.level) < order.index(later.route.level)
    then, now = waits_until(later.route), waits_until(sooner.route)
    assert then is not None
    assert now is None or now < then
    assert answer.recommended in (sooner.route.route, later.route.route)


def test_the_first_title_is_named_before_it_is_taken():
    answer = judge(GRADUATE, day("2023-10-12"), service_start="2023-08-01")
    sooner, later = paths(answer, PACK)
    assert sooner.means
    assert "不再是首次取得" in sooner.means.zh
    assert sooner.clause == "2.3"
    assert later.means
    assert "首次" not in later.means.zh


@pytest.mark.parametrize(
    ("changed", "as_of", "sooner", "later"),
    [
        ({}, "2023-10-12", ("现在到 2023 年 10 月 21 日", "条件都符合"), "年限到那天才够，要单位考核合格"),
        (
            {"hours": None},
            "2023-10-12",
            ("现在到 2023 年 10 月 21 日", "要看学时够不够"),
            "年限到那天才够，要单位考核合格",
        ),
        (
            {"unit_assessment_passed": True},
            "2023-10-01",
            ("2023 年 10 月 9 日至 2023 年 10 月 21 日", "条件都符合"),
            "年限到那天才够",
        ),
        (
            {"specialty": "big_data"},
            "2023-10-22",
            ("这一次已在 2023 年 10 月 21 日截止", "还有 1 件事要先问清"),
            "年限到那天才够，要单位考核合格，还有 1 件事要先问清",
        ),
    ],
)
def test_each_way_says_when_and_what_it_hangs_on(changed, as_of, sooner, later):
    facts = {"service_start": "2023-08-01", "unit_assessment_passed": False, **changed}
    first, second = paths(judge(GRADUATE, day(as_of), **facts), PACK)
    assert (first.when.zh, first.hangs_on.zh) == sooner
    assert (second.when.zh, second.hangs_on.zh) == ("2024 年 8 月 1 日起，时间看那一年的通知", later)


# The boundary of "from then on": the window's first day, its last, and the day after.
@pytest.mark.parametrize(
    ("title_date", "said"),
    [
        ("2021-10-10", "您现在就能走初级评审"),
        ("2021-10-11", "您 2023 年 10 月 11 日起能走初级评审"),
        ("2021-10-21", "您 2023 年 10 月 21 日起能走初级评审"),
        ("2021-10-22", "您还要等一段时间：2023 年 10 月 22 日起年限就够了"),
    ],
)
def test_years_that_end_within_the_window_open_it_from_their_day(title_date, said):
    assert headline(judge(TECHNICIAN, day("2023-10-10"), title_date=title_date), PACK).zh.startswith(said)
