"""What to send whom."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from python_calamine import CalamineWorkbook

from logic.advice import headline, is_elsewhere, obstacles, subline
from logic.assess import assess
from logic.facts import Applicant
from logic.findings import FindingVerdict, Verdict
from logic.labels import fact_names
from logic.roster.answers import outcomes_of
from logic.roster.messages import Message, as_sheet, as_text, message
from logic.roster.person import Person
from tests.logic import strategies
from tests.logic.applicants import AS_OF, GRADUATE, PACK, day, read

COLOURS = ("可以申报", "需要确认", "暂不能申报", "信息不全", "不得申报", "不归本通知")


def sent(applicant: Applicant, as_of: dt.date = AS_OF) -> str:
    (outcome,) = outcomes_of([applicant], PACK, as_of)
    return message("甲", applicant, outcome, PACK, as_of)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"under_contract": None}, ["您还有这几项没有告诉单位：劳动或聘用合同。", "请在2023 年 10 月 23 日前"]),
        ({"under_contract": False}, ["没有签劳动或聘用合同", "要赶上这一次，请在2023 年 10 月 23 日前办好。"]),
        ({"specialty": "health"}, ["全国统一考试"]),
        ({"employment": "civil_servant"}, ["公务员"]),
        ({}, ["初次认定", "2023 年 10 月 23 日截止"]),
    ],
)
def test_it_says_what_is_missing_by_when_and_whom_to_ask(facts, says):
    text = sent(read(GRADUATE | facts))
    assert text.startswith("甲，您好。")
    for words in says:
        assert words in text
    assert PACK.contact.office.zh in text
    assert not any(word in text for word in COLOURS)
    assert "{" not in text and "None" not in text


def test_after_the_window_no_day_is_set():
    text = sent(read(GRADUATE | {"under_contract": None}), day("2023-11-20"))
    assert "请尽快告诉单位人事。" in text and "前告诉" not in text


@given(strategies.anybody)
def test_it_says_what_the_colleague_s_own_result_says(facts):
    applicant = read(facts)
    text, found = sent(applicant), assess(applicant, PACK, AS_OF)
    bars = [one for one in found.route.findings if one.barring]
    if is_elsewhere(found.recommended, found.verdict, [one.criterion for one in bars]):
        return
    if found.verdict is Verdict.INELIGIBLE:
        assert all(one.text.zh in text for one in bars)
        return
    undone = [one for one in obstacles(found.route) if one.verdict in (FindingVerdict.NOT_MET, FindingVerdict.CONFIRM)]
    assert all(one.text.zh in text for one in undone[:3])
    if found.missing:
        assert fact_names(found.missing).zh in text
    elif not undone:
        assert headline(found, PACK).zh + subline(found, PACK).zh in text


def test_both_files_hold_everybody_and_nothing_runs(tmp_path):
    those = [
        Message(Person(2, "=甲", "工程部", "0012"), "=1+1，您好。"),
        Message(Person(3, "乙", "", ""), "乙，您好。"),
    ]
    assert as_text(those).decode("utf-8-sig").split("\r\n\r\n") == ["=1+1，您好。", "乙，您好。"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_sheet(those))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[1:] == [["工程部", "=甲", "0012", "=1+1，您好。"], ["", "乙", "", "乙，您好。"]]
