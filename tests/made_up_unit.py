"""A made-up unit of 200 people in eight departments, written as such files really look.

Nobody in it is real: the names are the sixty old cycle signs with a figure behind them. The same seed gives the same
file. ``Unit.people`` keeps what each row says in truth, so that a test can hold the reading against it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import xlsxwriter

AS_OF = dt.date(2023, 10, 10)
YEARS = (2020, 2021, 2022)
NAME = "谯城区示例联合单位（虚构）"

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
SIGNS = tuple(f"{_STEMS[i % 10]}{_BRANCHES[i % 12]}" for i in range(60))

Facts = dict[str, Any]


@dataclass(frozen=True)
class Department:
    """A department, how many people it has, its specialties (id, as its clerk writes it), and how its clerk writes."""

    name: str
    people: int
    public: bool
    specialties: tuple[tuple[str, str], ...]
    writes_date: Callable[[dt.date], Any]
    yes: Any
    no: Any


def _dashes(day: dt.date) -> str:
    return day.isoformat()


def _chinese(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _dots(day: dt.date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def _slashes(day: dt.date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _solid(day: dt.date) -> str:
    return f"{day:%Y%m%d}"


def _real(day: dt.date) -> dt.date:
    return day


def serial(day: dt.date) -> int:
    """The number that a spreadsheet keeps for a day; it shows where the cell lost its date format."""
    return (day - dt.date(1899, 12, 30)).days


DEPARTMENTS = (
    Department("工程部", 38, False, (("mechanical", "机械工程"), ("electrical", "电气工程")), _dashes, "是", "否"),
    Department("设备部", 27, False, (("mechanical", "机械工程"),), _chinese, "√", "×"),
    Department("质检科", 22, False, (("food", "食品与酿造工程"), ("metrology", "质量与计量工程")), _dots, "Y", "N"),
    Department("酿造车间", 30, False, (("food", "酿造"),), _real, "是", "否"),
    Department(
        "信息中心", 18, False, (("artificial_intelligence", "人工智能"), ("big_data", "大数据")), _slashes, "对", "否"
    ),
    Department("农技推广站", 31, True, (("agronomy", "农学"), ("horticulture", "园艺")), serial, "是", "否"),
    Department("畜牧兽医站", 21, True, (("veterinary", "兽医"), ("animal_husbandry", "畜牧")), _real, "√", "×"),
    Department("综合办公室", 13, False, (("accounting", "会计"), ("economics", "经济")), _solid, 1, 0),
)

# (field, heading); None for columns that are no facts. Two of them nobody can understand without asking.
PERSON_HEADINGS = ("序号", "姓名", "所在部门", "职工号")
FACT_HEADINGS = (
    ("employment", "单位性质"),
    ("works_in_district", "是否在谯城区工作"),
    ("under_contract", "劳动合同"),
    ("in_technical_post", "专技岗"),
    ("residency", "身份"),
    ("post_vacancy", "有无空岗"),
    ("disciplinary_period", "是否在处分期"),
    ("applied_elsewhere_this_year", "今年是否另报职称"),
    ("dishonesty_record", "失信记录"),
    (None, "参加工作时间"),
    ("specialty", "现从事专业"),
    ("education", "学历"),
    ("full_time_recognised", "全日制/统招"),
    (None, "毕业专业"),
    ("major_related", "是否对口"),
    ("service_start", "从事本专业时间"),
    ("unit_assessment_passed", "见习期考核"),
    ("title_level", "现有职称"),
    ("title_date", "职称取得时间"),
    ("title_same_series", "是否同系列"),
)
UNKNOWN_HEADING = "拟报意向（一二三）"
NOTE_HEADING = "备注"

_EDUCATION = {
    "doctor": ("博士",),
    "master": ("硕士", "硕士研究生"),
    "bachelor": ("本科", "大学本科", "本科毕业"),
    "college": ("大专", "专科", "大学专科"),
    "secondary": ("中专", "中职"),
    "high_school": ("高中",),
}
_TITLES = {"none": ("无", "没有", "无职称"), "technician": ("员级", "技术员"), "assistant": ("助理工程师", "助理级")}
_MAJORS = ("机械设计制造及其自动化", "食品科学与工程", "农学", "计算机应用", "会计电算化", "动物医学")


@dataclass
class Colleague:
    """One row: who it is, the facts as they are, and what the clerk wrote of each."""

    name: str
    department: Department
    number: str
    began: dt.date
    facts: Facts
    written: Facts = field(default_factory=dict)
    note: str = ""
    # The fields whose cell says something that cannot be read.
    spoilt: set[str] = field(default_factory=set)


@dataclass
class Unit:
    """The whole unit. ``rows()`` are the cells under the headings, in order."""

    people: list[Colleague]

    def rows(self) -> Iterator[list[Any]]:
        """The cells of each person."""
        for place, one in enumerate(self.people, start=1):
            row: list[Any] = [place, one.name, one.department.name, one.number]
            for name, heading in FACT_HEADINGS:
                if name is not None:
                    row.append(one.written.get(name, ""))
                else:
                    row.append(_MAJORS[place % 6] if heading == "毕业专业" else f"{one.began.year - place % 2}年7月")
            for year in YEARS:
                row += [one.written.get(f"{year}.general", ""), one.written.get(f"{year}.professional", "")]
            row += [("", "报", "缓报", "再看")[place % 4], one.note]
            yield row


def headings() -> list[str]:
    """One row of headings, as the .csv has them."""
    hours = [f"{year}年{subject}学时" for year in YEARS for subject in ("公需", "专业")]
    return [*PERSON_HEADINGS, *(heading for _, heading in FACT_HEADINGS), *hours, UNKNOWN_HEADING, NOTE_HEADING]


# --- the people --------------------------------------------------------------------------------------------------


def made_up_unit(seed: int = 2023) -> Unit:
    """The unit: blanks, mixed wordings, six notes in wrong columns, some dates without a day, one person twice."""
    chance = random.Random(seed)
    people: list[Colleague] = []
    for department in DEPARTMENTS:
        for _ in range(department.people):
            place = len(people)
            name = f"{SIGNS[place % 60]}{'一二三四'[place // 60]}"
            facts = _facts(department, chance)
            colleague = Colleague(name, department, f"{1000 + place}", facts["service_start"], facts)
            _write(colleague, chance)
            people.append(colleague)
    _spoil(people, chance)
    return Unit(people)


def _one_of(chance: random.Random, weighted: dict[str, int]) -> str:
    return chance.choices(list(weighted), list(weighted.values()))[0]


def _facts(department: Department, chance: random.Random) -> Facts:
    education = _one_of(
        chance, {"bachelor": 50, "college": 26, "secondary": 11, "master": 8, "high_school": 3, "doctor": 2}
    )
    title = _one_of(chance, {"none": 62, "technician": 30, "assistant": 8})
    began = dt.date(chance.randint(2015, 2023), chance.choice((3, 7, 7, 7, 8, 9)), chance.choice((1, 1, 15, 20)))
    facts: Facts = {
        "employment": "public_institution" if department.public else "enterprise",
        "works_in_district": chance.random() > 0.02,
        "under_contract": chance.random() > 0.03,
        "in_technical_post": chance.random() > (0.3 if department.name == "综合办公室" else 0.03),
        "residency": "mainland",
        "applied_elsewhere_this_year": chance.random() < 0.01,
        "dishonesty_record": chance.random() < 0.015,
        "specialty": chance.choice(department.specialties)[0],
        "education": education,
        "full_time_recognised": education != "high_school" and chance.random() > 0.18,
        "major_related": chance.random() > 0.08,
        "service_start": min(began, dt.date(2023, 9, 1)),
        "unit_assessment_passed": chance.random() > 0.06,
        "title_level": title,
    }
    if department.public:
        facts["post_vacancy"], facts["disciplinary_period"] = chance.random() > 0.25, chance.random() < 0.02
    if title != "none":
        facts["title_same_series"] = chance.random() > 0.08
    if title == "technician":
        facts["title_date"] = dt.date(
            chance.randint(2018, 2022), chance.choice((6, 11, 12)), chance.choice((20, 28, 30))
        )
    kind = chance.random()
    hours = []
    for year in YEARS:
        general: float
        professional: float
        if began.year > year and kind < 0.8:
            continue
        if kind < 0.6:
            general, professional = chance.choice((30, 30, 32, 36, 28)), chance.choice((60, 60, 64, 72, 56))
        elif kind < 0.88:
            general, professional = chance.randint(20, 90) / 2, chance.randint(50, 150) / 2
        else:  # all in the last year
            general, professional = (0, 0) if year < YEARS[-1] else (90, 180)
        hours.append({"year": year, "general": general, "professional": professional})
    if hours:
        facts["hours"] = hours
    return facts


# --- as the clerks write it -----------------------------------------------------------------------------------------

_YES_WORDS = {
    "full_time_recognised": ("全日制", "统招", "是"),
    "unit_assessment_passed": ("合格", "通过", "合格"),
    "in_technical_post": ("是", "专业技术岗位", "√"),
}
_NO_WORDS = {
    "full_time_recognised": ("函授", "自考", "非全日制"),
    "unit_assessment_passed": ("不合格", "未通过", "否"),
    "in_technical_post": ("否", "管理岗位", "×"),
}


def _write(one: Colleague, chance: random.Random) -> None:
    department = one.department
    for name, value in one.facts.items():
        if name != "hours":
            one.written[name] = _cell(name, value, department, chance)
    for row in one.facts.get("hours", ()):
        for subject in ("general", "professional"):
            amount = row[subject]
            one.written[f"{row['year']}.{subject}"] = f"{amount}学时" if chance.random() < 0.03 else amount
    # What is not known is left blank, or says so.
    for name in list(one.written):
        if chance.random() < 0.012:
            one.written[name] = chance.choice(("", "", "", "/", "不清楚", "待查"))
            _forget(one.facts, name)


def _forget(facts: Facts, name: str) -> None:
    year, _, subject = name.partition(".")
    if not subject:
        facts.pop(name)
        return
    for row in facts["hours"]:
        if row["year"] == int(year):
            row[subject] = None
    facts["hours"] = [row for row in facts["hours"] if (row["general"], row["professional"]) != (None, None)]
    if not facts["hours"]:
        facts.pop("hours")


def _cell(name: str, value: Any, department: Department, chance: random.Random) -> Any:
    if name == "employment":
        return (
            ("事业单位", "事业")[chance.random() < 0.3]
            if value == "public_institution"
            else chance.choice(("企业", "民营企业"))
        )
    if name == "residency":
        return chance.choice(("内地居民", "内地", "大陆"))
    if name == "specialty":
        return dict(department.specialties)[value]
    if name == "education":
        return chance.choice(_EDUCATION[value])
    if name == "title_level":
        return chance.choice(_TITLES[value])
    if isinstance(value, dt.date):
        return department.writes_date(value)
    yes, no = _YES_WORDS.get(name), _NO_WORDS.get(name)
    if yes and no:
        return chance.choice(yes if value else no)
    return department.yes if value else department.no


def _spoil(people: list[Colleague], chance: random.Random) -> None:
    """What goes wrong in every such file, always at the same places."""
    notes = (
        (5, "education", "本科，正在读硕士"),
        (31, "service_start", "2019年7月起，中间病休半年"),
        (77, "2021.professional", "已学，还没登记"),
        (103, "title_level", "初级"),
        (140, "specialty", "技术服务（多种）"),
        (168, "unit_assessment_passed", "见备注"),
    )
    for place, name, words in notes:
        people[place].written[name] = words
        people[place].spoilt.add(name)
    people[168].note = "考核材料在人事科，下周补"
    # Only the month is remembered.
    for place in (12, 47, 90, 121, 155):
        day = people[place].began
        people[place].written["service_start"] = f"{day:%Y-%m}" if place % 2 else f"{day.year}年{day.month}月"
        people[place].spoilt.add("service_start")
    people[60].written["2022.general"] = 300
    people[60].note = "公需 300？请核对"
    # The same person on two lists, and two people of one name.
    twin = people[9]
    people[150].name, people[150].number = twin.name, twin.number
    people[20].name = people[180].name
    people[185].written["2022.professional"] = -60
    people[185].spoilt.add("2022.professional")


# --- files ----------------------------------------------------------------------------------------------------------

EMPTY_ROWS = 40  # formatted, with nothing in them


def write_xlsx(target: str | Path | IO[bytes], unit: Unit) -> None:
    """A title over everything, headings two rows deep with merged years, dates of three kinds, empty rows below."""
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, {"in_memory": True})
    book.set_properties({"created": dt.datetime.combine(AS_OF, dt.time())})
    sheet = book.add_worksheet("专业技术人员")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell, day = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "yyyy/m/d"})
    single = [*PERSON_HEADINGS, *(heading for _, heading in FACT_HEADINGS)]
    width = len(headings())
    sheet.merge_range(0, 0, 0, width - 1, f"{NAME}专业技术人员情况统计表", title)
    sheet.write(1, 0, "填表单位：示例人事科        填表时间：2023年10月8日")
    for place, heading in enumerate(single):
        sheet.merge_range(2, place, 3, place, heading, head)
    for place, year in zip(range(len(single), width, 2), YEARS, strict=False):
        sheet.merge_range(2, place, 2, place + 1, f"{year}年", head)
        sheet.write(3, place, "公需", head)
        sheet.write(3, place + 1, "专业", head)
    for place, heading in ((width - 2, UNKNOWN_HEADING), (width - 1, NOTE_HEADING)):
        sheet.merge_range(2, place, 3, place, heading, head)
    row = 4
    for cells in unit.rows():
        for place, value in enumerate(cells):
            if isinstance(value, dt.date):
                sheet.write_datetime(row, place, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(row, place, value, cell)
            else:
                sheet.write_string(row, place, value, cell) if value else sheet.write_blank(row, place, None, cell)
        row += 1
    for empty in range(row, row + EMPTY_ROWS):
        for place in range(width):
            sheet.write_blank(empty, place, None, cell)
    book.close()


FIRST_ROW_XLSX, FIRST_ROW_CSV = 5, 3  # of the people, as a spreadsheet counts


def write_csv(target: Path | IO[bytes], unit: Unit, encoding: str = "gb18030") -> None:
    """As an office program saves it: a title line, one row of headings, rows of commas at the end."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    width = len(headings())
    writer.writerow([f"{NAME}专业技术人员情况统计表", *[""] * (width - 1)])
    writer.writerow(headings())
    for cells in unit.rows():
        writer.writerow([f"{c.year}/{c.month}/{c.day}" if isinstance(c, dt.date) else c for c in cells])
    writer.writerows([[""] * width] * EMPTY_ROWS)
    content = text.getvalue().encode(encoding)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)
