"""How the notice's dates stand on the day asked about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logic.pack import Pack
from logic.words.language import Text, say


@dataclass(frozen=True, slots=True)
class Dates:
    """How a notice's dates stand on a day: a title, what to bear in mind, and whether that must not be overlooked."""

    title: Text
    text: Text | None
    warn: bool


def dates(pack: Pack, as_of: dt.date) -> Dates:
    """What a visitor should know of the notice's dates on ``as_of`` before beginning."""
    over = pack.is_over(as_of)
    title = say("这一次的申报已经截止") if over else say("注意日期")
    if not pack.covers_day(as_of):
        text = say(
            "这份通知只管 {year} 年。{day}不在它的日期内，申报时间要看当年的通知；条件仍值得先对照。",
            year=pack.year,
            day=as_of,
        )
        return Dates(title, text, warn=True)
    if over:
        return Dates(title, say("条件仍值得对照，时间要看新的通知。"), warn=True)
    return Dates(say("正在按 {day}查看", day=as_of), None, warn=False)


def day_to_try(pack: Pack) -> dt.date:
    """A day within the windows, for a visitor who wants to see how it works while they are closed."""
    window = pack.window("junior_review", pack.covers.first) or pack.window("initial_recognition", pack.covers.first)
    if window is None:
        return pack.covers.first
    return min(window.opens + dt.timedelta(days=3), window.closes)
