"""What the columns of a table seem to be, by their headings and by what stands in them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from logic.pack import Pack
from logic.roster.cells import CellReader, Taken
from logic.roster.columns import (
    Column,
    ColumnUse,
    as_before,
    as_chosen,
    clashing_asked,
    propose,
    titles_asked,
    unreadable_asked,
)
from logic.roster.file.cell import holds
from logic.roster.model import Refused
from logic.words.language import Text, say


def proposed(
    headings: Sequence[str],
    people: Sequence[Sequence[Any]],
    before: Mapping[str, str],
    pack: Pack,
    as_of: dt.date,
    *,
    asks: bool = True,
) -> tuple[Column, ...]:
    """What each column seems to be, by its heading and its cells; what is not certain is asked about.

    ``people``: rows to judge by; ``before``: how each heading was used last time. ``asks``: two columns for one fact
    are asked about; else :func:`logic.roster.columns.check` refuses them, for nobody is there to be asked.
    :class:`Refused` where the headings are no headings but somebody.
    """
    found = as_before(propose(headings), before)
    if not any(column.kind in _UNDERSTOOD for column in found) and _are_cells(headings, pack, as_of):
        raise Refused(
            say(
                "没有找到表头：最上面一行像是一个人（{cells}）。请在上面加一行表头，例如“姓名”“最高学历”。",
                cells=_some(headings),
            )
        )
    if odd := unreadable(found, people, pack, as_of):
        # Without them another column may be what they only seemed to be: 单位性质 beside a 工作单位 of names.
        rest = as_before(propose(["" if place in odd else text for place, text in enumerate(headings)]), before)
        mixed = tuple(found[place] if place in odd else one for place, one in enumerate(rest))
        found = unreadable_asked(mixed, odd)
    if not any(column.field == "title_level" or "title_level" in column.candidates for column in found):
        found = titles_asked(found, _with_titles(found, people, pack, as_of))
    return clashing_asked(found) if asks else found


_POST = re.compile("职务|职级|资格")


def _with_titles(columns: Sequence[Column], people: Sequence[Sequence[Any]], pack: Pack, as_of: dt.date) -> set[int]:
    """The places of columns that nobody asked about and that hold titles: 现任职务 with 助理工程师 and 无."""
    read = CellReader(as_chosen(Column(0, "", ColumnUse.KEPT), "title_level"), pack, as_of)
    places = set()
    for column in columns:
        if column.kind is ColumnUse.KEPT and _POST.search(column.heading):
            cells = {str(row[column.place]) for row in people if column.place < len(row) and holds(row[column.place])}
            values = [found.value for found in map(read, cells) if isinstance(found, Taken) and found.value is not None]
            if 2 * len(values) > len(cells) and set(values) - {"none"}:
                places.add(column.place)
    return places


_YEAR = re.compile(r"(19|20)\d\d")
_UNDERSTOOD = (ColumnUse.FACT, ColumnUse.HOURS, ColumnUse.PERSON)
# What many rosters have, in words that are no headings.
_TRIED = ("education", "title_level", "employment", "service_start", "works_in_district", "hours.2022.general")


def _are_cells(headings: Sequence[str], pack: Pack, as_of: dt.date) -> bool:
    """Whether what was taken for headings are somebody's cells: two of them say something."""
    readers = [CellReader(as_chosen(Column(0, field, ColumnUse.KEPT), field), pack, as_of) for field in _TRIED]
    # 2021 alone may well be a heading.
    found = [[read(heading) for read in readers] for heading in headings if not _YEAR.fullmatch(heading)]
    return sum(any(isinstance(one, Taken) and one.value is not None for one in some) for some in found) > 1


def _some(headings: Sequence[str]) -> str:
    return "、".join(f"“{heading[:12]}”" for heading in [text for text in headings if text.strip()][:3])


# Facts whose own names head other things as well: a unit's name, a worker or a cadre, the grade of a post.
_OF_TWO_MEANINGS = ("employment", "residency", "in_technical_post")
# Of others so many times as many cells must be wrong as right: half of them are often titles or diplomas nobody knows.
_TIMES = 4


def unreadable(columns: Sequence[Column], people: Iterable[Sequence[Any]], pack: Pack, as_of: dt.date) -> set[int]:
    """The places of facts whose cells mostly cannot be read: the heading seems to mean something else.

    Where it is the fact's own name, and one that has no other meaning, each cell is at fault and not the column.
    ``people``: rows to judge by. Both have to hold, of the different texts and of the rows: a word that stands in many
    may be read by chance, and a dozen odd marks are no reason to pass over what everybody else has.
    """
    seen: dict[int, dict[str, bool]] = {}
    rows: dict[int, Counter[bool]] = {}
    readers = {
        column.place: CellReader(column, pack, as_of)
        for column in columns
        if column.kind is ColumnUse.FACT and (not column.sure or column.field in _OF_TWO_MEANINGS)
    }
    for row in people:
        for place, read in readers.items():
            cell = row[place] if place < len(row) else None
            wrong = seen.setdefault(place, {})
            if cell in (None, ""):
                continue
            if str(cell) not in wrong:
                found = read(cell)
                if not isinstance(found, Text) and found.value is None:
                    continue
                wrong[str(cell)] = isinstance(found, Text)
            rows.setdefault(place, Counter())[wrong[str(cell)]] += 1
    fields = {column.place: column.field for column in columns}
    given_up = set()
    for place, wrong in seen.items():
        times, texts = 1 if fields[place] in _OF_TWO_MEANINGS else _TIMES, Counter(wrong.values())
        if texts[True] > times * texts[False] and rows[place][True] > times * rows[place][False]:
            given_up.add(place)
    return given_up
