"""The map of the rules: what stands on it is what the rules say, of everybody."""

from __future__ import annotations

import random
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from logic.assess import assess
from logic.criteria.base import weight
from logic.facts import Applicant
from logic.findings import WEIGHT, Verdict
from logic.interview.screens import JOINED
from logic.pack import parse
from logic.policy.combinations import Combinations
from logic.policy.drawing import dot, graph_of, mermaid, svg
from logic.policy.map import ORDER, End, Map, Part, Question, RouteGroup
from logic.policy.periods import day_of
from logic.policy.states import states
from logic.routes import LOOKED_AT
from tests.logic.applicants import PACK

DAY = day_of(PACK)
MAP = Map(PACK)


def people(many: int) -> list[Applicant]:
    """Some of all combinations of answers."""
    found = states(Combinations((PACK,)))
    draw = random.Random(3)
    return [Applicant(**found.people(draw.randrange(len(found.counts)))[0]) for _ in range(many)]


def end_of(start: Question | End | RouteGroup, a: Applicant) -> End | RouteGroup:
    taken = list(MAP.way(start, a))
    if not taken:
        assert not isinstance(start, Question)
        return start
    question, n = taken[-1]
    to = question.branches[n].to
    assert not isinstance(to, Question)
    return to


def test_everybody_s_way_on_the_map_ends_where_the_rules_end_it():
    for a in people(400):
        found = assess(a, PACK, DAY)
        end = end_of(MAP.whole, a)
        if isinstance(end, End):
            assert (end.verdict, found.verdict) == (Verdict.INELIGIBLE, Verdict.INELIGIBLE)
            continue
        assert end.routes == tuple(route.route for route in found.routes)
        assert set(MAP.parts_of(a)) >= {(route.route, end.kind) for route in found.routes}
        for route in found.routes:
            part = MAP.part(route.route, end.kind)
            ends = {section.id: end_of(section.start, a) for section in part.sections}
            for finding in route.findings:
                if finding.criterion in ends:
                    to = ends[finding.criterion]
                    assert isinstance(to, End)
                    assert WEIGHT[to.verdict] == weight(finding), (finding.criterion, a)
                else:
                    assert weight(finding) == 0


def test_every_branch_has_a_condition_and_no_two_of_a_question_are_alike():
    def check(start: Question | End | RouteGroup, part: Part) -> None:
        if isinstance(start, Question):
            branches = [branch.text.zh for branch in start.branches]
            assert all(branches) and len(set(branches)) == len(branches), part.name.zh
            places = [place for branch in start.branches for place in branch.places]
            assert len(set(places)) == len(places), part.name.zh
            for branch in start.branches:
                check(branch.to, part)

    for route, kind, _ in MAP.places:
        part = MAP.part(route, kind)
        for section in part.sections:
            check(section.start, part)


def test_every_route_of_the_pack_has_its_part():
    assert {route for route, _, _ in MAP.places} == {
        *(route for series in PACK.series.values() for route in series.routes),
        "higher_review",
    }


def test_every_fact_that_a_criterion_reads_has_its_place_on_the_map():
    joined = {fact for answers in JOINED.values() for facts in answers.values() for fact in facts}
    for criterion, read in LOOKED_AT.items():
        assert read <= {*ORDER, *joined, "specialty"}, criterion


def test_who_says_little_is_shown_as_far_as_that_goes():
    assert list(MAP.way(MAP.whole, Applicant())) == []
    assert MAP.parts_of(Applicant()) == ()


@pytest.mark.parametrize("place", [None, 1], ids=["whole", "a part"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_can_be_taken_along(place: int | None, language: str):
    part = None if place is None else MAP.part(*MAP.places[place][:2])
    graph = graph_of(MAP, part)
    assert {edge.target for edge in graph.edges} | {graph.nodes[0].id} == {node.id for node in graph.nodes}
    assert all(edge.text.get(language) for edge in graph.edges)
    lines = mermaid(graph, language).splitlines()
    assert lines[0].startswith("flowchart")
    assert sum(" --> " in line for line in lines) == len(graph.edges)
    assert all(line.count('"') in (0, 2) for line in lines)
    assert len(re.findall(r" -> ", dot(graph, language))) == len(graph.edges)
    picture = ElementTree.fromstring(svg(MAP, part, language))
    assert float(picture.attrib["height"]) > 200


def test_another_district_has_its_own_map():
    path = Path(__file__).resolve().parents[2] / "districts" / "shili-2027.yaml"
    drawn = Map(parse(path.read_bytes(), path.name))
    names = [name.zh for _, _, name in drawn.places]
    assert "初级评审（林业系列）" in names
    assert all(drawn.part(route, kind).sections for route, kind, _ in drawn.places)
