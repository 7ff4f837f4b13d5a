"""When: the steps of each route with their days, in one round or several."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from logic.facts import iso_day
from logic.pack import FILING, Loc
from logic.words.language import Text, say
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group, remark
from ui.language import t, tr


def days() -> None:
    """Every step, what can be added to it, and the days of publicity."""
    events: list[dict[str, Any]] = fields.draft().at(("calendar",), [])
    if any(iso_day(str(one.get("opens", ""))) for one in events):
        st.button(t("所有日期先顺延一年"), key="nav_desk_shift", on_click=_a_year_on)
        remark(t("顺延以后，再照通知一个一个对。"))
    for place, event in enumerate(events):
        _step(("calendar", place), event)
    _more(events)
    fields.number(("publicity_days",), t("单位内部公示，至少几个工作日"), 1, 60)


def _called(event: dict[str, Any]) -> str:
    what = event.get("what") or {}
    named = tr(Text(str(what.get("zh") or ""), str(what.get("en") or ""))) or str(event.get("id", ""))
    plain = _round(event) == 1 or str(_round(event)) in named
    return named if plain else t("{what}（第 {n} 轮）", what=named, n=_round(event))


def _round(event: dict[str, Any]) -> int:
    given = event.get("round", 1)
    return given if isinstance(given, int) else 1


def _step(loc: Loc, event: dict[str, Any]) -> None:
    named = _called(event)
    group(named)
    fields.faulty(loc)
    left, right = st.columns(2)
    if event.get("ends_only"):
        with left:
            _last_day(loc, named)
    else:
        with left:
            fields.day((*loc, "opens"), t("{what}：从哪天", what=named))
        with right:
            fields.day((*loc, "closes"), t("{what}：到哪天", what=named))
    if event.get("id") in FILING.values():
        fields.flag((*loc, "all_year"), t("{what}：全年都收", what=named))
    with st.expander(
        t("{what}：名称、轮次、依据，或去掉这一步", what=named),
        key=fields.fold_of(loc),
        expanded=any(fields.noted_within((*loc, name)) for name in ("what", "round", "clause", "ends_only")),
    ):
        fields.words((*loc, "what"), t("{what}：叫什么", what=named))
        fields.number((*loc, "round"), t("{what}：第几轮（只有一轮的写 1）", what=named), 1, 12, usual=1)
        fields.choice((*loc, "clause"), t("{what}：依据哪一条", what=named), entries.options((*loc, "clause")) or {})
        fields.flag((*loc, "ends_only"), t("{what}：通知只写了最后一天", what=named), also=_one_day)
        st.button(
            t("{what}：今年没有，去掉", what=named),
            key=fields.key_of(loc, "_gone"),
            on_click=entries.take_away,
            args=(loc,),
        )


def _one_day(loc: Loc) -> None:
    """What is named by its last day has that day for its first too."""
    event = fields.draft().at(loc[:-1])
    if event.get("ends_only"):
        visit.put({(*loc[:-1], "opens"): event.get("closes", "")})
    visit.redraw()


# The steps of each route, as a notice can have them.
_STEPS = (
    ("recognition_papers", "initial_recognition", say("初次认定收材料")),
    ("review_online", "junior_review", say("评审网上申报")),
    ("unit_check", "junior_review", say("单位和主管部门审核")),
    ("review_papers", "junior_review", say("评审收纸质材料")),
)
_CLAUSES = {"initial_recognition": "2.3", "junior_review": "2.1"}
_ANOTHER = {"initial_recognition": say("初次认定再加一轮"), "junior_review": say("评审再加一轮")}


def _more(events: list[dict[str, Any]]) -> None:
    """The steps that a round has not, and a further round of each route."""
    group(t("加一步，或再加一轮"))
    placed = {(event.get("id"), _round(event)) for event in events}
    with st.container(horizontal=True):
        for id_, route, name in _STEPS:
            files = FILING[route]
            rounds = {1} | {_round(event) for event in events if event.get("id") == files}
            for round_ in sorted(rounds):
                if (id_, round_) not in placed:
                    said = tr(name) if round_ == 1 else t("{what}（第 {n} 轮）", what=tr(name), n=round_)
                    st.button(said, key=f"nav_desk_add_{id_}_{round_}", on_click=_add, args=(id_, route, name, round_))
            if id_ == files and (id_, 1) in placed:
                st.button(
                    tr(_ANOTHER[route]),
                    key=f"nav_desk_round_{route}",
                    on_click=_add,
                    args=(id_, route, name, max(rounds) + 1),
                )


def _add(id_: str, route: str, name: Text, round_: int) -> None:
    events: list[dict[str, Any]] = fields.draft().at(("calendar",), [])
    clause = next((one["clause"] for one in events if one.get("route") == route and one.get("clause")), _CLAUSES[route])
    what = {"zh": name.zh, "en": name.en}
    if round_ > 1:
        what = {"zh": f"第 {round_} 轮{name.zh}", "en": f"{name.en}, round {round_}"}
    new = {"id": id_, "route": route, **({"round": round_} if round_ > 1 else {})}
    visit.put({("calendar", len(events)): {**new, "opens": "", "closes": "", "what": what, "clause": clause}})
    visit.redraw()


def _last_day(loc: Loc, what: str) -> None:
    now = iso_day(str(fields.draft().at((*loc, "closes"), "") or ""))
    key = fields.key_of((*loc, "closes"), holds=now)
    st.date_input(
        t("{what}：到哪天为止（通知只写了最后一天）", what=what),
        value=now,
        key=key,
        format="YYYY-MM-DD",
        on_change=_only_end,
        args=(loc, key),
    )
    fields.beside((*loc, "closes"))
    fields.faulty((*loc, "closes"))


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
    visit.redraw()


def _later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
