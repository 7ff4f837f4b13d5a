"""Verdicts by department."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from logic.findings import Verdict
from logic.roster.model import KIND_NAMES, KINDS
from logic.roster.overview import Department
from logic.words.language import phrase, phrase_n
from ui.charts.drawing import Chart, empty_figure, listed, sentences
from ui.unit.charts.drawing import (
    BAR,
    HEAD,
    MARKS,
    NARROW,
    ON_COLOUR,
    VERDICT_COLOURS,
    Key,
    add_bars,
    clickable,
    department_words,
    draw_keys,
    from_the_top,
    inside,
    people_words,
    put_name,
    words_inside,
)


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
    bars = [(d.name, department_words(d.name, language), {k: _count(d, k) for k in kinds}, True) for d in shown]
    if others:
        name = phrase(language, "其余 {n} 个部门", n=len(others))
        bars.append(("", name, {k: sum(_count(d, k) for d in others) for k in kinds}, False))

    figure = clickable(empty_figure(10, l=1, r=1))
    keys = [Key(f"{MARKS[k]} {KIND_NAMES[k].get(language)} {totals[k]}", VERDICT_COLOURS[k]) for k in kinds]
    y = draw_keys(figure, keys) + 12 if keys else 0
    longest = max((d.people for d in shown), default=1)
    gap, places, scales = longest * 0.004, [], []
    for _, name, counts, _ in bars:
        people = sum(counts.values())
        scales.append(min(1.0, longest / max(people, 1)))
        rest = people_words(people, language)
        if people > longest:
            rest = phrase(language, "{people}，未按比例画", people=rest)
        put_name(figure, name, rest, y)
        places.append(y + HEAD + BAR / 2)
        y += HEAD + BAR + 14
    for kind in kinds:
        drawn = [i for i, (_, _, counts, _) in enumerate(bars) if counts[kind]]
        before = [sum(bars[i][2][k] for k in kinds[: kinds.index(kind)]) * scales[i] for i in drawn]
        counts_ = [bars[i][2][kind] for i in drawn]
        word = f"{MARKS[kind]} {KIND_NAMES[kind].get(language)}"
        add_bars(
            figure,
            base=before,
            x=[count * scales[i] - gap for i, count in zip(drawn, counts_, strict=True)],
            y=[places[i] for i in drawn],
            marker={"color": VERDICT_COLOURS[kind], "line": {"width": 0}},
            name=kind,
            text=[
                inside(MARKS[kind], count, count * scales[i] / longest * NARROW)
                for i, count in zip(drawn, counts_, strict=True)
            ],
            insidetextfont=words_inside(ON_COLOUR.get(kind, "#ffffff")),
            customdata=[["verdict", bars[i][0], kind] if bars[i][3] else None for i in drawn],
            hovertext=[
                f"{escape(bars[i][1])}<br>{word}：{count}"
                if language != "en"
                else f"{escape(bars[i][1])}<br>{word}: {count}"
                for i, count in zip(drawn, counts_, strict=True)
            ],
        )
    figure.update_xaxes(range=[0, longest])
    from_the_top(figure, max(y, 10))

    finding = _verdicts_finding(everybody, totals, len(departments), language)
    bars_in_words = [
        phrase(
            language,
            "{department}：{counts}。",
            department=name,
            counts=listed((f"{KIND_NAMES[k].get(language)} {n}" for k, n in counts.items() if n), language),
        )
        for _, name, counts, _ in bars
    ]
    return Chart(
        figure=figure.figure,
        title=phrase(language, "各部门的结论"),
        finding=finding,
        alt=sentences((phrase(language, "各部门结论的条形图，一个部门一条。"), *bars_in_words, finding), language),
        table=(
            (phrase(language, "部门"), phrase(language, "人数"), *(KIND_NAMES[k].get(language) for k in kinds)),
            *(
                (department_words(d.name, language), str(d.people), *(str(_count(d, k)) for k in kinds))
                for d in ranked
            ),
        ),
    )  # fmt: skip


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
