"""A pack's file changed at single places and nowhere else: comments, order and line breaks stay as they were written.

So git shows of a year's changes the values that changed. A round trip through a YAML library would wrap the long lists
of words anew and drown them (docs/decisions/0019-packs-travel.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakValueDictionary

import yaml

from logic.pack.document import Loader
from logic.pack.faults import Loc


class _Gone:
    """What is taken away."""


GONE = _Gone()
Value = Any
Changes = Mapping[Loc, Value]


def edited(content: str, changes: Changes) -> str:
    """``content`` with the value at each place put there: plain values, lists and mappings, or :data:`GONE`.

    A place is a key of a mapping that is there, or a place in a list that is there; its length: one more at its end.
    No place may lie within another; of a list within brackets one item at a time can be taken away. What is as it was
    is left alone. Raises KeyError where a place's parent is not there.
    """
    gone = {loc: value for loc, value in changes.items() if value is GONE}
    if gone and len(gone) < len(changes):
        # First what is written: then no place has moved yet.
        return edited(edited(content, {loc: value for loc, value in changes.items() if loc not in gone}), gone)
    parts = _parted(content)
    if not all(loc[0] in parts.by_key and (loc[1:] or value is not GONE) for loc, value in changes.items()):
        parts = _Parts(content, whole=True)
    wanted = parts.data_but({loc[0] for loc in changes})
    edits: list[tuple[int, int, int, str]] = []
    for number, (loc, value) in enumerate(changes.items()):
        offset, layout = parts.of(loc)
        if layout.holds(loc, value):
            continue
        first, last, text = layout.edit(loc, value, changes)
        edits.append((offset + first, offset + last, number, text))
    # Within a list the later ones first, so that those before keep their places.
    for loc in sorted(changes, key=lambda loc: [str(part).rjust(9) for part in loc], reverse=True):
        if gone:
            _take(wanted, loc)
    for loc, value in changes.items():
        if not gone:
            _put(wanted, loc, value)
    for first, last, _, text in sorted(edits, reverse=True):
        content = content[:first] + text + content[last:]
    if data_of(content) != wanted:
        raise AssertionError(f"the file would not hold what was put there: {list(changes)}")
    return content


def data_of(content: str) -> Any:
    """What a file holds, in plain values; not to be changed, as it is kept for whoever asks next."""
    return _parted(content).data


def _take(data: Any, loc: Loc) -> None:
    part: Any = _at(data, loc[:-1])
    place: Any = loc[-1]
    if isinstance(part, list) or place in part:
        del part[place]


def _put(data: Any, loc: Loc, value: Value) -> None:
    part, place = _at(data, loc[:-1]), loc[-1]
    if isinstance(part, list) and place == len(part):
        part.append(value)
    else:
        part[place] = value


def _at(data: Any, loc: Loc) -> Any:
    for place in loc:
        data = data[place]
    return data


@dataclass(frozen=True, slots=True)
class _Entry:
    """One place of the file: its key, where it has one, its value, and what it stands in."""

    key: yaml.Node | None
    value: yaml.Node
    parent: yaml.CollectionNode


class _Layout:
    """Where everything stands in a file, or in a part of one."""

    def __init__(self, content: str) -> None:
        self.content = content
        loader = Loader(content)
        try:
            root = loader.get_single_node()
            self.data: Any = None if root is None else loader.construct_document(root)
        finally:
            loader.dispose()
        self.nodes: dict[Loc, yaml.Node] = {}
        self.entries: dict[Loc, _Entry] = {}
        if root is not None:
            self._note(root, ())

    def _note(self, node: yaml.Node, loc: Loc) -> None:
        self.nodes[loc] = node
        for place, key, value in _children(node):
            assert isinstance(node, yaml.CollectionNode)
            self.entries[*loc, place] = _Entry(key, value, node)
            self._note(value, (*loc, place))

    def holds(self, loc: Loc, value: Value) -> bool:
        """Whether ``value`` is there already."""
        there = loc in self.entries
        if value is GONE:
            return not there
        return there and bool(_same(_at(self.data, loc), value))

    def edit(self, loc: Loc, value: Value, changes: Changes) -> tuple[int, int, str]:
        """From where to where the file gives way to which text."""
        if value is GONE:
            return self._without(loc, changes)
        entry = self.entries.get(loc)
        if entry is None:
            return self._with(loc, value)
        first, last = entry.value.start_mark.index, self._end(entry.value)
        if first == last:  # nothing stands behind the colon
            return first, last, f" {_written(value)}"
        return first, last, _written(value)

    def _with(self, loc: Loc, value: Value) -> tuple[int, int, str]:
        """A further key of a mapping, or a further item of a list."""
        parent = self.nodes[loc[:-1]]
        key = "" if isinstance(parent, yaml.SequenceNode) else f"{_written(loc[-1])}: "
        text = f"{key}{_written(value)}"
        assert isinstance(parent, yaml.CollectionNode)
        if parent.flow_style:
            end = parent.end_mark.index - 1
            end = len(self.content[:end].rstrip())
            return end, end, f", {text}" if parent.value else text
        end = self._line_end(self._end(parent))
        column = parent.start_mark.column
        dash = "" if key else "- "
        return end, end, f"\n{' ' * column}{dash}{text}"

    def _without(self, loc: Loc, changes: Changes) -> tuple[int, int, str]:
        entry = self.entries[loc]
        parent = entry.parent
        left = [at for at, other in self.entries.items() if other.parent is parent and changes.get(at) is not GONE]
        first = (entry.key or entry.value).start_mark.index
        last = self._end(entry.value)
        if parent.flow_style:
            return self._out_of_flow(first, last)
        if not left:
            # The last that goes leaves an empty list or mapping, and the one edit is made for all.
            others = [at for at, other in self.entries.items() if other.parent is parent]
            if loc != others[0]:
                return last, last, ""
            empty = "[]" if isinstance(parent, yaml.SequenceNode) else "{}"
            return parent.start_mark.index, self._end(parent), empty
        begin = self.content.rfind("\n", 0, first) + 1
        return begin, min(self._line_end(last) + 1, len(self.content)), ""

    def _out_of_flow(self, first: int, last: int) -> tuple[int, int, str]:
        behind = re.compile(r"\s*,\s*").match(self.content, last)
        if behind:
            return first, behind.end(), ""
        before = re.search(r"\s*,\s*$", self.content[:first])
        return (before.start() if before else first), last, ""

    def _end(self, node: yaml.Node) -> int:
        """Where a value really ends: the reader's mark of a block lies where the next thing begins."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            *_, (_, _, value) = _children(node)
            return self._end(value)
        start, end = node.start_mark.index, node.end_mark.index
        return max(start, len(self.content[:end].rstrip())) if end > start else end

    def _line_end(self, index: int) -> int:
        """The end of the line, a comment on it included."""
        end = self.content.find("\n", index)
        return len(self.content) if end < 0 else end


# By text, while one of the last files holds it: a large part takes ten megabytes.
_LAID_OUT: WeakValueDictionary[str, _Layout] = WeakValueDictionary()


def _laid_out(content: str) -> _Layout:
    """Read once: a change leaves most parts of a file as they were."""
    layout = _LAID_OUT.get(content)
    if layout is None:
        layout = _LAID_OUT[content] = _Layout(content)
    return layout


# Where a part of a file begins: a key at the beginning of a line. What follows the mark of a document's end is none.
_KEY = re.compile(r"^(?=[A-Za-z_]\w*:(?:\s|$))", re.MULTILINE)
_END = re.compile(r"^\.\.\.", re.MULTILINE)


class _Parts:
    """A file by its outermost keys, each laid out for itself; as one part where it cannot be read so."""

    def __init__(self, content: str, *, whole: bool = False) -> None:
        self.by_key: dict[Any, tuple[int, _Layout]] = {} if whole else _by_key(content)
        self._whole = None if self.by_key else _laid_out(content)
        self.data: Any = (
            self._whole.data if self._whole else {key: layout.data[key] for key, (_, layout) in self.by_key.items()}
        )

    def of(self, loc: Loc) -> tuple[int, _Layout]:
        """What ``loc`` stands in, and where that begins."""
        return (0, self._whole) if self._whole else self.by_key[loc[0]]

    def data_but(self, keys: Iterable[Any]) -> Any:
        """The data, of which what stands below ``keys`` can be changed."""
        if self._whole:
            return deepcopy(self.data)
        return {**self.data, **{key: deepcopy(self.data[key]) for key in keys}}


def _by_key(content: str) -> dict[Any, tuple[int, _Layout]]:
    """By outermost key, where its part begins; nothing where a part by itself may say something else."""
    if _END.search(content):
        return {}
    begins = [0, *[found.start() for found in _KEY.finditer(content)][1:]]
    parts: dict[Any, tuple[int, _Layout]] = {}
    for first, last in zip(begins, [*begins[1:], len(content)], strict=True):
        try:
            layout = _laid_out(content[first:last])
        except yaml.YAMLError:
            return {}
        if not isinstance(layout.data, dict) or len(layout.data) != 1 or parts.keys() & layout.data.keys():
            return {}
        parts[next(iter(layout.data))] = first, layout
    return parts


@lru_cache(maxsize=4)
def _parted(content: str) -> _Parts:
    """Read once: a change begins with what the one before ended with."""
    return _Parts(content)


def _children(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node | None, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key, value
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield place, None, value


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


# What needs no quotes, wherever it stands.
_PLAIN = re.compile(r"[\w《“（][\w《》“”（）、。，；：？·〔〕 ./+-]*")


def _written(value: Value) -> str:
    """A value on one line, as a clerk would write it."""
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value == value.strip() and yaml.load(value, Loader=Loader) == value:
            return value
        quoted = json.dumps(value, ensure_ascii=False)
        return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in quoted)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_written(key)}: {_written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    return json.dumps(value)
