"""What all commands share: the exit codes, reading and writing, and what is said where that fails."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from logic.roster.model import Refused
from logic.words.language import Text, say

OK, SOME_FAULTS, UNUSABLE = 0, 1, 2


class OutputClosed(Exception):
    """The reader of our output has closed it."""


def write(data: bytes) -> None:
    """Bytes to standard output. Raises what :func:`unwritable` makes of a fault."""
    try:
        sys.stdout.buffer.write(data)
    except OSError as error:
        raise unwritable(error) from None


def unwritable(error: OSError) -> Exception:
    """What to raise where output cannot be written: :class:`OutputClosed` for a closed pipe, else :class:`Refused`."""
    # Windows reports a closed pipe as an invalid argument.
    if isinstance(error, BrokenPipeError) or error.errno == errno.EINVAL:
        return OutputClosed()
    return Refused(say("无法写出结果：{why}。", why=error.strerror or "?"))


@contextlib.contextmanager
def opened(file: str | None) -> Iterator[IO[bytes]]:
    """``file``, or standard input where there is none or ``-``. Raises :class:`Refused` where it cannot be read."""
    if file is None or file == "-":
        if sys.stdin is None:
            raise Refused(say("没有标准输入可读。请给出文件名。"))
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below; what the reader does must not look like a bad file
    except (OSError, ValueError) as error:
        raise unreadable(file, error) from None
    with stream:
        yield stream


def unreadable(file: str | None, error: Exception) -> Refused:
    """That ``file`` cannot be read, and why."""
    return Refused(say("无法读取 {file}：{why}。", file="stdin" if file is None else file, why=_why(error)))


def _why(error: Exception) -> Text | str:
    """What the system says, in both languages where it is one of the usual mistakes."""
    match error:
        case FileNotFoundError():
            return say("没有这个文件")
        case IsADirectoryError():
            return say("这是文件夹")
        case PermissionError():
            return say("没有权限，或者这是文件夹")
    return getattr(error, "strerror", None) or "?"


def print_lines(*lines: str) -> None:
    """Lines to standard output, in UTF-8 whatever the console is set to."""
    write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))


def remark(remark: Text) -> None:
    """Say on the terminal how the file was read: whole columns, never a name."""
    if sys.stderr is not None:
        sys.stderr.buffer.write(f"{remark.zh} {remark.en}\n".encode("utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()


def write_whole(output: Path, content: bytes) -> None:
    """Whole or not at all: what stands there is replaced only by a finished file. Raises :class:`Refused`."""
    half = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        os.replace(half, output)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError, ValueError):
            half.unlink()
        why = getattr(error, "strerror", None) or "?"
        raise Refused(say("无法写出 {file}：{why}。", file=str(output), why=why)) from None
