"""A pack while it is being written: last year's file, or a district's first, changed place by place.

A draft is a value. What it holds is a file's text at every moment: it can be taken along and opened again, and the
comments of last year's file stay in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import yaml

from logic.pack import Fault, Loc, Pack, PackError, parse, parse_with_lines, path_of
from logic.pack.document import take_apart
from logic.pack.editing import data_of, edited
from logic.pack.faults import encoding_fault, yaml_fault
from logic.pack.filling import PLACE, values
from logic.pack.model import ByHash
from logic.pack.starter import starter
from logic.policy.check import faults, hints, untouched
from logic.policy.places import value_at
from logic.policy.sense import clauses_unchanged, doubts
from logic.words.language import Text, say


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a notice, as one goes through it: what it is called, and the places of the file that it holds."""

    id: str
    name: Text
    places: tuple[Loc, ...]

    def holds(self, path: str) -> bool:
        """Whether ``path`` lies within it."""
        return any(within(path, path_of(place)) for place in self.places)


def within(path: str, place: str) -> bool:
    """Whether ``path`` is ``place`` or lies in it."""
    return path == place or path.startswith(f"{place}.")


@dataclass(frozen=True, slots=True)
class Draft:
    """``begun_as``: the text of the file that it began as; ``model``: of the pack that stands beside each field."""

    content: str
    begun_as: str
    model: str
    # Whether what stands beside each field is a sample, and not last year's.
    sample: bool = False

    def put(self, changes: Mapping[Loc, Any]) -> Draft:
        """With the value at each place put there."""
        return replace(self, content=edited(self.content, changes))

    @property
    def data(self) -> Any:
        """What it holds, in plain values."""
        return _data(self.content)

    def at(self, loc: Loc, otherwise: Any = None) -> Any:
        """The value at ``loc``; ``otherwise`` where there is none."""
        return value_at(_data(self.content), loc, otherwise)

    def before(self, loc: Loc) -> Any:
        """What stands there in last year's pack, or in the sample; of a list: at the entry that is the same."""
        now, then = _data(self.content), _data(self.model)
        for place in loc:
            if isinstance(place, int) and isinstance(now, list) and isinstance(then, list):
                then = _same_entry(now, then, place)
            else:
                then = value_at(then, (place,))
            now = value_at(now, (place,))
        return then


def _same_entry(now: list[Any], then: list[Any], place: int) -> Any:
    """The entry of ``then`` that the one of ``now`` at ``place`` was: by its id, or else as far as one can see."""
    entry = value_at(now, (place,))
    if isinstance(entry, dict) and "id" in entry:
        return next((one for one in then if _identity(one) == _identity(entry)), None)
    if len(now) == len(then):
        return then[place] if place < len(then) else None
    return entry if entry in then else None


def _identity(entry: Any) -> tuple[Any, Any]:
    return value_at(entry, ("id",)), value_at(entry, ("round",), 1)


@lru_cache(maxsize=64)
def _data(content: str) -> Any:
    return data_of(content)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said of a draft: what must be mended, what to look at, what is as before; the pack, once sound."""

    pack: Pack | None
    faults: tuple[Fault, ...]
    hints: tuple[Fault, ...] = ()
    untouched: tuple[Fault, ...] = ()


def checked(draft: Draft, others: Sequence[Pack]) -> Checked:
    """All that ``policy check`` says of it, and what can hardly be meant; ``others``: what it will stand beside."""
    return _checked(draft.content, None if draft.sample else draft.model, tuple(map(ByHash, others)))


@lru_cache(maxsize=32)
def _checked(content: str, model: str | None, others: tuple[ByHash, ...]) -> Checked:
    try:
        pack, lines = parse_with_lines(content.encode(), "draft.yaml")
    except PackError as error:
        return Checked(None, tuple(error.faults))
    beside = [one.pack for one in others if one.pack.id != pack.id]
    name = f"{pack.id}.yaml"
    # Known from the first change on, and not only once the draft has a date of issue of its own.
    before = _last_year(model) if model else None
    return Checked(
        pack,
        tuple(faults(pack, lines, name, beside)),
        (*hints(pack, lines, beside, before), *doubts(pack), *(clauses_unchanged(pack, before) if before else ())),
        tuple(untouched(pack, lines, beside, before)),
    )


@lru_cache(maxsize=8)
def _last_year(model: str) -> Pack:
    return parse(model.encode(), "model.yaml")


def filled(draft: Draft, text: str, language: str) -> str:
    """A text of the draft with the days and figures that it names; what it names and is not there stays as it is."""
    known = _named(draft.content)
    return PLACE.sub(lambda name: known[name[1]].get(language) if name[1] in known else name[0], text)


@lru_cache(maxsize=8)
def _named(content: str) -> dict[str, Text]:
    return values(_data(content))


# --- where a draft begins ----------------------------------------------------------------------------------------


def next_year(content: str) -> Draft:
    """A new year's draft of last year's file: as it is, but that it does not rule yet and has an id of its own."""
    begun = content
    data = _data(content)
    id_, year = str(data.get("id", "")), str(value_at(data, ("covers", "first"), ""))[:4]
    new = id_.replace(year, str(int(year) + 1)) if year.isdecimal() and year in id_ else f"{id_}-new"
    return Draft(edited(content, {("id",): new, ("status",): "draft"}), begun, content)


def first(year: int) -> Draft:
    """The first draft of a district that has no pack: a sample, of which every part is to be made its own."""
    sample = starter(f"xinxian-{year}", year)
    return Draft(sample, sample, sample, sample=True)


# --- to keep it ---------------------------------------------------------------------------------------------------


def kept(draft: Draft) -> dict[str, Any]:
    """The draft in few words: what it began as, by its hash, and the lines that are other."""
    return {"begun": _hash(draft.begun_as), "lines": list(_lines(draft.begun_as, draft.content))}


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _lines(before: str, after: str) -> Iterator[list[Any]]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for what, first_, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield [first_, last, "".join(new[start:end])]


def restored(kept_words: object, beginnings: Sequence[Draft]) -> Draft | None:
    """A draft that a tab kept, whichever of ``beginnings`` it began as; None for anything else."""
    if not isinstance(kept_words, dict) or not isinstance(kept_words.get("lines"), list):
        return None
    begun = next((one for one in beginnings if _hash(one.begun_as) == kept_words.get("begun")), None)
    if begun is None:
        return None
    lines = begun.begun_as.splitlines(keepends=True)
    try:
        for start, end, text in reversed(kept_words["lines"]):
            if not (0 <= int(start) <= int(end) <= len(lines)):
                return None
            lines[int(start) : int(end)] = [str(text)]
        return opened("".join(lines).encode(), [begun])
    except (TypeError, ValueError):  # a PackError is one
        return None


_LARGEST = 2_000_000


def opened(content: bytes, beginnings: Sequence[Draft]) -> Draft:
    """A draft from before, as a file; raises PackError where it is none.

    It may have faults, but has the shape of a pack: what is a list in a pack is a list. ``beginnings``: what drafts
    begin as; the one that it has most lines of stands beside its fields.
    """
    unreadable = encoding_fault(content) if len(content) <= _LARGEST else (1, say("文件太大，不像一份政策。"))
    if unreadable is not None:
        raise PackError("draft.yaml", [Fault("(file)", *unreadable)])
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        data, _ = take_apart(content)
    except (yaml.YAMLError, ValueError, LookupError) as error:
        raise PackError("draft.yaml", [Fault("(file)", *yaml_fault(content, error))]) from None
    begun = max(beginnings, key=lambda one: len({*one.begun_as.splitlines()} & {*text.splitlines()}))
    if not _alike(data, _data(begun.model)):
        raise PackError("draft.yaml", [Fault("(file)", 1, say("这个文件不像一份政策。请选以前在这里下载的草稿。"))])
    return replace(begun, content=text)


def _alike(one: Any, other: Any) -> bool:
    """Whether ``one`` has lists and mappings where ``other`` has them."""
    if isinstance(other, dict):
        return isinstance(one, dict) and all(_alike(value, other[key]) for key, value in one.items() if key in other)
    if isinstance(other, list):
        kind = dict if other and isinstance(other[0], dict) else object
        return isinstance(one, list) and all(isinstance(each, kind) for each in one)
    return True
