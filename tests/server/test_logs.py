"""Nothing of a person in a log."""

from __future__ import annotations

import io
import logging
import re
import sys
import threading

import pytest
from websockets.exceptions import InvalidStatus

from tests.browser import Server
from tests.server.asking import get, knock
from ui.server import logs as under_test


def test_no_address_reaches_the_log(server: Server):
    get(f"{server.url}/result?secret=4711&lang=en", Referer="https://x.example/?secret=4712")
    get(f"{server.url}/_stcore/nothing?secret=4713")
    get(f"{server.url}/_stcore/stream?secret=4714", Origin="https://secret-4715.example")
    knock(server, "?secret=4716")
    with pytest.raises(InvalidStatus):
        knock(server, "?secret=4717", origin="https://secret-4718.example")
    assert "471" not in re.sub(r":\d+", "", server.log.read_text(encoding="utf-8"))


def test_a_log_tells_where_an_exception_was_and_not_what_it_quotes(monkeypatch, capsys):
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)  # put back afterwards
    before, log, asyncio_log = logging.getLogRecordFactory(), logging.Logger("test"), logging.Logger("asyncio")
    out, names = io.StringIO(), ["张三", "李四", "王五", "赵六"]
    for each in (log, asyncio_log):
        each.addHandler(logging.StreamHandler(out))
    try:
        under_test.keep_values_out_of_logs()
        under_test.keep_values_out_of_logs()
        try:
            try:
                int(names[0])
            except ValueError as cause:
                raise KeyError(names[1]) from cause
        except KeyError:
            log.exception("Uncaught app execution")
        asyncio_log.error("Task exception was never retrieved\nfuture: %r", ValueError(names[2]))
        sys.excepthook(ValueError, ValueError(names[3]), None)
        log.warning("%s rows", 3)
    finally:
        logging.setLogRecordFactory(before)
    said = out.getvalue() + capsys.readouterr().err
    assert said.count("Traceback (most recent call last):") == 3
    for words in ("builtins.ValueError", "builtins.KeyError", "int(names[0])", "exception was never", "3 rows"):
        assert words in said
    assert not any(name in said for name in names)


def test_what_repeats_itself_is_said_once_a_minute(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    before, log, out = logging.getLogRecordFactory(), logging.Logger("test"), io.StringIO()
    log.addHandler(logging.StreamHandler(out))
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    try:
        under_test.keep_values_out_of_logs()

        def fault(number: int) -> None:
            try:
                raise OSError(number)
            except OSError:
                log.exception("no file for connection %s", number)

        for number in range(45_000 // 100):
            fault(number)
        log.info("something else")
        log.info("something else")
        log.warning("refused 1 of 2")
        log.warning("refused 3 of 4")
        assert out.getvalue().count("no file for connection") == out.getvalue().count("Traceback") == 1
        assert out.getvalue().count("something else") == 2
        assert out.getvalue().count("refused") == 1
        clock[0] = 61.0
        fault(7)
        assert "no file for connection 7 (and 449 more like it)" in out.getvalue()
    finally:
        logging.setLogRecordFactory(before)
