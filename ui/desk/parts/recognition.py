"""Initial recognition: schooling, years and levels, and who grants them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from logic.facts import Education
from logic.findings import Level
from logic.labels import CHOICE_NAMES, LEVEL_NAMES
from logic.pack import Loc
from logic.pack.editing import GONE
from logic.pack.schema import shape_at
from logic.words.language import say
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group, named, remark
from ui.language import t, tn, tr
from ui.parts import note


def recognition() -> None:
    """The ladder by diploma, who grants each level, and whose days others set."""
    draft = fields.draft()
    if draft.at(("recognition",)) is None:
        note(t("这份通知不办初次认定。"))
        st.button(t("今年要办初次认定"), key="nav_desk_recognise", on_click=entries.put_blank, args=(("recognition",),))
        return
    fields.choice(("recognition", "by"), t("怎么报"), entries.WAYS, usual="paper")
    group(t("学历、年限和层级"))
    remark(t("点开一种学历来改。"))
    ladder = draft.at(("recognition", "ladder"), {})
    for diploma in ladder:
        _step(("recognition", "ladder", diploma), tr(CHOICE_NAMES["education"][Education(diploma)]))
    fields.faulty(("recognition", "ladder"))
    with st.container(horizontal=True):
        for one in _DIPLOMAS:
            if one not in ladder:
                what = t("加一条：{what}", what=CHOICE_NAMES["education"][one])
                st.button(what, key=f"link_desk_ladder_{one}", on_click=_add, args=(one.value,))
    group(t("由谁批"))
    offices = {"district": say("本级人社局"), "city": say("上级人社局")}
    # Further offices under names of their own; those that every pack has are places, or are above.
    always = shape_at(("names",)).options
    offices |= {name: entries.words_at(("names", name)) for name in draft.at(("names",), {}) if name not in always}
    for level in Level:
        place: Loc = ("recognition", "approvers", level.value)
        if level in [step.get("level") for step in ladder.values()] or draft.at(place):
            fields.choice(place, tr(LEVEL_NAMES[level]), offices, none=t("不写"))
    fields.faulty(("recognition", "approvers"))
    fields.many(("recognition", "no_window_for"), t("哪些层级通知没有写时间"), named(LEVEL_NAMES), none=True)
    fields.words(("recognition", "papers"), t("程序和材料在哪里"))
    group(t("时间由别的部门定的系列"))
    for id_ in draft.at(("series",), {}):
        loc: Loc = ("recognition", "dates_elsewhere", id_)
        if draft.at(loc) is not None:
            what = entries.name_of(("series", id_))
            with st.expander(what, key=fields.fold_of(loc), expanded=fields.noted_within(loc)):
                entries.entry(loc, around=f"{what} · ")
                away = t("去掉：{what}", what=what)
                st.button(away, key=fields.key_of(loc, "_gone"), on_click=entries.take_away, args=(loc,))
    left = {
        id_: entries.words_at(("series", id_, "name"))
        for id_, one in draft.at(("series",), {}).items()
        if "initial_recognition" in one.get("routes", ()) and draft.at(("recognition", "dates_elsewhere", id_)) is None
    }
    if left:
        fields.pick(("recognition", "dates_elsewhere", "[new]"), t("再加一个系列"), left, None, _elsewhere, ())

    st.button(t("今年不办初次认定，整段去掉"), key="link_desk_no_recognition", on_click=_give_up)
    remark(t("连同时间里的步骤、各系列的这条途径和写清了的事一起去掉；可以撤销。"))


# What the notice may settle of recognition alone.
_SETTLED = ("first_title", "post_ratio", "assessment", "skilled_diploma", "diploma_outside_mainland")


def _give_up() -> None:
    """Take recognition away with all that belongs to it; what texts still name is then said at each."""
    draft, route = fields.draft(), "initial_recognition"
    changes: dict[Loc, Any] = {("recognition",): GONE}
    for place, event in enumerate(draft.at(("calendar",), [])):
        if event.get("route") == route:
            changes["calendar", place] = GONE
    for id_, series in draft.at(("series",), {}).items():
        if route in series.get("routes", ()):
            changes["series", id_, "routes"] = [one for one in series["routes"] if one != route]
    for loc in (*(("settled", one) for one in _SETTLED), ("files", route)):
        if draft.at(loc) is not None:
            changes[loc] = GONE
    visit.put(changes)
    visit.anew()


def _elsewhere(_: Loc, key: str) -> None:
    entries.put_blank(("recognition", "dates_elsewhere", st.session_state[key]))


# From the lowest to the highest, as a ladder can have them.
_DIPLOMAS = (
    *(Education.SECONDARY, Education.COLLEGE, Education.BACHELOR, Education.SECOND_BACHELOR),
    *(Education.MASTER, Education.DOCTOR),
)


def _add(diploma: str) -> None:
    visit.put({("recognition", "ladder", diploma): {"level": ""}})
    visit.redraw()


def _step(loc: Loc, name: str) -> None:
    """A diploma's years in two stages, or its months, and the level."""
    draft = fields.draft()
    step = draft.at(loc, {})
    years = [*step.get("years", []), 0, 0][:2]
    keys = [fields.key_of(loc, f"_years_{place}", holds=n) for place, n in enumerate(years)]
    changed = "" if step == draft.before(loc) or draft.before(loc) is None else f" · {t('改了')}"
    wrong = "! " if fields.wrong_within(loc) else ""
    folded = st.expander(
        wrong + t("{what}：{asks}", what=name, asks=_step_words(step)) + changed,
        key=fields.fold_of(loc),
        expanded=fields.noted_within(loc),
    )
    with folded:
        one, two, three, four = st.columns(4, vertical_alignment="bottom")
        with one:
            _stage(loc, 0, t("{diploma}：先满几年", diploma=name), years[0], keys)
        with two:
            _stage(loc, 1, t("{diploma}：再满几年", diploma=name), years[1], keys)
        with three:
            fields.number((*loc, "months"), t("{diploma}：或满几个月", diploma=name), 1, 60, none=True)
        with four:
            fields.choice((*loc, "level"), t("{diploma}：定到", diploma=name), named(LEVEL_NAMES), tell=False)
        fields.beside(loc, _step_words)
        away = t("去掉：{what}", what=name)
        st.button(away, key=fields.key_of(loc, "_gone"), on_click=entries.take_away, args=(loc,))
    fields.faulty(loc)


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


def _stage(loc: Loc, place: int, label: str, now: int, keys: list[str]) -> None:
    more: dict[str, Any] = {"key": keys[place], "on_change": _stages, "args": (loc, keys)}
    st.number_input(label, min_value=0, max_value=30, value=now, step=1, **more)


def _stages(loc: Loc, keys: list[str]) -> None:
    asked = [years for key in keys if (years := st.session_state[key])]
    visit.put({(*loc, "years"): asked or GONE})
