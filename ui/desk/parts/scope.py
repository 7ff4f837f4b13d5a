"""Who can apply, and what the notice settles that others leave open."""

from __future__ import annotations

from typing import Any

import streamlit as st

from logic.facts import Employment, ForeignPermit
from logic.labels import CHOICE_NAMES, CRITERION_NAMES
from logic.pack import Loc
from logic.pack.editing import GONE
from logic.pack.schema import blank_at
from logic.policy.places import OPEN
from logic.words.language import say
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group, remark
from ui.language import t, tr

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


def scope() -> None:
    """Each kind of employer, what nobody is asked, and what the notice settles."""
    group(t("各类单位的人能不能报"))
    plain = [one for one in Employment if not isinstance(fields.draft().at(_place(one)), dict)]
    for place in range(0, len(plain), 2):
        for box, employment in zip(st.columns(2), plain[place : place + 2], strict=False):
            with box:
                _standing(_place(employment), _place(employment), tr(CHOICE_NAMES["employment"][employment]))
                fields.beside(_place(employment), _standing_name)
    for employment in Employment:
        if employment not in plain:
            loc = _place(employment)
            with st.container(key=entries.panel(loc)):
                _standing((*loc, "is"), loc, tr(CHOICE_NAMES["employment"][employment]))
                fields.beside(loc, _standing_name)
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
    many = len(fields.draft().at(("settled",), {}))
    title = t("别的通知常常没有写的事：这份通知写清了 {n} 件", n=many)
    with st.expander(title, key="fold_desk_settled", expanded=fields.noted_within(("settled",))):
        remark(t("没有写的，程序让人先问；写清了的，程序照它判断。"))
        for open_, name in OPEN.items():
            _settle(("settled", open_), tr(name))


def _place(employment: Employment) -> Loc:
    return "scope", "employment", employment.value


_SETTLED = {"met": say("写清了：可以"), "barring": say("写清了：今年不行")}


def _settle(loc: Loc, name: str) -> None:
    now = fields.draft().at(loc)
    kind = now.get("is") if isinstance(now, dict) else ""
    fields.pick((*loc, "is"), name, {"": say("没有写"), **_SETTLED}, kind, _say_settled, loc)
    fields.beside(loc, lambda was: tr(_SETTLED[was["is"]]) if was.get("is") in _SETTLED else str(was))
    fields.faulty((*loc, "is"))
    if now is not None:
        with st.container(key=entries.panel(loc)):
            entries.entry(loc, around=f"{name} · ", without=("is",))


def _say_settled(loc: Loc, key: str) -> None:
    kind, now = st.session_state[key], fields.draft().at(loc)
    if not kind:
        visit.put({loc: GONE})
    elif now is not None:
        visit.put({(*loc, "is"): kind})
    else:
        new = {**blank_at(loc), "is": kind}
        visit.put({loc: new} if fields.draft().at(("settled",)) is not None else {("settled",): {loc[-1]: new}})


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
