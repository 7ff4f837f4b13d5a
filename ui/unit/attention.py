"""What the clerk must not overlook: errors, people listed twice, what has changed, rows left aside."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from logic.roster.answers import Assessor
from logic.roster.duplicates import Duplicate
from logic.roster.last_time import changes_under
from logic.roster.model import KIND_NAMES
from logic.roster.overview import Changes, Overview
from logic.roster.person import Person
from logic.roster.remarks import adds_up
from ui import state
from ui.language import t, tn, tr
from ui.parts import note
from ui.unit.job import Job
from ui.unit.last_time import last_time

# Of each kind so many are named.
_LINES = 12


def person_words(person: Person) -> str:
    """Somebody's name and department."""
    name = person.name or t("第 {n} 行", n=person.row)
    return t("{name}（{department}）", name=name, department=person.department) if person.department else name


def alarms(job: Job, found: Overview) -> None:
    """Tell each that there is."""
    if found.faulty:
        sentence = tn(
            "有 {n} 行里有填错的格子。那一格按“不清楚”算，结论只看其余的；名单里写明了哪一格、怎样改。", found.faulty
        )
        note(sentence, warn=True, title=t("先改正这些格子"))
    if found.duplicates:
        lines = [_duplicate_line(one) for one in found.duplicates[:_LINES]]
        if len(found.duplicates) > _LINES:
            lines.append(tn("另有 {n} 组。", len(found.duplicates) - _LINES))
        title = t("有人可能重复了：一个人一年只报一个")
        note(*lines, warn=any(not one.possibly for one in found.duplicates), title=title)
    if (changes := found.changes or last_time(job)) is not None:
        lines = _changes(changes)
        if job.pack.is_over(job.as_of):
            lines.append(t("比的是谁符合条件；这一次的申报已经截止。"))
        note(*lines, title=t("和表里上一次的结论相比") if found.changes else t("和上次的结果相比"))
    note(*(tr(line) for line in (adds_up(job.read, found.faulty), *job.notes)), title=t("表里的每一行都去了哪里"))


# Of one group so many rows are named.
_MOST_NAMED = 8


def _duplicate_line(one: Duplicate) -> str:
    shown = one.people[:_MOST_NAMED]
    mark = {
        "id_number": t("身份证号相同"),
        "staff_number": t("工号相同"),
        "name_and_birth": t("姓名和出生日期相同"),
        "name": t("姓名相同，可能只是同名"),
    }[one.mark]
    more = tn("等 {n} 行", len(one.people)) if len(one.people) > len(shown) else ""
    if one.one_name:
        rows = t("、").join(str(person.row) for person in shown)
        name = one.people[0].name or "—"
        return t("{name}：第 {rows} 行{more}，{mark}。", name=name, rows=rows, more=more, mark=mark)
    each = (t("第 {row} 行 {name}", row=person.row, name=person.name or "—") for person in shown)
    return t("{rows}{more}：{mark}，姓名不同，也可能是号码填错了。", rows=t("、").join(each), more=more, mark=mark)


def _names(people: Sequence[Person]) -> str:
    names = t("、").join(map(person_words, people[:_LINES]))
    return names + tn("等 {n} 人", len(people)) if len(people) > _LINES else names


_RULING = "tg_unit_by_ruling"
# So many rows are judged a second time while one waits.
_MOST_JUDGED_TWICE = 5_000


def by_the_notice_that_rules(job: Job) -> None:
    """Beside a table judged by the notice that it names: whose verdict the one that rules makes another."""
    if state.pinned() is None or len(job.rows) > _MOST_JUDGED_TWICE:
        return
    ruling = state.ruling()
    kept = st.session_state.get(_RULING)
    if kept is None or kept[0] != (id(job), ruling.sha256):
        assessor = Assessor(job.columns, ruling, job.as_of)
        others = [row for chunk, _ in job.answers for row in assessor.answer(chunk).rows(chunk)]
        kept = (id(job), ruling.sha256), changes_under(job.rows, others, job.places)
        st.session_state[_RULING] = kept
    note(*_changes(kept[1]), title=t("按现在的通知（{name}）", name=ruling.name.text))


def _changes(changes: Changes) -> list[str]:
    lines = [tn("比过 {n} 人，结论都没变。", changes.compared)]
    if changes.changed:
        lines = [tn("{n} 人的结论变了：", len(changes.changed))]
    for change in changes.changed[:_LINES]:
        after = tr(KIND_NAMES[change.after]) if change.after else t("填写有误")
        before = tr(KIND_NAMES[change.before])
        lines.append(t("{name}：{before} → {after}", name=person_words(change.person), before=before, after=after))
    if len(changes.changed) > _LINES:
        lines.append(tn("另有 {n} 人，见结果表格。", len(changes.changed) - _LINES))
    if changes.came:
        lines.append(t("上次没有结论的：{names}。", names=_names(changes.came)))
    if changes.left:
        lines.append(t("这次名册里没有了的：{names}。", names=_names(changes.left)))
    return lines
