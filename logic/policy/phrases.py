"""Small phrases of the comparison and the map: one of several, and spans of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from logic.labels import (
    listed,
    within,
)
from logic.policy.periods import Between, Months
from logic.words.language import MONTHS, Text, join, say


def low(text: Text) -> Text:
    """A name as it stands within a sentence."""
    return Text(text.zh, within(text.en))


def either(texts: Iterable[Text]) -> Text:
    """One of several: 大专或中专."""
    said = [low(text) for text in texts]
    if len(said) < 2:
        return said[0]
    return join([listed(said[:-1]), said[-1]], zh="或", en=" or ")


def months_of(span: Months) -> Text:
    """A span of time: 满 1 年、不满 3 年."""
    start, end = span
    if end is None:
        return say("满{low}", low=period_of(start))
    if not start:
        return say("不满{end}", end=period_of(end))
    return say("满{low}、不满{end}", low=period_of(start), end=period_of(end))


def period_of(months: int) -> Text:
    """So many months, as years where they are: 6 个月, 2 年."""
    if months % 12 == 0:
        return Text(f" {months // 12} 年", f"{months // 12} year{'s' if months != 12 else ''}")
    return Text(f" {months} 个月", f"{months} month{'s' if months != 1 else ''}")


def months_listed(spans: Iterable[Months]) -> Text:
    """Several spans, those that touch as one."""
    runs: list[list[int | None]] = []
    for low, end in sorted(spans, key=lambda span: span[0]):
        if runs and runs[-1][1] == low:
            runs[-1][1] = end
        else:
            runs.append([low, end])
    return either(months_of((low or 0, end)) for low, end in runs)


def periods_of(periods: Iterable[Months | Between]) -> Text:
    """Spans of time, and years that are full between two days only."""
    said = list(periods)
    spans = [one for one in said if not isinstance(one, Between)]
    runs: list[Between] = []
    for one in sorted((one for one in said if isinstance(one, Between)), key=lambda one: (one.months, one.after)):
        if runs and (runs[-1].months, runs[-1].until) == (one.months, one.after):
            runs[-1] = replace(runs[-1], until=one.until)
        else:
            runs.append(one)
    days: dict[tuple[dt.date, dt.date], list[Text]] = {}
    for one in runs:
        days.setdefault((one.after + dt.timedelta(days=1), one.until), []).append(period_of(one.months))
    found = [months_listed(spans)] if spans else []
    found += [
        say("在{first}到{last}之间满{periods}", first=_day(first), last=_day(last), periods=either(periods))
        for (first, last), periods in days.items()
    ]
    return either(found)


def _day(day: dt.date) -> Text:
    """Without the year: it is a day of any notice's calendar."""
    return Text(f" {day.month} 月 {day.day} 日", f"{day.day} {MONTHS[day.month - 1]}")
