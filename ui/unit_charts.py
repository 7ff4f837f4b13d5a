"""A unit in pictures: verdicts by department, everybody's hours, what stands in the way, and who becomes ready when.

As in ``ui/charts``: each is a pure function of what ``logic`` has counted, and comes with its finding, a text for
those who cannot see it, and its table. These can be clicked: every bar carries, as ``customdata``, what it stands for
(:data:`Pick`), and :func:`show` tells the page what was chosen.

Names of people and departments come from a file. They are escaped wherever Plotly or the page would read markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from logic.findings import HoursVerdict, Verdict
from logic.hours import TENTHS, Norms, Subject
from logic.labels import CRITERION_NAMES, HOURS_VERDICT_NAMES, SUBJECT_NAMES
from logic.language import phrase, phrase_n
from logic.roster.model import ELSEWHERE, KIND_NAMES, KINDS, NO_DEPARTMENT
from logic.roster.overview import Coming, Department, Month, Obstacle, Person, PersonHours
from ui import state
from ui.charts.drawing import (
    BRAND,
    CLEAR,
    FAINT,
    FONT,
    GREY,
    INK,
    SIZE,
    Chart,
    empty_figure,
    listed,
    number,
    put_text,
    round_steps,
    sentences,
    text_width,
)
from ui.charts.page import config, enlarged
from ui.language import language as readers_language
from ui.language import t
from ui.parts import VERDICT_MARKS, plain_table

# What a bar or cell stands for: its kind, then what is chosen.
#   ("verdict", department, verdict)
#   ("hours", row, year, subject)
#   ("obstacle", criterion)
#   ("month", "2024-07")
Pick = tuple[str, ...]

# Seen on paper and on the dark card. The words, marks and figures beside them tell the same.
VERDICT_COLOURS: dict[str, str] = {
    Verdict.ELIGIBLE: "#2f8557",
    Verdict.CONFIRM: "#4a76b8",
    Verdict.NOT_YET: "#e0a544",
    Verdict.INCOMPLETE: "#a3adb6",
    Verdict.INELIGIBLE: "#b8503f",
    ELSEWHERE: "#7a68a6",
}
_ON_COLOUR: dict[str, str] = {Verdict.NOT_YET: "#33210a", Verdict.INCOMPLETE: "#1c2733"}
MARKS: dict[str, str] = {**VERDICT_MARKS, ELSEWHERE: "→"}
# Below the norm, at it, and above: told apart without red and green.
_BELOW, _AT, _ABOVE = (178, 84, 22), (240, 236, 227), (32, 96, 148)
# The least that a phone leaves for a picture, in pixels.
_NARROW = 300


# As thick as its words need: Plotly shrinks them in a thinner one.
_BAR = 26
# What a name over a bar needs: browsers differ by some pixels in how low they set a line.
_HEAD = 26
# What is not chosen steps back and stays readable.
# Both are told: Plotly breaks off at a click where it knows of one and not of the other.
_CHOSEN = {"marker": {"opacity": 1}}
_FADED = {"marker": {"opacity": 0.5}, "textfont": {"color": INK}}


# --- shared ----------------------------------------------------------------------------------------------------


def _clickable(figure: go.Figure) -> go.Figure:
    figure.update_layout(
        hovermode="closest",
        hoverlabel={"font": {"family": FONT, "size": SIZE}, "align": "left", "namelength": 0},
        clickmode="event+select",
    )
    return figure


def _let_fingers_scroll(figure: go.Figure) -> go.Figure:
    """Streamlit turns "no dragging" into panning, which catches every finger on the picture.

    A word that Plotly does not know gets past it, and Plotly then takes the template's: no dragging.
    """
    figure.update_layout(template={"layout": {"dragmode": False}})
    figure.layout._props["dragmode"] = "none"
    return figure


def _of(name: str, language: str) -> str:
    return name or NO_DEPARTMENT.get(language)


def _shortened(text: str, width: int) -> str:
    """``text`` cut to about ``width`` pixels."""
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _people(count: int, language: str) -> str:
    return phrase_n(language, "{n} 人", count)


@dataclass(frozen=True, slots=True)
class _Key:
    """One entry of a picture's key: a swatch as the picture has it, and its words."""

    text: str
    fill: str


def _draw_keys(figure: go.Figure, keys: Sequence[_Key], left: int = 0, up: int = 0) -> int:
    """The key at the top, in columns that a phone holds; returns its height. ``left`` and ``up`` are the margins."""
    wide = max(22 + text_width(key.text) + 14 for key in keys)
    lines = -(-len(keys) // max(1, _NARROW // wide))
    columns = -(-len(keys) // lines)
    for place, key in enumerate(keys):
        x, y = place % columns * wide - left, place // columns * 24 - up
        figure.add_shape(
            type="rect",
            xref="paper",
            yref="paper",
            xsizemode="pixel",
            ysizemode="pixel",
            xanchor=0,
            yanchor=1,
            x0=x + 1,
            x1=x + 14,
            y0=-(y + 4),
            y1=-(y + 17),
            fillcolor=key.fill,
            line={"color": GREY if key.fill == CLEAR else CLEAR, "width": 1.5, "dash": "dot"},
            name="key",
        )
        put_text(
            figure,
            key.text,
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            xshift=x + 20,
            yshift=1 - y,
        )
    return lines * 24


def _head(figure: go.Figure, name: str, rest: str, y: float, left: int = 0) -> None:
    """A bar's name over it, cut to what a phone holds, and a figure behind it."""
    name = escape(_shortened(name, _NARROW - text_width(rest) - 16))
    # Plotly keeps two pixels round every word.
    put_text(figure, f"<b>{name}</b>  {rest}", x=0, xref="paper", y=y + 11, xanchor="left", xshift=-left - 2)


def _from_the_top(figure: go.Figure, height: int) -> None:
    """Let the vertical axis count pixels, downwards."""
    figure.update_layout(height=height)
    figure.update_yaxes(range=[height, 0])


# --- verdicts by department --------------------------------------------------------------------------------------


def verdicts_by_department(departments: Sequence[Department], language: str, *, most: int = 15) -> Chart:
    """A stacked bar a department, as long as it has people; the ``most`` largest, the others as one bar.

    Where the others are more than the largest, their bar is as long as that one and is said to be: drawn to scale it
    would leave the departments no room.

    Click: ``("verdict", department, verdict)``; the bar of the others cannot be clicked.
    """
    ranked = sorted(departments, key=lambda d: -d.people)
    shown, others = list(ranked[:most]), ranked[most:]
    kinds = [kind for kind in KINDS if any(_count(d, kind) for d in departments)]
    totals = {kind: sum(_count(d, kind) for d in departments) for kind in kinds}
    everybody = sum(totals.values())
    bars = [(d.name, _of(d.name, language), {k: _count(d, k) for k in kinds}, True) for d in shown]
    if others:
        name = phrase(language, "其余 {n} 个部门", n=len(others))
        bars.append(("", name, {k: sum(_count(d, k) for d in others) for k in kinds}, False))

    figure = _clickable(empty_figure(10, l=1, r=1))
    keys = [_Key(f"{MARKS[k]} {KIND_NAMES[k].get(language)} {totals[k]}", VERDICT_COLOURS[k]) for k in kinds]
    y = _draw_keys(figure, keys) + 12 if keys else 0
    longest = max((d.people for d in shown), default=1)
    gap, places, scales = longest * 0.004, [], []
    for _, name, counts, _ in bars:
        people = sum(counts.values())
        scales.append(min(1.0, longest / max(people, 1)))
        rest = _people(people, language)
        if people > longest:
            rest = phrase(language, "{people}，未按比例画", people=rest)
        _head(figure, name, rest, y)
        places.append(y + _HEAD + _BAR / 2)
        y += _HEAD + _BAR + 14
    for kind in kinds:
        drawn = [i for i, (_, _, counts, _) in enumerate(bars) if counts[kind]]
        before = [sum(bars[i][2][k] for k in kinds[: kinds.index(kind)]) * scales[i] for i in drawn]
        counts_ = [bars[i][2][kind] for i in drawn]
        word = f"{MARKS[kind]} {KIND_NAMES[kind].get(language)}"
        figure.add_bar(
            orientation="h",
            base=before,
            x=[count * scales[i] - gap for i, count in zip(drawn, counts_, strict=True)],
            y=[places[i] for i in drawn],
            width=_BAR,
            selected=_CHOSEN,
            unselected=_FADED,
            marker={"color": VERDICT_COLOURS[kind], "line": {"width": 0}},
            name=kind,
            text=[
                _inside(MARKS[kind], count, count * scales[i] / longest * _NARROW)
                for i, count in zip(drawn, counts_, strict=True)
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"family": FONT, "size": SIZE, "color": _ON_COLOUR.get(kind, "#ffffff")},
            customdata=[["verdict", bars[i][0], kind] if bars[i][3] else None for i in drawn],
            hovertext=[
                f"{escape(bars[i][1])}<br>{word}：{count}"
                if language != "en"
                else f"{escape(bars[i][1])}<br>{word}: {count}"
                for i, count in zip(drawn, counts_, strict=True)
            ],
            hoverinfo="text",
        )
    figure.update_xaxes(range=[0, longest])
    _from_the_top(figure, max(y, 10))

    finding = _verdicts_finding(everybody, totals, len(departments), language)
    told = [
        phrase(
            language,
            "{department}：{counts}。",
            department=name,
            counts=listed((f"{KIND_NAMES[k].get(language)} {n}" for k, n in counts.items() if n), language),
        )
        for _, name, counts, _ in bars
    ]
    return Chart(
        figure=figure,
        title=phrase(language, "各部门的结论"),
        finding=finding,
        alt=sentences((phrase(language, "各部门结论的条形图，一个部门一条。"), *told, finding), language),
        table=(
            (phrase(language, "部门"), phrase(language, "人数"), *(KIND_NAMES[k].get(language) for k in kinds)),
            *(
                (_of(d.name, language), str(d.people), *(str(_count(d, k)) for k in kinds))
                for d in ranked
            ),
        ),
    )  # fmt: skip


def _inside(mark: str, count: int, room: float) -> str:
    """What a piece of a bar holds on a phone: mark and figure, or the figure. The rest is in hover and table."""
    whole = f"{mark} {count}".strip()
    return next((text for text in (whole, str(count)) if text_width(text) + 8 <= room), "")


def _count(department: Department, kind: str) -> int:
    return department.verdicts.get(kind, 0)


def _verdicts_finding(everybody: int, totals: dict[Any, int], departments: int, language: str) -> str:
    if not everybody:
        return phrase(language, "名单里还没有人。")
    ready, ask = totals.get(Verdict.ELIGIBLE, 0), totals.get(Verdict.CONFIRM, 0)
    return phrase_n(
        language,
        "{n} 个部门共 {people} 人：{ready} 人可以申报，{ask} 人要先问清。",
        departments,
        people=everybody,
        ready=ready,
        ask=ask,
    )


# --- hours: person by year ---------------------------------------------------------------------------------------

_CELL, _SECTION = _BAR + 3, 34
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

    ``people`` are in the order in which they shall stand (:func:`logic.roster.overview.hours_of`).
    """
    departments: dict[str, list[PersonHours]] = {}
    for one in people:
        departments.setdefault(one.person.department, []).append(one)
    pages: list[tuple[list[str], list[PersonHours]]] = []
    for department, members in departments.items():
        name = _of(department, language)
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
    labels = [_person_name(one.person, language) for one in people]
    left = min(max((text_width(label) for label in labels), default=0), 84) + 10
    averages = [_average(one, subject, language) for one in people]
    heading = phrase(language, "年均")
    right = max((text_width(text) for text in (*averages, heading)), default=0) + 10

    figure = _clickable(empty_figure(10, l=left, r=right))
    blank_word = phrase(language, "未填")
    keys = [
        _Key(phrase(language, "低于 {norm}", norm=norm), _rgb(_BELOW)),
        _Key(phrase(language, "正好 {norm}", norm=norm), _rgb(_AT)),
        _Key(phrase(language, "高于 {norm}", norm=norm), _rgb(_ABOVE)),
        _Key(blank_word, CLEAR),
    ]
    y = _draw_keys(figure, keys, left) + 8
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
            _head(figure, _of(department, language), "", y + 10, left)
            y += _SECTION
        middle = y + _CELL / 2
        short = escape(_shortened(label, left - 10))
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
    _from_the_top(figure, y + 4)

    finding = _heat_finding(people, subject, language)
    return Chart(
        figure=figure,
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
    figure: go.Figure, cell: dict[str, list[Any]], marker: dict[str, Any], text: Any = None, ink: Any = None
) -> None:
    figure.add_bar(
        orientation="h",
        base=cell["base"],
        x=[0.94] * len(cell["base"]),
        y=cell["y"],
        width=_BAR,
        selected=_CHOSEN,
        unselected=_FADED,
        marker=marker,
        text=text,
        textposition="inside" if text else "none",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={"family": FONT, "size": SIZE, "color": ink} if ink else None,
        customdata=cell["data"],
        hovertext=cell["hover"],
        hoverinfo="text",
        name="known" if text is not None else "blank",
    )


def _person_name(person: Person, language: str) -> str:
    return person.name or person.number or phrase(language, "第 {row} 行", row=person.row)


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
        _person_name(one.person, language),
        _of(one.person.department, language),
        *cells,
        average,
        HOURS_VERDICT_NAMES[hours.verdict].get(language),
    )


def _heat_finding(people: Sequence[PersonHours], subject: Subject, language: str) -> str:
    """How many are below, with the marks' words: the marks in the picture are read here."""
    if not people:
        return phrase(language, "还没有人填学时。")
    verdicts = [getattr(one.result, subject).verdict for one in people]
    told = [
        f"{_HOURS_MARKS[verdict]} {HOURS_VERDICT_NAMES[verdict].get(language)} {verdicts.count(verdict)}"
        for verdict in _HOURS_MARKS
        if verdict in verdicts
    ]
    return phrase(language, "看的是整个周期的年均，单独一年低一点不要紧。{counts}。", counts=listed(told, language))


# --- what stands in the way --------------------------------------------------------------------------------------


def frequent_obstacles(obstacles: Sequence[Obstacle], language: str, *, most: int = 10) -> Chart:
    """What stands first in people's way, most frequent first; the full colour is known to stand there.

    Of the others only what they are has not been told: that is data to ask for, and no obstacle yet.

    Click: ``("obstacle", criterion)``.
    """
    shown = obstacles[:most]
    figure = _clickable(empty_figure(10, l=1, r=1))
    real, blank = sum(o.people - o.unknown for o in obstacles), sum(o.unknown for o in obstacles)
    known = phrase(language, "真的挡着 {n}", n=real)
    unknown = phrase(language, "只是没填 {n}", n=blank)
    y = 0
    if shown:
        y = _draw_keys(figure, [_Key(known, BRAND), _Key(unknown, CLEAR)]) + 12
    longest = max((o.people for o in shown), default=1)
    names = [CRITERION_NAMES[o.criterion].get(language) for o in shown]
    places = []
    for obstacle, name in zip(shown, names, strict=True):
        _head(figure, name, _people(obstacle.people, language), y)
        places.append(y + _HEAD + _BAR / 2)
        y += _HEAD + _BAR + 14
    picks = [["obstacle", o.criterion] for o in shown]
    hover = [f"{escape(name)}<br>{_obstacle_words(o, language)}" for o, name in zip(shown, names, strict=True)]
    for label, base, lengths, colour in (
        ("known", [0] * len(shown), [o.people - o.unknown for o in shown], BRAND),
        ("unknown", [o.people - o.unknown for o in shown], [o.unknown for o in shown], CLEAR),
    ):
        drawn = [i for i, length in enumerate(lengths) if length]
        figure.add_bar(
            orientation="h",
            base=[base[i] for i in drawn],
            x=[lengths[i] for i in drawn],
            y=[places[i] for i in drawn],
            width=_BAR,
            selected=_CHOSEN,
            unselected=_FADED,
            marker={"color": colour, "line": {"width": 1.5 if colour == CLEAR else 0, "color": GREY}},
            name=label,
            text=[_inside("", lengths[i], lengths[i] / longest * _NARROW) for i in drawn],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"family": FONT, "size": SIZE, "color": INK if colour == CLEAR else "#ffffff"},
            customdata=[picks[i] for i in drawn],
            hovertext=[hover[i] for i in drawn],
            hoverinfo="text",
        )
    figure.update_xaxes(range=[0, longest])
    _from_the_top(figure, max(y, 10))

    finding = _obstacles_finding(obstacles, real, blank, language)
    told = [f"{name} {_obstacle_words(o, language)}" for o, name in zip(shown, names, strict=True)]
    return Chart(
        figure=figure,
        title=phrase(language, "什么挡着大家"),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "条形图，按人数从多到少。"),
                phrase(language, "{values}。", values=listed(told, language)) if told else "",
                finding,
            ),
            language,
        ),
        table=(
            (
                phrase(language, "条件"),
                phrase(language, "人数"),
                phrase(language, "真的挡着"),
                phrase(language, "只是没填"),
                phrase(language, "只差这一条"),
            ),
            *(
                (
                    CRITERION_NAMES[o.criterion].get(language),
                    *map(str, (o.people, o.people - o.unknown, o.unknown, o.alone)),
                )
                for o in obstacles
            ),
        ),
    )


_PALE_BRAND = "rgba(47,129,153,.38)"


def _obstacle_words(obstacle: Obstacle, language: str) -> str:
    return phrase_n(
        language,
        "{n} 人：{known} 人真的挡着，{unknown} 人只是没填",
        obstacle.people,
        known=obstacle.people - obstacle.unknown,
        unknown=obstacle.unknown,
    )


def _obstacles_finding(obstacles: Sequence[Obstacle], real: int, blank: int, language: str) -> str:
    if not obstacles:
        return phrase(language, "没有什么挡着，或者还没有人。")
    parts = []
    if real:
        most = max(obstacles, key=lambda o: o.people - o.unknown)
        name = CRITERION_NAMES[most.criterion].get(language)
        parts.append(
            phrase_n(language, "真的挡着人的，最多是“{name}”：{n} 人。", most.people - most.unknown, name=name)
        )
    if blank:
        most = max(obstacles, key=lambda o: o.unknown)
        name = CRITERION_NAMES[most.criterion].get(language)
        parts.append(
            phrase_n(language, "另有 {n} 人只是信息没填，先补的多是“{name}”。", blank, name=name)
            if real
            else phrase_n(language, "有 {n} 人只是信息没填，先补的多是“{name}”。", blank, name=name)
        )
    parts.append(phrase(language, "一人只算最先挡着的那一条。"))
    return sentences(parts, language)


# --- who becomes ready when --------------------------------------------------------------------------------------


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
    figure = _clickable(empty_figure(height, l=left, r=2, t=above, b=below))
    keys = [_Key(phrase(language, "当月新增"), BRAND), _Key(phrase(language, "此前已够"), _PALE_BRAND)]
    _draw_keys(figure, keys, left, above)
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
        figure.add_bar(
            base=[base[i] for i in drawn],
            x=[i + 0.5 for i in drawn],
            y=[heights[i] for i in drawn],
            width=0.82,
            selected=_CHOSEN,
            unselected=_FADED,
            marker={"color": colour, "line": {"width": 0}, "cornerradius": 2},
            name=label,
            customdata=[["month", _month(months[i].first)] for i in drawn],
            hovertext=["<br>".join((words[i], *map(escape, _few(names[i], language)))) for i in drawn],
            hoverinfo="text",
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
    told = [_month_words(m.first, m.new, m.total, language) for m in news]
    return Chart(
        figure=figure,
        title=phrase(language, "两年内，谁的年限会够"),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "逐月累计的柱形图。"),
                phrase(language, "{values}。", values=listed(told, language)) if told else "",
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
    return [_person_name(who, language) for day, who in coming.people if _month(day) == _month(month.first)]


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


# --- on the page ---------------------------------------------------------------------------------------------------


def show(chart: Chart, key: str) -> Pick | None:
    """Put ``chart`` on the page; what the reader has clicked in it, or None.

    ``key`` is the page's own and unique there. A chart with nobody in it has its words only. Whoever cannot click
    needs the same choice as ordinary widgets of the page.
    """
    with st.container(key=f"panel_{key}"):
        st.html(f"<h2>{escape(chart.title)}</h2><p>{escape(chart.finding)}</p>")
        if len(chart.table) == 1:
            return None
        told = config(readers_language()) | {"staticPlot": False, "doubleClickDelay": 0}
        event = st.plotly_chart(
            _let_fingers_scroll(enlarged(chart.figure, state.zoom())),
            key=f"chart_{key}",
            config=told,
            alt=chart.alt,
            on_select="rerun",
            selection_mode="points",
        )
        with st.expander(t("看表格")):
            st.html(plain_table(chart.table, chart.title))
    return picked(event)


def picked(event: Any) -> Pick | None:
    """What the first selected point of a Plotly event stands for."""
    points = (event or {}).get("selection", {}).get("points", [])
    for point in points:
        data = point.get("customdata")
        if data:
            return tuple(str(part) for part in data)
    return None
