"""Cells pasted from a spreadsheet, a web page or a chat: read as they stood side by side, or said why not."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.roster.columns import check
from logic.roster.file import pasted
from logic.roster.model import Refused
from logic.roster.rows import proposed
from tests.logic.applicants import AS_OF, PACK

HEADS = ["姓名", "部门", "最高学历", "2022公需", "2022专业"]
PEOPLE = [["张三", "质检部", "本科", "30", "60"], ["李四", "一车间", "大专", "31", "61"]]
LINES = [HEADS, *PEOPLE]


def read(text: str) -> list[list[str]]:
    table = pasted(text).table()
    check(proposed(table.headings, list(table.people()), {}, PACK, AS_OF))
    rows = [[str(cell or "") for cell in row] for _, row in table.rows()]
    return [[cell.strip() for cell in row] for row in (list(table.headings), *rows)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "between", ["\t", " \t ", "　", "　　", "   ", " ", ",", "，", "|", " | ", ";"], ids=lambda mark: repr(mark)
)
def test_cells_are_side_by_side_however_they_were_separated(between, end):
    assert read(end.join(between.join(line) for line in LINES) + end) == LINES


def test_a_table_of_a_chat_or_a_page_in_plain_characters():
    lines = [" | ".join(line) for line in LINES]
    lines.insert(1, "---|---|---|---|---")
    assert [row for row in read("\n".join(f"| {line} |" for line in lines)) if any(row)] == LINES


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ('"本科\n（函授）"', "本科\n（函授）"),
        ('"本科""甲"""', '本科"甲"'),
        ('"质检"部', '"质检"部'),
        ('"质检部', '"质检部'),
        ('5"管', '5"管'),
        ('质检部"', '质检部"'),
        ('""', ""),
    ],
)
def test_quotation_marks_of_a_spreadsheet_and_of_a_text(written, cell):
    lines = ["\t".join(line) for line in LINES]
    lines[1] = lines[1].replace("质检部", written)
    assert read("\n".join(lines))[1] == ["张三", cell, *PEOPLE[0][2:]]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # Without headings the first person would be them.
        (PEOPLE, "没有找到表头"),
        ([["张三", "企业", "2021-07-01"], ["李四", "企业", "2021-07-02"]], "没有找到表头"),
    ],
)
def test_pasted_without_headings(lines, said):
    with pytest.raises(Refused) as why:
        read("\n".join("\t".join(line) for line in lines))
    assert said in why.value.text.zh and "“张三”" in why.value.text.zh and why.value.text.en


@pytest.mark.parametrize("between", ["　", "  ", " "])
def test_an_empty_cell_between_spaces_cannot_be_seen_and_is_asked_about(between):
    """60 hours of 专业 would be read as 公需."""
    lines = [HEADS, *PEOPLE, ["王五", "质检部", "本科", "60"]]
    with pytest.raises(Refused, match="第 4 行的格数和表头不一样"):
        read("\n".join(between.join(line) for line in lines))


@given(st.text('张三本科姓名最高学历 \t\n\r"|,，;　-:3\0\x0b\u2028', max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_is_pasted_is_read_or_refused(text):
    with suppress(Refused):
        read(text)
    with suppress(Refused):
        read(f"姓名\t最高学历\n{text}")


@pytest.mark.parametrize(
    "text", ["长" * 200_000, "姓名,最高学历\n" + "长" * 200_000 + ",本科", '姓名,最高学历\n"' + "长" * 200_000]
)
def test_a_book_that_is_pasted_is_refused(text):
    with pytest.raises(Refused):
        read(text)
