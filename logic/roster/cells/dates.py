"""Days as people write them, and as spreadsheets keep them."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from typing import Any

from logic.blanks import bare_word as _word
from logic.blanks import visible
from logic.dates import month_end, read_date
from logic.facts import EARLIEST_DATE, LATEST_DATE, fault
from logic.roster.cells.taken import Found, Taken
from logic.roster.file.cell import DAY_ZERO, DAY_ZERO_1904, DaysSince1904, MonthOnly
from logic.words.language import Text, say

_FIRST_SERIAL, _LAST_SERIAL = ((day - DAY_ZERO).days for day in (EARLIEST_DATE, LATEST_DATE))
# Numbers that a spreadsheet counts as days of the fifties, and that are a year and a month without their dot: 20217.
_NO_SERIAL = range(19_500, 21_000)
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)\.(0[1-9]|1[0-2]|[2-9])")
_ONE_OR_TEN = re.compile(r"((?:19|20)\d\d)\.1")
_TENSE = re.compile(r"(?<=\d)\s*(年|月|日|号)份?\s*(?=\d|$)")
_CHINA = dt.timezone(dt.timedelta(hours=8))
_QUOTES = "'\"‘’“”`()[]"
# A spreadsheet's day, as text: 44378, 44378.0.
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
# 31-Jul-2021 is written by programs as 31 Jul 2021.
_NAMED_MONTH = re.compile(r"(?i)(?<=\d)-(?=[a-z]{3,9}-\d{4}$)|(?<=[a-z])-(?=\d{4}$)")


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
_ODD_MARKS = re.compile(r"(?<=\d)\s*[、。,·・—–]\s*(?=\d)")
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


def read_day(raw: Any) -> Found:
    """The day that ``raw`` says."""
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
    text = unicodedata.normalize("NFKC", visible(raw)).strip().strip(_QUOTES).strip()
    if _SERIAL.fullmatch(text):
        return _number_day(float(text))
    if _NO_DATE.fullmatch(text):
        return Taken(None, sure=False)
    if (moment := _moment(text)) is not None:
        return moment if isinstance(moment, Text) else _clocked(moment)
    plain = _WEEKDAY.sub("", _ODD_MARKS.sub("-", _STOPS.sub("", _in_digits(text))))
    plain = _SINCE.sub("", plain)
    # 2021 年 7 月份, 2021年7月1号
    tensed = _TENSE.sub(lambda one: "日" if one[1] == "号" else one[1], _NAMED_MONTH.sub(" ", plain))
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


def _zone(zone: str | None) -> dt.timezone | None:
    if zone is None:
        return None
    offset = re.search(r"([+-])(\d{2}):?(\d{2})$", zone)
    if offset is None:
        return dt.UTC
    minutes = int(offset[2]) * 60 + int(offset[3])
    return dt.timezone(dt.timedelta(minutes=min(minutes, 1439) * (-1 if offset[1] == "-" else 1)))


def read_title_day(raw: Any) -> Found:
    """Who has no title has no day for it."""
    if isinstance(raw, str) and _word(raw).strip("()") in ("无", "没有", "无职称", "暂无", "未取得"):
        return Taken(None, sure=False)
    return read_day(raw)
