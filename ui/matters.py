"""What else stands in the notice: each thing with its place, and the few taps that settle one for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from logic.pack import Matter, Pack
from ui.browser.taps import Tap, button
from ui.language import t, tr
from ui.parts import clause_chips, go, in_chinese, page_address

_SHOWN, _CHOSEN = "tg_matter", "tg_matter_chosen"


def go_to(matter: str) -> None:
    """Open the page at ``matter``."""
    st.session_state[_SHOWN] = matter
    go("matters")


def place(matter: Matter) -> str:
    """Where it stands on the page."""
    return f"m-{matter.id}"


def link(matter: Matter) -> str:
    """A button of our own that opens the page at ``matter``; the page that shows it hands its tap to :func:`follow`."""
    return button(Tap("matter", matter.id), tr(matter.title.text), "tg-link")


def address(matter: Matter) -> str:
    """A link that opens the page at ``matter`` beside what is being read."""
    there = page_address("matters", place(matter))
    words = t("再看：{title}", title=matter.title.text)
    return f'<a href="{escape(there)}" target="_blank" rel="noopener">{escape(words)}</a>'


def follow(tap: Tap | None, pack: Pack) -> None:
    """Go where a :func:`link` leads."""
    if tap is not None and tap.what == "matter" and tap.field in pack.matter:
        go_to(tap.field)


def shown(pack: Pack) -> Matter | None:
    """Which of them was asked for, once."""
    return pack.matter.get(st.session_state.pop(_SHOWN, ""))


def links(pack: Pack) -> str:
    """A line for each, with its clause."""
    rows = "".join(f"<li>{link(one)} {clause_chips(one.clause, (), pack)}</li>" for one in pack.matters)
    return f'<ul class="tg-matter-links">{rows}</ul>'


def contents(matters: Sequence[Matter]) -> str:
    """What stands on the page, each a link to its place."""
    rows = "".join(f'<li><a href="#{place(one)}">{escape(tr(one.title.text))}</a></li>' for one in matters)
    return f'<nav class="tg-matter-toc" aria-label="{escape(t("本页内容"))}"><ul>{rows}</ul></nav>'


def take(tap: Tap | None, pack: Pack) -> None:
    """A choice of a check."""
    match tap:
        case Tap("settle", matter, which) if matter in pack.matter:
            question, _, choice = which.partition("-")
            if question.isdecimal() and choice.isdecimal():
                before = _chosen(matter)[: int(question)]
                st.session_state.setdefault(_CHOSEN, {})[matter] = [*before, int(choice)]


def _chosen(matter: str) -> list[int]:
    found: list[int] = st.session_state.get(_CHOSEN, {}).get(matter, [])
    return found


def part(matter: Matter, pack: Pack) -> str:
    """One of them: what the clauses say, the check, the steps, and what to ask whom."""
    says = "".join(f"<p>{escape(tr(one.text))}</p>" for one in matter.says)
    steps = "".join(f"<li>{escape(tr(one.text))}</li>" for one in matter.steps)
    silent = "".join(f"<li>{escape(tr(one.text))}{in_chinese(one.text)}</li>" for one in matter.silent)
    head = f'<h2 class="tg-h" tabindex="-1">{escape(tr(matter.title.text))}</h2>'
    body = f"{says}<p>{clause_chips(matter.clause, matter.also, pack)}</p>"
    if matter.check:
        body += _check(matter)
    if steps:
        body += f"<h3>{escape(t('怎么办'))}</h3><ol>{steps}</ol>"
    if matter.leads:
        body += button(Tap("go", matter.leads), _leads(matter.leads), "tg-nav")
    beside = f'<div class="tg-note"><h3>{escape(t("没有写明，要问"))}</h3><ul>{silent}</ul></div>' if silent else ""
    return f'<section class="tg-matter" id="{place(matter)}">{head}<div>{body}</div>{beside}</section>'


def _leads(page: str) -> str:
    return t("去算学时") if page == "hours" else t("看看我自己的情况")


def _check(matter: Matter) -> str:
    found = matter.checked(_chosen(matter.id))
    questions = ""
    for number, (question, chosen) in enumerate(found.asked):
        choices = "".join(
            button(Tap("settle", matter.id, f"{number}-{i}"), tr(one.label.text), "tg-choice", pressed=i == chosen)
            for i, one in enumerate(question.choices)
        )
        questions += (
            f'<div role="group" aria-labelledby="{matter.id}-{number}"><p class="tg-asked" id="{matter.id}-{number}">'
            f'{escape(tr(question.question.text))}</p><div class="tg-choices">{choices}</div></div>'
        )
    answer = ""
    if found.answer is not None:
        ask = found.answer.ask
        answer = f"<p><b>{escape(tr(found.answer.say.text))}</b></p>"
        answer += f"<p>{escape(tr(ask.text))}{in_chinese(ask.text)}</p>" if ask else ""
    name = escape(t("点几下，看看您的"))
    return (
        f'<div class="tg-settle"><h3>{name}</h3>{questions}<div class="tg-settled" role="status">{answer}</div></div>'
    )
