"""The ways from today on one line of time: when one is ready, when the round is, what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from babel.dates import format_date

from logic.words.language import phrase
from ui.charts.drawing import BRAND, FAINT, GREY, INK, Chart, Drawing, empty_figure, put_text, sentences, wrapped


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on a way: what it is, when in words, the day to draw it on, and how sure that is.

    ``kind``: ``ready``, ``dated``, ``about`` or ``beyond``.
    """

    label: str
    when: str
    day: dt.date
    kind: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One way with its stops in the order of time."""

    name: str
    stops: tuple[Stop, ...]


# Filled: this notice names the days. Open: about that time.
_SYMBOLS = {"ready": "circle-open", "dated": "square", "about": "square-open", "beyond": "diamond-open"}


def ways(lanes: Sequence[Lane], today: dt.date, language: str, *, named: str | None = None) -> Chart:
    """The ways one below the other. ``named``: what to call ``today`` where another day is looked at."""
    name = named or phrase(language, "今天")
    says = {
        "ready": phrase(language, "条件够了"),
        "dated": phrase(language, "这份通知的日期"),
        "about": phrase(language, "大约，看那一年的通知"),
        "beyond": phrase(language, "不归这份通知"),
    }
    days = [stop.day for lane in lanes for stop in lane.stops]
    last = max([*days, today + dt.timedelta(days=60)])
    length = (last - today).days
    start, end = today - dt.timedelta(days=round(length * 0.03) + 1), last + dt.timedelta(days=round(length * 0.06) + 1)

    # The vertical axis counts pixels, downwards: the way's name, its line, then a line of words for each stop.
    y, marks, rows = 30, [], []
    for lane in lanes:
        lines = wrapped(lane.name)
        marks.append((y, f"<b>{'<br>'.join(escape(line) for line in lines)}</b>"))
        y += 20 * len(lines) + 34
        rows.append(y)
        y += 18
        for number, stop in enumerate(lane.stops, start=1):
            lines = wrapped(f"{number}. {stop.label}")
            marks.append((y, f"{'<br>'.join(escape(line) for line in lines)}<br>    {escape(stop.when)}"))
            y += 20 * (len(lines) + 1) + 4
        y += 14
    height, axis = y + 24, y - 2

    figure = empty_figure(height=height, l=2, r=2)
    figure.update_xaxes(type="date", range=[start.isoformat(), end.isoformat()])
    figure.update_yaxes(range=[height, 0])
    for tick, label in _ticks(today, end, language):
        share = (tick - start).days / max((end - start).days, 1)
        line = {"color": GREY, "width": 1}
        figure.add_shape(type="line", x0=str(tick), x1=str(tick), y0=axis - 5, y1=axis, line=line, name="tick")
        for row in rows:
            figure.add_shape(type="line", x0=str(tick), x1=str(tick), y0=row - 5, y1=row + 5, line=line, name="tick")
        anchor = "left" if share < 0.1 else "right" if share > 0.9 else "center"
        put_text(figure, label, x=str(tick), y=axis + 2, xanchor=anchor, yanchor="top")
    figure.add_shape(
        type="line", x0=0, x1=1, xref="paper", y0=axis, y1=axis, line={"color": GREY, "width": 1}, name="axis"
    )
    for row, lane in zip(rows, lanes, strict=True):
        until = max([stop.day for stop in lane.stops], default=today)
        figure.add_shape(
            type="line", x0=str(today), x1=str(until), y0=row, y1=row, line={"color": FAINT, "width": 3}, name="way"
        )
        figure.add_scatter(
            x=[str(stop.day) for stop in lane.stops],
            y=[row for _ in lane.stops],
            mode="markers",
            marker={
                "symbol": [_SYMBOLS[stop.kind] for stop in lane.stops],
                "size": 13,
                "color": BRAND,
                "line": {"color": BRAND, "width": 2},
                "opacity": 1,
            },
            name=lane.name,
            cliponaxis=False,
        )
        _numbers(figure, lane, row, (start, end))
        figure.add_shape(
            type="line",
            x0=str(today),
            x1=str(today),
            y0=row - 11,
            y1=row + 11,
            line={"color": INK, "width": 3},
            name="today",
        )
    for place, mark in marks:
        put_text(figure, mark, x=0, xref="paper", y=place, xanchor="left", yanchor="top", align="left")
    put_text(
        figure,
        phrase(language, "{name} {day}", name=name, day=today.isoformat()),
        x=0,
        xref="paper",
        y=0,
        xanchor="left",
        yanchor="top",
    )
    finding = _finding(lanes, language)
    lanes_in_words = [f"{lane.name}：" + "；".join(f"{s.label}，{s.when}" for s in lane.stops) for lane in lanes]
    key = phrase(language, "圆圈：条件够了；实心方块：这份通知的日期；空心：大约的时间。")
    return Chart(
        figure=figure.figure,
        title=phrase(language, "从今天往后看"),
        finding=sentences((finding, key), language),
        alt=sentences((phrase(language, "时间线。"), *lanes_in_words, finding), language),
        table=(
            (
                phrase(language, "路"),
                phrase(language, "步骤"),
                phrase(language, "时间"),
                phrase(language, "把握"),
            ),
            *((lane.name, s.label, s.when, says[s.kind]) for lane in lanes for s in lane.stops),
        ),
    )


def _numbers(figure: Drawing, lane: Lane, row: int, axis: tuple[dt.date, dt.date]) -> None:
    """Each stop's number over its mark; numbers that would touch stand together."""
    start, end = axis
    groups: list[list[int]] = []
    for number, stop in enumerate(lane.stops):
        close = groups and (stop.day - lane.stops[groups[-1][-1]].day).days / (end - start).days < 0.06
        if close:
            groups[-1].append(number)
        else:
            groups.append([number])
    for group in groups:
        middle = lane.stops[group[0]].day
        put_text(
            figure,
            "·".join(str(number + 1) for number in group),
            x=str(middle),
            y=row - 9,
            yanchor="bottom",
            xanchor="center",
        )


def _ticks(today: dt.date, end: dt.date, language: str) -> list[tuple[dt.date, str]]:
    """The first of each year, or of each quarter where there is one year at most."""
    if (end - today).days > 500:
        years = [dt.date(year, 1, 1) for year in range(today.year + 1, end.year + 1)]
        step = -(-len(years) // 5) or 1
        return [(day, str(day.year)) for day in years[::step]]
    quarters = [
        dt.date(year, month, 1) for year in (today.year, today.year + 1, today.year + 2) for month in (1, 4, 7, 10)
    ]
    return [(day, month_of(day, language)) for day in quarters if today < day < end][:3]


def month_of(day: dt.date, language: str) -> str:
    """The month of ``day`` with its year, short."""
    pattern, locale = ("MMM y", "en_GB") if language == "en" else ("y 年 M 月", "zh_Hans_CN")
    return format_date(day, pattern, locale=locale)


def _finding(lanes: Sequence[Lane], language: str) -> str:
    rounds = [stop for lane in lanes for stop in lane.stops if stop.kind in ("dated", "about")]
    if not rounds:
        return phrase(language, "这条路的时间通知没有写，要先问。")
    stop = min(rounds, key=lambda stop: stop.day)
    return phrase(language, "最早的一步：{what}，{when}。", what=stop.label, when=stop.when)
