"""One subject's hours, a bar a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from logic.findings import HoursResult, HoursVerdict, SubjectHours
from logic.hours import Norms, Subject, YearTenths, in_hours
from logic.labels import SUBJECT_NAMES, named_years
from logic.words.language import phrase
from ui.charts.drawing import (
    CLEAR,
    COLOURS,
    GREY,
    INK,
    Chart,
    empty_figure,
    listed,
    number,
    put_text,
    sentences,
    text_width,
)

_ROW = 34


def hours_by_year(
    rows: Sequence[YearTenths],
    result: HoursResult,
    subject: Subject,
    norms: Norms,
    language: str,
    *,
    forbidden: bool = True,
) -> Chart:
    """One subject's hours: a bar a year, the norm dashed, the values in a column of their own.

    Lying bars hold ten years as well as one at the width of a phone. A blank is a hollow mark and a word, not a
    zero; a year left out, between two others or since the title, is shown in its place. ``forbidden``: the notice
    forbids cramming.
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

    finding = _hours_finding(result, rows, subject, language, forbidden=forbidden)
    years_in_words = listed((_year_in_words(year, words[year], year in hours, language) for year in years), language)
    return Chart(
        figure=figure.figure,
        title=phrase(language, "{subject}：每年学时", subject=name),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "{subject}每年学时的条形图。", subject=name),
                phrase(language, "{values}。", values=years_in_words) if years_in_words else "",
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


def _year_in_words(year: int, word: str, known: bool, language: str) -> str:
    if known:
        return phrase(language, "{year} 年 {hours} 学时", year=year, hours=word)
    return phrase(language, "{year} 年{word}", year=year, word=word)


def _hours_finding(
    result: HoursResult, rows: Sequence[YearTenths], subject: Subject, language: str, *, forbidden: bool
) -> str:
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
    if not forbidden and hours.heavy_year is not None:
        return phrase(
            language,
            "{n} 年共 {total} 学时，总数够；但大部分在 {year} 年，行不行通知没有写，请先问清。",
            n=n,
            total=total,
            year=hours.heavy_year,
        )
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
