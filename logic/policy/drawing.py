"""The map to take along: nodes and edges as values, as DOT, as Mermaid, and as a picture.

The picture is an outline and needs no program to lay it out: a question, below it its answers, each with what it leads
to. Nothing crosses, however long a condition is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from logic.findings import Verdict
from logic.labels import ROUTE_NAMES, VERDICT_NAMES
from logic.pack import Pack
from logic.policy.map import End, Map, Part, Question, RouteGroup, Section
from logic.words.language import Text, join, say


@dataclass(frozen=True, slots=True)
class Node:
    """A place on the map. ``verdict``: what it comes to, of an end."""

    id: str
    text: Text
    kind: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A way between two places, and the condition on it."""

    source: str
    target: str
    text: Text


@dataclass(frozen=True, slots=True)
class Graph:
    """Places and ways."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class _Drawn:
    def __init__(self, pack: Pack) -> None:
        self.pack, self.nodes, self.edges = pack, [], []  # type: Pack, list[Node], list[Edge]

    def put(self, text: Text, kind: str, verdict: Verdict | None = None) -> str:
        id_ = f"n{len(self.nodes)}"
        self.nodes.append(Node(id_, text, kind, verdict))
        return id_

    def start(self, start: Question | End | RouteGroup) -> str:
        if not isinstance(start, Question):
            return self.put(end_text(start, self.pack), "end" if isinstance(start, End) else "way", verdict_of(start))
        id_ = self.put(asked(start, self.pack), "question")
        for branch in start.branches:
            self.edges.append(Edge(id_, self.start(branch.to), branch.text))
        return id_

    def graph(self) -> Graph:
        return Graph(tuple(self.nodes), tuple(self.edges))


class _Flow(_Drawn):
    """Everything in one graph: what several parts ask alike stands in it once."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self.ways: dict[RouteGroup, str] = {}
        self._sections: dict[Section, str] = {}

    def start(self, start: Question | End | RouteGroup) -> str:
        if not isinstance(start, RouteGroup):
            return super().start(start)
        if start not in self.ways:
            self.ways[start] = super().start(start)
        return self.ways[start]

    def section(self, section: Section) -> str:
        if section not in self._sections:
            self._sections[section] = self.put(section.text, "section")
            self.edges.append(Edge(self._sections[section], self.start(section.start), _clause(section)))
        return self._sections[section]


def flow_of(drawn: Map) -> Graph:
    """The whole and every part in one: from the first question by every criterion to the verdict."""
    graph = _Flow(drawn.pack)
    graph.start(drawn.whole)
    ways = tuple(graph.ways.items())
    parts = [drawn.part(route, kind) for route, kind, _ in drawn.places]
    always = [section for section in parts[0].sections if all(section in part.sections for part in parts)]
    common = graph.put(say("每条途径都看的条件"), "way")
    verdict = graph.put(say("最重的一条就是结论"), "question")
    for part in parts:
        id_ = graph.put(_dated(part, drawn), "way")
        for way, place in ways:
            if part.route in way.routes and part.kind == way.kind:
                graph.edges.append(Edge(place, id_, ROUTE_NAMES[part.route]))
        graph.edges.append(Edge(id_, common, _EACH))
        graph.edges += [Edge(id_, graph.section(one), _EACH) for one in part.sections if one not in always]
        graph.edges.append(Edge(id_, verdict, say("都看过以后")))
    graph.edges += [Edge(common, graph.section(one), _EACH) for one in always]
    for reached, text in _REACHED.items():
        graph.edges.append(Edge(verdict, graph.put(VERDICT_NAMES[reached], "end", reached), text))
    return graph.graph()


_EACH = say("每一条都看")
# How the conditions come to the verdict.
_REACHED = {
    Verdict.INELIGIBLE: say("有一条不能申报"),
    Verdict.NOT_YET: say("没有更重的，有一条暂不能申报"),
    Verdict.CONFIRM: say("没有更重的，有一条需要确认"),
    Verdict.ELIGIBLE: say("每一条都符合"),
}


def _dated(part: Part, drawn: Map) -> Text:
    """A part's name, with the days on which one files."""
    rounds = [
        say("{what}：全年", what=event.what.text)
        if event.all_year
        else say("{what}：{opens}至 {closes}", what=event.what.text, opens=event.opens, closes=event.closes)
        for event in drawn.rounds(part)
    ]
    return join([part.name, *rounds], "；", "; ")


def asked(question: Question, pack: Pack) -> Text:
    """What is asked; of hours with the norms."""
    if question.field != "hours":
        return question.text
    norms = pack.hours.norms
    each = say(
        "每年公需科目 {general}、专业科目 {professional} 学时", general=norms.general, professional=norms.professional
    )
    return join([question.text, each], "：", ": ")


def _clause(section: Section) -> Text:
    return Text(section.clause, section.clause)


def verdict_of(end: End | RouteGroup) -> Verdict | None:
    """What it comes to; a way goes on."""
    return end.verdict if isinstance(end, End) else None


def end_text(end: End | RouteGroup, pack: Pack) -> Text:
    """Where a branch leads, in words."""
    if isinstance(end, End):
        return end.text
    names = join([ROUTE_NAMES[route] for route in end.routes], "；", "; ")
    if end.committee is None:
        return names
    return say("{routes}（{committee}评委会）", routes=names, committee=pack.committee_name(end.committee))


def graph_of(drawn: Map, part: Part | None) -> Graph:
    """The whole, or one part: its criteria one after the other, each with its questions."""
    graph = _Drawn(drawn.pack)
    if part is None:
        graph.start(drawn.whole)
        return graph.graph()
    before = graph.put(part.name, "way")
    for section in part.sections:
        id_ = graph.put(section.text, "section")
        graph.edges.append(Edge(before, id_, _EACH))
        graph.edges.append(Edge(id_, graph.start(section.start), _clause(section)))
        before = id_
    return graph.graph()


# --- as text -----------------------------------------------------------------------------------------------------

_FILLS = {
    Verdict.ELIGIBLE: "#e3f1e8",
    Verdict.CONFIRM: "#fbf0d4",
    Verdict.NOT_YET: "#fbf0d4",
    Verdict.INELIGIBLE: "#f8e1df",
}
_SHAPES = {"question": ("[", "]"), "section": ("[[", "]]"), "end": ("([", "])"), "way": ("[/", "/]")}


def mermaid(graph: Graph, language: str) -> str:
    """As a Mermaid flowchart, the condition on every edge."""
    lines = ["flowchart LR"]
    for node in graph.nodes:
        left, right = _SHAPES[node.kind]
        lines.append(f'  {node.id}{left}"{_quoted(node.text.get(language))}"{right}')
    lines += [f'  {edge.source} -- "{_quoted(edge.text.get(language))}" --> {edge.target}' for edge in graph.edges]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")


def dot(graph: Graph, language: str) -> str:
    """As DOT, for Graphviz."""
    lines = ["digraph rules {", "  rankdir=LR;", '  node [shape=box, style="rounded,filled", fillcolor="#ffffff"];']
    for node in graph.nodes:
        fill = f', fillcolor="{_FILLS[node.verdict]}"' if node.verdict in _FILLS else ""
        lines.append(f'  {node.id} [label="{_slashed(node.text.get(language))}"{fill}];')
    lines += [f'  {e.source} -> {e.target} [label="{_slashed(e.text.get(language))}"];' for e in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _slashed(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


# --- as a picture ------------------------------------------------------------------------------------------------

_ROW, _STEP, _SIZE = 26, 26, 14


@dataclass(frozen=True, slots=True)
class _Row:
    depth: int
    text: str
    kind: str
    verdict: Verdict | None = None
    # Where it goes on below: how many rows it stands above its last branch.
    rows: int = 0


def svg(drawn: Map, part: Part | None, language: str) -> str:
    """As a picture: an outline with a line from every question to its answers."""
    rows = list(_rows(drawn, part, lambda text: text.get(language)))
    width = max(24 + _STEP * row.depth + _width(row.text) + 24 for row in rows)
    marks = []
    for n, row in enumerate(rows):
        x, y = 12 + _STEP * row.depth, _ROW * n + 20
        if row.kind == "branch":
            marks.append(f'<path d="M{x - 14} {y - 5 - _ROW * row.rows + 10} V{y - 5} H{x - 3}" class="l"/>')
        if row.verdict in _FILLS:
            wide = _width(row.text) + 12
            marks.append(
                f'<rect x="{x - 6}" y="{y - 16}" width="{wide}" height="22" rx="6" fill="{_FILLS[row.verdict]}"/>'
            )
        marks.append(f'<text x="{x}" y="{y}" class="{row.kind}">{escape(row.text)}</text>')
    height = _ROW * len(rows) + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<style>text{{font:{_SIZE}px sans-serif;fill:#1d2733}}.section{{font-weight:700}}.question{{font-weight:600}}"
        f".l{{fill:none;stroke:#8a97a6}}</style>"
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(marks)}</svg>\n'
    )


def _width(text: str) -> int:
    return int(sum(_SIZE if ord(sign) > 0x2E7F else _SIZE * 0.6 for sign in text))


def _rows(drawn: Map, part: Part | None, say_: Callable[[Text], str]) -> Iterator[_Row]:
    def outline(start: Question | End | RouteGroup, depth: int) -> Iterator[_Row]:
        if not isinstance(start, Question):
            yield _Row(depth, say_(end_text(start, drawn.pack)), "end", verdict_of(start))
            return
        yield _Row(depth, say_(asked(start, drawn.pack)), "question")
        above = 1
        for branch in start.branches:
            if isinstance(branch.to, Question):
                yield _Row(depth + 1, f"{say_(branch.text)} ↓", "branch", rows=above)
                below = list(outline(branch.to, depth + 2))
                yield from below
                above += len(below) + 1
            else:
                words = f"{say_(branch.text)} → {say_(end_text(branch.to, drawn.pack))}"
                yield _Row(depth + 1, words, "branch", verdict_of(branch.to), above)
                above += 1

    if part is None:
        yield from outline(drawn.whole, 0)
        return
    yield _Row(0, say_(part.name), "section")
    for number, section in enumerate(part.sections, start=1):
        yield _Row(0, f"{number}. {say_(section.text)}（{section.clause}）", "section")
        yield from outline(section.start, 1)
