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

from logic.pack.checks import CHECKS, Check
from logic.pack.document import Lines, take_apart
from logic.pack.faults import Fault, PackError, encoding_fault, path_of, value_fault, yaml_fault
from logic.pack.filling import fill
from logic.pack.model import Pack
from logic.pack.schema import keys_at
from logic.words.language import say


def parse(content: bytes, file: str) -> Pack:
    """The pack in ``content``; ``file`` names it in faults. Raises :class:`PackError`."""
    return parse_with_lines(content, file)[0]


def parse_with_lines(content: bytes, file: str) -> tuple[Pack, Lines]:
    """As :func:`parse`, and the line of every place in the file. Raises :class:`PackError`."""
    unreadable = encoding_fault(content)
    if unreadable is not None:
        raise PackError(file, [Fault("(file)", *unreadable)])
    broken: list[Fault] = []
    try:
        data, lines = take_apart(content)
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


# A part of the file: a key at the very left.
_PART = re.compile(rb"^(?=[A-Za-z_])", re.MULTILINE)
_MOST_PARTS = 100


def _by_parts(content: bytes) -> tuple[dict[str, Any], Lines, list[Fault]]:
    """A file that is no YAML, read part by part: what can be read of it, and the faults of the parts that cannot."""
    data: dict[str, Any] = {}
    lines, faults = Lines(), []
    starts = [found.start() for found in _PART.finditer(content)][:_MOST_PARTS]
    for start, end in pairwise([*starts, len(content)]):
        above = content.count(b"\n", 0, start)
        try:
            part, places = take_apart(content[start:end], above)
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


_BY_KEYS = ("extra_forbidden", "model_type")


def _value_fault(found: ErrorDetails, lines: Lines) -> Fault:
    loc, given = found["loc"], found["input"]
    # Text where keys were expected is mended where the text stands.
    line = lines.line(loc, of_value=isinstance(given, str) and found["type"] in ("model_type", "dict_type"))
    name = str(loc[-1]) if loc else ""
    known = keys_at(loc[:-1] if found["type"] == "extra_forbidden" else loc) if found["type"] in _BY_KEYS else ()
    return Fault(path_of(loc), line, value_fault(found["type"], given, found.get("ctx", {}), name, known))
