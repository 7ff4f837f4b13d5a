"""The hours so far against what the years so far would need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from logic.findings import HoursResult, HoursVerdict
from logic.hours import TENTHS, Norms, Subject, YearTenths, cramming_test, running_totals
from logic.labels import SUBJECT_NAMES, named_years
from logic.words.language import phrase
from ui.charts.drawing import (
    COLOURS,
    FAINT,
    INK,
    Chart,
    empty_figure,
    listed,
    number,
    put_text,
    round_steps,
    sentences,
    text_width,
)


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
    in_words = listed(
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
        figure=figure.figure,
        title=phrase(language, "{subject}：逐年累计", subject=name),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "{subject}累计学时的折线图，虚线是按每年平均到该年应有的学时。", subject=name),
                phrase(language, "{values}。", values=in_words) if in_words else "",
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
