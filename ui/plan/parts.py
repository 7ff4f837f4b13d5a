"""The ways as cards, and what would change the answer as a list."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from logic.advice import goal
from logic.labels import within
from logic.pack import Pack
from logic.plan import Move, PathInWords, Plan, Sure
from logic.words.language import Text, written_date
from ui import charts, state
from ui.language import language, t, tr
from ui.parts import clause_chips


def way_cards(ways: Iterable[PathInWords], pack: Pack) -> None:
    """The ways side by side; each a list of what to do by when."""
    cards = "".join(_card(way, pack) for way in ways)
    st.html(f'<div class="tg-paths tg-ways">{cards}</div>')


def _card(way: PathInWords, pack: Pack) -> str:
    lines = "".join(
        f'<li class="{"far" if line.far else "near"}"><b>{escape(_first_large(line.when))}</b>'
        f"<span>{escape(tr(line.what))} {clause_chips(line.clause, (), pack)}</span></li>"
        for line in way.lines
    )
    means = f'<p class="means">{escape(tr(way.means))} {clause_chips("2.3", (), pack)}</p>' if way.means else ""
    why = escape(_first_large(way.why))
    return (
        f'<section class="tg-path"><h2>{escape(tr(way.heading))}</h2><p class="when">{why}</p>'
        f'<ol class="tg-lane">{lines}</ol>{means}</section>'
    )


def _first_large(text: Text) -> str:
    words = tr(text)
    return words[:1].upper() + words[1:]


def move_list(moves: Iterable[Move]) -> None:
    """Each list of changes with what the rules then say."""
    rows = "".join(
        f'<li><span class="t">{escape(_first_large(move.what))}</span><span class="then">'
        + "".join(
            f'<span class="v-{move.found.result.verdict.value}">→ {escape(_first_large(one))}</span>'
            for one in move.effects
        )
        + "</span></li>"
        for move in moves
    )
    st.html(f'<ul class="tg-moves">{rows}</ul>')


def _effects(move: Move) -> str:
    kind = move.found.result.verdict.value
    return "".join(f'<span class="v-{kind}">→ {escape(_first_large(one))}</span>' for one in move.effects)


def picture(plan: Plan) -> None:
    """The ways on a line of time."""
    as_of = state.as_of()
    lanes = [charts.Lane(tr(way.heading), tuple(_stops(way))) for way in plan.ways]
    if not any(lane.stops for lane in lanes):
        return
    named = None if as_of == state.today() else t("查看日")
    charts.show(charts.ways(lanes, as_of, language(), named=named), "plan", level=2)


def _stops(way: PathInWords) -> Iterable[charts.Stop]:
    as_of = state.as_of()
    for stage in way.path.stages:
        title = goal(stage.opening.result)
        if stage.round is None:
            continue
        if stage.ready > as_of:
            yield charts.Stop(
                t("{title}的条件够了", title=_small(title)), written_date(stage.ready, language()), stage.ready, "ready"
            )
        kind = "dated" if stage.sure is Sure.DATED else "about"
        # An open mark stands in the middle of what is likely.
        middle = max(stage.ready, stage.round.begins + (stage.round.ends - stage.round.begins) / 2)
        yield charts.Stop(t("申报{title}", title=_small(title)), tr(stage.round.when), middle, kind)
    further = way.path.beyond
    if further is not None and further.year is not None:
        day = stage.held.replace(year=further.year, month=7, day=1) if stage.held else as_of
        yield charts.Stop(t("看中级"), t("大约 {year} 年起", year=further.year), day, "beyond")


def _small(title: Text) -> Text:
    return Text(title.zh, within(title.en))
