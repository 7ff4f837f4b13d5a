"""What the log says: where something went wrong and of what kind, and nothing of a person."""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = "site-packages"
_STREAMLIT = "streamlit."
_A_MINUTE = 60.0
# The id of a session, by which a reader of the log could ask for more; of a file, likewise.
_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOST_KINDS = 1_000


def keep_values_out_of_logs() -> None:
    """Let every log that tells of an exception say where it happened and of what kind, but not its message.

    Messages quote what they stumbled over: an answer, a cell of a roster. Addresses are not logged at all; Streamlit
    starts its server without an access log. A session's id is a key, and is left out. What repeats itself is said once
    a minute, so that nobody fills the disk.
    """
    made = logging.getLogRecordFactory()
    if getattr(made, "tells_no_values", False):
        return

    repeated = _Repeated()

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        entry = made(*args, **kwargs)
        if entry.exc_info and entry.exc_info[1] is not None:
            error = entry.exc_info[1]
            # Formatters take this if it is there.
            entry.exc_text = (
                _without_message(error) if ours(error) or not entry.name.startswith(_STREAMLIT) else _short(error)
            )
        try:
            said = entry.getMessage()
        except Exception:  # a fault of the caller, which logging reports by itself
            return entry
        if entry.name == "asyncio":  # the first line says what happened, the others quote it
            entry.msg, entry.args = said.partition("\n")[0], None
        elif _KEY.search(said):
            entry.msg, entry.args = _KEY.sub("…", said), None
        if (more := repeated.more(entry)) is None:
            entry.levelno = -1  # below what any handler takes
        elif more:
            entry.msg, entry.args = f"{entry.getMessage()} (and {more} more like it)", None
        return entry

    record.tells_no_values = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)
    sys.excepthook = lambda _kind, error, _trace: print(_without_message(error), file=sys.stderr)
    threading.excepthook = lambda failed: print(
        _without_message(failed.exc_value) if failed.exc_value else "", file=sys.stderr
    )


def ours(error: BaseException) -> bool:
    """Whether an exception passed through our own code. Else Streamlit stumbled over what a page sent: that is said in
    one line, for there is nothing to mend.
    """
    return any(
        Path(frame.filename).is_relative_to(_ROOT) and _PACKAGES not in Path(frame.filename).parts
        for frame in traceback.extract_tb(error.__traceback__)
    )


def _short(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" at {Path(frame.filename).name}:{frame.lineno}" for frame in last)
    return f"{type(error).__module__}.{type(error).__qualname__}{place}, over what a page sent"


def _without_message(error: BaseException) -> str:
    """The way to ``error``, and to what it came of, without a message."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        kind = type(now)
        lines += ["Traceback (most recent call last):", *traceback.format_list(traceback.extract_tb(now.__traceback__))]
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n".join(line.rstrip("\n") for line in lines)


class _Repeated:
    """Of warnings and errors of one kind the first in a minute, and how many were left out since."""

    def __init__(self) -> None:
        self._left_out: dict[tuple[object, ...], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def more(self, entry: logging.LogRecord) -> int | None:
        """How many like ``entry`` were left out before it; None where it is to be left out itself."""
        if entry.levelno < logging.WARNING:
            return 0
        error = entry.exc_info[1] if entry.exc_info else None
        place = traceback.extract_tb(error.__traceback__)[-1:] if error is not None else []
        where = [(frame.filename, frame.lineno) for frame in place]
        # A number in a message makes it no other kind.
        kind = (entry.name, re.sub(r"\d+", "0", str(entry.msg)), type(error), *where)
        now = time.monotonic()
        with self._lock:
            said, left_out = self._left_out.get(kind, (-_A_MINUTE, 0))
            if now - said < _A_MINUTE:
                self._left_out[kind] = said, left_out + 1
                return None
            if len(self._left_out) > _MOST_KINDS:
                self._left_out.clear()
            self._left_out[kind] = now, 0
            return left_out
