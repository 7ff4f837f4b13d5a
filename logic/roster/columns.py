"""What stands in which column, by its heading, in any order. What is not understood is asked about, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from logic.blanks import visible
from logic.facts import EARLIEST_DATE, FIELDS, LATEST_DATE
from logic.hours import SUBJECTS, Subject
from logic.labels import FACT_NAMES, SUBJECT_NAMES
from logic.language import Text, say
from logic.roster.model import NOT_USED, OUR_COLUMNS, Refused
from logic.traditional import simplified


class Kind(StrEnum):
    """What a column is."""

    FACT = "fact"
    HOURS = "hours"
    OURS = "ours"  # written by an earlier run: replaced
    PERSON = "person"  # who it is: passed through, known to the page only
    KEPT = "kept"  # passed through
    UNCLEAR = "unclear"  # may be a fact; passed through until somebody says which
    EVERYBODY = "everybody"  # not in the file: what the clerk says of everyone in it


# The columns that say who somebody is. No rule reads them.
PERSON_FIELDS = ("name", "id_number", "staff_number", "department", "unit")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and what it is taken for.

    ``place`` counts from 0. ``field`` is the fact, ``hours``, the kind of person column or our own column's name.
    ``sure``: the heading is the fact's own name or field name; else it is another wording, for the clerk to confirm.
    ``candidates``: for an unclear column, what it may be (:meth:`key` of the choices); ``ask`` says why it is asked.
    ``meanings``: words in its cells and what the clerk says they mean; ``value``: for everybody, what is so of them
    (:mod:`logic.roster.meanings`).
    """

    place: int
    heading: str
    kind: Kind
    field: str = ""
    sure: bool = True
    year: int | None = None
    subject: Subject | None = None
    candidates: tuple[str, ...] = ()
    ask: Text | None = None
    meanings: tuple[tuple[str, Any], ...] = ()
    value: Any = None

    @property
    def key(self) -> str:
        """What the column is taken for, as one word: ``education``, ``hours.2021.general``, empty for none."""
        if self.kind is Kind.HOURS:
            return f"hours.{self.year}.{self.subject}"
        return self.field if self.kind in (Kind.FACT, Kind.PERSON) else ""


def as_told(column: Column, key: str) -> Column:
    """``column`` as somebody has decided: ``key`` is a field, ``hours.2021.general``, a person field, or empty."""
    plain = replace(column, sure=True, field=key, year=None, subject=None, candidates=(), ask=None)
    if not key:
        return replace(plain, kind=Kind.KEPT)
    hours = _HOURS_KEY.fullmatch(key)
    if hours and _year(hours[1]):
        subject = next(subject for subject in SUBJECTS if subject == hours[2])
        return replace(plain, kind=Kind.HOURS, field="hours", year=int(hours[1]), subject=subject)
    if key in PERSON_FIELDS:
        return replace(plain, kind=Kind.PERSON)
    if key in FIELDS and key != "hours":
        return replace(plain, kind=Kind.FACT)
    raise ValueError(f"no column key: {key}")


_HOURS_KEY = re.compile(r"hours\.([0-9]{4})\.(general|professional)")


def key_name(key: str) -> Text:
    """The name of what a column can be taken for, for the clerk to choose by."""
    hours = _HOURS_KEY.fullmatch(key)
    if hours:
        return hours_name(int(hours[1]), hours[2])
    return FACT_NAMES[key] if key in FACT_NAMES else _person_names()[key]


def hours_name(year: int, subject: str) -> Text:
    """What the hours of one year and subject are called: 2021 年公需科目学时."""
    return say("{year} 年{subject}学时", year=year, subject=SUBJECT_NAMES[subject])


@cache
def _person_names() -> dict[str, Text]:
    return {
        "name": say("姓名"),
        "id_number": say("身份证号"),
        "staff_number": say("工号"),
        "department": say("部门"),
        "unit": say("单位名称"),
    }


# --- headings ------------------------------------------------------------------------------------------------

# What may stand in brackets behind a heading without changing what it means.
_HINT = re.compile(
    r"必填|选填|下拉|单选|可?不填|学时|小时|日期|年[-./]?月[-./]?日?|是或否|是否|是[/、]否|填是.*|h|hours?|date|"
    r"y+[-./年]?m+[-./月]?d*日?|y[/、]n|yes[/、]no|true[/、]false|例如.*|如[:：]?\d.*|格式.*|required|optional"
)
_BRACKETS = re.compile(r"[(\[{【〔「『<《]([^)\]}】〕」』>》]*)[)\]}】〕」』>》]")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、)]\s*(?=\D)")


_LONGEST_HEADING = 120  # characters


@lru_cache(maxsize=4096)
def bare(heading: str) -> str:
    """A heading without what may vary: width, case, spaces, punctuation, hints in brackets."""
    # A sentence is no heading; and patterns may take for ever over a page of text.
    if len(heading) > _LONGEST_HEADING:
        return ""
    text = unicodedata.normalize("NFKC", visible(heading)).casefold()
    text = _BRACKETS.sub(lambda m: "" if _HINT.fullmatch(m[1].strip()) else m[0], text)
    text = _NUMBERED.sub("", text)
    return "".join(c for c in text if c.isalnum())


# Other wordings of the trade. A likely one is taken, and shown for the clerk to confirm.
_WORDINGS: dict[str, str] = {
    "employment": "单位性质 单位类型 单位类别 工作单位性质 工作单位类型 用人单位性质 所在单位性质 企业事业 "
    "employertype",
    "works_in_district": "是否在区内工作 在区内工作 是否在本区工作",
    "under_contract": "劳动合同 聘用合同 是否签订合同 是否签合同 签订合同 是否签订劳动合同 是否签订聘用合同 "
    "是否签订劳动或聘用合同 劳动聘用合同 有无合同 是否有合同 合同",
    "in_technical_post": "是否专业技术岗位 专技岗位 是否专技岗位 是否专技岗 专技岗 专业技术岗 是否专业技术岗 "
    "在专业技术岗位 是否在专业技术岗位 岗位类别 岗位类型",
    "residency": "居民身份 身份类别",
    "foreign_permit": "外籍证件 外国人工作许可 外籍人员证件",
    "post_vacancy": "空岗 有无空岗 是否有空岗 是否有岗位空缺 有无岗位空缺 岗位是否空缺 空缺岗位",
    "disciplinary_period": "处分期 是否在处分期 是否在处分期内 是否处于处分期 是否处分期内 在处分期内 有无处分",
    "applied_elsewhere_this_year": "今年是否另报职称 今年是否另报了职称 今年另报职称 是否另报职称 是否另报 "
    "本年度另报职称 本年度是否另报职称 本年度是否申报其他系列 今年是否申报其他系列 是否申报其他系列",
    "dishonesty_record": "失信 有无失信 失信情况 失信记录 有无失信记录 是否有失信记录 诚信记录 诚信档案 是否失信",
    "specialty": "申报专业 现从事专业 从事专业名称 从事的专业 所从事专业 岗位专业 现从事专业技术工作 从事专业技术工作 "
    "申报专业名称 拟申报专业",
    "education": "学历 学历层次 最高学历层次 文化程度 教育程度 学历水平",
    "full_time_recognised": "全日制 是否全日制 是否全日制毕业 统招 是否统招 全日制统招 是否全日制统招 学习形式 "
    "学历性质 学历类型 教育形式 培养方式 学历形式",
    "diploma_outside_mainland": "境外学历 是否境外学历 国外学历 海外学历 港澳台学历 是否海外学历 是否国外学历 "
    "留学 是否留学 境外或港澳台院校 是否境外或港澳台院校 境外院校 是否境外院校 毕业院校类型 毕业院校类别 毕业院校性质 "
    "毕业学校类型 毕业学校类别 院校类型 院校类别 学校类型 学历来源",
    "major_related": "是否专业对口 专业是否对口 是否对口 对口 所学专业是否对口 专业是否相关 专业相关 专业相近 "
    "专业是否相同或相近 专业相同或相近 所学专业与从事专业是否一致",
    "service_start": "从事本专业时间 从事本专业日期 从事本专业工作时间 从事本专业开始时间 开始从事本专业时间 "
    "开始从事本专业日期 从事本专业起始时间 从事专业时间 从事专业技术工作时间 从事现专业时间 何时从事本专业",
    "unit_assessment_passed": "单位考核 单位考核是否合格 考核是否合格 是否考核合格 考核合格 见习期考核 试用期考核 "
    "见习期满考核 见习考核 转正考核 见习期考核结果 单位考核结果",
    "title_level": "职称 现职称 现有职称级别 现有职称等级 现有职称层级 职称级别 职称等级 职称层级 现职称级别 "
    "现职称等级 "
    "专业技术职务 专业技术职务名称 专业技术职务级别 专业技术职务层级 "
    "专业技术职务任职资格 专业技术任职资格 专业技术资格 专业技术职称 现任专业技术职务 现专业技术职务 任职资格 "
    "现有专业技术职务任职资格 现专业技术职务任职资格 已取得职称 已有职称",
    "title_date": "职称取得时间 职称取得日期 取得职称时间 现职称取得时间 现职称取得日期 现有职称取得时间 "
    "现有职称取得日期 "
    "取得现职称时间 任职资格取得时间 取得任职资格时间 资格取得时间 取得资格时间 现任职资格取得时间 职称时间",
    "title_same_series": "同系列 是否同系列 是否同一系列 同一系列 与现职称同系列 是否与现职称同系列 "
    "是否与现有职称同系列",
}
_PERSONS: dict[str, str] = {
    "name": "姓名 名字 职工姓名 员工姓名 人员姓名 name fullname",
    "id_number": "身份证 身份证号 身份证号码 居民身份证号 居民身份证号码 公民身份号码 证件号 证件号码 idnumber",
    "staff_number": "工号 职工号 员工号 人员编号 职工编号 员工编号 编号 staffnumber staffid employeeid",
    "department": "部门 科室 处室 所在部门 所在科室 内设机构 车间 department dept",
    "unit": "单位 单位名称 所在单位 用人单位 所在单位名称 工作单位名称 unit",
}
# Whichever district it is.
_IN_DISTRICT = re.compile(r"在[\u4e00-\u9fff]{1,8}[区县]工作")
_LIKELY_DISTRICT = re.compile(r"是否在[\u4e00-\u9fff]{1,8}[区县]工作|工作地在[\u4e00-\u9fff]{1,8}[区县]")
# What looks like a fact and is not certain to be it. The reason is told with the question.
_DOUBTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"参加工作|入职|进单位|来院|来校|工作时间$|工作日期$|到岗|进本单位", ("service_start",), "other_day"),
    (r"从事.*(年限|年数)|工作年限|工龄|专业年限", ("service_start",), "years_not_day"),
    (r"聘任|受聘|聘用时间|聘用日期|聘期", ("title_date",), "other_day"),
    (r"^取得(时间|日期)$|发证|批准(时间|日期)|评审通过|(证书|资格).*(时间|日期)", ("title_date",), "other_day"),
    (r"^(所学|毕业|学历|第一学历|最高学历)?专业(名称|方向)?$|所学专业", ("specialty",), "which_specialty"),
    (r"(第一|全日制|在职|初始|原始|入职).*学历|学历.*(全日制|在职|第一)", ("education",), "which_education"),
    (r"学位", ("education",), "which_education"),
    (r"年度考核|考核", ("unit_assessment_passed",), "which_assessment"),
    (r"学时|公需|继续教育|继教", (), "which_hours"),
    (r"国籍|港澳台", ("residency",), "other_wording"),
    (r"工作(所在)?地|工作(区|县)|所在(区县|县区|地区)", ("works_in_district",), "other_wording"),
    (r"编制|人员性质|用工形式|人员类别", ("employment", "under_contract"), "other_wording"),
    (r"合同", ("under_contract",), "other_wording"),
    (r"处分", ("disciplinary_period",), "other_wording"),
    (r"失信|诚信", ("dishonesty_record",), "other_wording"),
    (r"空岗|空缺", ("post_vacancy",), "other_wording"),
    (r"同系列", ("title_same_series",), "other_wording"),
    (r"对口", ("major_related",), "other_wording"),
    (r"全日制|统招", ("full_time_recognised",), "other_wording"),
    (r"境外|海外|国外|留学", ("diploma_outside_mainland",), "other_wording"),
    (r"单位(性质|类)", ("employment",), "other_wording"),
    (r"职称.*(时间|日期)", ("title_date",), "other_wording"),
    (r"职称|专业技术(职务|资格)|任职资格", ("title_level",), "other_wording"),
    (r"学历|文化程度", ("education",), "which_education"),
    (r"从事.*专业|申报.*专业", ("specialty", "service_start"), "other_wording"),
    (r"岗位", ("in_technical_post",), "other_wording"),
)


@cache
def _asks() -> dict[str, Text]:
    return {
        "other_day": say("这一列的日期不一定是要填的那一天。请确认它是什么。"),
        "years_not_day": say("这一列写的是年数，要的是开始的那一天。请补一列日期，或选不用。"),
        "which_specialty": say("这一列可能是所学专业，也可能是从事专业。请选一个。"),
        "which_education": say("这一列不一定是最高学历。请确认。"),
        "which_assessment": say("要的是见习期满或转正时单位的考核，年度考核不算。请确认。"),
        "which_hours": say("学时要分年度、分科目，一列一项，例如 2021公需。请选这一列是哪一年、哪一科。"),
        "other_wording": say("没有把握这一列是什么。请确认。"),
        "twice": say("有两列说的是同一项。请选一列，另一列选“不用这一列”。"),
        "unreadable": say("这一列的内容大多看不懂，可能不是表头说的那一项。请确认。"),
    }


_SUBJECT_WORDS: dict[str, Subject] = {"公需": "general", "专业": "professional"}
_SUBJECT_WORDS |= {"general": "general", "professional": "professional"}
_SUBJECT = r"(?P<subject>公需|专业|general|professional)(?:科目|课程|课|subjects?)?"
_TAIL = r"(?:继续教育)?(?:学时|小时|学时数|hours?)?"
_PREFIX = r"(?:近[一二三四五]年)?继续教育(?:学时|情况|学习|培训)?(?:情况)?"
_HOURS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_PREFIX}|hours)?(?P<year>\d{{4}})(?:年度?|年)?(?:继续教育|hours)?{_SUBJECT}{_TAIL}",
        rf"(?:{_PREFIX}|hours)?{_SUBJECT}{_TAIL}(?P<year>\d{{4}})(?:年度?|年)?{_TAIL}",
    )
)
_YEAR_ONLY = re.compile(r"(?:继续教育|hours)?(?P<year>\d{4})年?度?(?:继续教育)?(?:总)?(?:学时|小时|hours?)")
_SUBJECT_ONLY = re.compile(rf"(?:继续教育)?{_SUBJECT}{_TAIL}")


def _year(text: str) -> int | None:
    year = int(text)
    return year if EARLIEST_DATE.year <= year <= LATEST_DATE.year else None


@cache
def _certain() -> dict[str, str]:
    """Bare heading → field, for the names a fact goes by."""
    names: dict[str, str] = {}
    for field, name in FACT_NAMES.items():
        for text in (field, name.zh, name.en):
            names[bare(text)] = field
    return names


@cache
def _likely() -> dict[str, str]:
    return {bare(word): field for field, words in _WORDINGS.items() for word in words.split()}


@cache
def _persons() -> dict[str, str]:
    return {bare(word): field for field, words in _PERSONS.items() for word in words.split()}


@cache
def _ours() -> dict[str, str]:
    return {bare(name): name for name in OUR_COLUMNS}


@lru_cache(maxsize=4096)
def _recognised(heading: str) -> Column:
    """What ``heading`` says by itself, at place 0."""
    column = Column(0, heading, Kind.KEPT)
    plain = bare(simplified(heading) if len(heading) <= _LONGEST_HEADING else "")
    if not plain:
        return column
    field = "works_in_district" if _IN_DISTRICT.fullmatch(plain) else _certain().get(plain)
    if field == "hours":
        return _doubt(column, "which_hours", ())
    if field:
        return replace(column, kind=Kind.FACT, field=field)
    for pattern in _HOURS:
        match = pattern.fullmatch(plain)
        if match and (year := _year(match["year"])):
            subject = _SUBJECT_WORDS[match["subject"]]
            return replace(column, kind=Kind.HOURS, field="hours", year=year, subject=subject)
    if plain in _ours():
        return replace(column, kind=Kind.OURS, field=_ours()[plain])
    if plain in _persons():
        return replace(column, kind=Kind.PERSON, field=_persons()[plain])
    likely = "works_in_district" if _LIKELY_DISTRICT.fullmatch(plain) else _likely().get(plain)
    if likely:
        return replace(column, kind=Kind.FACT, field=likely, sure=False)
    only = _YEAR_ONLY.fullmatch(plain)
    if only and _year(only["year"]):
        return _doubt(column, "which_hours", tuple(f"hours.{only['year']}.{subject}" for subject in SUBJECTS))
    for words, candidates, why in _DOUBTS:
        if re.search(words, plain):
            return _doubt(column, why, candidates)
    return column


def _doubt(column: Column, why: str, candidates: tuple[str, ...]) -> Column:
    return replace(column, kind=Kind.UNCLEAR, sure=False, candidates=candidates, ask=_asks()[why])


def propose(headings: Sequence[str]) -> tuple[Column, ...]:
    """What each column is, by its heading and its neighbours. Nothing is refused here: see :func:`check`."""
    columns = [replace(_recognised(heading), place=place, heading=heading) for place, heading in enumerate(headings)]
    for place, column in enumerate(columns):
        before = columns[place - 1] if place else None
        # "取得时间" right behind the title is the title's; elsewhere it may be a diploma's.
        if bare(column.heading) in ("取得时间", "取得日期") and before and before.field == "title_level":
            columns[place] = replace(column, kind=Kind.FACT, field="title_date", sure=False, candidates=(), ask=None)
    sure = {column.key for column in columns if column.kind is Kind.FACT and column.sure}
    for place, column in enumerate(columns):
        # Beside the fact's own name another wording is something else, or the same once more: asked about.
        if column.kind is Kind.FACT and not column.sure and column.field in sure:
            columns[place] = replace(_doubt(column, "other_wording", (column.field,)), field="")
    return tuple(_without_strays(columns))


def _without_strays(columns: list[Column]) -> Iterable[Column]:
    """A unit's own column that happens to be called as one of ours is kept: ours come together."""
    ours = {column.field for column in columns if column.kind is Kind.OURS}
    from_us = OUR_COLUMNS[-1] in ours or len(ours) >= len(OUR_COLUMNS) // 2
    for column in columns:
        stray = column.kind is Kind.OURS and not from_us
        yield replace(column, kind=Kind.KEPT, field="") if stray else column


def clashing_asked(columns: Sequence[Column]) -> tuple[Column, ...]:
    """``columns``, those that claim the same fact being asked about: :func:`check` would refuse them."""
    claims = Counter(column.key for column in columns if column.kind in _READ)
    return tuple(
        _doubt(column, "twice", (column.key,)) if column.kind in _READ and claims[column.key] > 1 else column
        for column in columns
    )


def unreadable_asked(columns: Sequence[Column], places: Container[int]) -> tuple[Column, ...]:
    """``columns``, those at ``places`` being asked about: their cells do not say what their headings do.

    A unit's 工作单位 mostly holds the name of the unit.
    """
    return tuple(
        _doubt(column, "unreadable", (column.key, *(("unit",) if column.key == "employment" else ())))
        if column.place in places
        else column
        for column in columns
    )


_READ = (Kind.FACT, Kind.HOURS)


def department_place(columns: Iterable[Column]) -> int | None:
    """Where ``columns`` say which department somebody is in, from 0; None where they do not.

    A list of several units has no departments, and is looked at by unit. Of two with the same meaning the first counts.
    """
    found: dict[str, int] = {}
    for column in columns:
        if column.kind is Kind.PERSON:
            found.setdefault(column.field, column.place)
    return found.get("department", found.get("unit"))


def used_as(column: Column) -> str:
    """What the column is used for, in the words that :func:`as_before` reads again; empty for one of ours."""
    if column.kind is Kind.OURS:
        return ""
    return key_name(column.key).zh if column.key else NOT_USED


def as_before(columns: Sequence[Column], before: Mapping[str, str]) -> tuple[Column, ...]:
    """``columns`` with what was decided last time, where the heading leaves it open; for the clerk to confirm.

    ``before``: how each heading was used (:func:`used_as`), as our own result has it.
    """
    found = []
    for column in columns:
        key = _used().get(before.get(column.heading, ""))
        open_ = column.kind in (Kind.UNCLEAR, Kind.KEPT) or (column.kind is Kind.FACT and not column.sure)
        if open_ and key is not None and (key != column.key or column.kind is Kind.UNCLEAR):
            told = as_told(column, key)
            column = replace(told, sure=told.kind is not Kind.FACT)
        found.append(column)
    return tuple(found)


@cache
def _used() -> dict[str, str]:
    """The words of :func:`used_as` → what the column was taken for, empty for none."""
    years = range(EARLIEST_DATE.year, LATEST_DATE.year + 1)
    keys = [*PERSON_FIELDS, *(field for field in FIELDS if field != "hours")]
    keys += [f"hours.{year}.{subject}" for year in years for subject in SUBJECTS]
    return {key_name(key).zh: key for key in keys} | {NOT_USED: ""}


def decided(columns: Sequence[Column], told: Mapping[int, str]) -> tuple[Column, ...]:
    """``columns`` with what somebody has decided, by place (:func:`as_told`)."""
    return tuple(as_told(column, told[column.place]) if column.place in told else column for column in columns)


def known(heading: str) -> bool:
    """Whether a heading says by itself what its column is."""
    return _recognised(heading).kind in (Kind.FACT, Kind.HOURS, Kind.OURS, Kind.PERSON)


def recognised(columns: Iterable[Column]) -> int:
    """How many columns were understood; a heading row is known by it."""
    return sum(column.kind in (Kind.FACT, Kind.HOURS, Kind.OURS, Kind.PERSON) for column in columns)


def check(columns: Sequence[Column]) -> None:
    """Refuse columns that cannot be read together: two that claim the same fact, or none that says anything."""
    seen: dict[str, Column] = {}
    for column in columns:
        if column.kind not in _READ:
            continue
        first = seen.setdefault(column.key, column)
        if first is not column:
            raise Refused(
                say(
                    "“{one}”（{first}列）和“{other}”（{second}列）说的是同一项：{fact}。请只留一列，或给另一列换个表头。",
                    one=first.heading,
                    first=letters(first.place),
                    other=column.heading,
                    second=letters(column.place),
                    fact=key_name(column.key),
                )
            )
    if not seen:
        raise Refused(say("没有认出任何一列。表头请用模板里的名称，例如“最高学历”“从事专业”“2021公需”。"))


def letters(place: int) -> str:
    """A column's letters in a spreadsheet: 0 is A, 26 is AA."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
