"""The sheets of the template: the staff, what each column means, three examples, and the values of the drop-downs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from logic.advice import decides
from logic.facts import EARLIEST_DATE, FACT, LATEST_DATE, MOST_HOURS_A_YEAR, MOST_YEARS
from logic.hours import SUBJECTS
from logic.labels import YES_NO
from logic.pack import Pack
from logic.roster.model import TEMPLATE_SHEETS
from logic.roster.template.columns import STAFF_SHEET, Heading, headings, shelved
from logic.roster.template.examples import write_examples
from logic.roster.template.style import Style, paper
from logic.words.language import say

# As many rows have drop-downs and checks; rows below them are read as well.
CHECKED_ROWS = 5000


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
    style = Style(book)
    columns = headings(pack, as_of)
    staff, help_, examples, values = (book.add_worksheet(name) for name in TEMPLATE_SHEETS)
    lists = _write_values(values, style, columns, pack)
    _write_staff(staff, style, columns, lists)
    _write_help(help_, style, columns, pack)
    write_examples(examples, style, columns, pack, as_of)
    staff.activate()
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


# Sheets and headings are short; these are Excel's own bounds for what is said beside a cell.
_MOST_TITLE, _MOST_MESSAGE = 32, 255


def _write_staff(sheet: Worksheet, style: Style, columns: tuple[Heading, ...], lists: dict[str, str]) -> None:
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
    paper(sheet, landscape=True)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_footer("&C&P / &N")


def _validation(column: Heading, lists: dict[str, str]) -> dict[str, Any]:
    message = f"{column.means.zh}{column.values.zh if column.kind != 'choice' else ''}{column.blank.zh}"
    said: dict[str, Any] = {
        "ignore_blank": True,
        "input_title": column.title[:_MOST_TITLE],
        "input_message": message[:_MOST_MESSAGE],
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


def _write_values(sheet: Worksheet, style: Style, columns: tuple[Heading, ...], pack: Pack) -> dict[str, str]:
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
            shown[column.options] = f"='{TEMPLATE_SHEETS[3]}'!${letter}$2:${letter}${len(column.options) + 1}"
            place += 1
        lists[column.field] = shown[column.options]
    # Beside the specialties, where they belong: easier to choose by.
    sheet.write_string(0, place + 1, say("专业").zh, style.head)
    sheet.write_string(0, place + 2, say("所属类别").zh, style.head)
    sheet.set_column(place, place, 3)
    sheet.set_column(place + 1, place + 2, 26)
    for row, (group, specialty) in enumerate(shelved(pack), start=1):
        sheet.write_string(row, place + 1, specialty.zh, style.cell)
        sheet.write_string(row, place + 2, group.zh, style.cell)
    paper(sheet, landscape=True)
    sheet.repeat_rows(0)
    return lists


def _write_help(sheet: Worksheet, style: Style, columns: tuple[Heading, ...], pack: Pack) -> None:
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
    for column in _explained(columns):
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
    bureau = decides(pack)
    sheet.write_string(row + 1, 0, f"{made.zh}{bureau.zh}", style.lead)
    sheet.freeze_panes(top + 1, 1)
    paper(sheet, landscape=True)
    sheet.print_area(0, 0, row + 1, 4)
    sheet.repeat_rows(top)


def _explained(columns: tuple[Heading, ...]) -> Iterator[Heading]:
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


def _letter(place: int) -> str:
    """A column's letters: 0 is A."""
    return str(xl_col_to_name(place))
