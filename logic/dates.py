"""Dates as people write them: 2021-07-01, 2021.7.1, 2021/7/1, 20210701, 2021年7月1日, 1 July 2021."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from logic.facts import EARLIEST_DATE, LATEST_DATE, fault
from logic.words.language import MONTHS, Text, say, written_date


def after_years(start: dt.date, *years: int, months: int = 0) -> dt.date:
    """``start`` plus full calendar years, stage by stage, and months.

    Where a month has no such day, its last: 29 February plus one year is 28 February (rules, "Dates").
    """
    for n in (*(12 * n for n in years), months):
        year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
        try:
            start = start.replace(year=year, month=month + 1)
        except ValueError:
            start = dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    return start


@dataclass(frozen=True, slots=True)
class Clock:
    """Full years, stage by stage, or months, counted from the day that the fact ``since`` tells."""

    since: str
    years: tuple[int, ...] = ()
    months: int = 0

    def end(self, start: dt.date) -> dt.date:
        """The day on which it runs out, begun on ``start``."""
        return after_years(start, *self.years, months=self.months)


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


@dataclass(frozen=True, slots=True)
class Span:
    """When something was, as exactly as it was said: a day, a month or a year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> dt.date:
        """The first day it may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day it may mean: counted from it, nobody qualifies too early."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def ends(self, latest: dt.date = LATEST_DATE) -> tuple[dt.date, dt.date]:
        """The first and the last day it may mean, none after ``latest``."""
        return self.first, max(self.first, min(self.last, latest))

    def __str__(self) -> str:
        """As answers keep it: 2021-07-01, 2021-07 or 2021."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part))
        return "-".join(parts)

    @property
    def in_words(self) -> Text:
        """As a sentence says it, in both languages."""
        if self.month is None:
            return Text(f"{self.year} 年", str(self.year))
        if self.day is None:
            return Text(f"{self.year} 年 {self.month} 月", f"{MONTHS[self.month - 1]} {self.year}")
        return Text(written_date(self.first, "zh"), written_date(self.first, "en"))


_KEPT = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def kept_span(text: object) -> Span | None:
    """The span that :meth:`Span.__str__` wrote as ``text``; None for anything else."""
    if not isinstance(text, str) or not _KEPT.fullmatch(text):
        return None
    found = read_span(text)
    return found if isinstance(found, Span) else None


def month_end(text: str) -> dt.date | None:
    """The last day of the month that ``text`` names without a day; None where it names something else.

    Counted from it, a colleague of whom only the month is stated never qualifies too early. For files, where the
    reading is shown to be confirmed; a person who types is asked for the day where it decides (:mod:`logic.interview`).
    """
    found = read_span(text)
    return found.last if isinstance(found, Span) and found.month and not found.day else None


def read_span(text: str, *, latest: dt.date = LATEST_DATE) -> Span | Text | None:
    """The day, month or year in ``text``; a sentence saying what is wrong; None for an empty text.

    Nothing is guessed: whether a month is enough is for the rules to say. ``latest`` is the last day taken; of a
    month or a year, the first day must not be later.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if not bare:
        return None
    parts = _parts(bare)
    if parts is None:
        return say("请按“年-月-日”填写，例如 2021-07-01 或 20210701。")
    year, month, day = parts
    # A database's 2021-07-00 knows no day, and is not the first of the month.
    if (month is not None and not 1 <= month <= 12) or day == 0 or not 1 <= (year or 0) <= 9999:
        return say("没有这一天，请检查月份和日期。")
    found = Span(year or 0, month, day)
    try:
        first, last = found.ends()
    except ValueError:
        return say("没有这一天，请检查月份和日期。")
    if first < EARLIEST_DATE or last > LATEST_DATE:
        return fault("date_range")
    if first > latest:
        return say("这一天在 {day}之后，还没有到。请检查年份。", day=latest)
    return found


def read_date(text: str, *, latest: dt.date = LATEST_DATE) -> dt.date | Text | None:
    """As :func:`read_span`, where only a whole day will do: a month without a day is asked about, never filled in."""
    found = read_span(text, latest=latest)
    if not isinstance(found, Span):
        return found
    if found.month is None:
        return say("还要写月和日，例如 {year}-07-01。", year=found.year)
    if found.day is None:
        return say("还要写几号。记不清就填当月最后一天，这样不会算早。")
    return found.first
