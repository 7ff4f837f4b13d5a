"""Three people as they come up in every unit, filled in. Nobody real."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.worksheet import Worksheet

from logic.assess import assess
from logic.facts import Education, Employment, TitleLevel, read_applicant, with_usual
from logic.hours import SUBJECTS
from logic.labels import CHOICE_NAMES, ROUTE_NAMES, VERDICT_CELLS, YES_NO
from logic.pack import Pack
from logic.roster.template.columns import STAFF_SHEET, Heading, hour_years, hours_title
from logic.roster.template.style import Style, paper
from logic.words.language import Text, say


def _examples(pack: Pack, as_of: dt.date) -> tuple[tuple[Text, dict[str, str], dict[str, Any]], ...]:
    """(who it is, the person columns, the facts): three people as they come up in every unit. Nobody real."""
    year, years = as_of.year, hour_years(as_of)
    first, *others = _reviewed(pack)
    norms = pack.hours.norms
    credited = (
        (norms.general, norms.general + 2, norms.general - 1.5),
        (norms.professional, norms.professional + 4, norms.professional + 12),
    )
    graduate = with_usual(
        employment=Employment.ENTERPRISE,
        specialty=first,
        education=Education.BACHELOR,
        service_start=dt.date(year - 2, 7, 1),
        title_level=TitleLevel.NONE,
    )
    technician = with_usual(
        employment=Employment.ENTERPRISE,
        specialty=first,
        education=Education.COLLEGE,
        full_time_recognised=False,
        service_start=dt.date(year - 6, 3, 15),
        title_level=TitleLevel.TECHNICIAN,
        title_date=dt.date(year - 4, 12, 20),
        hours=[
            {"year": y, "general": general, "professional": professional}
            for y, general, professional in zip(years[-3:], *credited, strict=True)
        ],
    )
    public = with_usual(
        employment=Employment.PUBLIC_INSTITUTION,
        specialty=others[0] if others else first,
        education=Education.BACHELOR,
        major_related=None,
        unit_assessment_passed=None,
        service_start=dt.date(year - 1, 9, 1),
        title_level=TitleLevel.NONE,
    )
    return (
        (say("企业本科毕业生，第一次办"), _named("示例甲", "设备部", "0001"), graduate),
        (say("企业大专技术员，走评审"), _named("示例乙", "电气部", "0002"), technician),
        (say("事业单位，有两项还不清楚"), _named("示例丙", "业务科", "0003"), public),
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


def write_examples(sheet: Worksheet, style: Style, columns: tuple[Heading, ...], pack: Pack, as_of: dt.date) -> None:
    """The sheet of examples, with what each of them comes to."""
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
    paper(sheet, landscape=False)
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


def _write_value(sheet: Worksheet, style: Style, row: int, place: int, value: Any) -> None:
    if value is None:
        sheet.write_blank(row, place, None, style.wrapped)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, place, value, style.example_date)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, style.wrapped)
    else:
        sheet.write_number(row, place, value, style.wrapped)
