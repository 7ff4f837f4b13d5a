"""The questionnaire as a flowchart, found by asking the rules: no second list of conditions.

From each question every answer is given, by everybody who can come there as far as the deciding facts tell them apart
(:data:`GATES`), and the rules say which question comes next. Of those alike, the one with most left to ask is followed:
an obstacle found earlier shortens the way, and would hide the rest of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from logic.assess import assess
from logic.facts import CHOICES, FACTS, Employment, Residency, read_applicant
from logic.findings import FindingVerdict, Verdict
from logic.interview.asking import could_come, next_question
from logic.interview.screens import JOINED, SCREENS, facts_of
from logic.labels import CHOICE_NAMES, DIPLOMA_NAMES, FACT_NAMES, VERDICT_NAMES, YES_NO, listed
from logic.language import Text, join, say
from logic.pack import Event, Pack

UNSURE = say("不清楚")
_LATER = say("以后再填")
_OPEN = Text("", "")
# How long somebody has worked or held a title, in full years: before, between and after the steps of any ladder.
_YEARS = (0, 1, 2, 3, 4, 5, 6, 10)
_COMMONEST = (Employment.ENTERPRISE, Residency.MAINLAND)
# In the order of the screens.
QUESTIONS = tuple(question for screen in SCREENS for question in screen.fields)
# The facts that decide whether others are asked at all; the specialty by its series, which says which routes there are.
GATES = ("specialty", *dict.fromkeys(fact.gate for fact in FACTS if fact.gate in QUESTIONS))


@dataclass(frozen=True, slots=True)
class Edge:
    """From the question ``source`` to ``target``, a question or ``result:`` with its verdict, on any of ``answers``."""

    source: str
    target: str
    answers: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """Somebody on the way: what is known, and what was answered 不清楚."""

    known: dict[str, Any]
    unsure: frozenset[str]
    series: Text
    # The fewer obstacles, then the fewer points to ask about, then the more questions left, the more of the rest of the
    # way can be seen from here.
    rank: tuple[int, int, int]

    @property
    def kind(self) -> tuple[Text, ...]:
        """The deciding facts, in words."""
        return tuple(self._gate_text(gate) for gate in GATES)

    def _gate_text(self, gate: str) -> Text:
        if gate in self.known:
            return self.series if gate == "specialty" else CHOICE_NAMES[gate][self.known[gate]]
        return UNSURE if gate in self.unsure else _OPEN

    @property
    def alike(self) -> tuple[Any, ...]:
        """Who goes on as one: for the commonest kind, diplomas are distinguished as well, since ladders go by them."""
        common = (
            self.known.get("employment") == Employment.ENTERPRISE and self.known.get("residency") == Residency.MAINLAND
        )
        return (self.kind, self.known.get("education") if common else None)


def edges(pack: Pack, as_of: dt.date) -> tuple[Edge, ...]:
    """Every way from question to question, in asking order."""
    here: dict[str, dict[tuple[Any, ...], _Way]] = {question: {} for question in QUESTIONS}
    first, start = _next({}, frozenset(), pack, as_of)
    here[first][start.alike] = start
    found: list[Edge] = []
    # Questions come in one order, so all who can come to one have come before it is left.
    for source, ways in here.items():
        led: dict[tuple[str, Text], set[tuple[Text, ...]]] = {}
        for way, (label, value) in product(ways.values(), tuple(_answers(source, pack, as_of))):
            known = {**way.known, **facts_of(source, value)} if value is not None else way.known
            unsure = way.unsure | {source} if value is None or source == "hours" else way.unsure
            target, on = _next(known, unsure, pack, as_of)
            led.setdefault((target, label), set()).add(way.kind)
            if target in here and (on.alike not in here[target] or here[target][on.alike].rank < on.rank):
                here[target][on.alike] = on
        found += _edges_from(source, led, {way.kind for way in ways.values()})
    return tuple(found)


def _edges_from(
    source: str, led: dict[tuple[str, Text], set[tuple[Text, ...]]], everybody: set[tuple[Text, ...]]
) -> Iterator[Edge]:
    targets: dict[str, dict[frozenset[tuple[Text, ...]], list[Text]]] = {}
    for (target, label), kinds in led.items():
        targets.setdefault(target, {}).setdefault(frozenset(kinds), []).append(label)
    for target, groups in targets.items():
        yield Edge(
            source, target, tuple(_only(listed(labels), set(kinds), everybody) for kinds, labels in groups.items())
        )


def _only(label: Text, kinds: set[tuple[Text, ...]], everybody: set[tuple[Text, ...]]) -> Text:
    """``label`` with the deciding facts of those whom it leads there."""
    parts = []
    for place, gate in enumerate(GATES):
        mine, all_ = (sorted({kind[place] for kind in group}, key=lambda text: text.zh) for group in (kinds, everybody))
        if mine != all_:
            parts.append(say("{fact}：{values}", fact=FACT_NAMES[gate], values=listed(mine)))
    return say("{answer}（{who}）", answer=label, who=join(parts, zh="；", en="; ")) if parts else label


def _next(known: dict[str, Any], unsure: frozenset[str], pack: Pack, as_of: dt.date) -> tuple[str, _Way]:
    applicant = read_applicant(known, as_of=as_of, specialties=pack.by_id)
    found = assess(applicant, pack, as_of)
    field = next_question(found, unsure)
    said = [finding.verdict for route in found.routes for finding in route.findings]
    obstacles, asked = said.count(FindingVerdict.NOT_MET), said.count(FindingVerdict.CONFIRM)
    left = len(could_come(applicant, unsure, found)) if field is not None else 0
    series = pack.series[pack.by_id[known["specialty"]].series].name.text if "specialty" in known else _OPEN
    on = _Way(known, unsure, series, (-obstacles, -asked, left))
    return field if field is not None else f"result:{found.verdict.value}", on


def _answers(field: str, pack: Pack, as_of: dt.date) -> Iterator[tuple[Text, Any]]:
    """Every answer to a question, or one of each kind; None is 不清楚."""
    if field in CHOICES:
        yield from ((CHOICE_NAMES[field][value], value) for value in CHOICES[field])
    elif field in JOINED:
        yield from ((DIPLOMA_NAMES[answer], answer) for answer in JOINED[field])
    elif field == "specialty":
        yield from ((pack.series[one.series].name.text, one.id) for one in pack.specialties)
    elif field in ("service_start", "title_date"):
        for years in _YEARS:
            day = as_of.replace(year=as_of.year - years, day=min(as_of.day, 28)) - dt.timedelta(days=1)
            yield say("满 {n} 年", n=years), day
    elif field == "hours":
        enough = [{"year": as_of.year - 1, "general": pack.hours.norms.general, "professional": 999}]
        yield say("填了学时"), enough
        yield _LATER, None
        return
    else:
        yield from ((YES_NO[value], value) for value in (True, False))
    yield UNSURE, None


def mermaid(pack: Pack, as_of: dt.date) -> str:
    """The flowchart as Mermaid, in Chinese, the condition on every edge."""
    lines = ["flowchart TD"]
    ways = edges(pack, as_of)
    shown = {place for way in ways for place in (way.source, way.target)}
    for screen in SCREENS:
        asked = [f'  {field}["{_safe(_asked(field, pack))}"]' for field in screen.fields if field in shown]
        # What is asked at once stands in one box.
        if len(asked) > 1:
            asked = [f"  subgraph screen_{screen.id} [ ]", *(f"  {line}" for line in asked), "  end"]
        lines += asked
    # When to file stands beside the answers.
    lines += [f'  {event.id}_{event.round}[/"{_safe(_dated(event).zh)}"/]' for event in pack.calendar if event.files]
    for verdict in Verdict:
        if any(way.target == f"result:{verdict.value}" for way in ways):
            lines.append(f'  result_{verdict.value}(["{_safe(VERDICT_NAMES[verdict].zh)}"])')
    for way in ways:
        label = _safe("；".join(answer.zh for answer in way.answers))
        lines.append(f'  {way.source} -- "{label}" --> {way.target.replace(":", "_")}')
    return "\n".join(lines)


def _asked(field: str, pack: Pack) -> str:
    """A question's name; of hours with the norms."""
    if field != "hours":
        return FACT_NAMES[field].zh
    norms = pack.hours.norms
    condition = say(
        "每年公需科目 {general}、专业科目 {professional} 学时", general=norms.general, professional=norms.professional
    )
    return f"{FACT_NAMES[field].zh}：{condition.zh}"


def _dated(event: Event) -> Text:
    if event.all_year:
        return say("{what}：全年", what=event.what.text)
    return say("{what}：{opens}至 {closes}", what=event.what.text, opens=event.opens, closes=event.closes)


def _safe(text: str) -> str:
    return text.replace('"', "#quot;").replace("\n", " ")
