"""Small parts of pages: header, verdicts, facts, steps, criteria. They draw what the rules returned, no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NoReturn
from urllib.parse import urlencode

import streamlit as st

from logic import advice
from logic.advice import Paper, Path, Question, Step, reached, to_send
from logic.dates import kept_span
from logic.findings import Assessment, Finding, Outcome, RouteResult, Verdict
from logic.interview.questionnaire import Seen
from logic.interview.screens import ASKED, DATES, JOINED, answer_to, is_answered
from logic.interview.visit import Visit
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    DIPLOMA_NAMES,
    FACT_NAMES,
    OUTCOME_NAMES,
    ROUTE_NAMES,
    VERDICT_NAMES,
    YES_NO,
    listed,
)
from logic.language import Text, phrase, say
from logic.pack import Pack, Specialty
from ui import state
from ui.day import day_control
from ui.language import language, other_languages, set_language, t, tn, tr
from ui.questions import question as words_of
from ui.server.settings import settings
from ui.taps import Tap, button

PAGES = {
    "start": "pages/start.py",
    "check": "pages/check.py",
    "answers": "pages/answers.py",
    "result": "pages/result.py",
    "plan": "pages/plan.py",
    "hours": "pages/hours.py",
    "questions": "pages/questions.py",
    "rules": "pages/rules.py",
    "map": "pages/map.py",
    "matters": "pages/matters.py",
    "unit": "pages/unit.py",
    "desk": "pages/desk.py",
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
# The title is to be had, but not here.
_ELSEWHERE = "→"


_KEPT_IN_ADDRESS = ("lang", "as_of", "size", "region", "policy")


def kept_address() -> dict[str, str]:
    """What stays in the address from page to page: language, size, the day and the notice asked about, nothing else."""
    return {name: st.query_params[name] for name in _KEPT_IN_ADDRESS if name in st.query_params}


def go(page: str) -> NoReturn:
    """Open another page; the language and the day asked about stay in the address."""
    st.switch_page(PAGES[page], query_params=kept_address())


def header() -> None:
    """The bar on top: home, the day asked about, the size of the text, the language."""
    with st.container(horizontal=True, key="tg_header"):
        st.page_link(PAGES["start"], label=t("职评通"), query_params=kept_address())
        if st.button(t("单位名册"), key="chip_unit"):
            go("unit")
        if st.button(t("规则手册"), key="chip_rules"):
            go("rules")
        if state.as_of() != state.today():
            with st.popover(t("按 {day} 查看", day=state.as_of().isoformat()), key="chip_day"):
                day_control(state.pack(), "header")
        large = state.size() == "large"
        st.button(t("标准字") if large else t("大字"), key="chip_size", on_click=state.switch_size)
        for code, name in other_languages().items():
            st.button(name, key=f"chip_language_{code}", on_click=set_language, args=(code,))


def viewing_bar() -> None:
    """Whose facts one is looking at, when they are a colleague's; and the way back."""
    name = state.viewed()
    if name is None:
        return
    # This one speaks to the clerk; all else speaks of the colleague.
    told = phrase(language(), "正在看名册里的“{name}”。在这里改动只是试算，不会写回名册。", name=name)
    with st.container(key="tg_one_viewing"):
        st.html(
            f'<p class="tg-print-only">{escape(name)}</p><div class="tg-viewing tg-screen-only">{escape(told)}</div>'
        )
        # Not before: the list draws with what stands here.
        from ui.unit.going_on import neighbours

        with st.container(horizontal=True, key="tg_unit_neighbours"):
            if st.button(t("返回名册"), key="link_back_to_unit"):
                go("unit")
            neighbours()


@st.fragment(run_every=state.UNDO_SECONDS)
def offer_return() -> None:
    """The visit that was just given up, to be had back for a few seconds; then it is forgotten, and this is gone."""
    if not state.can_bring_back():
        st.rerun()
    with st.container(horizontal=True, key="tg_one_return"):
        st.html(f'<p class="tg-return" role="status">{escape(t("刚才的回答已经清空。"))}</p>')
        if st.button(t("撤销，找回来（{n} 秒内）", n=state.UNDO_SECONDS), key="link_return"):
            state.bring_back()
            st.rerun()


def heading_html(text: str, token: str, *, css: str = "tg-q", land: tuple[str, str] | None = None) -> str:
    """The page's main heading; the focus comes here after a step.

    ``land``: or to the part of the page with this id, and what is said then.
    """
    there = f' data-land="{escape(land[0])}" data-announce="{escape(land[1])}"' if land else ""
    return f'<h1 id="tg-focus" class="{css}" tabindex="-1" data-token="{escape(token)}"{there}>{escape(text)}</h1>'


def heading(text: str, token: str, *, land: tuple[str, str] | None = None) -> None:
    """Draw the page's main heading."""
    st.html(heading_html(text, token, land=land))


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


def dropped_html(visit: Visit) -> str:
    """Which answers the last one took away and why, and the way to have them back; nothing where it took none."""
    told = dropped_in_words(visit)
    undo = button(Tap("undo"), t("选错了，撤销"), "tg-link") if visit.before is not None else ""
    return note_html(told, more=undo) if told else ""


def dropped_in_words(visit: Visit) -> str:
    """Which answers the last one took away, and why."""
    gone = visit.dropped
    if not gone:
        return ""
    names = listed(FACT_NAMES[one.field] for one in gone)
    return t("改了“{cause}”，这些用不上了，已经删去：{names}。", cause=FACT_NAMES[gone[0].because], names=names)


def anchor(clause: str) -> str:
    """Where a clause stands on the page of the rule book."""
    return f"c-{clause.replace('.', '-')}"


def clause_chip(clause: str, pack: Pack) -> str:
    """The clause's place in the notice, as a chip that opens it in the rule book.

    It opens beside what is being read, which stays as it is; at the kiosk there is one screen only.
    """
    if clause not in pack.clauses:
        return f'<span class="tg-clause">{escape(clause)}</span>'
    place = tr(pack.clauses[clause].place.text)
    if state.at_kiosk():
        return button(Tap("clause", anchor(clause)), place, "tg-clause")
    address = f"rules?{urlencode(kept_address())}#{anchor(clause)}"
    return f'<a class="tg-clause" href="{escape(address)}" target="_blank" rel="noopener">{escape(place)}</a>'


def clause_chips(clause: str, also: Iterable[str], pack: Pack) -> str:
    """The chips of all clauses that a sentence rests on; none where no clause says it."""
    return " ".join(clause_chip(id_, pack) for id_ in (clause, *also) if id_)


def clause_list(clauses: Iterable[str], pack: Pack) -> None:
    """Draw what some clauses say, each with its chip."""
    rows = "".join(
        f'<li><span class="t">{escape(tr(pack.clauses[id_].text.text))}</span>{clause_chip(id_, pack)}</li>'
        for id_ in clauses
        if id_ in pack.clauses  # not every notice has them all
    )
    st.html(f'<ul class="tg-crit tg-two-cols">{rows}</ul>')


# --- answers in words ------------------------------------------------------------------------------------------


def values_of(question: str) -> tuple[Any, ...]:
    """The choices of a question that is answered by choosing."""
    if question in JOINED:
        return tuple(JOINED[question])
    return tuple(str(value) for value in CHOICE_NAMES[question]) if question in CHOICE_NAMES else (True, False)


def choice_name(question: str, value: object, pack: Pack) -> Text:
    """The words of one choice."""
    own = words_of(question, pack)
    if isinstance(value, bool):
        return (own.yes if value else own.no) or YES_NO[value]
    name = DIPLOMA_NAMES[str(value)] if question in JOINED else CHOICE_NAMES[question][str(value)]
    # Some are written within sentences elsewhere.
    return Text(name.zh, name.en[:1].upper() + name.en[1:])


def answered_questions(seen: Seen) -> tuple[str, ...]:
    """The questions that were answered, in asking order."""
    return tuple(question for question in ASKED if is_answered(question, seen.visit.answers))


def question_name(question: str) -> str:
    """What a question is called beside its answer."""
    return tr(_DIPLOMA if question == "full_time_recognised" else FACT_NAMES[question])


# Its question is about two facts.
_DIPLOMA = say("学历性质")


def answer_in_words(question: str, seen: Seen, pack: Pack) -> str:
    """The recorded answer, readable; 不清楚 where that was the answer."""
    value = answer_to(question, seen.visit.answers)
    if value is None:
        return t("以后再填") if question == "hours" else t("不清楚")
    if question == "hours":
        return tn("已填 {n} 年", len(value))
    if question == "specialty":
        return tr(pack.by_id[value].name) if value in pack.by_id else str(value)
    if question in DATES:
        span = kept_span(value)
        return tr(span.written) if span else str(value)
    return tr(choice_name(question, value, pack))


def answer_note(question: str, seen: Seen) -> str:
    """What must be said beside an answer: the day that a month is counted as, or why it is not counted at all."""
    if question in seen.set_aside:
        return t("与查看日期不符，先不算")
    if question in seen.inexact:
        return t("按 {day}算", day=seen.inexact[question].ends(seen.questionnaire.as_of)[1])
    return ""


def assumed_in_words(seen: Seen) -> tuple[str, ...]:
    """Of each date of which only a month or a year was said, the day that it is counted as."""
    return tuple(
        t("“{fact}”写的是 {span}，{how}。", fact=FACT_NAMES[field], span=span.written, how=answer_note(field, seen))
        for field, span in seen.inexact.items()
    )


def leads_to(specialty: Specialty, pack: Pack) -> str:
    """Which committee, or which other way, a specialty leads to."""
    return tr(advice.leads_to(specialty, pack))


def answers_aside(seen: Seen, pack: Pack) -> str:
    """The answers so far, each with a way to change it; not those of the screen that is looked at.

    With the specialty the committee is known: it is what people come for.
    """
    here = seen.screen.fields if seen.screen else ()
    asked = [question for question in answered_questions(seen) if question not in here]
    if not asked:
        body = f'<p class="tg-aside">{escape(t("还没有。答过的会列在这里，随时可以更改。"))}</p>'
    else:
        body, change = '<dl class="tg-aside">', t("更改")
        for question in asked:
            name = question_name(question)
            again = button(Tap("change", question), change, "tg-link", name=t("更改：{name}", name=name))
            body += f"<div><dt>{escape(name)}</dt><dd>{answer_html(question, seen, pack)}{again}</dd></div>"
            if question == "specialty" and (reviews := _committee(seen, pack)):
                body += f"<div class='tg-alone'><dt>{escape(t('评审委员会'))}</dt><dd>{reviews}</dd></div>"
        body += "</dl>"
    return f'<section class="tg-answers-aside"><h2 class="tg-aside-h">{escape(t("您的回答"))}</h2>{body}</section>'


def answer_html(question: str, seen: Seen, pack: Pack) -> str:
    """An answer in words, with what must be said beside it."""
    note = answer_note(question, seen)
    css = ' class="tg-aside-warn"' if question in seen.set_aside else ""
    small = f"<small{css}>{escape(note)}</small>" if note else ""
    return escape(answer_in_words(question, seen, pack)) + small


def _committee(seen: Seen, pack: Pack) -> str:
    specialty = pack.by_id.get(seen.visit.answers.get("specialty") or "")
    found = advice.committee(seen.assessment, specialty, pack) if specialty else None
    return "" if found is None else f"{escape(tr(found[0]))}<small>{escape(tr(found[1]))}</small>"


# --- the result ------------------------------------------------------------------------------------------------


def verdict_tag(verdict: Verdict) -> str:
    """Mark and word of a verdict, as a roster counts them."""
    return f"{VERDICT_MARKS[verdict]} {escape(tr(VERDICT_NAMES[verdict]))}"


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


def copy_button(words: str, label: str, *, link: bool = False) -> str:
    """Puts ``words``, Chinese as the offices read, into the clipboard; ``label`` stands on it.

    A ``link`` may be written from the page one is at.
    """
    carries = "data-link" if link else "data-copy"
    done = escape(t("已复制，可以粘贴发送"))
    return (
        f'<button type="button" class="tg-nav tg-screen-only" {carries}="{escape(words)}" data-done="{done}">'
        f"{escape(label)}</button>"
    )


def linked(text: Text, pack: Pack) -> str:
    """``text`` as markup, the platform's name in it as a link; nothing leads away from the kiosk."""
    said, name = escape(tr(text)), escape(tr(pack.contact.platform.text))
    if state.at_kiosk() or name not in said:
        return said
    return said.replace(name, _outward(pack.contact.platform_url, name), 1)


def _outward(url: str, words: str) -> str:
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'


def criteria_list(findings: Iterable[Finding], pack: Pack, *, remedy: bool = True) -> None:
    """One line a criterion: mark and word, what is so, what cures it, the clause."""
    items = []
    for finding in findings:
        mark, css = _BARRING_MARK if finding.barring else _OUTCOME_MARKS[finding.verdict]
        # What time alone cures is nothing to do: the answer has said from when.
        cure = finding.remedy if remedy and not finding.available_from else None
        small = f"<small>{escape(tr(cure))}</small>" if cure else ""
        items.append(
            f'<li><span class="m {css}">{mark} {escape(tr(OUTCOME_NAMES[finding.verdict]))}</span>'
            f'<span class="t"><b class="tg-sr">{escape(tr(CRITERION_NAMES[finding.criterion]))}</b>'
            f"{escape(tr(finding.text))}{small}</span>"
            f'<span class="tg-chips">{clause_chips(finding.clause, finding.also, pack)}</span></li>'
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
    bureau = t("本工具只供自查，服务器上不保存任何信息。认定与评审以人社部门为准。")
    # Its own page is the office's.
    original = "" if state.at_kiosk() else f" {_outward(pack.url, t('官方原文'))}"
    with st.container(key="tg_footer"):
        st.html(f'<div class="tg-footer"><p>{escape(rests)}{original}</p><p>{escape(bureau)}</p></div>')
        # Nothing leads away from the kiosk's screens.
        if not state.at_kiosk():
            st.page_link(PAGES["rules"], label=t("规则手册，逐条看"), query_params=kept_address())
            st.page_link(PAGES["map"], label=t("规则图"), query_params=kept_address())
            if settings().desk:
                st.page_link(PAGES["desk"], label=t("编写政策"), query_params=kept_address())
