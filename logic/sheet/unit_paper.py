"""Papers of a unit as PDF: the list to post, and one page for the head, each with where to sign. In Chinese."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import typst

from logic.findings import Verdict
from logic.labels import CRITERION_NAMES, ROUTE_NAMES
from logic.pack import Pack
from logic.roster.filing_dates import FilingDates
from logic.roster.model import ELSEWHERE, KIND_CELLS, KINDS, NO_DEPARTMENT, Row
from logic.roster.overview import Overview
from logic.roster.person import Places, in_order
from logic.sheet.paper import FONTS, HERE
from logic.words.language import Text, written_date

_UNIT = "　　　　　　　　"  # to be written in by hand
_BY_HAND = "＿＿＿＿"
# One page holds so many departments and obstacles; the largest are named.
_MOST_DEPARTMENTS, _MOST_OBSTACLES = 14, 6

_Part = dict[str, Any]


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(HERE / "unit.typ"), root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _set(title: str, parts: Sequence[_Part], sign: Sequence[str]) -> bytes:
    data = json.dumps({"title": title, "parts": parts, "sign": sign}, ensure_ascii=False)
    made = _compiler().compile(format="pdf", sys_inputs={"paper": data}, pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def _heading(text: str) -> _Part:
    return {"kind": "heading", "text": text}


def _text(text: str, *, indent: bool = False) -> _Part:
    return {"kind": "text", "text": text, "indent": indent}


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]], widths: Sequence[int], *, figures: bool) -> _Part:
    return {
        "kind": "table",
        "heads": list(heads),
        "lines": [list(line) for line in lines],
        "widths": list(widths),
        "figures": figures,
    }


def those_who_apply(rows: Iterable[Row]) -> list[Row]:
    """Of ``rows`` those who can apply, which is whom a list to post may name."""
    return [row for row in rows if row.outcome is not None and row.outcome.kind == Verdict.ELIGIBLE]


def bulletin(rows: Iterable[Row], places: Places, unit: str, pack: Pack) -> bytes:
    """The list to post: those of ``rows`` who can apply, by committee or way and by title, with blanks for the days.

    ``unit``: its name; empty leaves room to write it.
    """
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in those_who_apply(rows):
        found, person = row.outcome, places.person(row)
        assert found is not None
        way = ROUTE_NAMES[found.route].zh
        if found.committee and found.route != "initial_recognition":
            way = f"{way} · {pack.committee_name(found.committee).zh}"
        title = found.title.zh if found.title else "职称待定"
        groups.setdefault((way, title), []).append((person.department, person.name or f"第 {row.number} 行"))
    parts = [
        _text(
            f"经本人申报、单位审核，下列人员拟申报职称，现予公示。公示时间：{_BY_HAND}年{_BY_HAND}月{_BY_HAND}日至"
            f"{_BY_HAND}年{_BY_HAND}月{_BY_HAND}日（不少于 {pack.publicity_days} 个工作日）。对公示内容有异议的，"
            f"请在公示期内向{_BY_HAND}{_BY_HAND}反映，电话：{_BY_HAND}{_BY_HAND}。",
            indent=True,
        )
    ]
    last = ""
    for (way, title), people in sorted(groups.items()):
        if way != last:
            parts.append(_heading(way))
            last = way
        parts.append({"kind": "group", "text": f"{title}（{len(people)} 人）"})
        names = [name for _, name in sorted(people, key=lambda one: (in_order(one[1]), one))]
        parts.append({"kind": "names", "names": names})
    title = f"{unit}职称申报人员公示名单"
    return _set(title, parts, (f"{unit or _UNIT}（盖章）", f"{_BY_HAND}年{_BY_HAND}月{_BY_HAND}日"))


def summary(
    found: Overview, dates: FilingDates, posts: Sequence[Sequence[Text]], unit: str, pack: Pack, as_of: dt.date
) -> bytes:
    """One page for the head of the unit: how many stand where, what is in the way, the dates, and where to sign.

    ``posts``: the table of posts, its headings first; empty where there are none to tell.
    """
    kinds = [kind for kind in KINDS if kind != ELSEWHERE or found.verdicts[kind]]
    heads = ["部门", "人数", *(KIND_CELLS[kind] for kind in kinds)]
    largest = sorted(found.departments, key=lambda one: -one.people)
    shown, rest = largest[:_MOST_DEPARTMENTS], largest[_MOST_DEPARTMENTS:]
    lines = [[one.name or NO_DEPARTMENT.zh, one.people, *(one.verdicts[kind] for kind in kinds)] for one in shown]
    if rest:
        sums = (sum(one.verdicts[kind] for one in rest) for kind in kinds)
        lines.append([f"其余 {len(rest)} 个部门", sum(one.people for one in rest), *sums])
    if len(largest) > 1:
        lines.append(["合计", found.people, *(found.verdicts[kind] for kind in kinds)])
    ready, ask = found.verdicts[Verdict.ELIGIBLE], found.verdicts[Verdict.CONFIRM]
    parts = [
        _text(
            f"按 {written_date(as_of, 'zh')} 核对 {found.people} 人：{ready} 人可以申报，"
            f"{ask} 人要先问清，{found.verdicts[Verdict.INCOMPLETE]} 人信息不全。"
        ),
        _table(heads, [[str(cell) for cell in line] for line in lines], [3, *([1] * (len(heads) - 1))], figures=True),
    ]
    if found.obstacles:
        parts.append(_heading("主要障碍"))
        obstacles = (f"{CRITERION_NAMES[o.criterion].zh} {o.people} 人" for o in found.obstacles[:_MOST_OBSTACLES])
        parts.append(_text("，".join(obstacles) + "。"))
    parts.append(_heading(dates.title.zh))
    parts += [_text(line.zh) for line in dates.lines]
    if posts:
        parts.append(_heading("岗位够不够（事业单位）"))
        texts = [[cell.zh for cell in line] for line in posts]
        parts.append(_table(texts[0], texts[1:], [2, 1, 2, 2, 2, 5], figures=True))
    parts.append(_text(f"依据：{pack.name.zh}。本表只供参考，最终以人社部门的审核结果为准。"))
    days = f"{_BY_HAND}年{_BY_HAND}月{_BY_HAND}日"
    sign = (
        f"经办人：{_BY_HAND}{_BY_HAND}　　负责人：{_BY_HAND}{_BY_HAND}",
        unit or _UNIT,
        days,
    )
    return _set(f"{unit}职称申报核对情况", parts, sign)
