"""The pictures: hours by year, their running total, the cramming test, and the notice's time line.

A chart draws and words what ``logic`` found; it decides nothing. Each is a pure function of its data and the
language and gives a :class:`Chart`: the figure, its finding in words, a text for those who cannot see it, and its
table. :func:`show` puts one on the page.

Figures stretch from 300 to 700 pixels without knowing their width, so what must not collide is kept apart by
height or stands in a margin. Ink is a colour that Streamlit's page replaces with the reader's light or dark one;
greys can be seen on both. Values are always written out, so nothing needs to be hovered over, and a picture that does
not react never catches the finger that scrolls the page.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise, takewhile
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from babel.dates import format_date
from streamlit.elements.lib.streamlit_plotly_theme import GRAY_90

from logic.findings import HoursResult, HoursVerdict, SubjectHours
from logic.hours import TENTHS, CrammingTest, Norms, Subject, YearTenths, cramming_test, in_hours, running_totals
from logic.labels import SUBJECT_NAMES, named_years, within
from logic.language import phrase
from ui import state
from ui.language import language as readers_language
from ui.language import t
from ui.parts import plain_table

Table = tuple[tuple[str, ...], ...]

# The same two colours for the two subjects wherever they are drawn.
COLOURS: dict[Subject, str] = {"general": "#2a6f97", "professional": "#d98e2b"}
BRAND = "#2f8199"
# The page puts its text colour in this one's place (theme="streamlit"); left alone it is black.
INK: str = GRAY_90
# Seen on paper as well as on the dark card (3:1 and more on both).
GREY = "#7a8793"
FAINT = "rgba(122,135,147,.28)"
CLEAR = "rgba(0,0,0,0)"
FONT = "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"
SIZE = 14
DAY_MS = 86_400_000

_MONTHS_ZH = [f"{month} 月" for month in range(1, 13)]
_DAYS_ZH = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]
# Plotly brings no Chinese of its own into Streamlit.
_LOCALE_ZH = {
    "dictionary": {"Autoscale": "自动缩放", "Reset axes": "重置坐标轴", "Zoom in": "放大", "Zoom out": "缩小"},
    "format": {
        "days": _DAYS_ZH,
        "shortDays": [day.replace("星期", "周") for day in _DAYS_ZH],
        "months": _MONTHS_ZH,
        "shortMonths": _MONTHS_ZH,
        "date": "%Y-%m-%d",
        "decimal": ".",
        "thousands": ",",
    },
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words; the first row of ``table`` holds the headings."""

    figure: go.Figure
    title: str
    finding: str
    alt: str
    table: Table


@dataclass(frozen=True, slots=True)
class Span:
    """One window of the notice, both days included; ``status`` is ``upcoming``, ``open`` or ``closed``.

    ``ends_only``: the notice names its last day only.
    """

    label: str
    opens: dt.date
    closes: dt.date
    status: str
    ends_only: bool = False


# --- Words and measures ---------------------------------------------------------------------------------------------


def number(value: float) -> str:
    """A number as people write it: 30, 62.5, 8784."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def listed(items: Iterable[object], language: str) -> str:
    """``items`` one after the other, as ``language`` separates them."""
    return (", " if language == "en" else "、").join(str(item) for item in items)


def sentences(parts: Iterable[str], language: str) -> str:
    """``parts`` one after the other; empty ones leave no gap."""
    return (" " if language == "en" else "").join(part for part in parts if part)


def text_width(text: str) -> int:
    """About how many pixels ``text`` takes: a Chinese character is as wide as it is high, a letter half as wide."""
    return round(sum(SIZE if ord(character) > 0x2E7F else SIZE * 0.58 for character in text))


def _wrapped(text: str, width: int = 280) -> list[str]:
    """``text`` in lines of at most ``width`` pixels, broken between words or Chinese characters."""
    if text_width(text) <= width:
        return [text]
    if " " in text and all(text_width(word) <= width for word in text.split()) and text.isascii():
        return textwrap.wrap(text, int(width / (SIZE * 0.62)))
    lines = [""]
    for character in text:
        if text_width(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def empty_figure(height: int, **margin: int) -> go.Figure:
    """An empty figure of fixed height without axes; ``margin`` by side, in pixels."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False} | margin,
        font={"family": FONT, "size": SIZE, "color": INK},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        showlegend=False,
        dragmode=False,
        hovermode=False,
        barmode="overlay",
        bargap=0,
        barcornerradius=4,
    )
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "tickfont": {"size": SIZE, "color": INK},
        "ticklabelstandoff": 6,
        "showticklabels": False,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def put_text(figure: go.Figure, text: str, **place: Any) -> None:
    """A word in the picture; ``place`` as Plotly's annotations have it."""
    figure.add_annotation(text=text, **({"showarrow": False, "font": {"size": SIZE}} | place))


# --- Hours by year --------------------------------------------------------------------------------------------------

_ROW = 34


def hours_by_year(
    rows: Sequence[YearTenths], result: HoursResult, subject: Subject, norms: Norms, language: str
) -> Chart:
    """One subject's hours: a bar a year, the norm dashed, the values in a column of their own.

    Lying bars hold ten years as well as one at the width of a phone. A blank is a hollow mark and a word, not a
    zero; a year left out, between two others or since the title, is shown in its place.
    """
    name, norm = SUBJECT_NAMES[subject].get(language), getattr(norms, subject)
    amounts: dict[int, Any] = {row.year: getattr(row, subject) for row in sorted(rows)}
    years = sorted({*amounts, *result.gap_years, *result.uncovered_years})
    blank = phrase(language, "未填")
    hours = {year: in_hours(amounts[year]) for year in years if amounts.get(year) is not None}
    words = {y: number(hours[y]) if y in hours else blank for y in years}

    margin = max([text_width(word) for word in words.values()], default=0) + 12
    top = max([norm, *hours.values()]) * 1.03
    line = phrase(language, "虚线：每年平均 {norm} 学时", norm=norm)
    figure = empty_figure(height=28 + max(len(years), 1) * _ROW + 4, l=50, r=margin, t=28, b=4)
    figure.update_xaxes(range=[0, top])
    figure.update_yaxes(
        range=[len(years) - 0.5, -0.5], tickvals=[*range(len(years))], ticktext=[*map(str, years)], showticklabels=True
    )
    drawn = [i for i, year in enumerate(years) if year in hours]
    figure.add_bar(
        orientation="h",
        x=[hours[years[i]] for i in drawn],
        y=drawn,
        width=0.62,
        marker={"color": COLOURS[subject], "line": {"width": 0}},
        name=name,
    )
    for i, year in enumerate(years):
        put_text(figure, words[year], x=1, xref="paper", y=i, xanchor="left", xshift=10)
        if year not in hours:
            figure.add_shape(
                type="rect",
                x0=0,
                x1=top * 0.08,
                y0=i - 0.31,
                y1=i + 0.31,
                line={"color": GREY, "width": 1.5, "dash": "dot"},
                fillcolor=CLEAR,
                name="blank",
            )
    figure.add_shape(
        type="line", x0=0, x1=0, y0=0, y1=1, yref="paper", line={"color": GREY, "width": 1}, name="zero", layer="below"
    )
    figure.add_shape(
        type="line",
        x0=norm,
        x1=norm,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": INK, "width": 1.5, "dash": "dash"},
        name="norm",
    )
    share = norm / top
    anchor = "left" if share < 0.35 else "center" if share < 0.62 else "right"
    # At the right edge the words may reach over the column of values, which begins lower down.
    shift = margin if share > 0.9 else 0
    put_text(figure, line, x=norm, y=1, yref="paper", xanchor=anchor, yanchor="bottom", xshift=shift)

    finding = _hours_finding(result, rows, subject, language)
    told = listed((_told(year, words[year], year in hours, language) for year in years), language)
    return Chart(
        figure=figure,
        title=phrase(language, "{subject}：每年学时", subject=name),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "{subject}每年学时的条形图。", subject=name),
                phrase(language, "{values}。", values=told) if told else "",
                phrase(language, "虚线是每年平均 {norm} 学时。", norm=norm),
                finding,
            ),
            language,
        ),
        table=(
            (phrase(language, "年度"), phrase(language, "学时"), phrase(language, "每年平均要求")),
            *((str(year), words[year], str(norm)) for year in years),
        ),
    )


def _told(year: int, word: str, known: bool, language: str) -> str:
    if known:
        return phrase(language, "{year} 年 {hours} 学时", year=year, hours=word)
    return phrase(language, "{year} 年{word}", year=year, word=word)


def _hours_finding(result: HoursResult, rows: Sequence[YearTenths], subject: Subject, language: str) -> str:
    """The verdict on one subject, in words with its figures."""
    hours: SubjectHours = getattr(result, subject)
    n, gaps = len(rows), result.gap_years
    blanks = [row.year for row in sorted(rows) if getattr(row, subject) is None]
    if not n:
        return phrase(language, "还没有填学时。")
    if hours.verdict is HoursVerdict.INCOMPLETE or hours.total is None:
        blank = phrase(language, "{years} 年还没填，填完才能算够不够。", years=named_years(blanks).get(language))
        gap = phrase(language, "中间缺 {years} 年，年份要连着才能算。", years=named_years(gaps).get(language))
        return sentences((blank if blanks else "", gap if gaps else ""), language)
    total, required, short = number(hours.total), number(hours.required), number(hours.shortfall or 0)
    if hours.verdict is HoursVerdict.SUSPECT:
        return phrase(
            language,
            "{n} 年共 {total} 学时，总数够；但大部分在 {year} 年，可能被看作突击，请先问清。",
            n=n,
            total=total,
            year=hours.heavy_year or "",
        )
    if hours.verdict is HoursVerdict.CRAMMED:
        return phrase(
            language,
            "{n} 年共 {total} 学时，但全在 {year} 年，其他年份都是 0：通知不允许突击完成。",
            n=n,
            total=total,
            year=hours.heavy_year or "",
        )
    if hours.verdict is HoursVerdict.INSUFFICIENT:
        if n == 1:
            return phrase(
                language,
                "一年 {total} 学时，要求 {required}，还差 {short}。",
                total=total,
                required=required,
                short=short,
            )
        return phrase(
            language,
            "{n} 年共 {total} 学时，要求共 {required}，还差 {short}。",
            n=n,
            total=total,
            required=required,
            short=short,
        )
    if result.uncovered_years:
        return phrase(
            language,
            "填了的 {n} 年平均每年 {average} 学时，够平均 {norm} 的要求。",
            n=n,
            average=number(hours.average or 0),
            norm=hours.norm,
        )
    if n == 1:
        return phrase(language, "一年 {total} 学时，要求 {required}，够了。", total=total, required=required)
    return phrase(
        language,
        "{n} 年平均每年 {average} 学时，要求平均 {norm}，够了。",
        n=n,
        average=number(hours.average or 0),
        norm=hours.norm,
    )


# --- The running total ----------------------------------------------------------------------------------------------


def running_total(
    rows: Sequence[YearTenths], result: HoursResult, subject: Subject, norms: Norms, language: str
) -> Chart:
    """The hours so far against what the years so far would need; dotted from the first blank on.

    Each year is a stretch of the axis: the total stands at its end, and everything starts from zero. A year that is
    blank or left out is shaded; the lines go from the first year that is listed to the last.
    """
    ordered = sorted([*rows, *(YearTenths(year, None, None) for year in result.gap_years)])
    name, points = SUBJECT_NAMES[subject].get(language), running_totals(ordered, subject, norms)
    years = sorted({*(row.year for row in ordered), *result.uncovered_years})
    start = years.index(ordered[0].year) if ordered else 0
    n, blanks = len(points), [row.year for row in ordered if getattr(row, subject) is None]
    certain = len([*takewhile(lambda row: getattr(row, subject) is not None, ordered)])
    totals, needed = [0.0, *(p.total for p in points)], [0.0, *(p.needed for p in points)]
    ends = [*range(start, start + n + 1)]

    height, below, above = 214, 36, 14
    top = max(*totals, *needed, 1) * 1.06
    mine = phrase(language, "累计 {hours}", hours=number(totals[-1]))
    due = phrase(language, "应有 {hours}", hours=number(needed[-1]))
    scale = round_steps(top)
    figure = empty_figure(
        height=height,
        l=text_width(number(scale[-1])) + 12,
        r=max(text_width(mine), text_width(due)) + 16,
        t=above,
        b=below,
    )
    step = -(-len(years) // 4) or 1
    named = [*range(0, len(years), step)]
    figure.update_xaxes(
        range=[0, max(len(years), 1)],
        tickvals=[i + 0.5 for i in named],
        ticktext=[str(years[i]) for i in named],
        showticklabels=True,
        ticklabelstandoff=10,
    )
    figure.update_yaxes(range=[0, top], tickvals=scale, showticklabels=True, showgrid=True, gridcolor=FAINT)
    empty = [i for i, year in enumerate(years) if year in blanks or year in result.uncovered_years]
    for i in empty:
        figure.add_shape(
            type="rect",
            x0=i,
            x1=i + 1,
            y0=0,
            y1=1,
            yref="paper",
            line={"width": 0},
            fillcolor=FAINT,
            layer="below",
            name="blank",
        )
    dashed = {"color": INK, "width": 1.5, "dash": "dash"}
    figure.add_scatter(x=ends, y=needed, mode="lines", name="needed", line=dashed, cliponaxis=False)
    solid, dotted = ends[: certain + 1], ends[certain:]
    for name_, part, dash in (("total", solid, "solid"), ("total with blanks", dotted, "dot")):
        if len(part) > 1:
            figure.add_scatter(
                x=part,
                y=[totals[i - start] for i in part],
                mode="lines+markers",
                name=name_,
                line={"color": COLOURS[subject], "width": 3, "dash": dash},
                marker={
                    "size": [0 if i == start else 8 for i in part],
                    "symbol": ["circle-open" if i > start and years[i - 1] in blanks else "circle" for i in part],
                    "color": COLOURS[subject],
                    "opacity": 1,
                    "line": {"color": COLOURS[subject], "width": 2},
                },
                cliponaxis=False,
            )
    if n:
        # The two words at the right are pushed apart where their lines end close together.
        pixels = (height - below - above) / top
        apart = abs(totals[-1] - needed[-1]) * pixels
        push = max(0.0, (20 - apart) / 2)
        up = 1 if totals[-1] >= needed[-1] else -1
        for word, y, shift in ((f"<b>{mine}</b>", totals[-1], up * push), (due, needed[-1], -up * push)):
            # Nor may the lower one sink into the years below the axis.
            lift = max(0.0, 10 - (y * pixels + shift))
            put_text(figure, word, x=1, xref="paper", y=y, xanchor="left", xshift=10, yshift=shift + lift)

    # A dip is harmless only where nothing looks crammed.
    test = cramming_test(ordered, subject, norms)
    calm = test is not None and test.verdict is HoursVerdict.SUFFICIENT
    finding = sentences(
        (
            _running_finding(totals, needed, blanks, [p.year for p in points], calm, language),
            phrase(language, "灰底的年份还空着。") if result.uncovered_years else "",
        ),
        language,
    )
    told = listed(
        (
            phrase(
                language, "到 {year} 年 {hours}（应有 {due}）", year=p.year, hours=number(p.total), due=number(p.needed)
            )
            for p in points
        ),
        language,
    )
    amounts = {row.year: getattr(row, subject) for row in ordered}
    return Chart(
        figure=figure,
        title=phrase(language, "{subject}：逐年累计", subject=name),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "{subject}累计学时的折线图，虚线是按每年平均到该年应有的学时。", subject=name),
                phrase(language, "{values}。", values=told) if told else "",
                finding,
            ),
            language,
        ),
        table=(
            (
                phrase(language, "年度"),
                phrase(language, "学时"),
                phrase(language, "累计"),
                phrase(language, "到此应有"),
            ),
            *(
                (
                    str(p.year),
                    phrase(language, "未填") if (a := amounts[p.year]) is None else number(a / TENTHS),
                    number(p.total),
                    number(p.needed),
                )
                for p in points
            ),
        ),
    )


def round_steps(top: float) -> list[float]:
    """Zero and two to four round numbers up to ``top``, for the scale."""
    step = 10.0 ** len(str(int(top)))
    for divisor in (2, 2.5, 2) * 8:
        if top / step >= 2:
            break
        step /= divisor
    return [step * i for i in range(int(top / step) + 1)]


def _running_finding(
    totals: Sequence[float],
    needed: Sequence[float],
    blanks: Sequence[int],
    years: Sequence[int],
    calm: bool,
    language: str,
) -> str:
    if not years:
        return phrase(language, "还没有填学时。")
    if blanks and not totals[-1]:
        return phrase(language, "{years} 年还没填。", years=named_years(blanks).get(language))
    if blanks:
        return phrase(
            language,
            "{years} 年还没填，累计只含已填的 {total} 学时。",
            years=named_years(blanks).get(language),
            total=number(totals[-1]),
        )
    balance = round(totals[-1] - needed[-1], 1)
    values = {
        "year": str(years[-1]),
        "total": number(totals[-1]),
        "due": number(needed[-1]),
        "by": number(abs(balance)),
    }
    if balance < 0:
        return phrase(language, "到 {year} 年累计 {total} 学时，应有 {due}，差 {by}。", **values)
    said = (
        phrase(language, "到 {year} 年累计 {total} 学时，应有 {due}，多 {by}。", **values)
        if balance
        else phrase(language, "到 {year} 年累计 {total} 学时，正好是应有的数。", **values)
    )
    dipped = calm and any(total < due for total, due in zip(totals, needed, strict=True))
    return sentences((said, phrase(language, "中间低于虚线不要紧，看的是整个周期。") if dipped else ""), language)


# --- The cramming test ----------------------------------------------------------------------------------------------


def cramming(test: CrammingTest, subject: Subject, language: str) -> Chart:
    """The two comparisons of the cramming test: each bar lies in a dashed frame as long as what it is held against."""
    name = SUBJECT_NAMES[subject].get(language)
    n = round(test.whole_need / (test.whole_need - test.others_need))
    values: dict[str, str | int] = {
        "year": str(test.largest_year),
        "n": n,
        "rest": n - 1,
        "largest": number(test.largest),
        "others": number(test.others),
        "whole": number(test.whole_need),
        "share": number(test.others_need),
    }
    one = phrase(language, "{year} 年一年：{largest} 学时", **values)
    whole = phrase(language, "虚线框：{n} 年共需 {whole}", **values)
    if n == 2:
        rest = phrase(language, "另一年：{others} 学时", **values)
        share = phrase(language, "虚线框：另一年应有 {share}", **values)
    else:
        rest = phrase(language, "其余 {rest} 年合计：{others} 学时", **values)
        share = phrase(language, "虚线框：{rest} 年应有 {share}", **values)

    # The vertical axis counts pixels, downwards.
    block, height = 92, 178
    top = max(test.largest, test.others, test.whole_need, test.others_need) * 1.02
    figure = empty_figure(height=height, l=2, r=2)
    figure.update_xaxes(range=[0, top])
    figure.update_yaxes(range=[height, 0])
    for i, (amount, need, above, below) in enumerate(
        ((test.largest, test.whole_need, one, whole), (test.others, test.others_need, rest, share))
    ):
        y = i * block + 36
        figure.add_bar(
            orientation="h",
            x=[amount],
            y=[y],
            width=16,
            marker={"color": COLOURS[subject], "line": {"width": 0}},
            name=above,
        )
        figure.add_shape(
            type="rect",
            x0=0,
            x1=need,
            y0=y - 13,
            y1=y + 13,
            line={"color": INK, "width": 1.5, "dash": "dash"},
            fillcolor=CLEAR,
            name="need",
        )
        put_text(figure, f"<b>{above}</b>", x=0, xref="paper", y=y - 16, xanchor="left", yanchor="bottom")
        put_text(figure, below, x=0, xref="paper", y=y + 16, xanchor="left", yanchor="top")

    finding = _cramming_finding(test, values, language)
    title = phrase(language, "{subject}：是不是集中在一年", subject=name)
    return Chart(
        figure=figure,
        title=title,
        finding=finding,
        alt=sentences(
            (
                phrase(language, "{subject}的两条对比。", subject=name),
                phrase(language, "{a}，{b}。", a=one, b=whole),
                phrase(language, "{a}，{b}。", a=rest, b=share),
                finding,
            ),
            language,
        ),
        table=(
            (phrase(language, "比什么"), phrase(language, "学时"), phrase(language, "对照")),
            (
                phrase(language, "{year} 年一年，对照 {n} 年共需", **values),
                number(test.largest),
                number(test.whole_need),
            ),
            (phrase(language, "其余年份，对照它们应有的", **values), number(test.others), number(test.others_need)),
        ),
    )


def _cramming_finding(test: CrammingTest, values: dict[str, str | int], language: str) -> str:
    """The verdict in words. The notice gives no test, so ``suspect`` sends the reader to those who decide."""
    if test.verdict is HoursVerdict.CRAMMED:
        return phrase(language, "学时全在 {year} 年，其他年份都是 0：这正是通知不允许的突击完成。", **values)
    if test.verdict is HoursVerdict.SUSPECT:
        return sentences(
            (
                phrase(language, "{year} 年一年就够 {n} 年的量，其余年份不到应有的学时。", **values),
                phrase(language, "可能被看作突击，请先问清。"),
            ),
            language,
        )
    if test.verdict is HoursVerdict.SUFFICIENT:
        if test.largest < test.whole_need:
            return phrase(language, "最多的一年也没有超过 {n} 年的量，按本工具的算法，不像突击。", **values)
        return phrase(language, "{year} 年学得多，但其余年份自己也够，按本工具的算法，不像突击。", **values)
    return phrase(language, "总学时还不够，先补够，再看是不是太集中。")


# --- The notice's time line -----------------------------------------------------------------------------------------

# How far beyond the windows today may lie and still be drawn in its place, in shares of their length.
_REACH = 0.3


def _short_date(day: dt.date, language: str) -> str:
    pattern, locale = ("d MMM", "en_GB") if language == "en" else ("M 月 d 日", "zh_Hans_CN")
    return format_date(day, pattern, locale=locale)


def windows(spans: Sequence[Span], today: dt.date, language: str, *, named: str | None = None) -> Chart:
    """The windows of the notice one below the other, with today marked on each; far away, an arrow at the edge.

    Status is told by word and by fill: open is solid, upcoming hollow, closed grey. ``named`` is what to call the day
    where the reader looks at another one than today.
    """
    if not spans:
        title, none = phrase(language, "办理时间"), phrase(language, "没有公布办理时间。")
        return Chart(empty_figure(height=10), title, none, none, (_window_headings(language),))
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

    def dates(span: Span) -> str:
        if span.ends_only:
            return phrase(language, "到 {day}为止", day=date(span.closes))
        if span.opens == span.closes:
            return date(span.opens)
        return phrase(language, "{opens}至 {closes}", opens=date(span.opens), closes=date(span.closes))

    # The vertical axis counts pixels, downwards: for each window its name, its dates, its bar.
    y, marks, places = 34, [], []
    for span in spans:
        lines = _wrapped(span.label)
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
    told = [
        phrase(language, "{label}：{dates}，{status}。", label=s.label, dates=dates(s), status=says[s.status])
        for s in spans
    ]
    now = phrase(language, "{name}是 {day}。", name=name, day=today)
    return Chart(
        figure=figure,
        title=title,
        finding=finding,
        alt=sentences((phrase(language, "{title}的时间线。", title=title), *told, now, finding), language),
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
    figure: go.Figure, today: dt.date, name: str, axis: tuple[dt.date, dt.date], near: bool, language: str
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


def _windows_finding(spans: Sequence[Span], language: str) -> str:
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


# --- On the page ----------------------------------------------------------------------------------------------------


def config(language: str) -> dict[str, Any]:
    """What Plotly is told for every chart: no tool bar, no logo, nothing that reacts, Chinese where it would speak."""
    told: dict[str, Any] = {
        "staticPlot": True,
        "displayModeBar": False,
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }
    return told if language == "en" else told | {"locale": "zh-CN", "locales": {"zh-CN": _LOCALE_ZH}}


# What of a figure is measured in pixels.
_IN_PIXELS = frozenset(
    ("size", "xshift", "yshift", "ax", "ay", "standoff", "ticklen", "pad", "borderpad", "height", "l", "r", "t", "b")
)


def enlarged(figure: go.Figure, times: float) -> go.Figure:
    """``figure`` with everything that is measured in pixels so many times larger; the width is the page's."""
    if times == 1:
        return figure

    def grow(part: Any) -> Any:
        if isinstance(part, dict):
            # The ends of a shape that is measured in pixels.
            here = {f"{axis}{end}" for axis in "xy" for end in "01" if part.get(f"{axis}sizemode") == "pixel"}
            return {
                name: value * times
                if (name in _IN_PIXELS or name in here) and type(value) in (int, float)
                else grow(value)
                for name, value in part.items()
            }
        return [grow(one) for one in part] if isinstance(part, list | tuple) else part

    return go.Figure(grow(figure.to_plotly_json()))


def show(chart: Chart, key: str, *, level: int = 3) -> None:
    """Put ``chart`` on the page: title and finding, the picture, its table folded away.

    A chart without a row has its words only. ``key`` is the page's own and unique there. ``level`` is the heading's.
    """
    with st.container(key=f"panel_{key}"):
        st.html(f"<h{level}>{escape(chart.title)}</h{level}><p>{escape(chart.finding)}</p>")
        if len(chart.table) == 1:
            return
        figure = enlarged(chart.figure, state.zoom())
        st.plotly_chart(figure, key=f"chart_{key}", config=config(readers_language()), alt=chart.alt)
        with st.expander(t("看表格")):
            st.html(plain_table(chart.table, chart.title))
