"""What stands first in people's way."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from logic.labels import CRITERION_NAMES
from logic.roster.overview import Obstacle
from logic.words.language import phrase, phrase_n
from ui.charts.drawing import BRAND, CLEAR, GREY, INK, Chart, empty_figure, listed, sentences
from ui.unit.charts.drawing import (
    BAR,
    HEAD,
    NARROW,
    Key,
    add_bars,
    clickable,
    draw_keys,
    from_the_top,
    inside,
    people_words,
    put_name,
    words_inside,
)


def frequent_obstacles(obstacles: Sequence[Obstacle], language: str, *, most: int = 10) -> Chart:
    """What stands first in people's way, most frequent first; the full colour is known to stand there.

    Of the others only the fact itself is not known: that is data to ask for, and no obstacle yet.

    Click: ``("obstacle", criterion)``.
    """
    shown = obstacles[:most]
    figure = clickable(empty_figure(10, l=1, r=1))
    real, blank = sum(o.people - o.unknown for o in obstacles), sum(o.unknown for o in obstacles)
    known = phrase(language, "真的挡着 {n}", n=real)
    unknown = phrase(language, "只是没填 {n}", n=blank)
    y = 0
    if shown:
        y = draw_keys(figure, [Key(known, BRAND), Key(unknown, CLEAR)]) + 12
    longest = max((o.people for o in shown), default=1)
    names = [CRITERION_NAMES[o.criterion].get(language) for o in shown]
    places = []
    for obstacle, name in zip(shown, names, strict=True):
        put_name(figure, name, people_words(obstacle.people, language), y)
        places.append(y + HEAD + BAR / 2)
        y += HEAD + BAR + 14
    picks = [["obstacle", o.criterion] for o in shown]
    hover = [f"{escape(name)}<br>{_obstacle_words(o, language)}" for o, name in zip(shown, names, strict=True)]
    for label, base, lengths, colour in (
        ("known", [0] * len(shown), [o.people - o.unknown for o in shown], BRAND),
        ("unknown", [o.people - o.unknown for o in shown], [o.unknown for o in shown], CLEAR),
    ):
        drawn = [i for i, length in enumerate(lengths) if length]
        add_bars(
            figure,
            base=[base[i] for i in drawn],
            x=[lengths[i] for i in drawn],
            y=[places[i] for i in drawn],
            marker={"color": colour, "line": {"width": 1.5 if colour == CLEAR else 0, "color": GREY}},
            name=label,
            text=[inside("", lengths[i], lengths[i] / longest * NARROW) for i in drawn],
            insidetextfont=words_inside(INK if colour == CLEAR else "#ffffff"),
            customdata=[picks[i] for i in drawn],
            hovertext=[hover[i] for i in drawn],
        )
    figure.update_xaxes(range=[0, longest])
    from_the_top(figure, max(y, 10))

    finding = _obstacles_finding(obstacles, real, blank, language)
    lines = [f"{name} {_obstacle_words(o, language)}" for o, name in zip(shown, names, strict=True)]
    return Chart(
        figure=figure.figure,
        title=phrase(language, "什么挡着大家"),
        finding=finding,
        alt=sentences(
            (
                phrase(language, "条形图，按人数从多到少。"),
                phrase(language, "{values}。", values=listed(lines, language)) if lines else "",
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
