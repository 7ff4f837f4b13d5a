"""What the clerk says once for all: what a word in the cells means, and what is so of everyone in the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from logic.labels import CHOICE_NAMES, FACT_NAMES, listed
from logic.pack import Pack
from logic.roster.columns import Column, ColumnUse, letters
from logic.roster.file import Table
from logic.roster.meanings import (
    USUAL_STAFF,
    Unsettled,
    Word,
    asked_of_everybody,
    stated_before,
    topic_name,
    topic_of,
    unsettled,
    value_name,
    with_everybody,
    with_meanings,
)
from logic.words.language import say
from ui.language import as_written, language, t, tn, tr
from ui.parts import paragraph, section

# What was said, by sheet; the words found, for one reading of the columns.
_SAID, _WORDS = "tg_unit_said", "tg_unit_words_found"
# A list for each of more words would keep the page waiting; the rest stay faults, each with its cell.
_MOST_WORDS = 40
_UNSAID = "*"


def say_for_all(
    table: Table, columns: tuple[Column, ...], before: Mapping[str, str], sheet: int, pack: Pack, as_of: dt.date
) -> tuple[Column, ...]:
    """Ask what is not understood and what is so of everybody; ``columns`` with what was answered.

    ``columns`` must have passed :func:`logic.roster.columns.check`; ``before``: what was said last time.
    """
    meanings, everybody = _kept(before, sheet, pack)
    found = _unsettled(table, columns, sheet, pack, as_of)
    if found.words:
        _ask_words(found.words, meanings, sheet, pack)
    _ask_everybody(columns, found.blank, everybody, sheet, pack)
    offered = asked_of_everybody(everybody)
    known = {field: value for field, value in everybody.items() if field in offered}
    return with_everybody(with_meanings(columns, meanings), known)


def _kept(before: Mapping[str, str], sheet: int, pack: Pack) -> tuple[dict[tuple[str, str], Any], dict[str, Any]]:
    kept: dict[int, Any] = st.session_state.setdefault(_SAID, {})
    if sheet not in kept:
        meanings, everybody = stated_before(before, pack)
        kept[sheet] = dict(meanings), dict(everybody)
    said: tuple[dict[tuple[str, str], Any], dict[str, Any]] = kept[sheet]
    return said


def _unsettled(table: Table, columns: Sequence[Column], sheet: int, pack: Pack, as_of: dt.date) -> Unsettled:
    """Found once for what the columns are; every run of the page would read all cells again."""
    reading = (sheet, as_of, pack.sha256, tuple((column.place, column.key) for column in columns if topic_of(column)))
    kept = st.session_state.get(_WORDS)
    if kept is None or kept[0] != reading:
        kept = st.session_state[_WORDS] = reading, unsettled(table.chunks(), columns, pack, as_of)
    found: Unsettled = kept[1]
    return found


# --- words ----------------------------------------------------------------------------------------------------------


def _ask_words(words: Sequence[Word], meanings: dict[tuple[str, str], Any], sheet: int, pack: Pack) -> None:
    section(tn("有 {n} 种写法看不懂，各是什么意思？", len(words)))
    help_ = t("答一次，写法相同的人都算。没选的，那一格按“不清楚”算，人还在。下个月交回结果表格，不用再答。")
    paragraph(help_)
    with st.container(key="tg_unit_meanings"):
        shown = words[:_MOST_WORDS]
        for pair in range(0, len(shown), 2):
            for box, word in zip(st.columns(2), shown[pair : pair + 2], strict=False):
                with box:
                    _ask_word(word, meanings, sheet, pack)
        if len(words) > len(shown):
            left = tn("还有 {n} 种很少见的写法，核对以后逐格列出。", len(words) - len(shown))
            paragraph(left, "tg-under")


def _ask_word(word: Word, meanings: dict[tuple[str, str], Any], sheet: int, pack: Pack) -> None:
    about = word.topic, word.text
    options = {str(place): tr(value_name(word.topic, value, pack)) for place, value in enumerate(word.choices)}
    key = f"tg_unit_word_{sheet}_{word.topic}_{word.text}_{language()}"
    if key not in st.session_state:
        said = meanings.get(about, word)
        st.session_state[key] = next(
            (str(place) for place, value in enumerate(word.choices) if said is not word and value == said), None
        )
    chosen = st.selectbox(
        t("{topic}里的“{word}”", topic=topic_name(word.topic), word=as_written(word.text)),
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=t("请选择"),
        key=key,
    )
    if chosen is None:
        meanings.pop(about, None)
    else:
        meanings[about] = word.choices[int(chosen)]
    who = tn("{n} 人这样写。", word.people)
    if word.near:
        nearest = t("、").join(options[str(place)] for place in range(word.near))
        who += t("最接近：{nearest}。", nearest=nearest)
    else:
        who += tr(word.why)
    paragraph(who, "tg-under")


# --- everybody ------------------------------------------------------------------------------------------------------


def _ask_everybody(
    columns: Sequence[Column], blank: frozenset[str], everybody: dict[str, Any], sheet: int, pack: Pack
) -> None:
    there = {column.field: column for column in columns if column.kind is ColumnUse.FACT}
    offered = asked_of_everybody(everybody)
    absent = [field for field in offered if field not in there]
    gaps = [field for field in offered if field in blank]

    def usual() -> None:
        everybody.update(
            {field: USUAL_STAFF[field] for field in absent if field in USUAL_STAFF and field not in everybody}
        )
        for field in absent:
            st.session_state.pop(_key(field, sheet), None)

    with st.container(key="tg_unit_everybody"):
        if absent:
            section(t("表里没有的几项，全单位都一样吗？"))
            help_ = t("都一样的在这里定一次，不用给表里加列。不一样的先不定，按“不清楚”算。")
            paragraph(help_)
            _ask_row(absent, there, everybody, sheet, pack)
            if any(field in USUAL_STAFF and field not in everybody for field in absent):
                st.button(t("没定的都按一般职工算"), key="link_unit_usual", on_click=usual)
                said = listed(
                    [
                        say(
                            "{fact}：{value}", fact=FACT_NAMES[field], value=value_name(field, USUAL_STAFF[field], pack)
                        )
                        for field in absent
                        if field in USUAL_STAFF and field not in everybody
                    ]
                )
                paragraph(tr(said), "tg-under")
        if gaps:
            with st.expander(tn("有 {n} 列有空着的格子。都一样的，可以在这里一起定", len(gaps))):
                _ask_row(gaps, there, everybody, sheet, pack)


def _ask_row(
    fields: Sequence[str], there: Mapping[str, Column], everybody: dict[str, Any], sheet: int, pack: Pack
) -> None:
    for four in range(0, len(fields), 4):
        for box, field in zip(st.columns(4), fields[four : four + 4], strict=False):
            with box:
                _ask_one(field, there.get(field), everybody, sheet, pack)


def _key(field: str, sheet: int) -> str:
    return f"tg_unit_everybody_{sheet}_{field}_{language()}"


def _ask_one(field: str, column: Column | None, everybody: dict[str, Any], sheet: int, pack: Pack) -> None:
    values = _values(field)
    options = {_UNSAID: t("不统一定"), **{str(value): tr(value_name(field, value, pack)) for value in values}}
    key = _key(field, sheet)
    if key not in st.session_state:
        st.session_state[key] = str(everybody[field]) if field in everybody else _UNSAID
    chosen = st.selectbox(tr(FACT_NAMES[field]), list(options), format_func=options.__getitem__, key=key)
    if chosen == _UNSAID:
        everybody.pop(field, None)
    else:
        everybody[field] = next(value for value in values if str(value) == chosen)
    if column is not None:
        said = t("{letters} 列空着的按这里算。", letters=letters(column.place))
        paragraph(said, "tg-under")


def _values(field: str) -> tuple[Any, ...]:
    return tuple(CHOICE_NAMES.get(field, (True, False)))
