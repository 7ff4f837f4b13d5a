"""Who becomes ready when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from logic.roster.overview import Coming, Month
from logic.words.language import phrase, phrase_n
from ui.charts.drawing import (
    BRAND,
    FAINT,
    Chart,
    empty_figure,
    listed,
    number,
    put_text,
    round_steps,
    sentences,
    text_width,
)
from ui.unit.charts.drawing import Key, add_bars, clickable, draw_keys, person_name

_PALE_BRAND = "rgba(47,129,153,.38)"


def becoming_ready(coming: Coming, language: str) -> Chart:
    """Who only has to wait: a column a month, high as all who are ready by its end, its own people in full colour.

    Click: ``("month", "2024-07")``.
    """
    months = coming.months
    within = months[-1].total if months else 0
    height, above, below = 264, 56, 34
    # A scale of whole people.
    scale = [step for step in round_steps(max(within, 1) * 1.06) if step == int(step)] if within > 1 else [0, 1]
    left = text_width(number(scale[-1])) + 12
    figure = clickable(empty_figure(height, l=left, r=2, t=above, b=below))
    keys = [Key(phrase(language, "当月新增"), BRAND), Key(phrase(language, "此前已够"), _PALE_BRAND)]
    draw_keys(figure, keys, left, above)
    named = [i for i, m in enumerate(months) if m.first.month in (1, 7)]
    figure.update_xaxes(
        range=[0, max(len(months), 1)],
        tickvals=[i + 0.5 for i in named if 2 <= i <= len(months) - 3],
        ticktext=[_month(months[i].first) for i in named if 2 <= i <= len(months) - 3],
        showticklabels=True,
        ticklabelstandoff=8,
    )
    figure.update_yaxes(
        range=[0, max(within * 1.06, 1)], tickvals=scale, showticklabels=True, showgrid=True, gridcolor=FAINT
    )
    words = [_month_words(m.first, m.new, m.total, language) for m in months]
    names: list[list[str]] = [_named_in(coming, m, language) for m in months]
    parts = (
        ("before", [0] * len(months), [m.total - m.new for m in months], _PALE_BRAND),
        ("new", [m.total - m.new for m in months], [m.new for m in months], BRAND),
    )
    for label, base, heights, colour in parts:
        drawn = [i for i, amount in enumerate(heights) if amount]
        add_bars(
            figure,
            base=[base[i] for i in drawn],
            x=[i + 0.5 for i in drawn],
            y=[heights[i] for i in drawn],
            orientation="v",
            width=0.82,
            marker={"color": colour, "line": {"width": 0}, "cornerradius": 2},
            name=label,
            customdata=[["month", _month(months[i].first)] for i in drawn],
            hovertext=["<br>".join((words[i], *map(escape, _few(names[i], language)))) for i in drawn],
        )
    pixels = (height - above - below) / max(within * 1.06, 1)
    for place in _spaced(months, pixels):
        # The columns before are lower, so there is room to the left.
        put_text(
            figure,
            f"+{months[place].new}",
            x=place + (0.95 if place > 1 else 0.05),
            y=months[place].total,
            yanchor="bottom",
            xanchor="right" if place > 1 else "left",
        )

    finding = _coming_finding(coming, within, language)
    news = [m for m in months if m.new]
    lines = [_month_words(m.first, m.new, m.total, language) for m in news]
    return Chart(
        figure=figure.figure,
        title=phrase(language, "两年内，谁的年限会够"),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "逐月累计的柱形图。"),
                phrase(language, "{values}。", values=listed(lines, language)) if lines else "",
                finding,
            ),
            language,
        ),
        table=(
            (phrase(language, "月份"), phrase(language, "新增"), phrase(language, "累计"), phrase(language, "姓名")),
            *(
                (_month(m.first), str(m.new), str(m.total), listed(who, language))
                for m, who in zip(months, names, strict=True)
                if m.new
            ),
        ),
    )


def _named_in(coming: Coming, month: Month, language: str) -> list[str]:
    """Who becomes ready in ``month``."""
    return [person_name(who, language) for day, who in coming.people if _month(day) == _month(month.first)]


def _few(names: Sequence[str], language: str, most: int = 12) -> list[str]:
    """As many names as stand beside a column."""
    shown = list(names[:most])
    return shown if len(names) <= most else [*shown, phrase_n(language, "等 {n} 人", len(names))]


def _month(first: dt.date) -> str:
    return f"{first:%Y-%m}"


def _month_words(first: dt.date, new: int, total: int, language: str) -> str:
    return phrase(language, "{month} 新增 {new} 人，累计 {total} 人", month=_month(first), new=new, total=total)


def _spaced(months: Sequence[Month], pixels: float) -> list[int]:
    """The months whose figures can stand beside each other, the largest first; ``pixels`` is one person's height."""
    taken: list[int] = []
    for place in sorted((i for i, m in enumerate(months) if m.new), key=lambda i: (-months[i].new, i)):
        if all(
            abs(place - other) >= 3 or abs(months[place].total - months[other].total) * pixels >= 18 for other in taken
        ):
            taken.append(place)
    return sorted(taken)


def _coming_finding(coming: Coming, within: int, language: str) -> str:
    if not (coming.ready or within or coming.later):
        return phrase(language, "现在没有人可以申报，也没有人只差时间。信息不全、要先问清的人没有算在内。")
    parts = [phrase_n(language, "现在就可以申报的有 {n} 人。", coming.ready)]
    if within:
        most = max(coming.months, key=lambda m: m.new)
        parts.append(
            phrase(
                language,
                "只要等时间的，两年内有 {people} 人，最多的是 {month}，{n} 人。",
                people=within,
                month=_month(most.first),
                n=most.new,
            )
        )
        soonest = next(m for m in coming.months if m.new)
        names = _few(_named_in(coming, soonest, language), language, 6)
        if names:
            parts.append(
                phrase(
                    language, "最早的在 {month}：{names}。", month=_month(soonest.first), names=listed(names, language)
                )
            )
    else:
        parts.append(phrase(language, "两年内没有人只差时间。"))
    if coming.later:
        parts.append(phrase_n(language, "还有 {n} 人要等更久。", coming.later))
    return sentences(parts, language)
