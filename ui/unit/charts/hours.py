"""Everybody's hours: a row a person, a column a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from logic.findings import HoursVerdict
from logic.hours import TENTHS, Norms, Subject
from logic.labels import HOURS_VERDICT_NAMES, SUBJECT_NAMES
from logic.roster.overview import PersonHours
from logic.words.language import phrase
from ui.charts.drawing import (
    CLEAR,
    FAINT,
    GREY,
    Chart,
    Drawing,
    empty_figure,
    listed,
    number,
    put_text,
    sentences,
    text_width,
)
from ui.unit.charts.drawing import (
    BAR,
    Key,
    add_bars,
    clickable,
    department_words,
    draw_keys,
    from_the_top,
    person_name,
    put_name,
    shortened,
    words_inside,
)

# Below the norm, at it, and above: distinguished without red and green.
_BELOW, _AT, _ABOVE = (178, 84, 22), (240, 236, 227), (32, 96, 148)


_CELL, _SECTION = BAR + 3, 34
# Verdicts on one subject's average, as marks beside it.
_HOURS_MARKS: dict[HoursVerdict, str] = {
    HoursVerdict.SUFFICIENT: "✓",
    HoursVerdict.INSUFFICIENT: "▼",
    HoursVerdict.CRAMMED: "×",
    HoursVerdict.SUSPECT: "?",
    HoursVerdict.INCOMPLETE: "○",
}


@dataclass(frozen=True, slots=True)
class HoursPage:
    """As many people as one picture shows, and what to call them."""

    label: str
    people: tuple[PersonHours, ...]


def hours_pages(people: Sequence[PersonHours], language: str, *, most: int = 30) -> tuple[HoursPage, ...]:
    """``people`` department by department, at most so many a page; small departments share one.

    ``people`` are in the order in which they shall stand (:func:`logic.roster.overview.hours_by_person`).
    """
    departments: dict[str, list[PersonHours]] = {}
    for one in people:
        departments.setdefault(one.person.department, []).append(one)
    pages: list[tuple[list[str], list[PersonHours]]] = []
    for department, members in departments.items():
        name = department_words(department, language)
        if len(members) > most:
            each = -(-len(members) // -(-len(members) // most))
            for start in range(0, len(members), each):
                part = members[start : start + each]
                pages.append(([f"{name} {start + 1}–{start + len(part)}"], part))
            pages.append(([], []))
        elif pages and len(pages[-1][1]) + len(members) <= most:
            pages[-1][0].append(name)
            pages[-1][1].extend(members)
        else:
            pages.append(([name], list(members)))
    return tuple(HoursPage(listed(names, language), tuple(members)) for names, members in pages if members)


def hours_heat_map(people: Sequence[PersonHours], subject: Subject, norms: Norms, language: str) -> Chart:
    """One subject's hours: a row a person, a column a year, the norm as the pale middle between two colours.

    A blank within somebody's years is hatched, a year outside them is left out. At the right stands the average,
    which is what counts (3.3), with a mark. Not more people than :func:`hours_pages` gives. Click: ``("hours", row,
    year, subject)``.
    """
    name, norm = SUBJECT_NAMES[subject].get(language), getattr(norms, subject)
    years = sorted({y.year for one in people for y in one.years} | {y for one in people for y in one.result.gap_years})
    labels = [person_name(one.person, language) for one in people]
    left = min(max((text_width(label) for label in labels), default=0), 84) + 10
    averages = [_average(one, subject, language) for one in people]
    heading = phrase(language, "年均")
    right = max((text_width(text) for text in (*averages, heading)), default=0) + 10

    figure = clickable(empty_figure(10, l=left, r=right))
    blank_word = phrase(language, "未填")
    keys = [
        Key(phrase(language, "低于 {norm}", norm=norm), _rgb(_BELOW)),
        Key(phrase(language, "正好 {norm}", norm=norm), _rgb(_AT)),
        Key(phrase(language, "高于 {norm}", norm=norm), _rgb(_ABOVE)),
        Key(blank_word, CLEAR),
    ]
    y = draw_keys(figure, keys, left) + 8
    short_years = len(years) > 5
    for place, year in enumerate(years):
        word = f"’{year % 100:02}" if short_years else str(year)
        put_text(figure, word, x=place + 0.5, y=y, yanchor="top")
    put_text(figure, heading, x=1, xref="paper", y=y, xanchor="left", yanchor="top", xshift=10)
    y += 26

    known: dict[str, list[Any]] = {"base": [], "y": [], "text": [], "fill": [], "ink": [], "data": [], "hover": []}
    blank: dict[str, list[Any]] = {"base": [], "y": [], "data": [], "hover": []}
    department = None
    several = len({one.person.department for one in people}) > 1
    for one, label, average in zip(people, labels, averages, strict=True):
        if several and one.person.department != department:
            department = one.person.department
            put_name(figure, department_words(department, language), "", y + 10, left)
            y += _SECTION
        middle = y + _CELL / 2
        short = escape(shortened(label, left - 10))
        put_text(figure, short, x=0, xref="paper", y=middle, xanchor="left", xshift=-left)
        put_text(figure, average, x=1, xref="paper", y=middle, xanchor="left", xshift=10)
        amounts = {row.year: getattr(row, subject) for row in one.years} | dict.fromkeys(one.result.gap_years)
        for year, amount in amounts.items():
            place = years.index(year)
            pick = ["hours", str(one.person.row), str(year), subject]
            word = blank_word if amount is None else number(amount / TENTHS)
            hover = f"{escape(label)}<br>{year} {name} {word}"
            cell = blank if amount is None else known
            cell["base"].append(place + 0.03)
            cell["y"].append(middle)
            cell["data"].append(pick)
            cell["hover"].append(hover)
            if amount is not None:
                shade = _shade(amount / TENTHS, norm)
                known["text"].append(word)
                known["fill"].append(_rgb(shade))
                known["ink"].append(_ink_on(shade))
        y += _CELL
    _add_cells(figure, known, {"color": known["fill"], "line": {"width": 0}}, known["text"], known["ink"])
    hatch = {"shape": "/", "fgcolor": GREY, "size": 6}
    _add_cells(figure, blank, {"color": CLEAR, "line": {"width": 1, "color": FAINT}, "pattern": hatch})
    figure.update_xaxes(range=[0, max(len(years), 1)])
    from_the_top(figure, y + 4)

    finding = _heat_finding(people, subject, language)
    return Chart(
        figure=figure.figure,
        title=phrase(language, "{subject}：每人每年的学时", subject=name),
        finding=finding,
        alt=sentences(
            (
                phrase(
                    language,
                    "{subject}学时的色块图，一人一行，一年一列，共 {n} 人；每年平均要求 {norm} 学时。",
                    subject=name,
                    n=len(people),
                    norm=norm,
                ),
                finding,
                phrase(language, "每个数都在下面的表格里。"),
            ),
            language,
        ),
        table=(
            (phrase(language, "姓名"), phrase(language, "部门"), *map(str, years), heading, phrase(language, "结论")),
            *(_hours_line(one, subject, years, blank_word, language) for one in people),
        ),
    )  # fmt: skip


def _add_cells(
    figure: Drawing, cell: dict[str, list[Any]], marker: dict[str, Any], text: Any = None, ink: Any = None
) -> None:
    add_bars(
        figure,
        base=cell["base"],
        x=[0.94] * len(cell["base"]),
        y=cell["y"],
        marker=marker,
        text=text,
        textposition="inside" if text else "none",
        insidetextfont=words_inside(ink) if ink else None,
        customdata=cell["data"],
        hovertext=cell["hover"],
        name="known" if text is not None else "blank",
    )


def _average(one: PersonHours, subject: Subject, language: str) -> str:
    hours = getattr(one.result, subject)
    mark = _HOURS_MARKS[hours.verdict]
    if hours.average is None or hours.verdict is HoursVerdict.INCOMPLETE:
        return f"– {mark}"
    return f"{number(round(hours.average, 1))} {mark}"


def _shade(amount: float, norm: int) -> tuple[int, int, int]:
    """The colour of ``amount``: pale at the norm, full at none and at twice the norm."""
    away = max(-1.0, min(1.0, (amount - norm) / norm))
    if not away:
        return _AT
    # A visible step at the norm itself: just below is not the same as just enough.
    strength = 0.14 + 0.86 * abs(away)
    end = _BELOW if away < 0 else _ABOVE
    red, green, blue = (round(a + (b - a) * strength) for a, b in zip(_AT, end, strict=True))
    return red, green, blue


def _rgb(colour: tuple[int, int, int]) -> str:
    return f"rgb({colour[0]},{colour[1]},{colour[2]})"


def _ink_on(colour: tuple[int, int, int]) -> str:
    """The first of our inks that can be read on ``colour``: 4.5 to 1, as WCAG measures it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05
    # Their own luminances, with the same allowance for glare.
    if light / 0.0701 >= 4.5:
        return "#1c2733"
    return "#ffffff" if 1.05 / light >= 4.5 else "#000000"


def _hours_line(one: PersonHours, subject: Subject, years: Sequence[int], blank: str, language: str) -> tuple[str, ...]:
    amounts = {row.year: getattr(row, subject) for row in one.years} | dict.fromkeys(one.result.gap_years)
    cells = []
    for year in years:
        if year not in amounts:
            cells.append("–")
        else:
            cells.append(blank if amounts[year] is None else number(amounts[year] / TENTHS))
    hours = getattr(one.result, subject)
    sure = hours.average is not None and hours.verdict is not HoursVerdict.INCOMPLETE
    average = number(hours.average) if sure else "–"
    return (
        person_name(one.person, language),
        department_words(one.person.department, language),
        *cells,
        average,
        HOURS_VERDICT_NAMES[hours.verdict].get(language),
    )


def _heat_finding(people: Sequence[PersonHours], subject: Subject, language: str) -> str:
    """How many are below, with the marks' words: the marks in the picture are read here."""
    if not people:
        return phrase(language, "还没有人填学时。")
    verdicts = [getattr(one.result, subject).verdict for one in people]
    counts = [
        f"{_HOURS_MARKS[verdict]} {HOURS_VERDICT_NAMES[verdict].get(language)} {verdicts.count(verdict)}"
        for verdict in _HOURS_MARKS
        if verdict in verdicts
    ]
    return phrase(language, "看的是整个周期的年均，单独一年低一点不要紧。{counts}。", counts=listed(counts, language))
