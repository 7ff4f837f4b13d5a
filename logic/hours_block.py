"""A block of hours as somebody copied it, from a spreadsheet, a document or a message: which cell is which.

What a cell means is read from what stands above it and beside it: a heading or a row may name the year, the subject, or
both. So columns may stand in any order, years may run across, and a subject may have rows of its own. Without headings
the order of the page's table is taken, and said. Sums, numbers of rows and remarks are left out, and named. Numbers are
not read here (:mod:`logic.hours_text`): a cell is handed on as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from logic.blanks import is_blank
from logic.hours import SUBJECTS, Subject
from logic.hours_text import read_amount
from logic.labels import SUBJECT_NAMES
from logic.words.language import Text, say
from logic.words.traditional import simplified

# --- lines and cells -----------------------------------------------------------------------------------------

# Not the comma of 1,200.
_COMMAS = re.compile(r",(?!\d{3}(?!\d))|[;|]")
# A unit apart from its number is no cell of its own.
_APART = re.compile(r"(?<=\d)[ \t]+(?=年|学时|课时|小时|h\b|hours?\b)", re.IGNORECASE)
_MOST_COLUMNS_UNSTACKED = 8


def cells_of(text: str) -> list[list[str]]:
    """The block's cells by line, parted by tabs, else by commas, else by spaces; lines that say nothing left out."""
    text = unicodedata.normalize("NFKC", text)
    if spelled := _spelled_out(text):
        return spelled
    if "\t" not in text and "," in text:
        text = text.replace(";", "\n")
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line for line in lines):
        parted = [line.split("\t") for line in lines]
    elif any(_COMMAS.search(line) for line in lines):
        parted = [_COMMAS.split(line.strip().strip("|")) for line in lines]
    else:
        parted = [re.split(r"[\s、]+", _APART.sub("", line.strip())) for line in lines]
    rows = [[cell.strip().strip('"').strip() for cell in line] for line in parted]
    return _unstacked([row for row in rows if not all(map(is_blank, row))])


# What stands between a subject and its hours where they are one word: 公需30, 专业科目:60.
_SPELLED = re.compile(r"((?:19|20)\d{2})年?度?|(公需|专业)[^\d\s,;、()]{0,8}(\d+(?:\.\d+)?(?:学时|课时)?)", re.ASCII)


def _spelled_out(text: str) -> list[list[str]]:
    """A message such as 2021年公需30学时，专业60学时 as rows of year, subject and hours; nothing where it is none."""
    rows: list[list[str]] = []
    year = ""
    for found in _SPELLED.finditer("" if "\t" in text else simplified(text)):
        if found[1]:
            year = found[1]
        elif not year:
            return []
        else:
            rows.append([year, found[2], found[3]])
    return rows


def _unstacked(rows: list[list[str]]) -> list[list[str]]:
    """A table whose cells came one a line, as some programs copy them: with each year a row begins again."""
    cells = [row[0] for row in rows if len(row) == 1]
    starts = [place for place, cell in enumerate(cells) if _names_a_year(cell)]
    if len(cells) != len(rows) or not starts or len(starts) == len(cells):
        return rows
    width = (starts[1] if len(starts) > 1 else len(cells)) - starts[0]
    even = all(later - one == width for one, later in pairwise(starts))
    if not even or starts[0] not in (0, width) or not 1 < width <= _MOST_COLUMNS_UNSTACKED:
        return rows
    return [cells[place : place + width] for place in range(0, len(cells), width)]


# --- what a cell says of others ------------------------------------------------------------------------------

CellMeaning = Literal["year", "subject", "years", "subjects", "amounts", "sum", "number"]


class Label(NamedTuple):
    """What a heading, or a cell of a row, says of the hours below it or beside it.

    ``year`` and ``subject`` name them. ``years`` stands over a column of years, ``subjects`` over one of subjects,
    ``number`` over the rows' numbers, ``amounts`` over hours without their subject.
    """

    kind: CellMeaning
    year: str = ""
    subject: Subject | None = None


_SUM = re.compile(r"合计|总计|小计|共计|累计|平均|年均|总学时|总课时|总数|^总$|total|sum|average", re.IGNORECASE)
_HEADINGS: dict[CellMeaning, re.Pattern[str]] = {
    "years": re.compile(r"(所属|学习|登记|培训|完成)?(年度|年份|年|学年)|years?", re.IGNORECASE),
    "subjects": re.compile(r"(科目|课程|学习|学时)?(类别|类型|性质|科目)|subjects?|type|kind", re.IGNORECASE),
    "amounts": re.compile(r"(继续教育|登记|获得|完成|学习)?(学时|课时|小时|hours?)数?", re.IGNORECASE),
    "number": re.compile(r"序号?|编号|行号|no\.?|#", re.IGNORECASE),
}
_SUBJECTS: dict[Subject, re.Pattern[str]] = {
    "general": re.compile(r"公需|公共|general|public", re.IGNORECASE),
    "professional": re.compile(r"专业|professional", re.IGNORECASE),
}
# A subject that fills its cell; the name of a course may hold the word as well.
_ONLY_SUBJECT = re.compile(r"(公需|公共|专业)(科目|课程?|必修课?|学时|课时)*|(general|professional)( subjects?)?", re.I)
_A_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)年?度?", re.ASCII)
# A year, two of them, or a day.
_YEARS = re.compile(r"(?:19|20)\d{2}(?!\d)[-—–~/.至到年月日度学份\d\s]*", re.ASCII)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|【[^】]*】")


def _names_a_year(cell: str) -> bool:
    """Whether ``cell`` is meant as a year, or as two: 2021, 2021年度, 2021-2022."""
    return bool(_YEARS.fullmatch(cell)) and (len(cell) == len("2021") or not isinstance(read_amount(cell), Decimal))


def label_of(cell: str) -> Label | None:
    """What ``cell`` says of others; None for a figure, a blank, and words that say nothing of hours."""
    # 公需科目（不少于30学时）
    word = _BRACKETS.sub("", simplified("".join(cell.split())))
    subjects = [subject for subject in SUBJECTS if _SUBJECTS[subject].search(word)]
    if _SUM.search(word) or len(subjects) > 1:
        return Label("sum")
    if subjects:
        year = _A_YEAR.search(word)
        other_figures = re.search(r"\d", _A_YEAR.sub("", word))
        return None if other_figures else Label("subject", year[1] if year else "", subjects[0])
    if _names_a_year(cell):
        return Label("year", cell)
    return next((Label(kind) for kind, pattern in _HEADINGS.items() if pattern.fullmatch(word)), None)


# 30, 30.5, 30学时, 约30, 30+, 30-40; not 2022年登记表.
_FIGURE = re.compile(r"(?!(?:19|20)\d{2}年)\D{0,3}\d[\d.,]*\s?\S{0,8}", re.ASCII)


def is_figure(cell: str) -> bool:
    """Whether ``cell`` is a number of hours, or is meant as one."""
    return bool(_FIGURE.fullmatch(cell)) and label_of(cell) is None


def _is_heading(line: Sequence[str]) -> bool:
    """A row of headings has no figure and is not one year's row; words above the headings count as well."""
    labels = [*filter(None, map(label_of, line))]
    years = sum(label.kind == "year" for label in labels)
    return not any(map(is_figure, line)) and (years != 1 or any(label.kind == "years" for label in labels))


def _columns(heads: Sequence[Sequence[str]], width: int) -> list[Label | None]:
    """What the headings say of each column. Two rows of them add up: a merged year stands over its subjects."""
    found: list[Label | None] = [None] * width
    for line in heads:
        labels = [label_of(cell) for cell in line]
        for j in range(1, width):
            before = labels[j - 1]
            if not line[j] and len(heads) > 1 and before is not None and before.kind == "year":
                labels[j] = before
        for j, label in enumerate(labels):
            above = found[j]
            if label is not None and above is not None and above.kind == "year" and label.kind == "subject":
                found[j] = Label("subject", label.year or above.year, label.subject)
            else:
                found[j] = label or above
    return found


# --- the block -----------------------------------------------------------------------------------------------

_MOST_QUOTED = 12


class Entry(NamedTuple):
    """One cell of hours as it was written.

    ``line`` counts the rows of hours; ``year`` is empty where the block names none. Where ``subject`` is None the row
    says no more than its year.
    """

    line: int
    year: str
    subject: Subject | None
    text: str


class NotUnderstood(Exception):
    """The block does not say which hours are which."""


class Block:
    """A block of cells, and what its headings and rows say of each.

    ``left_out`` names what was not read; ``check`` are sentences on what was taken without being written.
    """

    def __init__(self, cells: Sequence[Sequence[str]], into: Subject) -> None:
        """``into`` is the subject of the column that the block was pasted to. Raises :class:`NotUnderstood`."""
        width = max(map(len, cells))
        lines = [[*line, *[""] * (width - len(line))] for line in cells]
        head = next((n for n, line in enumerate(lines) if not _is_heading(line)), len(lines))
        self.left_out = [_quoted(line) for line in lines[:head] if not any(map(label_of, line))]
        self.check: list[Text] = []
        self._columns = _columns(lines[:head], width)
        self._heads = [next((line[j] for line in reversed(lines[:head]) if line[j]), "") for j in range(width)]
        self._years_at = self._column_of_years(lines[head:])
        self._rows: list[tuple[str, Sequence[str]]] = []
        for line in filter(self._counts, lines[head:]):
            # A merged year stands in the first row of its subjects only.
            merged = self._rows and not self._year(line) and self._subject(line)
            self._rows.append((self._rows[-1][0] if merged else self._year(line), line))
        self.entries = self._read(into)

    def _column_of_years(self, lines: Sequence[Sequence[str]]) -> int | None:
        """By its heading, unless the years run across behind it; else the one in which most rows have a year."""
        across = any(label is not None and label.kind == "year" for label in self._columns)
        for place, label in enumerate(self._columns):
            if label is not None and label.kind == "years" and not across:
                return place
        found = Counter(j for line in lines for j, cell in enumerate(line) if _names_a_year(cell))
        return found.most_common(1)[0][0] if found else None

    def _year(self, line: Sequence[str]) -> str:
        return "" if self._years_at is None else line[self._years_at]

    def _subject(self, line: Sequence[str]) -> Subject | None:
        """The subject that a row names, in the column of subjects or else in a cell of its own."""
        kinds = [place for place, label in enumerate(self._columns) if label is not None and label.kind == "subjects"]
        named = [line[place] for place in kinds] or [cell for cell in line if _ONLY_SUBJECT.fullmatch(simplified(cell))]
        return next((label.subject for label in map(label_of, named) if label and label.subject), None)

    def _counts(self, line: Sequence[str]) -> bool:
        """Whether a row is one of hours: no sum, no remark, not what is required, not the headings once more."""
        year = self._year(line)
        # Behind the figures a remark may speak of a sum.
        before = takewhile(lambda cell: not is_figure(cell), line)
        sums = [cell for cell in before if (label := label_of(cell)) is not None and label.kind == "sum"]
        worded = not is_blank(year) and not any(character.isdecimal() for character in year)
        if sums:
            self.left_out.append(_quoted(sums))
        elif any(map(is_figure, line)) and worded:
            self.left_out.append(_quoted([year]))
        elif any(map(is_figure, line)) or _names_a_year(year):
            return True
        elif not any(map(label_of, line)):
            self.left_out.append(_quoted(line))
        return False

    def _leave_out(self, places: Iterable[int]) -> None:
        for place in places:
            head = self._heads[place]
            self.left_out.append(_quoted([head]) if head else say("第 {n} 列", n=place + 1))

    def _read(self, into: Subject) -> list[Entry]:
        subjects = [self._subject(line) for _, line in self._rows]
        named = {j: label for j, label in enumerate(self._columns) if label and label.kind in ("subject", "year")}
        self._leave_out(j for j, label in enumerate(self._columns) if label and label.kind in ("sum", "number"))
        loose = [
            j
            for j, label in enumerate(self._columns)
            if j != self._years_at
            and (label is None or label.kind == "amounts")
            and (self._heads[j] or any(is_figure(line[j]) for _, line in self._rows))
        ]
        if any(label.subject for label in named.values()) or (named and any(subjects)):
            self._leave_out(loose)
        elif named:
            # Years run across, and nothing says which row is which subject.
            if len(self._rows) != len(SUBJECTS):
                raise NotUnderstood
            self.check.append(say("没有写科目，按第一行公需、第二行专业读入，请核对。"))
            subjects = [*SUBJECTS]
        elif any(subjects):
            amounts = [j for j in loose if self._columns[j]] or loose
            named = {amounts[0]: Label("amounts")} if amounts else {}
            self._leave_out(j for j in loose if j not in named)
        else:
            named = self._without_headings(loose, into)
        if not named:
            return [Entry(n, year, None, "") for n, (year, _) in enumerate(self._rows)]
        return [
            Entry(n, named[j].year or year, named[j].subject or subject, line[j])
            for n, ((year, line), subject) in enumerate(zip(self._rows, subjects, strict=True))
            for j in named
        ]

    def _without_headings(self, loose: list[int], into: Subject) -> dict[int, Label]:
        """The columns of hours where nothing names a subject: one, or two in their usual order."""
        if any(self._heads[j] for j in loose):
            raise NotUnderstood
        if len(loose) > len(SUBJECTS):
            extra = self._numbers_or_sums(loose)
            self._leave_out(extra)
            loose = [j for j in loose if j not in extra]
        if len(loose) > len(SUBJECTS):
            raise NotUnderstood
        if len(loose) == 1:
            self.check.append(say("只有一列数，按{subject}读入，请核对。", subject=SUBJECT_NAMES[into]))
            return {loose[0]: Label("subject", subject=into)}
        if loose:
            self.check.append(say("没有标题，按先公需、后专业的顺序读入，请核对。"))
        return {j: Label("subject", subject=subject) for j, subject in zip(loose, SUBJECTS, strict=False)}

    def _numbers_or_sums(self, columns: list[int]) -> list[int]:
        """Of columns without headings one that numbers the rows, before the years, and one behind that adds up."""
        counted = [str(n) for n in range(1, len(self._rows) + 1)]
        numbers = [
            j
            for j in columns
            if self._years_at is not None and j < self._years_at and [line[j] for _, line in self._rows] == counted
        ]
        *parts, last = [j for j in columns if j not in numbers]
        adds_up = all(_added(line[j] for j in parts) == read_amount(line[last]) for _, line in self._rows)
        return [*numbers, last] if len(parts) == len(SUBJECTS) and adds_up else numbers


def _added(cells: Iterable[str]) -> Decimal | None:
    amounts = [amount for amount in map(read_amount, cells) if isinstance(amount, Decimal)]
    return sum(amounts, Decimal()) if amounts else None


def _quoted(line: Iterable[str]) -> Text:
    """The first cell of a line that says something, shortened."""
    name = next(filter(None, line))
    short = name if len(name) <= _MOST_QUOTED else name[: _MOST_QUOTED - 1] + "…"
    return Text(f"“{short}”", f"“{short}”")
