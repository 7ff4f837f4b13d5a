"""What each column of the template is, and says: made from the facts themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from logic.criteria.base import Criterion
from logic.criteria.elsewhere import specialty as specialty_criterion
from logic.criteria.recognition import RECOGNITION
from logic.criteria.review import REVIEW
from logic.criteria.scope import COMMON
from logic.facts import FACT, FACTS, MOST_HOURS_A_YEAR, Fact
from logic.hours import SUBJECTS, Subject
from logic.labels import CHOICE_NAMES, FACT_NAMES, SUBJECT_NAMES, YES_NO, listed
from logic.pack import Pack
from logic.roster.model import TEMPLATE_SHEETS
from logic.routes import facts_read
from logic.words.language import Text, join, say

# The sheet that is read back.
STAFF_SHEET = TEMPLATE_SHEETS[0]
# Hours are asked for as many years back; a clerk can add columns of the same pattern.
YEARS_ASKED = 5
BRAND, BRAND_SOFT = "#12566B", "#E6F0F2"
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
    colour: str = BRAND_SOFT


def headings(pack: Pack, as_of: dt.date) -> tuple[Heading, ...]:
    """The columns of the staff sheet: who it is, the facts this notice reads in asking order, the hours by year."""
    read = facts_read(pack) - {"hours"}
    facts = (_fact_heading(fact, pack) for fact in FACTS if fact.field in read)
    return (*_person_headings(), *facts, *_hours_headings(as_of))


def hour_years(as_of: dt.date) -> tuple[int, ...]:
    """The years that hours are asked for: the last full ones before ``as_of``."""
    return tuple(range(as_of.year - YEARS_ASKED, as_of.year))


def hours_title(year: int, subject: Subject) -> str:
    """The heading of one year's hours: 2021公需."""
    return f"{year}{SUBJECT_NAMES[subject].zh.removesuffix('科目')}"


def _person_headings() -> tuple[Heading, ...]:
    kept = say("原样带回结果，不参与判断。")
    may = say("可以留空。")
    free = say("文字。")
    return (
        Heading("name", "姓名", kept, free, may, 10, colour=BRAND),
        Heading("department", "部门", join([kept, say("结果可以按部门汇总。")]), free, may, 14, colour=BRAND),
        Heading(
            "staff_number",
            "工号",
            join([kept, say("同一工号出现两次会提醒您。不用填身份证号。")]),
            free,
            may,
            10,
            colour=BRAND,
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
        options = tuple(specialty.zh for _, specialty in shelved(pack))
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
    """Who is asked it at all, by the fact's own gate."""
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


def shelved(pack: Pack) -> Iterator[tuple[Text, Any]]:
    """(group, specialty) in the order of the pack's shelves."""
    for group in pack.groups:
        for specialty in pack.specialties:
            if specialty.series in group.series:
                yield group.name.text, specialty
