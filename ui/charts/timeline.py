"""The windows of the notice, one below the other, with today marked on each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from babel.dates import format_date

from logic.labels import within
from logic.words.language import phrase
from ui.charts.drawing import (
    BRAND,
    CLEAR,
    DAY_MS,
    FAINT,
    GREY,
    INK,
    Chart,
    Drawing,
    empty_figure,
    listed,
    put_text,
    sentences,
    wrapped,
)


@dataclass(frozen=True, slots=True)
class WindowBar:
    """One window of the notice, both days included; ``status`` is ``upcoming``, ``open`` or ``closed``.

    ``ends_only``: the notice names its last day only.
    """

    label: str
    opens: dt.date
    closes: dt.date
    status: str
    ends_only: bool = False


# How far beyond the windows today may lie and still be drawn in its place, in shares of their length.
_REACH = 0.3


def _short_date(day: dt.date, language: str) -> str:
    pattern, locale = ("d MMM", "en_GB") if language == "en" else ("M 月 d 日", "zh_Hans_CN")
    return format_date(day, pattern, locale=locale)


def windows(spans: Sequence[WindowBar], today: dt.date, language: str, *, named: str | None = None) -> Chart:
    """The windows of the notice one below the other, with today marked on each; far away, an arrow at the edge.

    Status shows by word and by fill: open is solid, upcoming hollow, closed grey. ``named`` is what to call the day
    where the reader looks at another one than today.
    """
    if not spans:
        title, none = phrase(language, "办理时间"), phrase(language, "没有公布办理时间。")
        return Chart(empty_figure(height=10).figure, title, none, none, (_window_headings(language),))
    first, last = min(s.opens for s in spans), max(s.closes for s in spans) + dt.timedelta(days=1)
    length = (last - first).days
    reach = dt.timedelta(days=max(3, round(length * _REACH)))
    near = first - reach <= today <= last + reach
    pad = dt.timedelta(days=max(1, round(length * 0.03)))
    start, end = (min(first, today) - pad, max(last, today) + pad) if near else (first - pad, last + pad)
    name = named or phrase(language, "今天")
    one_year = first.year == max(s.closes for s in spans).year
    says = {
        "upcoming": phrase(language, "未开始"),
        "open": phrase(language, "进行中"),
        "closed": phrase(language, "已结束"),
    }

    def date(day: dt.date) -> str:
        return _short_date(day, language) if one_year else day.isoformat()

    def dates(span: WindowBar) -> str:
        if span.ends_only:
            return phrase(language, "到 {day}为止", day=date(span.closes))
        if span.opens == span.closes:
            return date(span.opens)
        return phrase(language, "{opens}至 {closes}", opens=date(span.opens), closes=date(span.closes))

    # The vertical axis counts pixels, downwards: for each window its name, its dates, its bar.
    y, marks, places = 34, [], []
    for span in spans:
        lines = wrapped(span.label)
        marks.append((y, f"<b>{'<br>'.join(escape(line) for line in lines)}</b>"))
        y += 20 * len(lines)
        marks.append((y, f"{dates(span)} · {says[span.status]}"))
        places.append(y + 37)
        y += 64
    height, axis = y + 26, y - 4

    figure = empty_figure(height=height, l=2, r=2)
    figure.update_xaxes(type="date", range=[start.isoformat(), end.isoformat()])
    figure.update_yaxes(range=[height, 0])
    for tick in _ticks(start, end):
        share = (tick - start).days / (end - start).days
        figure.add_shape(
            type="line",
            x0=tick.isoformat(),
            x1=tick.isoformat(),
            y0=axis - 5,
            y1=axis,
            line={"color": GREY, "width": 1},
            name="tick",
        )
        anchor = "left" if share < 0.12 else "right" if share > 0.88 else "center"
        put_text(figure, _short_date(tick, language), x=tick.isoformat(), y=axis + 2, xanchor=anchor, yanchor="top")
    figure.add_shape(
        type="line", x0=0, x1=1, xref="paper", y0=axis, y1=axis, line={"color": GREY, "width": 1}, name="axis"
    )
    fills = {"open": BRAND, "upcoming": CLEAR, "closed": FAINT}
    edges = {"open": BRAND, "upcoming": BRAND, "closed": GREY}
    for span, place in zip(spans, places, strict=True):
        figure.add_bar(
            orientation="h",
            base=[span.opens.isoformat()],
            x=[((span.closes - span.opens).days + 1) * DAY_MS],
            y=[place],
            width=12,
            marker={"color": fills[span.status], "line": {"color": edges[span.status], "width": 1.5}},
            name=span.label,
        )
        if near:
            figure.add_shape(
                type="line",
                x0=_noon(today),
                x1=_noon(today),
                y0=place - 11,
                y1=place + 11,
                line={"color": INK, "width": 3},
                name="today",
            )
    for place, mark in marks:
        put_text(figure, mark, x=0, xref="paper", y=place, xanchor="left", yanchor="top", align="left")
    _mark_today(figure, today, name, (start, end), near, language)

    title = phrase(language, "办理时间（{year} 年）", year=first.year) if one_year else phrase(language, "办理时间")
    finding = _windows_finding(spans, language)
    periods = [
        phrase(language, "{label}：{dates}，{status}。", label=s.label, dates=dates(s), status=says[s.status])
        for s in spans
    ]
    now = phrase(language, "{name}是 {day}。", name=name, day=today)
    return Chart(
        figure=figure.figure,
        title=title,
        finding=finding,
        alt=sentences((phrase(language, "{title}的时间线。", title=title), *periods, now, finding), language),
        table=(
            _window_headings(language),
            *((s.label, "—" if s.ends_only else date(s.opens), date(s.closes), says[s.status]) for s in spans),
        ),
    )


def _window_headings(language: str) -> tuple[str, ...]:
    return (
        phrase(language, "事项"),
        phrase(language, "开始"),
        phrase(language, "截止"),
        phrase(language, "状态"),
    )


def _mark_today(
    figure: Drawing, today: dt.date, name: str, axis: tuple[dt.date, dt.date], near: bool, language: str
) -> None:
    """Today's name at the top: over its line, or with an arrow at the edge beyond which it lies."""
    start, end = axis
    if near:
        share = (today - start).days / (end - start).days
        anchor = "left" if share < 0.25 else "right" if share > 0.75 else "center"
        word = phrase(language, "{name} {day}", name=name, day=_short_date(today, language))
        put_text(figure, word, x=_noon(today), y=0, xanchor=anchor, yanchor="top")
        figure.add_shape(
            type="line", x0=_noon(today), x1=_noon(today), y0=22, y1=30, line={"color": INK, "width": 3}, name="today"
        )
        return
    word = phrase(language, "{name} {day}", name=name, day=today.isoformat())
    before = today < start
    put_text(
        figure,
        f"← {word}" if before else f"{word} →",
        x=0 if before else 1,
        xref="paper",
        y=0,
        xanchor="left" if before else "right",
        yanchor="top",
    )


def _noon(day: dt.date) -> str:
    return f"{day.isoformat()} 12:00"


def _ticks(start: dt.date, end: dt.date) -> list[dt.date]:
    """A few days to name on the axis, as many as stand clear of each other on a phone."""
    days = [start + dt.timedelta(days=i) for i in range((end - start).days + 1)]
    choices = (
        days,
        [day for day in days if day.weekday() == 0],
        [day for day in days if day.day in (1, 15)],
        [day for day in days if day.day == 1],
        [day for day in days if day.day == 1 and day.month in (1, 4, 7, 10)],
        [day for day in days if day.day == 1 and day.month == 1],
    )
    apart = (end - start) * 0.3

    def clear(choice: list[dt.date]) -> bool:
        return bool(choice) and all(b - a >= apart for a, b in pairwise(choice))

    return next((choice for choice in choices if clear(choice)), [days[0], days[-1]])


def _windows_finding(spans: Sequence[WindowBar], language: str) -> str:
    now = [within(span.label) if language == "en" else span.label for span in spans if span.status == "open"]
    if now:
        return phrase(language, "正在进行：{what}。", what=listed(now, language))
    ahead = [span for span in spans if span.status == "upcoming"]
    if ahead:
        following = min(ahead, key=lambda span: span.opens)
        return phrase(
            language,
            "没有正在进行的事项。下一项：{what}，{day}开始。",
            what=following.label,
            day=_short_date(following.opens, language),
        )
    return phrase(language, "这些时间都过了。新一年的安排以新通知为准。")
