"""A row gives what the same facts give by themselves, and says what is wrong where."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from logic.advice import earliest_by_time
from logic.assess import assess
from logic.facts import FIELDS, MOST_YEARS, read_applicant
from logic.labels import (
    CHOICE_NAMES,
    FACT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    VERDICT_CELLS,
)
from logic.roster.columns import propose
from tests.logic import strategies
from tests.logic.applicants import AS_OF, GRADUATE, PACK
from tests.logic.rosters import RowReader

YEARS = range(2018, 2027)
HOURS = [f"{year}{subject}" for year in YEARS for subject in ("公需", "专业")]
SINGLE = [field for field in FIELDS if field != "hours"]
HEADINGS = [*SINGLE, *HOURS]


def cells_of_facts(facts: dict[str, Any], style: int = 0) -> list[Any]:
    """A row as somebody would type it: values as they are, in Chinese, or as text."""

    def cell(field: str) -> Any:
        value = facts.get(field)
        if value is None:
            return (None, "", "不清楚")[style]
        if style == 0:
            return value
        if isinstance(value, bool):
            return "是" if value else "否"
        if field in CHOICE_NAMES:
            return CHOICE_NAMES[field][value].zh
        if field == "specialty":
            return PACK.by_id[value].zh
        return str(value)

    by_year = {row["year"]: row for row in facts.get("hours") or ()}
    amounts = [by_year.get(year, {}).get(subject) for year in YEARS for subject in ("general", "professional")]
    return [
        *map(cell, SINGLE),
        *(("" if style else None) if a is None else str(a) if style == 2 else a for a in amounts),
    ]


def listed_in_full(facts: dict[str, Any]) -> bool:
    """A year without any hours is the same in a table as one that is not listed."""
    return all(row["general"] is not None or row["professional"] is not None for row in facts.get("hours") or ())


READER = RowReader(propose(HEADINGS))


@given(facts=strategies.anybody.filter(listed_in_full), style=st.integers(0, 2))
def test_a_row_comes_to_what_its_facts_come_to(facts, style):
    applicant = read_applicant({**facts, "hours": facts.get("hours") or None}, as_of=AS_OF, specialties=PACK.by_id)
    row = READER.row(7, cells_of_facts(facts, style))
    assert row.faults == ()
    if not applicant.known():
        return
    assert row.applicant == applicant
    assessment = assess(applicant, PACK, AS_OF)
    found = row.outcome
    assert found is not None
    assert (found.verdict, found.route, found.committee) == (
        assessment.verdict,
        assessment.recommended,
        assessment.committee,
    )
    assert (found.level, found.title, found.missing) == (assessment.level, assessment.title, assessment.missing)
    assert (found.hours, found.earliest, found.window) == (
        assessment.hours,
        earliest_by_time(assessment.route),
        assessment.route.window,
    )


def answers(facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return READER.ours(5, cells_of_facts({**facts, **more}))


def test_our_columns_in_the_contracts_words():
    hours = [{"year": 2020 + i, "general": 32, "professional": p} for i, p in enumerate((60, 60, 70))]
    assert answers(GRADUATE, service_start=dt.date(2021, 7, 1), hours=hours) == {
        "结论": "可以申报",
        "申报途径": "职称初次认定",
        "评审委员会": "工程系列",
        "对应层级": "助理级",
        "对应职称": "助理工程师",
        "审批机关": "区人社局",
        "申报时间": "2023-09-18 至 2023-10-23",
        "窗口状态": "进行中",
        "学时结论": "达标",
        "公需年均": 32.0,
        "专业年均": 63.33,
        "主要障碍": None,
        "最早可申报日": dt.date(2022, 7, 1),
        "待补信息": None,
        "填写错误": None,
        "政策版本": f"qiaocheng-2023 {PACK.sha256[:12]}",
    }


def test_every_word_of_our_columns_is_one_of_the_contracts():
    assert list(VERDICT_CELLS.values()) == [
        "可以申报",
        "需要确认",
        "暂不能申报",
        "信息不全",
        "不得申报",
    ]
    assert [name.zh for name in ROUTE_NAMES.values()] == [
        *(
            "职称初次认定",
            "初级评审",
            "委托评审",
            "主管部门组织评审",
            "考试取得",
            "乡村振兴人才评审",
            "技术经纪评审",
            "上级评审",
            "待定",
        )
    ]
    assert {one.name.zh for one in PACK.review.committees.values()} == {"工程系列", "农业系列"}
    assert [name.zh for name in LEVEL_NAMES.values()] == ["员级", "助理级", "中级"]
    assert [PACK.approver(who).zh for who in ("district", "city")] == ["区人社局", "市人社局"]


def test_what_is_missing_is_named():
    found = answers(GRADUATE, education=None)
    assert found["结论"] == "信息不全"
    assert FACT_NAMES["education"].zh in found["待补信息"]


def test_a_faulty_cell_is_named_and_not_known_and_the_row_keeps_its_place():
    cells = cells_of_facts(GRADUATE)
    cells[SINGLE.index("education")] = "研究生"
    cells[len(SINGLE)] = "许多"
    row = READER.row(12, cells)
    assert row.applicant and row.outcome
    assert row.applicant.education is None and row.applicant.employment == GRADUATE["employment"]
    assert [(f.row, f.column, f.heading, f.field) for f in row.faults] == [
        (12, SINGLE.index("education"), "education", "education"),
        (12, len(SINGLE), HOURS[0], "hours"),
    ]
    ours = READER.ours(12, cells)
    assert "N12（education）" in ours["填写错误"] and "硕士研究生" in ours["填写错误"]
    blank = list(cells_of_facts(GRADUATE))
    blank[SINGLE.index("education")] = None
    assert ours["结论"] == READER.ours(12, blank)["结论"]


def test_a_year_with_a_faulty_cell_is_a_year_that_is_not_filled_in():
    reader = RowReader(propose(["2021公需", "2021专业", "2022公需", "2022专业"]), PACK, AS_OF)
    for cells in (["#N/A", 60, 30, 60], ["#N/A", "#REF!", 30, 60], ["#N/A", None, 30, 60]):
        applicant, faults = reader.facts(2, cells)
        assert faults and [year.year for year in applicant.hours or ()] == [2021, 2022]
        assert applicant.hours and applicant.hours[0].general is None
        assert reader.ours(2, cells)["学时结论"] == "未填全"


def test_a_part_time_diploma_says_so_unless_the_row_says_otherwise():
    reader = RowReader(propose(["最高学历", "全日制毕业"]), PACK, AS_OF)
    for education, full_time, known in (
        ("本科（函授）", None, False), ("自考大专", "", False), ("本科（函授）", "否", False), ("本科", None, None),
        ("全日制本科", None, None), ("在职硕士", None, False),
    ):  # fmt: skip
        applicant, faults = reader.facts(2, [education, full_time])
        assert (applicant.full_time_recognised, faults) == (known, ()), education
    applicant, faults = reader.facts(2, ["本科（函授）", "是"])
    assert applicant.full_time_recognised is None and applicant.education == "bachelor"
    assert [fault.column for fault in faults] == [1] and "对不上" in faults[0].text.zh


def test_an_empty_row_is_nobody():
    cells = [None, "", *[None] * (len(HEADINGS) - 2)]
    row = READER.row(3, cells)
    assert (row.faults, row.applicant, row.outcome) == ((), None, None)
    assert set(READER.ours(3, cells).values()) == {None}


def test_a_year_with_one_blank_is_incomplete_and_one_with_none_filled_is_not_listed():
    headings = ["2021公需", "2021专业", "2022公需", "2022专业"]
    reader = RowReader(propose(headings), PACK, AS_OF)
    assert reader.facts(2, [30, 60, None, ""])[0].hours == ((2021, 300, 600),)
    assert reader.facts(2, [30, 60, 0, None])[0].hours == ((2021, 300, 600), (2022, 0, None))
    assert reader.facts(2, ["", "", "", None])[0].hours is None


def test_true_is_not_one_hour():
    reader = RowReader(propose(["2021公需", "2021专业"]), PACK, AS_OF)
    assert not reader.facts(2, [1, 60])[1]
    assert reader.facts(3, [True, 60])[1]
    assert not reader.facts(4, [1.0, 60])[1]


def test_more_years_than_are_taken():
    headings = [f"{year}公需" for year in range(2010, 2011 + MOST_YEARS)]
    reader = RowReader(propose(headings), PACK, AS_OF)
    applicant, faults = reader.facts(2, [30] * len(headings))
    assert len(faults) == 1 and applicant.hours is None
    assert not reader.facts(2, [30] * MOST_YEARS + [None])[1]


def test_cells_that_cannot_be_remembered_are_read_all_the_same():
    reader = RowReader(propose(["最高学历", "2021公需", "从事本专业起始日"]), PACK, AS_OF)
    assert len(reader.facts(2, [["本科"], [30], [1]])[1]) == 3


def test_other_wordings_are_gathered_for_the_clerk():
    reader = RowReader(propose(["姓名", "学历"]), PACK, AS_OF)
    for cell in ("大专", "大学专科", "大专"):
        reader.facts(2, ["张三", cell])
    assert reader.wordings == {1: {"大专": "college"}}
