"""Where the headings of a table stand, one, two or three rows of them; and which rows below are no colleague's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from logic.blanks import silent
from logic.roster.columns import ColumnUse, known, propose
from logic.roster.file.cell import Cells, holds, text_of, value_of
from logic.roster.wordings import DEPARTMENT_MARKS, is_department

# A title or a note above the headings is looked past, but no further down than this.
MOST_ABOVE = 20
_MOST_DEEP = 3

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Top:
    """Where the headings stand among the first rows, and what they are.

    ``first`` is the place of their first row among those rows, ``levels`` what stands in each of their rows.
    """

    headings: tuple[str, ...]
    first: int
    levels: tuple[tuple[str, ...], ...]


def shown(cell: Any) -> str:
    """A heading as text: a year that was typed as a number is no 2021.0."""
    return text_of(value_of(cell)).strip() if holds(cell) else ""


def find(rows: Sequence[tuple[int, Cells]], merged: Merged, width: int) -> Top:
    """The rows that read most like headings, among the first ones: (number from 0, cells)."""
    best: Top | None = None
    merit = (0, 0, 0)
    for place in range(len(rows)):
        for deep in range(1, _MOST_DEEP + 1):
            levels = _levels(rows[place : place + deep], merged, width)
            if len(levels) < deep:
                break
            if not _are_levels(levels):
                continue
            headings = _joined(levels)
            understood, unclear = _merit(headings)
            # Of two readings with the same merit the one with fewer rows: a title above is none of the headings.
            score = (understood, -deep, unclear)
            if understood + unclear and score > merit:
                best, merit = Top(headings, place, levels), score
    if best:
        deeper = _levels(rows[best.first : best.first + len(best.levels) + 1], merged, width)
        if len(best.levels) < len(deeper) <= _MOST_DEEP and _goes_on(deeper, rows[best.first][0], merged):
            return Top(_joined(deeper), best.first, deeper)
        return best
    # Nothing is recognised: the first row with more than one cell is what a reader would take for the headings.
    place = next((p for p, (_, row) in enumerate(rows) if sum(map(holds, row)) > 1), 0)
    levels = _levels(rows[place : place + 1], merged, width)
    return Top(_joined(levels), place, levels)


def _merit(headings: tuple[str, ...]) -> tuple[int, int]:
    """How many different things the columns are understood to say, and how many may be something."""
    columns = propose(headings)
    sure = (ColumnUse.FACT, ColumnUse.HOURS, ColumnUse.OURS, ColumnUse.PERSON)
    understood = {(column.field, column.year, column.subject) for column in columns if column.kind in sure}
    return len(understood), sum(column.kind is ColumnUse.UNCLEAR for column in columns)


def _are_levels(levels: tuple[tuple[str, ...], ...]) -> bool:
    """Whether these rows can be headings one over the other.

    Below a heading that says by itself what its column is nothing stands, unless it spans several columns: what stands
    below it is somebody's.
    """
    for at, level in enumerate(levels[:-1]):
        for column, text in enumerate(level):
            spans = text in (level[column - 1] if column else "", level[column + 1] if column + 1 < len(level) else "")
            below = [lower[column] for lower in levels[at + 1 :] if lower[column] not in ("", text)]
            if text and below and not spans and known(text) and not all(map(_HINT.fullmatch, below)):
                return False
    return True


def _levels(rows: Sequence[tuple[int, Cells]], merged: Merged, width: int) -> tuple[tuple[str, ...], ...]:
    """What stands in each row of headings, over each column: merged cells and blanks beside them filled in."""
    if not rows or any(number != rows[0][0] + at for at, (number, _) in enumerate(rows)):
        return ()
    levels = [[shown(cell) for cell in row[:width]] + [""] * (width - len(row)) for _, row in rows]
    first = rows[0][0]
    wide: set[int] = set()
    for (top, left), (bottom, right) in merged:
        if first <= top < first + len(rows) and left < width:
            if right > left:
                wide.add(top - first)
            for column in range(left, min(right + 1, width)):
                levels[top - first][column] = levels[top - first][left]
                for below in range(top - first + 1, min(bottom - first + 1, len(rows))):
                    levels[below][column] = ""
    for at, level in enumerate(levels[:-1]):
        if at in wide:
            continue
        for column in range(1, width):
            same_group = all(upper[column] == upper[column - 1] for upper in levels[:at])
            below = any(lower[column] for lower in levels[at + 1 :])
            if not level[column] and below and same_group:
                level[column] = level[column - 1]
    return tuple(map(tuple, levels))


def _goes_on(levels: tuple[tuple[str, ...], ...], first: int, merged: Merged) -> bool:
    """Whether the last of these rows divides the headings above it, and tells nobody: 全日制 and 在职 below 学历.

    A row without a name below an empty heading may as well be somebody. It is a heading where the file merges the one
    above, or where it says nothing but what headings are divided by. ``first``: the number of the first of the rows.
    """
    *above, last = levels
    filled = [column for column, text in enumerate(last) if text]
    name = [c.place for c in propose(above[0]) if c.kind is ColumnUse.PERSON and c.field == "name"]
    if len(filled) < 2 or not name or last[name[0]]:
        return False
    across = {
        column
        for (top, left), (_, right) in merged
        if first <= top < first + len(above) and right > left
        for column in range(left, right + 1)
    }
    if across.issuperset(filled):
        return all(len(last[column]) <= _LONGEST_NAME and not _NUMBER.fullmatch(last[column]) for column in filled)
    return all(_PART.fullmatch(last[column]) and (column in across or _spans(above, column)) for column in filled)


def _spans(levels: Sequence[tuple[str, ...]], column: int) -> bool:
    """Whether a heading stands over ``column`` and one beside it."""
    return any(
        level[column] and level[column] in (level[column - 1 : column] + level[column + 1 : column + 2])
        for level in levels
    )


# What a heading is divided by, as it stands below: which diploma, which subject, and what of it.
_PART = re.compile(
    r"(全日制|非全日制|在职|第一|最高|初始|公需|专业|公需科目|专业科目|\d{4}年?度?)?"
    r"(学历|学位|教育|学时|小时|毕业|所学|取得|聘任|发证|批准|起始|起止|结束|开始)?"
    r"(院校|学校|院校及专业|专业|系列|级别|等级|层级|名称|类别|性质|情况|结果|时间|日期|年月|年限|年度|学时|小时|起|止|年|月|日)?"
)


# What only says that there is something below it, and which of several diplomas.
_GROUP = re.compile(r".*(情况|信息|资料|内容|学时|继续教育|培训)$")
_ONE_OF_SEVERAL = re.compile(r"第一|全日制|在职|初始|原始|入职")


def _joined(levels: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """One heading a column: "2021年" over "公需" is 2021年公需, "基本情况" over "姓名" is 姓名."""
    if len(levels) == 1:
        return levels[0]
    parts = []
    for column in zip(*levels, strict=True):
        named: list[str] = []
        for text in column:
            # 学历 below 最高学历 says it once more.
            if text and not (named and named[-1].endswith(text)):
                named.append(text)
        parts.append(named)
    last = Counter(named[-1] for named in parts if named)
    over = Counter("".join(named[:end]) for named in parts for end in range(1, len(named)))
    return tuple(_heading(named, last, over) for named in parts)


def _heading(named: list[str], last: Counter[str], over: Counter[str]) -> str:
    """``last``: how often each lowest heading is there; ``over``: over how many columns the higher ones stand."""
    whole = "".join(named)
    if len(named) < 2:
        return whole
    for start in range(len(named) - 1, 0, -1):
        text, above = "".join(named[start:]), "".join(named[:start])
        alone = start < len(named) - 1 or last[named[-1]] == 1
        # 学历 over 全日制 is one of several diplomas.
        if alone and not _ONE_OF_SEVERAL.search(above) and not known(above):
            group = over[above] > 1 or _GROUP.match(above)
            if group and (known(text) or not known(whole)):
                return text
    return whole


# --- rows of no colleague ----------------------------------------------------------------------------------

# What a row begins with that sums up, or remarks, and what a remark may be followed by.
_SUM = re.compile(
    r".{0,24}?(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|汇\s*总|人数合计|合计人数|人\s*数|total|subtotal|sum|"
    r"共\s*有?(?=\s*[\d一二两三四五六七八九十百]+\s*[人名位]))"
    r"[:：\s\d一二两三四五六七八九十百]*(人|名|位)?[。.]?",
    re.IGNORECASE | re.DOTALL,
)
_AVERAGE = re.compile(r"平\s*均\s*(数|值|学时)?[:：\s\d.]*")
_REMARK = re.compile(
    r"\s*[(（]?\s*(备\s*注|说\s*明|注|附注|附|填\s*[报表写]?\s*(人|单位|日期|时间|说明)|制\s*表\s*(人|单位|日期|时间)?|审\s*(核|批|查)\s*人?|"
    r"复核人?|经办人?|负责人|(单位|部门|分管|主要)负责人|分管领导|联系(人|电话|方式)|(单位|公)?盖章|打印日期)\s*"
    r"[:：)）\d（(].*",
    re.DOTALL,
)
# Who signs or where the seal goes, whatever stands before it.
_SEAL = re.compile(r".{0,12}(盖\s*章|公\s*章|签\s*[字名章])\s*[)）]?\s*([:：\s].*)?", re.DOTALL)
# What a sum or a place for the seal cannot do without.
_TELLS = "计总共数章签"
_TELLING, _MARKS = frozenset(_TELLS), frozenset(DEPARTMENT_MARKS)
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．].+", re.DOTALL)
_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_SENTENCE = re.compile(r"[:：。；，_]|（|\(")
_HINT = re.compile(r"[(（【\[].*[)）】\]]|年[-./、]?月.*|是[/、]?否|[yY]/[nN]|如[:：].*|例[:：如].*")
# A remark may have a few more beside it: who filled it in, who checked it, when.
_MOST_BESIDE = 4
# What cannot be a person's name, beside nothing else in the row.
_LONGEST_NAME = 12


def _says(cell: Any) -> bool:
    """Whether a cell says something: a dash or a stroke through an unused row is nothing."""
    return holds(cell) and not (type(cell) is str and not cell[:1].isalnum() and silent(cell))


# The same few are looked at in every row; one may be as long as a cell can be.
@lru_cache(maxsize=256)
def _squeezed(text: str) -> str:
    """A heading without its spaces: 姓 名 on the second page is 姓名 on the first."""
    return "".join(text.split())


class RowsAside:
    """Says which rows below the headings are no colleague's, and why; empty for a row that may be somebody."""

    def __init__(self, top: Top) -> None:
        """``top``: the headings of the table."""
        columns = propose(top.headings)
        self._headings = top.headings
        self._levels = [tuple(map(_squeezed, level)) for level in (*top.levels, top.headings)]
        self._who = [c.place for c in columns if c.kind is ColumnUse.PERSON and c.field in _WHO]
        self._facts = [c.place for c in columns if c.kind in (ColumnUse.FACT, ColumnUse.HOURS, ColumnUse.UNCLEAR)]
        self._name = next((c.place for c in columns if c.kind is ColumnUse.PERSON and c.field == "name"), None)
        # The rows right below the headings may still explain them.
        self._left = 3

    @property
    def who(self) -> list[int]:
        """The places of the columns that say who somebody is."""
        return self._who

    @property
    def beginnings(self) -> list[str]:
        """What a row begins with that says the headings once more."""
        return [level[0] for level in self._levels]

    def doubtful(self, first: Any) -> bool:
        """Whether a row that begins with this cell may be no colleague's."""
        if type(first) is not str:
            return first is None
        text = first.strip()
        if len(text) < 2 or len(text) > _LONGEST_NAME or not text[0].isalnum() or not _TELLING.isdisjoint(text):
            return True
        if text[0] in _BEGINS or text[0] in "平tTsS" or _SECTION.fullmatch(text):
            return True
        if self._name == 0 and not _MARKS.isdisjoint(text) and is_department(text):
            return True
        return _squeezed(first) in self.beginnings

    def why(self, row: Cells) -> str:
        """``sum``, ``remark``, ``heading``, ``section`` or ``empty``; empty text for somebody."""
        self._left -= 1
        place, first = 0, row[0]
        # Nearly every row begins with a name or a number, and has something in the columns that are read.
        if first is None or first == "":
            place = next((place for place, cell in enumerate(row) if cell is not None and cell != ""), 0)
            first = row[place]
        if type(first) is str and (reason := self._by_first(row, place, first)):
            return reason
        if self._left >= 0 and self._explains(row):
            return "heading"
        if self._is_department(row):
            return "section"
        for place in self._who:
            if row[place] is not None and row[place] != "" and _says(row[place]):
                return ""
        if self._who and not any(_says(row[place]) for place in self._facts):
            return "empty"
        return ""

    def _is_department(self, row: Cells) -> bool:
        """Whether a department stands where names do, beside nothing but perhaps its number: 一 | 质检部."""
        name = None if self._name is None else row[self._name]
        if type(name) is not str or _MARKS.isdisjoint(name) or not is_department(name):
            return False
        beside = [shown(cell) for place, cell in enumerate(row) if place != self._name and holds(cell)]
        return all(map(_ORDINAL.fullmatch, beside))

    def _by_first(self, row: Cells, place: int, first: str) -> str:
        if any(level[place] == _squeezed(first) for level in self._levels) and self._repeats(row):
            return "heading"
        text = first.strip()
        if len(text) < 2:
            return ""
        telling = not _TELLING.isdisjoint(text)
        if (telling or text[0] in "tTsS") and _SUM.fullmatch(text):
            return "sum"
        # Only the word by itself: with anything before it, it may be a name.
        if text[0] == "平" and _AVERAGE.fullmatch(text):
            return "sum"
        beside = None
        if (text[:1] in _BEGINS and _REMARK.fullmatch(text)) or (telling and _SEAL.fullmatch(text)):
            beside = sum(map(holds, row))
            if beside <= _MOST_BESIDE:
                return "remark"
        if len(text) > _LONGEST_NAME or _SECTION.fullmatch(text):
            beside = sum(map(holds, row)) if beside is None else beside
            if beside == 1 and _SECTION.fullmatch(text):
                return "section"
            if beside == 1 and _SENTENCE.search(text):
                return "remark"
        return ""

    def _repeats(self, row: Cells) -> bool:
        """Whether a row says the headings, or one row of them, once more."""
        for level in self._levels:
            held = [(shown(cell), heading) for cell, heading in zip(row, level, strict=False) if holds(cell)]
            same = sum(_squeezed(one) == heading for one, heading in held)
            if len(held) > 1 and same * 3 >= len(held) * 2:
                return True
        return False

    def _explains(self, row: Cells) -> bool:
        """Whether a row explains the headings above it: units, ways of writing, the columns' numbers."""
        held = [(place, cell) for place, cell in enumerate(row) if holds(cell)]
        if self._name is not None and holds(row[self._name]):
            text = shown(row[self._name])
            if not (_HINT.fullmatch(text) or _NUMBER.fullmatch(text) or text in _COUNTING):
                return False
        if len(held) < 2:
            return False
        texts = [shown(cell) for _, cell in held]
        numbers = [int(float(text)) for text in texts if _NUMBER.fullmatch(text)]
        counted = sum(text in _COUNTING for text in texts) + len(numbers)
        if counted == len(texts) and len(numbers) > 2:
            return all(later == one + 1 for one, later in pairwise(numbers))
        return all(_HINT.fullmatch(text) or text in _WORDS_BELOW or known(text) for text in texts)


_WHO = ("name", "id_number", "staff_number")
_BEGINS = frozenset("备说注附填制审复经负单部分主联盖公打(（ \u3000")
# What begins like this is not doubtful, unless it says the headings; written for Arrow's regular expressions.
SURELY_SOMEBODY = (
    rf"^[^\s\pZ\pC\pP\pS{_TELLS}{DEPARTMENT_MARKS}平tTsS一二三四五六七八九十{''.join(sorted(_BEGINS))}]"
    rf"[^\s\pZ\pC{_TELLS}{DEPARTMENT_MARKS}]{{1,{_LONGEST_NAME - 1}}}$"
)
_NUMBER = re.compile(r"\d{1,3}(\.0)?")
_COUNTING = frozenset("甲乙丙丁戊己庚辛壬癸")
_WORDS_BELOW = frozenset(("公需", "专业", "公需科目", "专业科目", "学时", "年", "月", "日", "小时"))


def recognised(headings: Sequence[str]) -> bool:
    """Whether these are headings of a roster: at least one says a fact."""
    return any(column.kind in (ColumnUse.FACT, ColumnUse.HOURS) for column in propose(headings))


def merged_down(merged: Merged, start: int) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over several rows from row ``start`` (from 0) on, by their first row: (column, last row)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (first, left), (last, _) in merged:
        if start <= first < last:
            found.setdefault(first, []).append((left, last))
    return found


def merged_across(merged: Merged, start: int, width: int) -> frozenset[int]:
    """The rows from ``start`` on of which one cell is merged over most of the width: a section's title, a remark."""
    wide = max(3, width // 2)
    return frozenset(top for (top, left), (_, right) in merged if top >= start and right - left + 1 >= wide)
