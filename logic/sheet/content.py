"""What stands on a sheet, in one language: read off the assessment, nothing is judged a second time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from logic.advice import (
    about_papers,
    decided,
    decided_elsewhere,
    decides,
    differing,
    facts_of,
    headline,
    next_steps,
    other_way,
    papers,
    questions_for_the_office,
    reached,
    reasons,
    reminder,
    route_word,
    subline,
    word,
)
from logic.facts import FACT, Applicant
from logic.findings import Assessment, Finding, RouteResult, Verdict
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    FACT_NAMES,
    FINDING_VERDICT_NAMES,
    ROUTE_NAMES,
    SUBJECT_NAMES,
    YES_NO,
)
from logic.pack import Pack
from logic.plan import Line as PlanLine
from logic.plan import PathInWords, Sure, plan_of
from logic.words.language import Text, join, say, say_n, written_date

MARKS: dict[str, str] = {
    "eligible": "✓",
    "confirm": "?",
    "incomplete": "○",
    "not_yet": "…",
    "ineligible": "×",
    "met": "✓",
    "not_met": "…",
    "unknown": "○",
    "not_applicable": "–",
    "barring": "×",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what stands before it, what it says, what is added in small, and its source."""

    head: str
    text: str
    small: str = ""
    source: str = ""
    mark: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class RouteCriteria:
    """One route with every criterion."""

    name: str
    verdict: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, ready to be set. Texts are in ``language``; ``labels`` holds the words of the form itself."""

    language: str
    labels: dict[str, str]
    name: str  # whose sheet it is, for a unit's handouts; empty for one's own
    as_of: str
    verdict: str
    kind: str
    headline: str
    subline: str
    other_way: str
    reminder: str  # of the publicity in the unit
    warning: str
    facts: tuple[Line, ...]
    reasons: tuple[Line, ...]
    steps: tuple[Line, ...]
    bring: str
    papers: tuple[Line, ...]
    questions: tuple[Line, ...]
    answers: tuple[Line, ...]
    # What comes after the steps: further titles, a second way, and what would change the answer.
    ways: tuple[RouteCriteria, ...]
    sureness: str
    moves: tuple[Line, ...]
    routes: tuple[RouteCriteria, ...]
    rests_on: str
    link: str = ""


def sheet_of(
    applicant: Applicant,
    assessment: Assessment,
    pack: Pack,
    *,
    language: str = "zh",
    name: str = "",
    link: str = "",
) -> Sheet:
    """The sheet of one assessment. ``link``: an address that opens this result on a phone, for the QR code."""

    def tr(text: Text | None) -> str:
        return text.get(language) if text else ""

    def source(clause: str) -> str:
        return tr(pack.clauses[clause].place.text) if clause in pack.clauses else ""

    def criterion(finding: Finding) -> Line:
        kind = "barring" if finding.barring else finding.verdict.value
        small = " ".join(tr(text) for text in (finding.remedy, finding.ask) if text)
        return Line(
            head=tr(CRITERION_NAMES[finding.criterion]),
            text=tr(finding.text),
            small=small,
            source=source(finding.clause),
            mark=f"{MARKS[kind]} {tr(FINDING_VERDICT_NAMES[finding.verdict])}",
        )

    def criteria(route: RouteResult) -> tuple[Line, ...]:
        """Every criterion of the recommended route; of another only what reads otherwise there."""
        every = decided(route, assessment)
        shown = every if route.route == assessment.recommended else differing(route, assessment)
        rest = () if len(shown) == len(every) else (Line("", tr(say("其余各条与上面相同。"))),)
        return (*(criterion(finding) for finding in shown), *rest)

    refused = assessment.verdict is Verdict.INELIGIBLE
    specialty = pack.by_id.get(applicant.specialty or "")
    routes = sorted(assessment.routes, key=lambda one: one.route != assessment.recommended)
    day = written_date(assessment.as_of, language)
    plan = plan_of(applicant, assessment, pack)
    ahead = [(way, lines) for way in plan.ways if (lines := _beyond_the_steps(way, assessment))]
    to_bring = papers(applicant, assessment, pack)
    return Sheet(
        language=language,
        labels={key: tr(text) for key, text in _LABELS.items()},
        name=name,
        as_of=tr(say("按 {day}计算", day=assessment.as_of)) if language != "en" else f"As of {day}",
        verdict=f"{'→' if decided_elsewhere(assessment.route) else MARKS[assessment.verdict]} {tr(word(assessment))}",
        kind=assessment.verdict.value,
        headline=tr(headline(assessment, pack)),
        subline=tr(subline(assessment, pack)),
        other_way=tr(other_way(assessment)),
        reminder=tr(bear.whole) if (bear := reminder(assessment, pack)) else "",
        warning=tr(assessment.warning),
        facts=() if refused else tuple(Line(tr(a), tr(b), tr(c)) for a, b, c in facts_of(assessment, specialty, pack)),
        reasons=tuple(criterion(finding) for finding in reasons(assessment)),
        steps=tuple(
            Line(tr(step.when), tr(step.what), source=source(step.clause), done=step.past)
            for step in next_steps(assessment, pack)
        ),
        bring=tr(about_papers(assessment, pack)) if to_bring and not refused else "",
        papers=tuple(Line("", tr(paper.what), mark=tr(_ASK_FIRST) if paper.ask else "") for paper in to_bring),
        questions=tuple(
            Line(tr(reached(question.whom, pack)), tr(question.words), source=source(question.clause))
            for question in questions_for_the_office(assessment, pack, specialty)
        ),
        ways=tuple(
            RouteCriteria(
                tr(way.heading),
                tr(way.why),
                tuple(Line(tr(line.when), tr(line.what), source=source(line.clause)) for line in lines),
            )
            for way, lines in ahead
        ),
        sureness=tr(plan.sureness) if ahead else "",
        moves=tuple(
            Line(tr(move.what), (" " if language == "en" else "").join(f"→ {tr(one)}" for one in move.effects))
            for move in plan.moves
        ),
        answers=tuple(Line(tr(fact), tr(answer)) for fact, answer in answers_of(applicant, pack)),
        routes=tuple(
            RouteCriteria(
                tr(ROUTE_NAMES[route.route]),
                f"{MARKS[route.verdict]} {tr(route_word(route))}",
                criteria(route),
            )
            for route in routes
        ),
        rests_on=tr(
            join(
                [
                    say(
                        "依据“{name}”（{id}，校验码 {sha}）。本单由自查工具生成，只供参考。",
                        name=pack.name.text,
                        id=pack.id,
                        sha=pack.sha256,
                    ),
                    decides(pack),
                ]
            )
        ),
        link=link,
    )


def _beyond_the_steps(way: PathInWords, assessment: Assessment) -> tuple[PlanLine, ...]:
    """The lines of a way that the steps do not tell: where these lead along it, only what follows."""
    in_steps = way.path.first.sure is Sure.DATED and way.path.first.opening.route == assessment.recommended
    return tuple(line for line in way.lines if line.far or not in_steps)


_ASK_FIRST = say("先问")
_LABELS: dict[str, Text] = {
    "ways": say("往后的路"),
    "moves": say("改变一件事，结果会怎样"),
    "title": say("职评通 · 办事单"),
    "do": say("照着做"),
    "why": say("先要解决的"),
    "why_not": say("为什么不能报"),
    "bring": say("要带的材料"),
    "ask": say("一次问清"),
    "answers": say("回答"),
    "criteria": say("逐条对照"),
    "past": say("（已过）"),
    "page": say("第 {page} 页，共 {pages} 页", page="{page}", pages="{pages}"),
    "scan": say("扫码在手机上打开这份结果；回答在网址里“#”之后，不会发给服务器。"),
    "whom": say("问："),
}


def answers_of(applicant: Applicant, pack: Pack) -> Iterable[tuple[Text, Text]]:
    """What was answered, in words; what is not known is left out."""
    for field, value in applicant.known().items():
        if FACT[field].asked(applicant) is not False:
            yield FACT_NAMES[field], _in_words(field, value, pack)


def _in_words(field: str, value: Any, pack: Pack) -> Text:
    if field == "specialty":
        return pack.by_id[value].name
    if field == "hours":
        return say_n("{n} 年", len(value)) if not value else _hours_in_words(value)
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, dt.date):
        return Text(written_date(value, "zh"), written_date(value, "en"))
    return CHOICE_NAMES[field][value]


def _hours_in_words(rows: Iterable[Any]) -> Text:
    def amount(tenths: int | None) -> str:
        return "–" if tenths is None else f"{tenths / 10:g}"

    years = [f"{row.year}: {amount(row.general)} / {amount(row.professional)}" for row in sorted(rows)]
    subjects = Text(*(" / ".join(name.get(code) for name in SUBJECT_NAMES.values()) for code in ("zh", "en")))
    return say("{years}（{subjects}）", years=Text("；".join(years), "; ".join(years)), subjects=subjects)
