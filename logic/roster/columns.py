"""What stands in which column, by its heading, in any order. What is not understood is asked about, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from logic.facts import EARLIEST_DATE, FIELDS, LATEST_DATE
from logic.hours import SUBJECTS, Subject
from logic.labels import FACT_NAMES, SUBJECT_NAMES
from logic.roster.model import NOT_USED, OUR_COLUMNS, Refused
from logic.roster.wordings import DOUBTS, LONGEST_HEADING, PERSONS, WORDINGS, asks, bare
from logic.words.language import Text, say
from logic.words.traditional import simplified


class ColumnUse(StrEnum):
    """What a column is."""

    FACT = "fact"
    HOURS = "hours"
    OURS = "ours"  # written by an earlier run: replaced
    PERSON = "person"  # who it is: passed through, known to the page only
    KEPT = "kept"  # passed through
    UNCLEAR = "unclear"  # may be a fact; passed through until somebody says which
    EVERYBODY = "everybody"  # not in the file: what the clerk says of everyone in it


# The columns that say who somebody is. No rule reads them.
PERSON_FIELDS = ("name", "id_number", "staff_number", "department", "unit")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and what it is taken for.

    ``place`` counts from 0. ``field`` is the fact, ``hours``, the kind of person column or our own column's name.
    ``sure``: the heading is the fact's own name or field name; else it is another wording, for the clerk to confirm.
    ``candidates``: for an unclear column, what it may be (:meth:`key` of the choices); ``ask`` says why it is asked.
    ``meanings``: words in its cells and what the clerk says they mean; ``value``: for everybody, what is so of them
    (:mod:`logic.roster.meanings`).
    """

    place: int
    heading: str
    kind: ColumnUse
    field: str = ""
    sure: bool = True
    year: int | None = None
    subject: Subject | None = None
    candidates: tuple[str, ...] = ()
    ask: Text | None = None
    meanings: tuple[tuple[str, Any], ...] = ()
    value: Any = None

    @property
    def key(self) -> str:
        """What the column is taken for, as one word: ``education``, ``hours.2021.general``, empty for none."""
        if self.kind is ColumnUse.HOURS:
            return f"hours.{self.year}.{self.subject}"
        return self.field if self.kind in (ColumnUse.FACT, ColumnUse.PERSON) else ""


def as_chosen(column: Column, key: str) -> Column:
    """``column`` as somebody has decided: ``key`` is a field, ``hours.2021.general``, a person field, or empty.

    Raises ``ValueError`` for another key.
    """
    plain = replace(column, sure=True, field=key, year=None, subject=None, candidates=(), ask=None)
    if not key:
        return replace(plain, kind=ColumnUse.KEPT)
    hours = _HOURS_KEY.fullmatch(key)
    if hours and _year(hours[1]):
        subject = next(subject for subject in SUBJECTS if subject == hours[2])
        return replace(plain, kind=ColumnUse.HOURS, field="hours", year=int(hours[1]), subject=subject)
    if key in PERSON_FIELDS:
        return replace(plain, kind=ColumnUse.PERSON)
    if key in FIELDS and key != "hours":
        return replace(plain, kind=ColumnUse.FACT)
    raise ValueError(f"no column key: {key}")


_HOURS_KEY = re.compile(r"hours\.([0-9]{4})\.(general|professional)")


def key_name(key: str) -> Text:
    """The name of what a column can be taken for, for the clerk to choose by."""
    hours = _HOURS_KEY.fullmatch(key)
    if hours:
        return hours_name(int(hours[1]), hours[2])
    return FACT_NAMES[key] if key in FACT_NAMES else _person_names()[key]


def hours_name(year: int, subject: str) -> Text:
    """What the hours of one year and subject are called: 2021 年公需科目学时."""
    return say("{year} 年{subject}学时", year=year, subject=SUBJECT_NAMES[subject])


@cache
def _person_names() -> dict[str, Text]:
    return {
        "name": say("姓名"),
        "id_number": say("身份证号"),
        "staff_number": say("工号"),
        "department": say("部门"),
        "unit": say("单位名称"),
    }


# Whichever district it is.
_IN_DISTRICT = re.compile(r"在[\u4e00-\u9fff]{1,8}[区县]工作")
_LIKELY_DISTRICT = re.compile(r"是否在[\u4e00-\u9fff]{1,8}[区县]工作|工作地在[\u4e00-\u9fff]{1,8}[区县]")


# Where and when somebody was at school says nothing of the diploma, whatever stands before it: 第一学历毕业院校.
_SCHOOL = re.compile(r"(院校|学校|毕业(时间|日期|年月|年份)|入学(时间|日期|年月))(名称|全称)?$")
_ABROAD = re.compile(r"境外|海外|国外|留学|港澳台")


_SUBJECT_WORDS: dict[str, Subject] = {
    "公需": "general", "专业": "professional", "general": "general", "professional": "professional",
}  # fmt: skip
_SUBJECT = r"(?P<subject>公需|专业|general|professional)(?:科目|课程|课|subjects?)?"
_TAIL = r"(?:继续教育)?(?:学时|小时|学时数|hours?)?"
_PREFIX = r"(?:近[一二三四五]年)?继续教育(?:学时|情况|学习|培训)?(?:情况)?"
_HOURS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_PREFIX}|hours)?(?P<year>\d{{4}})(?:年度?|年)?(?:继续教育|hours)?{_SUBJECT}{_TAIL}",
        rf"(?:{_PREFIX}|hours)?{_SUBJECT}{_TAIL}(?P<year>\d{{4}})(?:年度?|年)?{_TAIL}",
    )
)
_YEAR_ONLY = re.compile(r"(?:继续教育|hours)?(?P<year>\d{4})年?度?(?:继续教育)?(?:总)?(?:学时|小时|hours?)")


def _year(text: str) -> int | None:
    year = int(text)
    return year if EARLIEST_DATE.year <= year <= LATEST_DATE.year else None


@cache
def _certain() -> dict[str, str]:
    """Bare heading → field, for the names a fact goes by."""
    names: dict[str, str] = {}
    for field, name in FACT_NAMES.items():
        for text in (field, name.zh, name.en):
            names[bare(text)] = field
    return names


@cache
def _likely() -> dict[str, str]:
    return {bare(word): field for field, words in WORDINGS.items() for word in words.split()}


@cache
def _persons() -> dict[str, str]:
    return {bare(word): field for field, words in PERSONS.items() for word in words.split()}


@cache
def _ours() -> dict[str, str]:
    return {bare(name): name for name in OUR_COLUMNS}


@lru_cache(maxsize=4096)
def _recognised(heading: str) -> Column:
    """What ``heading`` says by itself, at place 0."""
    column = Column(0, heading, ColumnUse.KEPT)
    plain = bare(simplified(heading) if len(heading) <= LONGEST_HEADING else "")
    if not plain:
        return column
    field = "works_in_district" if _IN_DISTRICT.fullmatch(plain) else _certain().get(plain)
    if field == "hours":
        return _doubt(column, "which_hours", ())
    if field:
        return replace(column, kind=ColumnUse.FACT, field=field)
    for pattern in _HOURS:
        match = pattern.fullmatch(plain)
        if match and (year := _year(match["year"])):
            subject = _SUBJECT_WORDS[match["subject"]]
            return replace(column, kind=ColumnUse.HOURS, field="hours", year=year, subject=subject)
    if plain in _ours():
        return replace(column, kind=ColumnUse.OURS, field=_ours()[plain])
    if plain in _persons():
        return replace(column, kind=ColumnUse.PERSON, field=_persons()[plain])
    likely = "works_in_district" if _LIKELY_DISTRICT.fullmatch(plain) else _likely().get(plain)
    if likely:
        return replace(column, kind=ColumnUse.FACT, field=likely, sure=False)
    only = _YEAR_ONLY.fullmatch(plain)
    if only and _year(only["year"]):
        return _doubt(column, "which_hours", tuple(f"hours.{only['year']}.{subject}" for subject in SUBJECTS))
    if _SCHOOL.search(plain) and not _ABROAD.search(plain):
        return column
    for words, candidates, why in DOUBTS:
        if re.search(words, plain):
            return _doubt(column, why, candidates)
    return column


# One column for a diploma and its degree; over two columns it is the heading of both.
_BOTH = re.compile("最?高?学历[及和与或]?学位")


def _doubt(column: Column, why: str, candidates: tuple[str, ...]) -> Column:
    return replace(column, kind=ColumnUse.UNCLEAR, sure=False, candidates=candidates, ask=asks()[why])


def propose(headings: Sequence[str]) -> tuple[Column, ...]:
    """What each column is, by its heading and its neighbours. Nothing is refused here: see :func:`check`."""
    columns = [replace(_recognised(heading), place=place, heading=heading) for place, heading in enumerate(headings)]
    for place, column in enumerate(columns):
        before = columns[place - 1] if place else None
        # "取得时间" right behind the title is the title's; elsewhere it may be a diploma's.
        if bare(column.heading) in ("取得时间", "取得日期") and before and before.field == "title_level":
            columns[place] = replace(
                column, kind=ColumnUse.FACT, field="title_date", sure=False, candidates=(), ask=None
            )
    unclear = [column for column in columns if column.candidates == ("education",)]
    if [bool(_BOTH.fullmatch(bare(column.heading))) for column in unclear] == [True] and not any(
        column.field == "education" for column in columns
    ):
        only = replace(unclear[0], kind=ColumnUse.FACT, field="education", candidates=(), ask=None)
        columns[only.place] = only
    sure = {column.key for column in columns if column.kind is ColumnUse.FACT and column.sure}
    for place, column in enumerate(columns):
        # Beside the fact's own name another wording is something else, or the same once more: asked about.
        if column.kind is ColumnUse.FACT and not column.sure and column.field in sure:
            columns[place] = replace(_doubt(column, "other_wording", (column.field,)), field="")
    return tuple(_without_strays(columns))


def _without_strays(columns: list[Column]) -> Iterable[Column]:
    """A unit's own column that happens to be called as one of ours is kept: ours come together."""
    ours = {column.field for column in columns if column.kind is ColumnUse.OURS}
    from_us = OUR_COLUMNS[-1] in ours or len(ours) >= len(OUR_COLUMNS) // 2
    for column in columns:
        stray = column.kind is ColumnUse.OURS and not from_us
        yield replace(column, kind=ColumnUse.KEPT, field="") if stray else column


def clashing_asked(columns: Sequence[Column]) -> tuple[Column, ...]:
    """``columns``, those that claim the same fact being asked about: :func:`check` would refuse them."""
    claims = Counter(column.key for column in columns if column.kind in _READ)
    return tuple(
        _doubt(column, "twice", (column.key,)) if column.kind in _READ and claims[column.key] > 1 else column
        for column in columns
    )


def unreadable_asked(columns: Sequence[Column], places: Container[int]) -> tuple[Column, ...]:
    """``columns``, those at ``places`` being asked about: their cells do not say what their headings do.

    A unit's 工作单位 mostly holds the name of the unit.
    """
    return tuple(
        _doubt(column, "unreadable", (column.key, *(("unit",) if column.key == "employment" else ())))
        if column.place in places
        else column
        for column in columns
    )


def titles_asked(columns: Sequence[Column], places: Container[int]) -> tuple[Column, ...]:
    """``columns``, those at ``places`` being asked about: their cells are titles, and their headings may say posts."""
    return tuple(
        _doubt(column, "other_wording", ("title_level",)) if column.place in places else column for column in columns
    )


_READ = (ColumnUse.FACT, ColumnUse.HOURS)


def department_place(columns: Iterable[Column]) -> int | None:
    """Where ``columns`` say which department somebody is in, from 0; None where they do not.

    A list of several units has no departments, and is looked at by unit. Of two with the same meaning the first counts.
    """
    found: dict[str, int] = {}
    for column in columns:
        if column.kind is ColumnUse.PERSON:
            found.setdefault(column.field, column.place)
    return found.get("department", found.get("unit"))


def used_as(column: Column) -> str:
    """What the column is used for, in the words that :func:`as_before` reads again; empty for one of ours."""
    if column.kind is ColumnUse.OURS:
        return ""
    return key_name(column.key).zh if column.key else NOT_USED


def as_before(columns: Sequence[Column], before: Mapping[str, str]) -> tuple[Column, ...]:
    """``columns`` with what was decided last time, where the heading leaves it open; for the clerk to confirm.

    ``before``: how each heading was used (:func:`used_as`), as our own result has it.
    """
    found = []
    for column in columns:
        key = _used().get(before.get(column.heading, ""))
        open_ = column.kind in (ColumnUse.UNCLEAR, ColumnUse.KEPT) or (
            column.kind is ColumnUse.FACT and not column.sure
        )
        if open_ and key is not None and (key != column.key or column.kind is ColumnUse.UNCLEAR):
            chosen = as_chosen(column, key)
            column = replace(chosen, sure=chosen.kind is not ColumnUse.FACT)
        found.append(column)
    return tuple(found)


@cache
def _used() -> dict[str, str]:
    """The words of :func:`used_as` → what the column was taken for, empty for none."""
    years = range(EARLIEST_DATE.year, LATEST_DATE.year + 1)
    keys = [*PERSON_FIELDS, *(field for field in FIELDS if field != "hours")]
    keys += [f"hours.{year}.{subject}" for year in years for subject in SUBJECTS]
    return {key_name(key).zh: key for key in keys} | {NOT_USED: ""}


def decided(columns: Sequence[Column], choices: Mapping[int, str]) -> tuple[Column, ...]:
    """``columns`` with what somebody has decided, by place (:func:`as_chosen`)."""
    return tuple(as_chosen(column, choices[column.place]) if column.place in choices else column for column in columns)


def known(heading: str) -> bool:
    """Whether a heading says by itself what its column is."""
    return _recognised(heading).kind in (ColumnUse.FACT, ColumnUse.HOURS, ColumnUse.OURS, ColumnUse.PERSON)


def recognised(columns: Iterable[Column]) -> int:
    """How many columns were understood; a heading row is known by it."""
    return sum(column.kind in (ColumnUse.FACT, ColumnUse.HOURS, ColumnUse.OURS, ColumnUse.PERSON) for column in columns)


def check(columns: Sequence[Column]) -> None:
    """Refuse columns that cannot be read together: two that claim the same fact, or none that says anything.

    Raises :class:`Refused`.
    """
    seen: dict[str, Column] = {}
    for column in columns:
        if column.kind not in _READ:
            continue
        first = seen.setdefault(column.key, column)
        if first is not column:
            raise Refused(
                say(
                    "“{one}”（{first}列）和“{other}”（{second}列）说的是同一项：{fact}。请只留一列，或给另一列换个表头。",
                    one=first.heading,
                    first=letters(first.place),
                    other=column.heading,
                    second=letters(column.place),
                    fact=key_name(column.key),
                )
            )
    if not seen:
        raise Refused(say("没有认出任何一列。表头请用模板里的名称，例如“最高学历”“从事专业”“2021公需”。"))


def letters(place: int) -> str:
    """A column's letters in a spreadsheet: 0 is A, 26 is AA."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
