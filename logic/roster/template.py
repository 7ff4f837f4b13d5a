"""The empty spreadsheet that a unit fills in: headings, drop-downs and checks made from the facts themselves.

Four sheets: the staff to fill in, what each column means, three examples, and the values of the drop-downs. The
examples stand a person a column, so that nobody hands them in for colleagues.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from logic.assess import assess
from logic.criteria.base import Criterion
from logic.criteria.elsewhere import specialty as specialty_criterion
from logic.criteria.recognition import RECOGNITION
from logic.criteria.review import REVIEW
from logic.criteria.scope import COMMON
from logic.facts import (
    EARLIEST_DATE,
    FACT,
    FACTS,
    LATEST_DATE,
    MOST_HOURS_A_YEAR,
    MOST_YEARS,
    Fact,
    read_applicant,
)
from logic.hours import SUBJECTS, Subject
from logic.labels import CHOICE_NAMES, FACT_NAMES, ROUTE_NAMES, SUBJECT_NAMES, VERDICT_CELLS, YES_NO, listed
from logic.language import Text, join, say
from logic.pack import Pack
from logic.roster.model import TEMPLATE_SHEETS

# The sheets; only the first is read back.
STAFF_SHEET, HELP_SHEET, EXAMPLES_SHEET, VALUES_SHEET = SHEETS = TEMPLATE_SHEETS
# As many rows have drop-downs and checks; rows below them are read as well.
CHECKED_ROWS = 5000
# Hours are asked for as many years back; a clerk can add columns of the same pattern.
YEARS_ASKED = 5

_FONT = "微软雅黑"
_INK, _SOFT, _LINE = "#1C2733", "#5A6775", "#D8D1C4"
_BRAND, _BRAND_SOFT, _PAPER = "#12566B", "#E6F0F2", "#FAF8F4"
_GENERAL_SOFT, _PROFESSIONAL_SOFT = "#E4EEF5", "#FBEEDC"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the staff sheet: its heading, what it means, what may stand in it, when it stays blank, and why.

    ``field`` is the fact, or the person column's own name; ``options`` are the values of its drop-down. ``clauses``
    are those of the criteria that need the fact.
    """

    field: str
    title: str
    means: Text
    values: Text
    blank: Text
    width: float
    clauses: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    kind: str = "text"  # text, choice, date or hours
    colour: str = _BRAND_SOFT


def headings(pack: Pack, as_of: dt.date) -> tuple[Heading, ...]:
    """The columns of the staff sheet in order: who it is, the facts in asking order, the hours year by year."""
    facts = (_fact_heading(fact, pack) for fact in FACTS if fact.field != "hours")
    return (*_person_headings(), *facts, *_hours_headings(as_of))


def hour_years(as_of: dt.date) -> tuple[int, ...]:
    """The years that hours are asked for: the last full ones before ``as_of``."""
    return tuple(range(as_of.year - YEARS_ASKED, as_of.year))


def hours_title(year: int, subject: Subject) -> str:
    """The heading of one year's hours: 2021公需."""
    return f"{year}{SUBJECT_NAMES[subject].zh.removesuffix('科目')}"


# --- what each column says -----------------------------------------------------------------------------------


def _person_headings() -> tuple[Heading, ...]:
    kept = say("原样带回结果，不参与判断。")
    may = say("可以留空。")
    free = say("文字。")
    return (
        Heading("name", "姓名", kept, free, may, 10, colour=_BRAND),
        Heading("department", "部门", join([kept, say("结果可以按部门汇总。")]), free, may, 14, colour=_BRAND),
        Heading(
            "staff_number",
            "工号",
            join([kept, say("同一工号出现两次会提醒您。不用填身份证号。")]),
            free,
            may,
            10,
            colour=_BRAND,
        ),
    )


_MEANS: dict[str, Text] = {
    "employment": say("所在单位是哪一类，按劳动或聘用合同上的单位选。"),
    "works_in_district": say("平时上班的地方在不在{district}，不看户口。"),
    "under_contract": say("和单位有没有劳动合同或聘用合同。劳务派遣拿不准的，先留空。"),
    "in_technical_post": say("在专业技术岗位上，做的就是这项工作。"),
    "residency": say("按身份证件或护照选。"),
    "foreign_permit": say("持有哪一种证件；两种都有的，选任何一种。"),
    "post_vacancy": say("岗位结构比例内，有没有这个人要申报的空岗。"),
    "disciplinary_period": say("事业单位的人，是否正在记过以上处分的处分期内。"),
    "applied_elsewhere_this_year": say("今年是否已经提交了别的系列或专业。只是打算报的不算。"),
    "dishonesty_record": say("职称诚信档案里有没有不良记录。"),
    "specialty": say("现在从事的专业，不是所学专业。它决定归哪个评审委员会。"),
    "education": say("已经毕业的最高学历，按毕业证书选。"),
    "full_time_recognised": say("这个学历是不是教育部承认的全日制院校毕业。自考、成人、函授、网络教育填“否”。"),
    "diploma_outside_mainland": say("这个学历是在国外或港澳台取得的，填“是”；内地院校毕业的，填“否”或留空。"),
    "major_related": say("所学专业和现在的工作是否一致或相近。"),
    "service_start": say("从事现在这个专业的第一天，毕业前的实习不算。只知道月份，就填那个月的最后一天，不会算早。"),
    "unit_assessment_passed": say(
        "单位考核是否合格，一般在见习期满时；硕士、博士不用见习，也要单位考核。还没考核的填“否”。"
    ),
    "title_level": say("现在持有的职称级别。技术员是员级，助理工程师、二级教师等是助理级。技师、高级工不是职称。"),
    "title_date": say("职称证书上的取得日期或批准日期。"),
    "title_same_series": say("现有职称和这次要报的是不是同一个系列。"),
}
_WIDTHS = {"specialty": 18, "education": 14, "employment": 13, "service_start": 13, "title_date": 13, "title_level": 12}


def _fact_heading(fact: Fact, pack: Pack) -> Heading:
    field = fact.field
    options: tuple[str, ...] = (YES_NO[True].zh, YES_NO[False].zh)
    kind, values = "choice", listed(YES_NO.values())
    if field in CHOICE_NAMES:
        options, values = tuple(name.zh for name in CHOICE_NAMES[field].values()), listed(CHOICE_NAMES[field].values())
    elif field == "specialty":
        options = tuple(specialty.zh for _, specialty in _shelved(pack))
        values = say("从下拉列表选，共 {n} 个专业，列在“选项”表里。", n=len(options))
    elif field in ("service_start", "title_date"):
        options, kind, values = (), "date", say("日期，例如 2022-07-01。")
    return Heading(
        field=field,
        title=FACT_NAMES[field].zh,
        means=pack.named(_MEANS[field]),
        values=values,
        blank=_when_blank(fact),
        width=_WIDTHS.get(field, 11),
        clauses=clauses_of(field),
        options=options,
        kind=kind,
    )


def _when_blank(fact: Fact) -> Text:
    """Told from the fact's own gate: who is asked it at all."""
    unknown = say("不清楚就留空，不会当作“否”。")
    if fact.gate not in CHOICE_NAMES:
        return unknown
    names = CHOICE_NAMES[fact.gate]
    asked = [_quoted(name) for value, name in names.items() if fact.asked_if(value)]
    others = [_quoted(name) for value, name in names.items() if not fact.asked_if(value)]
    gate = FACT_NAMES[fact.gate]
    if len(asked) <= len(others):
        return join([say("只有“{gate}”填{values}的才填。", gate=gate, values=listed(asked)), unknown])
    return join([say("“{gate}”填{values}的不用填。", gate=gate, values=listed(others)), unknown])


def _quoted(name: Text) -> Text:
    return Text(f"“{name.zh}”", f"“{name.en}”")


def _hours_headings(as_of: dt.date) -> Iterator[Heading]:
    values = say("0 到 {most} 的数，最多一位小数。", most=MOST_HOURS_A_YEAR)
    blank = say("任职周期以外的年份，两科都留空。周期内的空白表示还没登记清楚，不等于 0。")
    for year in hour_years(as_of):
        for subject in SUBJECTS:
            yield Heading(
                field="hours",
                title=hours_title(year, subject),
                means=say("{year} 年登记的{subject}学时。", year=str(year), subject=SUBJECT_NAMES[subject]),
                values=values,
                blank=blank,
                width=9,
                clauses=clauses_of("hours"),
                kind="hours",
                colour=_GENERAL_SOFT if subject == "general" else _PROFESSIONAL_SOFT,
            )


def clauses_of(field: str) -> tuple[str, ...]:
    """The clauses for whose sake a fact is asked: those of the criteria that need it for more than its gate."""
    return tuple(dict.fromkeys(one.clause for one in _JUDGES if _wants(one, field)))


_JUDGES: tuple[Criterion, ...] = (*COMMON, *RECOGNITION, *REVIEW, specialty_criterion)


def _wants(one: Criterion, field: str) -> bool:
    if field == "hours":
        return one.id == "continuing_education"  # reads them in tenths
    if field == "diploma_outside_mainland":
        return one.id == "diploma"  # never missed by itself
    if field not in (*one.needs, *one.along):
        return False
    only_decides_on_asking = any(FACT[need].gate == field for need in one.needs)
    return one.id == field or not only_decides_on_asking


def _shelved(pack: Pack) -> Iterator[tuple[Text, Any]]:
    """(group, specialty) in the order of the pack's shelves."""
    for group in pack.groups:
        for specialty in pack.specialties:
            if specialty.series in group.series:
                yield group.name.text, specialty


# --- the workbook --------------------------------------------------------------------------------------------


def write_template(target: str | Path | IO[bytes], pack: Pack, as_of: dt.date) -> None:
    """Write the template for ``pack`` to ``target``, an ``.xlsx`` path or a binary stream.

    ``as_of`` decides which years' hours are asked. The same pack and day give the same bytes. Raises OSError
    where the file cannot be written.
    """
    book = xlsxwriter.Workbook(
        target if not isinstance(target, Path) else str(target),
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    created = dt.datetime.combine(as_of, dt.time())
    book.set_properties({"title": "职评通人员名单模板", "subject": pack.id, "created": created})
    style = _Style(book)
    columns = headings(pack, as_of)
    staff, help_, examples, values = (book.add_worksheet(name) for name in SHEETS)
    lists = _write_values(values, style, columns, pack)
    _write_staff(staff, style, columns, lists)
    _write_help(help_, style, columns, pack)
    _write_examples(examples, style, columns, pack, as_of)
    staff.activate()
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


class _Style:
    """The formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": _FONT, "font_size": 11, "font_color": _INK, "valign": "vcenter"}
        wrapped = base | {"text_wrap": True, "valign": "top"}
        ruled = {"bottom": 1, "bottom_color": _LINE}

        def make(**more: Any) -> Format:
            return book.add_format(base | more)

        self.cell = make()
        self.text = make(num_format="@")
        self.date = make(num_format="yyyy-mm-dd", align="left")
        self.hours = make(num_format="General", align="right")
        self.title = make(font_size=16, bold=True, font_color=_BRAND)
        self.lead = book.add_format(wrapped | {"font_color": _SOFT})
        self.wrapped = book.add_format(wrapped | ruled)
        self.soft = book.add_format(wrapped | ruled | {"font_color": _SOFT})
        self.name = book.add_format(wrapped | ruled | {"bold": True})
        self.example_date = book.add_format(wrapped | ruled | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.answer = book.add_format(wrapped | {"bold": True, "font_color": _BRAND, "bg_color": _BRAND_SOFT})
        self.head = make(bold=True, font_color="#FFFFFF", bg_color=_BRAND, text_wrap=True)
        self.twice = book.add_format({"bg_color": "#FBF1DD", "font_color": "#86550B"})
        self._book = book
        self._heads = {_BRAND: self._head(_BRAND, "#FFFFFF")}

    def _head(self, fill: str, ink: str) -> Format:
        return self._book.add_format(
            {
                "font_name": _FONT,
                "font_size": 11,
                "bold": True,
                "font_color": ink,
                "bg_color": fill,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bottom": 2,
                "bottom_color": _BRAND,
                "right": 1,
                "right_color": "#FFFFFF",
            }
        )

    def heading(self, fill: str) -> Format:
        """A column's heading on ``fill``."""
        return self._heads.setdefault(fill, self._head(fill, _INK))


# Sheets and headings are short; these are Excel's own bounds for what is said beside a cell.
_MOST_TITLE, _MOST_MESSAGE = 32, 255


def _write_staff(sheet: Worksheet, style: _Style, columns: tuple[Heading, ...], lists: dict[str, str]) -> None:
    last = len(columns) - 1
    sheet.set_row(0, 36)
    formats = {"date": style.date, "hours": style.hours, "choice": style.cell, "text": style.text}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats[column.kind])
        sheet.write_string(0, place, column.title, style.heading(column.colour))
        if column.kind != "text":
            sheet.data_validation(1, place, CHECKED_ROWS, place, _validation(column, lists))
    number = next(place for place, column in enumerate(columns) if column.field == "staff_number")
    sheet.conditional_format(1, number, CHECKED_ROWS, number, {"type": "duplicate", "format": style.twice})
    sheet.ignore_errors({"number_stored_as_text": f"A2:{_letter(number)}{CHECKED_ROWS + 1}"})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, CHECKED_ROWS, last)
    _paper(sheet, landscape=True)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_footer("&C&P / &N")


def _validation(column: Heading, lists: dict[str, str]) -> dict[str, Any]:
    told = f"{column.means.zh}{column.values.zh if column.kind != 'choice' else ''}{column.blank.zh}"
    said: dict[str, Any] = {
        "ignore_blank": True,
        "input_title": column.title[:_MOST_TITLE],
        "input_message": told[:_MOST_MESSAGE],
        "error_title": say("这里填得不对").zh,
        "error_type": "stop",
    }
    if column.kind == "choice":
        wrong = say("请从下拉列表里选；不清楚就留空。")
        return said | {"validate": "list", "source": lists[column.field], "error_message": wrong.zh}
    if column.kind == "date":
        wrong = say(
            "请填 {first}到 {last}之间的日期，例如 2022-07-01；不清楚就留空。", first=EARLIEST_DATE, last=LATEST_DATE
        )
        return said | {
            "validate": "date",
            "criteria": "between",
            "minimum": EARLIEST_DATE,
            "maximum": LATEST_DATE,
            "error_message": wrong.zh,
        }
    wrong = say("请填 0 到 {most} 的数字，例如 30 或 30.5；不清楚就留空。", most=MOST_HOURS_A_YEAR)
    return said | {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": MOST_HOURS_A_YEAR,
        "error_message": wrong.zh,
    }


def _write_values(sheet: Worksheet, style: _Style, columns: tuple[Heading, ...], pack: Pack) -> dict[str, str]:
    """Every drop-down's values below its heading; returns where each list stands, as a formula."""
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 0)
    lists: dict[str, str] = {}
    plain = (YES_NO[True].zh, YES_NO[False].zh)
    shown: dict[tuple[str, ...], str] = {}
    place = 0
    for column in columns:
        if not column.options:
            continue
        if column.options not in shown:
            title = say("是或否").zh if column.options == plain else column.title
            letter = _letter(place)
            sheet.write_string(0, place, title, style.head)
            sheet.write_column(1, place, column.options, style.cell)
            sheet.set_column(place, place, max(12, max(map(len, column.options)) * 2 + 2))
            shown[column.options] = f"='{VALUES_SHEET}'!${letter}$2:${letter}${len(column.options) + 1}"
            place += 1
        lists[column.field] = shown[column.options]
    # Beside the specialties, where they belong: easier to choose by.
    sheet.write_string(0, place + 1, say("专业").zh, style.head)
    sheet.write_string(0, place + 2, say("所属类别").zh, style.head)
    sheet.set_column(place, place, 3)
    sheet.set_column(place + 1, place + 2, 26)
    for row, (group, specialty) in enumerate(_shelved(pack), start=1):
        sheet.write_string(row, place + 1, specialty.zh, style.cell)
        sheet.write_string(row, place + 2, group.zh, style.cell)
    _paper(sheet, landscape=True)
    sheet.repeat_rows(0)
    return lists


def _write_help(sheet: Worksheet, style: _Style, columns: tuple[Heading, ...], pack: Pack) -> None:
    sheet.hide_gridlines(2)
    for place, width in enumerate((18, 44, 34, 34, 18, 22, 60)):
        sheet.set_column(place, place, width, style.cell)
    sheet.write_string(0, 0, say("怎样填这张表").zh, style.title)
    sheet.set_row(0, 30)
    lead = (
        say(
            "一人一行，填在“{sheet}”表里；已有名单的，把内容粘贴进来即可，列的顺序可以变，表头不要改。",
            sheet=STAFF_SHEET,
        ),
        say("不清楚的留空。空白表示还不知道，不会当作“否”，也不会当作 0；缺什么，结果里会逐项写明。"),
        say("不用填身份证号。也可以再加自己的列，会原样带回。"),
        say("学时要更多年份的，照样加列，例如 2016公需、2016专业；一共最多 {most} 年。", most=MOST_YEARS),
    )
    for row, text in enumerate(lead, start=1):
        sheet.merge_range(row, 0, row, 4, text.zh, style.lead)
        sheet.set_row(row, 20)
    top = len(lead) + 2
    titles = (say("列"), say("填什么"), say("可填的值"), say("什么时候留空"), say("依据"), say("字段名"))
    for place, head in enumerate([*(title.zh for title in titles), "English"]):
        sheet.write_string(top, place, head, style.head)
    sheet.set_row(top, 26)
    row = top + 1
    for column in _told(columns):
        english = f"{column.means.en} {column.values.en.removesuffix('.')}. {column.blank.en}"
        field = column.field if column.field in FACT else ""
        cells = (column.means.zh, column.values.zh, column.blank.zh, _places(column.clauses, pack), field, english)
        sheet.write_string(row, 0, column.title, style.name)
        for place, cell in enumerate(cells, start=1):
            sheet.write_string(row, place, cell, style.soft if place >= 4 else style.wrapped)
        sheet.set_row(
            row, _height((column.means.zh, 44), (column.values.zh, 34), (column.blank.zh, 34), (english, 110))
        )
        row += 1
    made = say("依据“{pack}”（{id}，校验码 {sha}）。", pack=pack.name.text, id=pack.id, sha=pack.sha256[:12])
    bureau = say("认定与评审以人社部门为准。")
    sheet.write_string(row + 1, 0, f"{made.zh}{bureau.zh}", style.lead)
    sheet.freeze_panes(top + 1, 1)
    _paper(sheet, landscape=True)
    sheet.print_area(0, 0, row + 1, 4)
    sheet.repeat_rows(top)


def _told(columns: tuple[Heading, ...]) -> Iterator[Heading]:
    """The columns, the hours as their first year only: the others differ in the year alone."""
    hours = [column for column in columns if column.field == "hours"]
    yield from (column for column in columns if column.field != "hours")
    yield from hours[-len(SUBJECTS) :]


def _places(clauses: tuple[str, ...], pack: Pack) -> str:
    return "\n".join(pack.clauses[clause].place.zh for clause in clauses if clause in pack.clauses)


def _height(*cells: tuple[str, float]) -> float:
    """Points for the fullest cell: (text, column width in half characters)."""
    lines = max(-(-sum(2 if ord(c) > 0x2E7F else 1 for c in text) // int(width - 2)) for text, width in cells)
    return max(22, lines * 17 + 5)


# --- examples ------------------------------------------------------------------------------------------------


def _examples(pack: Pack, as_of: dt.date) -> tuple[tuple[Text, dict[str, str], dict[str, Any]], ...]:
    """(who it is, the person columns, the facts): three people as they come up in every unit. Nobody real."""
    year, years = as_of.year, hour_years(as_of)
    common: dict[str, Any] = {
        "works_in_district": True,
        "under_contract": True,
        "in_technical_post": True,
        "residency": "mainland",
        "applied_elsewhere_this_year": False,
        "dishonesty_record": False,
    }
    first, *others = _reviewed(pack)
    norms = pack.hours.norms
    credited = (
        (norms.general, norms.general + 2, norms.general - 1.5),
        (norms.professional, norms.professional + 4, norms.professional + 12),
    )
    graduate = common | {
        "employment": "enterprise",
        "specialty": first,
        "education": "bachelor",
        "full_time_recognised": True,
        "major_related": True,
        "service_start": dt.date(year - 2, 7, 1),
        "unit_assessment_passed": True,
        "title_level": "none",
    }
    technician = common | {
        "employment": "enterprise",
        "specialty": first,
        "education": "college",
        "full_time_recognised": False,
        "major_related": True,
        "service_start": dt.date(year - 6, 3, 15),
        "unit_assessment_passed": True,
        "title_level": "technician",
        "title_date": dt.date(year - 4, 12, 20),
        "title_same_series": True,
        "hours": [
            {"year": y, "general": general, "professional": professional}
            for y, general, professional in zip(years[-3:], *credited, strict=True)
        ],
    }
    public = common | {
        "employment": "public_institution",
        "post_vacancy": True,
        "disciplinary_period": False,
        "specialty": others[0] if others else first,
        "education": "bachelor",
        "full_time_recognised": True,
        "service_start": dt.date(year - 1, 9, 1),
        "title_level": "none",
    }
    return (
        (say("企业本科毕业生，第一次办"), _named("示例甲", "设备部", "0001"), graduate),
        (say("企业大专技术员，走评审"), _named("示例乙", "电气部", "0002"), technician),
        (say("事业单位，有两项还不清楚"), _named("示例丙", "农技站", "0003"), public),
    )


def _reviewed(pack: Pack) -> list[str]:
    """The first specialty of each of the district's committees; where it has none, the first of all."""
    first: dict[str, str] = {}
    for one in pack.specialties:
        series = pack.series[one.series]
        if series.committee is not None and not series.new:
            first.setdefault(series.committee, one.id)
    return list(first.values()) or [pack.specialties[0].id]


def _named(name: str, department: str, number: str) -> dict[str, str]:
    return {"name": name, "department": department, "staff_number": number}


def _write_examples(sheet: Worksheet, style: _Style, columns: tuple[Heading, ...], pack: Pack, as_of: dt.date) -> None:
    examples = _examples(pack, as_of)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 20, style.cell)
    sheet.set_column(1, len(examples), 30, style.cell)
    sheet.write_string(0, 0, say("三个填好的例子").zh, style.title)
    sheet.set_row(0, 30)
    note = say("这里一人一列，只供对照，不会被读取；填写时在“{sheet}”表里一人一行。", sheet=STAFF_SHEET)
    sheet.merge_range(1, 0, 1, len(examples), note.zh, style.lead)
    top = 3
    sheet.write_string(top, 0, say("列").zh, style.head)
    for place, (who, _, _) in enumerate(examples, start=1):
        sheet.write_string(top, place, who.zh, style.head)
    sheet.set_row(top, 26)
    for row, column in enumerate(columns, start=top + 1):
        sheet.write_string(row, 0, column.title, style.name)
        for place, (_, person, facts) in enumerate(examples, start=1):
            _write_value(sheet, style, row, place, _example_value(column, person, facts, pack))
    end = top + 1 + len(columns)
    sheet.write_string(end, 0, say("会得到的结论").zh, style.answer)
    sheet.set_row(end, 26)
    for place, (_, _, facts) in enumerate(examples, start=1):
        result = assess(read_applicant(facts, as_of=as_of, specialties=pack.by_id), pack, as_of)
        parts = [VERDICT_CELLS[result.verdict], ROUTE_NAMES[result.recommended].zh]
        sheet.write_string(end, place, "，".join(parts), style.answer)
    sheet.freeze_panes(top + 1, 1)
    _paper(sheet, landscape=False)
    sheet.fit_to_pages(1, 1)


def _example_value(column: Heading, person: dict[str, str], facts: dict[str, Any], pack: Pack) -> Any:
    """What stands in one cell of an example, as a clerk would write it."""
    field = column.field
    if field in person:
        return person[field]
    if field == "hours":
        for row in facts.get("hours", ()):
            for subject in SUBJECTS:
                if column.title == hours_title(row["year"], subject):
                    return row[subject]
        return None
    value = facts.get(field)
    if isinstance(value, bool):
        return YES_NO[value].zh
    if field == "specialty":
        return pack.by_id[str(value)].zh
    return CHOICE_NAMES[field][value].zh if value is not None and field in CHOICE_NAMES else value


def _write_value(sheet: Worksheet, style: _Style, row: int, place: int, value: Any) -> None:
    if value is None:
        sheet.write_blank(row, place, None, style.wrapped)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, place, value, style.example_date)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, style.wrapped)
    else:
        sheet.write_number(row, place, value, style.wrapped)


def _paper(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, one page wide, room to file it."""
    sheet.set_paper(9)
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)


def _letter(place: int) -> str:
    """A column's letters: 0 is A."""
    return str(xl_col_to_name(place))
