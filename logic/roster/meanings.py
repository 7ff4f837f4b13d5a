"""What the clerk says once: what a word in the cells means, and what is so of everyone in the file.

Both are kept with the columns (:class:`~logic.roster.columns.Column`), written into the summary below them, and read
again when the result comes back next month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from logic.blanks import bare_word, is_as_above, silent
from logic.facts import FACT, FIELDS
from logic.hours import SUBJECTS
from logic.labels import CHOICE_NAMES, FACT_NAMES, SUBJECT_NAMES
from logic.pack import Pack
from logic.roster.cells import CellReader
from logic.roster.columns import Column, ColumnUse
from logic.roster.file.cell import Shown, filled
from logic.roster.file.table import Chunk
from logic.roster.remarks import meant
from logic.search import search
from logic.words.language import Text, say

# What can be the same for a whole unit, in asking order.
FOR_EVERYBODY = tuple(
    field
    for field in FIELDS
    if field
    in (
        *("employment", "works_in_district", "under_contract", "in_technical_post", "residency"),
        *("disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record", "post_vacancy"),
    )
)
# What is so of most staff, for one tap. Where they work, and whether a post is free for each, is for the clerk to say.
USUAL_STAFF: Mapping[str, Any] = {
    field: FACT[field].usual for field in FOR_EVERYBODY if field not in ("employment", "post_vacancy")
}

# What a word is said of: a fact, or the hours of one subject (``hours.general``).
Topic = str
Meanings = Mapping[tuple[Topic, str], Any]

_LONGEST_WORD = 64  # characters; what is longer is no word
_DAYS = ("service_start", "title_date")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that cells say and that is not understood.

    ``people``: how many have it. ``choices``: what it can mean, the nearest first, None for not known; ``near`` of them
    are near. ``why``: what is wrong with it as it stands, or what the pack says of such a word.
    """

    topic: Topic
    text: str
    people: int
    choices: tuple[Any, ...]
    near: int
    why: Text


def topic_of(column: Column) -> Topic | None:
    """What the words of a column are said of; None where it holds no words."""
    if column.kind is ColumnUse.HOURS:
        return f"hours.{column.subject}"
    return column.field if column.kind is ColumnUse.FACT and column.field not in _DAYS else None


def topic_name(topic: Topic) -> Text:
    """The name of what a word is said of."""
    field, _, subject = topic.partition(".")
    return say("{subject}学时", subject=SUBJECT_NAMES[subject]) if subject else FACT_NAMES[field]


def value_name(topic: Topic, value: Any, pack: Pack) -> Text:
    """The name of what a word can mean."""
    field, _, subject = topic.partition(".")
    if subject and value is not None:
        return say("{hours} 学时（一年的要求）", hours=value)
    return meant(field, value, pack)


def with_meanings(columns: Iterable[Column], meanings: Meanings) -> tuple[Column, ...]:
    """``columns``, each with what the clerk has said of the words in it."""
    found = []
    for column in columns:
        topic = topic_of(column)
        said = tuple((word, value) for (about, word), value in meanings.items() if about == topic)
        found.append(replace(column, meanings=said) if topic else column)
    return tuple(found)


def with_everybody(columns: Sequence[Column], everybody: Mapping[str, Any]) -> tuple[Column, ...]:
    """``columns``, and behind them what is so of everyone in the file; a cell of one's own goes before it."""
    stated = [field for field in FOR_EVERYBODY if everybody.get(field) is not None]
    return (
        *columns,
        *(
            Column(len(columns) + place, "", ColumnUse.EVERYBODY, field, value=everybody[field])
            for place, field in enumerate(stated)
        ),
    )


def asked_of_everybody(everybody: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that can be stated of everybody, without those that an earlier one makes needless."""
    found = []
    for field in FOR_EVERYBODY:
        fact = FACT[field]
        gate = everybody.get(fact.gate) if fact.gate else None
        if gate is None or fact.asked_if(gate):
            found.append(field)
    return tuple(found)


# --- words that are not understood ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What the cells leave open: ``words`` that no reading fits, those of most people first, and the ``blank`` facts.

    The latter are facts that can be stated of everybody, and whose columns have empty cells.
    """

    words: tuple[Word, ...]
    blank: frozenset[str]


def unsettled(chunks: Iterable[Chunk], columns: Sequence[Column], pack: Pack, as_of: dt.date) -> Unsettled:
    """Look through all cells for what the clerk can settle once for all."""
    readers = {column.place: CellReader(column, pack, as_of) for column in columns if topic_of(column)}
    topics = {column.place: topic_of(column) for column in columns if topic_of(column)}
    wrong: dict[int, dict[str, Text | None]] = {place: {} for place in readers}
    rows: dict[tuple[Topic, str], set[int]] = {}
    why: dict[tuple[Topic, str], Text] = {}
    full = {column.place: column.field for column in columns if column.field in FOR_EVERYBODY and topic_of(column)}
    blank: set[str] = set()
    for chunk in chunks:
        for number, cells in enumerate(chunk.rows(), start=chunk.first):
            if number - chunk.first in chunk.aside or not filled(cells):
                continue
            blank |= {field for place, field in full.items() if silent(cells[place] if place < len(cells) else None)}
            for place, read in readers.items():
                cell = cells[place] if place < len(cells) else None
                text = cell if isinstance(cell, str) else cell.text if type(cell) is Shown else None
                if not text or len(text) > _LONGEST_WORD or (type(cell) is Shown and not isinstance(cell.value, str)):
                    continue
                known = wrong[place]
                if text not in known:
                    found = read(cell)
                    known[text] = found if isinstance(found, Text) else None
                fault = known[text]
                # What 同上 stands for, each has for themselves.
                if fault is not None and not is_as_above(text) and (word := bare_word(text)):
                    key = (topics[place] or "", word)
                    rows.setdefault(key, set()).add(number)
                    why.setdefault(key, fault)
    words = [_word(topic, text, len(who), why[topic, text], pack) for (topic, text), who in rows.items()]
    words.sort(key=lambda word: (-word.people, FIELDS.index(word.topic.partition(".")[0]), word.text))
    return Unsettled(tuple(words), frozenset(blank))


def _word(topic: Topic, text: str, people: int, why: Text, pack: Pack) -> Word:
    nearest, note = _near(topic, text, pack)
    every = _choices(topic, pack)
    rest = [value for value in every if value not in nearest]
    return Word(topic, text, people, (*nearest, None, *rest), len(nearest), note or why)


def _near(topic: Topic, text: str, pack: Pack) -> tuple[list[Any], Text | None]:
    """What ``text`` most likely means, and what the pack says of it."""
    if topic == "specialty":
        found = search(text, pack, limit=3)
        return [hit.specialty.id for hit in found.hits], found.notes[0] if found.notes else None
    if topic == "title_level":
        # A licence sounds like a title: nothing is suggested.
        return [], None
    if topic not in CHOICE_NAMES:
        return list(_choices(topic, pack)), None
    alike: Callable[[Any], int] = cache(lambda value: _alike(text, CHOICE_NAMES[topic][value].zh))
    near = sorted(filter(lambda value: alike(value) > 1, _choices(topic, pack)), key=lambda value: -alike(value))
    return near[:3], None


def _alike(one: str, other: str) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _choices(topic: Topic, pack: Pack) -> tuple[Any, ...]:
    """Everything that a word said of ``topic`` can mean."""
    field, _, subject = topic.partition(".")
    if subject:
        return (getattr(pack.hours.norms, subject),)
    if field == "specialty":
        return tuple(one.id for one in pack.specialties)
    return tuple(CHOICE_NAMES[field]) if field in CHOICE_NAMES else (True, False)


# --- in the summary, and back --------------------------------------------------------------------------------

_ALL = "全单位"


def stated_of(columns: Iterable[Column], pack: Pack) -> Iterator[tuple[str, str]]:
    """What the clerk has said, as the summary has it below the columns: 从事专业“外科” | 卫生."""
    stated: dict[str, str] = {}
    for column in columns:
        if column.kind is ColumnUse.EVERYBODY:
            stated[f"{_ALL}：{FACT_NAMES[column.field].zh}"] = meant(column.field, column.value, pack).zh
        elif topic := topic_of(column):
            for word, value in column.meanings:
                stated[f"{topic_name(topic).zh}“{word}”"] = value_name(topic, value, pack).zh
    yield from stated.items()


def stated_before(before: Mapping[str, str], pack: Pack) -> tuple[Meanings, Mapping[str, Any]]:
    """What :func:`stated_of` has written: the meanings of words, and what is so of everybody.

    ``before``: the lines below the columns' own in a result that came back (:meth:`Book.before`).
    """
    topics = [f"hours.{subject}" for subject in SUBJECTS]
    topics += [field for field in FIELDS if field != "hours" and field not in _DAYS]
    by_name = {topic_name(topic).zh: topic for topic in topics}
    meanings: dict[tuple[Topic, str], Any] = {}
    everybody: dict[str, Any] = {}
    for left, right in before.items():
        name, mark, word = left.removesuffix("”").partition("“")
        if mark and word and name in by_name:
            topic = by_name[name]
            for value in (None, *_choices(topic, pack)):
                if value_name(topic, value, pack).zh == right:
                    meanings[topic, word] = value
        name, _, fact = left.partition("：")
        if name == _ALL:
            for field in FOR_EVERYBODY:
                for value in _choices(field, pack) if FACT_NAMES[field].zh == fact else ():
                    if meant(field, value, pack).zh == right:
                        everybody[field] = value
    return meanings, everybody


def as_stated_before(columns: Sequence[Column], before: Mapping[str, str], pack: Pack) -> tuple[Column, ...]:
    """``columns`` with everything that was said last time."""
    meanings, everybody = stated_before(before, pack)
    return with_everybody(with_meanings(columns, meanings), everybody)
