"""One field of the desk: what it is called, what stands there, last year's value beside it, and what is wrong with it.

A field writes into the draft as soon as it is left. Every field notes its place, so that what is wrong elsewhere in a
part can be said at its end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from logic.facts import iso_day
from logic.pack import Fault, Loc, path_of
from logic.pack.editing import GONE
from logic.policy.draft import Draft, filled, within
from logic.policy.places import place_name
from logic.words.language import Text
from ui.desk import visit
from ui.language import language, t, tr

_DRAWN = "tg_desk_drawn"
# So many letters fit into a line of half the screen; a Chinese one is two.
_LONG = 40


def start() -> None:
    """Nothing is drawn yet of this run's part."""
    st.session_state[_DRAWN] = []


def drawn() -> list[str]:
    """The places that have a field on the screen."""
    found: list[str] = st.session_state.setdefault(_DRAWN, [])
    return found


def draft() -> Draft:
    """The draft being written; the page draws fields only where there is one."""
    now = visit.draft()
    assert now is not None
    return now


def key_of(loc: Loc, more: str = "", holds: object = None) -> str:
    """The key of a field; another one where what it ``holds`` was changed elsewhere than in it."""
    place = place_of(loc, more)
    return f"desk_{visit.turn(place, holds)}_{place}"


def place_of(loc: Loc, more: str = "") -> str:
    """A field's place within its key."""
    return f"{path_of(loc).replace('.', '_')}{more}"


def fold_of(loc: Loc) -> str:
    """The key of a box that folds: it stays open when the fields are drawn anew."""
    return f"fold_desk_{path_of(loc).replace('.', '_')}"


def faults_at(loc: Loc) -> list[Fault]:
    """What must be mended at a place."""
    path = path_of(loc)
    return [fault for fault in visit.check().faults if fault.path == path]


def hints_at(loc: Loc) -> list[Fault]:
    """What to look at there."""
    path = path_of(loc)
    return [hint for hint in visit.check().hints if hint.path == path]


def faulty(loc: Loc) -> None:
    """What is to be said of a place, where its field is."""
    drawn().append(path_of(loc))
    sentence = "".join(f'<p class="tg-desk-fault" role="alert">{escape(tr(one.text))}</p>' for one in faults_at(loc))
    sentence += "".join(f'<p class="tg-desk-hint">{escape(tr(one.text))}</p>' for one in hints_at(loc))
    if sentence:
        st.html(sentence)


def leftover(places: Iterable[Loc]) -> None:
    """What is wrong in a part at places that have no field of their own."""
    found = visit.check()
    paths = [path_of(place) for place in places]
    shown = drawn()
    rest = [
        (one, css)
        for all_, css in ((found.faults, "tg-desk-fault"), (found.hints, "tg-desk-hint"))
        for one in all_
        if any(within(one.path, path) for path in paths) and one.path not in shown
    ]
    if rest:
        st.html(
            "".join(
                f'<p class="{css}">{escape(t("{what}：{asks}", what=named(one.path), asks=one.text))}</p>'
                for one, css in rest
            )
        )


def named(path: str) -> str:
    """The place of a fault in a clerk's words."""
    return shown(place_name(path, draft().data))


def shown(words_: Text) -> str:
    """A name from the draft, with the names that it takes from elsewhere."""
    return filled(draft(), tr(words_), language())


def wrong_within(loc: Loc) -> bool:
    """Whether something must be mended at ``loc`` or below."""
    return any(within(fault.path, path_of(loc)) for fault in visit.check().faults)


def noted_within(loc: Loc) -> bool:
    """Whether anything at all is to be said of ``loc`` or below."""
    return wrong_within(loc) or any(within(hint.path, path_of(loc)) for hint in visit.check().hints)


def beside(loc: Loc, named: Callable[[Any], str] = str) -> None:
    """What stood there last year, and whether that has changed."""
    was, now = draft().before(loc), draft().at(loc)
    if was in (None, "", [], {}):
        if now not in (None, "", [], {}) and not draft().sample:
            st.html(f'<p class="tg-desk-was">{escape(t("去年没有这一项"))}</p>')
        return
    mark = "" if was == now else f'<b class="tg-desk-new">{escape(t("改了"))}</b> '
    if was == now and isinstance(was, str) and len(was) > _LONG:
        # Nobody needs to read it twice.
        sentence = t("还是样本里的写法") if draft().sample else t("和去年一样")
    else:
        sentence = t("样本：{value}", value=named(was)) if draft().sample else t("去年：{value}", value=named(was))
    st.html(f'<p class="tg-desk-was">{mark}{escape(sentence)}</p>')


def _put(loc: Loc, key: str, made: Callable[[Any], Any] = lambda value: value) -> None:
    visit.put({loc: made(st.session_state[key])})


def text(loc: Loc, label: str, *, long: bool = False, tell: bool = True, none: bool = False, help_: str = "") -> None:
    """A line of text, or several; ``none``: where nothing is written, nothing stands there."""
    now = str(draft().at(loc, "") or "")
    key = key_of(loc, holds=now)
    made = (lambda value: value.strip() or GONE) if none else str.strip
    _box(label, now, key, long=long, on_change=_put, args=(loc, key, made), help=help_ or None)
    if tell:
        beside(loc)
    faulty(loc)


def _box(label: str, now: str, key: str, *, long: bool, **more: Any) -> None:
    if long:
        st.text_area(label, value=now, key=key, height="content", **more)
    else:
        st.text_input(label, value=now, key=key, **more)


_IN_WORDS = re.compile(r"[、，,;；\n]+")


def lines(loc: Loc, label: str, *, none: bool = True) -> None:
    """Several short texts in one field."""
    now = draft().at(loc) or ()
    between = ", " if str(loc[-1]).endswith("_en") else "、"
    value = between.join(map(str, now))
    key = key_of(loc, holds=value)
    st.text_area(
        label,
        value=value,
        key=key,
        height="content",
        help=t("用顿号、逗号或换行隔开。"),
        on_change=_put,
        args=(loc, key, (lambda value: _apart(value) or GONE) if none else _apart),
    )
    if now != (draft().before(loc) or ()):
        beside(loc, lambda value: between.join(map(str, value)))
    faulty(loc)


def _apart(value: str) -> list[str]:
    return [word for part in _IN_WORDS.split(value) if (word := part.strip())]


def words(loc: Loc, label: str, *, long: bool = False, none: bool = False) -> None:
    """A text in both languages, the English beside the Chinese; last year's below each.

    ``none``: where neither is written, nothing stands there.
    """
    there = [str(draft().at((*loc, code)) or draft().before((*loc, code)) or "") for code in ("zh", "en")]
    long = long or 2 * len(there[0]) > _LONG or len(there[1]) > _LONG
    for box, code, name in zip(st.columns(2), ("zh", "en"), (t("中文"), t("英文")), strict=True):
        with box:
            _half(loc, code, f"{label} · {name}", long=long, none=none)
            said = str(draft().at((*loc, code), "") or "")
            if "{" in said:
                st.html(f'<p class="tg-desk-was">{escape(t("显示成：{text}", text=filled(draft(), said, code)))}</p>')
    example = [(code, draft().before((*loc, code))) for code in ("zh", "en")]
    blank = [(code, was) for code, was in example if was and not draft().at((*loc, code))]
    if blank:
        st.button(
            t("先照这样写，再改"),
            key=key_of(loc, "_take"),
            on_click=_take,
            args=(loc, dict(blank)),
        )
    faulty(loc)


def _half(loc: Loc, code: str, label: str, *, long: bool, none: bool) -> None:
    now = str(draft().at((*loc, code), "") or "")
    key = key_of((*loc, code), holds=now)
    _box(label, now, key, long=long, on_change=_put_half, args=(loc, code, key, none))
    beside((*loc, code))
    faulty((*loc, code))


def _put_half(loc: Loc, code: str, key: str, none: bool) -> None:
    _say(loc, {code: str(st.session_state[key]).strip()}, none=none)


def _say(loc: Loc, said: Mapping[str, str], *, none: bool = False) -> None:
    """Put one language of a text, or both; where the text is not there yet, the whole."""
    whole = {code: str(draft().at((*loc, code), "") or "") for code in ("zh", "en")} | dict(said)
    if none and not any(whole.values()):
        visit.put({loc: GONE})
    elif draft().at(loc) is None:
        visit.put({loc: whole})
    else:
        visit.put({(*loc, code): value for code, value in said.items()})


def _take(loc: Loc, said: Mapping[str, str]) -> None:
    _say(loc, said)
    visit.redraw()


def day(loc: Loc, label: str) -> None:
    """A day, from a calendar."""
    now = iso_day(str(draft().at(loc, "") or ""))
    key = key_of(loc, holds=now)
    st.date_input(
        label,
        value=now,
        key=key,
        format="YYYY-MM-DD",
        min_value=dt.date(2000, 1, 1),
        max_value=dt.date(2099, 12, 31),
        on_change=_put,
        args=(loc, key, lambda value: value.isoformat() if value else ""),
    )
    beside(loc)
    faulty(loc)


def number(loc: Loc, label: str, least: int, most: int, *, none: bool = False, usual: int = 0) -> None:
    """A whole number; ``none``: zero stands for nothing there; ``usual``: what holds where nothing stands there."""
    now = draft().at(loc, usual or None)
    key = key_of(loc, holds=now)
    st.number_input(
        label,
        min_value=0 if none else least,
        max_value=most,
        value=now if isinstance(now, int) else 0 if none else None,
        step=1,
        key=key,
        on_change=_put,
        args=(loc, key, lambda value: GONE if (none and not value) or (usual and value == usual) else value),
    )
    beside(loc)
    faulty(loc)


def pick(
    loc: Loc, label: str, options: Mapping[str, Text], now: object, take: Callable[[Loc, str], None], taken: Loc
) -> dict[str, str]:
    """The list of ``options`` alone, with ``now`` chosen; ``take`` is called with ``taken`` and the list's key.

    Where ``now`` is None, nothing is chosen again whenever fields are drawn afresh.
    """
    key = key_of(loc, holds=visit.generation() if now is None else now)
    names = {name: tr(words_) for name, words_ in options.items()}
    st.selectbox(
        label,
        list(names),
        index=list(names).index(now) if isinstance(now, str) and now in names else None,
        format_func=names.__getitem__,
        placeholder=t("请选择"),
        key=key,
        on_change=take,
        args=(taken, key),
    )
    return names


def choice(
    loc: Loc, label: str, options: Mapping[str, Text], *, usual: str = "", tell: bool = True, none: str = ""
) -> None:
    """One of several; ``usual``: what holds where nothing stands there; ``none``: the word for nothing there."""
    if none:
        names = pick(loc, label, {"": Text(none, none), **options}, draft().at(loc) or "", _put_or_none, loc)
    else:
        names = pick(loc, label, options, draft().at(loc) or usual, _put, loc)
    if tell:
        beside(loc, lambda value: names.get(value, str(value)))
    faulty(loc)


def _put_or_none(loc: Loc, key: str) -> None:
    visit.put({loc: st.session_state[key] or GONE})


def many(loc: Loc, label: str, options: Mapping[str, Text], *, none: bool = False, ordered: bool = False) -> None:
    """Some of several; ``none``: where none is chosen, nothing stands there; ``ordered``: as ``options`` are."""
    now: Sequence[str] = draft().at(loc) or ()
    key = key_of(loc, holds=tuple(now))
    names = {name: tr(words_) for name, words_ in options.items()}

    def made(value: Sequence[str]) -> list[str]:
        return sorted(value, key=list(names).index) if ordered else list(value)

    st.multiselect(
        label,
        list(names),
        default=[one for one in now if one in names],
        format_func=names.__getitem__,
        placeholder=t("请选择"),
        key=key,
        on_change=_put,
        args=(loc, key, lambda value: made(value) or (GONE if none else [])),
    )
    between = ", " if language() == "en" else "、"
    beside(loc, lambda value: between.join(names.get(one, str(one)) for one in value))
    faulty(loc)


def flag(loc: Loc, label: str, *, also: Callable[[Loc], None] | None = None) -> None:
    """Yes or no; no is not written. ``also``: what else follows from it."""
    now = bool(draft().at(loc))
    key = key_of(loc, holds=now)
    st.checkbox(label, value=now, key=key, on_change=_flag, args=(loc, key, also))
    faulty(loc)


def _flag(loc: Loc, key: str, also: Callable[[Loc], None] | None) -> None:
    visit.put({loc: True if st.session_state[key] else GONE})
    if also is not None:
        also(loc)
