"""What the rules returned, drawn: verdicts, facts, papers, steps, criteria."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from logic import advice
from logic.advice import Paper, Path, Question, Step, reached, to_send
from logic.findings import Assessment, Finding, FindingVerdict, RouteResult, Verdict
from logic.labels import CRITERION_NAMES, FINDING_VERDICT_NAMES, ROUTE_NAMES
from logic.pack import Pack
from ui import state
from ui.language import t, tr
from ui.parts.words import clause_chip, clause_chips, copy_button, in_chinese, linked

# A mark, beside the word, for those who do not see the colour.
VERDICT_MARKS: dict[str, str] = {
    Verdict.ELIGIBLE: "✓",
    Verdict.CONFIRM: "?",
    Verdict.NOT_YET: "…",
    Verdict.INCOMPLETE: "○",
    Verdict.INELIGIBLE: "×",
}
_OUTCOME_MARKS = {
    FindingVerdict.MET: ("✓", "ok"),
    FindingVerdict.CONFIRM: ("?", "ask"),
    FindingVerdict.NOT_MET: ("…", "wait"),
    FindingVerdict.UNKNOWN: ("○", "none"),
    FindingVerdict.NOT_APPLICABLE: ("–", "none"),
}
_BARRING_MARK = ("×", "bar")
# The title is to be had, but not here.
_ELSEWHERE = "→"


def route_tag(route: RouteResult) -> str:
    """Mark and word of how a route stands for the person."""
    mark = _ELSEWHERE if advice.decided_elsewhere(route) else VERDICT_MARKS[route.verdict]
    return f"{mark} {escape(tr(advice.route_word(route)))}"


def verdict_card(assessment: Assessment, pack: Pack) -> None:
    """The answer, the largest text of its page; beneath it the dates, and how long there is for publicity."""
    route = assessment.route
    elsewhere = " elsewhere" if advice.decided_elsewhere(route) else ""
    barring = [found for found in route.findings if found.barring]
    chip = clause_chips(barring[0].clause, barring[0].also, pack) if barring else ""
    other = advice.other_way(assessment)
    beside = f"<p>{escape(tr(other))}</p>" if other else ""
    reminder, late = advice.reminder(assessment, pack), ""
    if reminder is not None:
        source = clause_chip(advice.PUBLICITY_CLAUSE, pack)
        if reminder.warn:
            late = f'<div class="tg-warn" role="note"><p>{escape(tr(reminder.whole))} {source}</p></div>'
        else:
            beside += f'<p class="tg-also">{escape(tr(reminder.text))} {source}</p>'
    st.html(
        f'<div class="tg-verdict v-{assessment.verdict.value}{elsewhere}"><span class="tag">{route_tag(route)}</span>'
        f'<h1 id="tg-focus" tabindex="-1" data-token="result">{escape(tr(advice.headline(assessment, pack)))}</h1>'
        f"<p>{escape(tr(advice.subline(assessment, pack)))} {chip}</p>{beside}</div>{late}"
    )


def path_cards(paths: Iterable[Path], pack: Pack) -> None:
    """Two ways to a title, side by side: none stands out, since the person chooses."""
    cards = "".join(
        f'<div class="tg-path"><h3>{escape(tr(path.title))}'
        f"<small>{escape(tr(ROUTE_NAMES[path.route.route]))}</small></h3>"
        f'<p class="when">{escape(tr(path.when))}</p><p>{escape(tr(path.hangs_on))}</p>'
        f"{_meaning(path, pack)}</div>"
        for path in paths
    )
    st.html(f'<div class="tg-paths">{cards}</div>')


def _meaning(path: Path, pack: Pack) -> str:
    if path.means is None:
        return ""
    chip = clause_chip(path.clause, pack) if path.clause else ""
    return f'<p class="means">{escape(tr(path.means))} {chip}</p>'


def fact_grid(facts: Iterable[tuple[str, str, str]]) -> None:
    """A few clear facts: name, value, small line."""
    cells = "".join(
        f'<div class="tg-fact"><span>{escape(name)}</span><b>{escape(value)}</b><em>{escape(small)}</em></div>'
        for name, value, small in facts
    )
    st.html(f'<div class="tg-facts">{cells}</div>')


def paper_list(papers: Iterable[Paper], about: str, pack: Pack) -> None:
    """The file to bring: what is named, then what to ask about first."""
    ask = escape(t("先问"))
    rows = "".join(
        f"<li>{f'<b>{ask}</b> ' if paper.ask else ''}{escape(tr(paper.what))} {clause_chip(paper.clause, pack)}</li>"
        for paper in papers
    )
    st.html(f'<p class="tg-after">{escape(about)}</p><ul class="tg-papers">{rows}</ul>')


def step_list(steps: Sequence[Step], pack: Pack) -> None:
    """What to do, in order."""
    items = "".join(
        f'<li class="{"done" if step.past else ""}"><span class="when">{escape(tr(step.when))}'
        f"{escape(t('（已过）')) if step.past else ''}</span>{linked(step.what, pack)} "
        f"{clause_chips(step.clause, step.also, pack)}{in_chinese(step.what) if step.needs_chinese else ''}</li>"
        for step in steps
    )
    st.html(f'<ol class="tg-steps">{items}</ol>')


def question_list(questions: Sequence[Question], pack: Pack) -> None:
    """What to ask, all in one go: those for the same people beneath their name, numbered throughout."""
    parts, whom = [], ""
    for number, asked in enumerate(questions, 1):
        if asked.whom.zh != whom:
            parts.append(f"{'</ol>' if whom else ''}<h3>{escape(t('问{whom}', whom=reached(asked.whom, pack)))}</h3>")
            parts.append(f'<ol class="tg-asks" start="{number}">')
            whom = asked.whom.zh
        chip = clause_chips(asked.clause, asked.also, pack)
        parts.append(f"<li>{escape(tr(asked.words))} {chip}{in_chinese(asked.words)}</li>")
    # Nobody takes anything away from the touch screen but by its code.
    copy = "" if state.at_kiosk() else copy_button(to_send(questions).zh, t("复制这些问题"))
    st.html(f'<div class="tg-panel">{"".join(parts)}</ol>{copy}</div>')


def criteria_list(findings: Iterable[Finding], pack: Pack, *, remedy: bool = True) -> None:
    """One line a criterion: mark and word, what is so, what cures it, the clause."""
    items = []
    for finding in findings:
        mark, css = _BARRING_MARK if finding.barring else _OUTCOME_MARKS[finding.verdict]
        # What time alone cures is nothing to do: the answer has said from when.
        cure = finding.remedy if remedy and not finding.available_from else None
        small = f"<small>{escape(tr(cure))}</small>" if cure else ""
        items.append(
            f'<li><span class="m {css}">{mark} {escape(tr(FINDING_VERDICT_NAMES[finding.verdict]))}</span>'
            f'<span class="t"><b class="tg-sr">{escape(tr(CRITERION_NAMES[finding.criterion]))}</b>'
            f"{escape(tr(finding.text))}{small}</span>"
            f'<span class="tg-chips">{clause_chips(finding.clause, finding.also, pack)}</span></li>'
        )
    st.html(f'<ul class="tg-crit">{"".join(items)}</ul>')
