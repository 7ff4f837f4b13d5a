"""What the log says: where something went wrong and of what kind, and nothing of a person."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import Any


def keep_values_out_of_logs() -> None:
    """Let every log that tells of an exception say where it happened and of what kind, but not its message.

    Messages quote what they stumbled over: an answer, a cell of a roster. Addresses are not logged at all; Streamlit
    starts its server without an access log.
    """
    made = logging.getLogRecordFactory()
    if getattr(made, "tells_no_values", False):
        return

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        entry = made(*args, **kwargs)
        if entry.exc_info and entry.exc_info[1] is not None:
            entry.exc_text = _told(entry.exc_info[1])  # formatters take this if it is there
        if entry.name == "asyncio":  # the first line says what happened, the others quote it
            entry.msg, entry.args = entry.getMessage().partition("\n")[0], None
        return entry

    record.tells_no_values = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)
    sys.excepthook = lambda _kind, error, _trace: print(_told(error), file=sys.stderr)
    threading.excepthook = lambda told: print(_told(told.exc_value) if told.exc_value else "", file=sys.stderr)


def _told(error: BaseException) -> str:
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
