"""What a roster came to: counts, pictures, the list of colleagues, who needs what, and the files to take home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from logic.assess import outside
from logic.facts import Employment
from logic.findings import Level, Verdict
from logic.hours import SUBJECTS
from logic.labels import COMMITTEE_NAMES, CRITERION_NAMES, LEVEL_NAMES, SUBJECT_NAMES, VERDICT_NAMES
from logic.language import written_date
from logic.roster.cells import value_name
from logic.roster.columns import letters
from logic.roster.model import Row
from logic.roster.overview import Changes, Duplicate, Overview, Person, Shortfall, hours_of, posts
from logic.roster.rows import our_cells
from logic.roster.writing import Basis, marked_copy, written
from ui import state, unit_charts
from ui.charts import number
from ui.language import language, t, tn, tr
from ui.parts import clause_chip, go, heading, note, section, verdict_tag
from ui.roster_job import Job
from ui.roster_table import FAULTY, Filter, chosen, table_html
from ui.taps import Tap, button

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILTER, _PICTURE, _CLICKED, _LINES = "tg_unit_filter", "tg_unit_picture", "tg_unit_clicked", 12
_EVERY, _NO_DEPARTMENT = "*", ""


def _filter() -> Filter:
    which: Filter = st.session_state.get(_FILTER, Filter())
    return which


def _narrow(**changed: Any) -> None:
    st.session_state[_FILTER] = replace(_filter(), page=0, **changed)


def obey(tap: Tap, job: Job) -> None:
    """Do what was tapped on the results."""
    match tap:
        case Tap("verdict", value, _) if value == FAULTY or value in list(Verdict):
            _narrow(verdict="" if _filter().verdict == value else value)
        case Tap("sort", column, _):
            st.session_state[_FILTER] = _filter().sorted_by(column)
        case Tap("page", page, _) if page.isdecimal():
            st.session_state[_FILTER] = replace(_filter(), page=int(page))
        case Tap("picture", name, _) if name in _pictures():
            st.session_state[_PICTURE] = name
        case Tap("all", _, _):
            st.session_state[_FILTER] = Filter(sort=_filter().sort, down=_filter().down)
        case Tap("person", number_, _) if number_.isdecimal():
            for row in job.rows:
                if row.number == int(number_) and row.applicant is not None:
                    person = job.places.person(row)
                    state.view(person.name or t("第 {n} 行", n=row.number), row.applicant)
                    go("result")


def results(job: Job, found: Overview, forget: Callable[[], None]) -> None:
    """Everything about the roster, from the counts to the files."""
    heading(tn("{n} 人核对完了", found.people), "unit:results")
    if not job.pack.covers_day(job.as_of):
        note(tr(outside(job.pack, job.as_of)), warn=True)
    st.html(_tiles(found))
    _files(job, found, forget)
    _alarms(job, found)
    _pictures_part(job, found)
    _list(job, found)
    _hours_needed(found)
    _posts(job)
    _read_as(job)


# --- counts ---------------------------------------------------------------------------------------------------------


def _tiles(found: Overview) -> str:
    """A count a verdict, each a button that filters the list."""
    now = _filter().verdict
    tiles = [
        (verdict.value, verdict_tag(verdict), found.verdicts[verdict], f"v-{verdict.value}") for verdict in Verdict
    ]
    if found.faulty:
        tiles.append((FAULTY, f"! {escape(t('填写有误'))}", found.faulty, "v-faulty"))
    buttons = "".join(
        f'<button type="button" class="tg-tile {css}" data-tap="verdict:{value}"'
        f' aria-pressed="{str(now == value).lower()}"><span>{label}</span><b>{count}</b></button>'
        for value, label, count, css in tiles
    )
    return f'<div class="tg-tiles" role="group" aria-label="{escape(t("按结论筛选"))}">{buttons}</div>'


# --- files ----------------------------------------------------------------------------------------------------------


def _result_file(job: Job) -> bytes:
    basis = Basis(job.pack, job.as_of)
    return written(".xlsx", job.table, job.columns, basis, job.rows, partial(our_cells, pack=job.pack))


def _marked_file(job: Job) -> bytes:
    return marked_copy(job.table, [fault for row in job.rows for fault in row.faults])


def _files(job: Job, found: Overview, forget: Callable[[], None]) -> None:
    with st.container(horizontal=True, key="screen_unit_files"):
        st.download_button(
            t("下载结果表格"),
            data=partial(_result_file, job),
            file_name=t("职称核对结果-{day}.xlsx", day=job.as_of.isoformat()),
            mime=XLSX,
            key="primary_result_file",
            on_click="ignore",
        )
        if found.faulty:
            st.download_button(
                t("下载标出错误的原表"),
                data=partial(_marked_file, job),
                file_name=t("请改正-{day}.xlsx", day=job.as_of.isoformat()),
                mime=XLSX,
                key="nav_marked_file",
                on_click="ignore",
            )
        st.button(t("打印或存为 PDF"), key="print_unit")
        st.button(t("换一个文件"), key="link_unit_again", on_click=forget)


# --- what the clerk must not overlook -------------------------------------------------------------------------------


def _name(person: Person) -> str:
    name = person.name or t("第 {n} 行", n=person.row)
    return t("{name}（{department}）", name=name, department=person.department) if person.department else name


def _names(people: Iterable[Person], most: int = 8) -> str:
    named = [_name(person) for person in people]
    more = tn("等 {n} 人", len(named)) if len(named) > most else ""
    return t("、").join(named[:most]) + more


def _alarms(job: Job, found: Overview) -> None:
    if found.faulty:
        told = tn("有 {n} 行填写有误，没有核对；名单里写明了哪一格、怎样改。别的行不受影响。", found.faulty)
        note(told, warn=True, title=t("先改正这些格子"))
    if found.duplicates:
        lines = [_twins(one, job) for one in found.duplicates[:_LINES]]
        if len(found.duplicates) > _LINES:
            lines.append(tn("另有 {n} 组。", len(found.duplicates) - _LINES))
        title = t("有人可能重复了：一个人一年只报一个")
        note(*lines, warn=any(not one.possibly for one in found.duplicates), title=title)
    if found.changes is not None:
        note(*_changes(found.changes), title=t("和表里上一次的结论相比"))
    for told_ in job.table.notes:
        note(tr(told_))


def _twins(one: Duplicate, job: Job) -> str:
    rows = t("、").join(str(person.row) for person in one.people)
    mark = {
        "id_number": t("身份证号相同"),
        "staff_number": t("工号相同"),
        "name_and_birth": t("姓名和出生日期相同"),
        "name": t("姓名相同，可能只是同名"),
    }[one.mark]
    return t("{name}：第 {rows} 行，{mark}。", name=one.people[0].name or "—", rows=rows, mark=mark)


def _changes(changes: Changes) -> list[str]:
    if not changes.changed:
        return [tn("比过 {n} 人，结论都没变。", changes.compared)]
    told = [tn("{n} 人的结论变了：", len(changes.changed))]
    for change in changes.changed[:_LINES]:
        after = tr(VERDICT_NAMES[change.after]) if change.after else t("填写有误")
        before = tr(VERDICT_NAMES[change.before])
        told.append(t("{name}：{before} → {after}", name=_name(change.person), before=before, after=after))
    if len(changes.changed) > _LINES:
        told.append(tn("另有 {n} 人，见结果表格。", len(changes.changed) - _LINES))
    if changes.new:
        told.append(tn("{n} 人上次没有结论。", changes.new))
    return told


# --- pictures -------------------------------------------------------------------------------------------------------


def _pictures() -> dict[str, str]:
    return {
        "departments": t("各部门"),
        "obstacles": t("主要障碍"),
        "hours": t("学时"),
        "coming": t("以后两年"),
    }


def _pictures_part(job: Job, found: Overview) -> None:
    now = st.session_state.get(_PICTURE, "departments")
    tabs = "".join(
        button(Tap("picture", name), label, "tg-tab", pressed=name == now) for name, label in _pictures().items()
    )
    st.html(f'<div class="tg-tabs tg-screen-only" role="group" aria-label="{escape(t("选一张图"))}">{tabs}</div>')
    lang = language()
    match now:
        case "departments":
            _clicked(job, found, unit_charts.show(unit_charts.verdicts_by_department(found.departments, lang), now))
        case "obstacles":
            _clicked(job, found, unit_charts.show(unit_charts.frequent_obstacles(found.obstacles, lang), now))
        case "coming":
            _clicked(job, found, unit_charts.show(unit_charts.becoming_ready(found.coming, lang), now))
        case _:
            _hours_picture(job, found)
    st.html(f'<p class="tg-under tg-screen-only">{escape(t("点图里的一块，下面的名单就只列那些人。"))}</p>')


def _hours_picture(job: Job, found: Overview) -> None:
    pages = unit_charts.hours_pages(hours_of(job.rows, job.places), language())
    if not pages:
        note(t("名册里还没有学时。表头写成“2022公需”“2022专业”这样，一年两列。"))
        return
    with st.container(horizontal=True, key="tg_unit_pick"):
        subject = st.segmented_control(
            t("科目"),
            list(SUBJECTS),
            format_func=lambda one: tr(SUBJECT_NAMES[one]),
            default=SUBJECTS[0],
            required=True,
            key="tg_unit_subject",
        )
        page = st.selectbox(
            t("哪些人"), range(len(pages)), format_func=lambda place: pages[place].label, key="tg_unit_people"
        )
    chart = unit_charts.hours_heat_map(pages[page or 0].people, subject, job.pack.hours.norms, language())
    _clicked(job, found, unit_charts.show(chart, f"hours_{subject}_{page}"))


def _clicked(job: Job, found: Overview, pick: unit_charts.Pick | None) -> None:
    """Filter the list by what was clicked, once: the picture keeps its selection until the next click."""
    if pick == st.session_state.get(_CLICKED):
        return
    st.session_state[_CLICKED] = pick
    match pick:
        case ("verdict", department, verdict):
            _narrow(department=department, verdict=verdict, obstacle="", only=frozenset())
        case ("obstacle", criterion):
            _narrow(obstacle=criterion, verdict="", only=frozenset())
        case ("hours", row, *_):
            _narrow(only=frozenset({int(row)}), verdict="", obstacle="", department=None)
        case ("month", month):
            rows = frozenset(person.row for day, person in found.coming.people if day.isoformat().startswith(month))
            _narrow(only=rows, verdict="", obstacle="", department=None)
        case _:
            return
    st.rerun()


# --- the list -------------------------------------------------------------------------------------------------------


def _list(job: Job, found: Overview) -> None:
    which = _filter()
    rows = chosen(job.rows, job.places, which)
    section(t("名单"))
    with st.container(horizontal=True, key="screen_unit_filters"):
        departments = [one.name for one in found.departments]
        if len(departments) > 1:
            _selector(
                "department",
                t("部门"),
                {name: name or t("未写部门") for name in sorted(departments)},
                which.department,
                every=None,
            )
        _selector(
            "committee", t("评审委员会"), {key: tr(name) for key, name in COMMITTEE_NAMES.items()}, which.committee
        )
        _selector(
            "obstacle",
            t("障碍"),
            {one.criterion: tr(CRITERION_NAMES[one.criterion]) for one in found.obstacles},
            which.obstacle,
        )
        st.session_state["tg_unit_words"] = which.words
        st.text_input(t("找人"), key="tg_unit_words", on_change=_take_words, placeholder=t("姓名或工号"))
    count = tn("{n} 人", len(rows))
    everybody = button(Tap("all"), t("看全部"), "tg-link") if which != Filter(sort=which.sort, down=which.down) else ""
    st.html(
        f'<p class="tg-count-line" role="status">{escape(count)} <span class="tg-screen-only">{everybody}</span></p>'
    )
    if rows:
        st.html(table_html(rows, job.places, which))
    else:
        note(t("没有这样的人。点“看全部”取消筛选。"))


def _selector(part: str, label: str, options: dict[str, str], now: str | None, *, every: str | None = "") -> None:
    key = f"tg_unit_by_{part}"
    st.session_state[key] = _EVERY if now == every else now

    def take() -> None:
        value = st.session_state[key]
        _narrow(**{part: every if value == _EVERY else value})

    st.selectbox(
        label,
        [_EVERY, *options],
        format_func=lambda one: t("全部") if one == _EVERY else options.get(one, one),
        key=key,
        on_change=take,
    )


def _take_words() -> None:
    _narrow(words=st.session_state["tg_unit_words"])


# --- who needs what -------------------------------------------------------------------------------------------------


def _table(caption: str, heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in lines
    )
    return (
        f'<table class="tg-table"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _hours_needed(found: Overview) -> None:
    if not found.shortfalls:
        return
    people = {short.person.row for short in found.shortfalls}
    section(tn("{n} 人学时不够", len(people)))
    heads = (t("姓名"), t("科目"), t("还差"), t("要求"), t("什么时候前"))
    shown = sorted(found.shortfalls, key=lambda short: not short.in_the_way)
    with st.expander(t("要提醒哪些人补哪些学时"), expanded=len(shown) <= 20):
        st.html(_table(t("学时不够的人"), heads, [_short(one) for one in shown]))


def _short(one: Shortfall) -> tuple[str, ...]:
    if not one.in_the_way:
        when = t("这条途径不要求")
    elif one.by is None:
        when = t("看新的通知")
    else:
        when = written_date(one.by, language())
    return (
        _name(one.person),
        tr(SUBJECT_NAMES[one.subject]),
        tn("{hours} 学时", one.short, hours=number(one.short)),
        t("{years} 年共 {hours} 学时", years=one.years, hours=number(one.required)),
        when,
    )


# --- posts of a public institution (1.4) ----------------------------------------------------------------------------


def _posts(job: Job) -> None:
    if not any(_in_public(row) for row in job.rows):
        return
    section(t("岗位够不够"))
    said = t("事业单位在核准的岗位结构比例内申报。填上每个层级空着的岗位数，就能看到够条件的人是否更多。")
    st.html(f'<p class="tg-help">{escape(said)} {clause_chip("1.4", job.pack)}</p>')
    free: dict[Level, int] = {}
    with st.container(horizontal=True, key="tg_unit_posts"):
        for level in (Level.TECHNICIAN, Level.ASSISTANT, Level.INTERMEDIATE):
            count = st.number_input(
                t("{level}空岗", level=LEVEL_NAMES[level]),
                min_value=0,
                max_value=10_000,
                value=None,
                step=1,
                key=f"tg_unit_post_{level}",
                placeholder=t("没填"),
            )
            if count is not None:
                free[level] = int(count)
    lines = []
    for one in posts(job.rows, job.places, job.pack, job.as_of, free):
        name = tr(LEVEL_NAMES[one.level]) if one.level else t("未定层级")
        if one.free is None:
            said = t("空岗没填")
        elif one.over:
            said = tn("够条件的人比空岗多 {n} 人，由单位决定谁报", one.over)
        else:
            said = t("空岗够")
        free_posts = "—" if one.free is None else str(one.free)
        lines.append(
            (name, free_posts, str(len(one.review)), str(len(one.recognition)), str(len(one.to_confirm)), said)
        )
    heads = (t("层级"), t("空岗"), t("够条件：评审"), t("够条件：初次认定"), t("要先问清"), t("结果"))
    st.html(_table(t("空岗和够条件的人"), heads, lines))
    st.html(
        f'<p class="tg-under">{escape(t("按“有空岗”算谁够条件。初次认定是否占用空岗，通知没有写，请问职称股。"))}</p>'
    )


def _in_public(row: Row) -> bool:
    return row.applicant is not None and row.applicant.employment is Employment.PUBLIC_INSTITUTION


# --- what cells were taken for --------------------------------------------------------------------------------------


def _read_as(job: Job) -> None:
    lines = []
    for column in job.columns:
        for word, value in job.reader.wordings.get(column.place, {}).items():
            lines.append((f"{letters(column.place)} · {column.heading}", word, _value(column.field, value, job)))
    if lines:
        with st.expander(tn("有 {n} 种写法是按常见说法理解的，请看一眼", len(lines))):
            st.html(_table(t("按常见说法理解的写法"), (t("列"), t("表里写的"), t("看作")), lines))


def _value(field: str, value: Any, job: Job) -> str:
    if value is None:
        return t("不清楚")
    if field == "specialty" and value in job.pack.by_id:
        return tr(job.pack.by_id[value].name)
    return value_name(field, value)
