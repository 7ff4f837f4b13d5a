"""The answers of this visit: kept in the session's memory and nowhere else on the server.

An answer 不清楚 is kept as None under its field; a field that was never asked is absent. The order of the dict
is the order of answering, which is what Back goes by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from logic.assess import assess
from logic.facts import EARLIEST_DATE, FIELDS, LATEST_DATE, Applicant, BadApplicant, iso_day, read_applicant
from logic.findings import Assessment
from logic.hours_text import HoursRow, is_typed
from logic.interview import Answers, at_most_of, idle, next_of
from logic.pack import Pack, pack_for
from ui.hours_table import rows_from

_ANSWERS, _EDITING, _DROPPED, _WIPED = "tg_answers", "tg_editing", "tg_dropped", "tg_wiped"
# The field of the last change and all answers before it, where it took some away.
_BEFORE = "tg_before"
_AT_KIOSK = "tg_kiosk_on"
_SEEN, _VIEWED, _THEIRS = "tg_seen", "tg_viewed", "tg_theirs"
_BUREAU_TIME = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    """Today at the bureau, wherever the server stands."""
    return dt.datetime.now(_BUREAU_TIME).date()


def as_of() -> dt.date:
    """The day asked about: the address may name one (``?as_of=2023-10-12``), else today."""
    day = iso_day(st.query_params.get("as_of", ""))
    return day if day is not None and EARLIEST_DATE <= day <= LATEST_DATE else today()


def set_as_of(day: dt.date | None) -> None:
    """Look as of ``day``; None or today: follow the calendar again."""
    if day is None or day == today():
        st.query_params.pop("as_of", None)
    else:
        st.query_params["as_of"] = day.isoformat()


def pack() -> Pack:
    """The notice that rules on the day asked about."""
    return pack_for(as_of())


def size() -> str:
    """How large the reader wants everything, ``large`` or ``normal``; in the address, as the language is."""
    return "large" if st.query_params.get("size") == "large" else "normal"


def at_kiosk() -> bool:
    """Whether this visit is at the touch screen in the hall, as ``kiosk.is_on`` has found."""
    return bool(st.session_state.get(_AT_KIOSK))


def zoom() -> float:
    """How many times larger than usual everything is drawn."""
    if at_kiosk():
        return 1.75 if size() == "large" else 1.4
    return zoom_on_paper()


def zoom_on_paper() -> float:
    """As :func:`zoom`, for paper: nobody reads it from two metres."""
    return 1.25 if size() == "large" else 1.0


def switch_size() -> None:
    """Large text and fewer things, or back."""
    if size() == "large":
        st.query_params.pop("size", None)
    else:
        st.query_params["size"] = "large"


def pack_of_today() -> Pack:
    """The notice that rules today; asks no visitor's address."""
    return pack_for(today())


def raw() -> dict[str, Any]:
    """The answers as they are kept: plain values by field, None for 不清楚."""
    answers: dict[str, Any] = st.session_state.setdefault(_ANSWERS if viewed() is None else _THEIRS, {})
    return answers


# --- looking at somebody of a roster -----------------------------------------------------------------------------


def view(name: str, applicant: Applicant) -> None:
    """Look at a colleague's facts as if they were one's own answers; one's own are put aside meanwhile.

    Changes are tried out here and go nowhere. The tab never keeps a colleague's facts.
    """
    leave_view()
    st.session_state[_VIEWED] = name
    st.session_state[_THEIRS] = applicant.plain()


def viewed() -> str | None:
    """Whom one is looking at; None for oneself."""
    name: str | None = st.session_state.get(_VIEWED)
    return name


def leave_view() -> None:
    """Back to one's own answers, and to the hours one was typing."""
    for key in (_VIEWED, _THEIRS, _EDITING, _DROPPED, _BEFORE, _THEIR_ROWS):
        st.session_state.pop(key, None)


# The hours table as text while it is being filled in.
_ROWS, _THEIR_ROWS = "tg_hours_rows", "tg_their_hours_rows"


def rows_key() -> str:
    """Under which name the session keeps the hours table that is being filled in."""
    return _ROWS if viewed() is None else _THEIR_ROWS


def hours_not_understood() -> bool:
    """Whether something stands in the table of hours that is no answer, for some of it cannot be read."""
    rows: list[HoursRow] = st.session_state.get(rows_key(), [])
    return is_typed(rows) and not raw().get("hours")


def _rows_to_keep() -> list[HoursRow]:
    """What was typed into one's own table and is not all understood yet: it is no answer, and not to be lost."""
    rows: list[HoursRow] = st.session_state.get(_ROWS, [])
    return rows if is_typed(rows) and not st.session_state.get(_ANSWERS, {}).get("hours") else []


def _read(values: Mapping[str, Any]) -> Applicant:
    return read_applicant(values, as_of=as_of(), specialties=pack().by_id)


def answers() -> Answers:
    """The answers, as the rules take them.

    An answer that does not fit the day asked about (a first day of work after it) is dropped, and said so.
    """
    return _seen()[0]


def assessment() -> Assessment:
    """What the rules say of the answers so far."""
    return _seen()[1]


def _seen() -> tuple[Answers, Assessment]:
    """The answers and what the rules say of them; a page asks several times a run, the rules are asked once."""
    day, rules = as_of(), pack()
    kept = st.session_state.get(_SEEN)
    if kept is None or kept[0] != (raw(), day, rules.sha256):
        told = _told()
        found = told, assess(told.applicant, rules, day)
        kept = st.session_state[_SEEN] = ((dict(raw()), day, rules.sha256), found)
    seen: tuple[Answers, Assessment] = kept[1]
    return seen


def _told() -> Answers:
    try:
        applicant = _read({f: v for f, v in raw().items() if v is not None})
    except BadApplicant as error:
        for fault in error.errors:
            drop(fault.field.split(".")[0])
        return _told()
    # Hours count as answered once their table was left, filled or not: the result can be had without them.
    return Answers(applicant, frozenset(f for f, v in raw().items() if v is None or f == "hours"))


def at_most() -> int:
    """How many questions are left at most."""
    return at_most_of(*_seen())


def drop(field: str) -> None:
    """Take an answer away, and remember to say so."""
    raw().pop(field, None)
    dropped: list[str] = st.session_state.setdefault(_DROPPED, [])
    if field not in dropped:
        dropped.append(field)


def dropped() -> list[str]:
    """The fields whose answers were taken away by the last change."""
    fields: list[str] = st.session_state.get(_DROPPED, [])
    return fields


def _nothing_dropped() -> None:
    st.session_state[_DROPPED] = []
    st.session_state.pop(_BEFORE, None)


def answer(field: str, value: Any) -> None:
    """Record an answer (None: 不清楚), take away those that no longer matter, and move on."""
    st.session_state[_MOVED] = True
    _nothing_dropped()
    before = dict(raw())
    raw()[field] = value
    for other in idle(answers().applicant, pack(), as_of()):
        if other != field:
            drop(other)
    if dropped():
        st.session_state[_BEFORE] = field, before
    # 不清楚 to a question that is not asked any more is no answer to keep.
    missing = assessment().missing
    for other in [f for f, v in raw().items() if v is None and f not in missing and f not in (field, "hours")]:
        del raw()[other]
    st.session_state.pop(_EDITING, None)


def can_undo() -> bool:
    """Whether the answers that the last change took away can be had back."""
    return _BEFORE in st.session_state


def undo() -> None:
    """Take the last change back, with all that it took away, and open its question again."""
    if not can_undo():
        return
    field, before = st.session_state[_BEFORE]
    raw().clear()
    raw().update(before)
    change(field)


def moved() -> bool:
    """Whether an answer was given since this was asked last: then the last question leads on to the result.

    Who comes to the questions without one, by the browser's Back or a reload, wants to see a question.
    """
    return bool(st.session_state.pop(_MOVED, False))


_MOVED = "tg_moved"


def clear(field: str) -> None:
    """Take an answer back."""
    raw().pop(field, None)
    _nothing_dropped()


def current() -> str | None:
    """The question on the screen: the one being changed, else the next one; None when the result stands."""
    editing: str | None = st.session_state.get(_EDITING)
    return editing if editing is not None else next_of(assessment(), answers().unsure)


def change(field: str) -> None:
    """Open a question again."""
    st.session_state[_EDITING] = field
    _nothing_dropped()


def ask_again(fields: Sequence[str]) -> None:
    """Ask the open questions ``fields`` once more, one after the other."""
    for field in fields:
        if field in raw() and raw()[field] is None:
            del raw()[field]
    st.session_state.pop(_EDITING, None)
    if current() is None:
        change(fields[0])


def previous() -> str | None:
    """The question before the one on the screen; None at the first."""
    asked, now = list(raw()), st.session_state.get(_EDITING)
    before = asked[: asked.index(now)] if now in asked else asked
    return before[-1] if before else None


def back() -> None:
    """Go to the question before, its answer still there."""
    field = previous()
    if field is not None:
        change(field)


def forward() -> None:
    """Go to the question after one that was gone back to, its answer as it is; past the last to what is asked next."""
    asked, now = list(raw()), st.session_state.get(_EDITING)
    if now not in asked:
        return
    after = asked[asked.index(now) + 1 :]
    if after:
        change(after[0])
    elif next_of(assessment(), answers().unsure) is not None:
        st.session_state.pop(_EDITING, None)


def to_keep() -> dict[str, Any] | None:
    """What the tab shall keep through a reload: the answers; nothing to say while there are none yet.

    After a wipe an empty dict, which makes the tab forget.
    """
    own: dict[str, Any] = st.session_state.get(_ANSWERS, {})
    if rows := _rows_to_keep():
        return {**own, _TYPED_HOURS: rows}
    return own if own or st.session_state.get(_WIPED) else None


_TYPED_HOURS = "hours_as_typed"


def save_hours(hours: list[dict[str, Any]]) -> None:
    """Keep the hours as typed so far; no filled row: no answer."""
    if hours:
        raw()["hours"] = hours
    else:
        raw().pop("hours", None)


def stay_on(field: str) -> None:
    """Keep a question on the screen though its answer is being recorded."""
    st.session_state[_EDITING] = field


def leave_hours() -> None:
    """Go on with the hours as they are, or with none."""
    st.session_state[_MOVED] = True
    _nothing_dropped()
    raw().setdefault("hours", None)
    st.session_state.pop(_EDITING, None)


def wipe() -> None:
    """Forget everything of this visit."""
    for key in [key for key in st.session_state if isinstance(key, str) and key not in _KEPT]:
        del st.session_state[key]
    st.session_state[_ANSWERS] = {}
    st.session_state[_WIPED] = True


# The bridge's own state outlives a wipe: it must pass the wipe on to the tab. So does the kiosk's lock.
_KEPT = frozenset({"tg_bridge", "_tg_session", _AT_KIOSK, "tg_kiosk_last"})


def replace_all(values: Mapping[str, Any]) -> None:
    """Put ``values`` in the place of all answers, as a demonstration does."""
    for key in (_EDITING, _DROPPED, _BEFORE, _ROWS):
        st.session_state.pop(key, None)
    st.session_state[_ANSWERS] = dict(values)


def restore(values: Mapping[str, Any]) -> None:
    """Take over answers that the tab kept through a reload; anything that is no valid answer is left out."""
    kept: dict[str, Any] = {}
    for field, value in values.items():
        if field not in FIELDS:
            continue
        try:
            _read({**{f: v for f, v in kept.items() if v is not None}, field: value})
        except BadApplicant:
            continue
        kept[field] = value
    st.session_state[_ANSWERS] = kept
    rows = rows_from(values.get(_TYPED_HOURS))
    if rows and is_typed(rows):
        st.session_state[_ROWS] = rows
