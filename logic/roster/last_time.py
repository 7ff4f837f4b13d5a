"""The result of last time: by which notice it was made, and beside the unit's own file of today, who has changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from logic.roster.columns import Column, ColumnUse, propose
from logic.roster.file import Cells, Table
from logic.roster.file.cell import text_of
from logic.roster.model import Refused, Row
from logic.roster.overview import Change, Changes, old_verdict
from logic.roster.person import Person, Places, person_places
from logic.words.language import say

_ID = re.compile(r"[a-z0-9-]{1,60}(?= )")


def policy_of(columns: Iterable[Column], rows: Iterable[Cells]) -> str | None:
    """The id of the notice that gave a result of ours; None where the table is none."""
    place = next(
        (column.place for column in columns if (column.kind, column.field) == (ColumnUse.OURS, "政策版本")), None
    )
    if place is None:
        return None
    texts = (text_of(cells[place]) for cells in rows if place < len(cells) and cells[place] is not None)
    return next((found[0] for text in texts if (found := _ID.match(text))), None)


def changes_since(rows: Iterable[Row], places: Places, before: Table) -> Changes:
    """Compare ``rows`` with ``before``, a result of ours; people are distinguished by the surest mark that both have.

    Refused where ``before`` is no result, or nothing tells its people apart.
    Raises :class:`Refused` where the two cannot be compared.
    """
    columns = propose(before.headings)
    verdict = next((c.place for c in columns if c.kind is ColumnUse.OURS and c.field == "结论"), None)
    if verdict is None:
        raise Refused(say("这个文件里没有“结论”这一列，不是上次下载的结果表格。"))
    old_places = person_places(columns)
    now = [row for row in rows if row.outcome is not None]
    then: list[tuple[Row, str]] = []
    for number, cells in before.rows():
        old = old_verdict(cells[verdict] if verdict < len(cells) else None)
        if old is not None:
            then.append((Row(number, tuple(cells), None, None), old))
    mark = _mark(now, places, [row for row, _ in then], old_places)
    if mark is None:
        raise Refused(say("两个文件里没有同样的工号、身份证号或姓名，没法一个一个对上。"))
    known = {mark(row, old_places): (row, old) for row, old in then}
    changed, came, compared = [], [], 0
    for row in now:
        assert row.outcome is not None
        found = known.pop(mark(row, places), None)
        if found is None:
            came.append(places.person(row))
            continue
        compared += 1
        if found[1] != row.outcome.kind:
            changed.append(Change(places.person(row), found[1], row.outcome.kind))
    left = tuple(old_places.person(row) for row, _ in known.values())
    return Changes(compared, tuple(came), tuple(changed), left)


def changes_under(rows: Iterable[Row], others: Iterable[Row], places: Places) -> Changes:
    """Whose verdict another notice makes another: ``others`` are the same rows, judged by that one."""
    pairs = [(row, other) for row, other in zip(rows, others, strict=True) if row.outcome and other.outcome]
    changed = tuple(
        Change(places.person(row), row.outcome.kind, other.outcome.kind)
        for row, other in pairs
        if row.outcome and other.outcome and row.outcome.kind != other.outcome.kind
    )
    return Changes(len(pairs), (), changed)


_Mark = Callable[[Row, Places], str]


def _number(row: Row, places: Places) -> str:
    return places.text(row, places.staff_number)


def _id(row: Row, places: Places) -> str:
    return places.text(row, places.id_number).upper()


def _name(row: Row, places: Places) -> str:
    return places.person(row).name


def _name_and_department(row: Row, places: Places) -> str:
    person: Person = places.person(row)
    return f"{person.name} {person.department}" if person.name else ""


def _mark(now: Sequence[Row], places: Places, then: Sequence[Row], old_places: Places) -> _Mark | None:
    """What tells everybody apart in both: a number that each has, else the name, with the department for namesakes."""
    for mark in (_id, _number, _name, _name_and_department):
        both = [mark(row, places) for row in now], [mark(row, old_places) for row in then]
        if all(texts and all(text.strip() for text in texts) and len(set(texts)) == len(texts) for texts in both):
            return mark
    named = any(_name(row, places) for row in now) and any(_name(row, old_places) for row in then)
    return _name_and_department if named else None
