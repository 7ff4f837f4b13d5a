"""Headings, notes, clauses named beside a sentence, tables, and text to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from logic.interview.visit import Visit
from logic.labels import FACT_NAMES, listed
from logic.pack import Pack
from logic.words.language import Text
from ui import state
from ui.browser.taps import Tap, button
from ui.language import language, t, tr

_KEPT_IN_ADDRESS = ("lang", "as_of", "size", "region", "policy")


def kept_address() -> dict[str, str]:
    """What stays in the address from page to page: language, size, the day and the notice asked about, nothing else."""
    address = st.query_params.to_dict()
    return {name: address[name] for name in _KEPT_IN_ADDRESS if name in address}


def page_address(page: str, place: str = "", **more: str) -> str:
    """Where ``page`` is, as seen from any other, with what stays in the address and ``more``; ``place``: within it."""
    asked = urlencode({**kept_address(), **more})
    return ("./" if page == "start" else page) + (f"?{asked}" if asked else "") + (f"#{place}" if place else "")


def heading_html(text: str, token: str, *, css: str = "tg-q", land: tuple[str, str] | None = None) -> str:
    """The page's main heading; the focus comes here after a step.

    ``land``: or to the part of the page with this id, and what is said then.
    """
    there = f' data-land="{escape(land[0])}" data-announce="{escape(land[1])}"' if land else ""
    return f'<h1 id="tg-focus" class="{css}" tabindex="-1" data-token="{escape(token)}"{there}>{escape(text)}</h1>'


def heading(text: str, token: str, *, land: tuple[str, str] | None = None) -> None:
    """Draw the page's main heading."""
    st.html(heading_html(text, token, land=land))


def paragraph(text: str, css: str = "tg-help") -> None:
    """A sentence or two of their own; ``css`` says what for."""
    st.html(f'<p class="{css}">{escape(text)}</p>')


def bullets_html(points: Iterable[str]) -> str:
    """A short list."""
    return f'<ul class="tg-plain">{"".join(f"<li>{escape(point)}</li>" for point in points)}</ul>'


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
    dropped = dropped_in_words(visit)
    undo = button(Tap("undo"), t("选错了，撤销"), "tg-link") if visit.before is not None else ""
    return note_html(dropped, more=undo) if dropped else ""


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
        return ""
    place = tr(pack.clauses[clause].place.text)
    if state.at_kiosk():
        return button(Tap("clause", anchor(clause)), place, "tg-clause")
    address = page_address("rules", anchor(clause))
    return f'<a class="tg-clause" href="{escape(address)}" target="_blank" rel="noopener">{escape(place)}</a>'


def clause_chips(clause: str, also: Iterable[str], pack: Pack) -> str:
    """The chips of all clauses that a sentence rests on; none where no clause says it."""
    return " ".join(clause_chip(id_, pack) for id_ in (clause, *also) if id_ in pack.clauses)


def clause_list(clauses: Iterable[str], pack: Pack) -> None:
    """Draw what some clauses say, each with its chip."""
    rows = "".join(
        f'<li><span class="t">{escape(tr(pack.clauses[id_].text.text))}</span>{clause_chip(id_, pack)}</li>'
        for id_ in clauses
        if id_ in pack.clauses  # not every notice has them all
    )
    st.html(f'<ul class="tg-crit tg-two-cols">{rows}</ul>')


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
    """``text`` as markup, the platform's name in it as a link, if it has an address; nothing leads out of the kiosk."""
    said, name = escape(tr(text)), escape(tr(pack.contact.platform.text))
    url = pack.contact.platform_url
    return said if state.at_kiosk() or url is None else said.replace(name, outward(url, name), 1)


def original(pack: Pack) -> str:
    """A link to the notice itself, after a space; nothing where it stands on paper only, and at the kiosk."""
    return "" if state.at_kiosk() or pack.url is None else f" {outward(pack.url, escape(t('官方原文')))}"


def outward(url: str, words: str) -> str:
    """A link out of here, in a tab of its own."""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
