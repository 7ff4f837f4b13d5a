"""The map of the rules on the page: an outline that reads the same at any width, one's own way lit."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.facts import Applicant
from logic.findings import Verdict
from logic.labels import ROUTE_NAMES
from logic.pack import Pack
from logic.policy.drawing import end_text
from logic.policy.map import End, Map, Part, Question, RouteGroup
from logic.words.language import Text, say
from ui.language import t, tr
from ui.parts import VERDICT_MARKS, clause_chip, page_address

_COLOURS = {
    Verdict.ELIGIBLE: "ok",
    Verdict.CONFIRM: "ask",
    Verdict.NOT_YET: "wait",
    Verdict.INELIGIBLE: "bar",
}
_MINE = say("（您在这里）")


@st.cache_resource(max_entries=4, show_spinner=False)
def map_of(sha256: str, _pack: Pack) -> Map:
    """The map of a pack, drawn as far as somebody has looked."""
    return Map(_pack)


def whole(drawn: Map, a: Applicant) -> str:
    """Everything by series, title and route; each route leads to its part."""
    return f'<div class="tg-map tg-map-whole">{_question(drawn, drawn.whole, a, lit=True)}</div>'


def part(drawn: Map, one: Part, a: Applicant) -> str:
    """One route, criterion by criterion."""
    sections = "".join(
        f'<section class="tg-panel tg-map"><h3><span class="tg-map-n">{number}</span> {escape(tr(section.text))} '
        f"{clause_chip(section.clause, drawn.pack)}</h3>{_outline(drawn, section.start, a)}</section>"
        for number, section in enumerate(one.sections, start=1)
    )
    return f'<div class="tg-map-part">{sections}</div>'


def _outline(drawn: Map, start: Question | End, a: Applicant) -> str:
    if isinstance(start, Question):
        return _question(drawn, start, a, lit=True)
    return f"<p>{escape(t('人人如此：'))}{_leads(drawn, start)}</p>"


def _question(drawn: Map, question: Question, a: Applicant, *, lit: bool) -> str:
    """A question and its answers, what each leads to below or beside it."""
    taken = drawn.branch_of(question, a) if lit else None
    rows = []
    for n, branch in enumerate(question.branches):
        mine = n == taken
        note = f'<b class="tg-map-mine">{escape(tr(_MINE))}</b>' if mine else ""
        css = ' class="tg-lit"' if mine else ""
        answer = f'<span class="tg-map-a">{escape(tr(branch.text))}{note}</span>'
        if isinstance(branch.to, Question):
            rows.append(f"<li{css}>{answer}{_question(drawn, branch.to, a, lit=mine)}</li>")
        else:
            rows.append(f"<li{css}>{answer}{_leads(drawn, branch.to)}</li>")
    return f'<p class="tg-map-q">{escape(tr(question.text))}</p><ul>{"".join(rows)}</ul>'


def _leads(drawn: Map, to: End | RouteGroup) -> str:
    if isinstance(to, End):
        return (
            f'<span class="tg-map-end tg-map-{_COLOURS[to.verdict]}"><span aria-hidden="true">'
            f"{VERDICT_MARKS[to.verdict]}</span> {escape(tr(to.text))}</span>"
        )
    links = "".join(
        f'<a class="tg-map-way" href="{escape(page_address("map", part=f"{route}.{to.kind}"))}" '
        f'target="_self">{escape(tr(_named(drawn, to, route)))}</a>'
        for route in to.routes
    )
    return f'<span class="tg-map-ways">{links}</span>'


def _named(drawn: Map, way: RouteGroup, route: str) -> Text:
    if route != "junior_review":
        return ROUTE_NAMES[route]
    return end_text(RouteGroup((route,), way.committee, way.kind), drawn.pack)
