"""Files as units really have them (tests/files/rosters): each comes out right, on the command line and on the page."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from logic.__main__ import main
from logic.labels import CHOICE_NAMES
from logic.roster.file import open_book
from logic.roster.model import Refused
from logic.roster.remarks import adds_up, otherwise
from logic.roster.rows import proposed
from tests.logic.applicants import AS_OF, PACK
from ui.unit.job import Job, opened

FILES = Path(__file__).parent.parent / "files"
ROSTERS = FILES / "rosters"

ELIGIBLE, INCOMPLETE, NOT_YET, CONFIRM = "可以申报", "信息不全", "暂不能申报", "需要确认"


class Done:
    """A file, answered by the command line."""

    def __init__(self, name: str, folder: Path, capfdbinary: Any, *more: str, day: str = "2023-10-10") -> None:
        source, target = ROSTERS / name if "/" not in name else FILES / name, folder / "out.csv"
        self.code = main(["roster", str(source), str(target), "--as-of", day, *more])
        self.said = capfdbinary.readouterr().err.decode()
        self.rows: list[dict[str, str]] = []
        if target.exists():
            with target.open(encoding="utf-8-sig", newline="") as lines:
                self.rows = list(csv.DictReader(lines))

    def __getitem__(self, column: str) -> list[str]:
        return [row[column] for row in self.rows]


@pytest.fixture
def done(tmp_path: Path, capfdbinary: Any) -> Any:
    return lambda name, *more, **named: Done(name, tmp_path, capfdbinary, *more, **named)


def on_the_page(path: Path) -> Job:
    """The same file as the page reads it: in a process of its own, and every row judged."""
    table = opened(path.read_bytes()).table()
    columns = proposed(table.headings, list(table.people())[:200], {}, PACK, AS_OF)
    job = Job(table, columns, PACK, AS_OF).start()
    job.wait(60)
    assert job.trouble is None and not job.running
    return job


REFUSED = {
    "02-open-quote.csv": "第 3 行",
    "05c-template-ghost-row.xlsx": "只有表头",
    "08-one-bad-byte.csv": "第 3 行",
    "20-mht.xls": "网页",
}


@pytest.mark.parametrize("name", sorted(path.name for path in ROSTERS.iterdir()))
def test_the_page_and_the_command_line_say_the_same(done, name):
    result = done(name)
    if name in REFUSED:
        assert result.code == 2 and REFUSED[name] in result.said and result.said.count("\n") == 1
        with pytest.raises(Refused) as refused:
            list(opened((ROSTERS / name).read_bytes()).table().rows())
        assert refused.value.text.zh in result.said
        return
    job = on_the_page(ROSTERS / name)
    cells = [cells for chunk, answer in job.answers for cells in answer.ours(chunk.first).rows()]
    ours = [[str(cell) if cell is not None else "" for cell in row] for row in cells]
    # Averages are numbers on the page and text in a .csv.
    at = {column: place for place, column in enumerate(list(result.rows[0])[-16:])}
    for column in ("结论", "申报途径", "对应层级", "学时结论", "主要障碍", "最早可申报日", "待补信息", "填写错误"):
        assert [row[at[column]] for row in ours] == result[column], column
    last = result.said.splitlines()[-1]
    found = job.overview
    assert found is not None and adds_up(job.read, found.faulty).zh in last
    other = otherwise(job.columns, job.wordings, PACK)
    assert other is None or other.zh in last
    assert job.read.content == job.read.people + job.read.aside.total()


# --- what is right, file by file ----------------------------------------------------------------------------


def test_01_an_error_is_no_blank_and_its_year_is_not_filled_in(done):
    result = done("01-error-cells-hours.xlsx")
    assert result.code == 1
    assert result["结论"] == [INCOMPLETE, NOT_YET, INCOMPLETE, INCOMPLETE]
    assert result["学时结论"] == ["未填全", "不达标", "未填全", "未填全"]
    faults = result["填写错误"]
    assert all("公式出了错" in faults[place] for place in (0, 2, 3)) and not faults[1]
    assert "R2（2020公需）" in faults[0] and "S2（2020专业）" in faults[0] and "R4（2020公需）" in faults[2]
    assert result["2020公需"] == ["#N/A", "0", "#N/A", "#N/A"]


def test_01c_an_error_in_a_column_of_the_unit_s_own_stays_as_it_was(done):
    result = done("01c-error-in-own-column.xlsx")
    assert (result.code, result["结论"], result["部门"], result["填写错误"]) == (0, [ELIGIBLE], ["#N/A"], [""])


@pytest.mark.parametrize("name", ["03-two-row-heading.csv", "03b-two-row-heading-nomerge.xlsx"])
def test_03_headings_in_two_rows_are_joined_and_are_nobody(done, name):
    result = done(name)
    assert result.code == 0 and result["姓名"] == ["甲一", "甲二"]
    assert (result["2021年公需"], result["2021年专业"]) == (["30", "30"], ["60", "60"])
    assert result["学时结论"] == ["达标", "达标"]


def test_04_a_moment_elsewhere_is_the_day_in_china_and_is_shown(done):
    result = done("04-utc-iso.csv")
    for written, day in (
        ("2022-10-23T16:00:00.000Z", "2022-10-24"), ("2022-10-24T00:00:00+08:00", "2022-10-24"),
        ("2021-06-30T16:00:00Z", "2021-07-01"),
    ):  # fmt: skip
        assert f"“{written}”→{day}" in result.said.splitlines()[-1]
    # One year of service on 24 October is too late for recognition, which ends on the 23rd.
    assert result["申报途径"] == ["初级评审", "初级评审", "职称初次认定"]


def test_05_marks_without_content_are_looked_past(done):
    result = done("05-ghost-row.xlsx")
    assert result.code == 0 and result["姓名"] == ["甲", "乙"] and result["结论"] == [ELIGIBLE, ELIGIBLE]


def test_06_a_formula_without_a_result_is_no_blank(done):
    result = done("06-formula-no-value.xlsx")
    assert result.code == 1 and result["结论"] == [INCOMPLETE, ELIGIBLE]
    assert "J2（最高学历）" in result["填写错误"][0] and "保存一次" in result["填写错误"][0]
    assert result["姓名"][0]  # whose name is one as well: shown as it is, and not run
    assert result["姓名"][0].startswith("'=")


def test_07_only_names_of_titles_are_titles(done):
    result = done("07-titles.csv")
    taken = {
        "technician": "三级教师 护士 员级（技术员）",
        "assistant": "二级教师 中教二级 护师 助理馆员 助教 助理农艺师 助理兽医师",
        "intermediate_or_above": "一级教师 小教高级 小学高级教师 中学一级教师 主治医师 讲师 兽医师 高级",
    }
    levels = {word: level for level, words in taken.items() for word in words.split()}
    for row in result.rows:
        word = row["现有职称"]
        if level := levels.get(word):
            name = next(name.zh for value, name in CHOICE_NAMES["title_level"].items() if value == level)
            assert f"“{word}”→{name}" in result.said and not row["填写错误"], word
        else:
            assert "现有职称" in row["填写错误"] and row["结论"] == INCOMPLETE, word


def test_09_a_newer_error_is_a_fault_of_its_cell(done):
    result = done("09-getting-data.xlsx")
    assert result.code == 1 and result["结论"] == [INCOMPLETE, ELIGIBLE] and "J2（最高学历）" in result["填写错误"][0]


def test_10_rounded_numbers_tell_nobody_apart(done):
    result = done("10-sci-id.csv")
    assert result.code == 0 and "约数" in result.said and "“身份证号”（R 列）" in result.said
    job = on_the_page(ROSTERS / "10-sci-id.csv")
    assert job.overview is not None and not job.overview.duplicates


def test_11_12_14_what_nobody_sees_changes_nothing(done):
    assert done("11-zero-width.csv")["结论"] == [ELIGIBLE]
    assert (done("12-ctrl-z.csv")["姓名"], done("12-ctrl-z.csv").code) == (["甲一"], 0)
    result = done("14-equals-quoted.csv")
    assert result["结论"] == [ELIGIBLE, ELIGIBLE]
    assert (result["工号"][0], result["身份证号"][0]) == ("0012", "341602199001010011")


def test_15_a_workbook_of_1904_counts_from_its_own_first_day(done, tmp_path):
    result = done("15-1904-general.xlsx")
    assert "“43395”→2022-10-23" in result.said
    assert result["申报途径"] == ["职称初次认定", "初级评审"]
    # The result counts from 1900: what was a number is the day it stood for.
    assert result["从事本专业起始日"] == ["2022-10-23", "2022-10-24"]


def test_16_the_unit_s_own_numbers_come_out_as_they_were_shown(done):
    (row,) = done("16-number-formats.xlsx").rows
    assert [row[name] for name in ("工号", "出勤率", "学习时长", "到岗时间", "手机", "出生年月")] == [
        "0012", "85.6%", "30:00", "8:30", "138 1234 5678", "1990.01",
    ]  # fmt: skip


def test_17_hidden_rows_are_counted_and_said(done):
    result = done("17-hidden-rows.xlsx")
    assert result["姓名"] == ["王一", "离职者", "赵三"] and "隐藏着 1 行" in result.said


@pytest.mark.parametrize("name", ["19-backslash.xlsx", "19b-part-case.xlsx"])
def test_19_parts_go_by_any_slash_and_case(done, name):
    assert done(name)["结论"] == [ELIGIBLE, ELIGIBLE]


def test_21_a_day_that_lacks_43_seconds_is_the_next_and_is_shown(done):
    result = done("21-43-seconds.xlsx")
    assert "“2022/10/23”→2022-10-24" in result.said and "“2021/12/31”→2022-01-01" in result.said
    assert result["申报途径"] == ["初级评审", "职称初次认定", "职称初次认定", "职称初次认定"]


def test_22_23_traditional_characters_and_another_separator(done):
    result = done("22-traditional.csv")
    assert result.code == 0 and result["工作單位"] == ["企業"] and "“大學本科”→大学本科" in result.said
    assert done("23-pipe.csv")["结论"] == [ELIGIBLE]


def test_24_outside_the_notice_s_dates_the_warning_stands_on_both(done):
    result = done("24-year-2026.csv", day="2026-11-26")
    assert "2026" in result.said.splitlines()[0] and result.said.count("\n") == 2
    assert "不在这份通知的日期内" in result["政策版本"][0]
    assert "不在" not in done("24-year-2026.csv")["政策版本"][0]


def test_25_what_is_no_date_says_that_a_month_is_enough(done):
    result = done("25-date-texts.csv")
    faulty = [row for row in result.rows if row["填写错误"]]
    assert {row["从事本专业起始日"] for row in faulty} >= {"21.9", "98.7.1", "9/1/2021", "Sep-21", "2021年秋"}
    assert all("写成 2021年9月 就可以" in row["填写错误"] for row in faulty)
    for written in ("二〇二一年九月", "2021年9月至今", "2021年9月起", "2021.09.", "2021、9", "2021年九月"):
        assert f"“{written}”→2021-09-30" in result.said
    for written in ("二○二一年九月一日", "2021/9/1 星期三"):
        assert f"“{written}”→2021-09-01" in result.said


def test_26_part_time_diplomas_and_years_left_out(done):
    result = done("26-blank-years.csv")
    assert result["结论"] == [ELIGIBLE, CONFIRM, CONFIRM, CONFIRM, INCOMPLETE, NOT_YET]
    # Not by recognition, which wants a full-time diploma.
    assert set(result["申报途径"]) == {"初级评审"}
    assert "2016 至 2021 年" in result["主要障碍"][2]


def test_27_headings_of_two_merged_rows(done):
    result = done("27-merged-two-rows.xlsx")
    assert result["姓名"] == ["张三甲", "张三乙", "张三丙", "张三丁"]
    assert result["2022专业"] == ["60"] * 4 and result["学时结论"] == ["达标"] * 4


def test_a_hospital_s_list_with_a_title_and_headings_of_three_merged_rows(done):
    result = done("units/hospital.xlsx")
    assert len(result.rows) == 62
    assert "有内容的 62 行 =" in result.said and "没有当作人员 2 行" in result.said
    assert "只有工作表“专技人员”像名册" in result.said
    assert [name for name in result.rows[0] if "公需" in name] == [
        "2020年公需", "2021年公需", "2022年公需", "公需年均",
    ]  # fmt: skip
    # Merged over many rows.
    assert {row["科室"] for row in result.rows[:14]} == {"内科"}
    assert result.rows[7]["学时结论"] == "达标"  # 30学时


# --- files made to do harm -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["amplify_noref.xlsx", "far_300.xlsx", "bombp.parquet"])
def test_a_hostile_file_is_one_sentence_or_right_on_both(done, name):
    result = done(f"hostile/{name}")
    assert "Traceback" not in result.said and result.said
    if result.code == 2:
        assert result.said.count("\n") == 1
    else:
        assert name == "far_300.xlsx" and result["姓名"][0] == "甲乙丙"
    try:
        rows = list(opened((FILES / "hostile" / name).read_bytes()).table().rows())
    except Refused as refused:
        assert refused.text.en
    else:
        assert rows == list(open_book(FILES / "hostile" / name).table().rows())
