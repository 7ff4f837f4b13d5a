"""Dates, hours and words without a keyboard, for the kiosk: big keys in our own markup (``ui/browser/taps.py``)."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from typing import Any

import streamlit as st

from logic.dates import kept_span
from logic.facts import EARLIEST_DATE, MOST_YEARS
from logic.hours import SUBJECTS
from logic.hours_text import HoursRow
from logic.labels import SUBJECT_NAMES
from ui import state
from ui.browser.taps import Tap, button
from ui.language import t, tr

_FOR, _DAY, _CELL, _WORDS = "tg_touch_for", "tg_touch_day", "tg_touch_cell", "tg_touch_words"
_YEARS_A_SHELF = 10
_MOST_DIGITS = 6
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def at(field: str) -> None:
    """Say which question the keys belong to; what was being tapped for another one is dropped."""
    if st.session_state.get(_FOR) != field:
        for key in (_DAY, _CELL, _WORDS):
            st.session_state.pop(key, None)
        st.session_state[_FOR] = field


def _keys(buttons: list[str], css: str, name: str) -> str:
    return f'<div class="tg-keys {css}" role="group" aria-label="{escape(name)}">{"".join(buttons)}</div>'


# --- a date: year, month, day --------------------------------------------------------------------------------


def tap_day(part: str) -> None:
    """A year, a month or a day was tapped (``2021``, ``2021-07``, ``2021-07-01``); ``undo`` takes the last one back."""
    now: str = st.session_state.get(_DAY, _kept())
    if part == "undo":
        st.session_state[_DAY] = now.rpartition("-")[0]
    elif re.fullmatch(r"\d{4}(-\d\d){0,2}", part) and _day([*map(int, part.split("-")), 1, 1][:3], state.as_of()):
        st.session_state[_DAY] = part


def _kept() -> str:
    kept: str | None = state.raw().get(st.session_state.get(_FOR, ""))
    return kept if isinstance(kept, str) else ""


def day_pad(field: str) -> str:
    """The keys for the next part of the date, what was chosen so far, and the way on as soon as that is enough."""
    chosen: str = st.session_state.get(_DAY, _kept())
    latest = state.as_of()
    span = kept_span(chosen)
    if span is not None and span.first > latest:
        span = None
    enough = span is not None and not state.day_decides(field, span)
    onward = ""
    if span is not None and enough:
        onward = button(Tap("answer", field, str(span)), t("就是 {day}，下一步", day=span.in_words), "tg-primary")
    if span is not None and span.day:
        return f'<div class="tg-nav-row">{onward}{button(Tap("day", "undo"), t("改日期"), "tg-nav")}</div>'
    if span is not None and span.month:
        first = span.first
        keys = [
            button(Tap("day", day.isoformat()), str(day.day), "tg-key")
            for day in (first + dt.timedelta(days=n) for n in range((span.ends(latest)[1] - first).days + 1))
        ]
        # Where the month is enough, nobody has to look for the day; where it is not, it is said why.
        said = "" if enough else t("差几天结论就不同，请选到日。记不清就选最后一天。")
        asked = t("{year} 年 {month} 月，哪一天？", year=span.year, month=span.month)
        asked = t("记得是哪一天，也可以选") if enough else asked
        return onward + _asked_line(f"{asked}{said}", _keys(keys, "tg-days", t("日")))
    if span is not None:
        keys = [
            button(Tap("day", f"{span.year:04}-{month:02}"), t("{month} 月", month=month), "tg-key")
            for month in range(1, 13)
            if dt.date(span.year, month, 1) <= latest
        ]
        return _asked_line(t("{year} 年，哪个月？", year=span.year), _keys(keys, "tg-months", t("月"))) + onward
    years = range(latest.year, max(latest.year - 4 * _YEARS_A_SHELF, EARLIEST_DATE.year) - 1, -1)
    keys = [button(Tap("day", f"{year:04}"), str(year), "tg-key") for year in years]
    return _asked_line(t("先选年份"), _keys(keys, "tg-years", t("年份")), undo=False)


def _asked_line(said: str, keys: str, *, undo: bool = True) -> str:
    return _line(said, button(Tap("day", "undo"), t("退一步"), "tg-nav") if undo else "") + keys


def _line(said: str, more: str) -> str:
    """What the keys have said so far, and a button beside it; as high without one."""
    return f'<div class="tg-touch-line"><p class="tg-touch-said" role="status">{escape(said)}</p>{more}</div>'


def _day(parts: list[int], latest: dt.date) -> dt.date | None:
    try:
        day = dt.date(*parts)
    except ValueError:
        return None
    return day if EARLIEST_DATE <= day <= latest else None


# --- hours: a table of cells, and one number pad -----------------------------------------------------------------


def tap_cell(cell: str) -> None:
    """A cell of the hours was tapped (``2021-general``)."""
    st.session_state[_CELL] = cell


def tap_digit(digit: str, rows: list[HoursRow]) -> list[HoursRow]:
    """``rows`` after a key of the number pad: a digit, ``dot``, ``back`` or ``next``."""
    cells = [f"{row['year']}-{subject}" for row in rows for subject in SUBJECTS]
    now = st.session_state.get(_CELL, cells[0] if cells else "")
    if digit == "next":
        if now in cells:
            st.session_state[_CELL] = cells[(cells.index(now) + 1) % len(cells)]
        return rows
    changed: list[Any] = [dict(row) for row in rows]
    for row in changed:
        for subject in SUBJECTS:
            if f"{row['year']}-{subject}" == now:
                text = str(row[subject])
                if digit == "back":
                    text = text[:-1]
                elif digit == "dot":
                    text += "." if text and "." not in text else ""
                # One place after the point is what hours have.
                elif digit.isdecimal() and len(digit) == 1 and len(text) < _MOST_DIGITS and text[-2:-1] != ".":
                    text += digit
                row[subject] = text
    return changed


def tap_year(which: str, rows: list[HoursRow]) -> list[HoursRow]:
    """``rows`` with the year ``before`` or ``after``, at most as many as are taken, or with one at an end ``less``."""
    if which == "less":
        place = _end(rows)
        if place is None:
            return rows
        st.session_state.pop(_CELL, None)
        return [row for other, row in enumerate(rows) if other != place]
    years = [int(row["year"]) for row in rows if row["year"].isdecimal()]
    if not years or len(rows) >= MOST_YEARS:
        return rows
    year = min(years) - 1 if which == "before" else max(years) + 1
    if year > state.as_of().year:
        return rows
    new: HoursRow = {"year": str(year), "general": "", "professional": ""}
    # The keys write into it, and it can be taken off again.
    st.session_state[_CELL] = f"{year}-{SUBJECTS[0]}"
    return [new, *rows] if which == "before" else [*rows, new]


def _end(rows: list[HoursRow]) -> int | None:
    """The first or the last row, where the cell in use is in it and is not the only one: others leave a gap."""
    year = str(st.session_state.get(_CELL, "")).partition("-")[0]
    ends = [place for place in (0, len(rows) - 1) if rows and rows[place]["year"] == year]
    return ends[0] if ends and len(rows) > 1 else None


def hours_pad(rows: list[HoursRow], faults: dict[str, str], status: str, done: str) -> str:
    """The hours as large cells, the one that is written to marked, and the number pad with the way on below it.

    ``faults`` by cell (``0.general``); ``status`` says what is wrong or still blank, ``done`` is the button onward.
    """
    cells = [f"{row['year']}-{subject}" for row in rows for subject in SUBJECTS]
    now = st.session_state.get(_CELL, cells[0] if cells else "")
    heads = "".join(f'<th scope="col">{escape(tr(SUBJECT_NAMES[subject]))}</th>' for subject in SUBJECTS)
    lines = []
    for place, row in enumerate(rows):
        line = ""
        for subject in SUBJECTS:
            key = f"{row['year']}-{subject}"
            text = str(row[subject])
            fault = faults.get(f"{place}.{subject}", "")
            name = f"{row['year']} {tr(SUBJECT_NAMES[subject])} {text or t('没填')} {fault}".rstrip()
            css = "tg-cell tg-cell-fault" if fault else "tg-cell"
            line += f"<td>{button(Tap('cell', key), text or '–', css, pressed=key == now, name=name)}</td>"
        lines.append(f'<tr><th scope="row">{escape(row["year"])}</th>{line}</tr>')
    digits = [button(Tap("digit", str(n)), str(n), "tg-key") for n in (1, 2, 3, 4, 5, 6, 7, 8, 9)]
    digits += [
        button(Tap("digit", "dot"), ".", "tg-key tg-key-dot", name=t("小数点")),
        button(Tap("digit", "0"), "0", "tg-key tg-key-zero"),
        button(Tap("digit", "back"), "⌫", "tg-key tg-key-back", name=t("删一位")),
        button(Tap("digit", "next"), t("下一格"), "tg-key tg-key-next"),
    ]
    before = button(Tap("year", "before"), t("＋ 前一年"), "tg-nav")
    after = button(Tap("year", "after"), t("＋ 后一年"), "tg-nav")
    end = _end(rows)
    if end is None:
        # Its room is kept: what stands below must not move under the finger.
        words = t("删除 {year} 年", year=state.as_of().year)
        less = f'<span class="tg-nav tg-room" aria-hidden="true">{escape(words)}</span>'
    else:
        less = button(Tap("year", "less"), t("删除 {year} 年", year=rows[end]["year"]), "tg-nav")
    caption, first = escape(t("每年的学时")), escape(t("年度"))
    return (
        f'<div class="tg-touch-hours"><div><table class="tg-cells"><caption class="tg-sr">{caption}</caption>'
        f'<thead><tr><th scope="col">{first}</th>{heads}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
        f'<div class="tg-nav-row">{before}{after}{less}</div></div>{_keys(digits, "tg-pad", t("数字键"))}'
        f'<div class="tg-touch-status" role="status">{status}</div><div class="tg-touch-done">{done}</div></div>'
    )


# --- words: initials ---------------------------------------------------------------------------------------------


def tap_letter(letter: str) -> None:
    """A letter of the search was tapped; ``back`` takes the last one off, ``clear`` all."""
    now: str = st.session_state.get(_WORDS, "")
    if letter == "back":
        now = now[:-1]
    elif letter == "clear":
        now = ""
    elif letter in LETTERS and len(now) < 24:
        now += letter.lower()
    st.session_state[_WORDS] = now


def typed_words() -> str:
    """What was tapped on the letters so far."""
    words: str = st.session_state.get(_WORDS, "")
    return words


def letter_pad() -> str:
    """The letters; for Chinese their use is explained: the first letters of the words, or full pinyin."""
    words = typed_words()
    keys = [button(Tap("letter", letter), letter, "tg-key") for letter in LETTERS]
    keys.append(button(Tap("letter", "back"), "⌫", "tg-key", name=t("删一位")))
    said = words.upper() if words else t("点拼音或首字母，例如机械：J X")
    clear = button(Tap("letter", "clear"), t("清除"), "tg-nav") if words else ""
    return _line(said, clear) + _keys(keys, "tg-letters", t("字母键"))
