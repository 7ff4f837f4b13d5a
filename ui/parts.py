"""Small parts of pages: header, verdicts, facts, steps, criteria. They draw what the rules returned, no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NoReturn

import streamlit as st

from logic import advice
from logic.advice import Step
from logic.facts import FACT
from logic.findings import Assessment, Finding, Outcome, Verdict
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    FACT_NAMES,
    OUTCOME_NAMES,
    VERDICT_NAMES,
    YES_NO,
)
from logic.language import Text, written_date
from logic.pack import Pack, Specialty
from ui import state
from ui.language import language, other_languages, set_language, t, tn, tr
from ui.questions import question
from ui.taps import Tap, button

PAGES = {
    "start": "pages/start.py",
    "check": "pages/check.py",
    "answers": "pages/answers.py",
    "result": "pages/result.py",
    "notice": "pages/notice.py",
    "unit": "pages/unit.py",
}

# A mark, beside the word, for those who do not see the colour.
VERDICT_MARKS: dict[str, str] = {
    Verdict.ELIGIBLE: "✓",
    Verdict.CONFIRM: "?",
    Verdict.NOT_YET: "…",
    Verdict.INCOMPLETE: "○",
    Verdict.INELIGIBLE: "×",
}
_OUTCOME_MARKS = {
    Outcome.MET: ("✓", "ok"),
    Outcome.CONFIRM: ("?", "ask"),
    Outcome.NOT_MET: ("…", "wait"),
    Outcome.UNKNOWN: ("○", "none"),
    Outcome.NOT_APPLICABLE: ("–", "none"),
}
_BARRING_MARK = ("×", "bar")


def kept_address() -> dict[str, str]:
    """What stays in the address from page to page: language, day asked about and size of the text, nothing else."""
    return {name: st.query_params[name] for name in ("lang", "as_of", "size") if name in st.query_params}


def go(page: str) -> NoReturn:
    """Open another page; the language and the day asked about stay in the address."""
    st.switch_page(PAGES[page], query_params=kept_address())


def header() -> None:
    """The bar on top: home, the day asked about, the size of the text, the language."""
    with st.container(horizontal=True, key="tg_header"):
        st.page_link(PAGES["start"], label=t("职评通"), query_params=kept_address())
        if st.button(t("单位名册"), key="chip_unit"):
            go("unit")
        if st.button(t("通知要点"), key="chip_notice"):
            go("notice")
        if state.as_of() != state.today() and st.button(
            t("按 {day} 查看", day=state.as_of().isoformat()), key="chip_day"
        ):
            go("start")
        large = state.size() == "large"
        st.button(t("标准字") if large else t("大字"), key="chip_size", on_click=state.switch_size)
        for code, name in other_languages().items():
            st.button(name, key=f"chip_language_{code}", on_click=set_language, args=(code,))


def viewing_bar() -> None:
    """Whose facts one is looking at, when they are a colleague's; and the way back."""
    name = state.viewed()
    if name is None:
        return
    told = t("正在看名册里的“{name}”。在这里改动只是试算，不会写回名册。", name=name)
    with st.container(key="tg_one_viewing"):
        st.html(
            f'<p class="tg-print-only">{escape(name)}</p><div class="tg-viewing tg-screen-only">{escape(told)}</div>'
        )
        if st.button(t("返回名册"), key="link_back_to_unit"):
            go("unit")


def heading_html(text: str, token: str, *, css: str = "tg-q") -> str:
    """The page's main heading; the focus comes here after a step."""
    return f'<h1 id="tg-focus" class="{css}" tabindex="-1" data-token="{escape(token)}">{escape(text)}</h1>'


def heading(text: str, token: str) -> None:
    """Draw the page's main heading."""
    st.html(heading_html(text, token))


def section(text: str) -> None:
    """A heading within the page."""
    st.html(f'<h2 class="tg-h">{escape(text)}</h2>')


def note_html(*paragraphs: str, warn: bool = False, title: str = "", more: str = "") -> str:
    """A calm box; ``warn`` for what must not be overlooked, ``more`` for markup at its end."""
    bold = f"<b>{escape(title)}</b>" if title else ""
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return f'<div class="{"tg-warn" if warn else "tg-note"}" role="note">{bold}{body}{more}</div>'


def note(*paragraphs: str, warn: bool = False, title: str = "") -> None:
    """Draw a calm box."""
    st.html(note_html(*paragraphs, warn=warn, title=title))


def clause_chip(clause: str, pack: Pack) -> str:
    """The clause's place in the notice, as a chip."""
    place = tr(pack.clauses[clause].place.text) if clause in pack.clauses else clause
    return f'<span class="tg-clause">{escape(place)}</span>'


def clause_chips(clause: str, also: Iterable[str], pack: Pack) -> str:
    """The chips of all clauses that a sentence rests on; none where no clause says it."""
    return " ".join(clause_chip(id_, pack) for id_ in (clause, *also) if id_)


def clause_list(clauses: Iterable[str], pack: Pack) -> None:
    """Draw what some clauses say, each with its chip."""
    rows = "".join(
        f'<li><span class="t">{escape(tr(pack.clauses[id_].text.text))}</span>{clause_chip(id_, pack)}</li>'
        for id_ in clauses
    )
    st.html(f'<ul class="tg-crit tg-two-cols">{rows}</ul>')


# --- answers in words ------------------------------------------------------------------------------------------


def choice_name(field: str, value: object, pack: Pack) -> Text:
    """The words of one choice."""
    if isinstance(value, bool):
        asked = question(field, pack)
        return (asked.yes if value else asked.no) or YES_NO[value]
    name = CHOICE_NAMES[field][str(value)]
    # Some are written within sentences elsewhere.
    return Text(name.zh, name.en[:1].upper() + name.en[1:])


def answer_in_words(field: str, pack: Pack) -> str:
    """The recorded answer, readable; 不清楚 where that was the answer."""
    return _in_words(field, state.raw().get(field), pack)


def _in_words(field: str, value: Any, pack: Pack) -> str:
    if value is None:
        return t("以后再填") if field == "hours" else t("不清楚")
    if field == "hours":
        return tn("已填 {n} 年", len(value))
    if field == "specialty":
        return tr(pack.by_id[value].name)
    if field in ("service_start", "title_date"):
        return written_date(getattr(state.answers().applicant, field), language())
    return tr(choice_name(field, value, pack))


def leads_to(specialty: Specialty, pack: Pack) -> str:
    """Which committee, or which other way, a specialty leads to."""
    return tr(advice.leads_to(specialty, pack))


def answers_aside(pack: Pack, *, current: str | None = None) -> str:
    """The answers so far, each with a way to change it."""
    answers = state.raw()
    asked = [field for field in FACT if field in answers and field != current]
    if not asked:
        body = f'<p class="tg-aside">{escape(t("还没有。答过的会列在这里，随时可以更改。"))}</p>'
    else:
        body, change = '<dl class="tg-aside">', t("更改")
        for field in asked:
            name = tr(FACT_NAMES[field])
            again = button(Tap("change", field), change, "tg-link", name=t("更改：{name}", name=name))
            said = escape(_in_words(field, answers[field], pack))
            body += f"<div><dt>{escape(name)}</dt><dd>{said}</dd><dd>{again}</dd></div>"
        body += "</dl>"
    return f'<section class="tg-answers-aside"><h2 class="tg-aside-h">{escape(t("您的回答"))}</h2>{body}</section>'


# --- the result ------------------------------------------------------------------------------------------------


def verdict_tag(verdict: Verdict) -> str:
    """Mark and word of a verdict."""
    return f"{VERDICT_MARKS[verdict]} {escape(tr(VERDICT_NAMES[verdict]))}"


def verdict_card(assessment: Assessment, headline: str, subline: str, *, chip: str = "") -> None:
    """The answer, the largest text of its page."""
    tag = f'<span class="tag">{VERDICT_MARKS[assessment.verdict]} {escape(tr(advice.word(assessment)))}</span>'
    st.html(
        f'<div class="tg-verdict v-{assessment.verdict.value}">{tag}'
        f'<h1 id="tg-focus" tabindex="-1" data-token="result">{escape(headline)}</h1>'
        f"<p>{escape(subline)} {chip}</p></div>"
    )


def fact_grid(facts: Iterable[tuple[str, str, str]]) -> None:
    """A few clear facts: name, value, small line."""
    cells = "".join(
        f'<div class="tg-fact"><span>{escape(name)}</span><b>{escape(value)}</b><em>{escape(small)}</em></div>'
        for name, value, small in facts
    )
    st.html(f'<div class="tg-facts">{cells}</div>')


def plain_table(lines: Iterable[Sequence[str]], caption: str, *, css: str = "") -> str:
    """A table of words: the first line holds the headings, the first cell of each line names it.

    It may be wider than the screen: then it moves by itself, with the keyboard as well, and not the page.
    """
    head, *body = lines
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in body
    )
    return (
        f'<div class="tg-wide-table" role="group" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="tg-table{css}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def in_chinese(text: Text) -> str:
    """For an English reader, the words to show or say at a Chinese counter; nothing for a Chinese reader."""
    return f'<small class="tg-zh" lang="zh-CN">{escape(text.zh)}</small>' if language() == "en" else ""


def step_list(steps: Sequence[Step], pack: Pack) -> None:
    """What to do, in order."""
    items = "".join(
        f'<li class="{"done" if step.past else ""}"><span class="when">{escape(tr(step.when))}'
        f"{escape(t('（已过）')) if step.past else ''}</span>{escape(tr(step.what))} "
        f"{clause_chips(step.clause, step.also, pack)}{in_chinese(step.what) if step.needs_chinese else ''}</li>"
        for step in steps
    )
    st.html(f'<ol class="tg-steps">{items}</ol>')


def criteria_list(findings: Iterable[Finding], pack: Pack, *, remedy: bool = True) -> None:
    """One line a criterion: mark and word, what is so, what cures it, the clause."""
    items = []
    for finding in findings:
        mark, css = _BARRING_MARK if finding.barring else _OUTCOME_MARKS[finding.verdict]
        extra = [finding.remedy, finding.ask] if remedy else []
        small = "".join(f"<small>{escape(tr(text))}</small>" for text in extra if text)
        if remedy and finding.ask:
            small += in_chinese(finding.ask)
        items.append(
            f'<li><span class="m {css}">{mark} {escape(tr(OUTCOME_NAMES[finding.verdict]))}</span>'
            f'<span class="t"><b class="tg-sr">{escape(tr(CRITERION_NAMES[finding.criterion]))}</b>'
            f"{escape(tr(finding.text))}{small}</span>{clause_chips(finding.clause, finding.also, pack)}</li>"
        )
    st.html(f'<ul class="tg-crit">{"".join(items)}</ul>')


def footer(pack: Pack) -> None:
    """What the answer rests on, and who decides."""
    rests = t(
        "依据“{name}”（{id}，校验码 {sha}），按 {day} 计算。",
        name=pack.name.text,
        id=pack.id,
        sha=f"{pack.sha256[:8]}…{pack.sha256[-4:]}",
        day=state.as_of().isoformat(),
    )
    bureau = t("本工具只帮您自查，服务器上不保存任何信息。认定与评审以人社部门为准。")
    with st.container(key="tg_footer"):
        st.html(f'<div class="tg-footer"><p>{escape(rests)}</p><p>{escape(bureau)}</p></div>')
        # Nothing leads away from the kiosk's screens.
        if not state.at_kiosk():
            st.page_link(PAGES["notice"], label=t("通知要点，逐条看"), query_params=kept_address())
