"""A YAML file taken apart in one pass: what it holds, the line of every place, and the keys written twice.

YAML's tricks are refused: aliases and depth, which a pack has no use for and which can bring a reader down, and tags.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from logic.pack.faults import Loc


class Loader(yaml.CSafeLoader):
    """The safe loader, in C, that takes numbers, yes and no for what they are, and leaves dates to us.

    An impossible date would stop it without saying where.
    """


_TAKEN = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float"))
Loader.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    if (kept := [(tag, pattern) for tag, pattern in resolvers if tag in _TAKEN])
}
_DEEPEST = 30
# What a collection may be called, besides nothing.
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


class Lines:
    """The line of every place in a YAML document, and the keys written twice."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.lines: dict[Loc, int] = {}
        self.values: dict[Loc, int] = {}
        self.twice: list[tuple[Loc, int]] = []
        # Texts that name a date or a figure, as they stand in the file.
        self.written: dict[Loc, str] = {}

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


def take_apart(content: bytes, above: int = 0) -> tuple[Any, Lines]:
    """What ``content`` holds, and its lines; ``above``: the lines of the file before it. Raises what YAML raises."""
    return _Document(content, above).read()


class _Document:
    """One file being read, event by event."""

    def __init__(self, content: bytes, above: int) -> None:
        self._loader: Any = Loader(content)
        # Events, as the library has them: the stubs of its C part know little of them.
        self._next: Callable[[], Any] = self._loader.get_event
        self._resolvers = Loader.yaml_implicit_resolvers
        self._first = above + 1
        self._found = Lines()

    def read(self) -> tuple[Any, Lines]:
        """The one document of the file; None where there is none."""
        data = None
        self._next()  # the stream begins
        if isinstance(begun := self._next(), yaml.DocumentStartEvent):
            data = self._value(self._next(), ())
            self._next()  # the document ends
            begun = self._next()
        if isinstance(begun, yaml.DocumentStartEvent):
            raise _trouble("but found another document", begun)
        return data, self._found

    def _value(self, event: Any, path: Loc) -> Any:
        line = self._line(event)
        self._found.lines.setdefault(path, line)
        self._found.values[path] = line
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise _trouble("alias", event)
        if len(path) >= _DEEPEST:
            raise _trouble("nested too deep", event)
        if event.tag not in _PLAIN_TAGS:
            raise _trouble("could not determine a constructor for the tag", event)
        return self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _line(self, event: Any) -> int:
        line: int = event.start_mark.line
        return line + self._first

    def _sequence(self, path: Loc) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _mapping(self, path: Loc) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        lines = self._found.lines
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _trouble("alias" if isinstance(event, yaml.AliasEvent) else "found unhashable key", event)
            place = (*path, event.value)
            line = self._line(event)
            if place in lines:
                self._found.twice.append((place, line))
            lines[place] = line
            key = self._scalar(event)
            found[key] = self._value(self._next(), place)
        return found

    def _scalar(self, event: Any) -> Any:
        text = event.value
        # Most of a pack is quoted, or begins as no number does.
        plain = event.tag in (None, "!")
        if plain and (not event.implicit[0] or text[:1] not in self._resolvers):
            return text
        tag = self._loader.resolve(yaml.ScalarNode, text, event.implicit) if plain else event.tag
        return self._loader.construct_object(yaml.ScalarNode(tag, text, event.start_mark, event.end_mark))


def _trouble(what: str, event: Any) -> yaml.MarkedYAMLError:
    mark = event.start_mark
    place = yaml.Mark("", mark.index, mark.line, mark.column, None, 0) if mark else None
    return yaml.MarkedYAMLError(problem=what, problem_mark=place)
