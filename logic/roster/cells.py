"""One cell: a value, a blank, or a sentence that says what is wrong and what would be right.

A cell is brought to the plain value that a script would send and then checked as that is (logic.facts). A word that
may mean two things is a fault that names both; "不清楚", a dash or an empty cell is unknown, never a default.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from logic.blanks import bare_word as _word
from logic.blanks import is_blank, visible
from logic.dates import month_end, read_date
from logic.facts import EARLIEST_DATE, LATEST_DATE, BadApplicant, fault, read_applicant
from logic.hours_text import read_amount
from logic.labels import CHOICE_NAMES, LEVEL_NAMES, YES_NO, listed
from logic.language import Text, say
from logic.pack import Pack
from logic.roster.columns import Column, Kind
from logic.roster.file.cell import (
    DAY_ZERO,
    DAY_ZERO_1904,
    MOST_CHARACTERS,
    DaysSince1904,
    ErrorCell,
    MonthOnly,
    NoResult,
    Shown,
)
from logic.traditional import simplified


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cell says: ``value`` as the applicant holds it, None for unknown.

    ``sure``: written as the template has it; else another wording, shown for the clerk to confirm. ``also``: what it
    says of other facts, which count where their own cells are blank: 本科（函授） is no full-time diploma.
    """

    value: Any
    sure: bool = True
    also: tuple[tuple[str, Any], ...] = ()


UNKNOWN = Taken(None)
# What a cell comes to: a value or a fault.
Found = Taken | Text


class CellReader:
    """Reads the cells of one column, on one day and under one pack."""

    __slots__ = ("_check", "_meanings", "_plain", "_words")

    def __init__(self, column: Column, pack: Pack, as_of: dt.date) -> None:
        """``column`` is a fact or one year's hours."""
        self._check: Callable[[Any], Any]
        self._plain: Callable[[Any], Any]
        self._words = column.kind is not Kind.HOURS and column.field not in _DAYS
        if column.kind is Kind.HOURS:
            year, subject = column.year, str(column.subject)
            self._check = lambda value: getattr(
                _checked("hours", [{"year": year, subject: value}], as_of, pack.by_id)[0], subject
            )
            self._plain = _amount
        else:
            field = column.field
            self._check = lambda value: _checked(field, value, as_of, pack.by_id)
            self._plain = _plainly(field, pack)
        # What the clerk has said goes before everything else, and is what the clerk expects.
        self._meanings = {
            _word(word): UNKNOWN if value is None else Taken(self._check(value)) for word, value in column.meanings
        }

    def __call__(self, raw: Any) -> Found:
        """What ``raw`` says; whatever it is, nothing is raised."""
        if type(raw) is Shown:
            # A word is what is shown; dates and amounts are what is held.
            raw = raw.text if self._words else raw.value
        if isinstance(raw, Decimal) and not raw.is_finite():
            raw = math.nan if raw.is_nan() else math.inf
        if isinstance(raw, NoResult):
            return say("这一格是公式，文件里没有存它的结果。请用表格软件打开、保存一次再试，或直接填上结果。")
        if isinstance(raw, ErrorCell):
            return _broken_formula()
        if is_blank(raw):
            return UNKNOWN
        if isinstance(raw, str):
            if len(raw) > MOST_CHARACTERS:
                return say("这一格的字太多，读不了。请检查是否贴错了内容。")
            if self._meanings and (said := self._meanings.get(_word(raw))) is not None:
                return said
            if _BROKEN_FORMULA.fullmatch(raw.strip().upper()):
                return _broken_formula()
        plain: Found = self._plain(raw)
        if isinstance(plain, Text):
            return plain
        if plain.value is None:
            return plain
        try:
            return Taken(self._check(plain.value), plain.sure, plain.also)
        except BadApplicant as error:
            return error.errors[0].text


def _broken_formula() -> Text:
    return say("这一格的公式出了错。请改成它应有的值，或留空。")


def _checked(field: str, value: Any, as_of: dt.date, specialties: Container[str]) -> Any:
    return getattr(read_applicant({field: value}, as_of=as_of, specialties=specialties), field)


# What spreadsheet programs write for a formula that failed, and for a column that is too narrow.
_BROKEN_FORMULA = re.compile(
    r"#\s*(N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV/0!|名称\?|值!|数字!|引用!|空值!)|"
    r"#[A-Z][A-Z_]{2,20}!?|#N/A[ .].*|ERR:\s*\d{3}|#{2,}"
)
_DAYS = ("service_start", "title_date")


def _plainly(field: str, pack: Pack) -> Callable[[Any], Found]:
    """How a cell of this fact is brought to its plain value."""
    if field in _DAYS:
        return _title_day if field == "title_date" else _day
    read: Callable[[Any], Found]
    if field in CHOICE_NAMES:
        read = _Choice(field, pack)
    else:
        read = _Specialty(pack) if field == "specialty" else _YesNo(field, pack)
    return _in_either_script(read)


def _in_either_script(read: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """``read``, which knows simplified characters, for traditional ones as well."""

    def either(raw: Any) -> Found:
        found = read(raw)
        if isinstance(found, Text) and isinstance(raw, str) and len(raw) < 64 and (other := simplified(raw)) != raw:
            again = read(other)
            return again if isinstance(again, Text) else Taken(again.value, sure=False, also=again.also)
        return found

    return either


# --- dates ---------------------------------------------------------------------------------------------------

_FIRST_SERIAL, _LAST_SERIAL = ((day - DAY_ZERO).days for day in (EARLIEST_DATE, LATEST_DATE))
# Numbers that a spreadsheet counts as days of the fifties, and that are a year and a month without their dot: 20217.
_NO_SERIAL = range(19_500, 21_000)
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)\.(0[1-9]|1[0-2]|[2-9])")
_ONE_OR_TEN = re.compile(r"((?:19|20)\d\d)\.1")
_TENSE = re.compile(r"(?<=\d)\s*(年|月|日|号)份?\s*(?=\d|$)")
_CHINA = dt.timezone(dt.timedelta(hours=8))


def _number_day(raw: int | float | Decimal) -> Found:
    first = DAY_ZERO_1904 if type(raw) is DaysSince1904 else DAY_ZERO
    serial = raw + (first - DAY_ZERO).days if math.isfinite(raw) else raw
    if math.isfinite(raw) and _FIRST_SERIAL <= serial < _LAST_SERIAL + 1:
        if int(raw) in _NO_SERIAL:
            return _no_day(fault("date_form"))
        seconds = round((raw - int(raw)) * 86_400)
        moment = dt.datetime.combine(first, dt.time()) + dt.timedelta(days=int(raw), seconds=seconds)
        return _clocked(moment, sure=False)
    text = str(int(raw)) if raw == raw // 1 else str(raw)
    # As a number, October is the same as January: 2021.10 and 2021.1.
    if one_or_ten := _ONE_OR_TEN.fullmatch(text):
        return say(
            "“{number}”可能是 1 月，也可能是 10 月。请写成 {year}年1月 或 {year}年10月。",
            number=text,
            year=one_or_ten[1],
        )
    if month := _YEAR_AND_MONTH.fullmatch(text):
        text = f"{month[1]}-{month[2]}"
    return _month_or_day(text)


def _month_or_day(text: str, *, sure: bool = True) -> Found:
    day = read_date(text)
    if isinstance(day, Text):
        # A month without a day is taken as its last day, which is never too early, and shown to be confirmed.
        last = month_end(text)
        return _no_day(day) if last is None else Taken(last, sure=False)
    return Taken(day, sure)


def _no_day(why: Text) -> Text:
    return say("{why}只知道年月时，写成 2021年9月 就可以。", why=why)


# What JavaScript's programs make of a day's begin in China: they leave out the 43 seconds, or the 5 minutes and 43,
# by which Shanghai's own time once differed.
_LOST = ((23, 59, 17), (23, 54, 17))


def _clocked(moment: dt.datetime, *, sure: bool = True) -> Found:
    """The day of ``moment`` in China; asked about where it may as well be the next."""
    if moment.tzinfo is not None:
        try:
            moment, sure = moment.astimezone(_CHINA).replace(tzinfo=None), False
        except OverflowError:
            return fault("date_form")
    elif (moment.hour, moment.minute, moment.second) == (16, 0, 0):
        return say("这一格的时间是 16:00，正是北京时间零点换成世界时的样子，分不清是这一天还是第二天。请只写日期。")
    clock = moment.hour, moment.minute, moment.second
    if any(clock[:2] == lost[:2] and abs(clock[2] - lost[2]) <= 1 for lost in _LOST):
        return Taken(moment.date() + dt.timedelta(days=1), sure=False)
    if clock[:2] == (23, 59):
        return say("这一格的时间是 23:59，分不清是这一天还是第二天。请只写日期。")
    return Taken(moment.date(), sure and moment.time() == dt.time())


_MOMENT = re.compile(
    r"(?P<day>.*\d日?)[T\s]+(?P<half>上午|下午|AM|PM)?\s*(?P<hour>\d{1,2})[:时](?P<minute>\d{2})分?"
    r"(?:[:]?(?P<second>\d{2})秒?(?:[.,]\d+)?)?\s*(?P<late>AM|PM)?\s*"
    r"(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?(?:\s*\[.*\]|\s*\(.*\))?",
    re.IGNORECASE,
)
# As JavaScript and letters have it: Mon Oct 24 2022 00:00:00 GMT+0800 (…), Sun, 23 Oct 2022 16:00:00 GMT.
_WESTERN = re.compile(
    r"[A-Za-z]{3},?\s+(?:(?P<month>[A-Za-z]{3})\s+(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s+(?P<month2>[A-Za-z]{3}))\s+"
    r"(?P<year>\d{4})\s+(?P<clock>\d{2}:\d{2}:\d{2})(?P<zone>\s+.*)?"
)
_WEEKDAY = re.compile(r"[\s,]*[(\[]?(星期|周|礼拜)[一二三四五六日天][)\]]?$")
_SINCE = re.compile(r"(?<=[\d日月])\s*(起|以来|开始|(-|—|–|~|至|到|--)\s*(今|现在|目前))$")
_STOPS = re.compile(r"[.。,、;;]+$")
_ODD_MARKS = re.compile(r"(?<=\d)\s*[、。,·・]\s*(?=\d)")
_NUMERALS = "〇一二三四五六七八九"
_ZERO = str.maketrans("○零Oo◯", "〇〇〇〇〇")
_IN_NUMERALS = re.compile(r"[〇一二三四五六七八九\d]{4}年.*")
_TENS = re.compile(r"([一二三]?)(十|廿|卅)([一二三四五六七八九]?)")


def _in_digits(text: str) -> str:
    """A date in Chinese numerals, 二〇二一年九月, in digits."""
    numerals = text.translate(_ZERO)
    if not _IN_NUMERALS.fullmatch(numerals):
        return text

    def tens(found: re.Match[str]) -> str:
        ten = {"廿": 2, "卅": 3}.get(found[2], _NUMERALS.index(found[1]) if found[1] else 1)
        return str(10 * ten + (_NUMERALS.index(found[3]) if found[3] else 0))

    return "".join(str(_NUMERALS.index(c)) if c in _NUMERALS else c for c in _TENS.sub(tens, numerals))


# What a spreadsheet shows for a date that is not there: the day before its first one.
_NO_DATE = re.compile(r"1900[-/.年](0?1)[-/.月]0?0日?|0000[-/.]00[-/.]00|1899[-/.]12[-/.]3[01]|1904[-/.]0?1[-/.]0?1")


def _day(raw: Any) -> Found:
    if isinstance(raw, dt.date) and raw.isoformat()[:10] in ("1899-12-30", "1899-12-31", "1904-01-01"):
        return Taken(None, sure=False)
    if isinstance(raw, MonthOnly):
        return Taken(month_end(str(raw)), sure=False)
    if isinstance(raw, dt.datetime):
        return _clocked(raw)
    if isinstance(raw, dt.date):
        return Taken(raw)
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return _number_day(raw)
    if not isinstance(raw, str) or len(raw) > 200:
        return _no_day(fault("date_form"))
    text = unicodedata.normalize("NFKC", visible(raw)).strip().lstrip("'").strip()
    if text.isascii() and text.isdigit() and len(text) == 5:
        return _number_day(int(text))
    if _NO_DATE.fullmatch(text):
        return Taken(None, sure=False)
    if (moment := _moment(text)) is not None:
        return moment if isinstance(moment, Text) else _clocked(moment)
    plain = _WEEKDAY.sub("", _ODD_MARKS.sub("-", _STOPS.sub("", _in_digits(text))))
    plain = _SINCE.sub("", plain)
    # 2021 年 7 月份, 2021年7月1号
    tensed = _TENSE.sub(lambda one: "日" if one[1] == "号" else one[1], plain)
    return _month_or_day(tensed.strip(), sure=plain == text)


def _moment(text: str) -> dt.datetime | Text | None:
    """A day with a clock behind it; what is wrong with it; None where there is no clock."""
    if western := _WESTERN.fullmatch(text):
        day = f"{western['day'] or western['day2']} {western['month'] or western['month2']} {western['year']}"
        found = _MOMENT.fullmatch(f"{day} {western['clock']}{(western['zone'] or '').rstrip()}")
    else:
        found = _MOMENT.fullmatch(text)
    if not found:
        return None
    read = read_date(_WEEKDAY.sub("", _in_digits(found["day"])).strip())
    if not isinstance(read, dt.date):
        return _no_day(read or fault("date_form"))
    hour, half = int(found["hour"]), (found["half"] or found["late"] or "").upper()
    if half:
        hour = hour % 12 + (12 if half in ("下午", "PM") else 0)
    try:
        clock = dt.time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return _no_day(fault("date_form"))
    return dt.datetime.combine(read, clock, _zone(found["zone"]))


def _zone(told: str | None) -> dt.timezone | None:
    if told is None:
        return None
    offset = re.search(r"([+-])(\d{2}):?(\d{2})$", told)
    if offset is None:
        return dt.UTC
    minutes = int(offset[2]) * 60 + int(offset[3])
    return dt.timezone(dt.timedelta(minutes=min(minutes, 1439) * (-1 if offset[1] == "-" else 1)))


def _title_day(raw: Any) -> Found:
    """Who has no title has no day for it."""
    if isinstance(raw, str) and _word(raw) in ("无", "没有", "无职称"):
        return UNKNOWN
    return _day(raw)


# --- hours ---------------------------------------------------------------------------------------------------


def _amount(raw: Any) -> Found:
    found = read_amount(raw)
    return found if isinstance(found, Text) else Taken(found)


# --- yes and no ----------------------------------------------------------------------------------------------

_YES = "是 对 √ ✓ ✔ ☑ ✅ y yes true t 1"
_NO = "否 不是 × ✗ ✕ ✘ ☒ ❌ x n no false f 0"
# Words that are clear in one column only: (yes, no).
_WORDS: dict[str, tuple[str, str]] = {
    "works_in_district": ("在 在区内 区内 {district} 在{district}", "不在 区外 不在区内 不在{district}"),
    "under_contract": (
        "有 有合同 已签 已签订 签订 已签合同 劳动合同 聘用合同 有劳动合同 有聘用合同",
        "无 没有 未签 未签订 没签 无合同 没有合同",
    ),
    "in_technical_post": (
        "专业技术岗位 专业技术岗 专业技术 专技岗位 专技岗 专技 在",
        "管理岗位 管理岗 管理 工勤岗位 工勤岗 工勤 工勤技能岗位 工勤技能岗 不在",
    ),
    "post_vacancy": ("有 有空岗 有空缺 空缺", "无 没有 无空岗 没有空岗 无空缺 满岗 满编"),
    "disciplinary_period": ("有 在 在处分期 在处分期内 处分期内", "无 没有 无处分 不在 不在处分期 不在处分期内"),
    "applied_elsewhere_this_year": ("有 已报 另报 已另报", "无 没有 未报 没报 未另报 没有另报"),
    "dishonesty_record": ("有 有记录 失信 有失信记录", "无 没有 无记录 无失信 无失信记录 没有记录 良好"),
    "full_time_recognised": (
        "全日制 统招 全日制统招 统招全日制 全日制毕业 普通全日制 普通高等教育 全日制普通高等教育 全日制教育 "
        "fulltime full-time",
        "非全日制 函授 自考 自学考试 成人教育 成人 成教 电大 网络教育 夜大 业余 开放教育 国家开放大学 远程教育 "
        "parttime part-time",
    ),
    "diploma_outside_mainland": (
        "海外 境外 国外 留学 港澳台 香港 澳门 台湾 国境外 国(境)外 海外院校 境外院校 国外院校 港澳台院校 外国院校 "
        "国(境)外院校 海外高校 境外高校 国外高校 香港院校 澳门院校 台湾院校 海外学历 境外学历 国外学历 国(境)外学历",
        "国内 内地 大陆 境内 非境外 国内院校 内地院校 大陆院校 境内院校 国内高校 普通高校 普通高等学校 普通高等院校 "
        "普通本科院校 本科院校 高职院校 职业院校 中职学校",
    ),
    "major_related": (
        "对口 专业对口 相关 一致 相同 相近 相同或相近 一致或相近",
        "不对口 专业不对口 不相关 不一致 不相近 无关 不同",
    ),
    "unit_assessment_passed": (
        "合格 考核合格 通过 已通过 已合格 优秀 称职 passed pass",
        "不合格 考核不合格 未通过 没通过 不称职 failed fail",
    ),
    "title_same_series": ("同系列 同一系列 相同 一致 同", "不同系列 不同 不一致 非同系列 不是同系列"),
}


class _YesNo:
    """A yes-or-no column."""

    def __init__(self, field: str, pack: Pack) -> None:
        self._field = field
        yes, no = (words.format(district=pack.names.district.zh) for words in _WORDS.get(field, ("", "")))
        self._words = {word: Taken(value=True, sure=False) for word in f"{_YES} {yes}".split()}
        self._words |= {word: Taken(value=False, sure=False) for word in f"{_NO} {no}".split()}
        self._counts = field == "post_vacancy"
        for value, name in YES_NO.items():
            for text in (name.zh, name.en, str(value)):
                self._words[_word(text)] = Taken(value)

    def __call__(self, raw: Any) -> Found:
        if isinstance(raw, bool):
            return Taken(raw)
        if isinstance(raw, int | float | Decimal) and raw in (0, 1):
            return self._words[str(int(raw))]
        # How many posts are free says whether one is.
        if self._counts and isinstance(raw, int | float | Decimal) and 1 < raw < 1000 and raw == int(raw):
            return Taken(value=True, sure=False)
        if self._counts and isinstance(raw, str) and re.fullmatch(r"[1-9]\d{0,2}个?", _word(raw)):
            return Taken(value=True, sure=False)
        found = self._words.get(_word(raw)) if isinstance(raw, str) and len(raw) < 64 else None
        if found is None and self._field == "full_time_recognised" and isinstance(raw, str):
            found = _from_outside(_word(raw))
        return found or say("请填“是”或“否”；不清楚就留空。")


def _from_outside(word: str) -> Taken | None:
    """海外院校 and the like: nothing is said of full-time study, and where the diploma is from is."""
    if len(word) < 16 and _OUTSIDE.search(word):
        return Taken(None, sure=False, also=(("diploma_outside_mainland", True),))
    return None


# --- choices -------------------------------------------------------------------------------------------------

# Everyday words of each choice; a word under two choices is asked about.
_CHOICE_WORDS: dict[str, dict[str, str]] = {
    "employment": {
        "enterprise": "企业单位 国企 国有企业 央企 民企 民营企业 民营 私企 私营企业 私营 外企 外资企业 "
        "集体企业 公司 股份公司 "
        "有限公司 个体工商户 个体户 个体 灵活就业 company",
        "public_institution": "事业 全额事业单位 差额事业单位 自收自支事业单位 全额拨款事业单位 "
        "差额拨款事业单位 公益一类 公益二类 "
        "公益一类事业单位 公益二类事业单位 publicinstitution",
        "freelancer": "自由职业者 自由职业人员 灵活就业 个体工商户 个体户 个体 freelance self-employed selfemployed",
        "other_organisation": "其他 其它 其它组织 其他单位 社会组织 社会团体 社团 民办非企业 民办非企业单位 "
        "民非 行业协会 协会 基金会 "
        "机关 党政机关 行政机关 other otherorganization",
        "civil_servant": "国家公务员 机关公务员 公务员身份 机关 党政机关 行政机关 civilservant",
        "civil_service_managed": "参公 参公单位 参公管理 参公人员 参公管理事业单位 参照公务员管理 参照公务员法管理 "
        "参照公务员管理事业单位 参照公务员法管理事业单位 参照公务员法管理的事业单位 机关 党政机关 行政机关 "
        "civil-service-managedinstitution",
        "retired": "退休 离退休 退休人员 退休返聘 返聘 离休",
        "not_employed": "无业 待业 失业 未就业 没有工作 无工作 暂无 在校 在校生 在读 学生 求职中 unemployed student",
    },
    "residency": {
        "mainland": "内地 大陆 中国内地 中国大陆 大陆居民 中国 中国籍",
        "hong_kong_macao_taiwan": "港澳台 香港 澳门 台湾 港澳台同胞 香港居民 澳门居民 台湾居民 中国香港 "
        "中国澳门 中国台湾 中国 中国籍",
        "foreign": "外国 外国人 外国籍 外籍人员 外籍人士 外宾 foreigner",
    },
    "foreign_permit": {
        "permanent_residence": "永久居留证 永居证 永居 外国人永久居留身份证 永久居留身份证 绿卡",
        "anhui_work_permit": "{province}工作许可 {province}工作许可证 {province}外国人工作许可证 "
        "{province}颁发的工作许可证 {province}颁发的外国人工作许可证",
        "none": "无 没有 都无 均无",
    },
    "education": {
        "doctor": "研究生博士 博士 博士生 博士学位 博士毕业 研究生 phd doctor doctoral doctorate",
        "master": "研究生硕士 硕士 硕士生 硕士学位 硕士毕业 研究生 master masters",
        "second_bachelor": "第二学士 二学位 双学位 双学士",
        "bachelor": "本科学士 大学本科学士 本科学士学位 大学本科学士学位 专升本 "
        "本科 大学本科 大本 本科生 学士 学士学位 本科毕业 大学 双学位 双学士 bachelor bachelors "
        "undergraduate",
        "college": "五年制大专 三年制大专 五年一贯制大专 五年制高职 "
        "专科 大专 大学专科 高职 高专 高职高专 高等职业 专科生 大专生 大专毕业 专科毕业 大学 "
        "college juniorcollege collegediploma",
        "secondary": "中专 中职 中等专业 中等专科 中等职业 中等专业学校 中等职业学校 职高 职业高中 中专毕业",
        "skilled_technician": "预备技师班 技师班 预备技师 技校 技工学校 技工院校 技师学院",
        "skilled_senior": "高级技工班 技校 技工学校 技工院校 技师学院",
        "skilled_intermediate": "中级技工班 技校 技工学校 技工院校",
        "high_school": "高中 普高 高中毕业",
        "below_secondary": "初中 小学 初中以下 高中以下 初中毕业",
    },
    "title_level": {
        "none": "无 没有 无职称 没有职称 未取得 未取得职称 暂无 暂无职称 还没有 未评 未评职称 未评定 未定级 "
        "未定职称 no",
        "technician": "初级 初级职称 员 初级士 初级(士) 员级职称",
        "assistant": "助理 助理级职称 助师级 助师 助工 初级 初级职称 初级师 初级(师) 助理级别",
        "intermediate_or_above": "中级 中级职称 中级以上 中级及以上 高级 高级职称 副高 正高 副高级 正高级 "
        "副高职称 正高职称 高工 正高工",
    },
}
# Names of titles by level, of the national series whose levels are the same everywhere; the pack's own come on top.
# What is no title is not among them: grades of workers (高级茶艺师), licences (执业药师, 注册会计师), and words that
# may be either (人力资源管理师, 社会工作师).
_BY_LEVEL = "会计师 统计师 经济师 审计师 实验师 政工师 工艺美术师 农艺师 畜牧师 兽医师 工程师"
_TITLES: dict[str, str] = {
    "technician": "技术员 会计员 统计员 经济员 审计员 实验员 政工员 管理员 三级教师 中学三级教师 小学二级教师 "
    "小学三级教师 "
    "中教三级 小教二级 小教三级 医士 药士 中药士 护士 技士 检验士 三级实习指导教师",
    "assistant": "助理馆员 助教 助理讲师 助理记者 助理编辑 研究实习员 二级教师 中学二级教师 小学一级教师 中教二级 "
    "小教一级 "
    "幼儿园一级教师 医师 住院医师 中医师 药师 中药师 护师 初级护师 初级药师 检验师 二级实习指导教师 初级教练",
    "intermediate_or_above": "馆员 副研究馆员 研究馆员 讲师 高级讲师 正高级讲师 副教授 教授 记者 主任记者 高级记者 "
    "编辑 主任编辑 "
    "高级编辑 副编审 编审 助理研究员 副研究员 研究员 一级教师 高级教师 正高级教师 中学一级教师 中学高级教师 "
    "小学高级教师 "
    "幼儿园高级教师 中教一级 中教高级 小教高级 主治医师 主治中医师 主管护师 主管药师 主管中药师 主管技师 "
    "主管检验师 副主任医师 "
    "主任医师 副主任护师 主任护师 副主任药师 主任药师 副主任中药师 主任中药师 副主任技师 主任技师 一级实习指导教师 "
    "高级实习指导教师 "
    "中级教练 高级教练 教授级高级工程师 研究员级高级工程师 推广研究员 农业技术推广研究员",
}
_PARTS = re.compile(r"[/,;()\[\]|&+、]|或|和")
# What a diploma was earned by, not which diploma it is; and of these, what is no full-time study.
_PART_TIME = (
    "非全日制|高等教育自学考试|自学考试|自考|函授|成人高考|成人教育|成人高等教育|成人|成教|电大|广播电视大学|国家开放大学|开放大学|开放教育|国开|"
    "网络教育|远程教育|网络|远程|夜大学?|职大|业余|在职研究生|在职|中央党校|省委党校|党校|函大"
)
_PART_TIME_WORD = re.compile(_PART_TIME)
_OUTSIDE = re.compile(r"海外|境外|国外|国\(境\)外|国境外|留学|港澳台|香港|澳门|台湾|外国")
_MANNER = re.compile(
    rf"({_PART_TIME}|普通全日制|全日制普通|全日制统招|统招全日制|全日制|普通高等教育|高等教育|统招|统分|普通|国民教育|海外|境外|国外|国\(境\)外|留学|港澳台|香港|澳门|台湾|"
    r"外国|院校|高校)"
)
_GRADUATED = re.compile(r"(学历|毕业|毕业生|教育)$")


class _Choice:
    """A column of choices: by name in either language, by value, or by an everyday word."""

    def __init__(self, field: str, pack: Pack) -> None:
        self._field = field
        self._names = CHOICE_NAMES[field]
        self._exact: dict[str, str] = {}
        self._words: dict[str, set[str]] = {}
        for choice, name in self._names.items():
            value = str(choice)
            for text in (value, name.zh, name.en):
                self._exact[_word(text)] = value
        for value, words in _CHOICE_WORDS[field].items():
            for province in (pack.names.province.zh, pack.names.province.zh.removesuffix("省")):
                self._add(value, words.format(province=province).split())
        if field == "title_level":
            for value, words in _TITLES.items():
                self._add(value, words.split())
            for title in _BY_LEVEL.split():
                self._add("assistant", (f"助理{title}",))
                self._add("intermediate_or_above", (title, f"高级{title}", f"正高级{title}", f"副高级{title}"))
            for family in pack.titles.values():
                for level in LEVEL_NAMES:
                    title = getattr(family, level.value)
                    if title is not None:
                        self._add("intermediate_or_above" if level == "intermediate" else level, (title.zh, title.en))

    def _add(self, value: str, words: Iterable[str]) -> None:
        for word in words:
            self._words.setdefault(_word(word), set()).add(value)

    def __call__(self, raw: Any) -> Found:
        if not isinstance(raw, str) or len(raw) > 64:
            return self._refuse()
        word = _word(raw)
        if word in self._exact:
            return Taken(self._exact[word])
        means = self._means(word)
        if len(means) == 1:
            return Taken(next(iter(means)), sure=False, also=self._also(word))
        if means:
            choices = listed(name for choice, name in self._names.items() if choice in means)
            return say("“{word}”可能是：{choices}。请写明是哪一个。", word=raw.strip(), choices=choices)
        return self._refuse(raw)

    def _also(self, word: str) -> tuple[tuple[str, Any], ...]:
        """What the wording of a diploma says of how and where it was earned."""
        if self._field != "education":
            return ()
        also: list[tuple[str, Any]] = []
        if _PART_TIME_WORD.search(word):
            also.append(("full_time_recognised", False))
        if _OUTSIDE.search(word):
            also.append(("diploma_outside_mainland", True))
        return tuple(also)

    def _means(self, word: str) -> set[str]:
        """The choices that ``word`` can stand for; of "研究生（硕士）", those that all its parts can."""
        found = self._one(word)
        if found:
            return found
        parts = [part for part in _PARTS.split(word) if part]
        if self._field == "education":
            # 本科（函授）: how it was earned does not change which diploma it is.
            parts = [part for part in parts if _MANNER.sub("", part)]
        if not parts or parts == [word]:
            return set()
        return set.intersection(*(self._one(part) for part in parts))

    def _one(self, word: str) -> set[str]:
        if word in self._exact:
            return {self._exact[word]}
        if word in self._words:
            return self._words[word]
        if self._field == "education":
            # 大学 alone would be left of 开放大学: a manner that holds a diploma's word goes first.
            less = _GRADUATED.sub("", _MANNER.sub("", word)).strip("()（）")
            if less and less != word:
                return self._one(less)
        return set()

    def _refuse(self, raw: Any = None) -> Text:
        choices = listed(self._names.values())
        if self._field == "title_level" and isinstance(raw, str):
            if _WORKER.fullmatch(_word(raw)):
                return say(
                    "“{word}”是工人的技能等级，不是职称。请填：{choices}。不清楚就留空。",
                    word=raw.strip(),
                    choices=choices,
                )
            if _LICENCE.search(_word(raw)):
                return say(
                    "“{word}”是职业资格，不是职称；能不能对应职称要问人社部门。请填：{choices}。不清楚就留空。",
                    word=raw.strip(),
                    choices=choices,
                )
            return say("请按职称证书上的级别填：{choices}。不清楚就留空。", choices=choices)
        return say("只能填以下之一：{choices}。不清楚就留空。", choices=choices)


# The grades of skilled workers, which read like titles.
_GRADE = "初级|中级|高级|特级|首席|助理|[一二三四五]级"
_WORKER = re.compile(
    rf"({_GRADE})?.{{0,6}}(?<!助)工|({_GRADE})?.{{0,6}}技师|({_GRADE}).{{1,6}}员|[一二三四五]级.{{0,6}}(工|技师)|"
    r"(初级|中级|高级|[一二三四五]级)?.{0,4}(茶艺|烹调|烹饪|面点|育婴|保育|美容|美发|按摩|保健|营养|健康管理|电子商务|物流|养老护理|心理咨询|"
    r"理财规划|企业培训|调酒|评茶|品酒|酿酒|职业指导|劳动关系协调|花艺|插花|摄影|陈列|助听器验配|验光)(师|员)|"
    r"(助理|高级|二级|三级|一级)(茶艺|电子商务|物流|营养|健康管理|心理咨询|理财规划|采购|职业指导)师"
)
_LICENCE = re.compile(
    r"执业|注册|职业资格|资格证|从业资格|建造师|造价师|监理师|消防工程师|安全工程师|造价工程师|监理工程师|全科医生|社会工作师|人力资源管理师|导游|法律职业"
)

# --- the specialty -------------------------------------------------------------------------------------------

_MOST_NAMED = 4


class _Specialty:
    """The specialty, by its name in either language or its id; by a search word where that leads to it alone."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._exact: dict[str, str] = {}
        self._words: dict[str, set[str]] = {}
        for one in pack.specialties:
            for name in (one.id, one.zh, one.en):
                self._exact[_word(name)] = one.id
            for word in (*one.words, *one.words_en):
                self._words.setdefault(_word(word), set()).add(one.id)

    def __call__(self, raw: Any) -> Found:
        if not isinstance(raw, str) or len(raw) > 64:
            return self._refuse()
        word = _word(raw)
        for tried in (word, word.removesuffix("专业")):
            if tried in self._exact:
                return Taken(self._exact[tried], sure=tried == word)
        means = self._words.get(word) or self._words.get(word.removesuffix("专业")) or set()
        if len(means) == 1:
            return Taken(next(iter(means)), sure=False)
        if means:
            return say("“{word}”可能是：{choices}。请写明是哪一个。", word=raw.strip(), choices=self._named(means))
        near = self._near(word)
        if near:
            return say(
                "专业目录里没有“{word}”。是不是：{choices}？请写其中一个。", word=raw.strip(), choices=self._named(near)
            )
        return self._refuse()

    def _near(self, word: str) -> set[str]:
        """Specialties whose name or words stand in ``word``, or it in them."""
        if len(word) < 2:
            return set()
        return {
            value
            for keys in (self._exact.items(), ((key, v) for key, values in self._words.items() for v in values))
            for key, value in keys
            if word in key or (len(key) > 1 and key in word)
        }

    def _named(self, ids: set[str]) -> Text:
        names = [one.name for one in self._pack.specialties if one.id in ids]
        return listed(names[:_MOST_NAMED] + ([Text("……", "…")] if len(names) > _MOST_NAMED else []))

    def _refuse(self) -> Text:
        return say("专业目录里没有这个专业。请从目录中选一个名称填写。")
