"""A company's staff list, made up as such lists really look. Nobody in it exists.

A title over everything, headings of three merged rows, the department merged down its people, a subtotal below each,
two diplomas, 在编 and 合同制, dates of every kind, a name or a note where a value should stand.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.made_up_unit import SIGNS

PEOPLE = 180
# A department, how many work there, and what they work at.
DEPARTMENTS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("生产部", 72, ("中药饮片加工", "制药工程", "机械操作")),
    ("质检部", 40, ("质量检测", "药品检验", "食品检验")),
    ("设备动力部", 28, ("机械工程", "电气工程", "设备维修")),
    ("种植基地", 24, ("中药材种植", "农学", "植保")),
    ("综合办公室", 16, ("行政", "会计", "人力资源")),
)
# Each column's headings from the top down; equal neighbours are merged, and what is empty belongs to the one above.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("序号", "", ""),
    ("部门", "", ""),
    *(("基本情况", one, "") for one in ("姓名", "性别", "出生年月", "身份证号码")),
    *(("学历情况", "第一学历", one) for one in ("学历", "毕业院校", "毕业时间")),
    *(("学历情况", "最高学历", one) for one in ("学历", "毕业院校", "所学专业")),
    *(("工作情况", one, "") for one in ("参加工作时间", "现从事专业", "用工形式")),
    *(("职称情况", one, "") for one in ("现有职称", "取得时间")),
    *(("继续教育学时", f"{year}年", one) for year in (2020, 2021, 2022) for one in ("公需", "专业")),
    ("备注", "", ""),
)
_DIPLOMAS = ("大专", "本科", "本科（函授）", "中专", "大学本科", "自考大专", "硕士研究生")
_TITLES = ("", "", "", "无", "助理工程师", "技术员", "工程师", "助理级", "中级", "电工三级")
_SCHOOLS = ("安徽中医药大学", "亳州学院", "亳州职业技术学院", "安徽农业大学", "合肥工业大学（函授）")


def _written(day: dt.date, chance: random.Random) -> Any:
    """A day as people write it."""
    return chance.choice(
        (
            day,
            f"{day.year}.{day.month}",
            f"{day.year}年{day.month}月",
            day.isoformat(),
            f"{day:%Y/%m/%d}",
            f"{day:%Y%m}",
        )
    )


def _person(number: int, name: str, works_at: tuple[str, ...], chance: random.Random) -> list[Any]:
    began = dt.date(chance.randint(1996, 2022), chance.choice((3, 7, 8, 9)), chance.randint(1, 28))
    born = dt.date(began.year - 22, chance.randint(1, 12), chance.randint(1, 28))
    title = chance.choice(_TITLES)
    earned = "" if title in ("", "无") else _written(began.replace(year=min(began.year + 3, 2022)), chance)
    hours = [amount for _ in range(3) for amount in chance.choice(((30, 60), (30, 60), ("30学时", "60学时"), ("", "")))]
    diploma = chance.choice(_DIPLOMAS)
    return [
        *(number, "", name, chance.choice("男女"), _written(born, chance), f"3416021900{number:08}"),
        *(chance.choice(("中专", "大专", diploma)), chance.choice(_SCHOOLS), f"{began.year}.7"),
        *(diploma, chance.choice(_SCHOOLS), chance.choice(("药学", "机械设计", "农学", "会计"))),
        *(_written(began, chance), chance.choice(works_at), chance.choice(("合同制", "合同制", "在编", "劳务派遣"))),
        *(title, earned, *hours, chance.choice(("", "", "", "产假", "借调", "见花名册"))),
    ]  # fmt: skip


def write_company(path: Path) -> None:
    """The list as .xlsx."""
    chance = random.Random(180)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("花名册")
    day = book.add_format({"num_format": "yyyy/m/d"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, "某中药饮片有限公司专业技术人员花名册")
    sheet.write_string(1, 0, "填报单位（盖章）：某中药饮片有限公司          填报时间：2023年10月9日")
    _write_headings(sheet)
    row, number = 5, 0
    for department, people, works_at in DEPARTMENTS:
        if people > 1:
            sheet.merge_range(row, 1, row + people - 1, 1, department)
        for _ in range(people):
            name = f"{SIGNS[number % 60]}{'甲乙丙'[number // 60]}"
            for place, cell in enumerate(_person(number + 1, name, works_at, chance)):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(row, place, cell, day)
                elif place != 1 and cell != "":
                    sheet.write(row, place, cell)
            row, number = row + 1, number + 1
        sheet.write_string(row, 0, f"{department}小计")
        sheet.write_string(row, 2, f"{people}人")
        row += 1
    sheet.write_string(row, 0, "合计")
    sheet.write_string(row, 2, f"{PEOPLE}人")
    sheet.write_string(row + 1, 0, "单位负责人（签字）：            制表人：王敏            联系电话：0558-5112233")
    book.close()


def _write_headings(sheet: Any) -> None:
    """Merged across where neighbours are equal, and down where nothing stands below."""
    done: set[tuple[int, int]] = set()
    for level in range(3):
        for place, column in enumerate(COLUMNS):
            text = column[level]
            if not text or (level, place) in done:
                continue
            right = place
            while right + 1 < len(COLUMNS) and COLUMNS[right + 1][: level + 1] == column[: level + 1]:
                right += 1
            down = level
            while down < 2 and not any(COLUMNS[at][down + 1] for at in range(place, right + 1)):
                down += 1
            done |= {(at, across) for at in range(level, down + 1) for across in range(place, right + 1)}
            if (down, right) == (level, place):
                sheet.write_string(2 + level, place, text)
            else:
                sheet.merge_range(2 + level, place, 2 + down, right, text)
