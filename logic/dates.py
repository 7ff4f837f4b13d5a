"""Dates as people write them: 2021-07-01, 2021.7.1, 2021/7/1, 20210701, 2021年7月1日, 1 July 2021."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

from logic.facts import EARLIEST_DATE, LATEST_DATE, fault
from logic.language import Text, say

_PARTS = re.compile(r"(\d{4})(?:[-./年\s]+(\d{1,2})(?:[-./月\s]+(\d{1,2})日?|月)?|年)?$")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?$")


_ENGLISH = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$"
)
# Not the calendar module's: those are in the language that the computer is set to.
_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {form: month for month, name in enumerate(_NAMES, start=1) for form in (name, name[:3])} | {"sept": 9}


def _parts(text: str) -> tuple[int | None, ...] | None:
    """Year, month and day; None for what is not written, and for a text that is no date."""
    english = _ENGLISH.match(text.lower())
    if english:
        day, name, later, year = english.groups()
        if name not in _MONTHS or (day and later):
            return None
        return int(year), _MONTHS[name], int(day or later) if day or later else None
    match = _SOLID.match(text) or _PARTS.match(text)
    return tuple(int(part) if part else None for part in match.groups()) if match else None


def month_end(text: str) -> dt.date | None:
    """The last day of the month that ``text`` names without a day; None where it names something else.

    Whoever only wrote the month is never counted too early by it. For files, where the reading is shown to be
    confirmed; a person who types is asked for the day (:func:`read_date`).
    """
    parts = _parts(unicodedata.normalize("NFKC", text).strip())
    if not parts or parts[1] is None or parts[2] is not None or not 1 <= parts[1] <= 12:
        return None
    year, month = parts[0] or 0, parts[1]
    if not EARLIEST_DATE.year <= year <= LATEST_DATE.year:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def read_date(text: str, *, latest: dt.date = LATEST_DATE) -> dt.date | Text | None:
    """The date in ``text``; a sentence saying what is wrong or still missing; None for an empty text.

    Nothing is guessed: a month without a day is asked about, never filled in. ``latest`` is the last day taken.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if not bare:
        return None
    parts = _parts(bare)
    if parts is None:
        return say("请按“年-月-日”填写，例如 2021-07-01 或 20210701。")
    year, month, day = parts
    if month is None:
        return say("还要写月和日，例如 {year}-07-01。", year=year or "")
    if not 1 <= month <= 12:
        return say("没有这一天，请检查月份和日期。")
    if day is None:
        return say("还要写几号。记不清就填当月最后一天，这样不会算早。")
    try:
        found = dt.date(year or 0, month, day)
    except ValueError:
        return say("没有这一天，请检查月份和日期。")
    if not EARLIEST_DATE <= found <= LATEST_DATE:
        return fault("date_range")
    if found > latest:
        return say("这一天在 {day}之后，还没有到。请检查年份。", day=latest)
    return found
