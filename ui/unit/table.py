"""The list of colleagues: filtered, sorted, a page at a time; each name opens that person's result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from logic.labels import CRITERION_NAMES, ROUTE_NAMES
from logic.roster.file.cell import one_line
from logic.roster.model import KIND_NAMES, KINDS, NO_DEPARTMENT, CellFault, Row
from logic.roster.people import where
from logic.roster.person import Places
from ui import state
from ui.browser.taps import Tap, button
from ui.language import t, tn, tr
from ui.unit.charts import MARKS

# On the screen a page is what one looks through; on paper the pages around it are printed too, so many people at once.
A_PAGE, A_PRINT = 50, 300
# Of what stands in a faulty cell, so much is shown.
_MOST_SHOWN = 24
# The filter of those with errors, beside the verdicts.
FAULTY = "faulty"
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def faulty_tag() -> str:
    """Mark and word of a row with errors, beside those of the verdicts."""
    return f"! {escape(t('填写有误'))}"


def kind_tag(kind: str) -> str:
    """Mark and word of a verdict, or of somebody of whom others decide."""
    return f"{MARKS[kind]} {escape(tr(KIND_NAMES[kind]))}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which colleagues are shown, and in which order. Empty means all."""

    department: str | None = None
    verdict: str = ""
    committee: str = ""
    route: str = ""
    # In Chinese, as the pack has it.
    title: str = ""
    obstacle: str = ""
    words: str = ""
    # Rows named one by one, as a click in a picture does.
    only: frozenset[int] = frozenset()
    sort: str = "row"
    down: bool = False
    page: int = 0

    def fits(self, row: Row, places: Places) -> bool:
        """Whether ``row`` is among those shown."""
        found = row.outcome
        if found is None and not row.faults:
            return False
        if self.verdict == FAULTY and not row.faults:
            return False
        if self.verdict not in ("", FAULTY) and (found is None or found.kind != self.verdict):
            return False
        if self.committee and (found is None or found.committee != self.committee):
            return False
        if self.route and (found is None or found.route != self.route):
            return False
        if self.title and (found is None or found.title is None or found.title.zh != self.title):
            return False
        # The first one, as the column says and the pictures count.
        if self.obstacle and (found is None or found.elsewhere or found.obstacles[:1] != (self.obstacle,)):
            return False
        if self.only and row.number not in self.only:
            return False
        person = places.person(row)
        if self.department is not None and person.department != self.department:
            return False
        return self.words.strip().lower() in f"{person.name} {person.number} {person.department}".lower()

    @property
    def narrows(self) -> bool:
        """Whether anybody is left out."""
        return replace(self, sort="row", down=False, page=0) != Filter()

    def everybody(self) -> Filter:
        """The same order, with nobody left out."""
        return Filter(sort=self.sort, down=self.down)

    def in_words(self) -> str:
        """Who is shown, in words; empty for everybody."""
        parts = []
        if self.department is not None:
            parts.append(self.department or tr(NO_DEPARTMENT))
        if self.verdict:
            parts.append(t("填写有误") if self.verdict == FAULTY else tr(KIND_NAMES[self.verdict]))
        if self.committee:
            parts.append(tr(state.pack().committee_name(self.committee)))
        if self.route:
            parts.append(tr(ROUTE_NAMES[self.route]))
        if self.title:
            parts.append(self.title)
        if self.obstacle:
            parts.append(t("障碍：{name}", name=CRITERION_NAMES[self.obstacle]))
        if self.only:
            parts.append(t("图里点的"))
        if self.words.strip():
            parts.append(t("“{words}”", words=self.words.strip()))
        return " · ".join(parts)

    def sorted_by(self, column: str) -> Filter:
        """The same, sorted by ``column``; once more turns it round, a third time gives the file's own order."""
        if self.sort != column:
            return replace(self, sort=column, down=False, page=0)
        return replace(self, sort="row" if self.down else column, down=not self.down, page=0)


def chosen(rows: Sequence[Row], places: Places, which: Filter) -> list[Row]:
    """The rows that ``which`` lets through, in its order."""
    keys: dict[str, Callable[[Row], Any]] = {
        "row": lambda row: row.number,
        "name": lambda row: places.person(row).name,
        "department": lambda row: places.person(row).department,
        "verdict": lambda row: _RANK[row.outcome.kind] if row.outcome else len(_RANK),
        "committee": lambda row: (row.outcome.committee or "~") if row.outcome else "~~",
        "obstacle": lambda row: (row.outcome.obstacles[:1] or ("~",)) if row.outcome else ("~~",),
    }
    found = [row for row in rows if which.fits(row, places)]
    return sorted(found, key=keys.get(which.sort, keys["row"]), reverse=which.down)


def table_html(rows: Sequence[Row], places: Places, which: Filter) -> str:
    """One page of ``rows`` (:func:`chosen`), with headings that sort and names that open."""
    headings = {
        "name": t("姓名"),
        "department": t("部门"),
        "verdict": t("结论"),
        "committee": t("途径和职称"),
        "obstacle": t("主要障碍"),
    }
    head = "".join(_heading(key, label, which) for key, label in headings.items())
    page = max(0, min(which.page, (len(rows) - 1) // A_PAGE))
    first = page * A_PAGE
    sheet = first - first % A_PRINT
    body = "".join(
        _line(row, places, on_screen=first <= place < first + A_PAGE)
        for place, row in enumerate(rows[sheet : sheet + A_PRINT], start=sheet)
    )
    return (
        f'<table class="tg-roster"><caption class="tg-sr">{escape(t("名册核对结果"))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"{_on_paper(len(rows), sheet)}{_pager(len(rows), page)}"
    )


def _on_paper(count: int, sheet: int) -> str:
    """On paper, which part of a long list it is."""
    if count <= A_PRINT:
        return ""
    last = min(sheet + A_PRINT, count)
    said = t(
        "这里是第 {first} 到 {last} 人，共 {n} 人。其余的请翻页再打印，或用结果表格。",
        first=sheet + 1,
        last=last,
        n=count,
    )
    return f'<p class="tg-print-only">{escape(said)}</p>'


def _heading(key: str, label: str, which: Filter) -> str:
    now = "none" if which.sort != key else "descending" if which.down else "ascending"
    mark = {"none": "", "ascending": " ↑", "descending": " ↓"}[now]
    name = t("按{column}排序", column=label)
    return f'<th scope="col" aria-sort="{now}">{button(Tap("sort", key), label + mark, "tg-sort", name=name)}</th>'


_ON_PAPER = ' class="tg-paper-only"'


def row_id(number: int) -> str:
    """Where a colleague stands on the page, for coming back to."""
    return f"tg-row-{number}"


def _line(row: Row, places: Places, *, on_screen: bool) -> str:
    person, found = places.person(row), row.outcome
    name = person.name or t("第 {n} 行", n=row.number)
    department = f"<td>{escape(person.department)}</td>"
    begin = f'<tr id="{row_id(row.number)}"{"" if on_screen else _ON_PAPER}>'
    if found is None:
        mark = f'<span class="m bar">{faulty_tag()}</span>'
        faults = "".join(_fault(one, row) for one in row.faults)
        return (
            f'{begin}<th scope="row">{escape(name)}</th>{department}<td class="v-faulty">{mark}</td><td></td>'
            f"<td>{faults}</td></tr>"
        )
    way = tr(ROUTE_NAMES[found.route])
    if found.title:
        way += f" · {tr(found.title)}"
    small = f"<small>{escape(tr(state.pack().committee_name(found.committee)))}</small>" if found.committee else ""
    obstacle = ""
    if found.first_obstacle:
        more = tn("另有 {n} 项", len(found.obstacles) - 1) if len(found.obstacles) > 1 else ""
        obstacle = (
            f"<b>{escape(tr(CRITERION_NAMES[found.obstacles[0]]))}</b>{escape(tr(found.first_obstacle))}"
            f"<small>{escape(more)}</small>"
        )
    opens = button(Tap("person", str(row.number)), name, "tg-link", name=t("打开{name}的结果", name=name))
    mark = f"<br><small>{faulty_tag()}</small>" if row.faults else ""
    verdict = f'<td class="v-{found.kind}">{kind_tag(found.kind)}{mark}</td>'
    obstacle += "".join(_fault(one, row) for one in row.faults)
    return (
        f'{begin}<th scope="row">{opens}</th>{department}{verdict}<td>{escape(way)}{small}</td><td>{obstacle}</td></tr>'
    )


def _fault(one: CellFault, row: Row) -> str:
    """A faulty cell: where it is, what stands in it, and what would be right."""
    cell = one_line(row.cells[one.column]) if one.column < len(row.cells) else ""
    shown = cell if len(cell) <= _MOST_SHOWN else f"{cell[: _MOST_SHOWN - 1]}…"
    stands = f" {escape(t('写的是“{cell}”。', cell=shown))}" if shown else ""
    return f"<div><b>{escape(where(one))}</b>{stands} {escape(tr(one.text))}</div>"


def _pager(count: int, page: int) -> str:
    pages = -(-count // A_PAGE)
    if pages < 2:
        return ""
    row = t("第 {page} 页，共 {pages} 页", page=page + 1, pages=pages)
    back = button(Tap("page", str(page - 1)), t("上一页"), "tg-nav") if page else ""
    on = button(Tap("page", str(page + 1)), t("下一页"), "tg-nav") if page + 1 < pages else ""
    label = escape(t("翻页"))
    return f'<nav class="tg-nav-row tg-screen-only" aria-label="{label}">{back}<span>{escape(row)}</span>{on}</nav>'
