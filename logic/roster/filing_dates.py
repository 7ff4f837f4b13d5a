"""How the notice's dates stand on a day, for a whole unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logic.assess import outside
from logic.labels import ROUTE_NAMES
from logic.pack import FILING, Event, Pack, Period
from logic.roster.overview import Overview
from logic.words.language import Text, say, say_n


@dataclass(frozen=True, slots=True)
class FilingDates:
    """How the notice's dates stand on a day, for a whole unit; ``warn`` where the counts must not be read without."""

    title: Text
    lines: tuple[Text, ...]
    warn: bool


def filing_dates(found: Overview, pack: Pack, as_of: dt.date) -> FilingDates:
    """What the dates of ``pack`` mean for the people in ``found`` on ``as_of``."""
    windows = {route: pack.window(route, as_of) for route in FILING}
    spans = {route: span for route, span in windows.items() if span is not None}
    states = {span.status(as_of) for span in spans.values()}
    lines = [] if pack.covers_day(as_of) else [outside(pack, as_of)]
    lines += [_window(route, found.ready.get(route, 0), span, as_of) for route, span in spans.items()]
    lines += [_dated(event) for event in pack.afterwards(as_of)]
    if found.undated:
        lines.append(say_n("有 {n} 人走的途径，这份通知没有写申报时间，请先问清。", found.undated))
    if states == {"closed"}:
        title = say("这一次的申报已经截止")
        lines.append(say("下面的人数只说谁符合条件，不等于现在还能报。时间要看新的通知。"))
    elif states == {"upcoming"}:
        title = say("还没有开始申报")
        lines.append(say("下面的人数只说谁符合条件，不等于现在就能报。"))
    elif states == {"open"}:
        title = say("正在申报期内")
        lines.append(say("最终以审核结果为准。"))
    else:
        title = say("各条途径的申报时间不一样")
        lines.append(say("下面的人数只说谁符合条件；现在能不能报，看这条途径的时间。"))
    if not pack.covers_day(as_of) and states != {"closed"}:
        title = say("注意日期")
    return FilingDates(title, tuple(lines), warn=states != {"open"} or not pack.covers_day(as_of))


def _window(route: str, ready: int, span: Period, as_of: dt.date) -> Text:
    name = say_n("{route}（符合条件 {n} 人）", ready, route=ROUTE_NAMES[route])
    match span.status(as_of):
        case "upcoming":
            until = (span.opens - as_of).days
            return say_n(
                "{name}：{opens}开始申报，还有 {n} 天；{closes}截止。",
                until,
                name=name,
                opens=span.opens,
                closes=span.closes,
            )
        case "open" if span.closes == as_of:
            return say("{name}：这一天是申报的最后一天。", name=name)
        case "open":
            left = (span.closes - as_of).days
            return say_n("{name}：申报到 {closes}截止，还有 {n} 天。", left, name=name, closes=span.closes)
        case _:
            return say("{name}：已在 {closes}截止。", name=name, closes=span.closes)


def _dated(event: Event) -> Text:
    if event.ends_only:
        return say("申报以后：{what}，到 {day}为止。", what=event.what.text, day=event.closes)
    return say("申报以后：{what}，{opens}至 {closes}。", what=event.what.text, opens=event.opens, closes=event.closes)
