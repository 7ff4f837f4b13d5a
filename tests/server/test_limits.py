"""Connections and open files: what the system gives, and that a connection that asks for nothing is let go."""

from __future__ import annotations

import socket
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser import ROOT
from ui.server.connections import LOOK, Connections, _at_once, _look, group


def test_a_low_limit_is_raised_as_far_as_the_system_lets_it():
    code = (
        "import resource; from ui.server.limits import raise_open_files\n"
        "files = resource.RLIMIT_NOFILE\n"
        "hard = resource.getrlimit(files)[1]\n"
        "resource.setrlimit(files, (128, hard))\n"
        "most = raise_open_files()\n"
        "assert most == resource.getrlimit(files)[0] == (min(hard, 65536) if hard > 0 else 65536), most\n"
        "resource.setrlimit(files, (128, 128))\n"
        "assert raise_open_files() == 128\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_an_answer_goes_out_as_it_is_written():
    with socket.socket() as one:
        assert not one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        transport: Any = SimpleNamespace(get_extra_info=lambda name: one)
        _at_once(transport)
        assert one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        one.close()
        _at_once(transport)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("127.0.0.1", ""),
        ("127.8.8.8", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_addresses_are_counted_by_house(address, counted):
    assert group(address) == counted


def test_connections_are_counted_in_all_and_by_address():
    counted = Connections(most=4, most_per_address=2)
    counted.opened("a")
    counted.opened("a")
    assert not counted.takes("a") and counted.takes("b") and counted.takes("")
    counted.opened("")
    counted.opened("")
    assert not counted.takes("b")
    counted.closed("a")
    counted.closed("a")
    assert counted.takes("a")
    assert (counted.open, dict(counted.by_address)) == (2, {})


class Connection:
    """As much of uvicorn's as is looked at."""

    def __init__(self) -> None:
        self.scope: Any = None
        self.cycle: Any = None
        self.aborted = False
        self.later: list[tuple[Any, ...]] = []
        self.transport = SimpleNamespace(
            is_closing=lambda: self.aborted, get_protocol=lambda: self.is_now, abort=self._abort
        )
        self.loop = SimpleNamespace(call_later=lambda seconds, *call: self.later.append((seconds, *call)))
        self.is_now: Any = self

    def _abort(self) -> None:
        self.aborted = True

    def looked_at(self) -> None:
        if not self.later:
            _look(self, None, 0)  # type: ignore[arg-type]
        else:
            seconds, look, *args = self.later.pop()
            assert seconds == LOOK
            look(*args)


def test_a_connection_that_asks_for_nothing_is_closed_at_the_second_look():
    silent = Connection()
    silent.looked_at()
    assert not silent.aborted
    silent.looked_at()
    assert (silent.aborted, silent.later) == (True, [])


def test_a_connection_in_use_is_left_alone_and_one_that_never_ends_is_not():
    busy = Connection()
    busy.looked_at()
    for number in range(5):
        busy.scope = {"number": number}
        busy.cycle = SimpleNamespace(response_complete=False)
        busy.looked_at()
        busy.looked_at()
    assert not busy.aborted
    for _ in range(60):
        busy.looked_at()
    assert busy.aborted


def test_a_page_s_own_connection_is_looked_at_no_more():
    page = Connection()
    page.is_now = object()
    page.looked_at()
    assert (page.aborted, page.later) == (False, [])
