"""The parts of a notice on the desk, in its order: a screen each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from logic.facts import Education, Employment, ForeignPermit, iso_day
from logic.findings import Level
from logic.labels import CHOICE_NAMES, CRITERION_NAMES, LEVEL_NAMES, ROUTE_NAMES
from logic.language import Text, say
from logic.pack import FILING, Loc
from logic.pack.editing import GONE
from logic.policy.draft import Part
from ui.desk import fields, visit
from ui.language import t, tn, tr
from ui.parts import note


@dataclass(frozen=True, slots=True)
class Screen:
    """A part, and what draws it."""

    part: Part
    draw: Callable[[], None]


def _named(names: Any) -> dict[str, Text]:
    return {str(name): text for name, text in names.items()}


def _group(title: str) -> None:
    st.html(f'<h2 class="tg-desk-h">{escape(title)}</h2>')


# --- the notice itself -------------------------------------------------------------------------------------------


def _head() -> None:
    draft = fields.draft()
    year = str(draft.at(("covers", "first"), ""))[:4]
    old = str(draft.before(("covers", "first")) or "")[:4]
    fields.day(("issued",), t("通知哪天发布"))
    left, right = st.columns(2)
    with left:
        fields.day(("covers", "first"), t("管到哪些日期：从哪天"))
    with right:
        fields.day(("covers", "last"), t("到哪天"))
    if old and year and old != year and any(old in one for one in _year_texts(old).values()):
        st.button(
            t("把名称里的 {old} 换成 {year}", old=old, year=year),
            key="nav_desk_year",
            on_click=_rename_year,
            args=(old, year),
        )
    fields.words(("name",), t("这份政策叫什么"))
    fields.words(("document",), t("通知的全名"))
    fields.text(("url",), t("官方网址"))
    for id_ in _own_sources():
        fields.words(("sources", id_, "title"), t("引用时怎么称呼这份通知"))
        fields.text(("sources", id_, "url"), t("引用时的网址"))
    fields.text(("id",), t("文件的代号（小写字母、数字和 -）"), help_=t("下载的文件就叫这个名字。"))
    fields.choice(
        ("status",),
        t("这份政策的状态"),
        {"draft": say("草稿：不用它判断"), "official": say("正式：放进政策文件夹就启用")},
    )


def _own_sources() -> list[str]:
    """The sources that are the notice itself."""
    data = fields.draft()
    national = re.compile(r"n\d+|p\d+")
    return [id_ for id_ in data.at(("sources",), {}) if not national.fullmatch(id_)]


def _year_texts(old: str) -> dict[Loc, str]:
    places: list[Loc] = [("id",)]
    places += [(name, code) for name in ("name", "document") for code in ("zh", "en")]
    places += [("sources", id_, "title", code) for id_ in _own_sources() for code in ("zh", "en")]
    draft = fields.draft()
    return {loc: said for loc in places if old in (said := str(draft.at(loc, "") or ""))}


def _rename_year(old: str, year: str) -> None:
    visit.put({loc: said.replace(old, year) for loc, said in _year_texts(old).items()})
    visit.anew()


# --- who ---------------------------------------------------------------------------------------------------------

_STANDINGS = {
    "met": say("在范围内"),
    "confirm": say("先要问清"),
    "curable": say("暂不能"),
    "barring": say("不能申报"),
}
# What a notice may do without.
_MAY_BE_LEFT_OUT = (
    *("technical_post", "residency", "post_ratio", "discipline", "one_application", "integrity", "major", "assessment"),
)


def _scope() -> None:
    _group(t("各类单位的人能不能报"))
    for employment in Employment:
        loc: Loc = ("scope", "employment", employment.value)
        now = fields.draft().at(loc)
        place = (*loc, "is") if isinstance(now, dict) else loc
        left, right = st.columns(2)
        with left:
            _standing(place, loc, tr(CHOICE_NAMES["employment"][employment]))
        with right:
            fields.beside(loc, _standing_name)
        if isinstance(now, dict):
            fields.words((*loc, "say"), t("怎么说"))
            fields.words((*loc, "ask"), t("问谁什么"))
    fields.many(
        ("scope", "foreign_permits"),
        t("外籍人员凭哪些证件可以报"),
        {one.value: CHOICE_NAMES["foreign_permit"][one] for one in ForeignPermit if one is not ForeignPermit.NONE},
    )
    fields.many(
        ("not_asked",),
        t("这份通知没有的条件（选了就不问、不判断）"),
        {name: CRITERION_NAMES[name] for name in _MAY_BE_LEFT_OUT},
        none=True,
    )


def _standing_name(value: Any) -> str:
    kind = value["is"] if isinstance(value, dict) else str(value)
    return tr(_STANDINGS[kind]) if kind in _STANDINGS else kind


def _standing(place: Loc, whole: Loc, label: str) -> None:
    fields.pick(place, label, _STANDINGS, fields.draft().at(place), _stand, whole)
    fields.drawn().append(".".join(map(str, place)))


def _stand(whole: Loc, key: str) -> None:
    kind = st.session_state[key]
    now = fields.draft().at(whole)
    if isinstance(now, dict):
        visit.put({(*whole, "is"): kind})
    elif kind == "confirm":
        blank = {"zh": "", "en": ""}
        visit.put({whole: {"is": kind, "say": dict(blank), "ask": dict(blank)}})
    else:
        visit.put({whole: kind})


# --- when --------------------------------------------------------------------------------------------------------


def _days() -> None:
    draft = fields.draft()
    events: list[dict[str, Any]] = draft.at(("calendar",), [])
    if any(iso_day(str(one.get("opens", ""))) for one in events):
        st.button(t("所有日期先顺延一年"), key="nav_desk_shift", on_click=_a_year_on)
        st.html(f'<p class="tg-desk-was">{escape(t("顺延以后，再照通知一个一个对。"))}</p>')
    for place, event in enumerate(events):
        loc: Loc = ("calendar", place)
        what = event.get("what") or {}
        title = tr(Text(str(what.get("zh") or ""), str(what.get("en") or "")))
        named = title or str(event.get("id", ""))
        _group(named)
        left, right = st.columns(2)
        ends_only = bool(event.get("ends_only"))
        with left:
            if not ends_only:
                fields.day((*loc, "opens"), t("{what}：从哪天", what=named))
        with right:
            _closes(loc, named, ends_only=ends_only)
        if event.get("id") in FILING.values():
            fields.flag((*loc, "all_year"), t("{what}：全年都收", what=named))
        fields.words((*loc, "what"), t("{what}：叫什么", what=named))
        st.button(
            t("{what}：今年没有，去掉", what=named), key=fields.key_of(loc, "_gone"), on_click=_remove, args=(loc,)
        )
    if absent := [step for step in _STEPS if step[0] not in [one.get("id") for one in events]]:
        _group(t("加一步"))
        with st.container(horizontal=True):
            for id_, route, name in absent:
                st.button(tr(name), key=f"nav_desk_add_{id_}", on_click=_add_step, args=(id_, route, name))
    fields.number(("publicity_days",), t("单位内部公示，至少几个工作日"), 1, 60)


_STEPS = (
    ("recognition_papers", "initial_recognition", say("初次认定收材料")),
    ("review_online", "junior_review", say("评审网上申报")),
    ("unit_check", "junior_review", say("单位和主管部门审核")),
    ("review_papers", "junior_review", say("评审收纸质材料")),
)


def _closes(loc: Loc, what: str, *, ends_only: bool) -> None:
    if not ends_only:
        fields.day((*loc, "closes"), t("{what}：到哪天", what=what))
        return
    key = fields.key_of((*loc, "closes"))
    st.date_input(
        t("{what}：到哪天为止（通知只写了最后一天）", what=what),
        value=iso_day(str(fields.draft().at((*loc, "closes"), "") or "")),
        key=key,
        format="YYYY-MM-DD",
        on_change=_only_end,
        args=(loc, key),
    )
    fields.beside((*loc, "closes"))
    fields.drawn().append(".".join(map(str, (*loc, "closes"))))


def _only_end(loc: Loc, key: str) -> None:
    value = st.session_state[key]
    day = value.isoformat() if value else ""
    visit.put({(*loc, "opens"): day, (*loc, "closes"): day})


def _a_year_on() -> None:
    draft = fields.draft()
    changes: dict[Loc, Any] = {}
    for place, event in enumerate(draft.at(("calendar",), [])):
        for name in ("opens", "closes"):
            day = iso_day(str(event.get(name, "")))
            if day is not None:
                changes["calendar", place, name] = _later(day).isoformat()
    for name in ("first", "last"):
        day = iso_day(str(draft.at(("covers", name), "") or ""))
        was = iso_day(str(draft.before(("covers", name)) or ""))
        if day is not None and day == was:
            changes["covers", name] = _later(day).isoformat()
    visit.put(changes)
    visit.anew()


def _later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _remove(loc: Loc) -> None:
    visit.put({loc: GONE})
    visit.anew()


def _add_step(id_: str, route: str, name: Text) -> None:
    place = len(fields.draft().at(("calendar",), []))
    clause = "2.3" if route == "initial_recognition" else "2.1"
    new = {
        "id": id_,
        "route": route,
        "opens": "",
        "closes": "",
        "what": {"zh": name.zh, "en": name.en},
        "clause": clause,
    }
    visit.put({("calendar", place): new})
    visit.anew()


# --- review ------------------------------------------------------------------------------------------------------

_DIPLOMAS = {
    one.value: CHOICE_NAMES["education"][one] for one in Education if not one.value.startswith(("skilled", "below"))
}


def _review() -> None:
    draft = fields.draft()
    for id_ in draft.at(("review", "committees"), {}):
        loc: Loc = ("review", "committees", id_)
        fields.words((*loc, "name"), t("评审委员会叫什么"))
        called = draft.at((*loc, "name"), {})
        named = Text(str(called.get("zh") or ""), str(called.get("en") or ""))
        for level in (Level.TECHNICIAN, Level.ASSISTANT):
            _group(t("评到{level}：满足其中一条就行", level=LEVEL_NAMES[level]))
            steps = draft.at((*loc, level.value), [])
            for place in range(len(steps)):
                way = t("{level}第 {n} 条", level=LEVEL_NAMES[level], n=place + 1)
                _rung((*loc, level.value, place), f"{tr(named)} · {way}")
            st.button(
                t("加一条"),
                key=fields.key_of((*loc, level.value), "_add"),
                on_click=_add_rung,
                args=((*loc, level.value, len(steps)),),
            )
    _group(t("技工院校的学历按什么算"))
    for skilled in draft.at(("equivalents",), {}):
        fields.choice(("equivalents", skilled), tr(CHOICE_NAMES["education"][Education(skilled)]), _DIPLOMAS)


def _rung(loc: Loc, way: str) -> None:
    with st.container(key=fields.key_of(loc, "_rung").replace("desk_", "panel_desk_", 1)):
        fields.many((*loc, "education"), t("{way}：哪些学历", way=way), _DIPLOMAS)
        one, two, three = st.columns(3)
        with one:
            fields.number((*loc, "service_years"), t("从事本专业满几年"), 1, 30, none=True)
        with two:
            fields.number((*loc, "technician_years"), t("任员级满几年"), 1, 30, none=True)
        with three:
            fields.flag((*loc, "assessment"), t("要单位考核合格"))
            fields.flag((*loc, "unsure"), t("只见到一处，先核实"))
        st.button(t("去掉：{way}", way=way), key=fields.key_of(loc, "_gone"), on_click=_remove, args=(loc,))


def _add_rung(loc: Loc) -> None:
    visit.put({loc: {"education": []}})
    visit.anew()


# --- recognition -------------------------------------------------------------------------------------------------


def _recognition() -> None:
    draft = fields.draft()
    if draft.at(("recognition",)) is None:
        note(t("这份通知不办初次认定。"))
        return
    fields.choice(
        ("recognition", "by"),
        t("怎么报"),
        {"paper": say("交纸质材料"), "online": say("网上申报")},
        usual="paper",
    )
    _group(t("学历、年限和层级"))
    for diploma in draft.at(("recognition", "ladder"), {}):
        _step(("recognition", "ladder", diploma), tr(CHOICE_NAMES["education"][Education(diploma)]))
    _group(t("由谁批"))
    offices = {"district": say("本级人社局"), "city": say("上级人社局")}
    for level in draft.at(("recognition", "approvers"), {}):
        fields.choice(("recognition", "approvers", level), tr(LEVEL_NAMES[Level(level)]), offices)
    fields.many(("recognition", "no_window_for"), t("哪些层级通知没有写时间"), _named(LEVEL_NAMES), none=True)
    fields.words(("recognition", "papers"), t("程序和材料在哪里"))


def _step(loc: Loc, name: str) -> None:
    """A diploma's years in two stages, or its months, and the level."""
    draft = fields.draft()
    step = draft.at(loc, {})
    years = [*step.get("years", []), 0, 0][:2]
    one, two, three, four = st.columns(4, vertical_alignment="bottom")
    with one:
        _stage(loc, 0, t("{diploma}：先满几年", diploma=name), years)
    with two:
        _stage(loc, 1, t("{diploma}：再满几年", diploma=name), years)
    with three:
        fields.number((*loc, "months"), t("{diploma}：或满几个月", diploma=name), 1, 60, none=True)
    with four:
        fields.choice((*loc, "level"), t("{diploma}：定到", diploma=name), _named(LEVEL_NAMES), tell=False)
    fields.beside(loc, _step_words)
    fields.drawn().append(".".join(map(str, loc)))
    for fault in (*fields.faults_at(loc), *fields.hints_at(loc)):
        st.html(f'<p class="tg-desk-fault" role="alert">{escape(tr(fault.text))}</p>')


def _step_words(step: Any) -> str:
    if not isinstance(step, dict):
        return str(step)
    level = tr(LEVEL_NAMES[Level(step["level"])]) if step.get("level") in [one.value for one in Level] else ""
    if step.get("months"):
        asks = t("满 {n} 个月", n=step["months"])
    elif not step.get("years"):
        asks = t("不看年限")
    else:
        years = [int(one) for one in step["years"]]
        asks = tn("满 {n} 年", years[0]) if len(years) == 1 else t("{years} 年", years=" + ".join(map(str, years)))
    return f"{asks} → {level}"


def _stage(loc: Loc, place: int, label: str, years: list[int]) -> None:
    key = fields.key_of(loc, f"_years_{place}")
    st.number_input(
        label, min_value=0, max_value=30, value=years[place], step=1, key=key, on_change=_stages, args=(loc,)
    )


def _stages(loc: Loc) -> None:
    years = [st.session_state[fields.key_of(loc, f"_years_{place}")] for place in (0, 1)]
    asked = [one for one in years if one]
    visit.put({(*loc, "years"): asked or GONE})


# --- specialties -------------------------------------------------------------------------------------------------


def _specialties() -> None:
    draft = fields.draft()
    entries: list[dict[str, Any]] = draft.at(("specialties",), [])
    series = {id_: Text(one["name"]["zh"], one["name"]["en"]) for id_, one in draft.at(("series",), {}).items()}
    before = {one["id"]: one for one in draft.before(("specialties",)) or []}
    now = {one.get("id"): one for one in entries}
    gone = [one["zh"] for id_, one in before.items() if id_ not in now]
    new = [str(one.get("zh")) for id_, one in now.items() if id_ not in before]
    moved = [one["zh"] for id_, one in now.items() if id_ in before and before[id_]["series"] != one.get("series")]
    for words, found in ((t("停用了"), gone), (t("新加了"), new), (t("换了系列"), moved)):
        if found:
            note("、".join(found), title=words)
    places = list(range(len(entries)))
    chosen = st.selectbox(
        t("找一个专业来改"),
        places,
        index=None,
        format_func=lambda place: f"{entries[place].get('zh')} {entries[place].get('en')}",
        placeholder=t("打几个字找"),
        key=f"desk_{visit.generation()}_specialty",
    )
    if chosen is not None:
        loc: Loc = ("specialties", chosen)
        fields.choice((*loc, "series"), t("归哪个系列"), series)
        left, right = st.columns(2)
        with left:
            fields.text((*loc, "zh"), t("名称 · 中文"), tell=False)
        with right:
            fields.text((*loc, "en"), t("名称 · 英文"), tell=False)
        fields.choice((*loc, "family"), t("职称叫什么，和谁一样"), _families())
        st.button(t("停用这个专业"), key=fields.key_of(loc, "_gone"), on_click=_remove, args=(loc,))
    _group(t("新加一个专业"))
    with st.form("desk_new_specialty", clear_on_submit=True):
        zh = st.text_input(t("名称 · 中文"))
        en = st.text_input(t("名称 · 英文"))
        id_ = st.text_input(t("代号（小写英文字母和 _）"))
        of = st.selectbox(
            t("归哪个系列"), list(series), index=None, format_func=lambda one: tr(series[one]), placeholder=t("请选择")
        )
        if st.form_submit_button(t("加上")):
            family = next((one["family"] for one in entries if one.get("series") == of), "none")
            visit.put({("specialties", len(entries)): _new_specialty(id_, zh, en, of or "", family)})
            visit.anew()
            st.rerun()
    _texts((("series",), ("ways",)))


def _new_specialty(id_: str, zh: str, en: str, series: str, family: str) -> dict[str, Any]:
    return {
        "id": id_.strip(),
        "zh": zh.strip(),
        "en": en.strip(),
        "series": series,
        "family": family,
        "basis": "confirm",
    }


def _families() -> dict[str, Text]:
    found = {}
    for name, levels in fields.draft().at(("titles",), {}).items():
        words = [levels[one] for one in ("technician", "assistant", "intermediate") if one in levels]
        found[name] = (
            Text(" / ".join(w["zh"] for w in words), " / ".join(w["en"] for w in words))
            if words
            else say("没有固定名称")
        )
    return found


# --- hours -------------------------------------------------------------------------------------------------------


def _hours() -> None:
    left, right = st.columns(2)
    with left:
        fields.number(("hours", "general"), t("公需科目，每年至少几学时"), 1, 1000)
    with right:
        fields.number(("hours", "professional"), t("专业科目，每年至少几学时"), 1, 1000)
    fields.choice(
        ("hours", "cramming"),
        t("学时能不能集中在一年"),
        {"forbidden": say("通知不允许突击"), "ask": say("通知没有写，先问")},
        usual="forbidden",
    )
    for name, label in (
        ("public", t("事业单位的人找谁登记")),
        ("others", t("其他人找谁登记")),
        ("beyond", t("由市里评审的")),
    ):
        if fields.draft().at(("hours_registered", name)) is not None:
            fields.words(("hours_registered", name), label)
    _texts((("hours_later",),))


# --- offices, figures and everything that is a text -----------------------------------------------------------------


def _offices() -> None:
    _texts((("contact",),), open_=True)
    fields.text(("contact", "platform_url"), t("申报平台的网址"))
    _texts((("names",),), open_=True)


def _others() -> None:
    fields.number(("integrity_years",), t("失信记录保留的年数"), 1, 30)
    for route in fields.draft().at(("files",), {}):
        with st.expander(t("要带的材料：{route}", route=ROUTE_NAMES[route])):
            _all_texts(("files", route))
    _texts((("gaps",), ("matters",), ("questions",)))


_NAMES = {
    "office": say("问谁（科室）"),
    "bureau": say("人社局"),
    "contact.bureau": say("人社局的全称"),
    "address": say("材料交到哪里"),
    "platform": say("申报平台"),
    "province": say("省"),
    "district": say("区县"),
    "place": say("市和区县"),
    "city_bureau": say("上级人社局"),
    "here": say("口头怎么叫"),
    "say": say("怎么说"),
    "ask": say("问谁什么"),
    "name": say("名称"),
    "manner": say("怎么办"),
    "leads_to": say("专业旁边写的"),
    "reviewer": say("由谁评"),
    "answer": say("结论的一句话"),
    "what": say("材料"),
    "question": say("问题"),
    "unsure_answer": say("拿不准时的一句话"),
    "education_bureau": say("教育局"),
    "agriculture_bureau": say("农业农村局"),
}


def _texts(places: tuple[Loc, ...], *, open_: bool = False) -> None:
    for loc in places:
        if not any(True for _ in _words_below(fields.draft().at(loc), loc)):
            continue
        if open_:
            _all_texts(loc)
        else:
            with st.expander(t("{part}：里面的文字", part=_TITLES.get(str(loc[-1]), Text(str(loc[-1]), str(loc[-1]))))):
                _all_texts(loc)


_TITLES = {
    "series": say("各系列"),
    "ways": say("由别处办的途径"),
    "hours_later": say("通知以后的新规定"),
    "gaps": say("原文的缺漏"),
    "matters": say("通知里的其他事"),
    "questions": say("常见问题"),
}


def _all_texts(loc: Loc) -> None:
    for place in _words_below(fields.draft().at(loc), loc):
        last = str(place[-1])
        known = _NAMES.get(f"{place[0]}.{last}") or _NAMES.get(last)
        name = tr(known) if known else last
        around = [str(part) for part in place[1:-1]]
        fields.words(
            place, " · ".join((*(tr(ROUTE_NAMES[one]) if one in ROUTE_NAMES else one for one in around), name))
        )


def _words_below(part: Any, loc: Loc) -> Iterator[Loc]:
    if isinstance(part, dict):
        if {"zh", "en"} <= part.keys():
            yield loc
        else:
            for key, value in part.items():
                yield from _words_below(value, (*loc, str(key)))
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from _words_below(value, (*loc, place))


# --- clauses -----------------------------------------------------------------------------------------------------

_SURE = {
    "A": say("A 通知里写明的"),
    "B": say("B 国家或省里的规定，多处可查"),
    "C": say("C 只见到一处，请核实"),
}


def _clauses() -> None:
    draft = fields.draft()
    clauses: dict[str, Any] = draft.at(("clauses",), {})
    faulty = {fault.path.split(".text")[0] for fault in visit.check().faults if fault.path.startswith("clauses.")}

    def name(id_: str) -> str:
        mark = "! " if f"clauses.{id_}" in faulty else ""
        same = draft.at(("clauses", id_, "text")) == draft.before(("clauses", id_, "text"))
        return f"{mark}{clauses[id_].get('place', {}).get('zh') or id_}{'' if same else ' ✎'}"

    ids = list(clauses)
    at = st.session_state.get(_AT_CLAUSE, ids[0] if ids else "")
    at = at if at in clauses else ids[0]
    chosen = st.selectbox(
        t("哪一条"), ids, index=ids.index(at), format_func=name, key=f"desk_{visit.generation()}_clause_{at}"
    )
    st.session_state[_AT_CLAUSE] = chosen
    loc: Loc = ("clauses", chosen)
    fields.words((*loc, "place"), t("在通知的哪里"))
    fields.words((*loc, "text"), t("用我们自己的话怎么说"), long=True)
    st.html(
        f'<p class="tg-desk-was">{escape(t("日期和数字不在这里写第二遍，写名称："))}'
        + " ".join(f"<code>{escape(one)}</code>" for one in _places())
        + "</p>"
    )
    fields.choice((*loc, "confidence"), t("有多可靠"), _SURE)
    after = ids.index(chosen) + 1
    if after < len(ids):
        st.button(t("下一条"), key="nav_desk_next_clause", on_click=_to_clause, args=(ids[after],))


_AT_CLAUSE = "tg_desk_clause"


def _to_clause(id_: str) -> None:
    st.session_state[_AT_CLAUSE] = id_


def _places() -> list[str]:
    events = [str(one.get("id")) for one in fields.draft().at(("calendar",), [])]
    named = [name for one in events for name in (one, f"{one}.closes")]
    return [
        f"{{{name}}}" for name in (*named, "hours.general", "hours.professional", "publicity_days", "year", "office")
    ]


SCREENS: tuple[Screen, ...] = (
    Screen(
        Part(
            "head",
            say("通知本身"),
            (("id",), ("name",), ("document",), ("status",), ("issued",), ("url",), ("covers",), ("sources",)),
        ),
        _head,
    ),
    Screen(Part("scope", say("谁能申报"), (("scope",), ("not_asked",))), _scope),
    Screen(Part("days", say("时间"), (("calendar",), ("publicity_days",))), _days),
    Screen(Part("review", say("评审：学历和年限"), (("review",), ("equivalents",), ("beyond",))), _review),
    Screen(Part("recognition", say("初次认定"), (("recognition",),)), _recognition),
    Screen(
        Part(
            "specialties",
            say("专业"),
            (("specialties",), ("series",), ("groups",), ("titles",), ("ways",), ("search_notes",)),
        ),
        _specialties,
    ),
    Screen(Part("hours", say("继续教育"), (("hours",), ("hours_registered",), ("hours_later",))), _hours),
    Screen(
        Part("others", say("材料和其他"), (("integrity_years",), ("files",), ("gaps",), ("matters",), ("questions",))),
        _others,
    ),
    Screen(Part("offices", say("问谁、交到哪里"), (("contact",), ("names",))), _offices),
    Screen(Part("clauses", say("逐条的说法"), (("clauses",),)), _clauses),
)
