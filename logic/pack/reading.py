"""A pack read from its file: YAML without tricks, checked whole, every fault with its place (:class:`PackError`)."""

from __future__ import annotations

import hashlib

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from logic.language import say
from logic.pack.checks import cross_checks
from logic.pack.faults import Fault, Loc, PackError, encoding_fault, path_of, value_fault, yaml_fault
from logic.pack.filling import fill
from logic.pack.model import Pack


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

    def __init__(self, node: yaml.Node | None) -> None:
        """Note the lines of all that ``node`` holds."""
        self.lines: dict[Loc, int] = {}
        self.values: dict[Loc, int] = {}
        self.twice: list[tuple[Loc, int]] = []
        # Texts that name a date or a figure, as they stand in the file.
        self.written: dict[Loc, str] = {}
        if node is not None:
            self._walk(node, ())

    def _walk(self, node: yaml.Node, path: Loc) -> None:
        self.lines.setdefault(path, node.start_mark.line + 1)
        self.values[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                place = (*path, str(key.value))
                if place in self.lines:
                    self.twice.append((place, key.start_mark.line + 1))
                self.lines[place] = key.start_mark.line + 1
                self._walk(value, place)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._walk(value, (*path, index))

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
    if unreadable is None:
        try:
            _refuse_tricks(content)
            node = yaml.compose(content, Loader=_Loader)
            data = yaml.load(content, Loader=_Loader)
        except (yaml.YAMLError, ValueError, LookupError) as error:
            unreadable = yaml_fault(content, error)
    if unreadable is not None:
        raise PackError(file, [Fault("(file)", *unreadable)])
    lines = Lines(node)
    faults = [Fault(path_of(loc), line, say("这个键写了两次。请只留一个。")) for loc, line in lines.twice]
    if not isinstance(data, dict):
        raise PackError(file, [Fault("(file)", 1, say("政策包须是“键: 值”的结构。"))])
    lines.written, unnamed = fill(data)
    faults += [Fault(path_of(loc), lines.line(loc), text) for loc, text in unnamed]
    data["sha256"] = hashlib.sha256(content).hexdigest()
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        faults += [_value_fault(found, lines) for found in error.errors(include_url=False)]
        raise PackError(file, sorted(faults, key=lambda f: f.line)) from None
    pack._written.update(lines.written)
    faults += [Fault(path_of(loc), lines.line(loc), text) for loc, text in cross_checks(pack)]
    if faults:
        raise PackError(file, sorted(faults, key=lambda f: f.line))
    return pack, lines


def _value_fault(found: ErrorDetails, lines: Lines) -> Fault:
    loc, given = found["loc"], found["input"]
    # Text where keys were expected is mended where the text stands.
    line = lines.line(loc, of_value=isinstance(given, str) and found["type"] in ("model_type", "dict_type"))
    text = value_fault(found["type"], given, found.get("ctx", {}), str(loc[-1]) if loc else "")
    return Fault(path_of(loc), line, text)
