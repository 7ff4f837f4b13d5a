"""Two ways to a title side by side: a lower one sooner, a higher one later. The program does not choose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logic.advice.route_words import manner, sooner_or_higher
from logic.advice.standing import file_from, goal, left_open, needs_assessment, waits_until
from logic.findings import Assessment, RouteResult
from logic.labels import fact_names, within
from logic.pack import Pack
from logic.words.language import Text, join, say, say_n


@dataclass(frozen=True, slots=True)
class Path:
    """One of two ways: from when, what it still hangs on, and what taking it means."""

    route: RouteResult
    title: Text
    when: Text
    hangs_on: Text
    # What to bear in mind, and the clause behind it; none where there is nothing.
    means: Text | None
    clause: str = ""


def paths(assessment: Assessment, pack: Pack) -> tuple[Path, ...]:
    """The sooner and the later way, where both lead to a level and the later one leads higher; else none."""
    other = sooner_or_higher(assessment)
    best = assessment.route
    if other is None or best.level is None or other[0].level is None:
        return ()
    both = (best, other[0]) if waits_until(best) is None else (other[0], best)
    sooner, later = both
    no_longer_first = later.route == "initial_recognition"
    return tuple(
        Path(
            route,
            goal(route),
            _when(route, assessment.as_of),
            _hangs_on(route),
            first_title() if (first := route is sooner and no_longer_first) else manner(route, pack),
            "2.3" if first else "",
        )
        for route in both
    )


def _when(route: RouteResult, as_of: dt.date) -> Text:
    day, first = waits_until(route), file_from(route)
    if day is not None:
        return say("{day}起，时间看那一年的通知", day=day)
    if route.window is None:
        return say("时间要先问清")
    closes = route.window.closes
    if first is None:
        return say("这一次已在 {closes}截止", closes=closes)
    if first <= as_of:
        return say("现在到 {closes}", closes=closes)
    return say("{opens}至 {closes}", opens=first, closes=closes)


def _hangs_on(route: RouteResult) -> Text:
    open_facts = [field for field in route.missing if field not in ("hours", "unit_assessment_passed")]
    parts = []
    if waits_until(route) is not None:
        parts.append(say("年限到那天才够"))
    if needs_assessment(route):
        parts.append(say("要单位考核合格"))
    if "hours" in route.missing:
        parts.append(say("要看学时够不够"))
    if open_facts:
        parts.append(say("先弄清{facts}", facts=fact_names(open_facts)))
    if questions := len(left_open(route)):
        parts.append(say_n("还有 {n} 件事要先问清", questions))
    # The first begins a line of its own.
    parts[1:] = [Text(text.zh, within(text.en)) for text in parts[1:]]
    return join(parts, zh="，", en="; ") if parts else say("条件都符合")


def first_title() -> Text:
    """What taking a first title means for recognition."""
    return say("先取得了职称，就不再是首次取得；以后能不能再办初次认定，要先问清。")
