"""A pack read from its file: YAML without tricks, checked whole, every fault with its place (:class:`PackError`)."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from itertools import pairwise
from typing import Any

import yaml
from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails

from logic.language import say
from logic.pack.checks import CHECKS, Check
from logic.pack.faults import Fault, Loc, PackError, encoding_fault, path_of, value_fault, yaml_fault
from logic.pack.filling import fill
from logic.pack.model import Pack
from logic.pack.schema import keys_at


class _Loader(yaml.CSafeLoader):
    """The safe loader, in C, that leaves dates to us: an impossible one would stop it without saying where."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _refuse_tricks(content: bytes) -> None:
    """No aliases and no depth that a pack has no use for: both can bring a YAML reader down."""
    depth = 0
    for event in yaml.parse(content, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _trick("alias", event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _trick("nested too deep", event)


def _trick(what: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark = event.start_mark
    place = yaml.Mark("", mark.index, mark.line, mark.column, None, 0) if mark else None
    return yaml.MarkedYAMLError(problem=what, problem_mark=place)


_DEEPEST = 30


class Lines:
    """The line of every place in a YAML document, and the keys written twice."""

    def __init__(self, node: yaml.Node | None, above: int = 0) -> None:
        """Note the lines of all that ``node`` holds; ``above``: the lines of the file before it."""
        self._first = above + 1
        self.lines: dict[Loc, int] = {}
        self.values: dict[Loc, int] = {}
        self.twice: list[tuple[Loc, int]] = []
        # Texts that name a date or a figure, as they stand in the file.
        self.written: dict[Loc, str] = {}
        if node is not None:
            self._walk(node, ())

    def _walk(self, node: yaml.Node, path: Loc) -> None:
        self.lines.setdefault(path, node.start_mark.line + self._first)
        self.values[path] = node.start_mark.line + self._first
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                place = (*path, str(key.value))
                if place in self.lines:
                    self.twice.append((place, key.start_mark.line + self._first))
                self.lines[place] = key.start_mark.line + self._first
                self._walk(value, place)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._walk(value, (*path, index))

    def add(self, other: Lines) -> None:
        """Note the lines of another part of the file."""
        self.lines |= other.lines
        self.values |= other.values
        self.twice += other.twice

    def line(self, loc: Loc, *, of_value: bool = False) -> int:
        """The line of ``loc``, or of the nearest place around it; of its key, unless the value is asked for."""
        if of_value and loc in self.values:
            return self.values[loc]
        while loc not in self.lines and loc:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def parse(content: bytes, file: str) -> Pack:
    """The pack in ``content``; ``file`` names it in faults. Raises :class:`PackError`."""
    return parse_with_lines(content, file)[0]


def parse_with_lines(content: bytes, file: str) -> tuple[Pack, Lines]:
    """As :func:`parse`, and the line of every place in the file."""
    unreadable = encoding_fault(content)
    if unreadable is not None:
        raise PackError(file, [Fault("(file)", *unreadable)])
    broken: list[Fault] = []
    try:
        data, lines = _read(content)
    except _NOT_YAML as error:
        broken = [Fault("(file)", *yaml_fault(content, error))]
        data, lines, others = _by_parts(content)
        broken += [fault for fault in others if fault.line != broken[0].line]
        if not data.keys() & Pack.model_fields.keys():
            raise PackError(file, broken) from None
    if not isinstance(data, dict):
        raise PackError(file, broken or [Fault("(file)", 1, say("政策包须是“键: 值”的结构。"))])
    faults = [Fault(path_of(loc), line, say("这个键写了两次。请只留一个。")) for loc, line in lines.twice]
    lines.written, unnamed = fill(data)
    if not broken:
        faults += [Fault(path_of(loc), lines.line(loc), text) for loc, text in unnamed]
    data["sha256"] = hashlib.sha256(content).hexdigest()
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        # Of a part that could not be read nothing is said beside that.
        faults += [_value_fault(one, lines) for one in found if not (broken and one["type"] == "missing")]
        if not broken:
            sound = _sound_parts(data, {str(one["loc"][0]) for one in found})
            for check in CHECKS:
                # Of a part that has a fault of its own nothing is asked.
                with suppress(AttributeError):
                    faults += _checked(check, sound, lines)
        raise PackError(file, sorted([*broken, *faults], key=lambda f: f.line)) from None
    pack._written.update(lines.written)
    for check in CHECKS:
        faults += _checked(check, pack, lines)
    if faults or broken:
        raise PackError(file, sorted([*broken, *faults], key=lambda f: f.line))
    return pack, lines


_NOT_YAML = (yaml.YAMLError, ValueError, LookupError)


def _read(content: bytes, above: int = 0) -> tuple[Any, Lines]:
    """What ``content`` holds, and its lines; ``above``: the lines of the file before it."""
    _refuse_tricks(content)
    return yaml.load(content, Loader=_Loader), Lines(yaml.compose(content, Loader=_Loader), above)


# A part of the file: a key at the very left.
_PART = re.compile(rb"^(?=[A-Za-z_])", re.MULTILINE)
_MOST_PARTS = 100


def _by_parts(content: bytes) -> tuple[dict[str, Any], Lines, list[Fault]]:
    """A file that is no YAML, read part by part: what can be read of it, and the faults of the parts that cannot."""
    data: dict[str, Any] = {}
    lines, faults = Lines(None), []
    starts = [found.start() for found in _PART.finditer(content)][:_MOST_PARTS]
    for start, end in pairwise([*starts, len(content)]):
        above = content.count(b"\n", 0, start)
        try:
            part, places = _read(content[start:end], above)
        except _NOT_YAML as error:
            line, text = yaml_fault(content[start:end], error)
            faults.append(Fault("(file)", line + above, text))
            continue
        if isinstance(part, dict):
            data |= part
            lines.add(places)
    return data, lines, faults


def _sound_parts(data: dict[str, Any], faulty: set[str]) -> Pack:
    """The parts of a pack without a fault; what is not there raises AttributeError when it is asked for."""
    fields: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in Pack.model_fields.items()
        if name in data and name not in faulty
    }
    read = create_model("Sound", __config__=Pack.model_config, **fields).model_validate(
        {name: data[name] for name in fields}
    )
    sound = {name: getattr(read, name) for name in fields}
    defaults = {name: field.get_default(call_default_factory=True) for name, field in Pack.model_fields.items()}
    missing = {name for name, field in Pack.model_fields.items() if field.is_required()} | faulty
    pack = Pack.model_construct(**{name: value for name, value in defaults.items() if name not in missing} | sound)
    for name in missing - sound.keys():
        pack.__dict__.pop(name, None)
    return pack


def _checked(check: Check, pack: Pack, lines: Lines) -> list[Fault]:
    return [Fault(path_of(loc), lines.line(loc), text) for loc, text in check(pack)]


def _value_fault(found: ErrorDetails, lines: Lines) -> Fault:
    loc, given = found["loc"], found["input"]
    # Text where keys were expected is mended where the text stands.
    line = lines.line(loc, of_value=isinstance(given, str) and found["type"] in ("model_type", "dict_type"))
    name = str(loc[-1]) if loc else ""
    known = keys_at(loc[:-1]) if found["type"] == "extra_forbidden" else ()
    return Fault(path_of(loc), line, value_fault(found["type"], given, found.get("ctx", {}), name, known))
