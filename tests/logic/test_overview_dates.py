"""A unit at a glance: the dates of the notice, on either side of each."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.roster.filing_dates import filing_dates
from tests.logic.applicants import AS_OF, PACK, TECHNICIAN
from tests.logic.unit_rows import hours, row, seen

DATED = seen(
    row(2, "甲"),
    row(3, "乙"),
    row(4, "丙", facts=TECHNICIAN, hours=hours((2022, 30, 60))),
    row(5, "丁", facts=TECHNICIAN, hours=hours((2022, 20, 60))),  # not eligible
    row(6, "戊", title_level="assistant", title_same_series=True),  # the city's notice: somebody else decides
    row(8, "庚", specialty="library", service_start=AS_OF),
    row(7, "己", employment="retired"),
)
RECOGNITION, REVIEW = "职称初次认定（符合条件 2 人）", "初级评审（符合条件 1 人）"


def dates(day):
    found = filing_dates(DATED, PACK, dt.date.fromisoformat(day))
    return found.title.zh, [line.zh for line in found.lines], found.warn


def test_people_are_counted_by_the_window_they_have():
    assert DATED.ready == {"initial_recognition": 2, "junior_review": 1} and DATED.undated == 1


@pytest.mark.parametrize(
    ("day", "title", "recognition", "review", "warn"),
    [
        ("2023-09-17", "还没有开始申报", "2023 年 9 月 18 日开始申报，还有 1 天；2023 年 10 月 23 日截止。",
         "2023 年 10 月 9 日开始申报，还有 22 天；2023 年 10 月 21 日截止。", True),
        ("2023-09-18", "各条途径的申报时间不一样", "申报到 2023 年 10 月 23 日截止，还有 35 天。",
         "2023 年 10 月 9 日开始申报，还有 21 天；2023 年 10 月 21 日截止。", True),
        ("2023-10-09", "正在申报期内", "申报到 2023 年 10 月 23 日截止，还有 14 天。",
         "申报到 2023 年 10 月 21 日截止，还有 12 天。", False),
        ("2023-10-21", "正在申报期内", "申报到 2023 年 10 月 23 日截止，还有 2 天。",
         "这一天是申报的最后一天。", False),
        ("2023-10-22", "各条途径的申报时间不一样", "申报到 2023 年 10 月 23 日截止，还有 1 天。",
         "已在 2023 年 10 月 21 日截止。", True),
        ("2023-10-24", "这一次的申报已经截止", "已在 2023 年 10 月 23 日截止。",
         "已在 2023 年 10 月 21 日截止。", True),
    ],
)  # fmt: skip
def test_each_window_is_stated_on_either_side_of_its_days(day, title, recognition, review, warn):
    found = dates(day)
    assert (found[0], found[2]) == (title, warn)
    assert found[1][:2] == [f"{RECOGNITION}：{recognition}", f"{REVIEW}：{review}"]
    assert "有 1 人走的途径，这份通知没有写申报时间，请先问清。" in found[1]


def test_closed_counts_are_no_promise():
    assert "下面的人数只说谁符合条件，不等于现在还能报。时间要看新的通知。" in dates("2023-11-12")[1]
    assert "下面的人数只说谁符合条件，不等于现在就能报。" in dates("2023-09-01")[1]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2023-10-21", 0),
        ("2023-10-22", 2),
        ("2023-10-27", 2),
        ("2023-10-28", 1),
        ("2023-11-03", 1),
        ("2023-11-04", 0),
    ],
)
def test_the_units_own_part_is_stated_until_its_last_day(day, later):
    lines = [line for line in dates(day)[1] if line.startswith("申报以后")]
    both = [
        "申报以后：单位和主管部门审核，到 2023 年 10 月 27 日为止。",
        "申报以后：评审收取纸质材料，2023 年 10 月 30 日至 2023 年 11 月 3 日。",
    ]
    assert lines == both[2 - later :]


@pytest.mark.parametrize(("day", "title"), [("2022-10-10", "注意日期"), ("2024-09-01", "这一次的申报已经截止")])
def test_a_day_outside_the_notice_is_said_first(day, title):
    found = dates(day)
    assert found[0] == title and found[2]
    assert "不在“谯城区 2023 年度初级职称通知”的适用日期内" in found[1][0] and found[1][1].startswith(RECOGNITION)
