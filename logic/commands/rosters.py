"""``roster`` and ``template``: a unit's table in and out."""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import stat
from pathlib import Path

from logic.commands.packs import ruling_pack
from logic.commands.streams import (
    OK,
    SOME_FAULTS,
    remark,
    unreadable,
    write_whole,
)
from logic.roster.model import Refused
from logic.words.language import say


def roster(args: argparse.Namespace) -> int:
    """``roster``: a unit's table in, the same with the answers out; exit code 1 where some row has errors."""
    # Arrow's own allocator keeps what is freed: a million rows took a sixth more memory, and no less time. Asked for
    # here, for this process and its helpers, before anything loads Arrow.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # What reads and writes spreadsheets is not loaded for anything else.
    from logic.roster.work import check_file
    from logic.roster.writing import Grounds

    as_of = args.as_of
    grounds = Grounds(ruling_pack(args, as_of), as_of)
    try:
        # A pipe would wait for a writer, and cannot be read twice.
        if not stat.S_ISREG(os.stat(args.input).st_mode) and not os.path.isdir(args.input):
            raise Refused(say("{file} 是管道或设备，不是文件。请先存成文件再读。", file=args.input))
        with Path(args.input).open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise unreadable(args.input, error) from None
    end_tidily()
    # Hardly anything here goes in circles; looking for them takes a tenth of the time.
    gc.set_threshold(200_000, 20, 20)
    try:
        counts = check_file(Path(args.input), Path(args.output), grounds, sheet=args.sheet, tell=remark)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "?"
        raise Refused(say("无法写出 {file}：{why}。", file=args.output, why=why)) from None
    except MemoryError:
        raise Refused(say("内存不够，没有写出结果。请把表格分成几份。")) from None
    return SOME_FAULTS if counts.faulty else OK


def end_tidily() -> None:
    """Let what is under way be cleaned up when the process is asked to end, as at Ctrl-C."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What was started to outlive its terminal goes on.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


def template(args: argparse.Namespace) -> int:
    """``template``: the empty spreadsheet for a unit's staff. Raises :class:`Refused`."""
    from logic.roster.template import write_template  # the spreadsheet library is not loaded for anything else

    as_of = args.as_of
    pack = ruling_pack(args, as_of)
    output = Path(args.output)
    if output.suffix.lower() != ".xlsx":
        raise Refused(say("模板只写成 .xlsx 文件：{file}。", file=args.output))
    made = io.BytesIO()
    write_template(made, pack, as_of)
    write_whole(output, made.getvalue())
    return OK
