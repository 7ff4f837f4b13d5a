"""What the draft changes, for whom, and who of the unit's own list."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from logic.advice.days import day_to_try
from logic.labels import LEVEL_NAMES, ROUTE_NAMES, VERDICT_NAMES
from logic.pack import Pack, parse
from logic.policy.diff import Change, Changes, changes, differences
from logic.roster.answers import Assessor
from logic.roster.model import Outcome
from logic.words.language import Text, join
from ui import state
from ui.desk import fields, visit
from ui.language import t, tn, tr
from ui.parts import go, note, plain_table

_JOB = "tg_unit_job"


@st.cache_resource(max_entries=8, show_spinner=False)
def _who_changes(before: str, after: str, _one: Pack, _other: Pack) -> Changes:
    """Whose outcome changes; by the hashes of the packs, since it takes a second or two."""
    return changes(_one, _other)


def show_changes(to: Callable[..., None]) -> None:
    """Everything that stands differently, everybody whose outcome is another, and the unit's people."""
    found = visit.check()
    if found.pack is None:
        note(tn("还有 {n} 处要改，改好才能算出影响谁。", len(found.faults)), warn=True)
        st.button(t("看要改的地方"), key="nav_desk_faults", on_click=to, args=("check",))
        return
    one, other = parse(fields.draft().model.encode(), "model.yaml"), found.pack
    st.html(f'<p class="tg-help">{escape(t("和“{name}”相比。", name=one.name.text))}</p>')
    with st.spinner(t("正在逐个比较…")):
        people = _who_changes(one.sha256, other.sha256, one, other)
    if people.sentences:
        sentence = tn("有 {n} 类人的结论会变。", len(people.sentences))
        beside = t("{all} 种回答组合里有 {changed} 种。", all=f"{people.combinations:,}", changed=f"{people.changed:,}")
        note(f"{sentence} {beside}", title=t("影响谁"))
        headings = [tr(one.heading) for one in people.sentences]
        for place, change in enumerate(people.sentences):
            if headings.index(headings[place]) == place:
                st.html(f'<h2 class="tg-desk-h">{escape(headings[place])}</h2>')
            _sentence(place, change, other)
    else:
        note(t("没有人的结论会变。"), title=t("影响谁"))
    _unit(one, other)
    values = differences(one, other)
    with st.expander(tn("文件里改了 {n} 处", len(values))):
        lines = [(t("哪里"), t("原来"), t("现在"))]
        lines += [(each.path, _short(each.before), _short(each.after)) for each in values[:200]]
        st.html(plain_table(lines, t("文件里改了哪些地方")))


def _sentence(place: int, change: Change, other: Pack) -> None:
    """Who, from what to what, how many combinations; and one of them to open as a person under the draft."""
    many = tn("{count} 种", change.combinations, count=f"{change.combinations:,}")
    st.html(
        f'<p class="tg-desk-who"><b>{escape(tr(change.who))}</b>'
        f"<small>{escape(tr(change.before))} → {escape(tr(change.after))} · {escape(many)}</small></p>"
    )
    if st.button(t("打开这样的一个人（第 {n} 句）", n=place + 1), key=f"link_desk_person_{place}"):
        st.session_state[state.TRIED] = other
        state.set_as_of(day_to_try(other))
        state.replace_all(change.people[1])
        go("result")


def _short(value: object) -> str:
    said = "–" if value is None else str(value)
    return said if len(said) <= 60 else f"{said[:59]}…"


def _outcome(outcome: Outcome) -> Text:
    parts = [VERDICT_NAMES[outcome.verdict], ROUTE_NAMES[outcome.route]]
    return join([*parts, *([LEVEL_NAMES[outcome.level]] if outcome.level else [])], " · ", " · ")


def _on_the_days_of(other: Pack, one: Pack) -> Pack:
    """``one`` with the calendar of ``other``: a year that has gone by is no change of the rules."""
    moved = one.model_copy(update={"calendar": other.calendar, "covers": other.covers})
    for found in ("memory", "_filing"):  # under its own calendar
        moved.__dict__.pop(found, None)
    return moved


def _unit(one: Pack, other: Pack) -> None:
    """Who of the list that this visit has open on the unit's page, both on a day of the draft's."""
    job = st.session_state.get(_JOB)
    st.html(f'<h2 class="tg-h">{escape(t("我们单位的人"))}</h2>')
    if job is None or not job.rows:
        st.html(f'<p class="tg-help">{escape(t("先在“单位名册”里核对一份名册，这里就列出结论会变的每个人。"))}</p>')
        return
    changed, many = [], 0
    sides = [Assessor(job.columns, pack, day_to_try(other)) for pack in (_on_the_days_of(other, one), other)]
    for chunk, _ in job.answers:
        before, after = (assessor.answer(chunk).rows(chunk) for assessor in sides)
        for old, new in zip(before, after, strict=True):
            if old.outcome is None or new.outcome is None:
                continue
            many += 1
            said = [_outcome(old.outcome), _outcome(new.outcome)]
            if said[0] != said[1]:
                changed.append((job.places.person(old).name or str(old.number), *map(tr, said)))
    note(t("{n} 人里，{m} 人的结论会变。", n=many, m=len(changed)))
    if changed:
        st.html(plain_table([(t("姓名"), t("原来"), t("现在")), *changed[:500]], t("结论会变的人")))
