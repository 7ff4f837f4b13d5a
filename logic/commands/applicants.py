"""``assess`` and ``sheet``: applicants from JSON, and what the rules say of them."""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import orjson

from logic.as_json import error_json, to_json
from logic.assess import assess
from logic.commands.packs import ruling_pack
from logic.commands.streams import (
    OK,
    SOME_FAULTS,
    opened,
    unreadable,
    write,
    write_whole,
)
from logic.facts import Applicant, BadApplicant, FieldError, read_applicant
from logic.pack import (
    Pack,
)
from logic.roster.model import Refused
from logic.words.language import say

# A first line that opens an object and does not close it is read on, up to this many bytes.
_MOST_FOR_ONE = 1_000_000
# What a line that is no JSON can raise: bad syntax or encoding, a number beyond all bounds, nesting beyond the stack.
_NOT_JSON = (ValueError, ArithmeticError, RecursionError)


# Hours of which a float might lose something.
_LONG_NUMBER = re.compile(rb"[0-9](?:[0-9]{11}|[eE])")


def _parse(text: bytes) -> tuple[Any, list[str]]:
    """The value in ``text``, and the names of fields given twice, which would silently lose one of their values."""
    if (plain := _plain(text)) is not None:
        return plain, []
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(found)
        if len(plain) != len(found):
            names = [name for name, _ in found]
            twice.extend(name for name in plain if names.count(name) > 1)
        return plain

    return json.loads(text.decode("utf-8"), parse_float=Decimal, object_pairs_hook=pairs), twice


def _plain(text: bytes) -> dict[str, Any] | None:
    """The applicant in ``text``, read in a third of the time; None where the quick reader might miss something."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if type(found) is not dict or type(found.get("id")) is float:
        return None
    fields, rows = len(found), found.get("hours")
    if type(rows) is list:
        if _LONG_NUMBER.search(text, text.find(b'"hours"')):
            return None
        for row in rows:
            if type(row) is dict:
                fields += len(row)
    # There is a colon for each field. A field given twice is found once, and leaves one over.
    return found if text.count(b":") == fields else None


def _opens_an_object(text: bytes) -> bool:
    """Whether ``text`` is the beginning of an object that goes on in the next line."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return text.lstrip().startswith(b"{") and error.pos >= len(error.doc.rstrip())
    except _NOT_JSON:
        return False
    return False


def _is_object(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except _NOT_JSON:
        return False


def documents(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """(line, text) of each applicant: one whole object, however it is laid out, or one a line."""
    lines = enumerate(stream, start=1)
    for number, line in lines:
        first = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if first.strip():
            break
    else:
        return
    held = [(number, first)]
    if _opens_an_object(first):
        size = len(first)
        for at, line in lines:
            held.append((at, line))
            size += len(line)
            if size > _MOST_FOR_ONE:
                break
        else:
            whole = b"".join(line for _, line in held)
            if _is_object(whole):
                yield number, whole
                return
    for at, line in itertools.chain(held, lines):
        if line.strip():
            yield at, line


def answer_line(number: int, text: bytes, pack: Pack, as_of: dt.date) -> tuple[bytes, bool]:
    """(the line of JSON that answers ``text``, whether it held an applicant)."""
    found, id_ = read_one(number, text, pack, as_of)
    if isinstance(found, bytes):
        return found, False
    return to_json(assess(found, pack, as_of), id_), True


def read_one(number: int, text: bytes, pack: Pack, as_of: dt.date) -> tuple[Applicant | bytes, Any]:
    """The applicant in ``text`` and the id; the line of JSON that says what is wrong where there is none."""
    id_: Any = None
    try:
        data, twice = _parse(text)
        if isinstance(data, dict):
            id_ = _echoable(data.pop("id", None))
        if twice:
            raise BadApplicant([FieldError(name, say("这一项写了两次。请只留一个。")) for name in twice])
        return read_applicant(data, as_of=as_of, specialties=pack.by_id), id_
    except BadApplicant as error:
        return error_json(id_, number, [(e.field or "line", e.text) for e in error.errors]), id_
    except _NOT_JSON:
        return error_json(None, number, [("line", say("这一行不是有效的 JSON（UTF-8 编码）。"))]), None


def _echoable(id_: Any) -> Any:
    """The id, which must be able to come back as it is."""
    if id_ is None:
        return None
    try:
        error_json(id_, 0, [])
    except (TypeError, *_NOT_JSON):
        raise BadApplicant([FieldError("id", say("id 须是普通的 JSON 值。"))]) from None
    return id_


def read_through(texts: Iterator[tuple[int, bytes]], file: str | None) -> Iterator[tuple[int, bytes]]:
    """``texts``; a file that breaks off is reported as that, and not mistaken for trouble with the output.

    Raises :class:`Refused`.
    """
    while True:
        try:
            found = next(texts, None)
        except OSError as error:
            raise unreadable(file, error) from None
        if found is None:
            return
        yield found


def assess_lines(args: argparse.Namespace) -> int:
    """``assess``: one line of JSON an applicant; exit code 1 where some line held none."""
    as_of = args.as_of
    pack = ruling_pack(args, as_of)
    all_well = True
    with opened(args.file) as stream:
        for number, text in read_through(documents(stream), args.file):
            line, well = answer_line(number, text, pack, as_of)
            all_well = all_well and well
            write(line + b"\n")
    return OK if all_well else SOME_FAULTS


def sheet_of_one(args: argparse.Namespace) -> int:
    """``sheet``: one applicant's result as paper or calendar.

    Raises :class:`Refused` where the file holds none or several, or cannot be read or written.
    """
    output = Path(args.output)
    kind = output.suffix.lower()
    if kind not in (".pdf", ".docx", ".ics"):
        raise Refused(say("办事单只写成 .pdf、.docx 或 .ics 文件：{file}。", file=args.output))
    as_of = args.as_of
    pack = ruling_pack(args, as_of)
    with opened(args.file) as stream:
        found = list(itertools.islice(read_through(documents(stream), args.file), 2))
    if len(found) != 1:
        raise Refused(say("办事单一次做一位：文件里要正好有一位申报人。"))
    applicant, _ = read_one(*found[0], pack, as_of)
    if isinstance(applicant, bytes):
        write(applicant + b"\n")
        return SOME_FAULTS
    from logic import sheet  # the setting program is not loaded for anything else

    assessment = assess(applicant, pack, as_of)
    if kind == ".ics":
        made = sheet.to_ics(applicant, assessment, pack, args.language)
    else:
        paper = sheet.sheet_of(applicant, assessment, pack, language=args.language)
        made = sheet.to_pdf(paper) if kind == ".pdf" else sheet.to_docx(paper)
    write_whole(output, made)
    return OK
