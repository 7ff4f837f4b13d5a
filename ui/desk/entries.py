"""Entries of a list, one at a time: chosen, changed, added and taken away. The fields are those that the model has.

So a key that the model gains has its field here without a further line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

import streamlit as st

from logic.facts import CHOICES
from logic.labels import CHOICE_NAMES, CRITERION_NAMES, FACT_NAMES, LEVEL_NAMES, ROUTE_NAMES
from logic.pack import Loc, path_of
from logic.pack.editing import GONE
from logic.pack.schema import blank_at, shape_at
from logic.policy.citing import citing, needed_by_the_rules
from logic.policy.draft import filled
from logic.policy.places import entry_name, field_name
from logic.words.language import Text, say
from ui.desk import fields, visit
from ui.language import language, t, tr
from ui.parts import note

# What the values of a list to choose from are called.
_CALLED: dict[str, Text] = {str(key): name for names in CHOICE_NAMES.values() for key, name in names.items()}
_CALLED |= {str(key): name for names in (LEVEL_NAMES, ROUTE_NAMES, CRITERION_NAMES) for key, name in names.items()}
SURE: dict[str, Text] = {
    "A": say("A 通知里写明的"),
    "B": say("B 国家或省里的规定，多处可查"),
    "C": say("C 只见到一处，请核实"),
    "D": say("D 没有查到，让人先问"),
}
_CALLED |= SURE
_CALLED |= {"hours": say("学时规划"), "check": say("自查")}
WAYS: dict[str, Text] = {"paper": say("交纸质材料"), "online": say("网上申报")}
_CALLED |= WAYS
_BASES = {"common": say("人人都知道"), "B": say("目录里多处可查"), "confirm": say("没有查到，让人先问")}


def options(loc: Loc) -> dict[str, Text] | None:
    """What can be chosen at ``loc``, where it names something else of the pack; None where it does not."""
    data = fields.draft().data

    def of(*around: str) -> dict[str, Text]:
        return {str(key): entry_name((*around, key), data) for key in fields.draft().at(around, {})}

    match loc:
        case ("clauses", _, "source"):
            return of("sources")
        case (*_, "clause" | "if_refused_clause" | "also" | "source"):
            return of("clauses")
        case (*_, "basis"):
            return _BASES | of("clauses")
        case ("specialties" | "groups", *_, "series"):
            return of("series")
        case (*_, "committee"):
            return of("review", "committees")
        case (*_, "family"):
            return of("titles")
        case (*_, "matter"):
            return {str(one.get("id")): entry_name(("matters", i), data) for i, one in _listed(("matters",))}
        case (*_, "decides"):
            return dict(FACT_NAMES)
    return None


def _listed(loc: Loc) -> Iterable[tuple[Any, Any]]:
    entries = fields.draft().at(loc) or ()
    return entries.items() if isinstance(entries, Mapping) else enumerate(entries)


def words_at(loc: Loc) -> Text:
    """A text of the draft, with the names that it takes from elsewhere."""
    words = fields.draft().at(loc) or {}
    return Text(*(filled(fields.draft(), str(words.get(one) or ""), one) for one in ("zh", "en")))


def name_of(loc: Loc) -> str:
    """What an entry is called, with the names that it takes from elsewhere."""
    return fields.shown(entry_name(loc, fields.draft().data))


# --- the fields of an entry ---------------------------------------------------------------------------------------


def entry(loc: Loc, *, around: str = "", without: Iterable[str] = ()) -> None:
    """Every field that the entry at ``loc`` can have; ``around``: what stands before their names."""
    fields.faulty(loc)
    shape = shape_at(loc)
    for key in shape.options:
        if key not in without and key != "id":
            field((*loc, key), around=around, none=key not in shape.needed)


def field(loc: Loc, *, around: str = "", none: bool = False) -> None:
    """The field at ``loc``, by its shape; ``none``: it can be left out."""
    label = f"{around}{tr(field_name(loc))}"
    shape, chosen = shape_at(loc), options(loc)
    absent = t("不写") if none else ""
    match shape.kind:
        case "words":
            fields.words(loc, label, none=none)
        case "texts" | "choices" if chosen or shape.options:
            among = chosen or {one: _CALLED[one] for one in shape.options}
            # Recognition stands before the other routes of a series.
            fields.many(loc, label, among, none=none, ordered=loc[-1] == "routes")
        case "text" | "choice" if chosen or shape.options:
            fields.choice(loc, label, chosen or {one: _CALLED[one] for one in shape.options}, none=absent)
        case "texts":
            fields.lines(loc, label)
        case "text":
            fields.text(loc, label, none=none)
        case "number":
            fields.number(loc, label, shape.least, shape.most, none=none)
        case "flag":
            fields.flag(loc, label)
        case "part":
            _part(loc, label, none=none)
        case "mapping":
            _when(loc, label)
        case "list":
            listed(loc, label)


def _part(loc: Loc, label: str, *, none: bool) -> None:
    """A part that may be there or not."""
    if fields.draft().at(loc) is None:
        st.button(t("加上：{what}", what=label), key=fields.key_of(loc, "_add"), on_click=put_blank, args=(loc,))
        return
    st.html(f'<p class="tg-desk-label">{escape(label)}</p>')
    with st.container(key=panel(loc)):
        entry(loc, around=f"{label} · ")
        if none:
            _away(loc, label)


def listed(loc: Loc, label: str, *, headed: bool = False) -> None:
    """A short list, all of it: each with a way to take it away, and one more; ``headed``: under a heading already."""
    if not headed:
        st.html(f'<p class="tg-desk-label">{escape(label)}</p>')
    entries = fields.draft().at(loc) or ()
    for place in range(len(entries)):
        one: Loc = (*loc, place)
        sentence = t("{what}，第 {n} 条", what=label, n=place + 1)
        if shape_at(one).kind == "words":
            with st.container(key=panel(one)):
                fields.words(one, sentence)
                _away(one, sentence)
        else:
            title = t("{what}：{asks}", what=sentence, asks=name_of(one))
            with st.expander(title, key=fields.fold_of(one), expanded=fields.noted_within(one)):
                entry(one, around=f"{sentence} · ")
                _away(one, sentence)
    fields.faulty(loc)
    st.button(
        t("加一条：{what}", what=label),
        key=fields.key_of(loc, "_add"),
        on_click=put_blank,
        args=((*loc, len(entries)),),
    )


def _away(loc: Loc, what: str) -> None:
    st.button(t("去掉：{what}", what=what), key=fields.key_of(loc, "_gone"), on_click=take_away, args=(loc,))


def _when(loc: Loc, label: str) -> None:
    """Only for people with these answers."""
    now = fields.draft().at(loc) or {}
    for fact in now:
        if fact in CHOICES:
            names = {str(one): name for one, name in CHOICE_NAMES[fact].items()}
            fields.many((*loc, fact), f"{label} · {tr(FACT_NAMES[fact])}", names, none=True)
    left = {fact: FACT_NAMES[fact] for fact in CHOICES if fact not in now}
    fields.pick((*loc, "[new]"), f"{label} · {t('再按哪一问分')}", left, None, _by_fact, loc)


def _by_fact(loc: Loc, key: str) -> None:
    fact = st.session_state[key]
    if fact:
        now = fields.draft().at(loc)
        visit.put({(*loc, fact): []} if now is not None else {loc: {fact: []}})
        visit.redraw()


def panel(loc: Loc) -> str:
    """The key of a box around fields that belong together."""
    return f"panel_{fields.key_of(loc)}"


def put_blank(loc: Loc) -> None:
    """A new entry, or part, with nothing in it; with what it stands in, where that is not there either."""
    value = blank_at(loc)
    while fields.draft().at(loc[:-1]) is None:
        value = [value] if isinstance(loc[-1], int) else {loc[-1]: value}
        loc = loc[:-1]
    visit.put({loc: value})
    visit.redraw()


def put_and_choose(loc: Loc) -> None:
    """The same, and write it from now on."""
    put_blank(loc)
    visit.choose(loc)


def take_away(loc: Loc) -> None:
    """Take an entry or a part away; which of its list is being written is open again."""
    visit.put({loc: GONE})
    visit.choose_nothing(loc[:-1])
    visit.anew()


# --- one of many --------------------------------------------------------------------------------------------------


def choose_one(loc: Loc, label: str) -> Loc | None:
    """The list of all entries at ``loc``; the place of the one that is being written."""
    entries = dict(_listed(loc))
    if not entries:
        return None
    keys = list(entries)
    now = visit.chosen(loc)
    key = fields.key_of(loc, "_chosen", holds=now)
    names = {one: _mark(loc, one) + name_of((*loc, one)) for one in keys}
    st.selectbox(
        label,
        keys,
        index=keys.index(now) if now in entries else None,
        format_func=names.__getitem__,
        placeholder=t("打几个字找"),
        key=key,
        on_change=_chose,
        args=(loc, key),
    )
    faulty = [one for one in keys if fields.wrong_within((*loc, one)) and one != now]
    if faulty:
        with st.container(horizontal=True):
            for one in faulty[:_MOST_FAULTY]:
                sentence = t("去改：{what}", what=name_of((*loc, one)))
                st.button(sentence, key=fields.key_of((*loc, one), "_mend"), on_click=visit.choose, args=((*loc, one),))
    return (*loc, now) if now is not None and now in entries else None


_MOST_FAULTY = 6


def _mark(loc: Loc, key: str | int) -> str:
    return "! " if fields.wrong_within((*loc, key)) else ""


def _chose(loc: Loc, key: str) -> None:
    value = st.session_state[key]
    if value is None:
        visit.choose_nothing(loc)
    else:
        visit.choose((*loc, value), afresh=False)


def removable(loc: Loc, *, take: Callable[[Loc], None] = take_away) -> None:
    """A way to take the entry away; or, where something names it, what does."""
    name = name_of(loc)
    named_by = citing(loc, fields.draft().data)
    if needed_by_the_rules(loc, fields.draft().data):
        note(t("程序的判断要引用“{name}”，所以不能去掉；说法可以改。", name=name))
    elif named_by:
        # A text in both languages is one place.
        texts = [one[:-1] if one[-1] in ("zh", "en") else one for one in named_by]
        places = dict.fromkeys(fields.named(path_of(one)) for one in texts)
        between = "; " if language() == "en" else "；"
        shown = between.join(list(places)[:_MOST_NAMED]) + ("……" if len(places) > _MOST_NAMED else "")
        note(t("“{name}”还有 {n} 处在用，先改这些地方，才能去掉：{places}", name=name, n=len(places), places=shown))
    else:
        st.button(t("去掉：{what}", what=name), key=fields.key_of(loc, "_gone"), on_click=take, args=(loc,))


_MOST_NAMED = 8


def new(loc: Loc, title: str, *, id_: str = "", also: Mapping[str, Any] | None = None, called: str = "name") -> None:
    """A form for one more entry at ``loc``: its name in both languages; ``id_``: what its id is called, if asked."""
    with (
        st.expander(title, key=fields.fold_of((*loc, "new"))),
        st.form(f"desk_new_{path_of(loc)}"),
    ):
        given = st.text_input(id_, key=of_form(loc, "id")) if id_ else ""
        zh, en = names(loc)
        if st.form_submit_button(t("加上")):
            if not zh or (id_ and not given.strip()):
                note(t("请先写好代号和名称，再加上。") if id_ else t("请先写好中文名称，再加上。"), warn=True)
                return
            add(loc, given.strip() or new_id(en, loc), {"zh": zh, "en": en}, called=called, also=also or {})
            st.rerun()


def of_form(loc: Loc, name: str) -> str:
    """The key of a field of the form for one more entry: blank again once that was added, and not before."""
    return fields.key_of(loc, f"_new_{name}")


def names(loc: Loc, label: str = "", key: str = "") -> tuple[str, str]:
    """The fields of such a form for a name in both languages."""
    label = label or t("名称")
    left, right = st.columns(2)
    with left:
        zh = st.text_input(f"{label} · {t('中文')}", key=of_form(loc, f"{key}zh"))
    with right:
        en = st.text_input(f"{label} · {t('英文')}", key=of_form(loc, f"{key}en"))
    return zh.strip(), en.strip()


def add(loc: Loc, id_: str, name: dict[str, str], *, called: str = "name", also: Mapping[str, Any]) -> None:
    """One more entry at ``loc``, by the name of ``id_``, and write it from now on."""
    visit.blank(fields.place_of(loc, "_new_"))
    entries = fields.draft().at(loc)
    shape = shape_at((*loc, 0)) if isinstance(entries, list) else shape_at((*loc, id_))
    entry_ = {**blank_at((*loc, 0 if isinstance(entries, list) else id_)), **(name if not called else {called: name})}
    if isinstance(entries, list) and "id" in shape.options:
        entry_ = {"id": id_, **{key: value for key, value in entry_.items() if key != "id"}}
    entry_ |= also
    place = len(entries) if isinstance(entries, list) else id_
    if not isinstance(entries, list) and entries and id_ in entries:
        visit.choose((*loc, id_))
        return
    visit.put({loc: {id_: entry_}} if entries is None else {(*loc, place): entry_})
    visit.choose((*loc, place))


def new_id(en: str, loc: Loc) -> str:
    """An id after an English name, which no other entry at ``loc`` has."""
    taken = {str(value.get("id", key)) if isinstance(value, Mapping) else str(key) for key, value in _listed(loc)}
    base = "_".join(re.findall(r"[a-z]+", en.lower())[:4]) or "new"
    found, more = base, 0
    while found in taken:
        more += 1
        found = f"{base}_{chr(ord('a') + more)}"
    return found
