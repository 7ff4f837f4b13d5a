"""The rule book: the notice clause by clause in our own words, and all that the rules read from it."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from logic.labels import ROUTE_NAMES
from logic.policy.book import Book, Entry, Open, book
from logic.policy.tables import Table
from logic.search import search_clauses
from logic.words.language import Text, join, say
from ui import kiosk, state
from ui.charts.calendar import calendar_chart
from ui.language import t, tr
from ui.matters import address as matter_address
from ui.parts import anchor, footer, go, in_chinese, note
from ui.parts.words import original

pack = state.pack()
rules: Book = book(pack)
at_kiosk = kiosk.is_on()
SURE = {
    "A": say("通知里写明的"),
    "B": say("国家或省里的规定，多处可查"),
    "C": say("只见到一处，请核实"),
    "D": say("没有查到，不作推测，告诉您问谁"),
}
# The parts of the page, in order: their place and what they are called.
PARTS = {
    "p-notice": say("通知逐条"),
    "p-others": say("国家和省里的规定"),
    "p-days": say("时间"),
    "p-tables": say("条件和标准"),
    "p-open": say("通知没写明，要问的"),
    "p-criteria": say("每一项判断依据哪几条"),
    "p-specialties": say("专业目录"),
}


def _chip(clause: str) -> str:
    return f'<a class="tg-clause" href="#{anchor(clause)}">{escape(tr(pack.clauses[clause].place.text))}</a>'


def _chips(clauses: Iterable[str]) -> str:
    return " ".join(_chip(clause) for clause in clauses if clause in pack.clauses)


def _part(id_: str) -> None:
    st.html(f'<h2 class="tg-h" id="{id_}">{escape(tr(PARTS[id_]))}</h2>')


def _sure(letter: str) -> str:
    return f'<span class="tg-sure"><b class="tg-letter">{letter}</b> {escape(tr(SURE[letter]))}</span>'


def _entry(entry: Entry, *, source: bool) -> str:
    """A clause, how sure it is, and all that rests on it."""
    criteria = [(f"k-{one.id}", one.name) for one in rules.criteria if one.id in entry.criteria]
    tables = [(f"t-{one.id}", one.title) for one in rules.tables if one.id in entry.tables]
    rests = "".join(
        f'<p class="tg-rests">{escape(name)}'
        + tr(Text("、", ", ")).join(f'<a href="#{place}">{escape(tr(words))}</a>' for place, words in found)
        + "</p>"
        for name, found in ((t("据此判断："), criteria), (t("见表："), tables))
        if found
    )
    from_ = f"<p>{escape(tr(entry.source))}</p>" if source else ""
    more = [] if at_kiosk else [one for one in pack.matters if one.clause == entry.id]
    rests += "".join(f'<p class="tg-rests">{matter_address(one)}</p>' for one in more)
    return (
        f'<article class="tg-panel tg-entry" id="{anchor(entry.id)}"><h3>{escape(tr(entry.clause.heading))} '
        f'{_sure(entry.clause.confidence)}</h3><p class="tg-said">{escape(tr(entry.clause.text.text))}</p>'
        f"{from_}{rests}</article>"
    )


def _entries(entries: list[Entry]) -> None:
    """Draw clauses; a source that all have is said once, above them."""
    sources = {tr(entry.source) for entry in entries}
    one = len(sources) == 1
    above = f'<p class="tg-help">{escape(sources.pop())}</p>' if one else ""
    st.html(above + "".join(_entry(entry, source=not one) for entry in entries))


def _table(table: Table) -> str:
    """A table with its clauses in a column of their own; those that all lines rest on stand once, by its name."""
    each = {line.clauses for line in table.lines}
    column = len(each) > 1
    heads = "".join(f'<th scope="col">{escape(tr(one))}</th>' for one in table.headings)
    heads += f'<th scope="col">{escape(t("条款"))}</th>' if column else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(tr(line.cells[0]))}</th>'
        + "".join(f"<td>{escape(tr(cell))}</td>" for cell in line.cells[1:])
        + (f"<td>{_chips(line.clauses)}</td>" if column else "")
        + "</tr>"
        for line in table.lines
    )
    caption = escape(tr(table.title))
    once = "" if column else _chips(table.clauses)
    below = f'<p class="tg-rests">{escape(tr(table.note))}</p>' if table.note else ""
    return (
        f'<div class="tg-wide-table tg-book" id="t-{table.id}" role="group" tabindex="0" aria-label="{caption}">'
        f'<table class="tg-table"><caption>{caption} {once}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{below}"
    )


def _contents() -> str:
    """What the book holds, as links."""
    inside = {
        "p-notice": [(anchor(one.id), one.clause.heading) for one in rules.entries if one.ours],
        "p-others": [(anchor(one.id), one.clause.heading) for one in rules.entries if not one.ours],
        "p-tables": [(f"t-{one.id}", one.title) for one in rules.tables if one.id != "days"],
    }
    parts = []
    for place, name in PARTS.items():
        if place == "p-others" and not inside[place]:
            continue
        links = "".join(f'<li><a href="#{at}">{escape(tr(words))}</a></li>' for at, words in inside.get(place, []))
        below = f"<ul>{links}</ul>" if links else ""
        parts.append(f'<li><a class="tg-toc-part" href="#{place}">{escape(tr(name))}</a>{below}</li>')
    title = escape(t("目录"))
    return (
        f'<nav class="tg-toc tg-panel" aria-label="{title}"><h2 class="tg-aside-h">{title}</h2>'
        f"<ul>{''.join(parts)}</ul></nav>"
    )


def _legend() -> str:
    rows = "".join(
        f"<li>{_sure(letter)} <small>{escape(many)}</small></li>"
        for letter, many in (
            *((one, t("{n} 条", n=sum(e.clause.confidence == one for e in rules.entries))) for one in "ABC"),
            ("D", t("{n} 处，见“{part}”", n=len(rules.open) + len(pack.gaps), part=PARTS["p-open"])),
        )
    )
    return f'<ul class="tg-legend">{rows}</ul>'


def _open(points: Iterable[Open]) -> str:
    return "".join(
        f'<li><span class="t">{escape(tr(one.what))}'
        + (f"<small>{escape(tr(one.ask))}{in_chinese(one.ask)}</small>" if one.ask else "")
        + f'</span><span class="tg-chips">{_chips([one.clause])}</span></li>'
        for one in points
    )


def _criteria() -> str:
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in (t("判断"), t("途径"), t("条款")))
    most = len({route for one in rules.criteria for route in one.routes})
    rows = "".join(
        f'<tr id="k-{one.id}"><th scope="row">{escape(tr(one.name))}</th>'
        f"<td>{escape(tr(_routes(one.routes, most)))}</td><td>{_chips(one.clauses)}</td></tr>"
        for one in rules.criteria
    )
    caption = escape(tr(PARTS["p-criteria"]))
    return (
        f'<div class="tg-wide-table tg-book" role="group" tabindex="0" aria-label="{caption}"><table class="tg-table">'
        f'<caption class="tg-sr">{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _routes(routes: tuple[str, ...], most: int) -> Text:
    return say("每条途径") if len(routes) == most else join([ROUTE_NAMES[one] for one in routes], "、", ", ")


with st.container(key="tg_one"):
    # At the kiosk a tapped clause is where one lands; elsewhere the address says it.
    looked_up = st.session_state.pop(kiosk.LOOKED_UP, "")
    land = f' data-land="{escape(looked_up)}"' if looked_up else ""
    st.html(f'<h1 id="tg-focus" class="tg-q" tabindex="-1" data-token="rules"{land}>{escape(t("规则手册"))}</h1>')
    about = t("下面用我们自己的话逐条说明，方便对照。准确内容以官方原文为准。")
    st.html(f'<p class="tg-help">{escape(about)}{original(pack)}</p>')
    query = ""
    if not at_kiosk:
        with st.container(key="screen_search"):
            query = st.text_input(
                t("搜索规则"),
                key="rules_query",
                type="search",
                live=True,
                placeholder=t("例如：学时、hanshou、4.1"),
                label_visibility="collapsed",
            )
        with st.container(horizontal=True, key="screen_rules"):
            if st.button(t("规则图"), key="nav_map"):
                go("map")
            st.button(t("打印或存为 PDF"), key="print_rules")
            if pack.matters and st.button(t("通知里的其他事"), key="nav_matters"):
                go("matters")
            if pack.questions and st.button(t("常见问题"), key="nav_questions"):
                go("questions")
            if st.button(t("去自查"), key="nav_start"):
                go("check")
    if query:
        found = [rules.by_id[id_] for id_ in search_clauses(query, pack)]
        if found:
            st.html(f'<p class="tg-help" role="status">{escape(t("找到 {n} 条。", n=len(found)))}</p>')
            st.html("".join(_entry(entry, source=True) for entry in found))
        else:
            note(t("没有找到。换个说法试试，或问{office}。", office=pack.contact.office.text))
        footer(pack)
        st.stop()
    st.html(_contents() + _legend())
    _part("p-notice")
    silent = t("通知没有写到的，按国家和省里现行政策办，请问{office}。", office=pack.contact.office.text)
    if pack.gaps:
        lacks = join([*(gap.text for gap in pack.gaps), say("缺的内容这里不作推测。")])
        note(tr(lacks), silent, title=t("原文的缺漏"))
    else:
        note(silent)
    _entries([entry for entry in rules.entries if entry.ours])
    if others := [entry for entry in rules.entries if not entry.ours]:
        _part("p-others")
        _entries(others)
    _part("p-days")
    calendar_chart(pack, state.as_of())
    st.html("".join(_table(table) for table in rules.tables if table.id == "days"))
    _part("p-tables")
    st.html("".join(_table(table) for table in rules.tables if table.id != "days"))
    _part("p-open")
    st.html(f'<ul class="tg-crit tg-open">{_open(rules.open)}</ul>')
    _part("p-criteria")
    st.html(_criteria())
    _part("p-specialties")
    st.html(
        '<div class="tg-folds">'
        + "".join(
            f'<details class="tg-fold"><summary>{escape(tr(shelf.title))}</summary>{_table(shelf)}</details>'
            for shelf in rules.shelves
        )
        + "</div>"
    )
    footer(pack)
