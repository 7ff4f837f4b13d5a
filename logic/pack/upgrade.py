"""A pack as it was written for an earlier version of the program, brought to what is read today.

The file is edited where it has to change and nowhere else, so comments and layout stay and a comparison shows little.
Sentences that were the program's own, and are the pack's now, are taken from the pack that ships: they are this
district's, and to be read over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from logic.facts import iso_day
from logic.pack.document import Loader
from logic.pack.faults import Fault, Loc, path_of
from logic.pack.filling import day_of_year, span_of_year
from logic.pack.starter import region_of
from logic.words.language import Text, say


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines ``first`` to before ``after`` (from 0) become ``lines``; ``loc`` and ``text`` say what was done."""

    first: int
    after: int
    lines: tuple[str, ...]
    loc: Loc
    text: Text


class _Layout:
    """Where everything stands in a file."""

    def __init__(self, content: str) -> None:
        self.lines = content.splitlines()
        self.data: Any = yaml.load(content, Loader=Loader)
        self._at: dict[Loc, tuple[yaml.Node, yaml.Node]] = {}
        root = yaml.compose(content, Loader=Loader)
        if root is not None:
            self._note(root, ())

    def _note(self, node: yaml.Node, loc: Loc) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._at[(*loc, str(key.value))] = key, value
                self._note(value, (*loc, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for place, value in enumerate(node.value):
                self._note(value, (*loc, place))

    def __contains__(self, loc: Loc) -> bool:
        return loc in self._at

    def span(self, loc: Loc) -> tuple[int, int]:
        """The lines of an entry, its key and all below it; comments that follow are not its own."""
        key, value = self._at[loc]
        # A block ends where the next entry begins, anything else on its own last line.
        block = isinstance(value, yaml.CollectionNode) and not value.flow_style
        after = value.end_mark.line + (not block and value.end_mark.column > 0)
        while after > key.start_mark.line + 1 and re.fullmatch(r"\s*(#.*)?", self.lines[after - 1]):
            after -= 1
        return key.start_mark.line, after

    def block(self, loc: Loc) -> tuple[str, ...]:
        """An entry as it is written."""
        first, after = self.span(loc)
        return tuple(self.lines[first:after])

    def keys(self, *loc: str | int) -> list[str]:
        """The keys below ``loc``."""
        return [str(place[-1]) for place in self._at if place[:-1] == loc]


def upgraded(content: str, shipped: str) -> tuple[str, list[Fault]]:
    """``content`` in today's form, and what was done, in the order of the old lines; ``shipped``: a pack of today.

    Raises ``ValueError`` or ``yaml.YAMLError`` for what is no pack.
    """
    old = _Layout(content)
    if not isinstance(old.data, dict):
        raise ValueError("no mapping")
    edits = sorted(_edits(old, _Layout(shipped)), key=lambda edit: edit.first)
    lines = list(old.lines)
    for edit in reversed(edits):
        lines[edit.first : edit.after] = edit.lines
    return "\n".join(lines) + "\n", [Fault(path_of(edit.loc), edit.first + 1, edit.text) for edit in edits]


def _edits(old: _Layout, new: _Layout) -> Iterator[Edit]:
    gone, renamed = say("不再写，去掉了。"), say("改了名称。")
    taken = say("现在写在政策里；照 {id} 抄来，请看一遍。", id=str(new.data["id"]))
    if ("region",) not in old and ("id",) in old:
        _, after = old.span(("id",))
        added = say("加上了地区。同一个区县每年写得一样。")
        yield Edit(after, after, (f"region: {region_of(str(old.data['id']))}",), ("region",), added)
    specialties = old.data.get("specialties") or ()
    removed: list[Loc] = [("specialties", i, "committee") for i in range(len(specialties))]
    removed += [("recognition", "window"), ("review", "window")]
    for loc in removed:
        if loc in old:
            yield Edit(*old.span(loc), (), loc, gone)
    for name in old.keys("series"):
        loc = ("series", name, "ladder")
        if loc in old:
            first, _ = old.span(loc)
            yield Edit(first, first + 1, (old.lines[first].replace("ladder:", "committee:", 1),), loc, renamed)
        if (loc := ("series", name, "new")) in old and old.data["series"][name]["new"] is True:
            yield Edit(*old.span(loc), new.block(("series", "digital_economy", "new")), loc, taken)
    if (loc := ("review", "ladders")) in old:
        first, _ = old.span(loc)
        yield Edit(first, first + 1, (old.lines[first].replace("ladders:", "committees:", 1),), loc, renamed)
        for name in old.keys(*loc):
            place, theirs = (*loc, name, "source"), ("review", "committees", name)
            if place in old and theirs in new:
                first, after = old.span(place)
                yield Edit(first, first, new.block((*theirs, "name")), (*loc, name), taken)
                _, end = old.span((*loc, name))
                also = ("if_refused", "if_refused_clause", "if_unsure")
                more = [line for key in also for line in _part(new, (*theirs, key))]
                if more:
                    yield Edit(end, end, tuple(more), (*loc, name), taken)
    swaps: tuple[tuple[Loc, Loc], ...] = (
        (("recognition", "no_window_for_series"), ("recognition", "dates_elsewhere")),
        (("scope", "employment", "other_organisation"), ("scope", "employment", "other_organisation")),
    )
    for before, now in swaps:
        if before in old and (before != now or old.data["scope"]["employment"]["other_organisation"] == "confirm"):
            yield Edit(*old.span(before), new.block(now), before, taken)
    if ("names", "here") not in old and ("names",) in old:
        _, after = old.span(("names",))
        yield Edit(after, after, new.block(("names", "here")), ("names", "here"), taken)
    for name, behind in (("hours_registered", "hours"), ("ways", "series")):
        if (name,) not in old and (behind,) in old:
            _, after = old.span((behind,))
            yield Edit(after, after, (*([""] if name == "ways" else []), *new.block((name,))), (name,), taken)
    yield from _clauses(old)


def _part(layout: _Layout, loc: Loc) -> tuple[str, ...]:
    return layout.block(loc) if loc in layout else ()


def _clauses(old: _Layout) -> Iterator[Edit]:
    """Dates and figures that a clause of the notice said itself."""
    url = old.data.get("url")
    named = list(_names(old.data))
    for id_, clause in (old.data.get("clauses") or {}).items():
        source = (old.data.get("sources") or {}).get(clause.get("source"), {})
        for language, place in (("zh", 0), ("en", 1)):
            loc = ("clauses", str(id_), "text", language)
            if loc not in old or source.get("url") != url:
                continue
            first, after = old.span(loc)
            lines = before = tuple(old.lines[first:after])
            for words, name in named:
                lines = tuple(line.replace(words[place], name[place]) for line in lines)
            if lines != before:
                yield Edit(first, after, lines, loc, say("日期和数字改成了名称，只在一处写。"))


def _names(data: dict[str, Any]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """What stands in a clause, and the name to put there, the longer first; each in Chinese and English."""
    days = []
    for event in data.get("calendar") or ():
        opens, closes = (iso_day(str(event.get(name))) for name in ("opens", "closes"))
        if opens and closes:
            whole, last = span_of_year(opens, closes), day_of_year(closes)
            name, end = f"{{{event['id']}}}", f"{{{event['id']}.closes}}"
            if opens != closes:
                yield (whole.zh, whole.en), (name, name)
            days.append(((last.zh, last.en), (end, end)))
    yield from days
    hours, days_posted = data.get("hours") or {}, data.get("publicity_days")
    general, professional = hours.get("general"), hours.get("professional")
    g, p, d = "{hours.general}", "{hours.professional}", "{publicity_days}"
    yield (f"公需科目 {general} 学时", f"{general} hours of general"), (f"公需科目 {g} 学时", f"{g} hours of general")
    yield (
        (f"专业科目 {professional} 学时", f"{professional} of professional"),
        (f"专业科目 {p} 学时", f"{p} of professional"),
    )
    yield (f"{days_posted} 个工作日", f"{days_posted} working days"), (f"{d} 个工作日", f"{d} working days")
