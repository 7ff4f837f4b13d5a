"""What a roster came to: counts, pictures, the list of colleagues, who needs what, and the files to take home."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from logic.hours import SUBJECTS
from logic.labels import (
    CRITERION_NAMES,
    ROUTE_NAMES,
    SUBJECT_NAMES,
)
from logic.language import written_date
from logic.roster.columns import letters
from logic.roster.model import ELSEWHERE, KIND_NAMES, KINDS, NO_DEPARTMENT, Row
from logic.roster.overview import (
    Bearing,
    Changes,
    Duplicate,
    Overview,
    Person,
    Shortfall,
    hours_of,
    standing,
)
from logic.roster.remarks import adds_up
from logic.roster.remarks import meant as meaning
from logic.roster.work import result
from logic.roster.writing import Basis, marked_copy
from ui import unit_charts
from ui.charts.drawing import Chart, number, sentences
from ui.language import language, t, tn, tr
from ui.parts import go, note, plain_table, section
from ui.roster_job import Job, Making
from ui.roster_table import FAULTY, Filter, chosen, faulty_tag, kind_tag, row_id, table_html
from ui.taps import Tap, button
from ui.unit.elsewhere import elsewhere
from ui.unit.going_on import OPENED, open_person
from ui.unit.handouts import AT_ONCE as HANDOUTS_AT_ONCE
from ui.unit.handouts import MOST_HANDOUTS, able, handouts_file, single_ones
from ui.unit.last_time import last_time
from ui.unit.posts import ask_posts, posts_of
from ui.unit.take_home import take_home

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILTER, _PICTURE, _CLICKED = "tg_unit_filter", "tg_unit_picture", "tg_unit_clicked"
# The row whose result was opened last, to come back to; how often the pictures were drawn afresh.
_OPENED, _DRAWN = OPENED, "tg_unit_drawn"
# How often a number was tapped: each time the list comes into view.
_TO_LIST = "tg_unit_to_list"
_EVERY, _LINES = "*", 12


def _filter() -> Filter:
    which: Filter = st.session_state.get(_FILTER, Filter())
    return which


def _narrow(**changed: Any) -> None:
    """Show others, as somebody said elsewhere than in a picture."""
    _show(replace(_filter(), page=0, **changed))


def _show(which: Filter) -> None:
    st.session_state[_FILTER] = which
    st.session_state.pop(_OPENED, None)
    if st.session_state.pop(_CLICKED, None) is not None:
        # A picture keeps what was clicked in it; drawn under another name it has forgotten.
        st.session_state[_DRAWN] = st.session_state.get(_DRAWN, 0) + 1


def obey(tap: Tap, job: Job) -> None:
    """Do what was tapped on the results."""
    match tap:
        case Tap("verdict", value, _) if value in (*KINDS, FAULTY):
            _narrow(verdict="" if _filter().verdict == value else value)
            st.session_state[_TO_LIST] = st.session_state.get(_TO_LIST, 0) + 1
        case Tap("sort", column, _):
            st.session_state[_FILTER] = _filter().sorted_by(column)
        case Tap("page", page, _) if page.isdecimal():
            st.session_state.pop(_OPENED, None)
            st.session_state[_FILTER] = replace(_filter(), page=int(page))
        case Tap("picture", name, _) if name in _pictures():
            st.session_state[_PICTURE] = name
        case Tap("all", _, _):
            _show(_filter().everybody())
        case Tap("person", number_, _) if number_.isdecimal():
            for row in job.rows:
                if row.number == int(number_) and row.applicant is not None:
                    open_person(job, row)
                    go("result")


def results(job: Job, found: Overview, forget: Callable[[], None]) -> None:
    """Everything about the roster, from the counts to the files."""
    _heading(found)
    dates = standing(found, job.pack, job.as_of)
    note(*map(tr, dates.lines), warn=dates.warn, title=tr(dates.title))
    st.html(_tiles(found))
    _files(job, found, forget)
    elsewhere(found, job.pack)
    _alarms(job, found)
    _pictures_part(job, found)
    rows = _list(job, found)
    take_home(job, found, rows)
    _hours_needed(job, found)
    ask_posts(job)
    _read_as(job)


def _heading(found: Overview) -> None:
    """Whoever comes back from one person's result lands where that person stands; a tapped number shows the list."""
    opened = st.session_state.get(_OPENED)
    land, token = f' data-land="{row_id(opened)}"' if opened else "", "unit:results"
    if not opened and (times := st.session_state.get(_TO_LIST)):
        land, token = ' data-land="tg-list"', f"unit:results:{times}"
    said = escape(tn("{n} 人核对完了", found.people))
    st.html(f'<h1 id="tg-focus" class="tg-q" tabindex="-1" data-token="{token}"{land}>{said}</h1>')


# --- counts ---------------------------------------------------------------------------------------------------------


def _tiles(found: Overview) -> str:
    """A count a verdict, each a button that filters the list."""
    now = _filter().verdict
    tiles = [
        (str(kind), kind_tag(kind), found.verdicts[kind], f"v-{kind}")
        for kind in KINDS
        if kind != ELSEWHERE or found.verdicts[kind]
    ]
    if found.faulty:
        tiles.append((FAULTY, faulty_tag(), found.faulty, "v-faulty"))
    buttons = "".join(
        f'<button type="button" class="tg-tile {css}" data-tap="verdict:{value}"'
        f' aria-pressed="{str(now == value).lower()}"><span>{label}</span><b>{count}</b></button>'
        for value, label, count, css in tiles
    )
    return f'<div class="tg-tiles" role="group" aria-label="{escape(t("按结论筛选"))}">{buttons}</div>'


# --- files ----------------------------------------------------------------------------------------------------------


# Files of so many rows are there within a second or two of the click that asks for them.
_AT_ONCE = 5_000
Progress = Callable[[int], None]


def result_file(job: Job, progress: Progress | None = None) -> bytes:
    """The unit's own table with our columns behind it."""
    basis = Basis(job.pack, job.as_of, tuple(posts_of(job)))
    return result(".xlsx", job.table, job.columns, basis, job.answers, job.wordings, progress)


def marked_file(job: Job, progress: Progress | None = None) -> bytes:
    """The unit's own table with its faulty cells marked."""
    return marked_copy(job.table, [fault for row in job.rows for fault in row.faults], progress)


def _files(job: Job, found: Overview, forget: Callable[[], None]) -> None:
    day = job.as_of.isoformat()
    with st.container(horizontal=True, key="screen_unit_files"):
        name = t("职称核对结果-{day}.xlsx", day=day)
        _file(job, "primary_result_file", result_file, name, t("下载结果表格"), t("生成结果表格"))
        if found.faulty:
            name = t("请改正-{day}.xlsx", day=day)
            _file(job, "nav_marked_file", marked_file, name, t("下载标出错误的表格"), t("生成标出错误的表格"))
        st.button(t("打印或存为 PDF"), key="print_unit")
        st.button(t("换一个文件"), key="link_unit_again", on_click=forget)
    _handouts(job)
    kept = t(
        "下载的表格是新做的：您表里的内容都在，公式换成算好的值；颜色、边框、合并格和别的工作表不带过来。请留好原来的文件。"
    )
    st.html(f'<p class="tg-under tg-screen-only">{escape(kept)}</p>')
    for making in job.files.values():
        if making.trouble:
            note(tr(making.trouble), warn=True, title=t("没有生成文件"))
    if any(making.running for making in job.files.values()):
        _making(job)


def _handouts(job: Job) -> None:
    """Everybody's sheet, or that of those the list shows: to print and hand out."""
    rows = sorted(able(chosen(job.rows, job.places, _filter())), key=lambda row: row.number)
    if not rows:
        return
    if len(rows) > MOST_HANDOUTS:
        told = t("办事单一次最多 {most} 份：先在下面筛选部门或结论。", most=MOST_HANDOUTS)
        st.html(f'<p class="tg-under tg-screen-only">{escape(told)}</p>')
        return
    # Made for those rows; when others are shown, it is made anew.
    of_whom = hashlib.sha256(repr([row.number for row in rows]).encode()).hexdigest()[:12]
    for key in [key for key in job.files if key.startswith("nav_handouts") and not key.endswith(of_whom)]:
        job.files.pop(key).cancel()
    day, code = job.as_of.isoformat(), language()
    with st.container(horizontal=True, key="screen_unit_handouts"):
        one, each = partial(_of_rows, handouts_file, rows, code), partial(_of_rows, single_ones, rows, code)
        _file(
            job,
            f"nav_handouts_pdf_{of_whom}",
            one,
            t("办事单-{day}.pdf", day=day),
            tn("下载 {n} 人的办事单（PDF）", len(rows)),
            tn("生成 {n} 人的办事单（PDF）", len(rows)),
            mime="application/pdf",
            total=len(rows),
            at_once=HANDOUTS_AT_ONCE,
        )
        _file(
            job,
            f"nav_handouts_zip_{of_whom}",
            each,
            t("办事单-{day}.zip", day=day),
            t("下载一人一份（.zip）"),
            t("生成一人一份（.zip）"),
            mime="application/zip",
            total=len(rows),
            at_once=HANDOUTS_AT_ONCE,
        )


def _of_rows(
    make: Callable[[Job, Sequence[Row], str, Progress | None], bytes],
    rows: Sequence[Row],
    code: str,
    job: Job,
    progress: Progress | None = None,
) -> bytes:
    return make(job, rows, code, progress)


def _file(
    job: Job,
    key: str,
    make: Callable[[Job, Progress | None], bytes],
    name: str,
    label: str,
    beforehand: str,
    *,
    mime: str = XLSX,
    total: int | None = None,
    at_once: int | None = None,
) -> None:
    """The button of one file: it is made when it is asked for, or ``beforehand`` where that takes long."""
    making = job.files.get(key)
    if making is not None and making.running:
        return
    if making is None or making.content is None:
        count = len(job.rows) if total is None else total
        if count > (_AT_ONCE if at_once is None else at_once):
            if st.button(beforehand, key=f"{key}_make"):
                job.files[key] = Making(partial(make, job), count).start()
                job.files[key].wait(1.0)
                st.rerun()
            return
        data = partial(make, job, None)
    else:
        data = partial(_content, making)
    st.download_button(label, data=data, file_name=name, mime=mime, key=key, on_click="ignore")


def _content(making: Making) -> bytes:
    return making.content or b""


def _making(job: Job) -> None:
    """How far the file is that is being made, and a way to call it off."""

    @st.fragment(run_every=0.5)
    def how_far() -> None:
        making = next((one for one in job.files.values() if one.running), None)
        if making is None:
            st.rerun()
        said = t("正在生成表格") if making.done < making.total else t("正在保存成文件")
        if (left := making.seconds_left) is not None:
            said += t("，大约还要 {seconds} 秒", seconds=max(1, round(left)))
        st.progress(making.part, text=said)

    def call_off() -> None:
        for key, making in list(job.files.items()):
            if making.running:
                making.cancel()
                del job.files[key]

    how_far()
    st.button(t("取消"), key="nav_cancel_file", on_click=call_off)


# --- what the clerk must not overlook -------------------------------------------------------------------------------


def _name(person: Person) -> str:
    name = person.name or t("第 {n} 行", n=person.row)
    return t("{name}（{department}）", name=name, department=person.department) if person.department else name


def _alarms(job: Job, found: Overview) -> None:
    if found.faulty:
        told = tn(
            "有 {n} 行里有填错的格子。那一格按“不清楚”算，结论只看其余的；名单里写明了哪一格、怎样改。", found.faulty
        )
        note(told, warn=True, title=t("先改正这些格子"))
    if found.duplicates:
        lines = [_twins(one) for one in found.duplicates[:_LINES]]
        if len(found.duplicates) > _LINES:
            lines.append(tn("另有 {n} 组。", len(found.duplicates) - _LINES))
        title = t("有人可能重复了：一个人一年只报一个")
        note(*lines, warn=any(not one.possibly for one in found.duplicates), title=title)
    if (changes := found.changes or last_time(job)) is not None:
        told_of = _changes(changes)
        if job.pack.is_over(job.as_of):
            told_of.append(t("比的是谁符合条件；这一次的申报已经截止。"))
        note(*told_of, title=t("和表里上一次的结论相比"))
    note(*(tr(line) for line in (adds_up(job.read, found.faulty), *job.notes)), title=t("表里的每一行都去了哪里"))


# Of one group so many rows are named.
_MOST_TWINS = 8


def _twins(one: Duplicate) -> str:
    shown = one.people[:_MOST_TWINS]
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
    names = t("、").join(map(_name, people[:_LINES]))
    return names + tn("等 {n} 人", len(people)) if len(people) > _LINES else names


def _changes(changes: Changes) -> list[str]:
    told = [tn("比过 {n} 人，结论都没变。", changes.compared)]
    if changes.changed:
        told = [tn("{n} 人的结论变了：", len(changes.changed))]
    for change in changes.changed[:_LINES]:
        after = tr(KIND_NAMES[change.after]) if change.after else t("填写有误")
        before = tr(KIND_NAMES[change.before])
        told.append(t("{name}：{before} → {after}", name=_name(change.person), before=before, after=after))
    if len(changes.changed) > _LINES:
        told.append(tn("另有 {n} 人，见结果表格。", len(changes.changed) - _LINES))
    if changes.came:
        told.append(t("上次没有结论的：{names}。", names=_names(changes.came)))
    if changes.left:
        told.append(t("这次名册里没有了的：{names}。", names=_names(changes.left)))
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
    drawn = True
    match now:
        case "departments":
            drawn = _picture(job, found, unit_charts.verdicts_by_department(found.departments, lang), now)
        case "obstacles":
            drawn = _picture(job, found, unit_charts.frequent_obstacles(found.obstacles, lang), now)
        case "coming":
            drawn = _picture(job, found, unit_charts.becoming_ready(found.coming, lang), now)
        case _:
            drawn = _hours_picture(job, found)
    told = _filter().told()
    if told:
        said = t("名单现在只列：{which}。", which=told)
        to_list = f'<a class="tg-link" href="#tg-list">{escape(t("去看名单"))}</a> {_all_button()}'
        st.html(f'<p class="tg-under tg-screen-only">{escape(said)} {to_list}</p>')
    elif drawn:
        st.html(f'<p class="tg-under tg-screen-only">{escape(t("点图里的一块，下面的名单就只列那些人。"))}</p>')


def _picture(job: Job, found: Overview, chart: Chart, name: str) -> bool:
    """Draw it; whether there is anything to click in it."""
    key = f"{name}_{st.session_state.get(_DRAWN, 0)}"
    if f"chart_{key}" not in st.session_state:
        # A picture that was not there before knows of no click; the list stays as it is.
        st.session_state.pop(_CLICKED, None)
    _clicked(job, found, unit_charts.show(chart, key))
    return len(chart.table) > 1


def _all_button() -> str:
    return button(Tap("all"), t("看全部"), "tg-link")


def _hours_picture(job: Job, found: Overview) -> bool:
    pages = unit_charts.hours_pages(hours_of(job.rows, job.places), language())
    if not pages:
        note(t("名册里还没有学时。表头写成“2022公需”“2022专业”这样，一年两列。"))
        return False
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
    return _picture(job, found, chart, f"hours_{subject}_{page}")


def _clicked(job: Job, found: Overview, pick: unit_charts.Pick | None) -> None:
    """Filter the list by what was clicked, once: the picture keeps its selection until the next click."""
    if pick == st.session_state.get(_CLICKED):
        return
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
        case _:  # clicked once more: everybody again
            _narrow(department=None, verdict="", obstacle="", only=frozenset())
    # Not before: what narrows the list otherwise makes the pictures forget.
    st.session_state[_CLICKED] = pick
    st.rerun()


# --- the list -------------------------------------------------------------------------------------------------------


def _list(job: Job, found: Overview) -> list[Row]:
    """Draw it; who is on it. Where somebody is left out it is printed by itself."""
    which = _filter()
    rows = chosen(job.rows, job.places, which)
    narrowed = " data-narrowed" if which.narrows else ""
    with st.container(key="tg_unit_list"):
        st.html(f'<h2 id="tg-list" class="tg-h"{narrowed}>{escape(t("名单"))}</h2>')
        with st.container(horizontal=True, key="screen_unit_filters"):
            departments = [one.name for one in found.departments]
            if len(departments) > 1:
                _selector(
                    "department",
                    t("部门"),
                    {name: name or tr(NO_DEPARTMENT) for name in sorted(departments)},
                    which.department,
                    every=None,
                )
            _selector(
                "committee",
                t("评审委员会"),
                {key: tr(one.name.text) for key, one in job.pack.review.committees.items()},
                which.committee,
            )
            ways = sorted({row.outcome.route for row in job.rows if row.outcome}, key=list(ROUTE_NAMES).index)
            _selector("route", t("途径"), {way: tr(ROUTE_NAMES[way]) for way in ways}, which.route)
            titles = {
                row.outcome.title.zh: tr(row.outcome.title) for row in job.rows if row.outcome and row.outcome.title
            }
            if titles:
                _selector("title", t("职称"), dict(sorted(titles.items())), which.title)
            _selector(
                "obstacle",
                t("障碍"),
                {one.criterion: tr(CRITERION_NAMES[one.criterion]) for one in found.obstacles},
                which.obstacle,
            )
            st.session_state["tg_unit_words"] = which.words
            st.text_input(t("找人"), key="tg_unit_words", on_change=_take_words, placeholder=t("姓名或工号"))
        told = which.told()
        count = tn("{n} 人", len(rows)) + (t("：{which}", which=told) if told else "")
        everybody = f'<span class="tg-screen-only">{_all_button()}</span>' if told else ""
        st.html(f'<p class="tg-count-line"><span role="status">{escape(count)}</span> {everybody}</p>')
        if rows:
            st.html(table_html(rows, job.places, which))
        else:
            note(t("没有这样的人。点“看全部”取消筛选。"))
    return rows


def _selector(part: str, label: str, options: dict[str, str], now: str | None, *, every: str | None = "") -> None:
    key = f"tg_unit_by_{part}"
    st.session_state[key] = _EVERY if now == every else now

    def take() -> None:
        value = st.session_state[key]
        _narrow(**{part: every if value == _EVERY else value})

    names = {_EVERY: t("全部"), **options}
    st.selectbox(label, list(names), format_func=lambda one: names.get(one, one), key=key, on_change=take)


def _take_words() -> None:
    _narrow(words=st.session_state["tg_unit_words"])


# --- who needs what -------------------------------------------------------------------------------------------------


def _hours_needed(job: Job, found: Overview) -> None:
    people: dict[int, list[Shortfall]] = {}
    for short in found.shortfalls:
        people.setdefault(short.person.row, []).append(short)
    groups: dict[Bearing, list[list[Shortfall]]] = {"stops": [], "asked": [], "unsaid": []}
    for shorts in people.values():
        groups[shorts[0].bearing].append(shorts)
    if not people:
        return
    stopped = groups["stops"]
    section(tn("{n} 人差学时，现在报不了", len(stopped)) if stopped else t("学时"))
    office = job.pack.contact.office.text
    if stopped:
        days = {short.by for shorts in stopped for short in shorts if short.by}
        said = [t("申报到 {day}截止。", day=written_date(min(days), language()))] if days else []
        said.append(t("往年的学时能不能补，通知没有说，请先问{office}。", office=office))
        st.html(f'<p class="tg-help">{escape(sentences(said, language()))}</p>')
        _hours_table(t("差学时的人"), stopped)
    with st.container(key="screen_unit_hours"):
        if asked := groups["asked"]:
            with st.expander(tn("另有 {n} 人没达标，还没有职称（或没填），学时怎么审验要先问", len(asked))):
                why = t(
                    "通知看的是最近一个任职周期，没有职称就还没有这个周期。怎么审验，请先问{office}。", office=office
                )
                st.html(f'<p class="tg-help">{escape(why)}</p>')
                _hours_table(t("没达标、学时怎么审验要先问的人"), asked)
        if unsaid := groups["unsaid"]:
            with st.expander(tn("另有 {n} 人没达标，走的途径要不要审验学时，要先问", len(unsaid))):
                why = t("初次认定要不要审验学时，通知没有写，顺便问{office}。别的途径由谁组织，就问谁。", office=office)
                st.html(f'<p class="tg-help">{escape(why)}</p>')
                _hours_table(t("没达标、要不要审验学时要先问的人"), unsaid)


def _hours_table(caption: str, people: Sequence[Sequence[Shortfall]]) -> None:
    """A line a person: how much of which subject is short of how much."""
    lines = []
    for shorts in people:
        by_subject = {short.subject: short for short in shorts}
        person = shorts[0].person
        cells = [_short(by_subject.get(subject)) for subject in SUBJECTS]
        lines.append((_name(person), *cells))
    _folded(caption, (t("姓名"), *(t("{subject}还差", subject=SUBJECT_NAMES[one]) for one in SUBJECTS)), lines)


def _folded(caption: str, heads: Sequence[str], lines: Sequence[Sequence[str]], few: int = 20) -> None:
    """A long table shows its beginning; the rest unfolds, and is on paper. Both have columns of one width."""
    css = " tg-even"
    whole = plain_table([heads, *lines[:few]], caption, css=css)
    if len(lines) > few:
        more = escape(tn("还有 {n} 人", len(lines) - few))
        rest = plain_table([heads, *lines[few:]], caption, css=css)
        whole += f'<details class="tg-more"><summary>{more}</summary>{rest}</details>'
    st.html(whole)


def _short(one: Shortfall | None) -> str:
    if one is None:
        return "—"
    short, required = number(one.short), number(one.required)
    return tn("{short}（{years} 年要 {required}）", one.years, short=short, years=one.years, required=required)


# --- what cells were taken for --------------------------------------------------------------------------------------


def _read_as(job: Job) -> None:
    """Column by column, the other wordings of one value together."""
    lines = []
    count = 0
    for column in job.columns:
        meant: dict[str, list[str]] = {}
        for word, value in job.wordings.get(column.place, {}).items():
            meant.setdefault(tr(meaning(column.field, value, job.pack)), []).append(word)
            count += 1
        where = f"{letters(column.place)} · {column.heading}"
        if len(meant) > _LINES:  # dates: each is its own
            shown = t("、").join(f"{words[0]} → {value}" for value, words in list(meant.items())[:3])
            lines.append((where, shown, tn("等 {n} 种", len(meant))))
        else:
            lines += [(where, t("、").join(words), value) for value, words in meant.items()]
    if lines:
        with (
            st.container(key="screen_unit_wordings"),
            st.expander(tn("有 {n} 种写法是按常见说法理解的，请看一眼", count)),
        ):
            st.html(plain_table([(t("列"), t("表里写的"), t("看作")), *lines], t("按常见说法理解的写法")))
