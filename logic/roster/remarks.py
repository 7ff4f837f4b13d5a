"""What is to be known of how a file was read: what became of every row, and what was read otherwise than written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from logic.labels import CHOICE_NAMES, YES_NO, listed
from logic.pack import Pack
from logic.roster.columns import Column, ColumnUse, letters
from logic.roster.file.cell import text_of
from logic.roster.file.parquet import asked
from logic.roster.file.table import Chunk
from logic.roster.model import ASIDE
from logic.words.language import Text, say

# So many rows are named one by one.
_NAMED = 5
# So many wordings of a column, and of all of them in one line.
_MOST_WORDINGS, _MOST_IN_A_LINE = 200, 40
_LONGEST = 30  # characters that are quoted of a cell


@dataclass(slots=True)
class Rows:
    """What became of every row with anything in it: ``content`` = ``people`` + ``aside``.

    ``aside``: the numbers of the first rows of no colleague, by reason (``ASIDE``), and how many there are of each.
    """

    people: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    first_aside: dict[str, list[int]] = field(default_factory=dict)
    hidden: int = 0
    # The places of columns with numbers that have lost their last digits.
    rounded: set[int] = field(default_factory=set)

    @property
    def content(self) -> int:
        """All rows with anything in them."""
        return self.people + self.aside.total()

    def count(self, number: int, *, aside: str = "", hidden: bool = False) -> None:
        """Count in one row with anything in it; ``number`` is its number in the unit's file."""
        if aside:
            self.aside[aside] += 1
            some = self.first_aside.setdefault(aside, [])
            if len(some) < _NAMED:
                some.append(number)
            return
        self.people += 1
        self.hidden += hidden

    def look_for_rounded(self, chunk: Chunk, columns: Iterable[Column]) -> None:
        """See which columns that tell people apart hold rounded numbers."""
        for column in columns:
            place = column.place
            if column.field in _NUMBERS and column.kind is ColumnUse.PERSON and place not in self.rounded:
                if chunk.batch is not None:
                    found = _any_rounded(chunk.batch.column(place))
                else:
                    found = any(is_rounded(text_of(row[place])) for row in chunk.cells)
                if found:
                    self.rounded.add(place)

    def add(self, chunk: Chunk, people: int, above: int = 0) -> None:
        """Count in a chunk with so many people; ``above``: what its numbers lack to be those of the unit's file."""
        for place, reason in chunk.aside.items():
            self.count(chunk.first + place + above, aside=reason)
        self.people += people
        self.hidden += len(chunk.hidden - chunk.aside.keys())


_NUMBERS = ("id_number", "staff_number")


# A text like this is no number that was rounded: it has no E and few digits.
_SURELY_WHOLE = "^[^eE]{0,15}$"


def _any_rounded(column: pa.Array) -> bool:
    entries = column.dictionary if pa.types.is_dictionary(column.type) else column
    return bool(pc.any(asked(entries, _SURELY_WHOLE, lambda cell: is_rounded(text_of(cell)))).as_py())


def adds_up(rows: Rows, faulty: int) -> Text:
    """That every row with anything in it was either judged, has errors, or was left aside."""
    return say(
        "有内容的 {content} 行 = 核对无误 {assessed} 行 + 有填错的格子 {faulty} 行 + 没有当作人员 {aside} 行。",
        content=rows.content,
        assessed=rows.people - faulty,
        faulty=faulty,
        aside=rows.aside.total(),
    )


def left_aside(rows: Rows, columns: Iterable[Column]) -> Iterator[Text]:
    """Which rows are no colleague's, why; the first of each kind, by number; how many are hidden; what is rounded."""
    for reason, count in rows.aside.items():
        named = [Text(str(number), str(number)) for number in rows.first_aside[reason]]
        named += [Text("……", "…")] if count > len(named) else []
        yield say(
            "没有当作人员的 {count} 行（第 {rows} 行）：{reason}。",
            count=count,
            rows=listed(named),
            reason=ASIDE[reason],
        )
    if rows.hidden:
        yield say("表里隐藏着 {count} 行（筛选或手工隐藏），也一起核对了。", count=rows.hidden)
    if rows.rounded:
        yield rounded(column for column in columns if column.place in rows.rounded)


# --- read otherwise than written -----------------------------------------------------------------------------

# By the place of a column: what its cells say, as they were written, and what that was taken for.
Wordings = Mapping[int, Mapping[str, Any]]


def meant(field_: str, value: Any, pack: Pack) -> Text:
    """The name of a fact's value."""
    if value is None:
        return say("不清楚")
    if field_ == "specialty" and value in pack.by_id:
        return pack.by_id[value].name
    if isinstance(value, bool):
        return YES_NO[value]
    if field_ in CHOICE_NAMES:
        return CHOICE_NAMES[field_][value]
    return Text(str(value), str(value))


def wordings_of(columns: Sequence[Column], wordings: Wordings, pack: Pack) -> Iterator[tuple[Column, str, Text]]:
    """(column, as written, taken for) of each wording, column by column."""
    for column in columns:
        for word, value in list(wordings.get(column.place, {}).items())[:_MOST_WORDINGS]:
            yield column, word, meant(column.field, value, pack)


def otherwise(columns: Sequence[Column], wordings: Wordings, pack: Pack) -> Text | None:
    """What was read otherwise than written, in one line; None where all was written plainly."""
    found = list(wordings_of(columns, wordings, pack))
    if not found:
        return None
    by_column: dict[int, list[tuple[Column, str, Text]]] = {}
    for one in found[:_MOST_IN_A_LINE]:
        by_column.setdefault(one[0].place, []).append(one)
    parts = [
        say(
            "{letters} 列“{heading}”：{words}",
            letters=letters(some[0][0].place),
            heading=some[0][0].heading,
            words=listed([say("“{word}”→{value}", word=_short(word), value=value) for _, word, value in some]),
        )
        for some in by_column.values()
    ]
    parts += [Text("……", "…")] if len(found) > _MOST_IN_A_LINE else []
    return say("按意思理解的写法（{count} 种）：{parts}。", count=len(found), parts=listed(parts))


def _short(word: str) -> str:
    line = " ".join(word.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def not_used(columns: Iterable[Column]) -> Iterator[Text]:
    """That columns which may be facts were left out, for nobody is there to be asked."""
    unclear = [
        say("“{heading}”（{letters} 列）", heading=column.heading, letters=letters(column.place))
        for column in columns
        if column.kind is ColumnUse.UNCLEAR
    ]
    if unclear:
        yield say(
            "这几列没有把握是什么，没有用来核对：{columns}。请把表头改成模板里的名称，或在网页上核对，逐列指定。",
            columns=listed(unclear),
        )


def is_rounded(number: str) -> bool:
    """Whether a long number has lost its last digits in a spreadsheet, which keeps 15: 3.41602E+17.

    Such a number distinguishes nobody.
    """
    bare = number.strip().upper().replace(",", "")
    mantissa, mark, power = bare.partition("E")
    if mark:
        return mantissa.replace(".", "", 1).isdigit() and power.lstrip("+").isdigit()
    return bare.isdigit() and len(bare) > 15 and not bare[15:].strip("0")


def rounded(columns: Iterable[Column]) -> Text:
    """That these columns hold rounded numbers, so that nobody is compared by them."""
    names = [say("“{heading}”（{letters} 列）", heading=c.heading, letters=letters(c.place)) for c in columns]
    return say(
        "{columns}里的长号码被表格软件改成了约数（例如 3.41602E+17），后几位已经没有了，所以没有用来找重复的人。"
        "请把这一列设成“文本”格式，再填一遍号码。",
        columns=listed(names),
    )
